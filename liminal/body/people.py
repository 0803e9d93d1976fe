"""A man, a woman and a child in clothes of 1990: shirt, blouse or jumper, trousers, low shoes."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from liminal.body.bare_hand import hand, hand_bounds
from liminal.body.clothes import shirt, shirt_folds, shoe, trouser_folds, trousers
from liminal.body.distance_field import vector
from liminal.body.eyes import eyes
from liminal.body.folds import rise, wandering
from liminal.body.hair import STYLES, hair_tone, strands
from liminal.body.head import head, tinted
from liminal.body.making_pose import SIDES, limb_axes, making_places
from liminal.body.moulded import ARMS, FOOT, HAND, LEGS, TRUNK, moulded
from liminal.body.skin_part import SkinPart, colour, mixed
from liminal.thing.finish import Finish

Floats = NDArray[np.float64]

# m: cells of cloth, face, hair, fingers and shoes.
CELLS = (
    (0.0125, 0.0040, 0.0058, 0.0056, 0.0080),
    (0.0220, 0.0085, 0.0110, 0.0110, 0.0140),
    (0.033, 0.018, 0.020, 0.018, 0.022),
)
HEAD_BOUNDS = (-0.12, 1.42, -0.15), (0.12, 1.80, 0.13)
HAIR_BOUNDS = (-0.17, 1.44, -0.17), (0.17, 1.83, 0.14)


@dataclass(frozen=True)
class Person:
    """How a person looks, colours as encoded sRGB.

    `stripes`: of the shirt, across it, if it has any. `style`: of the hair, one of STYLES. `soft`: 0 a man's face, 1 a
    woman's. `slender`: against the usual girth.
    """

    shirt: str
    trousers: str
    shoes: str
    skin: str
    hair: str
    iris: str
    lips: str
    stripes: str | None = None
    style: str = "short"
    soft: float = 0.0
    slender: float = 1.0


MAN = Person("#b9c0c8", "#3d3e42", "#2a231e", "#b08d76", "#2f2822", "#4a3d30", "#8f5f52")
WOMAN = Person(
    "#7a5557", "#4a5361", "#33291f", "#b89781", "#3f3024", "#4d5a50", "#9a5a55", style="long", soft=1.0, slender=0.90
)
CHILD = Person(
    "#8d3b30", "#4a5a78", "#9a958a", "#bb9a86", "#5a4632", "#51606a", "#a06a60", "#c9bfa6", "bowl", 1.2, 0.96
)


def person_parts(person: Person, level: int) -> list[SkinPart]:
    """Return the parts of a person; `level`: 0 is the finest."""
    face, locks = CELLS[level][1:3]
    skin, tress, lips = colour(person.skin), colour(person.hair), colour(person.lips)

    def complexion(points: Floats) -> Floats:
        blotches = 1.0 + 0.05 * wandering(points, (0.05, 0.05, 0.05), 91)
        tones: Floats = tinted(points, person.soft, skin, tress, lips) * blotches[:, None]
        return tones

    return [
        *clothed(person, level),
        moulded(
            lambda points: head(points, person.soft),
            None,
            HEAD_BOUNDS,
            face,
            ("upper_chest", "neck", "head"),
            Finish.CARDBOARD,
            complexion,
        ),
        eyes(person.iris),
        moulded(
            STYLES[person.style],
            strands,
            HAIR_BOUNDS,
            locks,
            ("neck", "head"),
            Finish.CARDBOARD,
            lambda points: tress * hair_tone(points)[:, None],
        ),
        *(bare_hand(person, side, level) for side, _ in SIDES),
    ]


def clothed(person: Person, level: int) -> list[SkinPart]:
    """Return the clothes and shoes of a person."""
    places, limbs = making_places(), limb_axes()
    cloth, leather = CELLS[level][0], CELLS[level][-1]
    less = 0.085 * (1.0 - person.slender)  # m off the girth of clothes

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
            even(person.shirt) if person.stripes is None else striped(person.shirt, person.stripes),
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
    ]
    for side, _ in SIDES:
        ankle = places[f"{side}_foot"]
        parts.append(
            moulded(
                partial(shoe, ankle=ankle),
                None,
                (ankle + vector(-0.14, -0.12, -0.16), ankle + vector(0.14, 0.14, 0.28)),
                leather,
                [f"{side}_{name}" for name in FOOT],
                Finish.RUBBER,
                even(person.shoes),
            )
        )
    return parts


def bare_hand(person: Person, side: str, level: int) -> SkinPart:
    """Return a hand."""
    places = making_places()
    return moulded(
        lambda points: hand(points, places, side),
        None,
        hand_bounds(places, side),
        CELLS[level][3],
        [f"{side}_{name}" for name in HAND],
        Finish.CARDBOARD,
        even(person.skin),
    )


def even(encoded: str) -> Callable[[Floats], Floats]:
    """Return a dye of one colour."""
    return lambda points: np.tile(colour(encoded), (len(points), 1))


def striped(encoded: str, other: str) -> Callable[[Floats], Floats]:
    """Return a dye of stripes across a jumper."""
    wide = 0.085  # m, of both together

    def dye(points: Floats) -> Floats:
        on = rise(abs((points[:, 1] / wide) % 1.0 - 0.5), 0.19, 0.15)
        tones: Floats = mixed(even(encoded)(points), colour(other), on)
        return tones

    return dye
