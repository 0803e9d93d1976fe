"""What a frame of a film on tape takes, by stage and by shader: milliseconds of all processors together."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache, partial, wraps
from statistics import median
from time import process_time
from typing import Any
from unittest.mock import patch

import numpy as np
from yardstick import Bench, scratch

SECONDS = 10  # of film: two or three scenes
SEEDS = 7, 3, 11, 58  # the last in a wide hall
PASSED = 9  # frames with passes
FILMED = 5.0  # s of the film that they are from: shorter ones end in a card, which has none
DRAWN = 60  # frames of the first scene, by shader

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

# And each of the larger shaders, ms.
SHADERS = {
    "view_scene": 18.0,
    "view_field": 6.0,
    "camera_gather": 4.0,
    "camera_expose": 4.0,
    "camera_picture": 2.0,
    "tape_luma": 1.5,
    "tape_chroma": 1.0,
    "tape_demodulate": 4.0,
    "tape_state": 1.0,
    "tape_playback": 1.5,
    "tape_colour": 2.0,
    "tape_decode": 2.0,
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
def _frame(seed: int) -> dict[str, float]:
    """Film for some seconds in one thread, and return what each stage takes of a frame, s."""
    from liminal.api.studio import Studio
    from liminal.api.world import World
    from liminal.camera.camcorder import Camcorder
    from liminal.film.flash import FlashLimiter
    from liminal.film.video import Video
    from liminal.rate import FRAME_RATE as RATE
    from liminal.rate import frame_count
    from liminal.settings.load import load_preset
    from liminal.sound.pages import RATE as SAMPLES
    from liminal.tape.chain import Chain
    from liminal.tape.decoder import Decoder
    from liminal.view.renderer import Renderer
    from liminal.view.stage import Stage

    frames = frame_count(SECONDS)
    with Studio(World(seed, load_preset(tape="camcorder")), "wander") as studio, ExitStack() as patches:
        studio._open()
        watch = Stopwatch(studio._context.finish)
        for where, method, stage in (
            (Renderer, "stage", "lighting"),
            (Renderer, "glimpse", "lighting"),
            (Stage, "light_at", "lighting"),
            (Stage, "ratio", "lighting"),
            (Renderer, "fields", "scene"),
            (Camcorder, "draw", "camera"),
            (Chain, "carry", "tape"),
            (Decoder, "draw", "tape"),
            (Chain, "_played", "tape"),
        ):
            counted = watch.counting(stage, getattr(where, method))
            patches.enter_context(patch.object(where, method, counted))
        with watch.stage("staging"):
            studio.film(SECONDS)
        limiter = FlashLimiter(0, 2)
        video = Video(scratch("frame.mp4"), 720, 480, "h264", "", rate=2 * RATE, bobbed=True)
        for frame in studio.tape(SECONDS):
            with watch.stage("flash limit"):
                calm = limiter.limit(frame)
            with watch.stage("encoding"):
                video.append(calm)
        with watch.stage("encoding"):
            video.finish()
        with watch.stage("sound"):
            studio.soundtrack(SECONDS).samples(0, SECONDS * SAMPLES)
    return {stage: seconds / frames for stage, seconds in watch.seconds.items()}


@cache
def _shaders() -> dict[str, float]:
    """Return what each shader takes of a frame of seed 7, s, by the name of its file; the scene's all together."""
    from liminal.api.studio import Studio
    from liminal.api.world import World
    from liminal.gl import FullScreen
    from liminal.settings.load import load_preset
    from liminal.view.scene import Scene

    with Studio(World(7, load_preset(tape="camcorder")), "wander") as studio, ExitStack() as patches:
        frames = studio.tape(SECONDS)
        next(frames)  # what comes before it is another bench
        watch = Stopwatch(studio._context.finish)
        draw = FullScreen.draw

        def drawn(shader: FullScreen, *words: Any, **more: Any) -> None:
            with watch.stage(shader.program.name.removesuffix(".frag")):
                draw(shader, *words, **more)

        patches.enter_context(patch.object(FullScreen, "draw", drawn))
        patches.enter_context(patch.object(Scene, "draw", watch.counting("view_scene", Scene.draw)))
        for _ in range(DRAWN):
            next(frames)
    return {shader: seconds / DRAWN for shader, seconds in watch.seconds.items()}


