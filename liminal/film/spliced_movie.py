"""A video written frame by frame, but in segments, so that several processes can make the same bytes."""

import shutil
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from liminal.film.atomic import make_folder, replacing
from liminal.film.movie import Movie, Sound
from liminal.film.segment_store import SEGMENT
from liminal.film.splice import Splice, writing
from liminal.film.transfer import Transfer, movie_at


@contextmanager
def open_spliced(plan: Transfer, comment: str, sound: Sound | None, start: str) -> Iterator["SplicedMovie"]:
    """Write frames of a tape, uint8 (480, 720, 3), whose even rows are field 1, as a video, all or nothing.

    `comment`: the recipe. `sound`: read as segments are complete. `start`: the time code of the first picture; "" is
    none. Raises LiminalError when something cannot be written.
    """
    with (
        writing(plan.path),
        replacing(plan.path) as part,
        _folder_at(part.with_suffix(".parts")) as folder,
        Splice(part, plan.rate, comment, start, sound) as film,
        ThreadPoolExecutor(1, "splice") as clerk,
    ):
        movie = SplicedMovie(plan, folder, film, clerk)
        try:
            yield movie
            movie.finish()
        finally:
            movie.abandon()


@contextmanager
def _folder_at(path: Path) -> Iterator[Path]:
    make_folder(path)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


class SplicedMovie:
    """One being written. An encoder has frames left at the end of its segment, but drawing need not wait for them."""

    def __init__(self, plan: Transfer, folder: Path, film: Splice, clerk: ThreadPoolExecutor) -> None:
        """`folder`: for segments. `clerk`: the thread that completes these and adds them to `film`."""
        self._plan, self._folder, self._film, self._clerk = plan, folder, film, clerk
        self._frames = 0
        self._segment: tuple[Path, Movie] | None = None
        self._added: Future[None] | None = None

    def write(self, frame: NDArray[np.uint8]) -> None:
        """Take the next frame, top row first; from then on it must not change."""
        if self._segment is None:
            path = self._folder / f"{self._frames:06d}{self._plan.path.suffix.lower()}"
            self._segment = path, movie_at(path, self._plan)
        self._segment[1].write(frame)
        self._frames += 1
        if self._frames % SEGMENT == 0:
            self._end_segment()

    def _end_segment(self) -> None:
        if self._added is not None:
            self._added.result()
        if self._segment is not None:
            self._added, self._segment = self._clerk.submit(self._add, *self._segment), None

    def _add(self, path: Path, segment: Movie) -> None:
        with segment:
            pass  # its end is waited for
        self._film.add(path)
        path.unlink()

    def finish(self) -> None:
        """Complete the last segment, and the film."""
        self._end_segment()
        self._end_segment()
        self._film.finish()

    def abandon(self) -> None:
        """Stop at once the segment that is being written, if any."""
        if self._segment is not None:
            self._segment[1].abandon()
