"""All 64 bits of a seed count, in everything that draws; and what seeds below 2**32 draw is a promise."""

import ast
import math
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest
from numpy.typing import NDArray
from sketch import BARE

import liminal
from liminal.api.world import World
from liminal.camera.automatic import Automatics
from liminal.camera.flare import dirt
from liminal.camera.noise import fixed_pattern
from liminal.camera.noise import noise_place as chip_noise_place
from liminal.camera.reading import Reading
from liminal.light.flicker.dimmers import Dimmers
from liminal.random import Dice, Stream, key_of, keys_of, mix
from liminal.settings.camera import CameraSettings
from liminal.settings.light import LightSettings
from liminal.settings.load import load_preset
from liminal.settings.operator import OperatorSettings
from liminal.settings.photo import PhotoSettings
from liminal.settings.preset import Preset
from liminal.settings.shot_list import load_storyboard
from liminal.settings.signal import SignalSettings
from liminal.settings.sound import SoundSettings
from liminal.settings.tape import TapeSettings
from liminal.settings.track import TrackSettings
from liminal.settings.transport import TransportEvent
from liminal.settings.view import ViewSettings
from liminal.shot.breath import breathe
from liminal.shot.closed_walk import ClosedWalk
from liminal.shot.location import far_from
from liminal.shot.operator import Operator
from liminal.shot.route import first_point, lengthen
from liminal.shot.schedule import schedule
from liminal.shot.standing_camera import StandingCamera, lean, plan_gaze
from liminal.shot.walk_path import SampledPath
from liminal.sound.audio_track import AudioTrack
from liminal.sound.distant import DistantSounds
from liminal.sound.machine import machine_page
from liminal.sound.microphone import Microphone
from liminal.sound.operator_sound import body_page
from liminal.sound.pages import PageCache
from liminal.sound.steps import steps_page
from liminal.tape import play
from liminal.tape.dropout import dropouts
from liminal.tape.dv import DigitalTape
from liminal.tape.faults import faults_of
from liminal.tape.noise import noise_place
from liminal.tape.rf import head_phase
from liminal.view import development
from liminal.view.pose import Pose
from liminal.view.viewpoint import find_viewpoint

Draw = Callable[[int], NDArray[Any]]
UPPER = 2**32
SMALL = 7, UPPER - 1
QUIET = np.zeros((2, 48_000), np.float32)
GREY = np.full((480, 720, 3), 128, np.uint8)


@cache
def place() -> World:
    """The same place for every seed, so that only the draws differ."""
    return World(7, load_preset("level-0", BARE))


@cache
def start() -> Pose:
    return place().viewpoint()


def posed(poses: Callable[[float], Pose]) -> NDArray[np.float64]:
    each = [poses(time) for time in (0.5, 1.7, 3.1)]
    return np.array([(p.x, p.y, p.z, p.yaw, p.pitch, p.roll) for p in each])


@cache
def walk(seed: int) -> Operator:
    return Operator(place(), OperatorSettings(), start(), seed, 8.0)


def circuit(seed: int) -> ClosedWalk:
    turn = np.arange(628) * 2 * math.pi / 628
    round_ = SampledPath(
        np.stack([5 * np.cos(turn), 5 * np.sin(turn)], 1), *np.ones((2, 628)), np.zeros(628), np.ones(628, np.uint8)
    )
    return ClosedWalk(round_, OperatorSettings(), 50.0, seed, 20.0)


def performance() -> Any:
    step = SimpleNamespace(time=0.4, weight=0.5, surface=1, depth=0.0, wet=0.0)
    breath = SimpleNamespace(time=0.2, depth=1.0)
    return SimpleNamespace(
        duration=60.0,
        steps=(step,),
        breaths=(breath,),
        events=(),
        cuts=(),
        pose=lambda time: start(),
        motion=lambda time: 0.5,
    )


def viewpoint(seed: int) -> NDArray[np.float64]:
    world = SimpleNamespace(seed=seed, preset=Preset(), without_models=place().without_models)
    pose = find_viewpoint(cast(World, world))
    return np.array([pose.x, pose.z, pose.yaw, pose.pitch, pose.roll])


def grain(seed: int) -> NDArray[np.uint32]:
    """What the shader of a photograph is given to draw its grain from."""
    given: dict[str, Any] = {}
    program = SimpleNamespace(set=lambda **values: given.update(values))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(development, "FullScreen", lambda *words: SimpleNamespace(program=program))
        photo = PhotoSettings(grain=0.05)
        development.Development(cast(Any, None), ViewSettings(), photo, seed).begin({}, 1.0, 1.5, 1, 2.0)
    return np.array([given["grain_seed"]], np.uint32)


def faults(settings: TapeSettings, frame: int = 30) -> Draw:
    def draw(seed: int) -> NDArray[np.float64]:
        found = faults_of(settings, seed, frame)
        return np.concatenate([found.lines.ravel(), *(carrier[::7, ::11].ravel() for carrier in found.carriers)])

    return draw


