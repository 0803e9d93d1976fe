"""File names: how operating systems, file systems and FFmpeg read them."""

import hashlib
import os
import re
import sys
from pathlib import Path

LENGTH_MOST = 255  # bytes of a name: ext4, XFS, Btrfs and APFS; NTFS has as many UTF-16 units, which are never more

# Microsoft, "Naming Files, Paths, and Namespaces": names of devices, with any ending, and signs that have a meaning.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\s*(?:[.:].*)?", re.IGNORECASE)
_SIGNS = re.compile(r'[<>:"/\\|?*\x00-\x1f]')


def file_url(path: Path) -> str:
    """Name a file to FFmpeg, which takes a bare "12:30 take.mp4" for a protocol called "12"."""
    return f"file:{path}"


def shortened(name: str, most: int) -> str:
    """Return a name of at most `most` bytes: itself where it fits, else its beginning and a mark of the whole."""
    coded = os.fsencode(name)
    if len(coded) <= most:
        return name
    mark = f"~{hashlib.sha256(coded).hexdigest()[:8]}"
    return coded[: most - len(mark)].decode(sys.getfilesystemencoding(), "ignore") + mark


def on_windows() -> bool:
    """Tell whether names are those of Windows here."""
    return os.name == "nt"


def windows_fault(name: str) -> str | None:
    """Return why Windows cannot have a file of this name, or None: it would write elsewhere."""
    if _DEVICE.fullmatch(name):
        return f"on Windows {re.split('[.:]', name)[0].strip()} is a device with any ending"
    if sign := _SIGNS.search(name):
        return f"on Windows a name cannot have {sign[0]!r} in it"
    if name.endswith((".", " ")):
        return "on Windows a name cannot end in a dot or a space"
    return None


def same_file(one: Path, other: Path) -> bool:
    """Tell whether two paths lead to one file that is there, by way of links, or of a disk without upper case."""
    try:
        return one.samefile(other)
    except OSError:
        return False
