"""The folder of a data set: shards that are whole or not there, and the files that sum them up."""

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from zipfile import ZIP_STORED, ZipFile

import numpy as np
from numpy.typing import NDArray

from liminal.closing import Closing
from liminal.errors import LiminalError
from liminal.film.atomic import make_folder, refusal, rename, replacing
from liminal.film.dataset_plan import DatasetPlan, Shard
from liminal.film.dataset_statistics import Line, statistics_of
from liminal.film.picture import write_picture
from liminal.film.picture_sheet import picture_sheet

if TYPE_CHECKING:
    from filelock import FileLock

PLAN = "dataset.json"
SAMPLES = "samples.jsonl"  # in the folder of a shard
FAILURES = "failures.jsonl"  # in the folder of a shard, and of all where there are any
MANIFEST = "manifest.jsonl"
STATISTICS = "statistics.json"
CONTACT = "contact.png"
_LOCK = ".lock"
_PART = ".part"  # suffix of the folder of a shard that is not complete

_SHOWN, _COLUMNS, _WIDTH = 64, 8, 240  # pictures on the contact sheet; in a row; pixels of each


class DatasetFolder(Closing):
    """The folder, held by this process alone until it is closed."""

    def __init__(self, out: Path, plan: DatasetPlan) -> None:
        """Make the folder, or go on with one of the same plan. Raises LiminalError where it holds anything else."""
        self.folder, self._plan = out, plan
        self._lock: FileLock | None = None
        if not out.parent.is_dir():
            raise LiminalError(
                f'cannot write {out}: there is no folder {out.parent}; make it with: mkdir -p "{out.parent}"'
            )
        self._made = not out.exists()
        if not self._made:
            self._check()
        make_folder(out)
        self._hold()
        with replacing(out / PLAN) as part:
            part.write_text(plan.text(), encoding="ascii")
        for left in out.glob(f".shard-*{_PART}"):
            shutil.rmtree(left, ignore_errors=True)

    def _check(self) -> None:
        if not self.folder.is_dir():
            raise LiminalError(f"cannot write {self.folder}: it is a file; a data set is a folder: choose another name")
        there, held = self.folder / PLAN, [each.name for each in self.folder.iterdir() if each.name != _LOCK]
        if held and not there.is_file():
            raise LiminalError(f"{self.folder} holds other files, as {sorted(held)[0]}; give a folder of its own")
        if held and there.read_text("ascii", "replace") != self._plan.text():
            raise LiminalError(
                f"{self.folder} is another data set, as {there} says: give another folder, or the options that it was "
                f"made with{self._difference(there)}"
            )

    def _difference(self, there: Path) -> str:
        """Name what differs first between this plan and the one in a file."""
        try:
            theirs = json.loads(there.read_text("ascii", "replace"))
        except ValueError:
            return ""
        ours = json.loads(self._plan.text())
        changed = [name for name in ours if theirs.get(name) != ours[name]]
        return f"; what differs: {', '.join(changed)}" if changed else ""

    def _hold(self) -> None:
        from filelock import FileLock, Timeout

        lock = FileLock(self.folder / _LOCK)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise LiminalError(f"{self.folder} is being made by another run: wait for it, or end it first") from None
        except OSError as error:
            raise refusal(self.folder, error) from error
        self._lock = lock

    def has(self, shard: Shard) -> bool:
        """Tell whether a shard is there; if so, it is whole."""
        return (self.folder / shard.name).is_dir()

    @property
    def begun(self) -> bool:
        """Tell whether there is anything to go on from."""
        return any(map(self.has, self._plan.shards))

    def finish(self) -> int:
        """Write manifest, statistics and contact sheet, once all shards are there.

        Returns how many views are lacking.
        """
        lines, failures = list(self._lines(SAMPLES)), list(self._lines(FAILURES))
        write_lines(self.folder / MANIFEST, lines)
        if failures:
            write_lines(self.folder / FAILURES, failures)
        with replacing(self.folder / STATISTICS) as part:
            part.write_text(json.dumps(statistics_of(lines, failures), indent=1) + "\n", encoding="ascii")
        if lines:
            write_picture(self.folder / CONTACT, self._contact(lines))
        return sum(each["lacking"] for each in failures)

    def _lines(self, name: str) -> Iterator[Line]:
        """Yield the lines of the files of this name in all shards."""
        for path in (self.folder / shard.name / name for shard in self._plan.shards):
            if path.is_file():
                yield from (json.loads(line) for line in path.read_text("ascii").splitlines())

    def _contact(self, lines: list[Line]) -> NDArray[np.uint8]:
        """Return a sheet of pictures out of all the set, evenly spread."""
        count = min(len(lines), _SHOWN)
        chosen = [lines[(2 * number + 1) * len(lines) // (2 * count)] for number in range(count)]
        captioned = [(line["key"], read_sample_picture(self.folder / line["files"]["picture"])) for line in chosen]
        return picture_sheet(captioned, _COLUMNS, _WIDTH)

    def close(self) -> None:
        """Let others have the folder, without the plan where nothing else is in it: of that nothing was made."""
        if self._lock is not None:
            # While it is still held: afterwards it may be that of another run.
            with suppress(OSError):
                if {each.name for each in self.folder.iterdir()} <= {PLAN, _LOCK}:
                    (self.folder / PLAN).unlink()
                (self.folder / _LOCK).unlink()
            self._lock.release()
            self._lock = None
            if self._made:
                with suppress(OSError):
                    self.folder.rmdir()


@contextmanager
def making(out: Path, shard: Shard) -> Iterator[Path]:
    """Yield an empty folder for the files of a shard, which takes its place when the block ends well."""
    # A worker whose run was killed may still be at the same shard.
    folder = out / f".{shard.name}.{os.getpid()}{_PART}"
    try:
        shutil.rmtree(folder, ignore_errors=True)
        make_folder(folder)
        yield folder
        if not (out / shard.name).exists():
            rename(folder, out / shard.name)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def packed_shard(fill: Callable[[Path], None]) -> bytes:
    """Return an archive of the files that `fill` puts into an empty folder."""
    archive = BytesIO()
    with TemporaryDirectory(prefix="liminal-") as folder, ZipFile(archive, "w", ZIP_STORED) as packed:
        fill(Path(folder))
        for path in sorted(Path(folder).iterdir()):
            packed.write(path, path.name)
    return archive.getvalue()


def unpack_shard(out: Path, shard: Shard, packed: bytes) -> None:
    """Put the files of an archive in the place of a shard."""
    with making(out, shard) as folder, ZipFile(BytesIO(packed)) as archive:
        archive.extractall(folder)


def write_lines(path: Path, lines: Iterable[Line]) -> None:
    """Write a line of JSON for each."""
    with replacing(path) as part:
        part.write_text("".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines), encoding="ascii")


def write_sample_picture(path: Path, picture: NDArray[np.uint8]) -> None:
    """Write a picture, uint8 (H, W, 3), as an array of NumPy."""
    with replacing(path) as part:
        np.save(part, picture, allow_pickle=False)


def read_sample_picture(path: Path) -> NDArray[np.uint8]:
    """Return the picture of a sample, uint8 (H, W, 3)."""
    if path.suffix == ".npy":
        array: NDArray[np.uint8] = np.load(path, allow_pickle=False)
        return array
    from PIL import Image

    with Image.open(path) as image:
        return np.asarray(image)
