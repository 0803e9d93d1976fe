"""Albums: one picture that is held, or numbered pictures that are a film."""

import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np

from liminal.closing import Closing
from liminal.errors import LiminalError
from liminal.film.field_clock import Shown
from liminal.film.recording import Warn
from liminal.film.series import is_series, numbered_names

PICTURE_KINDS = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp")


class Album(Closing):
    """Pictures that are read one after another, through pillow."""

    pixel: Fraction | None = None
    sounding = False
    origin = 0.0

    def __init__(self, paths: list[Path], name: str, seconds_each: Fraction, warn: Warn) -> None:
        self.name, self.paths, self._seconds_each, self._warn = name, paths, seconds_each, warn
        self.moving = len(paths) > 1
        self.seconds: float | None = float(len(paths) * seconds_each)

    def shown(self) -> Iterator[Shown[av.VideoFrame]]:
        """Yield the pictures. One that cannot be read is left out and warned of; the one before stays.

        Raises LiminalError when none can be read.
        """
        before: av.VideoFrame | None = None
        for number, path in enumerate(self.paths, start=1):
            try:
                before = read_frame(path)
            except LiminalError as error:
                if not self.moving:
                    raise
                self._warn(f"{error}; the picture before stays")
            if before is not None:
                yield Shown(before, float(number * self._seconds_each))
        if before is None:
            raise LiminalError(f"cannot play {self.name}: not one of its {len(self.paths)} pictures can be read")

    def close(self) -> None:
        """Nothing is held open."""


def find_pictures(source: str) -> list[Path]:
    """Return the pictures that a folder, a pattern such as a/%04d.png or a glob such as 'a/*.png' means, in order.

    A name that is none of these gives an empty list. Raises LiminalError where it is one, and nothing is found.
    """
    path = Path(source)
    if path.is_dir():
        found = [each for each in path.iterdir() if each.suffix.lower() in PICTURE_KINDS]
    elif path.exists():
        return []
    elif is_series(path):
        names = numbered_names(path)
        found = [each for each in path.parent.iterdir() if names.fullmatch(each.name)] if path.parent.is_dir() else []
    elif any(mark in source for mark in "*?["):
        found = list(Path(path.anchor).glob(str(path.relative_to(path.anchor))))
    else:
        return []
    if not found:
        raise LiminalError(f"cannot play {source}: no picture there; they end in one of {', '.join(PICTURE_KINDS)}")
    return sorted(found, key=lambda each: _natural(each.name))


def _natural(name: str) -> list[tuple[int, str]]:
    """A key that puts 10 after 9."""
    return [(int(part or -1), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", name)]


def read_frame(path: Path) -> av.VideoFrame:
    """Read a picture the right way up, what is transparent over black. Raises LiminalError."""
    from PIL import Image, ImageOps

    try:
        with Image.open(path) as image:
            turned = ImageOps.exif_transpose(image)
            pixels = _pixels(turned)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        reason = getattr(error, "strerror", None) or str(error).splitlines()[0]
        raise LiminalError(f"cannot read {path}: {reason[:1].lower()}{reason[1:]}") from error
    return av.VideoFrame.from_ndarray(pixels, format="rgba" if pixels.shape[2] == 4 else "rgb24")


def _pixels(image: Any) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """Return the pixels of a pillow image: uint8 (H, W, 3), or 4 where some may be transparent."""
    if image.mode.startswith("I"):
        # Sixteen bits, which pillow would clip rather than scale.
        grey = (np.clip(np.asarray(image), 0, 65535) / 257.0 + 0.5).astype(np.uint8)
        return np.repeat(grey[..., None], 3, axis=2)
    see_through = image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info
    return np.array(image.convert("RGBA" if see_through else "RGB"))
