"""The surface of water in a piece: what it mirrors, and what shows through it."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import binary_dilation

from liminal.gl import GpuMesh, Program, Scope, Target, make_texture
from liminal.light.shader import SHARED
from liminal.light.waves import WATER, ripples, waves
from liminal.piece.merge import merge_rectangles
from liminal.piece.patch import UP, lattice, rectangles
from liminal.piece.piece import Piece
from liminal.settings.water import WaterSettings
from liminal.view.coarse import Coarse
from liminal.view.mirror import EVERY_SAMPLE, Mirror, Mirrors
from liminal.view.rings import RING, RINGS, STEPS, Drips, slope
from liminal.view.wake import WAKE, LegSwing
from liminal.view.wake_texture import WakeTexture

VERTEX = np.dtype([("position", np.float32, 3)])
# Pixels that share a ray, along each edge of a picture of few samples: up, where waves break up what there is; down.
RAISED, LOWERED = 3, 2
# Pixels that it is drawn beside itself, to have rays all along its edge.
BESIDE = (0, 0), (0, 1), (0, -1), (1, 0), (-1, 0)
SHARED_RAYS, RAISING, LOWERING = 3, 4, 5  # programs: of water where pixels share rays, and of these

IN_PLACE = 0.0, 0.0, 0.0  # `beside`, for water drawn where it lies


class Water:
    """Draws the water of a piece that has some."""

    def __init__(
        self,
        scope: Scope,
        piece: Piece,
        settings: WaterSettings,
        camera: type,
        mirror: Mirror,
        drips: Drips | None,
        leg_swings: Sequence[LegSwing],
        made: dict[str, str],
        uniforms: dict[str, Any],
        *,
        passes: bool,
    ) -> None:
        """`camera`: the uniform block of the camera. `drips`: what falls into the water. `leg_swings`: of who wades.

        `made`, `uniforms`: those that the scene's programs share. `passes`: whether pictures have these.
        """
        self._settings, self._origin, self._drips = settings, piece.window.origin, drips
        self._slopes = make_texture(
            scope, (STEPS, RINGS), 1, "f4", np.zeros((RINGS, STEPS), np.float32), filter="linear"
        )
        known = {**uniforms, **mirror.uniforms, "absorption": settings.absorption, "ring_slopes": self._slopes}
        self._wake = WakeTexture(scope, piece.window, leg_swings) if leg_swings else None
        known |= self._wake.uniforms if self._wake is not None else {}
        self._shared = [
            (RAISING, Coarse(scope, ["f2", "f2"], RAISED, depth=True, filter="linear"), ("above", "way_up")),
            (LOWERING, Coarse(scope, ["f2", "f2"], LOWERED, depth=True, filter="linear"), ("below", "way_down")),
        ]
        rays = {**mirror.switches, "WET": True}
        moved = {**rays, "WAKE": self._wake is not None, "PASSES": passes}
        self.programs = []
        for fragment, switches in (
            ("view_water.frag", {"BELOW": False, "MIRROR": False, "SHARED": False, **moved}),
            ("view_water.frag", {"BELOW": True, "MIRROR": False, "SHARED": False, **moved}),
            ("view_water.frag", {"BELOW": True, "MIRROR": True, "SHARED": False, **moved}),
            ("view_water.frag", {"BELOW": True, "MIRROR": True, "SHARED": True, **moved}),
            ("view_water_rays.frag", {"BELOW": False, **rays}),
            ("view_water_rays.frag", {"BELOW": True, **rays}),
        ):
            texts = {**made, **SHARED, **WATER, **RING, **WAKE}
            program = Program(scope, "view_water.vert", fragment, switches, [camera], made=texts)
            program.set_used(known)
            self.programs.append(program)
        corner = _surfaces(piece)
        vertices = np.zeros(4 * len(corner), VERTEX)
        vertices["position"] = corner.reshape(-1, 3)
        triangles = 4 * np.arange(len(corner))[:, None, None] + np.array([(0, 1, 2), (0, 2, 3)])
        self._mesh = GpuMesh(scope, self.programs[0], vertices, triangles.reshape(-1, 3))
        self._drawings = [self._mesh, *(self._mesh.again(scope, program) for program in self.programs[1:])]

    @property
    def mesh(self) -> GpuMesh:
        """Its still surface."""
        return self._mesh

    def draw(self, target: Target, time: float, pixel: float, footprint: float, limit: float, mirrors: Mirrors) -> None:
        """Draw it as it is at a time, s. `pixel`: its size in the distance 1. The rest: see `Scene.draw`."""
        which = (mirrors.weight > 0) + (mirrors.weight > 0 or mirrors.below > 0)
        found: dict[str, Any] = {"pixel": pixel, "surface_footprint": footprint, "limit": limit, "beside": IN_PLACE}
        if mirrors is EVERY_SAMPLE:
            which = SHARED_RAYS
            for number, coarse, names in self._shared:
                rays = coarse.of(target)
                rays.clear()
                for right, up in BESIDE:
                    beside = 2 * right / rays.size[0], 2 * up / rays.size[1], float((right, up) != (0, 0))
                    self._draw(number, rays, {**found, "beside": beside})
                found |= dict(zip(names, rays.colours, strict=True))
            found["picture"] = target.size
        strength = self._settings.waves
        self._set_rings(self.programs[which], time)
        found |= {
            "waves": waves(strength, self._origin, time),
            "ripples": ripples(strength, self._origin, time),
            "mirrors": mirrors.weight,
            "deep": mirrors.below,
        }
        if self._wake is not None:
            found["wake_place"] = self._wake.place(time)
        self._draw(which, target, found)

    def _draw(self, which: int, target: Target, found: dict[str, Any]) -> None:
        program = self.programs[which]
        program.set_used(found)
        self._drawings[which].draw(target)

    def _set_rings(self, program: Program, time: float) -> None:
        """Set the rings there are at a time, s."""
        rings = self._drips.at(time) if self._drips is not None else []
        places, slopes = np.zeros((RINGS, 3), np.float32), np.zeros((RINGS, STEPS), np.float32)
        for number, ring in enumerate(rings):
            places[number] = ring.x - self._origin[0], ring.y, ring.z - self._origin[1]
            slopes[number] = ring.force * slope(time - ring.time)
        if rings:
            self._slopes.write(slopes)
        if "rings" in program.names:
            program.set(rings=places, ring_count=len(rings))


def _surfaces(piece: Piece) -> NDArray[np.float32]:
    """The corners of level rectangles that cover all water a picture can show: (n, 4, 3), window-local metres."""
    window = piece.window
    near = binary_dilation(piece.shown, np.ones((3, 3)))
    z0, x0, z1, x1 = merge_rectangles(window.wet & near, window.water).T
    y = window.water[z0, x0]
    low = np.column_stack([lattice(x0), y, lattice(z0)])
    high = np.column_stack([lattice(x1), y, lattice(z1)])
    return rectangles(low, high, UP)
