"""Movers: things that move in a film, lit by probes along their way, with a shadow beneath them."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.gl import GpuMesh, Program, Scope, Target, UniformBuffer
from liminal.gl.source import Switch
from liminal.light.shader import SHARED
from liminal.piece.piece import Piece
from liminal.piece.standing import Standing
from liminal.thing.builder import Detail
from liminal.thing.catalogue import make
from liminal.thing.mass import corners_of
from liminal.thing.mover import Mover
from liminal.thing.thing import Thing
from liminal.thing.turning import moved
from liminal.view.contact_shadow import ContactShadow
from liminal.view.projection import Matrix
from liminal.view.things import FINISHES, PLAIN
from liminal.world.grid import CELL

SPACING = 0.3  # m along a way between points at which light is found
NOTICED = 0.01  # m: what moves by less between two instants stands still
NEAREST = 0.2  # m before the camera
SHADE = 0.55  # of the floor's light that is gone under a thing that lies on it
FADING = 0.35  # m above the floor: a shadow has lost so much of its strength, by 1 / e
SPREADING = 0.4  # m by which each half axis of a shadow grows for each that the thing is higher


def probes_of(movers: Sequence[Mover], origin: tuple[float, float]) -> NDArray[np.float64]:
    """The points along the ways of movers at which light is found: (k, 3), m, of a window with this origin."""
    ways = [_middles(mover) for mover in movers]
    found = [np.zeros((0, 3))]
    for way in ways:
        kept = [way[0]]
        for place in way[1:]:
            if np.linalg.norm(place - kept[-1]) >= SPACING:
                kept.append(place)
        found.append(np.array([*kept, way[-1]]))
    return np.concatenate(found) - (origin[0], 0.0, origin[1])


def way_in_picture(begin: NDArray[np.float64], end: NDArray[np.float64], clip_from_window: Matrix) -> float:
    """The longest way of some points (n, 3), m, in a picture in which they begin or end, in heights of the picture."""
    aspect = float(np.linalg.norm(clip_from_window[1, :3]) / np.linalg.norm(clip_from_window[0, :3]))
    first, last = (np.column_stack([each, np.ones(len(each))]) @ clip_from_window.T for each in (begin, end))
    before = (first[:, 3] > NEAREST) & (last[:, 3] > NEAREST)
    first, last = (places[before, :2] / places[before, 3:] for places in (first, last))
    shown = (abs(first) < 1).all(1) | (abs(last) < 1).all(1)
    way = np.linalg.norm((last - first)[shown] * (aspect, 1.0), axis=1) / 2
    return float(way.max(initial=0.0))


def _middles(mover: Mover) -> NDArray[np.float64]:
    """Where the middle of a mover is at each sample of its trajectory: (k, 3), m, in the world."""
    low, high = make(mover.name).bounds
    middle = ((low + high) / 2).astype(np.float64)
    return mover.trajectory.positions + mover.trajectory.rotations @ middle


class Movers:
    """Draws the movers of a stage as they are at one time."""

    def __init__(
        self,
        scope: Scope,
        movers: Sequence[Mover],
        piece: Piece,
        camera: type,
        switches: Mapping[str, Switch],
        uniforms: dict[str, Any],
    ) -> None:
        """`piece`: has probes along their ways. `camera`: the uniform block of the camera.

        `switches`, `uniforms`: those that the scene's programs share.
        """
        assert piece.standing is not None
        self._scope, self._movers, self._window = scope, movers, piece.window
        self._standing: Standing = piece.standing
        self._probes = probes_of(movers, piece.window.origin)
        files = "view_thing.vert", "view_thing.frag"
        self.program = Program(scope, *files, {**switches, "MOVING": True}, [camera], made={**SHARED, **FINISHES})
        self.program.set(**{name: value for name, value in uniforms.items() if name in self.program.names})
        self.program.set(own_light=PLAIN[0], picture=PLAIN[1])
        self._things = [make(mover.name, Detail.NEAR) for mover in movers]
        self._drawings = [GpuMesh(scope, self.program, thing.corners, thing.triangles) for thing in self._things]
        self._shadow = ContactShadow(scope, camera)
        self._time = 0.0

    def place(self, time: float) -> None:
        """Let them be where they are at a time, s."""
        self._time = time

    def move(self, first: float, second: float) -> bool:
        """Whether any of them moves, comes or goes between two times, s."""
        for mover in self._movers:
            before, after = mover.pose_at(first), mover.pose_at(second)
            if (before is None) != (after is None):
                return True
            if before is not None and after is not None:
                turned = abs(before[1] - after[1]).max()
                if np.linalg.norm(before[0] - after[0]) > NOTICED or turned > NOTICED:
                    return True
        return False

    def travel(self, first: float, second: float, clip_from_window: Matrix) -> float:
        """How far anything of them in the picture goes between two times, s, in heights of the picture."""
        farthest = 0.0
        for mover, thing in zip(self._movers, self._things, strict=True):
            before, after = mover.pose_at(first), mover.pose_at(second)
            if before is not None and after is not None:
                corners = corners_of(thing.boxes).reshape(-1, 3)
                x, z = self._window.origin
                first_ends, last_ends = (corners @ turn.T + place - (x, 0.0, z) for place, turn in (before, after))
                farthest = max(farthest, way_in_picture(first_ends, last_ends, clip_from_window))
        return farthest

    def draw(self, target: Target, camera: UniformBuffer) -> None:
        """Draw those that are there, and their shadows, into a target that holds the place and its depth."""
        for mover, thing, drawing in zip(self._movers, self._things, self._drawings, strict=True):
            pose = mover.pose_at(self._time)
            if pose is None:
                continue
            x, z = self._window.origin
            matrix = moved(pose[0] - (x, 0.0, z), pose[1])
            self.program.set(window_from_model=matrix, **self._light(matrix, thing))
            with self._scope.context.state(depth=True, cull=True):
                drawing.draw(target)
            self._shade(target, camera, matrix, thing)

    def _light(self, matrix: NDArray[np.float64], thing: Thing) -> dict[str, Any]:
        """The uniforms of its light: where that of the two nearest probes is kept, and the share of the second."""
        low, high = thing.bounds
        middle = matrix[:3, :3] @ ((low + high) / 2) + matrix[:3, 3]
        distance = np.linalg.norm(self._probes - middle, axis=1)
        nearest = np.argsort(distance, kind="stable")[:2]
        if len(nearest) < 2:
            nearest = np.repeat(nearest, 2)
        first, second = distance[nearest] + 1e-6
        surfels = self._standing.probe[nearest].ravel()
        return {
            "probe_light": self._standing.light_place(surfels),
            "probe_surface": self._standing.surface[surfels].astype(np.float32),
            "probe_share": float(first / (first + second)),
        }

    def _shade(self, target: Target, camera: UniformBuffer, matrix: NDArray[np.float64], thing: Thing) -> None:
        """Draw what it takes of the light of the floor beneath it."""
        corners = thing.corners["position"] @ matrix[:3, :3].T + matrix[:3, 3]
        low, high = corners.min(0), corners.max(0)
        middle = (low + high) / 2
        rows, columns = self._window.floor.shape
        row, column = int(middle[2] / CELL), int(middle[0] / CELL)
        if not (0 <= row < rows and 0 <= column < columns):
            return
        floor = float(self._window.floor[row, column])
        height = max(float(low[1]) - floor, 0.0)
        half = np.diag((high - low)[[0, 2]] / 2 + 0.08 + SPREADING * height)
        with self._scope.context.state(depth=True, blend="over"):
            self._shadow.draw(target, camera, (middle[0], floor, middle[2]), half, SHADE * np.exp(-height / FADING))
