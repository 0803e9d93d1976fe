"""File stamps: when a file of one's own was changed last, how large it is, and its content in short."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from liminal.errors import LiminalError

BILLION = 1_000_000_000
_ENDS = 1 << 21  # bytes of all ends of files together,
_LEAST_END = 4096  # or of each end at least


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
        raise _unread(path, kind, getattr(error, "strerror", None) or error) from None
    if known.st_size > most:
        raise LiminalError(
            f"{path} has {known.st_size / BILLION:.1f} GB, and a {kind} may have {most / BILLION:.1f}; make it smaller"
        )
    return FileStamp(known.st_mtime_ns, known.st_size)


def content_of_file(path: Path, kind: str, most: int) -> str:
    """Return the SHA-256 of a file, as of `file_stamp`. Raises LiminalError as that does."""
    file_stamp(path, kind, most)
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise _unread(path, kind, error.strerror) from None


def content_of_ends(paths: Sequence[Path], kind: str) -> str:
    """Return a SHA-256 of the sizes and ends of files that are too large to be read whole, as films are.

    Of each end of a file 4 KiB count, or as many as make 2 MiB of all together. `kind`: what they are, for messages.
    Raises LiminalError where they cannot be read.
    """
    end = max(_ENDS // (2 * max(len(paths), 1)), _LEAST_END)
    digest = hashlib.sha256()
    for path in paths:
        try:
            with path.open("rb") as file:
                size = path.stat().st_size
                digest.update(size.to_bytes(8, "little") + file.read(end))
                file.seek(max(size - end, 0))
                digest.update(file.read(end))
        except OSError as error:
            raise _unread(path, kind, error.strerror) from None
    return digest.hexdigest()


def _unread(path: Path, kind: str, reason: object) -> LiminalError:
    return LiminalError(f"cannot read the {kind} {path}: {reason}; check its name and where it lies")
