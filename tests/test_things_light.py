"""Our light on things and around them against a path tracer's (`tests/oracle/make_things.py`), no factor fitted.

The noise of the references is 0.7 % at the median pixel.
"""

from dataclasses import replace

import numpy as np
import pytest
import reference
from furnished_rooms import Room, lit_rooms, rooms

from liminal.gl import Context
from liminal.thing.thing import Placement
from liminal.view.furniture import placement_of

MEAN, PERCENTILE_95 = 0.03, 0.12  # relative error of luminance
BIAS = 0.02  # what the errors of all pixels may come to together
AROUND = 1.0  # m: as far from a thing as its shadow and colour matter most

LIT_MEAN, LIT_BIAS = 0.05, 0.03  # the same where a thing is the only lamp

ROOMS, LIT_ROOMS = rooms(), lit_rooms()


def placements(room: Room) -> list[Placement]:
    return [placement_of(prop, room.window) for prop in room.window.props]


@pytest.mark.parametrize("room", ROOMS, ids=[room.name for room in ROOMS])
def test_things_are_lit_as_by_a_path_tracer(context: Context, room: Room) -> None:
    """On things and within 1 m of them; the table of all rooms: pytest -s."""
    light, piece = reference.draw_room(context, room.window, placements(room), room.pose, matt=True)
    truth = reference.stored(room.name)
    box, place = reference.met(piece, room.pose)
    kept, on = truth > 0, box >= 0
    near = room.beyond(place.reshape(-1, 3)).reshape(on.shape) < AROUND
    error = light / np.where(kept, truth, 1.0) - 1
    print()
    for name, part in (("on", kept & on), ("around", kept & ~on & near), ("both", kept & near)):
        found = error[part]
        print(
            f"{room.name:14} {name:6} {part.sum():5} pixels: mean {abs(found).mean():.1%}, "
            f"95th percentile {np.quantile(abs(found), 0.95):.1%}, bias {found.mean():+.1%}"
        )
    assert (kept & on).sum() > 1000
    found = error[kept & near]
    assert abs(found).mean() <= MEAN
    assert np.quantile(abs(found), 0.95) <= PERCENTILE_95
    assert abs(found.mean()) <= BIAS


def test_the_comparison_sees_what_is_wrong(context: Context) -> None:
    """With things that throw no shadows and send no light, the bar is missed."""
    room = ROOMS[0]
    hollow = [replace(each, thing=replace(each.thing, boxes=each.thing.boxes[:0])) for each in placements(room)]
    light, _ = reference.draw_room(context, room.window, hollow, room.pose)
    truth = reference.stored(room.name)
    error = (light / np.where(truth > 0, truth, 1.0) - 1)[truth > 0]
    assert abs(error).mean() > MEAN
    assert np.quantile(abs(error), 0.95) > PERCENTILE_95


def errors_by(context: Context, room: Room, things: list[Placement]) -> np.ndarray:
    """Relative errors of luminance of all pixels that are compared, (n,)."""
    light, _ = reference.draw_room(context, room.window, things, room.pose)
    truth = reference.stored(room.name)
    return np.asarray((room.gain * light / np.where(truth > 0, truth, 1.0) - 1)[truth > 0])


@pytest.mark.parametrize("room", LIT_ROOMS, ids=[room.name for room in LIT_ROOMS])
def test_a_thing_that_shines_lights_a_room_as_in_a_path_tracer(context: Context, room: Room) -> None:
    found = errors_by(context, room, placements(room))
    print(f"\n{room.name:14} mean {abs(found).mean():.1%}, bias {found.mean():+.1%}")
    assert abs(found).mean() <= LIT_MEAN
    assert abs(found.mean()) <= LIT_BIAS


def test_glowing_surfels_alone_would_not_do(context: Context) -> None:
    """As it was before things had emitters: half of the light is lost, and the rest lies in blotches."""
    room = LIT_ROOMS[0]
    glowing = [replace(each, thing=replace(each.thing, emitters=each.thing.emitters[:0])) for each in placements(room)]
    found = errors_by(context, room, glowing)
    assert abs(found).mean() > 5 * LIT_MEAN
