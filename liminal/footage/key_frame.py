"""Key frames: where to begin decoding a recording, to have its pictures from an instant on as if all were decoded."""

from collections.abc import Iterator

from liminal.footage.packet_reader import Packet

_HELD_MOST = 1 << 28  # bytes of packets that are kept undecoded while no key frame comes


def from_key_frame(packets: Iterator[Packet], start: int) -> tuple[list[Packet], int | None]:
    """Take packets up to the first one that is presented at `start` or later, in units of their stream.

    Return those that must be decoded, and when the first of them is presented; None where nothing is left out. Decoding
    begins one key frame earlier than need be: pictures presented before a key frame but stored after it may refer to
    ones that were left out.
    """
    held: list[Packet] = []
    keys: list[int] = []  # the last two key frames, by their places among these
    size, late = 0, False
    for packet in packets:
        if packet.is_keyframe:
            if len(keys) == 2:
                del held[: keys[1]]
                size, late = sum(each.size for each in held), True
                keys = [0]
            keys.append(len(held))
        held.append(packet)
        size += packet.size
        if packet.pts is None or packet.pts >= start or size > _HELD_MOST:
            break
    return held, held[0].pts if late else None
