"""The scene: the mesh of a window with its surfaces and its light, drawn as luminance."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from functools import cached_property, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.gl import Scope, Target, UniformBuffer
from liminal.light.lightmap import Lightmap
from liminal.light.packed_list import pack_list
from liminal.piece.mesh import Mesh
from liminal.piece.piece import Piece
from liminal.settings.air import AirSettings
from liminal.settings.water import WaterSettings
from liminal.thing.finish import SEEN_THROUGH
from liminal.view.air import Air
from liminal.view.camera_block import Camera
from liminal.view.cell_surfaces import CellSurfaces
from liminal.view.colour_passes import SHADED
from liminal.view.decals import Decals, inscriptions_shown
from liminal.view.figure_drawing import Figures
from liminal.view.figure_shapes import FigureShapes
from liminal.view.geometry import Geometry, GeometrySources
from liminal.view.glass import Glass, glazed_placements, standing_glass
from liminal.view.mirror import EVERY_SAMPLE, Mirror, Mirrors
from liminal.view.movers import Movers
from liminal.view.projection import Matrix, pixel_size
from liminal.view.rings import Drips
from liminal.view.scene_uniforms import scene_uniforms
from liminal.view.small_lamps import SmallLamps
from liminal.view.spot_lamp import SpotLamp
from liminal.view.stage_events import NO_EVENTS, StageEvents
from liminal.view.surface import Surfaces
from liminal.view.surface_relief import SurfaceRelief
from liminal.view.things import Things
from liminal.view.wall_film import WallFilm
from liminal.view.water import Water
from liminal.view.waterline import wall_films, water_levels
from liminal.world.material import DESCRIPTIONS

HALF_MAXIMUM = 65504.0  # the largest half float


class Scene:
    """A window, ready to be drawn from anywhere inside it."""

    def __init__(
        self,
        scope: Scope,
        piece: Piece,
        mesh: Mesh,
        lightmap: Lightmap,
        surfaces: Surfaces,
        lamp_colour: NDArray[np.float32],
        camera_lamp: bool = False,
        stage_events: StageEvents = NO_EVENTS,
        water: WaterSettings | None = None,
        air: AirSettings | None = None,
        drips: Drips | None = None,
        baked: bool = False,
        direct: Lightmap | None = None,
    ) -> None:
        """`stage_events`: figures and things that move there at some time; the piece has probes for these.

        `water`: how that looks where there is some; `air`: its haze and fog; `drips`: what falls into the water. None
        leaves it out. `baked`: whether what surfaces throw back of torches is in the lightmap. `direct`: of its light,
        what came straight from what shines, for pictures with passes.
        """
        self._scope = scope
        self._surfaces = surfaces
        window = piece.window
        self.window, self._lightmap, self._stage_events = window, lightmap, stage_events
        self._corner = window.x0, window.z0
        self._tells_passes = direct is not None
        self._camera = UniformBuffer(scope, Camera)

        figures = stage_events.figures
        self._spots = SmallLamps(scope, piece, figures, surfaces.reflectance, camera=camera_lamp, baked=baked)
        lamp = {**self._spots.switches, "PASSES": self._tells_passes}
        uniforms = {
            **scene_uniforms(scope, piece, lightmap, direct, surfaces, lamp_colour),
            **self._spots.uniforms,
            "Camera": self._camera,
        }
        coats = [DESCRIPTIONS[material] for material in surfaces.materials if DESCRIPTIONS[material].mirrors]
        self.rough = any(coat.rough for coat in coats)  # what they mirror is blurred
        # Surfaces spread out flat, for exports, have no eye to mirror anything to.
        unwrapped = "unwrapped" in (mesh.vertices.dtype.names or ())
        self._mirror = Mirror(scope, piece) if coats and not unwrapped else None
        if self._mirror is not None:
            uniforms |= {**self._mirror.uniforms, "puddles": surfaces.settings.puddles}
        wet = water is not None and self._mirror is not None and bool((window.wet & piece.shown).any())
        if wet:
            uniforms["water_levels"] = water_levels(scope, window)
        glazed = {} if unwrapped else {finish: glazed_placements(piece, finish) for finish in SEEN_THROUGH}
        panes = any(glazed.values()) or any(len(mover.movable.thing().panes) for mover in stage_events.moving)
        glass = self._mirror or (Mirror(scope, piece) if panes else None)
        relief = None
        if surfaces.settings.relief and not unwrapped and any(DESCRIPTIONS[each].relief for each in surfaces.materials):
            relief = SurfaceRelief(scope, piece)
            uniforms |= relief.uniforms
        shared = scope, piece, mesh, surfaces, Camera, lamp, uniforms, self._mirror
        self._cells = CellSurfaces(*shared, unwrapped=unwrapped, wet=wet, raised=relief is not None)
        self._every = list(self._cells.programs)
        self._things, self._standing, self._glass = None, piece.standing, list[Glass]()
        self._levels = np.ones(0 if piece.standing is None else len(piece.standing.placements))
        if piece.standing is not None and piece.standing.placements:
            some = {**lamp, "WET": wet}
            made = self._surfaces.made
            self._things = Things(scope, piece.standing, piece.shown, Camera, some, uniforms, self._mirror, made)
            self._every += self._things.programs
            if glass is not None:
                self._glass = standing_glass(scope, piece.standing, glazed, Camera, some, uniforms, glass, made)
                self._every += [program for each in self._glass for program in each.programs]
        self._decals = None
        inscriptions = inscriptions_shown(piece)
        if len(inscriptions) and not unwrapped:
            self._decals = Decals(scope, inscriptions, piece, Camera, lamp, uniforms)
            self._every.append(self._decals.program)

        self._films = list[WallFilm]()
        if water is not None and self._mirror is not None:
            self._films = wall_films(scope, piece, surfaces.reflectance, Camera, uniforms)
        self._water = None
        if wet and water is not None and self._mirror is not None:
            swings, made = stage_events.leg_swings, self._surfaces.made
            self._water = Water(
                scope, piece, water, Camera, self._mirror, drips, swings, made, uniforms, passes=self._tells_passes
            )
        self._air = None
        if air is not None and piece.air is not None:
            self._air = Air(scope, piece, piece.air, lightmap, air, bool(self._spots))
        self.time = 0.0  # s: when things that move, water and air are as they are drawn

        self._movers = None
        if stage_events.moving:
            moving, made = stage_events.moving, self._surfaces.made
            pairs = list(zip(lightmap.movers, (direct or lightmap).movers, strict=True))
            self._movers = Movers(scope, moving, pairs, window, Camera, lamp, uniforms, made, glass)
            self._every += [self._movers.program, *self._movers.glass]
        self._figures = None
        if figures:
            lit, made = lightmap.figures, self._surfaces.made
            straight = () if direct is None else direct.figures
            self._figures = Figures(scope, figures, lit, window, Camera, lamp, uniforms, made, straight)
            self._every += self._figures.programs.values()
            self._spots.shade(self._figures)
        both_tubes = np.array([1, 1, 0, 0], np.float32)
        self.dim(window.lamps["luminance"][:, None] * both_tubes, 1.0)

    @cached_property
    def geometry(self) -> Geometry:
        """What draws its shape without its light."""
        shapes, figures = None, self._figures
        if figures is not None:
            shapes = FigureShapes(self._scope, figures, self._stage_events.figures, self._lightmap.figures)
        sources = (self._cells, self._things, tuple(self._glass), self._movers, shapes, self._water)
        return Geometry(self._scope, GeometrySources(self.window, *sources))

    def dim(self, tubes: NDArray[np.float32], output: float) -> None:
        """Set how the lamps look, and a factor for all the light there is.

        `tubes`: (n, 4), cd/m2: the luminance of each lamp if both its tubes were as the first, or as the second; and
        the same for the glow of their ends.
        """
        lamps = pack_list(self._scope, np.vstack([tubes, np.zeros((1, 4))]).astype(np.float32))
        self._set_where_known(lamp_tubes=lamps, output_=output)
        if self._air is not None:
            self._air.dim(output)

    def _set_where_known(self, **uniforms: Any) -> None:
        """Set uniforms of those of its programs that have them."""
        for program in (*self._every, *(self._water.programs if self._water is not None else [])):
            program.set_used(uniforms)

    def shine(self, numbers: NDArray[np.intp], level: NDArray[np.float32], pictures: NDArray[np.float32]) -> None:
        """Set how some placements (n,) of the piece look: see `Things.shine`."""
        if self._things is None or self._standing is None:
            return
        self._things.shine(numbers, level, pictures)
        if self._mirror is not None and "thing_levels" in self._mirror.uniforms:
            levels = np.ones(len(self._standing.placements))
            levels[numbers] = level
            if not np.array_equal(levels, self._levels):
                self._levels = levels
                self._set_where_known(thing_levels=self._mirror.levels(self._scope, levels))

    def place(self, time: float) -> None:
        """Let things that move, and water, be where they are at a time, s."""
        self.time = time
        if self._movers is not None:
            self._movers.place(time)
        self.place_figures(time, time)

    def place_figures(self, first: float, last: float) -> None:
        """Let figures alone be where they are from a time to another, s: see `Figures.place`."""
        if self._figures is not None:
            self._figures.place(first, last)

    def has_arm(self, time: float) -> bool:
        """Whether an arm of the operator is before the lens at a time, s."""
        return self._figures is not None and bool(self._figures.arms(time))

    def draw_arms(self, target: Target, clip_from_window: Matrix, time: float) -> None:
        """Draw the operator's arms as they are at a time, s, alone, into `target` (with depth), in the light of last.

        All else is as `draw` had it last.
        """
        assert self._figures is not None
        self._camera.write(Camera.of(clip_from_window))
        self.place_figures(time, time)
        target.clear()
        with self._scope.context.state(depth=True, cull=True):
            self._figures.draw(target, clip_from_window, EVERY_SAMPLE, self._figures.arms(time))

    def spots(self, own: SpotLamp | None) -> list[SpotLamp]:
        """The small lamps that shine there now, the camera's `own` one first, if it has one."""
        return self._spots.at(self.time, own)

    def things_move(self, first: float, second: float) -> bool:
        """Whether a thing moves between two times, s."""
        return self._movers is not None and self._movers.move(first, second)

    def travel(self, first: float, second: float, clip_from_window: Matrix) -> float:
        """How far a thing goes in the picture between two times, s, in heights of the picture."""
        return 0.0 if self._movers is None else self._movers.travel(first, second, clip_from_window)

    def travels(self, first: float, second: float, clip_from_window: Matrix) -> dict[int, float]:
        """How far each figure that moves between two times, s, goes in the picture: see `Figures.travels`."""
        return {} if self._figures is None else self._figures.travels(first, second, clip_from_window)

    def draw(
        self,
        target: Target,
        clip_from_window: Matrix,
        footprint: float = 1.0,
        beam: SpotLamp | None = None,
        limit: float = np.inf,
        mirrors: Mirrors = EVERY_SAMPLE,
        apart: Sequence[int] = (),
    ) -> None:
        """Draw into `target` (with depth), which is cleared first. `footprint`: see `surface.footprints`.

        `beam`: the camera's lamp, for a scene that was made with one; those of figures are lit besides. `limit`: cd/m2;
        brighter light is drawn as this, but alpha has all the luminance there is. `mirrors`: what it finds of what
        coatings and water mirror. `apart`: figures, by their numbers, that are left out, and with them all that may lie
        before them: `draw_apart` draws these.
        """
        self._camera.write(Camera.of(clip_from_window))
        self._surfaces.place(*self._corner)
        lit = self._spots.uniforms_at(self.time, beam)
        pixel = pixel_size(clip_from_window, target.size[1])
        self._set_where_known(
            surface_footprint=footprint,
            limit=min(limit, HALF_MAXIMUM),
            coats=1.0,
            pixel=pixel,
            mirrors=mirrors.weight,
            lobe=(mirrors.rank, mirrors.turn, *mirrors.spans),
            relief=0.0 if mirrors is EVERY_SAMPLE else mirrors.weight,
            facets=mirrors.facets,
            **lit,
        )
        shown = self._cells.in_view(clip_from_window)
        with self._scope.context.state(depth=True, cull=True):
            drawings = self._cells.drawings(target, shown, mirrors)
            target.clear()
            # Before what lies behind them, which then is not shaded.
            if self._figures is not None:
                self._figures.draw(target, clip_from_window, mirrors, self._figures.numbers - set(apart))
            if self._water is not None:
                self._water.draw(target, self.time, pixel, footprint, min(limit, HALF_MAXIMUM), mirrors)
            for drawing, ranges in drawings:
                drawing.draw(target, ranges)
            if self._things is not None:
                self._things.draw(target, clip_from_window, mirrors)
        with self._scope.context.state(depth=True, cull=True, blend="through"):
            for film in self._films:
                self._lay(target, partial(film.draw, footprint=footprint))
            if self._decals is not None:
                self._lay(target, self._decals.draw)
        if self._figures is not None:
            for number in SHADED[: len(target.layers)]:
                self._figures.darken_floor(target.layers[number], self._camera)
        if self._movers is not None:
            self._movers.draw(target)
        if not apart:
            self._draw_before(target, clip_from_window, beam, limit, mirrors)

    def draw_apart(
        self,
        target: Target,
        clip_from_window: Matrix,
        beam: SpotLamp | None = None,
        limit: float = np.inf,
        apart: Sequence[int] = (),
        time: float | None = None,
    ) -> None:
        """Draw the figures that `draw`, with these same arguments, left out of a target of its size last.

        `time`: s, at which they are drawn; see `Figures.draw`.
        """
        assert self._figures is not None
        with self._scope.context.state(depth=True, cull=True):
            self._figures.draw(target, clip_from_window, EVERY_SAMPLE, apart, time)
        self._draw_before(target, clip_from_window, beam, limit, EVERY_SAMPLE, time)

    def _draw_before(
        self,
        target: Target,
        clip_from_window: Matrix,
        beam: SpotLamp | None,
        limit: float,
        mirrors: Mirrors,
        time: float | None = None,
    ) -> None:
        """Draw what one sees through: glass and air. The arguments are those of `draw` and `draw_apart`."""
        with self._scope.context.state(depth=True, cull=True, blend="through"):
            for layer in self._layers(target):
                with layer.keeping_depth():
                    for each in self._glass:
                        each.draw(layer, clip_from_window, mirrors)
                    if self._movers is not None:
                        self._movers.draw_panes(layer, mirrors)
                    if self._figures is not None:
                        self._figures.draw(layer, clip_from_window, mirrors, self._figures.numbers, time, solid=False)
        if self._air is not None:
            lit = self._spots.uniforms_at(self.time, beam)
            self._air.draw(target, clip_from_window, self.time, min(limit, HALF_MAXIMUM), lit)

    def _lay(self, target: Target, draw: Callable[[Target], None]) -> None:
        """Draw what is laid over a picture into each of its colours, and its depth at last."""
        for layer in self._layers(target):
            with nullcontext() if layer is target.layers[-1] else layer.keeping_depth():
                draw(layer)

    def _layers(self, target: Target) -> Iterator[Target]:
        """Yield the colours of a target one by one: what is laid over a picture can be drawn into no two at once."""
        for number, layer in enumerate(target.layers):
            if self._tells_passes:
                self._set_where_known(pass_shown=number)
            yield layer
