"""Image search: the numbered image files of a folder, a pattern or a glob."""

import re
from glob import glob, has_magic
from pathlib import Path

from liminal.errors import LiminalError
from liminal.footage.numbering import is_series, numbered_files

# Endings of image files: others in a folder are ignored.
_PORTABLE = (".png", ".apng", ".jpg", ".jpeg", ".jpe", ".jfif", ".gif", ".webp", ".bmp", ".dib", ".tif", ".tiff")
_PHONES = (".heic", ".heif", ".hif", ".avif", ".mpo", ".jp2", ".j2k", ".jpx", ".jpf")
_OLD = (".ppm", ".pgm", ".pbm", ".pnm", ".tga", ".pcx", ".sgi", ".rgb", ".psd", ".dds", ".qoi", ".ico", ".xbm", ".xpm")
_RARE = (".dpx", ".exr", ".hdr", ".pfm", ".pam")
_ENDINGS = _PORTABLE + _PHONES + _OLD + _RARE

# Files that Windows puts in folders of pictures. Finder's `._0001.png` and `.DS_Store` are hidden files.
_SYSTEM_FILES = {"thumbs.db", "ehthumbs.db", "desktop.ini"}


def find_images(source: str) -> list[Path]:
    """Return the image files of a folder, a pattern such as a/%04d.png or a glob such as 'a/*.png', in natural order.

    Folders, system files and, unless the name begins with a dot, hidden files are left out. Any other source gives an
    empty list. Raises LiminalError if no file is found.
    """
    path = Path(source)
    if path.is_dir():
        found = [each for each in path.iterdir() if each.suffix.lower() in _ENDINGS]
    elif path.exists():
        return []
    elif is_series(path):
        found = [each for _, each in numbered_files(path)]
    elif has_magic(source):
        # As in a shell, and unlike pathlib, a star matches no dot at the beginning of a name.
        found = [Path(each) for each in glob(source, recursive=True)]  # noqa: PTH207
    else:
        return []
    hidden_too = path.name.startswith(".") and not path.is_dir()
    found = [each for each in found if _is_picture_file(each, hidden_too)]
    if not found:
        raise LiminalError(
            f"cannot play {source}: no pictures are there; give numbered ones, such as 0001.png, 0002.png"
        )
    return sorted(found, key=lambda each: [_natural(part) for part in each.parts])


def _is_picture_file(path: Path, hidden_too: bool) -> bool:
    if path.name.lower() in _SYSTEM_FILES or path.name.startswith("._"):
        return False
    return (hidden_too or not path.name.startswith(".")) and not path.is_dir()


def _natural(name: str) -> list[tuple[int, str]]:
    """Return a sorting key that puts 10 after 9."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", name)]
