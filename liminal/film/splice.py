"""A splice: pieces of one film become one file, packet by packet, without encoding anew.

The result depends on the packets and their numbers alone, not on the cuts between pieces: pieces of pieces give the
same bytes. Each piece begins with a key frame and refers to no other.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import av
from av.container import OutputContainer
from av.video.stream import VideoStream

from liminal.errors import LiminalError
from liminal.file_name import file_url
from liminal.film.atomic import replacing, system_error
from liminal.film.container import create
from liminal.film.encoding import ENCODINGS
from liminal.film.movie import Sound
from liminal.film.spherical import mark_movie
from liminal.film.subtitle import Subtitles
from liminal.footage.sound_remuxer import BOXED
from liminal.shot.chapter import Chapter
from liminal.sound.cue import Cue

_NAMES = {"dnxhd": "dnxhr"}  # our names of codecs, where FFmpeg has others

# Unit of the times of chapters, s, which both containers can store.
_CHAPTER_CLOCK = Fraction(1, 1000)


def splice(
    pieces: Sequence[Path],
    path: Path,
    rate: Fraction,
    comment: str,
    *,
    start: str = "",
    sound: Sound | None = None,
    chapters: Sequence[Chapter] = (),
    subtitles: Sequence[Cue] = (),
) -> None:
    """Write the pictures of `pieces`, one after another, as one film; an old file is replaced once it is complete.

    `path`: .mp4, .mov or .mkv. `rate`: pictures a second. `comment`: the recipe. `start`: the time code of the first
    picture; "" is none. `sound` is encoded here, once, so that it has no seams. Raises LiminalError for pieces that
    cannot be read or do not fit, or a file that cannot be written.
    """
    try:
        with replacing(path) as part:
            with create(part, comment) as film:
                _write(film, pieces, rate, start, sound, chapters, subtitles)
                boxed = film.format.name in BOXED
            if boxed:
                mark_movie(part, comment)
    except av.FFmpegError as error:
        # Errors in reading are LiminalErrors already, so this one is in writing.
        raise LiminalError(f"cannot write {path}: {system_error(str(error)).strerror}") from error


def _write(
    film: OutputContainer,
    pieces: Sequence[Path],
    rate: Fraction,
    start: str,
    sound: Sound | None,
    chapters: Sequence[Chapter],
    subtitles: Sequence[Cue],
) -> None:
    with _opened(pieces[0]) as first:
        template = first.streams.video[0]
        # As it was read, for which no encoder is needed.
        stream = film.add_stream_from_template(template, opaque=True)
        kind, head = template.codec.canonical_name, template.codec_context.extradata
        # Of codecs that do not say it themselves, the shape of a pixel is the container's to keep.
        if template.sample_aspect_ratio:
            stream.codec_context.sample_aspect_ratio = template.sample_aspect_ratio
    encoding = ENCODINGS[_NAMES.get(kind, kind)]
    if encoding.tag is not None and film.format.name in BOXED:
        stream.codec_context.codec_tag = encoding.tag
    if start:
        stream.metadata["timecode"] = start
    stream.time_base, stream.codec_context.framerate = 1 / rate, rate
    if sound is not None:
        sound.join(film)
    words = Subtitles(film, subtitles) if subtitles else None
    if chapters:
        film.set_chapters([_marked(number, chapter) for number, chapter in enumerate(chapters, start=1)])

    count = 0
    for piece in pieces:
        begin, last = count, count
        for packet, number in _packets(piece, rate, kind, head):
            packet.stream = stream
            packet.time_base = 1 / rate
            packet.pts, packet.dts, packet.duration = begin + number, count - encoding.delay, 1
            film.mux(packet)
            count, last = count + 1, max(last, begin + number + 1)
            if sound is not None:
                sound.write_until(float(count / rate))
            if words is not None:
                words.write_until(float(count / rate))
        if last != count:
            raise LiminalError(f"cannot use {piece}: pictures are missing from it; make it anew")
    if sound is not None:
        sound.finish()
    if words is not None:
        words.write_until(float("inf"))


def _opened(piece: Path) -> "av.container.InputContainer":
    try:
        return av.open(file_url(piece))
    except (av.FFmpegError, OSError) as error:
        raise LiminalError(f"cannot read {piece}: {getattr(error, 'strerror', error)}; make it anew") from error


def _packets(
    piece: Path, rate: Fraction, kind: str, head: bytes | None
) -> "Iterator[tuple[av.Packet[VideoStream], int]]":
    """Yield the packets of a piece in the order in which they are decoded, each with the number of its picture."""
    with _opened(piece) as film:
        source = film.streams.video[0]
        codec = source.codec_context
        if source.codec.canonical_name != kind or codec.extradata != head:
            raise LiminalError(f"cannot join {piece}: it is encoded in another way than the first piece; make it anew")
        packets = film.demux(source)
        while True:
            try:
                packet = next(packets, None)
            except av.FFmpegError as error:
                raise LiminalError(f"cannot read {piece}: {error.strerror}; make it anew") from error
            if packet is None:
                return
            if packet.pts is not None and packet.time_base is not None:
                # Matroska rounds times to milliseconds, less than a tenth of a picture's duration.
                yield packet, round(packet.pts * packet.time_base * rate)


def _marked(number: int, chapter: Chapter) -> "av.container.core.Chapter":
    start, end = (round(time / _CHAPTER_CLOCK) for time in (chapter.start, chapter.end))
    return {
        "id": number,
        "start": start,
        "end": end,
        "time_base": _CHAPTER_CLOCK,
        "metadata": {"title": chapter.title},
    }
