"""Entities: what pictures with passes tell apart, each by a number that is the same in every picture of a place."""

import hashlib
from dataclasses import dataclass, replace

import numpy as np

from liminal.body.figure import Figure
from liminal.thing.finish import Finish
from liminal.thing.mover import Mover
from liminal.thing.thing import Placement
from liminal.world.lamp_kind import LampKind
from liminal.world.material import Material

NOTHING, FLOOR, WALL, CEILING, SKIRTING, FIXTURE, WATER = range(7)
PARTS = "floor", "wall", "ceiling", "skirting", "fixture", "water"  # from FLOOR on
FIRST_LAMP = 16  # lamps of a scene are numbered from here on, then things, movers and figures

# What surfaces are made of: the materials of cells, then water, then finishes of things.
FIRST_MATERIAL, WATER_MATERIAL, FIRST_FINISH = 1, 63, 64


def stable_number(name: str) -> int:
    """Return a number of 32 bits, not 0, that stands for a name: the first 32 bits of its BLAKE2b digest (RFC 7693)."""
    return max(int.from_bytes(hashlib.blake2b(name.encode(), digest_size=4).digest(), "big"), 1)


@dataclass(frozen=True)
class Entity:
    """A part of the place, a lamp, a thing or a figure, by its `group`. `kind`: such as "chair".

    `place`: x, y, z, m in the world, of what stands somewhere.
    """

    kind: str
    group: str
    name: str
    place: tuple[float, float, float] | None = None

    @property
    def number(self) -> int:
        """Its own number: equal names have equal ones."""
        return stable_number(self.name)

    @property
    def kind_number(self) -> int:
        """The number of its kind; 0 for parts of the place."""
        return 0 if self.group == "place" else stable_number(self.kind)


NO_ENTITY = Entity("nothing", "place", "nothing")


def entity_at(kind: str, group: str, place: tuple[float, float, float]) -> Entity:
    """Return an entity that is known by where it stands, x, y, z, m in the world."""
    rounded = tuple(round(float(along), 2) + 0.0 for along in place)
    return Entity(
        kind, group, f"{kind}@{','.join(f'{along:.2f}' for along in rounded)}", (rounded[0], rounded[1], rounded[2])
    )


def lamp_entity(lamp: np.void) -> Entity:
    """Return the entity of a lamp, () LAMP, of a kind such as "troffer-lamp"."""
    kind = f"{LampKind(lamp['kind']).name.lower().replace('_', '-')}-lamp"
    return entity_at(kind, "lamp", (lamp["x"], lamp["y"], lamp["z"]))


def placed_entity(placement: Placement, origin: tuple[float, float]) -> Entity:
    """Return the entity of what stands in a window with this origin; models from files are all of the kind "model"."""
    x, y, z = placement.matrix[:3, 3].tolist()
    kind = "model" if placement.prop is None else str(placement.prop["name"])
    return entity_at(kind, "thing", (x + origin[0], y, z + origin[1]))


def moving_entity(mover: Mover) -> Entity:
    """Return the entity of what moves, by where it is at first."""
    x, y, z = mover.trajectory.positions[0].tolist()
    return entity_at(mover.movable.name, "thing", (x, y, z))


def figure_entity(figure: Figure) -> Entity:
    """Return the entity of a figure: who stands is known by the place, too."""
    name = f"{figure.dress} of {figure.stature:.4f} m, {figure.lot:.6f}"
    if figure.motion is not None:
        return Entity(figure.dress, "figure", name)
    standing = entity_at(name, "figure", (figure.x, figure.floor, figure.z))
    return replace(standing, kind=figure.dress)


def material_names() -> dict[int, str]:
    """Return the names of what surfaces are made of, by their numbers in a picture."""
    names = {FIRST_MATERIAL + material: material.name for material in Material}
    names |= {WATER_MATERIAL: "WATER"} | {FIRST_FINISH + finish: finish.name for finish in Finish}
    return {number: name.lower().replace("_", "-") for number, name in names.items()}
