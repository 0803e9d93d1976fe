"""Tags of MP3s: files that were joined byte by byte keep theirs, covers included, in the middle of the sound."""

from collections.abc import Iterator

import av
from av.audio.stream import AudioStream


def without_tags(packets: "Iterator[av.Packet[AudioStream]]") -> "Iterator[av.Packet[AudioStream]]":
    """Yield the packets without those that FFmpeg finds inside tags, and without their time."""
    end = 0  # byte of the file at which the last tag ends
    taken = 0  # time of all tags, in the stream's unit
    for packet in packets:
        if packet.pos is not None and packet.size:
            data, start = bytes(packet), max(end - packet.pos, 0)
            while size := _tag_size(data[start:]):
                start += size
                end = packet.pos + start
            if packet.pos < end:
                taken += packet.duration or 0
                continue
        if packet.pts is not None:
            packet.pts -= taken
        if packet.dts is not None:
            packet.dts -= taken
        yield packet


def _tag_size(data: bytes) -> int:
    """Return the size of a tag that begins with `data`, bytes; 0 if none does."""
    if data[:3] == b"ID3" and len(data) >= 10:  # ID3v2: four bytes of seven bits, without the head
        return 10 + sum((byte & 127) << 7 * place for place, byte in enumerate(reversed(data[6:10])))
    if data[:8] == b"APETAGEX" and len(data) >= 16:
        return 32 + int.from_bytes(data[12:16], "little")
    return 128 if data[:3] == b"TAG" else 0  # ID3v1
