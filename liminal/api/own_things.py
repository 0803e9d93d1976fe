"""Things of one's own: where each stands, and whether it fits there."""

import math
from collections.abc import Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from liminal.errors import LiminalError
from liminal.settings.preset import Preset
from liminal.settings.thing import ThingSettings
from liminal.thing.model_import import ImportedModel, model_of
from liminal.view.pose import Pose
from liminal.world.cell_grid import CellGrid
from liminal.world.grid import CELL
from liminal.world.model_instance import PART, ModelInstance
from liminal.world.prop import NO_PROPS, bounds

BEFORE = 3.0  # m from the camera to a thing of which nothing else is said
AROUND = 4.0  # m around a model: props whose middle is farther off do not reach it, nor does what rests on these
GAP = 0.3  # m between several of them, side by side
AS_IN_FILE = 180.0  # degrees: the yaw of a model whose axes are those of the world

Box = tuple[NDArray[np.float64], NDArray[np.float64]]  # lowest and highest x, y, z, m


def with_things(preset: Preset, things: Sequence[ThingSettings]) -> Preset:
    """Return the preset with more things in it."""
    return preset.model_copy(update={"thing": (*preset.thing, *things)}) if things else preset


def lacks_place(preset: Preset) -> bool:
    """Tell whether some thing is to stand before the camera, wherever that is."""
    return any(_is_loose(thing) for thing in preset.thing)


def before_camera(preset: Preset, pose: Pose) -> Preset:
    """Return the preset with its things of no place put before a camera, side by side, facing it."""
    loose = [number for number, thing in enumerate(preset.thing) if _is_loose(thing)]
    widths = [model_of(preset.thing[number]).size[0] for number in loose]
    ends = list(accumulate((width + GAP for width in widths), initial=0.0))
    things = list(preset.thing)
    for number, width, begin in zip(loose, widths, ends, strict=False):
        aside = begin + (width - ends[-1] + GAP) / 2
        yaw = things[number].yaw
        facing = (pose.yaw + 180.0) % 360.0 if yaw is None else yaw
        things[number] = things[number].model_copy(update={"at": pose.on_floor(BEFORE, aside), "yaw": facing})
    return preset.model_copy(update={"thing": tuple(things)})


def stand_things(world: CellGrid) -> None:
    """Stand the things of a world's preset in it, and note in the preset what their files hold.

    Those that move and have no place stand nowhere. Props of the place that are in the way are left out, and so is what
    stands on these. Raises LiminalError for a file
    that is no model, and for a thing that does not fit where it is to stand.
    """
    things, instances = [], []
    for thing in world.preset.thing:
        model = model_of(thing)
        things.append(thing.model_copy(update={"content": model.content}))
        if thing.at is not None:
            instances.append(_instance(world, things[-1], thing.at, model))
    world.preset = world.preset.model_copy(update={"thing": tuple(things)})
    world.displaced = np.concatenate([NO_PROPS, *(_in_the_way(world, instance) for instance in instances)])
    world.models = tuple(instances)


def _is_loose(thing: ThingSettings) -> bool:
    """Tell whether a thing has no place. One that moves needs none: events bring it."""
    return thing.at is None and not thing.moves


def _instance(world: CellGrid, thing: ThingSettings, at: tuple[float, float], model: ImportedModel) -> ModelInstance:
    x, z = at
    here = world.window(math.floor(x / CELL), math.floor(z / CELL), 1, 1)
    if not here.open[0, 0]:
        raise LiminalError(
            f"{thing.file} at {x:g},{z:g} would stand inside a wall; `liminal map` shows where the rooms are"
        )
    parts = np.zeros(len(model.thing.boxes), PART)
    parts["low"] = model.thing.boxes["centre"] - model.thing.boxes["half"]
    parts["high"] = model.thing.boxes["centre"] + model.thing.boxes["half"]
    yaw = AS_IN_FILE if thing.yaw is None else thing.yaw
    instance = ModelInstance(thing, x, float(here.floor[0, 0]), z, yaw, parts)
    around = world.window(*instance.area)
    instance.check_fit(around.floor, around.ceiling)
    return instance


def _in_the_way(world: CellGrid, instance: ModelInstance) -> NDArray[np.void]:
    """The props, (n,) PROP, that a model would stand in, and those that rest on these."""
    x0, z0, width, height = instance.area
    margin = math.ceil(AROUND / CELL)
    props = world.window(x0 - margin, z0 - margin, width + 2 * margin, height + 2 * margin).props
    boxes = [bounds(prop) for prop in props]
    gone = np.array([instance.meets(low, high) for low, high in boxes], bool)
    while True:
        # The boxes of props that touch overlap a little: a prop over one that goes, goes with it.
        resting = [
            any(_rests(boxes[number], boxes[below]) for below in np.flatnonzero(gone).tolist()) and not gone[number]
            for number in range(len(props))
        ]
        if not any(resting):
            left_out: NDArray[np.void] = props[gone]
            return left_out
        gone |= np.array(resting, bool)


def _rests(box: Box, below: Box) -> bool:
    """Whether a box from a low to a high corner, m, begins above the middle of another one, and is over it."""
    (low, high), (low_below, high_below) = box, below
    flat = [0, 2]
    over = (low[flat] < high_below[flat]).all() and (high[flat] > low_below[flat]).all()
    return bool(over and (low[1] > (low_below[1] + high_below[1]) / 2))
