"""Atomic files: either complete or absent.

A file is written beside its destination and renamed over it once complete, so an interrupted or failed run leaves
the old file untouched and no half of a new one.
"""

import errno
import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from liminal.errors import LiminalError, did_you_mean
from liminal.file_name import on_windows, shortened, windows_fault

_STEM_MOST = 100  # bytes of a file's name that its part's name begins with

# Advice for a write that the system refused.
_ADVICE = {
    errno.ENOSPC: "free some space or choose another folder",
    errno.EDQUOT: "free some of your quota or choose another folder",
    errno.EFBIG: "the system allows no file of this size here: choose another folder or a smaller size",
    errno.EACCES: "choose a folder that you may write to",
    errno.EPERM: "choose a folder that you may write to",
    errno.EROFS: "choose a folder that is not read-only",
    errno.ENAMETOOLONG: "choose a shorter name",
}


def check_destination(path: Path, extensions: Collection[str]) -> str:
    """Return the extension of `path` in lower case, after checking that a file of that kind can be written there.

    `extensions`: those allowed, each with its dot. Called before any drawing, so that a typing error costs nothing.
    Raises LiminalError for an unknown extension, a missing or unwritable folder, or a path that is no ordinary file.
    """
    # Before its ending is looked for: Windows drops dots and spaces at the end.
    if on_windows() and (fault := windows_fault(path.name)):
        raise LiminalError(f"cannot write {path}: {fault}; choose another name")
    extension = path.suffix.lower()
    if extension not in extensions:
        allowed = ", ".join(extensions)
        unknown = f'unknown extension "{path.suffix}"{did_you_mean(extension, extensions)}'
        what = unknown if path.suffix else "no extension"
        raise LiminalError(f"cannot write {path}: {what}; end the name in one of {allowed}")
    try:
        _check_place(path)
    except OSError as error:  # a name that is too long for the disk, above all
        raise refusal(path, error) from error
    return extension


def _check_place(path: Path) -> None:
    """Raise LiminalError if no file can be at `path`; OSError if the system refuses to look."""
    folder = path.parent
    if not folder.exists():
        raise LiminalError(f'cannot write {path}: there is no folder {folder}; make it with: mkdir -p "{folder}"')
    if not folder.is_dir():
        raise LiminalError(f"cannot write {path}: {folder} is not a folder; choose another")
    if path.exists() and not path.is_file():
        kind = "a folder" if path.is_dir() else "a device"
        raise LiminalError(f"cannot write {path}: it is {kind}; give the name of a file")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise LiminalError(f"cannot write {path}: the folder {folder} is not writable; {_ADVICE[errno.EACCES]}")


def make_folder(path: Path) -> None:
    """Make a folder for files to write, unless it is there. Raises LiminalError where there can be none."""
    try:
        path.mkdir(exist_ok=True)
    except OSError as error:
        raise refusal(path, error) from error


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a path to write to; when the block ends well, the file written there is renamed to `path`.

    The yielded path lies in the same folder (a rename across disks is a copy) and keeps the extension. When the block
    ends in any exception, Ctrl-C included, the part is removed and `path` is as it was. An OSError becomes a
    LiminalError that says what to do.
    """
    part = part_of(path)
    try:
        yield part
        with part.open("rb+") as written:
            os.fsync(written.fileno())  # a full disk may show only now; a crash must not leave an empty file
        rename(part, path)
    except OSError as error:
        raise refusal(path, error) from error
    finally:
        # Windows removes no open file; the first error is worth more than a clean folder.
        with suppress(OSError):
            part.unlink(missing_ok=True)


def rename(part: Path, path: Path) -> None:
    """Rename `part`, on the same disk, to `path`, or to the target of a link. Raises LiminalError."""
    try:
        part.replace(path.resolve())
    except OSError as error:
        raise refusal(path, error) from error


def part_of(path: Path) -> Path:
    """Return the path of the part that becomes `path`: beside that file, or beside the target of a link."""
    target = path.resolve()
    return target.with_name(f".{shortened(target.stem, _STEM_MOST)}.{os.getpid()}.part{target.suffix}")


def refusal(path: Path, error: OSError) -> LiminalError:
    """Return the one-line error that says why the system would not write `path`, and what to do."""
    reason = error.strerror or str(error)
    advice = _ADVICE.get(error.errno or 0, "choose another folder")
    if isinstance(error, PermissionError) and path.exists():
        # The folder was writable when we began; Windows replaces no open file.
        advice = "if another program has it open, close it there, or choose another name"
    return LiminalError(f"cannot write {path}: {reason[:1].lower()}{reason[1:]}; {advice}")


def system_error(message: str) -> OSError:
    """Recover the system's error from the words of a library that passes on no number."""
    for number in _ADVICE:
        if os.strerror(number).lower() in message.lower():
            return OSError(number, os.strerror(number))
    return OSError(errno.EIO, message)
