"""Files of layers: a video, one picture or numbered ones, by number."""

from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from liminal.closing import Closing
from liminal.errors import LiminalError
from liminal.footage.layer_exr import read_exr_layer
from liminal.footage.layer_frame import read_frame_layer
from liminal.footage.layer_image import LayerImage
from liminal.footage.layer_video import LayerVideo
from liminal.footage.numbering import is_series, numbered_files

LIGHT = ".exr"
PICTURES = LIGHT, ".png"
VIDEOS = (".mov", ".mkv", ".webm", ".mp4", ".avi")


class LayerFile(Protocol):
    """What a layer is read from.

    `paths`: its files. `count`: of its pictures. `rate`: of these, Hz; None where it has none. `linear`: whether it
    holds light itself, rather than what screens show.
    """

    @property
    def paths(self) -> list[Path]: ...
    @property
    def count(self) -> int: ...
    @property
    def rate(self) -> Fraction | None: ...
    @property
    def linear(self) -> bool: ...
    def read(self, number: int) -> LayerImage: ...
    def close(self) -> None: ...
    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class LayerPictures(Closing):
    """Picture files."""

    rate: Fraction | None = None

    def __init__(self, paths: list[Path], shadow: bool) -> None:
        self.paths, self._shadow = paths, shadow
        self.count = len(paths)
        self.linear = paths[0].suffix.lower() == LIGHT

    def read(self, number: int) -> LayerImage:
        """Return a picture, from 0. Raises LiminalError where it cannot be read."""
        path = self.paths[number]
        return read_exr_layer(path, shadow=self._shadow) if self.linear else read_frame_layer(path)

    def close(self) -> None:
        """Do nothing: no file is held open."""


def open_layer(file: str, *, shadow: bool = False) -> LayerFile:
    """Open the file or files of a layer. Raises LiminalError where they are not there, or one of them is missing."""
    path = Path(file)
    if path.is_dir():
        raise LiminalError(f"the layer {file} is a folder; give its pictures' names, as {path / '%04d.exr'}")
    kind = path.suffix.lower()
    if kind not in (*PICTURES, *VIDEOS):
        allowed = ", ".join((*PICTURES, *VIDEOS))
        raise LiminalError(f"cannot read the layer {file}: unknown kind of file; allowed are {allowed}")
    if not path.exists() and is_series(path):
        return LayerPictures(_numbered(path), shadow)
    if not path.is_file():
        raise LiminalError(f"cannot read the layer {file}: there is no such file; check its name")
    return LayerVideo(path) if kind in VIDEOS else LayerPictures([path], shadow)


def _numbered(path: Path) -> list[Path]:
    """The pictures of a series, in their order. Raises LiminalError where one is missing."""
    found = dict(numbered_files(path))
    if not found:
        raise LiminalError(f"cannot read the layer {path}: there are no such pictures; check the name and the folder")
    first, last = min(found), max(found)
    missing = [number for number in range(first, last + 1) if number not in found]
    if missing:
        more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
        raise LiminalError(
            f"the layer {path} has pictures {first} to {last}, but not {missing[0]}{more}: render what is missing"
        )
    return [found[number] for number in range(first, last + 1)]
