"""The sound of a room with things in it: soft ones swallow its echo, those behind walls do nothing."""

import numpy as np
import pytest
from furnished import FurnishedWorld

from liminal.sound.absorbers import absorber
from liminal.sound.propagation import Propagation
from liminal.sound.room import Room, room_in_sight
from liminal.sound.surface_absorption import BANDS
from liminal.thing.finish import Finish
from liminal.view.pose import Pose
from liminal.world.prop import prop

X, Z = -2.972, -12.725  # an open place of seed 7
AROUND = [(1.2, 0.8), (-1.0, 1.1), (0.9, -1.2), (-0.9, -0.9)]
HERE = Pose(X, 1.5, Z)


def room(*props: np.ndarray) -> Room:
    rows = np.concatenate(props) if props else prop("sofa", 0, 0, 0, 0)[:0]
    return room_in_sight(Propagation(FurnishedWorld(rows)), HERE)  # type: ignore[arg-type]


def many(name: str) -> list[np.ndarray]:
    return [prop(name, X + x, 0.0, Z + z, 30.0) for x, z in AROUND]


def test_sofas_dampen_a_room_and_steel_hardly_does() -> None:
    bare, soft, hard = room(), room(*many("sofa")), room(*many("filing-cabinet"))
    speech = BANDS.index(500.0), BANDS.index(1000.0)
    for band in speech:
        assert soft.decay[band] < 0.98 * bare.decay[band]
        assert soft.absorption[band] > bare.absorption[band]
        assert hard.absorption[band] < bare.absorption[band]  # much surface, which throws sound back
    assert bare.free > hard.free > soft.free  # the more surface, the sooner sound meets some


def test_what_stands_behind_a_wall_is_not_heard() -> None:
    world = FurnishedWorld(prop("sofa", 0, 0, 0, 0)[:0])
    away, _, _ = Propagation(world).room(HERE, 96)
    assert room(prop("sofa", X, 0.0, Z - away[0] - 0.6, 0.0)).free == room().free
    assert room(prop("sofa", X, 0.0, Z - 0.5 * away[0], 0.0)).free < room().free


def test_a_thing_absorbs_by_its_finishes() -> None:
    sofa, cabinet, box = (absorber(name) for name in ("sofa", "filing-cabinet", "cardboard-box"))
    shares = [each.absorbed[BANDS.index(500.0)] / each.surface for each in (sofa, cabinet, box)]
    assert shares == pytest.approx((0.5, 0.05, 0.2), abs=0.06)


def test_every_finish_absorbs_something() -> None:
    from liminal.sound.absorbers import _ABSORPTION

    assert set(_ABSORPTION) == set(Finish)
    assert all(len(row) == len(BANDS) and min(row) > 0 and max(row) < 1 for row in _ABSORPTION.values())
