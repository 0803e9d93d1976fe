"""How long things take here: a table of medians beside the bars they are held to and what others need.

    .venv/bin/python scripts/bench.py [WORD ...]     only the rows whose name has one of the words

Nothing fails when a bar is missed: machines differ, and the numbers are for people. A bench that cannot run says so.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from liminal.gl import Context, Texture
    from liminal.tape.chain import Chain
    from liminal.view.pose import Pose
    from liminal.view.renderer import Renderer

LIMINAL = Path(sys.executable).with_name("liminal")
FRAME_RATE = 30_000 / 1001  # frames a second, NTSC


@dataclass(frozen=True)
class Bench:
    """One row: `measure` is called `times` times, and the median is shown in `unit`, beside its `bar`."""

    name: str
    measure: Callable[[], float]
    unit: str
    bar: float
    times: int = 1
    more_is_better: bool = False
    peers: str = ""


@dataclass(frozen=True)
class Run:
    """What a finished process used."""

    seconds: float
    peak: float  # MB, resident


def run(*words: object) -> Run:
    """Run a command to its end, from cold. Raises CalledProcessError with its words if it fails."""
    began = perf_counter()
    process = subprocess.Popen(
        [str(word) for word in words], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    complaint = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = perf_counter() - began
    if process.returncode != 0:
        raise subprocess.CalledProcessError(process.returncode, process.args, stderr=complaint)
    return Run(seconds, usage.ru_maxrss / 1024)


def liminal(*words: object) -> Run:
    """Run the installed command."""
    return run(LIMINAL, *words)


def scratch(name: str) -> Path:
    """Return where a bench may write; the folder goes when the process does."""
    return Path(_folder().name) / name


@cache
def _folder() -> "tempfile.TemporaryDirectory[str]":
    return tempfile.TemporaryDirectory()


def import_seconds() -> float:
    """`import liminal` alone: the time of a process that does, less that of one that does nothing."""
    return run(sys.executable, "-P", "-c", "import liminal").seconds - run(sys.executable, "-P", "-c", "").seconds


def help_seconds() -> float:
    return liminal("--help").seconds


def still_seconds() -> float:
    return liminal("still", "level-0", "--seed", 7, "--size", "1440x1080", "-o", scratch("still.png")).seconds


_column = count()


def chunk_milliseconds() -> float:
    """One chunk of world that nobody has asked for yet, in a stretch of 16 x 4 of them."""
    from liminal.settings.world import WorldSettings
    from liminal.world.world import World

    world = World(7, WorldSettings())
    row = next(_column) * 4
    began = perf_counter()
    for z in range(row, row + 4):
        for x in range(16):
            world.chunk(x, z)
    return (perf_counter() - began) / 64 * 1e3


@cache
def _prepared() -> "tuple[Renderer, Pose]":
    from liminal.api import World
    from liminal.gl.context import Context
    from liminal.view.renderer import Renderer

    world = World(7)
    renderer, pose = Renderer(Context(), world, world.preset), world.viewpoint()
    renderer.prepare([pose], 720 / 480)
    return renderer, pose


def scene_milliseconds() -> float:
    """One more sample of a frame: what 17 take, less what one takes, so that glow and development are left out."""
    renderer, pose = _prepared()

    def seconds(samples: int) -> float:
        began = perf_counter()
        renderer.picture(pose, (720, 480), 0.0, samples)
        return perf_counter() - began

    seconds(1)
    return (seconds(17) - seconds(1)) / 16 * 1e3


def bake_seconds() -> float:
    """Light all that a still sees: mesh, direct light, bounces, lightmap."""
    renderer, pose = _prepared()
    began = perf_counter()
    renderer.prepare([pose], 4 / 3, moment=0.0)
    renderer._context.finish()
    return perf_counter() - began


def bake_rays() -> float:
    """Million rays a second: the cosine-distributed ones from every texel of a still."""
    from liminal.geometry.chart import lay_out
    from liminal.light import held, lattice
    from liminal.light.sight import strides
    from liminal.light.texel import list_texels
    from liminal.light.transport import Transport
    from liminal.view.stage import frame_window

    renderer, pose = _prepared()
    context, rays = renderer._context, 64
    window, sight = frame_window(renderer._world, [pose], 4 / 3, 70.0)
    charts = lay_out(window, 2)
    texels = list_texels(charts, strides(window, sight))
    cells, uploaded = lattice.upload(context, window), held.upload(context, texels)
    began = perf_counter()
    transport = Transport(context, cells, charts, texels, uploaded, rays)
    context.finish()
    seconds = perf_counter() - began
    for used in (transport, cells, uploaded):
        used.release()
    return len(texels) * rays / seconds / 1e6


def dimming_milliseconds() -> float:
    """Light a frame anew in which each of eight lamps has changed: what they do, and what that does to the room."""
    from unittest.mock import patch

    from liminal.api import World
    from liminal.gl.context import Context
    from liminal.light import bake
    from liminal.settings.load import load_preset
    from liminal.view.renderer import Renderer

    bake.PARTS = 8  # the nearest
    preset = load_preset("level-0", ["light.failing=0.1"])
    world = World(7, preset)
    with Context() as context, Renderer(context, world, preset) as renderer:
        pose = world.viewpoint()
        renderer.prepare([pose], 720 / 480)
        dimmers = renderer._stages[0]._dimmers
        tubes = dimmers.tubes
        with patch.object(dimmers, "tubes", lambda time, shutter: tubes(time, shutter) * (1 - time / 10)):
            renderer._light_at(0.0, pose, 720 / 480)
            context.finish()
            began = perf_counter()
            for frame in range(1, 41):
                renderer._light_at(frame / FRAME_RATE, pose, 720 / 480)
                context.finish()
            return (perf_counter() - began) / 40 * 1e3


def walking_milliseconds() -> float:
    """What light costs a frame of a walk, on average over twenty seconds: mesh and world included."""
    from liminal.film.rate import frame_time
    from liminal.film.staging import SCENE
    from liminal.film.take import frames_walked, light_scene
    from liminal.shot.operator import Operator

    renderer, pose = _prepared()
    world, settings, scenes = renderer._world, renderer._preset.operator, 4
    walk = Operator(world, settings, pose, world.seed, frame_time(frames_walked(scenes * SCENE)))
    began = perf_counter()
    for scene in range(scenes):
        light_scene(renderer, walk, scene * SCENE, (720, 480))
    renderer._context.finish()
    return (perf_counter() - began) / (scenes * SCENE) * 1e3


@cache
def _taped(tape: str) -> "tuple[Context, Chain, Texture]":
    """A chain with its fifth frame, a picture of noise, just played."""
    import numpy as np

    from liminal.gl import Context, make_texture
    from liminal.settings.load import load_preset
    from liminal.tape.chain import Chain

    context, preset = Context(), load_preset(tape=tape)
    noise = np.random.default_rng(1).integers(0, 256, (480, 720, 4), dtype=np.uint8)
    picture = make_texture(context, (720, 480), 4, "f1", noise)
    chain = Chain(context, preset.tape, preset.display, 7, preset.signal)
    chain.play(picture, 4)
    return context, chain, picture


def tape_milliseconds(tape: str) -> float:
    """A frame of two fields through all of a tape's stages, to bytes; the camcorder not included."""
    _, chain, picture = _taped(tape)
    began = perf_counter()
    for frame in range(5, 17):
        chain.play(picture, frame)
    return (perf_counter() - began) / 12 * 1e3


