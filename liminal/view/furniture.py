"""Furniture: the props of a window that pictures may show, as things where they stand."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import binary_dilation

from liminal.piece.box import over_cells
from liminal.piece.visibility import Visibility, cells_in_picture
from liminal.thing.builder import Detail
from liminal.thing.catalogue import source_of, thing_of
from liminal.thing.mover import Mover
from liminal.thing.thing import Placement, placed
from liminal.thing.turning import moved
from liminal.world.grid import CELL
from liminal.world.model_instance import ModelInstance
from liminal.world.prop import bounds
from liminal.world.prop import prop as make_prop
from liminal.world.structure import FORMS
from liminal.world.window import Window

NEAR = 7.0  # m from a camera of `piece.visibility.LINES` lines: up to here a thing is built with its bevels
REACH = 6.0  # m around the cells that are seen: things there show, or stand before the lamps that are found one by one
SPACING, FAR_SPACING = 0.04, 0.14  # m: corners closer than this share their light
UNSEEN_SPACING = 0.5  # m: of things that no picture shows, which only send light and throw shadows


class FurnishedThing(NamedTuple):
    """A thing that stands in a window. `name`: of the prop, or of the model's file. `kind`: equal kinds look equal."""

    name: str
    kind: str
    placement: Placement


def standing_in(window: Window) -> list[FurnishedThing]:
    """All that stands in a window, as built for cameras near it, props first, in window-local metres."""
    found = []
    for prop in window.props:
        name, variant = str(prop["name"]), int(prop["variant"])
        sized = "".join(f" {each:g}" for each in prop["dimensions"].tolist()) if name in FORMS else ""
        kind = (f"{name} {variant}" if variant else name) + sized
        found.append(FurnishedThing(name, kind, placement_of(prop, window)))
    for instance in window.models:
        thing = instance.thing
        name, kind = Path(thing.file).stem, f"{thing.content} {thing.up} {thing.scale}"
        found.append(FurnishedThing(name, kind, model_placement(instance, window)))
    return found


def placements_of(window: Window, visibility: Visibility, movers: Sequence[Mover] = ()) -> tuple[Placement, ...]:
    """What stands in sight of some cameras or near that, in window-local metres.

    `movers`: of a film. Props and models that they are do not stand there; those that never move do.
    """
    found = []
    reach = round(REACH / CELL)
    shown = cells_in_picture(window, visibility)
    for prop in staged(window.props, movers):
        over = _cells_of(prop, window)
        if not visibility.cells[over].size or not visibility.cells[_cells_of(prop, window, reach)].any():
            continue
        placement = placement_of(prop, window, FAR_SPACING, far=True)
        if not _is_shown(placement, shown):
            placement = replace(placement, spacing=UNSEEN_SPACING, blended=True, coarse=True)
        elif visibility.distance[over].min() <= NEAR * visibility.sharpness:
            placement = placement_of(prop, window)
        found.append(placement)
    return (*found, *_models(window, visibility, movers))


def _cells_of(prop: np.void, window: Window, reach: int = 0) -> tuple[slice, slice]:
    """The cells [z, x] of a window that a structure lies over, and a thing has its middle in, and so many around."""
    low = high = np.array([prop["x"], prop["y"], prop["z"]], np.float64)
    if str(prop["name"]) in FORMS:
        low, high = bounds(prop)
    first, last = (np.floor((end[[2, 0]] - window.origin[::-1]) / CELL).astype(int) for end in (low, high))
    begin, end = (first - reach).clip(0).tolist(), (last + 1 + reach).clip(0).tolist()
    return slice(begin[0], end[0]), slice(begin[1], end[1])


def _is_shown(placement: Placement, shown: NDArray[np.bool_]) -> bool:
    """Whether a placement stands over any of the cells that pictures show, bool (h, w)."""
    low, high = placed(placement).bounds
    return bool(over_cells(low[None], high[None], shown)[0])


