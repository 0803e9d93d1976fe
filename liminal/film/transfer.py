"""A transfer: frames played back from a tape become a film, a picture, numbered pictures or a pipe."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import BinaryIO, Literal

import av
import numpy as np
from av.video.reformatter import Interpolation, VideoReformatter
from numpy.typing import NDArray

from liminal.errors import LiminalError
from liminal.film.atomic import check_destination, replacing
from liminal.film.encoding import ENCODINGS
from liminal.film.movie import CODECS, VIDEOS, Movie, Reel, check_movie
from liminal.film.picture import ENCODED, FULL_QUALITY, save_encoded
from liminal.film.scan import Scan, bob
from liminal.film.series import Series, check_series, replacing_series
from liminal.film.sound_file import SOUND_FILES
from liminal.footage.numbering import is_series
from liminal.footage.raster import HEIGHT, SCREEN, WIDTH
from liminal.rate import FRAME_RATE

Frame = NDArray[np.uint8]
Kind = Literal["video", "gif", "picture", "series", "portfolio", "y4m", "raw"]

PIPE_FORMS = ("y4m", "raw")
_EXTENSIONS = (*VIDEOS, ".gif", *ENCODED)

# The scans that each kind can have, the usual one first. Only videos can say that they interlace.
_SCANS: dict[Kind, tuple[Scan, ...]] = {
    "video": ("bob", "interlaced", "weave"),
    "y4m": ("interlaced", "bob", "weave"),
    "raw": ("weave", "bob"),
    "gif": ("bob", "weave"),
    "picture": ("weave", "bob"),
    "series": ("weave", "bob"),
    "portfolio": ("weave", "bob"),
}
FRAME_SIZE = (WIDTH, HEIGHT)
_SQUARE = (640, 480)  # square pixels, for files that cannot state the shape of a pixel


@dataclass(frozen=True)
class Transfer:
    """Where a tape goes and how it is shown. `size`: width and height in pixels, of a screen of 4:3."""

    path: Path
    kind: Kind
    scan: Scan
    size: tuple[int, int]
    codec: str = ""

    @property
    def rate(self) -> Fraction:
        """Pictures a second. A GIF takes one field of each frame."""
        return 2 * FRAME_RATE if self.scan == "bob" and self.kind != "gif" else FRAME_RATE

    @property
    def pixel(self) -> Fraction:
        """Width to height of a pixel."""
        return SCREEN * self.size[1] / self.size[0]

    @property
    def encodes_fields(self) -> bool:
        """Tell whether the encoder takes frames of two fields and shows each field by itself."""
        return self.kind == "video" and self.scan == "bob" and ENCODINGS[self.codec].pixels == "yuv420p"

    @property
    def holds_sound(self) -> bool:
        """Tell whether sound has a place there."""
        return self.kind == "video"


def plan_transfer(
    output: str,
    *,
    moving: bool,
    scan: Scan | None = None,
    size: tuple[int, int] | None = None,
    codec: str | None = None,
    pipe: str = "y4m",
) -> Transfer:
    """Return how a tape is written under an output's name and options, once that is known to be possible.

    `output`: a file, numbered pictures such as out/%05d.png, or "-", standard output, which takes `pipe`. `moving`:
    whether there is more than one picture. None is the usual one of the kind. Raises LiminalError.
    """
    path = Path(output)
    kind = _kind(output, path, pipe)
    if kind == "picture" and moving:
        raise LiminalError(f"{output} holds one picture, and this is a film: name numbered ones, e.g. out/%05d.png")
    chosen = scan or _SCANS[kind][0]
    if chosen not in _SCANS[kind]:
        raise LiminalError(f"{output} cannot be {chosen}: --scan {' or '.join(_SCANS[kind])} can")
    shown = size or (FRAME_SIZE if kind in ("video", "y4m", "raw") else _SQUARE)
    if chosen == "interlaced" and (shown[1] % 4 or shown[0] % 2):
        raise LiminalError(
            f"interlaced pictures need a width of whole 2s and a height of whole 4s, not {shown[0]}x{shown[1]}"
        )
    if kind in ("video", "gif"):
        codec = check_movie(path, *shown, codec)
        if chosen == "interlaced" and not can_interlace(codec):
            able = ", ".join(name for name in CODECS[path.suffix.lower()] if can_interlace(name))
            raise LiminalError(
                f"cannot write {output}: {ENCODINGS[codec].title} has no fields here; leave --scan interlaced out, or "
                f"choose --codec {able}"
            )
    elif codec is not None:
        raise LiminalError(f"--codec {codec} is for {', '.join(VIDEOS)}; {output} takes none")
    elif kind == "series":
        check_series(path)
    elif kind == "picture":
        check_destination(path, ENCODED)
    return Transfer(path, kind, chosen, shown, codec or "")


def scans_of(output: str, pipe: str = "y4m") -> tuple[Scan, ...]:
    """Return the scans that a tape can have in a file or pipe `output`, the usual one first."""
    return _SCANS[_kind(output, Path(output), pipe)]


def can_interlace(codec: str) -> bool:
    """Tell whether a codec can say that its frames are of two fields."""
    return codec in ENCODINGS and ENCODINGS[codec].interlaced is not None


def _kind(output: str, path: Path, pipe: str) -> Kind:
    if output == "-":
        return "raw" if pipe == "raw" else "y4m"
    if is_series(path):
        return "series"
    extension = check_destination(path, (*_EXTENSIONS, *SOUND_FILES))
    if extension in SOUND_FILES:
        raise LiminalError(f"{output} has no place for pictures")
    return "video" if extension in VIDEOS else "gif" if extension == ".gif" else "picture"


@contextmanager
def open_transfer(plan: Transfer, comment: str = "", stdout: BinaryIO | None = None) -> Iterator[Movie]:
    """Write frames of a tape, uint8 (480, 720, 3), whose even rows are field 1, all or nothing.

    `comment`: the recipe. `stdout`: where a pipe leads. Leaving the block by an exception leaves no file, and an older
    one as it was. Raises LiminalError when something cannot be written.
    """
    with _place(plan) as part, movie_at(part, plan, comment, stdout) as movie:
        yield movie


def movie_at(path: Path, plan: Transfer, comment: str = "", stdout: BinaryIO | None = None) -> Movie:
    """Begin to write frames as `open_transfer` does, to `path` itself."""
    return Movie(_Shown(plan, _open_reel(plan, path, comment, stdout)), WIDTH, HEIGHT)


@contextmanager
def _place(plan: Transfer) -> Iterator[Path]:
    if plan.kind in PIPE_FORMS:
        yield plan.path
    else:
        with (replacing_series if plan.kind == "series" else replacing)(plan.path) as part:
            yield part


def _open_reel(plan: Transfer, part: Path, comment: str, stdout: BinaryIO | None) -> Reel:
    # Each library takes a good part of a second to load: only the one that is needed.
    if plan.kind == "video":
        from liminal.film.video import Video

        width, height = plan.size
        return Video(
            part,
            width,
            height,
            plan.codec,
            comment,
            rate=plan.rate,
            pixel=plan.pixel,
            size=FRAME_SIZE,
            interlaced=plan.scan == "interlaced",
            bobbed=plan.encodes_fields,
            television=True,
        )
    if plan.kind == "gif":
        from liminal.film.gif import Gif

        return Gif(part, *plan.size, comment)
    if plan.kind == "series":
        return Series(part, plan.path.name, comment)
    if plan.kind == "portfolio":
        from liminal.film.portfolio import Portfolio

        extension = f".{plan.codec}"

        def save(page: Path, picture: Frame) -> None:
            save_encoded(page, extension, picture, comment, FULL_QUALITY)

        return Portfolio(part, extension, save)
    if plan.kind == "picture":
        return _Print(part, comment)
    from liminal.film.pipe import Pipe

    assert stdout is not None
    return Pipe(stdout, plan.kind, plan.size, plan.rate, plan.pixel, plan.scan == "interlaced")


class _Shown:
    """Shows frames of two fields the way a plan says, and passes on the pictures."""

    def __init__(self, plan: Transfer, reel: Reel) -> None:
        self._plan, self._reel = plan, reel
        self._reformatter = VideoReformatter()
        # A video's encoder scales by itself, and encodes fields as such.
        self._scales = plan.size != FRAME_SIZE and plan.kind != "video"
        self._bobs = plan.scan == "bob" and not plan.encodes_fields

    def append(self, frame: Frame) -> None:
        for picture in self._pictures(frame):
            self._reel.append(self._scaled(picture) if self._scales else picture)

    def _pictures(self, frame: Frame) -> tuple[Frame, ...]:
        if not self._bobs:
            return (frame,)
        both = bob(frame)
        return both if self._plan.rate != FRAME_RATE else both[:1]

    def _scaled(self, picture: Frame) -> Frame:
        smooth = Interpolation.BICUBIC | Interpolation.ACCURATE_RND | Interpolation.BITEXACT
        whole = av.VideoFrame.from_ndarray(picture, format="rgb24")
        scaled = self._reformatter.reformat(whole, *self._plan.size, interpolation=smooth, threads=1).to_ndarray()
        return np.asarray(scaled, np.uint8)

    def finish(self) -> None:
        self._reel.finish()

    def abandon(self) -> None:
        self._reel.abandon()


class _Print:
    """One picture being written: the first."""

    def __init__(self, part: Path, comment: str) -> None:
        self._part, self._comment = part, comment
        self._done = False

    def append(self, picture: Frame) -> None:
        if not self._done:
            save_encoded(self._part, self._part.suffix.lower(), picture, self._comment, FULL_QUALITY)
        self._done = True

    def finish(self) -> None:
        """Nothing is left to do."""

    def abandon(self) -> None:
        """Nothing is held open."""