def automatics(seed: int) -> NDArray[np.float64]:
    settled = Automatics(CameraSettings(hunting=1.0, focus=1.0, white=1.0), seed)
    for time in np.arange(0.0, 8.0, 0.2).tolist():
        settled.follow(Reading(time, 3.0, (1.3, 1.0, 0.5), 0.0, 0.0))
    return np.array([(*settled.at(time).white, settled.at(time).blur) for time in (2.0, 5.0, 7.5)])


def flicker(seed: int) -> NDArray[np.float64]:
    lamps = place().window(0, 0, 256, 256).lamps
    return np.asarray(Dimmers(seed, lamps, LightSettings(flicker=1.0), ()).at(3.0))


def microphone(seed: int) -> NDArray[np.float32]:
    return Microphone(PageCache(lambda number: QUIET), TrackSettings(self_noise=1.0), seed).page(0)


def track(seed: int) -> NDArray[np.float32]:
    tape = TapeSettings(format="vhs")
    return AudioTrack(cast(Any, PageCache(lambda number: QUIET)), tape, TrackSettings(), seed).page(0)


WORN = TapeSettings(
    format="vhs", generations=2, jitter=5, tracking=0.5, crease=1, hue=5, flagging=2, head_switch=1, dropouts=600
)
DRAWS: dict[str, Draw] = {
    "hand of a walk": lambda seed: posed(walk(seed).pose),
    "hand of one who stands": lambda seed: posed(StandingCamera(start(), OperatorSettings(), seed, 8.0, 0.0).pose),
    "hand on a round": lambda seed: posed(circuit(seed).pose),
    "way": lambda seed: lengthen(place(), *first_point(start()), 1.0, seed)[0],
    "gait": lambda seed: np.array([step.time for step in walk(seed).steps[:8]]),
    "breath": lambda seed: np.array([breath.time for breath in breathe(np.zeros(9000), 0.0, seed).breaths]),
    "gaze": lambda seed: np.array([(t.begin, t.yaw, t.pitch) for t in plan_gaze(place(), start(), seed, 20.0)][:2]),
    "lean": lambda seed: posed(lambda time: lean(start(), seed)),
    "storyboard": lambda seed: np.array([slot.seed for slot in schedule(load_storyboard("noclip"), seed, None)]),
    "staging": lambda seed: np.array(far_from((0.0, 0.0), seed)),
    "world": lambda seed: np.asarray(World(seed).window(0, 0, 256, 256).floor),
    "viewpoint": viewpoint,
    "grain": grain,
    "flicker": flicker,
    "chip's noise": lambda seed: np.array([chip_noise_place(seed, frame) for frame in range(3)]),
    "chip's pattern": lambda seed: fixed_pattern(CameraSettings(pattern=1.0, hot_pixels=1.0), seed),
    "dirt": dirt,
    "automatics": automatics,
    "faults": faults(WORN),
    "tracking": faults(TapeSettings(format="vhs", jitter=0, hue=0, flagging=0, head_switch=0, tracking=1.0)),
    "head switch": faults(TapeSettings(format="vhs", jitter=0, hue=0, flagging=0, head_switch=1)),
    "pause": faults(
        TapeSettings(format="vhs", jitter=0, transport=(TransportEvent(kind="pause", at=0.2, seconds=5.0),))
    ),
    "dropouts": lambda seed: np.concatenate([np.asarray(part, float).ravel() for part in dropouts(6000, seed, 3, 0)]),
    "tape's noise": lambda seed: np.array([noise_place(seed, frame, 0, 0) for frame in range(3)]),
    "heads": lambda seed: np.array([head_phase(seed, number) for number in range(3)]),
    "digital tape": lambda seed: DigitalTape(TapeSettings(format="dv", dropouts=60_000), seed).play(
        np.arange(GREY.size, dtype=np.uint8).reshape(GREY.shape), 0
    ),
    "cable": lambda seed: next(iter(play([GREY], TapeSettings(), seed, signal=SignalSettings(noise=20.0, hum=20.0)))),
    "body": lambda seed: body_page(performance(), 0, seed),
    "machine": lambda seed: machine_page(performance(), 0, seed),
    "footsteps": lambda seed: steps_page(performance(), 0, seed, 1.0)[0],
    "far sounds": lambda seed: DistantSounds(cast(Any, None), performance(), SoundSettings(), seed).page(0)[0],
    "microphone": microphone,
    "track": track,
}