@cache
def passes_ratio(place: str) -> float:
    """Film frames of 720 x 480 of seed 7 clean and with all passes; return how many times as long the latter take."""
    from liminal.api.request import ClipRequest
    from liminal.api.studio import Studio
    from liminal.view.picture_passes import PASSES

    wanted = range(40, 40 + PASSED)
    with Studio.from_request(ClipRequest(seed=7, preset=place, shot="wander")) as studio:

        def seconds(frames: Iterator[Any]) -> float:
            next(frames)  # what comes before it is light
            taken = []
            began = process_time()
            for _ in frames:
                taken.append(process_time() - began)
                began = process_time()
            return median(taken)

        clean = seconds(studio.clip(FILMED, wanted=wanted))
        return seconds(iter(studio.clip_passes(PASSES, FILMED, wanted=wanted))) / clean


def shader_milliseconds(shader: str) -> float:
    """One shader's part of a frame of two fields, all threads together."""
    return _shaders()[shader] * 1e3


def stage_milliseconds(seed: int, stage: str) -> float:
    """One stage of a frame of two fields, all threads together."""
    return _frame(seed)[stage] * 1e3


def sum_milliseconds(seed: int) -> float:
    """All stages: with two cores at work the whole time, half of it by the clock."""
    return sum(_frame(seed).values()) * 1e3


class _Card:
    """A layer of a share of the picture, 4 m off, another picture for each frame."""

    def __init__(self, share: float) -> None:
        self._extent = round(480 * share**0.5), round(640 * share**0.5)
        self._shown: tuple[int, tuple[Any, ...]] = -1, ()

    def at(self, field: int) -> tuple[Any, ...]:
        """Return it in a field."""
        from liminal.view.layer_picture import LayerPicture

        if self._shown[0] != field // 2:
            light, nearness = np.full((*self._extent, 4), 0.5, np.float16), np.full(self._extent, 0.25, np.float32)
            self._shown = field // 2, (LayerPicture((640, 480), (40, 20), light, nearness),)
        return self._shown[1]


@cache
def layer_milliseconds(share: float) -> float:
    """What a layer with depth of a share of the picture adds to a frame of two fields, all threads together."""
    from liminal.api.studio import Studio
    from liminal.api.world import World
    from liminal.settings.load import load_preset
    from liminal.shoot.videotape import Shoot
    from liminal.view.layer_picture import NO_LAYERS

    with Studio(World(7, load_preset(tape="camcorder")), "wander") as studio, ExitStack() as shoots:
        film, context = studio.film(SECONDS), studio._context
        plain, layered = (
            shoots.enter_context(Shoot(context, studio._open(), film, 2, None, each))
            for each in (NO_LAYERS, _Card(share))
        )
        extra = []
        for frame in range(DRAWN + 3):
            spent = []
            for shoot in (plain, layered):
                begin = process_time()
                shoot.picture(frame)
                context.finish()
                spent.append(process_time() - begin)
            extra.append(spent[1] - spent[0])
    # What programs take to be made is another bench.
    return median(extra[3:]) * 1e3


BENCHES = (
    *(
        bench
        for seed in SEEDS
        for bench in (
            *(
                Bench(f"frame on tape, seed {seed}: {stage}", partial(stage_milliseconds, seed, stage), "ms", bar)
                for stage, bar in STAGES.items()
            ),
            Bench(f"frame on tape, seed {seed}: all", partial(sum_milliseconds, seed), "ms", sum(STAGES.values())),
        )
    ),
    *(
        Bench(f"shader, a frame: {shader}", partial(shader_milliseconds, shader), "ms", bar)
        for shader, bar in SHADERS.items()
    ),
    *(
        Bench(f"frame on tape: a layer of {share:.0%} of the picture", partial(layer_milliseconds, share), "ms", 3.0)
        for share in (0.15, 1.0)
    ),
    *(
        Bench(f"a frame with all passes, times a clean one: {place}", partial(passes_ratio, place), "x", 2.0)
        for place in ("level-0", "poolrooms", "level-1")
    ),
)
