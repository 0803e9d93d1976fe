"""The parts of a film that is being made: segments of a few seconds, in a folder beside it, each whole or not there.

After a run is cut short (Ctrl-C, a full disk, the power), the next one goes on from the segments that are complete: a
note beside each holds the hash of the film's recipe and its own. A segment that differs from its note is made anew.
"""

import hashlib
import json
import os
import shutil
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from liminal.camera.reading import Reading
from liminal.closing import Closing
from liminal.errors import LiminalError
from liminal.file_name import LENGTH_MOST, shortened
from liminal.film.atomic import refusal, replacing

if TYPE_CHECKING:
    from filelock import FileLock

SEGMENT = 150  # frames: 5 s; in a film of one take, scenes of light begin at multiples of it

RECIPE = "recipe.json"  # in the folder: the film's recipe, for people and for `liminal clip --resume`
SOUND = "sound"  # in the folder: the samples of the film's sound
_LOCK = "lock"
_HOLDER = "process"  # the number of the process that holds the lock
_PATIENCE = 0.2  # s to wait for a lock, in case that a run is just about to end
_FOLDER = ".parts"  # the suffix of a folder's name, after the film's


class Segment(NamedTuple):
    """Frames `first` to `last`, that one not included."""

    first: int
    last: int


def segments(first: int, last: int, length: int = SEGMENT) -> Iterator[Segment]:
    """Cut frames into segments whose borders are multiples of `length`, wherever the first one begins."""
    while first < last:
        border = min(first - first % length + length, last)
        yield Segment(first, border)
        first = border


def folder_of(output: Path) -> Path:
    """Return where the parts of a film lie while it is being made."""
    target = output.resolve()  # of a link, beside its target: the film must be on the same disk
    return target.with_name(shortened(target.name, LENGTH_MOST - len(_FOLDER)) + _FOLDER)