def staged(props: NDArray[np.void], movers: Sequence[Mover]) -> NDArray[np.void]:
    """Return the props (n,) PROP of a place without those that a film moves, and with what it adds and never moves."""
    gone = {(mover.movable.name, *mover.place) for mover in movers if mover.place is not None}
    if gone:
        names, places = props["name"].tolist(), (props[axis].tolist() for axis in "xyz")
        props = props[np.array([each not in gone for each in zip(names, *places, strict=True)], bool)]
    added = [_prop_of(mover) for mover in movers if mover.stands]
    return np.concatenate([props, *added]) if added else props


def unmoved(models: Sequence[ModelInstance], movers: Sequence[Mover]) -> tuple[ModelInstance, ...]:
    """Return the models of a place without those that a film moves."""
    gone = {(mover.movable.model, mover.place) for mover in movers}
    return tuple(each for each in models if (each.thing, each.place) not in gone)


def _prop_of(mover: Mover) -> NDArray[np.void]:
    """A thing that never moves, as a prop: (1,) PROP."""
    (x, y, z), rotation = mover.trajectory.positions[0].tolist(), mover.trajectory.rotations[0]
    return make_prop(mover.movable.name, x, y, z, 0.0, rotation=rotation.astype(np.float32))


def placement_of(prop: np.void, window: Window, spacing: float = SPACING, *, far: bool = False) -> Placement:
    """A prop as the thing of its name, in window-local metres. `spacing`: m, corners closer than this share light.

    `far`: built as for a camera far away.
    """
    thing = thing_of(prop, Detail.FAR if far else Detail.NEAR)
    place = prop["x"] - window.origin[0], prop["y"], prop["z"] - window.origin[1]
    return Placement(thing, moved(place, prop["rotation"]).astype(np.float32), spacing, prop=prop)


def lit_placements(placements: Sequence[Placement]) -> NDArray[np.intp]:
    """The numbers of those placements that are props with light of their own."""
    lit = [number for number, each in enumerate(placements) if each.prop is not None and source_of(each.prop["name"])]
    return np.array(lit, np.intp)


def dimmed(
    placements: Sequence[Placement], which: NDArray[np.intp], level: NDArray[np.floating]
) -> tuple[Placement, ...]:
    """The placements, of which those numbered `which` (n,) shine with a share of their light, `level` (n,)."""
    changed = list(placements)
    for number, share in zip(which.tolist(), level, strict=True):
        thing = placements[number].thing
        emitters = thing.emitters.copy()
        emitters["glow"] *= np.float32(share)
        changed[number] = replace(placements[number], thing=replace(thing, emitters=emitters))
    return tuple(changed)


def _models(window: Window, visibility: Visibility, movers: Sequence[Mover]) -> Iterator[Placement]:
    """Yield the models from files that stand in sight, but for those that a film moves."""
    rows, columns = window.floor.shape
    for instance in unmoved(window.models, movers):
        row, column, _, _ = instance.cells(window.x0, window.z0, rows, columns)
        near = np.zeros(window.floor.shape, bool)
        near[row, column] = True
        near = binary_dilation(near, np.ones((3, 3), bool))
        if not visibility.cells[near].any():
            continue
        yield model_placement(instance, window, far=bool(visibility.distance[near].min() > NEAR * visibility.sharpness))


def model_placement(instance: ModelInstance, window: Window, *, far: bool = False) -> Placement:
    """A model from a file as it stands, in window-local metres. `far`: lit as for a camera far away."""
    # Readers of models take a while to load.
    from liminal.thing.model_import import model_of

    model = model_of(instance.thing)
    place = instance.x - window.origin[0], instance.y, instance.z - window.origin[1]
    matrix = moved(place, instance.rotation.astype(float)).astype(np.float32)
    return Placement(model.thing, matrix, max(model.spacing, FAR_SPACING if far else SPACING), blended=True)