def stage_milliseconds(stage: str) -> float:
    """One stage of the camcorder's tape, drawn again and again with what it was given last."""
    context, chain, picture = _taped("camcorder")
    deck, signal, spare = chain._deck, chain._signal, chain._spare
    assert deck is not None
    steps: dict[str, list[Callable[[], object]]] = {
        "encode": [partial(chain._encoder.draw, spare, picture)],
        "mechanics": [partial(chain._mechanics.turn_to, 5)],
        "record and demodulate": [partial(deck._demodulate.draw, deck._played)],
        "playback": [partial(deck._state.draw, deck._memory), partial(deck._playback.draw, spare.luma)],
        "colour": [partial(deck._colour.draw, spare.colour)],
        "decode": [lambda: chain._decoder.read(chain._decoder.draw(signal, chain._mechanics.lines))],
    }
    context.finish()
    began = perf_counter()
    for _ in range(12):
        for step in steps[stage]:
            step()
        context.finish()
    return (perf_counter() - began) / 12 * 1e3


def digital_milliseconds() -> float:
    """A frame of noise, the worst there is, through MiniDV."""
    import numpy as np

    from liminal.settings.tape import TapeSettings
    from liminal.tape.dv import DigitalTape

    tape = DigitalTape(TapeSettings(format="dv"), 7)
    picture = np.random.default_rng(1).integers(0, 256, (480, 720, 3), dtype=np.uint8)
    began = perf_counter()
    for frame in range(8):
        tape.play(picture, frame)
    return (perf_counter() - began) / 8 * 1e3


# Each stage's share of the 8 ms of all (6.6 of them; the rest is Python's and the caption's), ms.
TAPE_STAGES = {
    "encode": 1.0,
    "mechanics": 0.7,
    "record and demodulate": 1.8,
    "playback": 1.3,
    "colour": 0.8,
    "decode": 1.0,
}


WALK = """
import sys
import liminal
from liminal.film.rate import frame_time
from liminal.film.staging import SCENE
from liminal.film.take import frames_walked, light_scene
from liminal.gl.context import Context
from liminal.shot.operator import Operator
from liminal.view.renderer import Renderer

frames = int(sys.argv[1]) * 30
world = liminal.World(7)
renderer, pose = Renderer(Context(), world, world.preset), world.viewpoint()
walk = Operator(world, world.preset.operator, pose, world.seed, frame_time(frames_walked(frames)))
for first in range(0, frames, SCENE):
    light_scene(renderer, walk, first, (720, 480))
    renderer.picture(walk.pose(frame_time(first)), (720, 480), -9.0, 1, frame_time(first))
"""


