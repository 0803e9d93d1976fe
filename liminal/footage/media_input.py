"""Media input: a file, which can be read again, or a pipe, which cannot, opened by PyAV."""

import os
import select
import stat
from fractions import Fraction
from pathlib import Path

import av
from av.container import InputContainer

from liminal.closing import Closing
from liminal.errors import LiminalError
from liminal.file_name import file_url

_POLL = 0.1  # s between checks of a waiting reader for `stop`
_STANDARD_INPUT = 0  # the file descriptor
_BUFFER = 1 << 18  # bytes of one read


class MediaInput(Closing):
    """An open container. `path`: its file; None is standard input. `name`: for messages."""

    def __init__(self, path: Path | None, raw: tuple[int, int, Fraction] | None = None) -> None:
        """`raw`: width, height and rate (Hz) of rgb24 pictures without a header. Raises LiminalError."""
        self.path = path
        self.name = str(path) if path else "standard input"
        self._pipe: _Pipe | None = None
        options = {}
        if raw is not None:
            options = {"video_size": f"{raw[0]}x{raw[1]}", "pixel_format": "rgb24", "framerate": str(raw[2])}
        try:
            if path is None or is_pipe(path):
                self._pipe = _Pipe(path)
            self.container: InputContainer = av.open(
                self._pipe or file_url(Path(self.name)),
                "r",
                format="rawvideo" if raw else None,
                options=options,
                metadata_errors="replace",
                buffer_size=_BUFFER,
            )
        except (av.FFmpegError, OSError) as error:
            if self._pipe is not None:
                self._pipe.close()
            raise LiminalError(f"cannot read {self.name}: {reason_of(error)}") from error

    @property
    def once(self) -> bool:
        """Whether it can be read only once."""
        return self._pipe is not None

    def stop(self) -> None:
        """End a wait for a pipe in another thread, as at the end of the pipe."""
        if self._pipe is not None:
            self._pipe.stop()

    def close(self) -> None:
        """Close the container; no thread may be reading it."""
        self.container.close()
        if self._pipe is not None:
            self._pipe.close()


class _Pipe(Closing):
    """A pipe from another program. A wait for bytes ends with Ctrl-C and, in any thread, with `stop`."""

    def __init__(self, path: Path | None) -> None:
        self.name = str(path) if path else "pipe:0"
        self._descriptor = os.open(path, os.O_RDONLY) if path else _STANDARD_INPUT
        # Standard input may be a file, and some containers have their index at the end.
        self._seekable = stat.S_ISREG(os.fstat(self._descriptor).st_mode)
        self._stopped = False

    def read(self, count: int) -> bytes:
        """Return up to `count` bytes, none at the end."""
        while not self._stopped:
            # Only POSIX can wait for a pipe with a time limit.
            if os.name != "posix" or select.select([self._descriptor], [], [], _POLL)[0]:
                return os.read(self._descriptor, count)
        return b""

    def seekable(self) -> bool:
        return self._seekable

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        return os.lseek(self._descriptor, offset, whence)

    def tell(self) -> int:
        return os.lseek(self._descriptor, 0, os.SEEK_CUR)

    def stop(self) -> None:
        self._stopped = True

    def close(self) -> None:
        self.stop()
        if self._descriptor != _STANDARD_INPUT:
            os.close(self._descriptor)


def is_pipe(path: Path) -> bool:
    """Tell whether a path leads to a pipe, a socket or a terminal rather than to a file."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISCHR(mode) or stat.S_ISSOCK(mode)


def reason_of(error: Exception) -> str:
    """Return in words why FFmpeg refuses a file."""
    if isinstance(error, av.InvalidDataError):
        return "it is no video that PyAV knows, or it is cut off or damaged"
    reason = getattr(error, "strerror", None) or str(error)
    return reason[:1].lower() + reason[1:]
