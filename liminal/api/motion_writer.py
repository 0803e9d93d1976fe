"""Sheets of motion: how a person moves by a file of captured motion, or without one."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from liminal.errors import LiminalError, did_you_mean
from liminal.film.atomic import check_destination
from liminal.film.picture import ENCODED, write_picture
from liminal.film.picture_sheet import picture_sheet
from liminal.motion.locomotion import Locomotion
from liminal.motion.motion_file import read_motion
from liminal.motion.person import PERSON_BONES, person
from liminal.motion.retarget import retarget
from liminal.motion.way import Way, way_through
from liminal.plan.stick_figure import stick_figure
from liminal.settings.motion import MotionSettings

Floats = NDArray[np.float64]

COLUMNS, PICTURES = 6, 24
_RISER, _TREAD = 0.17, 0.29  # m

# What a person does without a file: places along z, m, at each second; and where to face then, degrees.
WITHOUT_FILE: dict[str, tuple[tuple[float, ...], tuple[float, ...] | None]] = {
    "walk": ((0.0, 1.3, 2.6, 3.9, 5.2), None),
    "run": ((0.0, 3.5, 7.0, 10.5, 14.0), None),
    "stand": ((0.0, 0.0, 0.0, 0.0, 0.0), None),
    "turn": ((0.0, 0.0, 0.0, 0.0, 0.0), (0.0, 0.0, 90.0, 180.0, 180.0)),
    "stairs": ((0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0), None),
}


def write_motion(path: str | Path, source: str, settings: MotionSettings, stature: float, width: int) -> None:
    """Write stick figures of a person who moves as one picture, .png or .jpg.

    `source`: a file of motion, or one of `WITHOUT_FILE`. `settings`: how the file is read. `stature`: m. `width`: of
    each picture, pixels. Raises LiminalError for a file that is damaged, and for what cannot be written.
    """
    path = Path(path)
    check_destination(path, ENCODED)
    skeleton = person(stature)
    if source in WITHOUT_FILE:
        way = _way(*WITHOUT_FILE[source])
        times = np.linspace(0.0, len(WITHOUT_FILE[source][0]) - 1, PICTURES)
        floor_at = _stairs if source == "stairs" else _level
        positions = skeleton.frames(Locomotion(way, floor_at, stature, 0).poses_at(times)).positions
        floors = [floor_at(x, z) for x, _, z in positions[:, 0].tolist()]
    elif not Path(source).suffix:
        hint = did_you_mean(source, WITHOUT_FILE)
        raise LiminalError(f'no motion is called "{source}"{hint}; there are {", ".join(WITHOUT_FILE)}; or give a file')
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


def _way(along: tuple[float, ...], facing: tuple[float, ...] | None) -> Way:
    """Return the way through places along z, m, a second apart, facing so many degrees."""
    places = np.stack([np.zeros(len(along)), np.array(along)], axis=-1)
    return way_through(np.arange(len(along), dtype=float), places, None if facing is None else np.radians(facing))


def _level(x: float, z: float) -> float:
    return 0.0


def _stairs(x: float, z: float) -> float:
    """Return the height of stairs that go up along +z, m."""
    return float(_RISER * max(z // _TREAD, 0.0))
