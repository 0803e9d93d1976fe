"""A production: a film is made segment by segment, and the segments become one file.

There is one way only, interrupted or not: every segment is encoded by itself, begins with a key frame and refers to no
other; then all are spliced. So a film's bytes do not depend on how often, and by whom, it was worked on.
"""

import zlib
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.film.flash import COLUMNS, ROWS, FlashLimiter, run_up
from liminal.film.movie import Movie
from liminal.film.recipe import Recipe
from liminal.film.segment_store import Parts, Segment, segments
from liminal.film.splice import splice

Frame = NDArray[np.uint8]  # (H, W, 3)


@dataclass(frozen=True)
class Production:
    """What is to be made, and how.

    `draw` gives the frames that are `wanted`, by number. `open_segment` writes frames to a path, all or nothing.
    `rate`: pictures a second in the file. `fields`: 2 where the rows of a frame are of two instants. `taped`: whether
    `draw` takes a meter log.
    """

    recipe: Recipe
    span: Segment
    draw: Callable[..., Iterator[Frame]]
    open_segment: Callable[[Path], AbstractContextManager[Movie]]
    rate: Fraction
    fields: int
    taped: bool

    @property
    def segments(self) -> list[Segment]:
        """All that the film consists of."""
        return list(segments(*self.span))

    def film(self, parts: Parts, wanted: Sequence[Segment]) -> Iterator[None]:
        """Make segments, which must rise; yields after each frame."""
        with ThreadPoolExecutor(1, "seal") as clerk:
            sealed: Future[None] | None = None
            for run in _runs(wanted):
                limiter = FlashLimiter(run_up(run[0].first), self.fields) if self.recipe.flash_limit else None
                frames = self._frames(parts, limiter, run)
                for segment in run:
                    before = limiter.limited if limiter else 0
                    # If anything goes wrong in here, what there is of the segment goes away.
                    with ExitStack() as guard:
                        movie = guard.enter_context(self.open_segment(parts.raw(segment)))
                        for frame in islice(frames, segment.last - segment.first):
                            movie.write(limiter.limit(frame) if limiter else frame)
                            yield
                        encoding = guard.pop_all()
                    facts = _facts(limiter, before)
                    # The encoder has frames left, but drawing need not wait for them.
                    if sealed is not None:
                        sealed.result()
                    sealed = clerk.submit(self._seal, parts, segment, encoding, facts)
            if sealed is not None:
                sealed.result()

    def _frames(self, parts: Parts, limiter: FlashLimiter | None, run: Sequence[Segment]) -> Iterator[Frame]:
        """Draw a run of segments, after the limiter has seen what comes before them."""
        first = run[0].first
        start = first if limiter is None else run_up(first)
        before = next((each for each in self.segments if each.last == first), None)
        if limiter is not None and before is not None and parts.has(before):
            memory = _memory(parts.facts(before)["memory"], self.fields)
            if len(memory) >= first - start:
                limiter.recall(memory[len(memory) - (first - start) :])
                start = first
        wanted = range(start, run[-1].last)
        frames = self.draw(wanted=wanted, log=parts) if self.taped else self.draw(wanted=wanted)
        for frame in islice(frames, first - start):
            assert limiter is not None
            limiter.watch(frame)
        return frames

    def _seal(self, parts: Parts, segment: Segment, encoding: ExitStack, facts: dict[str, Any]) -> None:
        encoding.close()
        raw = parts.raw(segment)
        # A segment is a piece like any other: it carries the recipe, and says which frames it has.
        recipe = self.recipe.model_copy(update={"frames": segment, "flashes": facts["flashes"]})
        splice([raw], parts.path(segment), self.rate, recipe.text())
        raw.unlink()
        parts.seal(segment, facts)

    def finished(self, parts: Parts) -> tuple[Recipe, list[Path]]:
        """Return the recipe of the whole, and its segments, all of which must be there."""
        limited = sum(parts.facts(segment)["flashes"] for segment in self.segments) if self.recipe.flash_limit else None
        recipe = self.recipe.model_copy(update={"flashes": limited})
        return recipe, [parts.path(segment) for segment in self.segments]


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


def _facts(limiter: FlashLimiter | None, before: int) -> dict[str, Any]:
    """Return what whoever goes on must know of a segment: flashes held back, and what the limiter saw last."""
    if limiter is None:
        return {"flashes": None}
    packed = b64encode(zlib.compress(limiter.memory.tobytes())).decode("ascii")
    return {"flashes": limiter.limited - before, "memory": packed}


def _memory(packed: str, fields: int) -> NDArray[np.uint8]:
    seen = np.frombuffer(zlib.decompress(b64decode(packed)), np.uint8)
    return seen.reshape(-1, fields, ROWS, COLUMNS, 3)
