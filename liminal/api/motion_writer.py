"""Sheets of motion: how a person moves by a file of captured motion, or without one."""

import math
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from liminal.errors import LiminalError, did_you_mean
from liminal.film.atomic import check_destination
from liminal.film.picture import ENCODED, write_picture
from liminal.film.picture_sheet import picture_sheet
from liminal.motion.creature import STATURE, creature
from liminal.motion.creature_gait import stalking
from liminal.motion.enactment import enacted
from liminal.motion.gesture import Gesture
from liminal.motion.motion_file import read_motion
from liminal.motion.person import PERSON_BONES, person
from liminal.motion.retarget import retarget
from liminal.motion.way import Way, way_through
from liminal.plan.stick_figure import stick_figure
from liminal.settings.motion import MotionSettings

Floats = NDArray[np.float64]

COLUMNS, PICTURES = 6, 24
_RISER, _TREAD = 0.17, 0.29  # m


class Showing(NamedTuple):
    """What a person does without a file: at places along z, m, at each second, with gestures.

    `facing`: where to face at each second, degrees; None: ahead.
    """

    along: tuple[float, ...]
    facing: tuple[float, ...] | None = None
    gestures: tuple[Gesture, ...] = ()


WITHOUT_FILE: dict[str, Showing] = {
    "walk": Showing((0.0, 1.3, 2.6, 3.9, 5.2)),
    "run": Showing((0.0, 3.5, 7.0, 10.5, 14.0)),
    "stand": Showing((0.0,) * 5),
    "turn": Showing((0.0,) * 5, (0.0, 0.0, 90.0, 180.0, 180.0)),
    "stairs": Showing((0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0)),
    "look": Showing((0.0,) * 4, None, (Gesture("look", 0.3, 2.4, (2.0, 1.0, -1.0)),)),
    "crouch": Showing((0.0,) * 4, None, (Gesture("crouch", 0.1, 2.8),)),
    "sit": Showing((0.0,) * 6, None, (Gesture("sit", 0.1, 4.8, (0.0, 0.45, -0.42)),)),
    "sit-down": Showing((0.0,) * 8, None, (Gesture("sit", 0.1, 6.8),)),
    "fall": Showing((0.0,) * 3, None, (Gesture("fall", 0.1, 1.5),)),
    "fall-back": Showing((0.0,) * 6, None, (Gesture("fall", 0.1, 1.5, (0.0, 1.0, 3.0)), Gesture("get-up", 1.7, 3.2))),
    "fall-aside": Showing((0.0,) * 7, None, (Gesture("fall", 0.1, 1.5, (-3.0, 1.0, 0.0)), Gesture("get-up", 1.9, 4.2))),
    "get-up": Showing((0.0,) * 6, None, (Gesture("get-up", 0.3, 4.2),)),
    "reach": Showing((0.0,) * 4, None, (Gesture("reach", 0.2, 2.6, (-0.3, 1.1, 0.9)),)),
    "lean": Showing((0.0,) * 4, None, (Gesture("lean", 0.1, 2.8, (0.55, 1.3, 0.2), side=1.0),)),
    "squeeze": Showing((0.0, 0.4, 0.8, 1.2, 1.6, 2.0), None, (Gesture("squeeze", 0.3, 4.4),)),
    "beckon": Showing((0.0,) * 4, None, (Gesture("beckon", 0.2, 2.6, (0.0, 1.5, 4.0)),)),
    "point": Showing((0.0,) * 4, None, (Gesture("point", 0.2, 2.6, (-2.0, 1.5, 3.0)),)),
    "flinch": Showing((0.0,) * 3, None, (Gesture("flinch", 0.1, 1.7, side=1.0),)),
}
OF_CREATURE: dict[str, Showing] = {
    "stalk": Showing((0.0, 0.0, 1.5, 3.2, 4.9, 6.6, 6.6)),
    "chase": Showing((0.0, 5.0, 10.0, 15.0)),
    "unfold": Showing((0.0,) * 7, None, (Gesture("crouch", 0.1, 5.8),)),
    "fall": Showing((0.0,) * 10, None, (Gesture("fall", 0.2, 3.0), Gesture("get-up", 4.2, 4.6))),
    "peer": Showing((0.0,) * 7, None, (Gesture("lean", 0.1, 5.8, (0.75, 1.7, 0.5), side=1.0),)),
}


def write_motion(
    path: str | Path, source: str, settings: MotionSettings, stature: float, width: int, body: str | None = None
) -> None:
    """Write stick figures of a person who moves, or of the creature, as one picture, .png or .jpg.

    `source`: a file of motion, or one of `WITHOUT_FILE` or `OF_CREATURE`. `settings`: how the file is read. `stature`:
    of the person, m. `width`: of each picture, pixels. `body`: "person" or "creature"; None: whichever does it, a
    person before the creature. Raises LiminalError for a file that is damaged, and for what cannot be written.
    """
    path = Path(path)
    check_destination(path, ENCODED)
    skeleton = person(stature)
    persons = {} if body == "creature" else WITHOUT_FILE
    creatures = {} if body == "person" else OF_CREATURE
    known = {**persons, **creatures}
    if source in creatures and source not in persons:
        shown, skeleton = creatures[source], creature(STATURE)
        seconds = len(shown.along) - 1.0
        motion = stalking(_way(shown), shown.gestures, _level, _sky, STATURE, 0, 0.0, seconds)
        times = np.linspace(0.0, seconds, PICTURES)
        positions = np.array([skeleton.frames(motion.pose_at(time)).positions for time in times.tolist()])
        floors = [0.0] * len(times)
    elif source in persons:
        shown, floor_at = persons[source], _stairs if source == "stairs" else _level
        seconds = len(shown.along) - 1.0
        motion = enacted(_way(shown), shown.gestures, floor_at, stature, 0, 0.0, seconds, (PICTURES - 1) / seconds)
        times = np.linspace(0.0, seconds, PICTURES)
        positions = skeleton.frames(motion.poses).positions
        floors = [floor_at(x, z) for x, _, z in positions[:, 0].tolist()]
    elif not Path(source).suffix:
        hint = did_you_mean(source, known)
        raise LiminalError(f'no motion is called "{source}"{hint}; there are {", ".join(known)}; or give a file')
    else:
        captured = read_motion(Path(source), settings)
        motion = retarget(captured.motion, captured.bones, skeleton, PERSON_BONES)
        times = np.linspace(0.0, motion.seconds, min(PICTURES, len(motion)))
        positions = np.array([skeleton.frames(motion.pose_at(time)).positions for time in times.tolist()])
        floors = [0.0] * len(times)
    pictures = [
        (f"{time:.2f} s", stick_figure(skeleton, each, floor, round(width / 1.6)))
        for time, each, floor in zip(times.tolist(), positions, floors, strict=True)
    ]
    write_picture(path, picture_sheet(pictures, min(len(pictures), COLUMNS), width))


def _way(shown: Showing) -> Way:
    """Return the way through places along z, a second apart."""
    places = np.stack([np.zeros(len(shown.along)), np.array(shown.along)], axis=-1)
    facing = None if shown.facing is None else np.radians(shown.facing)
    return way_through(np.arange(len(shown.along), dtype=float), places, facing)


def _level(x: float, z: float) -> float:
    return 0.0


def _sky(x: float, z: float) -> float:
    return math.inf


def _stairs(x: float, z: float) -> float:
    """Return the height of stairs that go up along +z, m."""
    return float(_RISER * max(z // _TREAD, 0.0))