class SegmentStore(Closing):
    """The folder, held by this process alone."""

    def __init__(self, output: Path, recipe: str, suffix: str, *, shared: bool = False) -> None:
        """`output`: the film. `recipe`: all that decides its bytes. `suffix`: of the segments, with its dot.

        `shared`: the process that this one works for holds the folder. Raises LiminalError when another run holds it.
        """
        self.output, self.folder, self._suffix = output, folder_of(output), suffix
        self._key = hashlib.sha256(recipe.encode()).hexdigest()
        self._lock: FileLock | None = None
        self.foreign = False
        if shared:
            return
        try:
            self._hold()
            old = self.folder / RECIPE
            self.foreign = old.exists() and old.read_text(encoding="ascii", errors="replace") != recipe
            with replacing(old) as part:
                part.write_text(recipe, encoding="ascii")
        except OSError as error:
            self.close()
            raise refusal(self.folder, error) from error
        except BaseException:
            self.close()
            raise

    def _hold(self) -> None:
        """Lock the folder. The system lets go of it when we end, however that comes about."""
        from filelock import FileLock, Timeout

        holder = self.folder / _HOLDER
        self._lock = lock = FileLock(self.folder / _LOCK)
        while not lock.is_locked:
            self.folder.mkdir(exist_ok=True)
            try:
                lock.acquire(timeout=_PATIENCE)
            except FileNotFoundError:
                continue  # a run that held it has finished and taken the folder away meanwhile
            except Timeout:
                process = holder.read_text("ascii", "replace").strip() if holder.exists() else "unknown"
                raise LiminalError(
                    f"{self.output} is being made by another run, process {process}: wait for it, or end it first"
                ) from None
        holder.write_text(f"{os.getpid()}\n", encoding="ascii")

    def path(self, segment: Segment) -> Path:
        """Return where a segment lies."""
        return self.folder / f"{segment.first:06d}-{segment.last:06d}{self._suffix}"

    def raw(self, segment: Segment) -> Path:
        """Return where a segment may lie before it is complete."""
        return self.folder / f"raw-{segment.first:06d}{self._suffix}"

    def has(self, segment: Segment) -> bool:
        """Tell whether a segment is there, whole, untouched and of this recipe."""
        note = self._read(self.path(segment))
        if note is None or note["frames"] != list(segment):
            return False
        return bool(note["sha256"] == _hash(self.path(segment)))

    def spoilt(self, segment: Segment) -> bool:
        """Tell whether there is a file in the place of a segment that is not that segment, whole and of this recipe."""
        return self.path(segment).exists() and not self.has(segment)

    @property
    def begun(self) -> bool:
        """Tell whether there is anything to go on from."""
        return any(self.folder.glob(f"*-*{self._suffix}.json"))

    def put(self, segment: Segment, piece: bytes) -> None:
        """Keep a segment that is complete, in the bytes of its file."""
        with replacing(self.path(segment)) as part:
            part.write_bytes(piece)
        self.seal(segment)

    def seal(self, segment: Segment) -> None:
        """Note that the file of a segment is complete."""
        path = self.path(segment)
        # Which frames they are is said, as one segment may have been put in another's place.
        self._write(path, {"frames": list(segment), "sha256": _hash(path)})

    def read(self, first: int) -> tuple[Reading, ...] | None:
        """Return the readings of a scene, as a `FilmLog` does."""
        note = self._read(self.folder / f"scene-{first:06d}")
        if note is None or note["first"] != first:
            return None
        return tuple(Reading(**{**each, "colour": tuple(each["colour"])}) for each in note["readings"])

    def write(self, first: int, readings: Sequence[Reading]) -> None:
        """Keep the readings of a scene, as a `FilmLog` does."""
        body = {"first": first, "readings": [asdict(reading) for reading in readings]}
        self._write(self.folder / f"scene-{first:06d}", body)

    def read_glances(self, frame: int) -> NDArray[np.uint8] | None:
        """Return `FlashLimiter.memory` as it is before a frame, as a `FilmLog` does."""
        note = self._read(self.folder / f"flash-{frame:06d}")
        if note is None or note["frame"] != frame:
            return None
        return np.frombuffer(zlib.decompress(b64decode(note["glances"])), np.uint8).reshape(note["shape"])

    def write_glances(self, frame: int, glances: NDArray[np.uint8]) -> None:
        """Keep `FlashLimiter.memory` as it is before a frame, as a `FilmLog` does."""
        packed = b64encode(zlib.compress(glances.tobytes())).decode("ascii")
        body = {"frame": frame, "shape": list(glances.shape), "glances": packed}
        self._write(self.folder / f"flash-{frame:06d}", body)

    def _read(self, path: Path) -> dict[str, Any] | None:
        """Return the note beside a file, if it is of this recipe and as we wrote it."""
        try:
            note = json.loads(_note(path).read_bytes())
            body = json.dumps(note["body"])
            ours = note["recipe"] == self._key and note["check"] == hashlib.sha256(body.encode()).hexdigest()
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return dict(note["body"]) if ours else None

    def _write(self, path: Path, body: dict[str, Any]) -> None:
        text = json.dumps(body)
        note = {"recipe": self._key, "check": hashlib.sha256(text.encode()).hexdigest(), "body": body}
        with replacing(_note(path)) as part:
            part.write_text(json.dumps(note), encoding="ascii")

    def remove(self) -> None:
        """Take the folder away: the film is complete."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def close(self) -> None:
        """Let go of the folder, and take it away if nothing worth keeping is in it."""
        if self._lock is None:
            return
        lock, self._lock = self._lock, None
        if not lock.is_locked:
            # Interrupted between making the folder and locking it; another run may hold it as well.
            with suppress(OSError):
                lock.acquire(timeout=0)
        if lock.is_locked and not self.begun:
            self.remove()
        lock.release()
        # Windows keeps a lock while it is held, and so its folder. If it is another run's by now, it is not empty.
        with suppress(OSError):
            self.folder.rmdir()


def _note(path: Path) -> Path:
    return path.with_name(f"{path.name}.json")


def _hash(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
