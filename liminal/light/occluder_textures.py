"""The occluder as the shaders read it (`shaders/common_ray.glsl`)."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.errors import LiminalError
from liminal.gl import Scope, Texture, make_table
from liminal.gl.source import Switch
from liminal.light.packed_list import pack_list
from liminal.piece.occluder import COUNT_BITS, Occluder

RANGE_BITS = 6  # of a cell's fourth number: how many boxes stand over it
MEMBERS_MOST = (1 << RANGE_BITS) - 1
HALF_WHOLE = 2048  # up to here half floats hold every whole number
ROUNDING = 1e-5  # cells: the error, in single precision, of a whole number of cells that once was metres


@dataclass(frozen=True)
class OccluderTextures:
    """`cells`: floor, ceiling (in cells) and reach. `occupied`: distance to the nearest cell with boxes, and in those
    cells -1 - number. `stacks`: of each such cell the first entry in `boxes` << RANGE_BITS | number of entries, and the
    lowest and the highest of what stands over it.

    All but `cells`: None where there are no boxes, and so nothing but cells to meet.
    """

    cells: Texture
    occupied: Texture | None
    stacks: Texture | None
    boxes: Texture | None

    @property
    def by_nearness(self) -> dict[bool, "OccluderTextures"]:
        """The textures for surfels far from boxes (False), which pass them over, and for those beside any (True)."""
        bare = OccluderTextures(self.cells, None, None, None)
        return {False: bare, True: self} if self.boxes is not None else {False: bare}

    @property
    def uniforms(self) -> dict[str, Texture]:
        """The uniforms of a program with the switches of `switches`."""
        named = {
            "cells": self.cells,
            "occupied": self.occupied,
            "stacks": self.stacks,
            "boxes": self.boxes,
        }
        return {name: texture for name, texture in named.items() if texture is not None}

    @property
    def switches(self) -> dict[str, Switch]:
        """The switches that programs which follow rays must be made with."""
        return {"BOXES": True} if self.boxes is not None else {}


def upload(scope: Scope, occluder: Occluder) -> OccluderTextures:
    """Upload an occluder. Raises LiminalError where too many boxes stand over one cell."""
    rows, columns = occluder.floor.shape
    first, count = occluder.range.T
    if count.max(initial=0) > MEMBERS_MOST:
        raise LiminalError(f"{count.max()} boxes stand over one cell, of which {MEMBERS_MOST} are possible; use fewer")
    layers = occluder.floor, occluder.ceiling, occluder.reach

    # Heights of whole cells are exact as half floats, which take half the memory and are read a little faster.
    exact = all(abs(layer).max() < HALF_WHOLE and _rounded_off(layer) < ROUNDING for layer in layers)
    cells = np.zeros((rows, columns, 4), np.float16 if exact else np.float32)
    for number, layer in enumerate(layers):
        cells[..., number] = layer
    plan = make_table(scope, cells, "f2" if exact else "f4")
    if not len(occluder.boxes):
        return OccluderTextures(plan, None, None, None)
    packed = (MEMBERS_MOST + 1) * first + count
    stacks = np.stack([packed, *occluder.box_heights], -1).astype(np.float32)
    occupied = make_table(scope, occluder.free[..., None], "i4")
    return OccluderTextures(plan, occupied, pack_list(scope, stacks), pack_list(scope, _box_rows(occluder)))


def _rounded_off(layer: NDArray[Any]) -> float:
    """How much half floats change of a layer."""
    return float(abs(layer.astype(np.float16) - layer.astype(np.float32)).max())


def _box_rows(occluder: Occluder) -> NDArray[np.float32]:
    """Four rows for each box over each cell, (4 m, 4), as `shaders/common_ray.glsl` describes them.

    A box stands once for each of its cells, so that rays read it without a list between, and from the cell's corner, so
    that single precision is enough in a wide window.
    """
    boxes, points = occluder.boxes[occluder.members], occluder.face_points
    cell = np.repeat(np.flatnonzero(occluder.free < 0), occluder.range[:, 1])
    z, x = np.divmod(cell, occluder.free.shape[1])
    corner = np.stack([x, np.zeros(len(x)), z], -1)
    axes = boxes["axes"].astype(np.float64) / boxes["half"][:, :, None]
    table = np.zeros((len(boxes), 4, 4), np.float32)
    table[:, :3, :3] = axes
    table[:, :3, 3] = (axes @ (corner - boxes["centre"])[..., None])[..., 0]
    table[:, 3, 0] = points.first[occluder.members]
    table[:, 3, 1] = (points.counts @ (1 << COUNT_BITS * np.arange(3)))[occluder.members]
    return table.reshape(-1, 4)
