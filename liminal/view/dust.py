"""Dust in the light of small lamps, drawn as soft specks.

A mote is a sphere of diffuse grey. The lens, focused farther away, spreads its light over a disc, and the shutter over
a streak, so that a mote is the dimmer the larger it looks.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from liminal.colour import luminance
from liminal.gl import GpuMesh, Program, Scope, Target, Texture, make_texture
from liminal.settings.air import AirSettings
from liminal.view.motes import REACH, motes_around
from liminal.view.pose import Pose
from liminal.view.projection import Matrix, view_from_world
from liminal.view.spot_lamp import SpotLamp, shares_of_beam

NEAREST = 0.12  # m before the lens
REFLECTANCE = 0.5
PUPIL = 6e-3  # m: of a lens wide open, as it is where it is dark
FOCUS = 3.0  # m
FINEST = 1 / 300  # of a picture's height: the radius of a speck in focus, which 3 MHz of a tape can just show
MOST = 1024  # motes in a picture: those that give most light
WHOLE = (1.0, 1.0), (0.0, 0.0)
ROW = 2  # texels that describe a mote

Floats = NDArray[np.float64]

VERTEX = np.dtype([("corner", "<f4", 2), ("number", "<i4")])


@dataclass(frozen=True)
class Exposure:
    """The camera as the shutter opens, half-way and as it closes; the time half-way, s; the picture's projection.

    `lamps`: that light the dust, half-way, their places counted from the camera's in the plan.
    """

    begin: Pose
    middle: Pose
    end: Pose
    time: float
    clip_from_view: Matrix
    lamps: Sequence[SpotLamp]


class Dust:
    """The dust of a world."""

    def __init__(self, scope: Scope, seed: int, settings: AirSettings) -> None:
        self._scope, self._seed, self._settings = scope, seed, settings
        self._program = Program(scope, "view_dust.vert", "view_dust.frag")
        vertices = np.zeros((MOST, 6), VERTEX)
        vertices["corner"] = [(-1, -1), (1, -1), (1, 1), (-1, -1), (1, 1), (-1, 1)]
        vertices["number"] = np.arange(MOST)[:, None]
        self._squares = GpuMesh(scope, self._program, vertices.reshape(-1))
        self._motes = make_texture(scope, (ROW, MOST), 4, "f4")
        self._program.set(motes=self._motes)

    def add(
        self,
        target: Target,
        exposure: Exposure,
        weight: float,
        depth: Texture,
        depth_place: tuple[ArrayLike, ArrayLike] = WHOLE,
        viewport: tuple[int, int, int, int] | None = None,
    ) -> None:
        """Add the light of the motes in a picture, cd/m2, `weight` times, to a target or a part of it.

        `depth`: of what may hide them. `depth_place`: scale and shift to places in it from those in the picture, both
        from 0 to 1.
        """
        camera, projection, lamps = exposure.middle, exposure.clip_from_view, exposure.lamps
        if not lamps:
            return
        origin = camera.x, camera.z
        begin, middle, end = (view_from_world(pose, origin) for pose in (exposure.begin, camera, exposure.end))
        eye = np.array([camera.x, camera.y, camera.z])
        place, radius = motes_around(self._seed, self._settings, eye, -middle[2, :3], exposure.time)
        place -= (camera.x, 0.0, camera.z)
        specks = _specks(place, (begin, middle, end), 2 * FINEST / projection[1, 1])
        distance = np.linalg.norm(place - (0.0, camera.y, 0.0), axis=1)
        # What a sphere throws back towards the light's source is two thirds of what a disc would.
        strengths = [luminance(lamp.intensity) for lamp in lamps]
        light = sum(each * shares_of_beam(lamp, place) for each, lamp in zip(strengths, lamps, strict=True))
        power = light * radius**2 * REFLECTANCE * 2 / 3
        specks[:, 5] = power / (distance**2 * specks[:, 5])

        reach = (abs(projection[[0, 1], [2, 2]]) + 1) / projection[[0, 1], [0, 1]]
        seen = (specks[:, 6] > NEAREST) & (distance < REACH) & (specks[:, 5] > 0)
        seen &= (abs(specks[:, :2]) - abs(specks[:, 2:4]) - specks[:, 4:5] < reach).all(1)
        chosen = np.flatnonzero(seen)
        chosen = chosen[np.argsort(-power[chosen], kind="stable")[:MOST]]
        texels = np.zeros((MOST, 4 * ROW), np.float32)
        texels[: len(chosen)] = specks[chosen]
        self._motes.write(texels.reshape(MOST, ROW, 4))
        self._program.set(
            clip_scale=projection[[0, 1], [0, 1]],
            clip_shift=-projection[[0, 1], [2, 2]],
            clip_depth=projection[2, 2:],
            depth=depth,
            depth_scale=depth_place[0],
            depth_shift=depth_place[1],
            intensity=weight * sum(lamp.intensity for lamp in lamps) / sum(strengths),
        )
        with self._scope.context.state(blend="add"):
            self._squares.draw(target, [(0, 6 * len(chosen))], viewport)


def _specks(place: Floats, views: tuple[Matrix, Matrix, Matrix], finest: float) -> Floats:
    """How motes at `place` (n, 3) look in the views as the shutter opens, half-way and as it closes: (n, 8).

    In tangents of angles: the middle of a streak (2), half its length (2), its radius; then its area, weighted as in
    `view_dust.frag`; its least depth, m; and zero. `finest`: the radius of a speck in focus.
    """
    begin, middle, end = (place @ view[:3, :3].T + view[:3, 3] for view in views)
    depth = np.min([-each[:, 2] for each in (begin, middle, end)], axis=0)
    first, last = (each[:, :2] / np.maximum(-each[:, 2:], 1e-3) for each in (begin, end))
    half = (last - first) / 2
    radius = np.hypot(PUPIL / 2 * abs(1 / np.maximum(depth, 1e-3) - 1 / FOCUS), finest)
    area = 2 / 3 * np.pi * radius**2 + 3.2 * radius * np.linalg.norm(half, axis=1)
    return np.column_stack([(first + last) / 2, half, radius, area, depth, np.zeros(len(place))])
