"""A still life: a copy of a man that has gone slightly wrong."""

from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from liminal.body.bare_hand import hand, hand_bounds
from liminal.body.eyes import eyes
from liminal.body.folds import rise, wandering
from liminal.body.hair import STYLES, hair_tone, strands
from liminal.body.head import head, skull, tinted
from liminal.body.making_pose import SIDES, making_places
from liminal.body.moulded import HAND, SHARP, moulded
from liminal.body.people import CELLS, HAIR_BOUNDS, HEAD_BOUNDS, Person, clothed
from liminal.body.skin_part import SkinPart, colour, mixed
from liminal.thing.finish import Finish

Floats = NDArray[np.float64]

COPIED = Person("#a9a795", "#4b4a45", "#3a322a", "#a98f7d", "#3a3129", "#3a3530", "#8b6a5e", collared=False)
STRETCHED = {"left_lower_arm": 1.10, "left_hand": 1.26, "left_middle_intermediate": 1.15, "left_middle end": 1.25}
# Six fingers on the long arm, and seven on the other.
FINGERS = {
    "left": ((0.040, 0.84), (0.024, 0.97), (0.008, 1.0), (-0.008, 1.0), (-0.024, 0.93), (-0.039, 0.74)),
    "right": ((0.045, 0.62), (0.030, 0.92), (0.015, 0.99), (0.0, 1.0), (-0.015, 0.97), (-0.030, 0.90), (-0.044, 0.72)),
}
_MIDDLE = np.array([0.0, 1.63])  # m: x and y, about which the face is turned
_TURNED, _LOW, _ASIDE = np.radians(11.0), 0.016, 0.010  # how far the face is turned in its plane, and m off its place


def still_life_parts(level: int) -> list[SkinPart]:
    """Return the parts of a still life; `level`: 0 is the finest."""
    face, locks, fingers = CELLS[level][1:4]
    places = making_places()
    skin, tress, lips = (colour(each) for each in (COPIED.skin, COPIED.hair, COPIED.lips))

    def visage(points: Floats) -> Floats:
        gone = _smoothed(points)
        found: Floats = head(_displaced(points), 0.4) * (1 - gone) + skull(points, 0.4) * gone
        return np.maximum(found, 1.455 - points[:, 1])

    def complexion(points: Floats) -> Floats:
        at, gone = _displaced(points), 0.85 * _smoothed(points)
        tones = tinted(at, 0.8, skin, tress, lips)
        tones = mixed(tones, skin, gone)
        return tones * (1.0 + 0.06 * wandering(points, (0.05, 0.05, 0.05), 91))[:, None]

    parts = [_run_together(part) for part in clothed(COPIED, level)]
    parts += [
        moulded(visage, None, HEAD_BOUNDS, face, ("upper_chest", "neck", "head"), Finish.CARDBOARD, complexion, SHARP),
        *_eye(),
        moulded(
            STYLES["short"],
            strands,
            HAIR_BOUNDS,
            locks,
            ("neck", "head"),
            Finish.CARDBOARD,
            lambda points: mixed(tress * hair_tone(points)[:, None], skin, 0.5 * rise(points[:, 0], -0.01, -0.08)),
        ),
    ]
    for side, _ in SIDES:
        parts.append(
            moulded(
                partial(hand, places=places, side=side, fingers=FINGERS[side]),
                None,
                hand_bounds(places, side),
                fingers,
                [f"{side}_{name}" for name in HAND],
                Finish.CARDBOARD,
                lambda points: np.tile(skin, (len(points), 1)),
            )
        )
    return parts


def _displaced(points: Floats) -> Floats:
    """Where on a face that is in its place the points (n, 3) of this one are."""
    front = rise(points[:, 2], 0.0, 0.06)
    turn, off = _TURNED * front, points[:, :2] - _MIDDLE - np.outer(front, (_ASIDE, -_LOW))
    cosine, sine = np.cos(turn), np.sin(turn)
    x, y = cosine * off[:, 0] + sine * off[:, 1], cosine * off[:, 1] - sine * off[:, 0]
    return np.column_stack([_MIDDLE[0] + x, _MIDDLE[1] + y, points[:, 2]])


def _smoothed(points: Floats) -> Floats:
    """How far the face is gone at points (n, 3), 0 to 1: the right half of it."""
    at = _displaced(points)
    gone: Floats = rise(at[:, 0], -0.002, -0.016) * rise(at[:, 2], 0.02, 0.05)
    return gone


def _eye() -> list[SkinPart]:
    """The eye that there is, where the face has it."""
    parts = eyes(COPIED.iris, (1.0,))
    turn = np.array([[np.cos(_TURNED), -np.sin(_TURNED)], [np.sin(_TURNED), np.cos(_TURNED)]])
    position = parts[0].mesh.position.copy()
    position[:, :2] = (position[:, :2] - _MIDDLE) @ turn.T + _MIDDLE + (_ASIDE, -_LOW)
    return [replace(part, mesh=replace(part.mesh, position=position)) for part in parts]


def _run_together(part: SkinPart) -> SkinPart:
    """A part of the clothes, with colours of the others in it as if all had been wet."""
    points = part.mesh.position
    y, tall = points[:, 1], points * (1.0, 0.12, 1.0)
    run = 0.07 * wandering(tall, (0.09, 0.09, 0.09), 97) + 0.04 * wandering(tall, (0.035, 0.035, 0.035), 99)
    tone = np.broadcast_to(part.colour, points.shape)
    if points[:, 1].max() > 1.2:
        tone = mixed(tone, colour(COPIED.trousers), 0.75 * rise(y + run, 1.24, 0.98))
    else:
        tone = mixed(tone, colour(COPIED.shirt), 0.35 * rise(y + run, 0.72, 1.05))
    return replace(part, colour=mixed(tone, colour(COPIED.skin), 0.9 * rise(y + 0.6 * run, 1.36, 1.50)))
