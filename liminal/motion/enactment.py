"""Enactment: a person who goes a way and makes gestures on it, as a motion."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from liminal.motion import quaternion
from liminal.motion.body_control import BodyControl, posed, soles_of
from liminal.motion.body_motion import BodyMotion
from liminal.motion.crouch import crouching, flinching
from liminal.motion.footprint import FloorAt
from liminal.motion.gaze import looking
from liminal.motion.gesture import Gesture, Kind
from liminal.motion.hand_reach import reaching
from liminal.motion.lean import leaning
from liminal.motion.passage import Passage
from liminal.motion.person import PERSON_BONES, person
from liminal.motion.posture_gesture import PostureGestures
from liminal.motion.squeeze import squeezing
from liminal.motion.way import Way

Floats = NDArray[np.float64]

_HIPS = PERSON_BONES.joints["hips"]


def enacted(
    way: Way,
    gestures: Sequence[Gesture],
    floor_at: FloorAt,
    stature: float,
    seed: int,
    begin: float,
    end: float,
    rate: float = 60.0,
    padding: float = 0.0,
) -> BodyMotion:
    """Return the motion of a person from `begin` to `end`, s, in the space of the way; its first pose is at `begin`.

    `gestures`: their times are those of the way. A body that falls gets up 0.56 of its stature further on, and comes
    back to its way while it goes on along it. `floor_at`: the height of the floor at x and z, m. `stature`: m. `seed`:
    of sway and of looking about. `rate`: poses a second, Hz. `padding`: how thick what it wears is between its knees or
    its trunk and the floor, m.
    """
    gestures = sorted(gestures, key=lambda each: each.begin)
    passage = Passage(way, gestures, floor_at, stature, seed)
    skeleton = person(stature)
    soles = soles_of(skeleton)
    times = begin + np.arange(round((end - begin) * rate) + 1) / rate

    # Nearer to the floor first: what arms and head do begins where trunk and legs have brought them.
    control = crouching(skeleton, soles, passage.control_at(times), times, _those(gestures, "crouch"))
    for lean in _those(gestures, "lean"):
        control = leaning(skeleton, control, times, lean)
    control = _in_postures(PostureGestures(passage, floor_at, stature, seed, padding), control, times, gestures)
    for flinch in _those(gestures, "flinch"):
        control = flinching(skeleton, soles, control, times, flinch)
    for squeeze in _those(gestures, "squeeze"):
        control = squeezing(skeleton, control, times, squeeze)
    for reach in _those(gestures, "reach", "point", "beckon"):
        control = reaching(skeleton, control, times, reach)
    control = looking(skeleton, control, times, _those(gestures, "look"))
    poses = posed(skeleton, soles, control)
    return BodyMotion(skeleton, rate, (_HIPS,), poses.offsets[:, [_HIPS]], quaternion.continuous(poses.rotations))


def _those(gestures: Sequence[Gesture], *kinds: Kind) -> list[Gesture]:
    return [each for each in gestures if each.kind in kinds]


def _in_postures(
    postures: PostureGestures, control: BodyControl, times: Floats, gestures: Sequence[Gesture]
) -> BodyControl:
    """Return a control in which a body sits, falls and gets up, in the order of the gestures."""
    enacted_by = {"sit": postures.sitting, "fall": postures.fallen, "get-up": postures.got_up}
    for gesture in gestures:
        if gesture.kind in enacted_by:
            control = enacted_by[gesture.kind](control, times, gesture)
    return control
