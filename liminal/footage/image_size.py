"""Image size: the largest picture that is read, and the factor by which large ones are reduced."""

from pathlib import Path

from liminal.errors import LiminalError

ENOUGH = (1440, 960)  # pixels, twice television's each way
_LONGEST = 32768  # pixels: FFmpeg takes no longer frames of a hundred lines
_MOST = 500_000_000  # pixels: 2 GB as pillow holds them; the largest scans and panoramas have 400 million


def check_size(size: tuple[int, int], path: Path) -> None:
    """Raise LiminalError for a picture of more than 500 million pixels. `size`: width, height."""
    if size[0] * size[1] > _MOST:
        raise LiminalError(
            f"cannot read {path}: it has {size[0] * size[1] // 1_000_000} million pixels, and "
            f"{_MOST // 1_000_000} million are the most; make it smaller"
        )


def shrinking(size: tuple[int, int]) -> int:
    """Return the whole factor by which width and height are divided, to no less than 1440 x 960 and at most 32,768."""
    factor = min(length // enough for length, enough in zip(size, ENOUGH, strict=True))
    return max(1, factor, -(-max(size) // _LONGEST))
