"""A man, a woman and a child in clothes of 1990: shirt, blouse or jumper, trousers, low shoes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.body.bare_hand import hand, hand_bounds
from liminal.body.clothes import (
    BELT,
    belt,
    collar,
    open_neck,
    placket,
    shirt,
    shirt_folds,
    shoe,
    shoe_sole,
    trouser_folds,
    trousers,
)
from liminal.body.distance_field import vector
from liminal.body.eyes import eyes
from liminal.body.folds import rise, wandering
from liminal.body.hair import STYLES, hair_tone, hairline, strands
from liminal.body.head import head, tinted
from liminal.body.limb_axis import LimbAxis
from liminal.body.making_pose import SIDES, limb_axes, making_places
from liminal.body.moulded import ARMS, FOOT, HAND, LEGS, SHARP, TRUNK, moulded
from liminal.body.skin_part import SkinPart, colour, laid_on, mixed
from liminal.body.stripes import striped
from liminal.thing.finish import Finish

Floats = NDArray[np.float64]

# m: cells of cloth, face, hair, fingers and shoes.
CELLS = (
    (0.0125, 0.0040, 0.0058, 0.0056, 0.0080),
    (0.0180, 0.0068, 0.0100, 0.0095, 0.0125),
    (0.033, 0.018, 0.020, 0.018, 0.022),
)
_STRIPES = 0.085  # m, of two across a jumper together
HEAD_BOUNDS = (-0.12, 1.42, -0.15), (0.12, 1.80, 0.13)
HAIR_BOUNDS = (-0.17, 1.44, -0.17), (0.17, 1.83, 0.14)


@dataclass(frozen=True)
class Person:
    """How a person looks, colours as encoded sRGB.

    `stripes`: of the shirt, across it, if it has any. `style`: of the hair, one of STYLES. `soft`: 0 a man's face, 1 a
    woman's. `slender`: against the usual girth. `collared`: whether the shirt has a collar, over a belt.
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
    collared: bool = True


MEN = (
    Person("#b9c0c8", "#3d3e42", "#2a231e", "#b08d76", "#2f2822", "#4a3d30", "#8f5f52"),
    Person("#cfccc2", "#2f3442", "#241f1c", "#7d5b45", "#1c1816", "#33261d", "#6d4338"),
    Person("#77744f", "#54637c", "#5b4632", "#bf9a83", "#6a5038", "#56697a", "#9c6a5c"),
    Person("#6b383b", "#6d6b66", "#2a231e", "#b58f79", "#85817a", "#5b6660", "#8f5f52"),
)
_WOMANLY: dict[str, Any] = {"style": "long", "soft": 1.0, "slender": 0.90, "collared": False}
WOMEN = (
    Person("#7a5557", "#4a5361", "#33291f", "#b89781", "#3f3024", "#4d5a50", "#9a5a55", **_WOMANLY),
    Person("#cdc3ae", "#2e2d30", "#221d1a", "#c29e88", "#8a6f47", "#5d7280", "#a5625c", **_WOMANLY),
    Person("#40686a", "#77736a", "#3d3026", "#74533f", "#1e1917", "#2f241c", "#6f443b", **_WOMANLY),
)
_CHILDLIKE: dict[str, Any] = {"style": "bowl", "soft": 1.4, "slender": 0.96, "collared": False}
CHILDREN = (
    Person("#8d3b30", "#4a5a78", "#9a958a", "#bb9a86", "#5a4632", "#51606a", "#a06a60", "#c9bfa6", **_CHILDLIKE),
    Person("#b3a14c", "#5a5046", "#7a3b34", "#80604a", "#211b18", "#32261e", "#774c40", "#4c5f70", **_CHILDLIKE),
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
            SHARP,
            lambda points: np.minimum(head(points, person.soft), STYLES[person.style](points)),
        ),
        *eyes(person.iris),
        moulded(
            STYLES[person.style],
            strands,
            HAIR_BOUNDS,
            locks,
            ("neck", "head"),
            Finish.CARDBOARD,
            lambda points: _hair_dye(person, points),
            SHARP,
        ),
        *(bare_hand(person, side, level) for side, _ in SIDES),
    ]


