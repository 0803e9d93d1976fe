"""Geometry: shape, identity and motion of what a picture shows in the middle of each pixel, drawn without its light."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.gl import FullScreen, GpuMesh, Program, Scope, Target, UniformBuffer
from liminal.gl.constants import constants
from liminal.gl.source import Switch
from liminal.gl.texture import Format
from liminal.light.shader import SHARED
from liminal.piece.patch import UPRIGHT
from liminal.thing.turning import moved
from liminal.view.camera_block import Camera
from liminal.view.cell_surfaces import LUMINOUS, CellSurfaces
from liminal.view.coats import Ranges
from liminal.view.entity import (
    CEILING,
    FIRST_FINISH,
    FIRST_LAMP,
    FIRST_MATERIAL,
    FIXTURE,
    FLOOR,
    NO_ENTITY,
    PARTS,
    SKIRTING,
    WALL,
    WATER,
    WATER_MATERIAL,
    Entity,
    figure_entity,
    lamp_entity,
    moving_entity,
    placed_entity,
)
from liminal.view.figure_shapes import FigureShapes
from liminal.view.glass import Glass
from liminal.view.mirror import Mirrors
from liminal.view.movers import Movers
from liminal.view.projection import Matrix
from liminal.view.things import Things
from liminal.view.water import Water
from liminal.world.material import Material
from liminal.world.window import Window

NUMBERS = constants(
    "geometry",
    UPRIGHT=UPRIGHT,
    FLOOR_PART=FLOOR,
    WALL_PART=WALL,
    CEILING_PART=CEILING,
    SKIRTING_PART=SKIRTING,
    FIXTURE_PART=FIXTURE,
    FIRST_LAMP=FIRST_LAMP,
    FIRST_MATERIAL=FIRST_MATERIAL,
    FIRST_FINISH=FIRST_FINISH,
    WATER_MATERIAL=WATER_MATERIAL,
    SKIRTING_MATERIAL=int(Material.SKIRTING),
    LUMINOUS=np.array([int(each) for each in LUMINOUS]),
    FIXED=np.array([int(each) for each in (Material.PLASTIC, Material.GRILLE, Material.LAMP_FRAME)]),
)


@dataclass(frozen=True)
class Instant:
    """A time, s, and the projection of a picture then, from window-local metres to clip space."""

    time: float
    clip: Matrix


@dataclass(frozen=True)
class GeometrySources:
    """What a scene draws, by those that draw it."""

    window: Window
    cells: CellSurfaces
    things: Things | None
    glass: tuple[Glass, ...]
    movers: Movers | None
    figures: FigureShapes | None
    water: Water | None


class Geometry:
    """Draws the geometry of a scene, of panes and water their surface. `entities`: by the numbers in its pictures."""

    def __init__(self, scope: Scope, sources: GeometrySources) -> None:
        self._scope, self._sources = scope, sources
        self._camera = UniformBuffer(scope, Camera)
        self._programs: dict[tuple[str, bool, bool], Program] = {}
        self._meshes: dict[tuple[GpuMesh, Program], GpuMesh] = {}  # of each mesh for each program
        self._flow: FullScreen | None = None
        self._targets: dict[tuple[str, tuple[int, int]], Target] = {}
        window, origin = sources.window, sources.window.origin
        lamps = [lamp_entity(lamp) for lamp in window.lamps]
        parts = [Entity(name, "place", name) for name in PARTS]
        self.entities = [NO_ENTITY, *parts, *[NO_ENTITY] * (FIRST_LAMP - 1 - len(parts)), *lamps]
        self._first_thing = len(self.entities)
        if sources.things is not None:
            self.entities += [placed_entity(each, origin) for each in sources.things.placements]
        self._first_mover = len(self.entities)
        if sources.movers is not None:
            self.entities += [moving_entity(each) for each in sources.movers.movers]
        self._first_figure = len(self.entities)
        if sources.figures is not None:
            self.entities += [figure_entity(each) for each in sources.figures.figures]

    def draw(self, size: tuple[int, int], mirrors: Mirrors, now: Instant, *ends: Instant) -> list[NDArray[np.float32]]:
        """Return the outputs 0 to 2 of `view_geometry.frag`: (height, width, 4) each, the bottom row first.

        `mirrors`: of the picture's samples, which say how finely bodies are shown. `ends`: none, or the frames before
        and after; then the way of each pixel to the one after follows, and to the one before: see `view_flow.frag`.
        """
        if not ends:
            target = self._drawn("shapes", ["f4"] * 3, size, mirrors, now)
            return [target.read(index) for index in range(3)]
        others = [self._drawn(f"end {use}", ["f4"], size, mirrors, each) for use, each in enumerate(ends)]
        target = self._drawn("moving shapes", ["f4"] * 5, size, mirrors, now, *ends)
        self._flow = self._flow or FullScreen(self._scope, "view_flow.frag")
        ways = self._target("ways", size, ["f4"] * 2)
        before, after = (each.colours[0] for each in others)
        _, spot, _, earlier, later = target.colours
        self._flow.draw(ways, spot=spot, earlier=earlier, later=later, before=before, after=after, picture=size)
        return [*(target.read(index) for index in range(3)), ways.read(1), ways.read(0)]

    def _drawn(
        self,
        use: str,
        formats: list[Format],
        size: tuple[int, int],
        mirrors: Mirrors,
        now: Instant,
        *ends: Instant,
    ) -> Target:
        """Draw what there is `now`, into a target of its own for each `use`."""
        brief = len(formats) == 1
        target = self._target(use, size, formats, 2 if brief else 4)
        target.clear()
        self._camera.write(Camera.of(now.clip))
        with self._scope.context.state(depth=True, cull=True):
            for kind, mesh, known, ranges in self._shown((now, *ends), mirrors, size[1]):
                program = self._program(kind, flow=bool(ends), brief=brief)
                for name, end in zip(("clip_before", "clip_after"), ends, strict=False):
                    known[name] = end.clip
                program.set_used(known)
                key = mesh, program
                if key not in self._meshes:
                    self._meshes[key] = mesh.again(self._scope, program)
                self._meshes[key].draw(target, ranges)
        return target

    def _shown(
        self, instants: tuple[Instant, ...], mirrors: Mirrors, lines: int
    ) -> Iterator[tuple[str, GpuMesh, dict[str, Any], Ranges | None]]:
        """Yield what is drawn at the first of the instants: the kind of its program, its mesh, uniforms and part."""
        sources, now, times = self._sources, instants[0], [each.time for each in instants]
        for _, ranges in sources.cells.in_view(now.clip):
            yield "CELLS", sources.cells.mesh, {"corner": sources.window.origin}, ranges
        if sources.water is not None:
            yield "WATER", sources.water.mesh, {"number": WATER}, None
        for each in (sources.things, *sources.glass):
            for number, mesh, matrix in each.shown(now.clip) if each is not None else ():
                yield "THING", mesh, {"number": self._first_thing + number, **_placed([matrix] * len(instants))}, None
        if sources.movers is not None:
            x, z = sources.window.origin
            for number, mover in enumerate(sources.movers.movers):
                poses = [mover.pose_at(time) for time in times]
                if poses[0] is not None:
                    matrices = [moved((pose or poses[0])[0] - (x, 0.0, z), (pose or poses[0])[1]) for pose in poses]
                    for mesh in sources.movers.meshes(number):
                        yield "THING", mesh, {"number": self._first_mover + number, **_placed(matrices)}, None
        if sources.figures is not None:
            for number, mesh, lists in sources.figures.shown(times, now.clip, mirrors, lines):
                yield "SKIN", mesh, {"number": self._first_figure + number, **lists}, None

    def _program(self, kind: str, *, flow: bool, brief: bool) -> Program:
        if (kind, flow, brief) not in self._programs:
            switches: dict[str, Switch] = {name: name == kind for name in ("CELLS", "WATER", "SKIN")}
            files = "view_geometry.vert", "view_geometry.frag"
            made, switches = {**NUMBERS, **SHARED}, {**switches, "FLOW": flow, "BRIEF": brief}
            program = Program(self._scope, *files, switches, [Camera], made=made)
            known = {"Camera": self._camera}
            program.set_used(known)
            self._programs[kind, flow, brief] = program
        return self._programs[kind, flow, brief]

    def _target(self, use: str, size: tuple[int, int], formats: list[Format], channels: int = 4) -> Target:
        if (use, size) not in self._targets:
            made = Target(self._scope, size, formats, channels=channels, depth=use != "ways")
            self._targets[use, size] = made
        return self._targets[use, size]


def _placed(matrices: list[Any]) -> dict[str, Any]:
    """Uniforms of where a thing is at up to three instants."""
    names = ("window_from_model", "before_from_model", "after_from_model")
    return dict(zip(names, matrices, strict=False))
