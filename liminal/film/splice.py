"""A splice: pieces of one film become one file, packet by packet, without encoding anew.

The result depends on the packets and their numbers alone, not on the cuts between pieces: pieces of pieces give the
same bytes. Each piece begins with a key frame and refers to no other.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from fractions import Fraction
from pathlib import Path

import av
from av.video.stream import VideoStream

from liminal.closing import Closing
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

    `path`: .mp4, .mov or .mkv. All else as of `Splice`. Raises LiminalError for pieces that cannot be read or do not
    fit, or a file that cannot be written.
    """
    with (
        writing(path),
        replacing(path) as part,
        Splice(part, rate, comment, start, sound, chapters, subtitles) as film,
    ):
        for piece in pieces:
            film.add(piece)
        film.finish()


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Say what the system refuses of a film `path` that the block writes, or adds pieces to."""
    try:
        yield
    except av.FFmpegError as error:
        # Errors in reading pieces are LiminalErrors already, so this one is in writing.
        raise LiminalError(f"cannot write {path}: {system_error(str(error)).strerror}") from error


class Splice(Closing):
    """A film that grows by the pictures of pieces."""

    def __init__(
        self,
        path: Path,
        rate: Fraction,
        comment: str,
        start: str = "",
        sound: Sound | None = None,
        chapters: Sequence[Chapter] = (),
        subtitles: Sequence[Cue] = (),
    ) -> None:
        """`rate`: pictures a second. `comment`: the recipe. `start`: the time code of the first picture; "" is none.

        `sound` is encoded here, once, so that it has no seams.
        """
        self._path, self._rate, self._comment, self._start = path, rate, comment, start
        self._sound, self._chapters, self._cues = sound, chapters, subtitles
        self._film = create(path, comment)
        self._stream: VideoStream | None = None
        self._words: Subtitles | None = None
        self._kind, self._head = "", b""  # of the first piece's codec: its name and its extra data
        self._count = 0

    def add(self, piece: Path) -> None:
        """Add the pictures of a piece. Raises LiminalError for one that cannot be read or does not fit the first."""
        stream = self._stream = self._stream or self._opened_as(piece)
        delay = ENCODINGS[_NAMES.get(self._kind, self._kind)].delay
        begin = last = self._count
        for packet, number in _packets(piece, self._rate, self._kind, self._head):
            packet.stream = stream
            packet.time_base = 1 / self._rate
            packet.pts, packet.dts, packet.duration = begin + number, self._count - delay, 1
            self._film.mux(packet)
            self._count, last = self._count + 1, max(last, begin + number + 1)
            self._write_until(float(self._count / self._rate))
        if last != self._count:
            raise LiminalError(f"cannot use {piece}: pictures are missing from it; make it anew")

    def _opened_as(self, piece: Path) -> VideoStream:
        """Begin the film with the streams that a piece calls for."""
        film, rate = self._film, self._rate
        with _opened(piece) as first:
            template = first.streams.video[0]
            # As it was read, for which no encoder is needed.
            stream = film.add_stream_from_template(template, opaque=True)
            self._kind, self._head = template.codec.canonical_name, template.codec_context.extradata or b""
            # Of codecs that do not say it themselves, the shape of a pixel is the container's to keep.
            if template.sample_aspect_ratio:
                stream.codec_context.sample_aspect_ratio = template.sample_aspect_ratio
        encoding = ENCODINGS[_NAMES.get(self._kind, self._kind)]
        if encoding.tag is not None and film.format.name in BOXED:
            stream.codec_context.codec_tag = encoding.tag
        if self._start:
            stream.metadata["timecode"] = self._start
        stream.time_base, stream.codec_context.framerate = 1 / rate, rate
        if self._sound is not None:
            self._sound.join(film)
        if self._cues:
            self._words = Subtitles(film, self._cues)
        if self._chapters:
            film.set_chapters([_marked(number, chapter) for number, chapter in enumerate(self._chapters, start=1)])
        return stream

    def _write_until(self, seconds: float) -> None:
        if self._sound is not None:
            self._sound.write_until(seconds)
        if self._words is not None:
            self._words.write_until(seconds)

    def finish(self) -> None:
        """Write the rest of the sound, and complete the file."""
        if self._sound is not None:
            self._sound.finish()
        if self._words is not None:
            self._words.write_until(float("inf"))
        boxed = self._film.format.name in BOXED
        self._film.close()
        if boxed:
            mark_movie(self._path, self._comment)

    def close(self) -> None:
        """Let go of the file, complete or not."""
        with suppress(av.FFmpegError):
            self._film.close()


def _opened(piece: Path) -> "av.container.InputContainer":
    try:
        return av.open(file_url(piece))
    except (av.FFmpegError, OSError) as error:
        raise LiminalError(f"cannot read {piece}: {getattr(error, 'strerror', error)}; make it anew") from error


def _packets(piece: Path, rate: Fraction, kind: str, head: bytes) -> "Iterator[tuple[av.Packet[VideoStream], int]]":
    """Yield the packets of a piece in the order in which they are decoded, each with the number of its picture."""
    with _opened(piece) as film:
        source = film.streams.video[0]
        codec = source.codec_context
        if source.codec.canonical_name != kind or (codec.extradata or b"") != head:
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
