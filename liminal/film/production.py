"""A production: a film is made segment by segment, and the segments become one file.

There is one way only, interrupted or not: every segment is encoded by itself, begins with a key frame and refers to no
other; then all are spliced. So a film's bytes depend neither on the number of runs nor on the processes.
"""

from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from liminal.film.flash import FlashLimiter, run_up
from liminal.film.join import deliver
from liminal.film.movie import Sound, open_movie
from liminal.film.portfolio import PORTFOLIO, unpack
from liminal.film.recipe import Recipe, read_recipe
from liminal.film.segment_form import SegmentForm, tape_transfer
from liminal.film.segment_store import Segment, SegmentStore, segments
from liminal.film.transfer import open_transfer
from liminal.footage.film_frames import frames_of
from liminal.rate import FRAME_RATE, frame_count
from liminal.shoot.meter_log import InMemoryMeterLog, MeterLog

Frame = NDArray[Any]  # (H, W, 3): uint8, sRGB, or of a film that is light float32, cd/m2
Draw = Callable[[Sequence[int], MeterLog], Iterator[Frame]]  # the frames with these numbers, which rise


class FilmLog(MeterLog, Protocol):
    """Results that the processes making a film share: meter readings, and frames as the flash limiter keeps them."""

    def read_glances(self, frame: int) -> NDArray[np.uint8] | None:
        """Return `FlashLimiter.memory` as it is before a frame; None where nothing is written."""
        ...

    def write_glances(self, frame: int, glances: NDArray[np.uint8]) -> None:
        """Keep `FlashLimiter.memory` as it is before a frame."""
        ...


class FilmMemory(InMemoryMeterLog):
    """A log that ends with the process."""

    def __init__(self) -> None:
        super().__init__()
        self._glances: dict[int, NDArray[np.uint8]] = {}

    def read_glances(self, frame: int) -> NDArray[np.uint8] | None:
        """Return `FlashLimiter.memory` as it is before a frame, or None."""
        return self._glances.get(frame)

    def write_glances(self, frame: int, glances: NDArray[np.uint8]) -> None:
        """Keep `FlashLimiter.memory` as it is before a frame, in place of the one kept before."""
        self._glances = {frame: glances}