def _hair_dye(person: Person, points: Floats) -> Floats:
    """Hair, through which skin shows where it is cut short and ends."""
    tones: Floats = colour(person.hair) * hair_tone(points)[:, None]
    if person.style != "short":
        return tones
    return mixed(tones, 0.7 * colour(person.skin), 0.55 * rise(hairline(points), -0.007, 0.002))


def clothed(person: Person, level: int) -> list[SkinPart]:
    """Return the clothes and shoes of a person."""
    places, limbs = making_places(), limb_axes()
    cloth, leather = CELLS[level][0], CELLS[level][-1]
    less = 0.085 * (1.0 - person.slender)  # m off the girth of clothes

    def faded(points: Floats) -> Floats:
        worn = 1.0 + 0.10 * rise(wandering(points, (0.2, 0.3, 0.2), 93), -0.5, 1.2)
        tones: Floats = colour(person.trousers) * worn[:, None]
        return tones

    upper = moulded(
        lambda points: shirt(points, places) + less,
        lambda points: shirt_folds(points, limbs),
        ((-0.72, 0.90, -0.30), (0.72, 1.58, 0.25)),
        cloth,
        (*TRUNK, *ARMS),
        Finish.FABRIC,
        _cloth_of(person),
    )
    if person.stripes is not None:
        edge = abs((_knitted(upper, limbs) / _STRIPES) % 1.0 - 0.5) - 0.17
        upper = striped(upper, edge, (colour(person.stripes), colour(person.shirt)))
    parts = [
        upper,
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
    if person.collared:
        parts.append(laid_on(upper, collar(level < len(CELLS) - 1), Finish.FABRIC, colour(person.shirt)))
        round_ = ((-0.24, BELT - 0.06, -0.20), (0.24, BELT + 0.06, 0.20))
        parts.append(moulded(belt, None, round_, leather, TRUNK[:2], Finish.RUBBER, _strap))
    for side, _ in SIDES:
        ankle = places[f"{side}_foot"]
        bounds = ankle + vector(-0.14, -0.12, -0.16), ankle + vector(0.14, 0.14, 0.28)
        joints = [f"{side}_{name}" for name in FOOT]
        for solid, tone in ((shoe, person.shoes), (shoe_sole, "#2b2723")):
            dye = even(tone)
            parts.append(moulded(partial(solid, ankle=ankle), None, bounds, leather, joints, Finish.RUBBER, dye))
    return parts


def _knitted(jumper: SkinPart, limbs: Mapping[str, LimbAxis]) -> Floats:
    """Return where along its knitting each corner of a jumper is, (v,), m: up the trunk, and along the sleeves."""
    points, names = jumper.mesh.position, list(making_places())
    along = points[:, 1].copy()
    for side, _ in SIDES:
        sleeve = jumper.weights[:, [names.index(f"{side}_{part}") for part in ("upper_arm", "lower_arm")]].sum(1) > 0.5
        along[sleeve] = limbs[f"{side}_arm"].along(points[sleeve])[0]
    return along


def _strap(points: Floats) -> Floats:
    """Black leather and a buckle of brass."""
    x, y, z = points.T
    on = rise(np.maximum(abs(x) / 0.026, abs(y - BELT) / 0.023), 1.15, 0.95) * rise(z, 0.05, 0.08)
    return mixed(np.tile(colour("#211d1a"), (len(points), 1)), colour("#a3935f"), on)


def _cloth_of(person: Person) -> Callable[[Floats], Floats]:
    """The dye of a person's shirt."""
    if not person.collared:
        return even(person.shirt)

    def buttoned(points: Floats) -> Floats:
        cloth = colour(person.shirt) * placket(points)[:, None]
        return mixed(cloth, 0.9 * colour(person.skin), open_neck(points))

    return buttoned


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
        SHARP,
    )


def even(encoded: str) -> Callable[[Floats], Floats]:
    """Return a dye of one colour."""
    return lambda points: np.tile(colour(encoded), (len(points), 1))
