"""Benches of whole commands, each a process of its own: how long they take, and how much memory."""

import sys
from functools import cache, partial

from yardstick import FRAME_RATE, Bench, Run, liminal, run, scratch


def import_seconds() -> float:
    """`import liminal` alone: the time of a process that does, less that of one that does nothing."""
    return run(sys.executable, "-P", "-c", "import liminal").seconds - run(sys.executable, "-P", "-c", "").seconds


def help_seconds() -> float:
    return liminal("--help").seconds


def still_seconds() -> float:
    return liminal("still", "level-0", "--seed", 7, "--size", "1440x1080", "-o", scratch("still.png")).seconds


def _with_things(command: str, things: int, name: str, *words: object) -> float:
    """The seconds of a command with so many times the usual number of things in its rooms, and no landmarks."""
    sets = "--set", f"world.things={things}", "--set", "world.landmarks=0"
    return liminal(command, "--seed", 7, *sets, *words, "-o", scratch(name)).seconds


def still_share() -> float:
    """How many times as long a still takes with twenty times the usual number of things in its rooms as with none."""
    return _with_things("still", 20, "furnished.png") / _with_things("still", 0, "bare.png")


def clip_share() -> float:
    """The same of a clip on tape, made by one process."""
    words = "--seconds", 10, "--workers", 1
    return _with_things("clip", 20, "furnished.mp4", *words) / _with_things("clip", 0, "bare.mp4", *words)


PLACES = {"poolrooms": 3, "level-1": 7}  # by the seed of a hall with much water, or with haze over wet floors


def place_seconds(place: str, seed: int) -> float:
    """A still of another place."""
    return liminal("still", place, "--seed", seed, "--size", "1440x1080", "-o", scratch(f"{place}.png")).seconds


@cache
def _tape_frame(place: str, seed: int) -> float:
    """Seconds of a frame on tape once it is under way: a film of 5 s less one of 1 s."""
    long, short = (
        liminal("clip", place, "--seed", seed, "--seconds", seconds, "-o", scratch("place.mp4")).seconds
        for seconds in (5, 1)
    )
    return (long - short) / (4 * FRAME_RATE)


def tape_frame_milliseconds(place: str, seed: int) -> float:
    return _tape_frame(place, seed) * 1e3


def tape_frame_share(place: str, seed: int) -> float:
    """How many times as long a frame on tape takes as one of Level 0."""
    return _tape_frame(place, seed) / _tape_frame("level-0", 7)


WIDEST = ("level-0", 58), ("level-0-vast", 7)  # presets, and seeds of wide halls
FILMED = 20  # s

WALK = """
import sys
import liminal
from liminal.rate import frame_time
from liminal.shoot.scenes import Scenes, scenes_between
from liminal.shoot.take import FADE, METERED
from liminal.gl.context import Context
from liminal.view.renderer import Renderer

frames, world = int(sys.argv[1]) * 30, liminal.World(int(sys.argv[2]), sys.argv[3])
renderer, pose = Renderer(Context(), world), world.viewpoint()
film = liminal.Studio(world, sys.argv[4]).film(frame_time(frames), pose)
scenes = Scenes(renderer, film, 720 / 480, 480, FADE, METERED)
for first in scenes_between(film, 0, frames):
    scenes.exposure(first)
    renderer.picture(scenes.at(first), film.pose(frame_time(first)), (720, 480), -9.0, 1, frame_time(first))
"""


@cache
def _walk(seconds: int, seed: int = 7, place: str = "level-0", shot: str = "stroll") -> Run:
    return run(sys.executable, "-P", "-c", WALK, seconds, seed, place, shot)


def short_walk_peak() -> float:
    return _walk(10).peak


def long_walk_peak() -> float:
    return _walk(600).peak


def wide_walk_peak(place: str, seed: int) -> float:
    """A walk of half a minute through halls as wide as we have found."""
    return _walk(30, seed, place, "wander").peak


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


@cache
def _film() -> Run:
    return liminal("clip", "level-0", "--seed", 7, "--seconds", FILMED, "-o", scratch("film.mp4"))


def film_pace() -> float:
    """A whole clip as people make one, from cold: on tape, with its sound."""
    return FILMED / _film().seconds


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
    *(
        Bench(f"still 1440 x 1080 of {place}", partial(place_seconds, place, seed), "s", 6.0, times=3)
        for place, seed in PLACES.items()
    ),
    Bench("frame on tape under way, level-0", partial(tape_frame_milliseconds, "level-0", 7), "ms", 33.0),
    *(
        bench
        for place, seed in PLACES.items()
        for bench in (
            Bench(f"frame on tape under way, {place}", partial(tape_frame_milliseconds, place, seed), "ms", 53.0),
            Bench(f"frame on tape, {place}, against level-0", partial(tape_frame_share, place, seed), "times", 1.6),
        )
    ),
    Bench("still amid things, against one without", still_share, "times", 1.3, times=3),
    Bench("clip of 10 s amid things, against one without", clip_share, "times", 1.1),
    Bench("walk of 10 s, memory", short_walk_peak, "MB", 700.0),
    Bench("walk of 600 s, memory", long_walk_peak, "MB", 700.0),
    *(
        Bench(f"walk of 30 s through wide halls of {place}, memory", partial(wide_walk_peak, place, seed), "MB", 700.0)
        for place, seed in WIDEST
    ),
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
    Bench(f"clip of {FILMED} s on tape with sound", film_pace, "x real time", 1.0, more_is_better=True),
)
