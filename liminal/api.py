"""The library: a seed and a preset become arrays. Everything that the command line can do, it does through here."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from liminal.closing import Closing
from liminal.errors import LiminalError
from liminal.export.model import Model
from liminal.film.recipe import Recipe
from liminal.gl.context import Context
from liminal.plan.floor_plan import draw_cells, extent
from liminal.rate import frame_count
from liminal.settings.load import load_preset
from liminal.settings.preset import Preset
from liminal.settings.seed import parse_seed
from liminal.version import __version__
from liminal.view.pose import Pose
from liminal.view.renderer import Renderer
from liminal.view.stage import Stage, StageKey
from liminal.view.viewpoint import check_pose, find_viewpoint
from liminal.world import world as place
from liminal.world.grid import CELL

if TYPE_CHECKING:
    from liminal.settings.storyboard import Storyboard
    from liminal.shoot.meter_log import MeterLog
    from liminal.shot.timeline import Timeline
    from liminal.sound import Soundtrack

Picture = NDArray[np.uint8]  # (H, W, 3), sRGB encoded, top row first
Light = NDArray[np.float32]  # (H, W, 3), scene-linear Rec. 709 in cd/m2, top row first
Size = tuple[int, int]  # width, height in pixels

SIZE_MAX = 8192  # pixels along an edge
SECONDS_MAX = 3600.0  # s of film
STILL_SAMPLES = 16  # for each pixel of a still
CLIP_SAMPLES = 4  # for each pixel of a frame: the next frame covers for what is left
FIELD_SAMPLES = 2  # for each pixel of a field, on tape
TAPE_TEXELS = 512  # of a painted texture along its edge: 1 mm of wallpaper, a pixel of 720 x 480 half a metre off


class World(place.World):
    """The place that a seed and a preset name, endless, made of numpy arrays; no OpenGL is needed.

    `seed`: a whole number from 0, or a word. `preset`: a name, the path of a .toml file, or what `load_preset` gave.
    Raises LiminalError for a seed or preset that does not hold.
    """

    def __init__(self, seed: int | str = 7, preset: str | Path | Preset = "level-0") -> None:
        self.preset = preset if isinstance(preset, Preset) else load_preset(preset)
        self.preset_name = self.preset.title if isinstance(preset, Preset) else str(preset)
        super().__init__(parse_seed(seed), self.preset.world, self.preset.light.lamp_luminance)

    def viewpoint(self) -> Pose:
        """Find a good place to stand and look from: depth, openings, several lamps, a wall close by."""
        return find_viewpoint(self, self.preset.view)

    def stand(
        self,
        x: float,
        z: float,
        *,
        eye: float | None = None,
        yaw: float = 0.0,
        pitch: float = 0.0,
        roll: float = 0.0,
        fov: float | None = None,
    ) -> Pose:
        """Return a pose at (x, z), metres, with the eye `eye` metres above the floor; angles in degrees, see `Pose`.

        Raises LiminalError when that is inside or against a wall.
        """
        view = self.preset.view
        floor = float(self.window(int(x // CELL), int(z // CELL), 1, 1).floor[0, 0])
        height = floor + (view.eye if eye is None else eye)
        pose = Pose(x, height, z, yaw % 360.0, pitch, roll, view.fov if fov is None else fov)
        check_pose(self, pose)
        return pose


class Studio(Closing):
    """A camera in a world: it draws stills and films from it.

        with Studio(World(seed=7)) as studio:
            picture = studio.still((1440, 1080))

    OpenGL opens at the first picture and closes at the end of the block, or by `close`; then it may open anew.
    """

    def __init__(self, world: World, storyboard: "str | Path | Storyboard" = "stroll", loop: bool = False) -> None:
        """`storyboard`: of its films, a name, the path of a .toml file, or what `load_storyboard` gave.

        Of a storyboard's own settings only its shots count: `load_preset(..., storyboard.overrides(taped))` has the
        rest. `loop`: the end of a film meets its beginning; that takes a storyboard of one walk.
        """
        self.world = world
        self._storyboard, self._loop = storyboard, loop
        self._film: tuple[tuple[float, Pose], Timeline] | None = None
        self._context = Context()
        self._renderers: dict[bool, Renderer] = {}  # by whether they draw for a tape

    def still(self, size: Size = (1440, 1080), pose: Pose | None = None, samples: int = STILL_SAMPLES) -> Picture:
        """Return a developed picture, uint8 (H, W, 3), sRGB. Without a pose it finds a viewpoint."""
        renderer, stage, pose = self._aim(size, pose)
        return renderer.picture([(stage, 1.0)], pose, size, renderer.meter(stage, pose, _aspect(size)), samples)

    def light(self, size: Size = (1440, 1080), pose: Pose | None = None, samples: int = STILL_SAMPLES) -> Light:
        """Return the light that reaches the camera, float32 (H, W, 3), scene-linear Rec. 709 in cd/m2."""
        renderer, stage, pose = self._aim(size, pose)
        return renderer.scene(stage, pose, size, samples)

    def clip(
        self,
        seconds: float,
        size: Size = (720, 480),
        pose: Pose | None = None,
        samples: int = CLIP_SAMPLES,
        wanted: Sequence[int] | None = None,
    ) -> Iterator[Picture]:
        """Film for `seconds` from `pose` (or a found viewpoint) and return the frames, 29.97 a second.

        Each is a developed picture, uint8 (H, W, 3), sRGB. In a film of one shot, frame n is the same however long it
        is. `wanted`: only the frames with these numbers, rising.
        """
        from liminal.shoot.take import take

        check_size(size)
        check_seconds(seconds)
        return take(self._open(), self.film(seconds, pose), frame_count(seconds), size, samples, wanted)

    def tape(
        self,
        seconds: float,
        pose: Pose | None = None,
        samples: int = FIELD_SAMPLES,
        wanted: Sequence[int] | None = None,
        log: "MeterLog | None" = None,
    ) -> Iterator[Picture]:
        """Film for `seconds` as `clip` does, with the preset's camcorder, and return the frames of its tape.

        Each is uint8 (480, 720, 3), to be shown 4:3: even rows are field 1, odd rows field 2, a sixtieth of a second
        later. `samples`: for each pixel of a field. `wanted`: only the
        frames with these numbers. `log`: what the camera's meter read in scenes, which then need
        no light for that; more is added to it.
        """
        from liminal.shoot.videotape import videotape

        check_seconds(seconds)
        frames, film = frame_count(seconds), self.film(seconds, pose)
        preset, seed = with_camera(self.world.preset), self.world.seed
        return videotape(self._context, self._open(taped=True), film, preset, seed, frames, samples, wanted, log)

    def film(self, seconds: float, pose: Pose | None = None) -> "Timeline":
        """Return what `clip` and `tape` film: where the camera is at any time, and all that happens.

        Its `notes` say what could not be staged in this place, and what is there instead.
        """
        # Graph search takes a while to load, and a still needs none.
        from liminal.shot.timeline import Timeline

        check_seconds(seconds)
        asked = seconds, self._standing(pose)
        if self._film is None or self._film[0] != asked:
            world = self.world
            made = Timeline(world, self._told(), world.preset, world.seed, asked[1], seconds, loop=self._loop)
            self._film = asked, made
        return self._film[1]

    def soundtrack(self, seconds: float, pose: Pose | None = None) -> "Soundtrack":
        """Return the sound of what `clip` and `tape` film: any of its samples, stereo, at 48 kHz."""
        from liminal.shoot.film_soundtrack import soundtrack_of
        from liminal.shoot.recorder import recorded

        check_seconds(seconds)
        film, preset, seed = self.film(seconds, pose), self.world.preset, self.world.seed
        preset = preset.model_copy(update={"tape": recorded(preset.tape, film.cuts, film.events)})
        return soundtrack_of(film, self.world, preset, seed, self._loop)

    def snapshot(self, pose: Pose | None = None, samples: int = STILL_SAMPLES) -> Picture:
        """Return one frame of a tape, as `tape` makes them, filmed by somebody who stands still."""
        from liminal.shoot.videotape import snapshot

        pose = self._standing(pose)
        preset = with_camera(self.world.preset)
        return snapshot(self._context, self._open(taped=True), pose, preset, self.world.seed, samples)

    def model(
        self,
        radius: float = 20.0,
        pose: Pose | None = None,
        size: Size = (1440, 1080),
        lightmaps: bool = False,
    ) -> Model:
        """Return the part of the place within `radius` metres of a pose, along each axis, for `write_model`.

        Its camera is the pose, or a found viewpoint, for pictures of `size`. `lightmaps` bakes our light in as well, as
        bright as `still` would show it from there.
        """
        from liminal.export.model import check_part, cut_out
        from liminal.export.skin import bake_skin
        from liminal.export.swatch import swatches
        from liminal.view.surface import Surfaces

        check_size(size)
        pose = self._standing(pose)
        check_part((pose.x, pose.z), radius, pose, lightmaps)
        preset, aspect = self.world.preset, _aspect(size)
        surfaces = Surfaces(self._context, preset.surface)
        skinning = None
        if lightmaps:
            renderer, stage, pose = self._aim(size, pose)
            exposure = renderer.meter(stage, pose, aspect)
            skinning = partial(bake_skin, scope=self._context, surfaces=surfaces, preset=preset, exposure=exposure)
        centre = pose.x, pose.z
        model = cut_out(self.world, preset, swatches(surfaces), centre, radius, pose, aspect, skinning)
        return model

    def recipe(
        self,
        size: Size,
        pose: Pose,
        samples: int = STILL_SAMPLES,
        seconds: float | None = None,
        radius: float | None = None,
    ) -> Recipe:
        """Return what it takes to make a still, a clip of `seconds`, or a model of a `radius` in metres again."""
        filmed: dict[str, Any] = {}
        if seconds is not None:
            filmed = {"storyboard": self._told().model_dump(mode="json", exclude_none=True), "loop": self._loop or None}
        return Recipe(
            liminal=__version__,
            world=place.WORLD_VERSION,
            renderer=self._context.info.renderer,
            preset=self.world.preset_name,
            settings=self.world.preset.model_dump(mode="json", exclude_none=True),
            seed=self.world.seed,
            pose=pose,
            width=size[0],
            height=size[1],
            samples=samples,
            seconds=seconds,
            radius=radius,
            **filmed,
        )

    def close(self) -> None:
        """Free everything drawn with, and close OpenGL."""
        for renderer in self._renderers.values():
            renderer.close()
        self._renderers.clear()
        self._context.close()

    def _open(self, taped: bool = False) -> Renderer:
        if taped not in self._renderers:
            preset = painted_for_tape(self.world.preset) if taped else self.world.preset
            self._renderers[taped] = Renderer(self._context, self.world, preset)
        return self._renderers[taped]

    def _told(self) -> "Storyboard":
        from liminal.settings.shot_list import load_storyboard
        from liminal.settings.storyboard import Storyboard

        return self._storyboard if isinstance(self._storyboard, Storyboard) else load_storyboard(self._storyboard)

    def _standing(self, pose: Pose | None) -> Pose:
        if pose is None:
            return self.world.viewpoint()
        check_pose(self.world, pose)
        return pose

    def _aim(self, size: Size, pose: Pose | None) -> tuple[Renderer, Stage, Pose]:
        check_size(size)
        pose, renderer = self._standing(pose), self._open()
        return renderer, renderer.stage(StageKey((pose,), _aspect(size), moment=0.0)), pose


def render_still(
    preset: str | Path | Preset = "level-0",
    seed: int | str = 7,
    size: Size = (1440, 1080),
    pose: Pose | None = None,
    exposure: float | None = None,
) -> Picture:
    """Return one picture of a place: uint8 (H, W, 3), sRGB encoded, top row first.

    Without a pose it finds a viewpoint. `exposure`: EV brighter than metered; None is what the preset says.
    Raises LiminalError for arguments that do not hold, or when there is no OpenGL 3.3.
    """
    with Studio(World(seed, exposed(preset, exposure))) as studio:
        return studio.still(size, pose)


def render_light(
    preset: str | Path | Preset = "level-0",
    seed: int | str = 7,
    size: Size = (1440, 1080),
    pose: Pose | None = None,
) -> Light:
    """Return the light of one picture, float32 (H, W, 3), scene-linear Rec. 709 in cd/m2; else as `render_still`."""
    with Studio(World(seed, preset)) as studio:
        return studio.light(size, pose)


def render_clip(
    preset: str | Path | Preset = "level-0",
    seed: int | str = 7,
    seconds: float = 5.0,
    size: Size = (720, 480),
    pose: Pose | None = None,
    exposure: float | None = None,
) -> Iterator[Picture]:
    """Return the frames of a walk through a place, 29.97 a second, each as `render_still` returns it.

    OpenGL closes when the last frame is taken, or the iterator is closed or forgotten.
    """
    studio = Studio(World(seed, exposed(preset, exposure)))
    frames = studio.clip(seconds, size, pose)

    def closing() -> Iterator[Picture]:
        with studio:
            yield from frames

    return closing()


def floor_plan(
    preset: str | Path | Preset = "level-0",
    seed: int | str = 7,
    at: tuple[float, float] = (0.0, 0.0),
    radius: float = 30.0,
) -> Picture:
    """Return the floor plan within `radius` metres of `at` (x, z) along each axis: uint8 (H, W, 3), -z is up."""
    return draw_cells(World(seed, preset), extent(at, radius))


def with_camera(preset: Preset) -> Preset:
    """Return the preset with a camera that adds nothing of its own, if it has none."""
    if preset.camera.kind is not None:
        return preset
    return preset.model_copy(update={"camera": preset.camera.perfect()})


def painted_for_tape(preset: Preset) -> Preset:
    """Return the preset with surfaces painted no more finely than a tape shows them: that spares 84 MB."""
    surface = preset.surface
    texture_size = min(surface.texture_size, TAPE_TEXELS)
    return preset.model_copy(update={"surface": surface.model_copy(update={"texture_size": texture_size})})


def exposed(preset: str | Path | Preset, exposure: float | None) -> Preset | str | Path:
    """Return the preset with its exposure, EV, replaced; None leaves it as it is. Raises LiminalError beyond 10 EV."""
    if exposure is None:
        return preset
    if not -10.0 <= exposure <= 10.0:
        raise LiminalError(f"exposure {exposure:g} EV is out of range; it must be -10 to 10")
    loaded = preset if isinstance(preset, Preset) else load_preset(preset)
    return loaded.model_copy(update={"view": loaded.view.model_copy(update={"exposure": exposure})})


def check_size(size: Size) -> None:
    """Raise LiminalError unless a picture may have this width and height."""
    if not all(isinstance(edge, int | np.integer) and 1 <= edge <= SIZE_MAX for edge in size) or len(size) != 2:
        raise LiminalError(
            f"size {'x'.join(map(str, size))} is out of range; width and height must each be 1 to {SIZE_MAX} pixels"
        )


def check_seconds(seconds: float) -> None:
    """Raise LiminalError unless a film may be this long."""
    if not 0.0 < seconds <= SECONDS_MAX:
        raise LiminalError(f"{seconds:g} seconds of film are not possible; give more than 0, up to {SECONDS_MAX:g}")


def _aspect(size: Size) -> float:
    return size[0] / size[1]
