"""File stamps: when a file of one's own was changed last, and how large it is."""

from pathlib import Path
from typing import NamedTuple

from liminal.errors import LiminalError

BILLION = 1_000_000_000


class FileStamp(NamedTuple):
    """What tells a file from an earlier one of its name. `changed`: ns. `size`: bytes."""

    changed: int
    size: int


def file_stamp(path: Path, kind: str, most: int) -> FileStamp:
    """Return the stamp of a file. `kind`: what it is, for messages. `most`: how large it may be, bytes.

    Raises LiminalError for a file that is not there, and for one that is larger.
    """
    try:
        known = path.stat()
    except (OSError, ValueError) as error:  # a path with a zero byte is no value
        reason = getattr(error, "strerror", None) or error
        raise LiminalError(f"cannot read the {kind} {path}: {reason}; check its name and where it lies") from None
    if known.st_size > most:
        raise LiminalError(
            f"{path} has {known.st_size / BILLION:.1f} GB, and a {kind} may have {most / BILLION:.1f}; make it smaller"
        )
    return FileStamp(known.st_mtime_ns, known.st_size)