@dataclass(frozen=True)
class Production:
    """A film being made: the form of its segments, recipe included, and the function that draws its frames."""

    form: SegmentForm
    draw: Draw

    @property
    def recipe(self) -> Recipe:
        """The recipe of the film."""
        return self.form.recipe

    @property
    def span(self) -> Segment:
        """All frames of the film."""
        return span_of(self.recipe)

    @property
    def segments(self) -> list[Segment]:
        """All that the film consists of."""
        return list(segments(*self.span))

    def film(self, store: SegmentStore, wanted: Sequence[Segment]) -> Generator[int, None, None]:
        """Make segments, which must rise; yields the number of each frame when it is drawn."""
        with ThreadPoolExecutor(1, "seal") as clerk:
            sealed: Future[None] | None = None

            def seal(segment: Segment, encoding: ExitStack, flashes: int | None) -> None:
                encoding.close()
                self._splice([store.raw(segment)], store.path(segment), segment, flashes)
                store.seal(segment)

            for run in _runs(wanted):
                drawn = count(run[0].first)
                for segment, encoding, flashes in self._filmed(run, store, store.raw):
                    if encoding is None:
                        yield next(drawn)
                        continue
                    # The encoder has frames left, but drawing need not wait for them.
                    if sealed is not None:
                        sealed.result()
                    sealed = clerk.submit(seal, segment, encoding, flashes)
            if sealed is not None:
                sealed.result()

    def piece(self, span: Segment, log: FilmLog, done: Callable[[], None]) -> bytes:
        """Make some frames, usually one segment, and return the bytes of their file. `done` is called after each."""
        with TemporaryDirectory(prefix="liminal-") as folder:
            path = Path(folder) / f"piece{self.form.suffix}"

            def raw(segment: Segment) -> Path:
                return path.with_name(f"raw-{segment.first}{path.suffix}")

            run = list(segments(*span))
            limited: int | None = None
            for _, encoding, flashes in self._filmed(run, log, raw):
                if encoding is None:
                    done()
                    continue
                encoding.close()
                limited = flashes if flashes is None else (limited or 0) + flashes
            self._splice([raw(segment) for segment in run], path, span, limited)
            return path.read_bytes()

    def _filmed(
        self, run: Sequence[Segment], log: FilmLog, place: Callable[[Segment], Path]
    ) -> Iterator[tuple[Segment, ExitStack | None, int | None]]:
        """Draw segments that follow one another, and encode each at its `place`.

        Yields (segment, None, None) after each frame. After the last of a segment it yields once more: the segment,
        the stack that closes its encoder, and the number of frames in which flashes were held back (None: no limiter).
        """
        limiter = FlashLimiter(run_up(run[0].first), self.form.fields) if self.recipe.flash_limit else None
        frames = self._frames(log, limiter, run)
        for segment in run:
            before = limiter.limited if limiter else 0
            # After any exception in here, the part of the segment that was written is removed.
            with ExitStack() as guard:
                movie = guard.enter_context(self.form.open(place(segment)))
                for frame in islice(frames, segment.last - segment.first):
                    movie.write(limiter.limit(frame) if limiter else frame)
                    yield segment, None, None
                encoding = guard.pop_all()
            if limiter is not None:
                log.write_glances(segment.last, limiter.memory)
            yield segment, encoding, limiter.limited - before if limiter is not None else None

    def _frames(self, log: FilmLog, limiter: FlashLimiter | None, run: Sequence[Segment]) -> Iterator[Frame]:
        """Draw the frames of a run of segments, once the limiter has seen those before them."""
        first = run[0].first
        start = first if limiter is None else run_up(first)
        glances = log.read_glances(first) if start < first else None
        if limiter is not None and glances is not None and len(glances) >= first - start:
            limiter.recall(glances[len(glances) - (first - start) :])
            start = first
        frames = self.draw(range(start, run[-1].last), log)
        for frame in islice(frames, first - start):
            assert limiter is not None
            limiter.watch(frame)
        return frames

    def _splice(self, raw: Sequence[Path], path: Path, span: Segment, flashes: int | None) -> None:
        """Splice encoded segments, frames `span`, into the file of a piece at `path`, with its recipe."""
        recipe = self.recipe.model_copy(update={"frames": span, "flashes": flashes})
        self.form.bind(raw, path, recipe, span.first)

    def finish(self, store: SegmentStore, sound: Sound | None) -> None:
        """Make the film of its segments, all of which must be there. `sound`: None for a silent film or a piece."""
        pieces = [store.path(segment) for segment in self.segments]
        flashes = sum(read_recipe(piece).flashes or 0 for piece in pieces) if self.recipe.flash_limit else None
        recipe = self.recipe.model_copy(update={"flashes": flashes})
        if self.form.suffix == PORTFOLIO:
            pictures = int(self.form.rate / FRAME_RATE)  # of a frame
            unpack(pieces, store.output, pictures * self.span.first + 1)
            return
        if recipe.codec != "gif":
            deliver(pieces, store.output, recipe, sound)
            return
        plan, size = tape_transfer(recipe, store.output), (recipe.width, recipe.height)
        with open_transfer(plan, recipe.text()) if plan else open_movie(store.output, *size, recipe) as movie:
            for piece in pieces:
                for frame in frames_of(piece):
                    movie.write(frame)


def span_of(recipe: Recipe) -> Segment:
    """Return the frames of a film, or of a piece of one."""
    assert recipe.seconds is not None
    return Segment(*(recipe.frames or (0, frame_count(recipe.seconds))))


def _runs(wanted: Sequence[Segment]) -> Iterator[list[Segment]]:
    """Yield segments that follow one another, together."""
    run: list[Segment] = []
    for segment in wanted:
        if run and run[-1].last != segment.first:
            yield run
            run = []
        run.append(segment)
    if run:
        yield run
