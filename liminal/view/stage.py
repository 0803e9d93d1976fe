"""A stage: as much of the world as some poses can see, built and lit."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from liminal.errors import located
from liminal.gl import Scope, trim
from liminal.light.bake import bake, bake_apart, nearest_dimmable
from liminal.light.flicker import Appliances, Dimmers
from liminal.light.lamp_colour import lamp_colour, lamp_colours, warmed
from liminal.light.packed_list import trim_long
from liminal.piece.mesh import build
from liminal.piece.piece import make_piece
from liminal.piece.visibility import LINES, Viewpoint
from liminal.view.camera_lamp import CameraLamp
from liminal.view.figure_drawing import probes_of_figures
from liminal.view.framing import frame_window
from liminal.view.furniture import dimmed, lit_placements, placements_of
from liminal.view.movers import probes_of
from liminal.view.placed_figures import figures_shown
from liminal.view.pose import Pose
from liminal.view.projection import Matrix
from liminal.view.rings import Drips
from liminal.view.scene import Scene
from liminal.view.spot_lamp import SpotLamp, spot_uniforms
from liminal.view.stage_events import NO_EVENTS, StageEvents
from liminal.view.surface import Surfaces
from liminal.view.torches import torches_at
from liminal.world.cell_grid import CellGrid
from liminal.world.grid import CHUNK
from liminal.world.prop import PROP


def _distance_to(
    viewpoints: Sequence[Viewpoint], standing: NDArray[np.void], origin: tuple[float, float]
) -> NDArray[np.floating]:
    """How far each of some lamps or props, (m,), is from the nearest viewpoint, in the plan: (m,), metres.

    `origin`: of the window that viewpoints are told in.
    """
    x, z = standing["x"] - origin[0], standing["z"] - origin[1]
    distance: NDArray[np.floating] = np.min([np.hypot(x - each.x, z - each.z) for each in viewpoints], axis=0)
    return distance


CLOSING = 1.0  # s at the end of a loop in which lamps fade to their light before its beginning
REMEMBERED = 4  # instants whose lamps are known at a time
NOTICED = 0.02  # of a lamp's usual light: less of a change within a sixtieth of a second is not seen as such
THING_GROUPS = 6  # things whose changing light is kept apart: the nearest; each costs all bounces once more
COLOUR_PERIOD = 60.0  # s in which lamps that run up keep their colour: a scene is shorter
FAINTEST = 1e-3  # of the usual light: the mains never sag to nothing while the lamps on them still count


@dataclass(frozen=True)
class LampState:
    """The light at an instant.

    `steady`: the ripple that lamps share, a factor of the whole picture. But for that: `tubes`, (n, 2), of each lamp's;
    `things`, (m,), of each thing with light of its own.
    """

    steady: float
    tubes: NDArray[np.float32]
    things: NDArray[np.float32]


@dataclass(frozen=True)
class StageKey:
    """All that decides a stage of a world: the poses that it is lit for, in pictures of this aspect (width / height).

    `moment`: the only time (s) that it will be seen at; unset, lamps that flicker are kept apart. `lines`: how high the
    pictures will be, pixels; in low ones light is found less finely. `stage_events`: a film's outages and figures.
    `period`: of COLOUR_PERIOD each, the number of the one in which it will be seen. `passes`: pictures will have them.
    """

    poses: tuple[Pose, ...]
    aspect: float = 4 / 3
    moment: float | None = None
    lines: int = LINES
    stage_events: StageEvents = NO_EVENTS
    period: int = 0
    passes: bool = False


class Stage:
    """Built and lit for some poses; drawing from any other place shows surfaces without their own light.

    `origin`: of its window, x and z, m. `lamps`: of that, (n,) LAMP.
    """

    def __init__(self, scope: Scope, world: CellGrid, surfaces: Surfaces, key: StageKey) -> None:
        """Build and light it."""
        self._scope, preset = scope.scope(), world.preset
        poses, aspect, moment, stage_events = key.poses, key.aspect, key.moment, key.stage_events
        self._known: dict[float, LampState] = {}
        framed, visibility = frame_window(world, poses, aspect, preset.view.reach, key.lines)
        self._dimmers = Dimmers(world.seed, framed.lamps, preset.light, stage_events.outages)
        self.lamps = framed.lamps
        self._luminance = framed.lamps["luminance"].copy()
        self._shutter, self._loop = preset.view.shutter, stage_events.loop
        stage_events = replace(stage_events, figures=figures_shown(world, stage_events.figures, framed, visibility))
        placements = placements_of(framed, visibility, stage_events.movers)
        self._lit = lit_placements(placements)
        props = np.array([placements[number].prop for number in self._lit], PROP)
        self._appliances = Appliances(world.seed, props, preset.light)
        lamps = behaving(framed.lamps, self._dimmers)
        warmth = self._dimmers.warmth((key.period + 0.5) * COLOUR_PERIOD if moment is None else moment)
        cool = warmth < 1
        lamps["colour"][cool] = warmed(lamp_colours(lamps[cool], lamp_colour(preset.light)), warmth[cool])
        shown = self._lamps_at(moment or 0.0)
        if moment is not None:
            lamps["luminance"] = self._luminance * shown.tubes.mean(1)
        changing = self._appliances.dimmable & (moment is None)
        placements = dimmed(placements, self._lit, np.where(changing, 1.0, shown.things))
        window = replace(framed, lamps=lamps)
        self.origin = window.origin
        x, z = window.x0 // CHUNK, window.z0 // CHUNK
        rows, columns = (extent // CHUNK for extent in window.floor.shape)
        with located(f"the piece of chunks {x},{z} to {x + columns - 1},{z + rows - 1} of seed {world.seed}"):
            piece = make_piece(
                window,
                preset.light.density,
                visibility,
                surfaces.reflectance,
                placements,
                np.concatenate(
                    [
                        probes_of(stage_events.moving, window.origin),
                        probes_of_figures(stage_events.figures, window.origin),
                    ]
                ),
                not preset.air.clear,
            )
        # Indirect light of small lamps is baked for a still; on the move it would lag behind.
        lit = preset.camera_lamp.kind is not None
        spots = None
        if moment is not None:
            own = [CameraLamp(preset.camera_lamp, preset.view.shutter).at(poses[0], self.origin)] if lit else []
            torches = torches_at(stage_events.figures, moment, self.origin)
            shining = [*own, *(torch.spill for torch in torches)]
            spots = spot_uniforms(shining) if shining else None
        separate = things = np.zeros(0, np.intp)
        if moment is None:
            distance = _distance_to(visibility.viewpoints, lamps, window.origin)
            separate = nearest_dimmable(self._dimmers.dimmable, lamps["luminance"], distance)
            distance = _distance_to(visibility.viewpoints, props, window.origin)
            things = nearest_dimmable(changing, changing.astype(np.float32), distance, THING_GROUPS)
        # What takes much memory only while it is made comes before the light.
        mesh = build(window, piece.charts, piece.shown)
        del framed, visibility
        trim(self._scope)
        moving = stage_events.moving
        figures, lit_things = stage_events.figures, self._lit[things]
        rest = separate, spots, lit_things, moving, figures, preset.water
        self._direct = None
        if key.passes:
            self.lightmap, self._direct = bake_apart(self._scope, piece, preset.light, *rest)
        else:
            self.lightmap = bake(self._scope, piece, preset.light, *rest)
        trim_long(self._scope, len(piece.surfels))
        self.scene = Scene(
            self._scope,
            piece,
            mesh,
            self.lightmap,
            surfaces,
            lamp_colour(preset.light),
            lit,
            stage_events,
            preset.water,
            preset.air,
            Drips(world, np.array([(pose.x, pose.z) for pose in poses])) if window.wet.any() else None,
            baked=moment is not None,
            direct=self._direct,
        )

        self._changing = things
        self._shown: float | None = None
        self.light_at(moment or 0.0)

    def light_at(self, time: float, clip: Matrix | None = None) -> None:
        """Set the light of every lamp to its mean while the shutter is open at a time, s.

        `clip`: from window-local metres to clip space, if only a picture of that is to be drawn next.
        """
        if time != self._shown:
            self._shown = time
            state = self._lamps_at(time)
            steady, tubes = state.steady, state.tubes
            ends = self._looped(self._dimmers.tube_ends, time) / np.float32(steady)
            self.scene.dim(self._luminance[:, None] * np.hstack([tubes, ends]), steady)
            if len(self._lit):
                self.scene.shine(self._lit, state.things, self._appliances.pictures(time))
            self._dimmed = self._dimmers_of(state)
        self.scene.place(time)
        for each in (self.lightmap, self._direct):
            if each is not None:
                each.dim(self._dimmed, clip, time)

    def spots(self, own: SpotLamp | None, place: tuple[float, float]) -> tuple[SpotLamp, ...]:
        """The small lamps as they are now, counted from a place in the world, x and z, m; `own`: see `Scene.spots`."""
        return tuple(lamp.counted_from(self.origin, place) for lamp in self.scene.spots(own))

    def ratio(self, first: float, second: float, clip: Matrix) -> float | None:
        """How many times as bright it is at a second time, s, as at a first.

        None where things move, or lamps that change by themselves are in the picture or light it. `clip`: from
        window-local metres to clip space. Lamps too far off to have a light group do not count.
        """
        if self.scene.things_move(first, second):
            return None
        before, after = self._lamps_at(first), self._lamps_at(second)
        lamps = np.abs(after.tubes - before.tubes).mean(1)[self.lightmap.dimmable]
        things = np.abs(after.things - before.things)[self._changing]
        shows = self.lightmap.shows(np.concatenate([lamps, things]) > NOTICED, clip)
        return None if shows else after.steady / before.steady

    def lamp_luminance(self, time: float) -> tuple[NDArray[np.float32], float]:
        """The luminance of the faces of its `lamps` at a time, s, (n,), cd/m2, and the ripple that all share."""
        state = self._lamps_at(time)
        return self._luminance * state.tubes.mean(1), state.steady

    def _dimmers_of(self, state: LampState) -> NDArray[np.float32]:
        """The dimmers of the lightmap's light groups: (k + j,)."""
        return np.concatenate([state.tubes.mean(1)[self.lightmap.dimmable], state.things[self._changing]])

    def _lamps_at(self, time: float) -> LampState:
        """The light of lamps and things at a time, s. A frame asks for the same instants more than once."""
        if time not in self._known:
            steady = self._looped(partial(self._dimmers.steady, shutter=self._shutter), time)
            ripple = max(float(steady.mean()), FAINTEST)
            tubes = self._looped(partial(self._dimmers.tubes, shutter=self._shutter), time)
            if len(self._known) == REMEMBERED:
                self._known.clear()
            things = self._looped(partial(self._appliances.at, shutter=self._shutter, steady=ripple), time)
            self._known[time] = LampState(ripple, tubes / np.float32(ripple), things / np.float32(ripple))
        return self._known[time]

    def _looped(self, light: Callable[[float], NDArray[np.float32]], time: float) -> NDArray[np.float32]:
        """The light at a time, (n, ...); towards the end of a loop it becomes that from before its beginning."""
        if self._loop is None or time <= self._loop - CLOSING:
            return light(time)
        share = min((time - self._loop) / CLOSING + 1.0, 1.0)
        closing: NDArray[np.float32] = (1 - share) * light(time) + share * light(time - self._loop)
        return closing.astype(np.float32)

    def release(self) -> None:
        """Free the mesh and the light."""
        self._scope.close()


def behaving(lamps: NDArray[np.void], dimmers: Dimmers) -> NDArray[np.void]:
    """The lamps with their luminance when they do not flicker; those with a dead tube are darker for good."""
    lamps = lamps.copy()
    lamps["luminance"] *= np.where(dimmers.dimmable, np.float32(1), dimmers.level)
    return lamps
