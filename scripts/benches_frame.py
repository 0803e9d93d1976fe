"""What a frame of a film on tape takes, stage by stage: milliseconds of all processors together."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache, partial, wraps
from time import process_time
from typing import Any
from unittest.mock import patch

from yardstick import Bench, scratch

SECONDS = 20  # of film: three scenes, and the changes from one to the next

# What each may take of two cores' time, ms: together as long as a frame lasts on both.
STAGES = {
    "staging": 1.0,
    "lighting": 6.0,
    "scene": 18.0,
    "camera": 10.0,
    "tape": 14.0,
    "flash limit": 1.5,
    "encoding": 12.0,
    "sound": 3.5,
}


class Stopwatch:
    """Counts what each stage takes; what happens within another stage counts there alone."""

    def __init__(self, settle: Callable[[], None]) -> None:
        """`settle` waits until all that was begun is done."""
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._settle = settle
        self._stages: list[str] = []
        self._since = 0.0

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count what the block takes."""
        self._note()
        self._stages.append(name)
        yield
        self._note()
        self._stages.pop()

    def _note(self) -> None:
        self._settle()
        now = process_time()
        if self._stages:
            self.seconds[self._stages[-1]] += now - self._since
        self._since = process_time()

    def counting(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function that counts as a stage."""

        @wraps(call)
        def counted(*words: Any, **more: Any) -> Any:
            with self.stage(name):
                return call(*words, **more)

        return counted


@cache
def _frame() -> "dict[str, float]":
    """Film for some seconds in one thread, and return what each stage takes of a frame, s."""
    from liminal.api.studio import Studio
    from liminal.api.world import World
    from liminal.camera.camcorder import Camcorder
    from liminal.film.flash import FlashLimiter
    from liminal.film.scan import bob
    from liminal.film.video import Video
    from liminal.rate import FRAME_RATE as RATE
    from liminal.rate import frame_count
    from liminal.settings.load import load_preset
    from liminal.sound.pages import RATE as SAMPLES
    from liminal.tape.chain import Chain
    from liminal.view.renderer import Renderer
    from liminal.view.stage import Stage

    frames = frame_count(SECONDS)
    with Studio(World(7, load_preset(tape="camcorder"))) as studio, ExitStack() as patches:
        studio._open(taped=True)
        watch = Stopwatch(studio._context.finish)
        for where, method, stage in (
            (Renderer, "stage", "lighting"),
            (Renderer, "glimpse", "lighting"),
            (Stage, "light_at", "lighting"),
            (Stage, "ratio", "lighting"),
            (Renderer, "fields", "scene"),
            (Camcorder, "draw", "camera"),
            (Chain, "play", "tape"),
        ):
            counted = watch.counting(stage, getattr(where, method))
            patches.enter_context(patch.object(where, method, counted))
        with watch.stage("staging"):
            studio.film(SECONDS)
        limiter = FlashLimiter(0, 2)
        video = Video(scratch("frame.mp4"), 720, 480, "h264", "", rate=2 * RATE)
        for frame in studio.tape(SECONDS):
            with watch.stage("flash limit"):
                calm = limiter.limit(frame)
            with watch.stage("encoding"):
                for picture in bob(calm):
                    video.append(picture)
        with watch.stage("encoding"):
            video.finish()
        with watch.stage("sound"):
            studio.soundtrack(SECONDS).samples(0, SECONDS * SAMPLES)
    return {stage: seconds / frames for stage, seconds in watch.seconds.items()}


def stage_milliseconds(stage: str) -> float:
    """One stage of a frame of two fields, all threads together."""
    return _frame()[stage] * 1e3


def sum_milliseconds() -> float:
    """All stages: with two cores at work the whole time, half of it by the clock."""
    return sum(_frame().values()) * 1e3


BENCHES = (
    *(
        Bench(f"frame on tape, processor: {stage}", partial(stage_milliseconds, stage), "ms", bar)
        for stage, bar in STAGES.items()
    ),
    Bench("frame on tape, processor: all", sum_milliseconds, "ms", sum(STAGES.values())),
)
