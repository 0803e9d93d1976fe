"""A man and a woman in clothes of 1990: shirt or blouse, trousers, low shoes."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liminal.body.bare_hand import hand, hand_bounds
from liminal.body.clothes import shirt, shirt_folds, shoe, trouser_folds, trousers
from liminal.body.distance_field import vector
from liminal.body.folds import rise, wandering
from liminal.body.head import face_tone, hair, head, strands
from liminal.body.making_pose import SIDES, limb_axes, making_places
from liminal.body.moulded import ARMS, FOOT, HAND, LEGS, TRUNK, moulded
from liminal.body.skin_part import SkinPart, colour
from liminal.thing.finish import Finish

Floats = NDArray[np.float64]

CELLS = ((0.0125, 0.0070, 0.0062, 0.0080), (0.0220, 0.0120, 0.0110, 0.0140), (0.033, 0.020, 0.018, 0.022))


@dataclass(frozen=True)
class Person:
    """How a person looks, colours as encoded sRGB.

    `long_hair`: down to the shoulders. `slender`: against the usual girth.
    """

    shirt: str
    trousers: str
    shoes: str
    skin: str
    hair: str
    long_hair: bool = False
    slender: float = 1.0


MAN = Person("#b9c0c8", "#3d3e42", "#2a231e", "#a5846f", "#2f2822")
WOMAN = Person("#7a5557", "#4a5361", "#33291f", "#ad8d79", "#3f3024", True, 0.90)


def person_parts(person: Person, level: int) -> list[SkinPart]:
    """Return the parts of a person; `level`: 0 is the finest."""
    places, limbs = making_places(), limb_axes()
    cloth, face, fingers, leather = CELLS[level]
    less = 0.085 * (1.0 - person.slender)  # m off the girth of clothes

    def skin(points: Floats) -> Floats:
        blotches = 1.0 + 0.05 * wandering(points, (0.05, 0.05, 0.05), 91)
        tones: Floats = colour(person.skin) * (face_tone(points, not person.long_hair) * blotches)[:, None]
        return tones

    def faded(points: Floats) -> Floats:
        worn = 1.0 + 0.10 * rise(wandering(points, (0.2, 0.3, 0.2), 93), -0.5, 1.2)
        tones: Floats = colour(person.trousers) * worn[:, None]
        return tones

    parts = [
        moulded(
            lambda points: shirt(points, places) + less,
            lambda points: shirt_folds(points, limbs),
            ((-0.72, 0.90, -0.30), (0.72, 1.58, 0.25)),
            cloth,
            (*TRUNK, *ARMS),
            Finish.FABRIC,
            _even(person.shirt),
        ),
        moulded(
            lambda points: trousers(points, places) + less,
            lambda points: trouser_folds(points, limbs),
            ((-0.42, 0.00, -0.32), (0.42, 1.16, 0.25)),
            cloth,
            (*TRUNK[:2], *LEGS),
            Finish.FABRIC,
            faded,
        ),
        moulded(
            head,
            None,
            ((-0.20, 1.38, -0.22), (0.20, 1.86, 0.24)),
            face,
            ("upper_chest", "neck", "head"),
            Finish.CARDBOARD,
            skin,
        ),
        moulded(
            lambda points: hair(points, person.long_hair),
            strands,
            ((-0.24, 1.38, -0.24), (0.24, 1.88, 0.20)),
            face * 1.2,
            ("neck", "head"),
            Finish.CARDBOARD,
            _even(person.hair),
        ),
    ]
    for side, _ in SIDES:
        parts += _limb_ends(person, side, fingers, leather)
    return parts


def _limb_ends(person: Person, side: str, fingers: float, leather: float) -> list[SkinPart]:
    """A hand and a shoe; the last: how fine each is, m."""
    places = making_places()
    ankle = places[f"{side}_foot"]
    return [
        moulded(
            lambda points: hand(points, places, side),
            None,
            hand_bounds(places, side),
            fingers,
            [f"{side}_{name}" for name in HAND],
            Finish.CARDBOARD,
            _even(person.skin),
        ),
        moulded(
            lambda points: shoe(points, ankle),
            None,
            (ankle + vector(-0.14, -0.12, -0.16), ankle + vector(0.14, 0.14, 0.28)),
            leather,
            [f"{side}_{name}" for name in FOOT],
            Finish.RUBBER,
            _even(person.shoes),
        ),
    ]


def _even(encoded: str) -> Callable[[Floats], Floats]:
    """A dye of one colour."""
    return lambda points: np.tile(colour(encoded), (len(points), 1))
