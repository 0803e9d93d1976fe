"""The light of a mover: on itself, and what it takes from the surfaces near it, at any instant.

The strongest lamps along its way are known one by one: on surfaces, on the probes along the way, and on the mover,
whose boxes keep them off. Other light comes from all sides, by the probes: of that it hides a share.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.gl import Scope, Target, Texture
from liminal.light.mover_air import MoverAir
from liminal.light.mover_lamps import Direct
from liminal.light.mover_shadow import MoverShadow
from liminal.light.packed_list import pack_list, packed_size
from liminal.light.shader import MOVER_BOXES, MOVER_WIDTH, bake_shader
from liminal.piece.mover_surfels import mover_surfels
from liminal.piece.piece import Piece
from liminal.piece.standing import SIDES
from liminal.thing.mover import Mover
from liminal.thing.turning import moved
from liminal.world.grid import CELL

EARLY = 0.1  # s before it is there that its light is found: the shutter may open before and close after

Floats = NDArray[np.float64]


class MoverLight:
    """Finds the light of one mover of a piece, which has probes along its way.

    `air`: the light around it. `shadow`: what it takes from surfaces near it.
    """

    def __init__(self, scope: Scope, mover: Mover, piece: Piece, colour: NDArray[np.float32], direct: Direct) -> None:
        """`colour`: of the preset's lamps, (3,). `direct`: finds their light while the piece is baked."""
        thing, own = mover.movable.thing(), mover_surfels(mover.movable)
        low, high = thing.bounds
        self._mover, self._floor, self._origin = mover, piece.window.floor, piece.window.origin
        self._middle, self._half = (low + high) / 2, (high - low) / 2 / CELL
        self._surfel, self._found = own.surfel, b""
        self.air = MoverAir(scope, piece, colour, direct)
        self._lamps = self.air.lamps

        self._sent = Target(scope, (len(SIDES), 1), ["f4"])
        self._light = Target(scope, packed_size(len(own.position), MOVER_WIDTH), ["f4"])
        normals = listed(scope, own.normal)
        shared: dict[str, Any] = {
            "lamp_colour": self.air.colour,
            "lamp_area": self._lamps.area,
            "mover_boxes": box_rows(thing.boxes),
            "box_count": len(thing.boxes),
            "box_sphere": (*(self._middle / CELL), np.linalg.norm(self._half)),
        }
        self._on_mover = bake_shader(scope, "mover")
        self._on_mover.program.set(
            **shared,
            air=self.air.target.colours[0],
            surfels=listed(scope, own.position / np.float32(CELL), own.openness),
            normals=normals,
            open_sides=listed(scope, own.open_side),
            reflects=own.reflectance.mean(0),
            solid=solid_share(self._half, own.outline),
        )
        self._of_mover = bake_shader(scope, "mover_sent")
        self._of_mover.program.set(
            normals=normals,
            reflectances=listed(scope, own.reflectance),
            irradiance=self._light.colours[0],
            count=len(own.position),
        )
        x, z = piece.window.origin
        way = (mover.trajectory.positions + mover.trajectory.rotations @ self._middle - (x, 0.0, z)) / CELL
        shared |= {"sent": self._sent.colours[0], "outline": own.outline, "texel": 1 / piece.charts.density}
        radius = float(np.linalg.norm(self._half))
        self.shadow = MoverShadow(scope, piece, way, radius, self._lamps, direct, shared)

    @property
    def texture(self) -> Texture:
        """The light on its surfels, lux, as a list."""
        return self._light.colours[0]

    @property
    def surfel(self) -> NDArray[np.intp]:
        """The surfel of each corner of its mesh: (v,)."""
        return self._surfel

    @property
    def stands(self) -> bool:
        """Whether it never moves."""
        return self._mover.stands

    def changes(self, time: float, output: NDArray[np.float32]) -> bool:
        """Whether its light or its shadow at a time, s, is another than at the last. `output`: as for `light`."""
        return self._state(time, output) != self._found

    def light(self, atlas: Target, time: float, output: NDArray[np.float32]) -> None:
        """Find its light at a time, s.

        `output`: (m + j,), how bright each lamp of the piece is, against what the piece says, and each thing that can
        be dimmed.
        """
        self._found, self.shadow.cast = self._state(time, output), time >= self._mover.begin
        if time + EARLY < self._mover.begin:
            return
        position, rotation = self._mover.trajectory.pose_at(time)
        x, z = self._origin
        matrix = moved((position - (x, 0.0, z)) / CELL, rotation)
        middle = matrix[:3, :3] @ self._middle / CELL + matrix[:3, 3]
        scale = self._lamps.output(output)
        placed: dict[str, Any] = {"thing_from_window": np.linalg.inv(matrix), "lamp_rest": self._lamps.rest(scale)}
        seen = self.air.place(middle)
        self.air.find(atlas, scale)

        # The floor under it, and how much of that it covers.
        cell = np.floor(middle[[2, 0]]).astype(int).clip(0, np.array(self._floor.shape) - 1)
        half = abs(matrix[:3, :3]) @ self._half
        self._on_mover.draw(
            self._light,
            **placed,
            window_from_thing=matrix,
            lamp_seen=seen,
            ground=float(self._floor[tuple(cell)]) / CELL,
            footprint=float(np.sqrt(half[0] * half[2])),
        )
        self._of_mover.draw(self._sent, window_from_thing=matrix)
        self.shadow.set(middle, **placed, lamp_output=scale)

    def _state(self, time: float, output: NDArray[np.float32]) -> bytes:
        """All that its light and its shadow depend on."""
        position, rotation = self._mover.trajectory.pose_at(time)
        stages = [time + EARLY >= self._mover.begin, time >= self._mover.begin]
        return b"".join((position.tobytes(), rotation.tobytes(), output.tobytes(), bytes(stages)))


def box_rows(boxes: NDArray[np.void]) -> NDArray[np.float32]:
    """Return the `mover_boxes` of `shaders/bake_mover.glsl`."""
    rows = np.zeros((MOVER_BOXES, 3, 4), np.float32)
    rows[: len(boxes), :, :3] = boxes["axes"] / boxes["half"][..., None] * CELL
    rows[: len(boxes), :, 3] = (rows[: len(boxes), :, :3] @ (boxes["centre"] / CELL)[..., None])[..., 0]
    return rows.reshape(-1, 4)


def solid_share(half: Floats, outline: NDArray[np.float32]) -> float:
    """Return the share of a box, of half sizes (3,), that a thing fills along its axes. `outline`: of MoverSurfels."""
    disc = np.pi * (half**2).sum()
    return float(min(1.0, (outline * disc).sum() / (4 * (half * np.roll(half, 1)).sum())))


def listed(scope: Scope, values: NDArray[np.float32], fourth: NDArray[np.float32] | None = None) -> Texture:
    """Return a list of the surfels' values (s, 3), and a fourth, (s,), or 0."""
    last = np.zeros(len(values), np.float32) if fourth is None else fourth
    return pack_list(scope, np.column_stack([values, last]), width=MOVER_WIDTH)
