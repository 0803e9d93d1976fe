"""Movers: things that move in a film, drawn in the light that they have where they are."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.gl import GpuMesh, Program, Scope, Target
from liminal.gl.source import Switch
from liminal.light.mover_light import MoverLight
from liminal.light.shader import SHARED
from liminal.thing.mass import corners_of
from liminal.thing.mover import Mover
from liminal.thing.thing import CORNER
from liminal.thing.turning import moved
from liminal.view.glass import glass_programs
from liminal.view.mirror import Mirror, Mirrors
from liminal.view.projection import Matrix
from liminal.view.things import FINISHES, PLAIN, parted
from liminal.view.way_probes import way_probes
from liminal.world.window import Window

NOTICED = 0.01  # m: what moves by less between two instants stands still
NEAREST = 0.2  # m before the camera

# A corner of a thing as `shaders/view_thing.vert` takes it with MOVING: CORNER, and the surfel that it is lit as.
VERTEX = np.dtype([*CORNER.descr, ("surfel", np.int32)])


def probes_of(movers: Sequence[Mover], origin: tuple[float, float]) -> NDArray[np.float64]:
    """The points along the ways of movers at which light is found: (k, 3), m, of a window with this origin."""
    return way_probes((_middles(mover) for mover in movers), origin)


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
    low, high = mover.movable.thing().bounds
    middle = ((low + high) / 2).astype(np.float64)
    return mover.trajectory.positions + mover.trajectory.rotations @ middle


class Movers:
    """Draws the movers of a stage as they are at one time."""

    def __init__(
        self,
        scope: Scope,
        movers: Sequence[Mover],
        lights: Sequence[tuple[MoverLight, MoverLight]],
        window: Window,
        camera: type,
        switches: Mapping[str, Switch],
        uniforms: dict[str, Any],
        made: dict[str, str],
        glass: Mirror | None,
    ) -> None:
        """`lights`: of each mover, all of it and what comes straight from what shines.

        `camera`: the uniform block of the camera. `switches`, `uniforms`: those that all programs share.

        `made`: of surfaces. `glass`: by which panes find what they mirror; None where there are none.
        """
        self._scope, self.movers, self._lights, self._origin = scope, movers, lights, window.origin
        files = "view_thing.vert", "view_thing.frag"
        known = {**made, **SHARED, **FINISHES}
        self.program = Program(scope, *files, {**switches, "MOVING": True}, [camera], made=known)
        self.program.set_used(uniforms)
        self.program.set(own_light=PLAIN[0], picture=PLAIN[1])
        self.glass = []
        if glass is not None and any(len(mover.movable.thing().panes) for mover in movers):
            self.glass = glass_programs(scope, camera, {**switches, "MOVING": True}, uniforms, glass, made)
        self._drawings, self._panes = list[GpuMesh](), list[list[GpuMesh]]()
        for mover, (light, _) in zip(movers, lights, strict=True):
            thing = mover.movable.thing()
            vertices = np.zeros(len(thing.corners), VERTEX)
            for name in CORNER.names or ():
                vertices[name] = thing.corners[name]
            vertices["surfel"] = light.surfel
            opaque, clear = parted(thing)
            drawing = GpuMesh(scope, self.program, vertices, opaque)
            self._drawings.append(drawing)
            panes = [GpuMesh(scope, program, vertices, clear) for program in self.glass] if len(clear) else []
            self._panes.append(panes)
        self._time = 0.0

    def meshes(self, number: int) -> list[GpuMesh]:
        """Those of a mover, its panes among them."""
        return [self._drawings[number], *self._panes[number][:1]]

    def place(self, time: float) -> None:
        """Let them be where they are at a time, s."""
        self._time = time

    def move(self, first: float, second: float) -> bool:
        """Whether any of them moves, comes or goes between two times, s."""
        for mover in self.movers:
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
        for mover in self.movers:
            before, after = mover.pose_at(first), mover.pose_at(second)
            if before is not None and after is not None:
                corners = corners_of(mover.movable.thing().boxes).reshape(-1, 3)
                x, z = self._origin
                first_ends, last_ends = (corners @ turn.T + place - (x, 0.0, z) for place, turn in (before, after))
                farthest = max(farthest, way_in_picture(first_ends, last_ends, clip_from_window))
        return farthest

    def draw(self, target: Target) -> None:
        """Draw those that are there into a target that holds the place and its depth, in their light of last."""
        with self._scope.context.state(depth=True, cull=True):
            for number in self._there(self.program):
                self._drawings[number].draw(target)

    def draw_panes(self, target: Target, mirrors: Mirrors) -> None:
        """Draw their panes over the surfaces behind. `mirrors`: see `Scene.draw`."""
        for number in self._there(self.glass[mirrors.weight > 0]) if self.glass else ():
            if self._panes[number]:
                self._panes[number][mirrors.weight > 0].draw(target)

    def _there(self, program: Program) -> Iterator[int]:
        """Yield the numbers of those that are there, each when a program is set to its place and its light."""
        x, z = self._origin
        for number, (mover, (light, direct)) in enumerate(zip(self.movers, self._lights, strict=True)):
            pose = mover.pose_at(self._time)
            if pose is not None:
                known = {"mover_light": light.texture, "mover_direct": direct.texture}
                program.set(window_from_model=moved(pose[0] - (x, 0.0, z), pose[1]))
                program.set_used(known)
                yield number