# The root mean square of what is drawn for the seeds of SMALL, from before the upper half counted everywhere; the hands
# of one who stands and of one who walks round are from when they became the hands of one who walks.
PINNED = {
    "hand of a walk": (72.9282957, 73.6488424),
    "hand of one who stands": (74.7419521, 74.8314113),
    "hand on a round": (91.2054556, 96.2804684),
    "way": (8.73596648, 5.56521274),
    "gait": (4.58769868, 5.10538931),
    "breath": (86.5779186, 87.5277105),
    "gaze": (57.2407849, 57.236433),
    "lean": (74.79518, 74.7935705),
    "storyboard": (3.42345442e09, 2.03710312e09),
    "staging": (39.8087681, 64.2991073),
    "world": (0.0607306284, 0),
    "viewpoint": (81.9253585, 158.043865),
    "grain": (3.39609779e09, 431992952),
    "flicker": (0.787715569, 0.789557292),
    "chip's noise": (507.953574, 370.408333),
    "chip's pattern": (0.00212506796, 0.002114545),
    "dirt": (0.13121359, 0.116266888),
    "automatics": (1.05480413, 1.05191309),
    "faults": (160.377667, 158.328158),
    "tracking": (139.107414, 137.213128),
    "head switch": (176.271239, 176.162326),
    "pause": (138.716471, 141.326935),
    "dropouts": (87.3877662, 87.5794199),
    "tape's noise": (514.577011, 516.251392),
    "heads": (0.522309776, 0.662209452),
    "digital tape": (145.825314, 145.413885),
    "body": (0.00447805544, 0.00456464836),
    "machine": (0.000368041109, 0.000381072522),
    "footsteps": (0.00144714339, 0.00150437373),
    "far sounds": (0.000799404113, 0.000713411562),
    "microphone": (0.03560945, 0.0356736003),
    "track": (0.00284341851, 0.0028580374),
}


@pytest.mark.parametrize("name", DRAWS)
def test_the_upper_half_of_a_seed_counts(name: str) -> None:
    draw = DRAWS[name]
    one, again, other = draw(7), draw(7), draw(7 + UPPER)
    assert np.array_equal(one, again)
    assert not np.array_equal(one, other)


@pytest.mark.parametrize("name", PINNED)
def test_small_seeds_draw_what_they_always_drew(name: str) -> None:
    found = [np.sqrt(np.mean(np.square(DRAWS[name](seed), dtype=np.float64))) for seed in SMALL]
    assert found == pytest.approx(PINNED[name], rel=1e-6)


def test_keys_of_small_seeds_are_the_hashes_that_they_were() -> None:
    """Some keys have a word for the upper half of the seed, and some had none."""
    for seed in (0, 7, UPPER - 1):
        assert key_of(seed, Stream.LAMP, 3, -4) == mix(seed, 0, Stream.LAMP, 3, -4)
        assert key_of(seed, Stream.OPERATOR, 31, 5) == mix(seed, 0, Stream.OPERATOR, 31, 5)
        assert key_of(seed, Stream.OPERATOR, 30, 5) == mix(seed, Stream.OPERATOR, 30, 5)
        assert key_of(seed, Stream.STAGING) == mix(seed, 0, Stream.STAGING)
        assert key_of(seed, Stream.STAGING, 8) == mix(seed, Stream.STAGING, 8)
        assert key_of(seed, Stream.HAND) == mix(seed, Stream.HAND)
    # A word's place stays the same, its film does not.
    assert key_of(3 * UPPER + 7, Stream.LAMP, 3, -4) == mix(7, 3, Stream.LAMP, 3, -4)


@pytest.mark.parametrize("stream", Stream)
def test_each_bit_of_a_seed_counts_in_each_stream(stream: Stream) -> None:
    seeds = [7 ^ 1 << bit for bit in range(63)]
    assert len({key_of(seed, stream, 30) for seed in seeds}) == len({Dice(seed, stream).unit() for seed in seeds}) == 63
    numbers = np.arange(-3, 40)
    for seed in seeds[::9]:
        alike = [key_of(seed, stream, 30, number) for number in numbers.tolist()]
        assert keys_of(seed, stream, 30, numbers).tolist() == alike


def misuses(tree: ast.AST) -> list[str]:
    """Calls that hash a seed by themselves, and sums done with one: there the upper half is easily lost."""
    found = []
    for node in ast.walk(tree):
        parts: list[ast.expr] = []
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("mix", "mix_arrays", "unit"):
            parts = node.args
        elif isinstance(node, ast.BinOp):
            parts = [node.left, node.right]
        if any(_is_seed(part) for part in parts):
            found.append(ast.unparse(node))
    return found


def _is_seed(node: ast.AST) -> bool:
    """Whether a seed is named. That of a slot of a storyboard is a key, 32 bits."""
    name = ast.unparse(node)
    return name.rpartition(".")[2] in ("seed", "_seed") and not name.startswith("slot.")


def test_seeds_are_taken_in_one_way() -> None:
    package = Path(liminal.__file__).parent
    misused = {
        str(path.relative_to(package)): misuses(ast.parse(path.read_text(encoding="utf-8")))
        for path in package.rglob("*.py")
        if path != package / "random.py"
    }
    assert {name: calls for name, calls in misused.items() if calls} == {}


@pytest.mark.parametrize(
    "text", ["mix(seed, Stream.HAND)", "mix_arrays(world.seed, 1)", "self._seed >> 32", "unit(seed, Stream.TRANSPORT)"]
)
def test_a_seed_taken_in_another_way_is_found(text: str) -> None:
    assert misuses(ast.parse(text))