@cache
def _walk(seconds: int) -> Run:
    return run(sys.executable, "-P", "-c", WALK, seconds)


def short_walk_peak() -> float:
    return _walk(10).peak


def long_walk_peak() -> float:
    return _walk(600).peak


@cache
def _square_kilometre() -> Run:
    return liminal("map", "level-0", "--seed", 7, "--at", "0,0", "--radius", 500, "-o", scratch("map.png"))


def map_seconds() -> float:
    return _square_kilometre().seconds


def map_peak() -> float:
    return _square_kilometre().peak


@cache
def _clip(seconds: int) -> Run:
    clip = scratch(f"{seconds}.mp4")
    return liminal("clip", "level-0", "--seed", 7, "--seconds", seconds, "--size", "720x480", "-o", clip)


def clip_rate() -> float:
    """Frames a second once it is under way: a long clip less a short one."""
    return (6 - 2) * FRAME_RATE / (_clip(6).seconds - _clip(2).seconds)


def clip_peak() -> float:
    return _clip(6).peak


# Processes of their own come first: a child counts what its parent held when it was started as its own memory.
BENCHES = (
    Bench("import liminal", import_seconds, "s", 0.3, times=5),
    Bench("liminal --help", help_seconds, "s", 0.3, times=5),
    Bench(
        "still 1440 x 1080, cold process to file",
        still_seconds,
        "s",
        3.0,
        times=3,
        peers="Blender Cycles, 960 x 720: 316",
    ),
    Bench("walk of 10 s, memory", short_walk_peak, "MB", 700.0),
    Bench("walk of 600 s, memory", long_walk_peak, "MB", 700.0),
    Bench("map of 1 km x 1 km", map_seconds, "s", 30.0),
    Bench("map of 1 km x 1 km, memory", map_peak, "MB", 1000.0),
    Bench(
        "clip 720 x 480, under way",
        clip_rate,
        "frames/s",
        FRAME_RATE,
        more_is_better=True,
        peers="GL walkthrough, 640 x 400, direct light: 3",
    ),
    Bench("clip 720 x 480, memory", clip_peak, "MB", 700.0),
    Bench("light of a still, baked", bake_seconds, "s", 1.0, times=3),
    Bench("rays cast while baking", bake_rays, "million/s", 13.0, times=3, more_is_better=True),
    Bench("light of a frame, 8 lamps flickering", dimming_milliseconds, "ms", 1.0, times=5),
    Bench("light of a walk, a frame", walking_milliseconds, "ms", 3.0),
    Bench("chunk of world", chunk_milliseconds, "ms", 5.0, times=5),
    Bench("scene pass 720 x 480, a sample added", scene_milliseconds, "ms", 9.0, times=5),
    *(
        Bench(f"tape: {stage}", partial(stage_milliseconds, stage), "ms", bar, times=5)
        for stage, bar in TAPE_STAGES.items()
    ),
    Bench(
        "tape: a frame of camcorder",
        partial(tape_milliseconds, "camcorder"),
        "ms",
        8.0,
        times=5,
        peers="ntsc-rs, a simpler model: 7.8; ntscQT: 4,140",
    ),
    Bench("tape: a frame of rental", partial(tape_milliseconds, "rental"), "ms", 12.0, times=5),
    Bench("tape: a frame of MiniDV", digital_milliseconds, "ms", 15.0, times=3),
)


def row(bench: Bench) -> tuple[str, ...]:
    """Run one bench and tell how it went."""
    try:
        value = median(bench.measure() for _ in range(bench.times))
    except subprocess.CalledProcessError as error:
        words = (error.stderr or "").strip().splitlines() or [f"exit {error.returncode}"]
        return bench.name, "[red]failed[/]", f"{bench.bar:.3g}", bench.unit, words[-1]
    held = value >= bench.bar if bench.more_is_better else value <= bench.bar
    return bench.name, f"[{'green' if held else 'red'}]{value:.3g}[/]", f"{bench.bar:.3g}", bench.unit, bench.peers


def main() -> None:
    """Run the benches that were asked for and print the table."""
    wanted = [bench for bench in BENCHES if not sys.argv[1:] or any(word in bench.name for word in sys.argv[1:])]
    table = Table(
        "what", "median", "bar", "", "others", title=f"{os.cpu_count()} cores", title_justify="left", box=None
    )
    console = Console(width=None if sys.stdout.isatty() else 140)
    for bench in wanted:
        with console.status(bench.name):
            table.add_row(*row(bench))
    console.print(table)


if __name__ == "__main__":
    main()
