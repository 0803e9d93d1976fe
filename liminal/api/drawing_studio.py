"""The drawing studio: a camera in a world, which draws pictures and films as arrays."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from liminal.api.limits import (
    CLIP_SAMPLES,
    CLIP_SIZE,
    FIELD_SAMPLES,
    RADIUS,
    SMALL_LINES,
    SMALL_TEXELS,
    STILL_SAMPLES,
    STILL_SIZE,
    Size,
    check_seconds,
    check_size,
)
from liminal.api.world import World
from liminal.closing import Closing
from liminal.film.recipe import Recipe
from liminal.gl.context import Context
from liminal.rate import FRAME_RATE, frame_count
from liminal.settings.preset import Preset
from liminal.version import __version__
from liminal.view.layer_picture import NO_LAYERS, LayerSource
from liminal.view.picture_form import FLAT, PictureForm
from liminal.view.pose import Pose
from liminal.view.presentation import Presentation
from liminal.view.renderer import Renderer
from liminal.view.stage import Stage, StageKey
from liminal.view.viewpoint import check_pose
from liminal.world.cell_grid import WORLD_VERSION

if TYPE_CHECKING:
    from liminal.export.filmed_part import FilmedPart
    from liminal.export.model import Model
    from liminal.settings.storyboard import Storyboard
    from liminal.shoot.meter_log import MeterLog
    from liminal.shoot.pass_take import PassFrame
    from liminal.shoot.still_tape import StillTape
    from liminal.shot.timeline import Timeline
    from liminal.sound.soundtrack import Soundtrack

Picture = NDArray[np.uint8]  # (H, W, 3), sRGB encoded, top row first
Light = NDArray[np.float32]  # (H, W, 3), scene-linear Rec. 709 in cd/m2, top row first


class DrawingStudio(Closing):
    """Draws stills and films of a world. OpenGL opens at the first picture; after `close` it may open anew."""

    def __init__(self, world: World, storyboard: "str | Path | Storyboard" = "stroll", loop: bool = False) -> None:
        """`storyboard`: of its films, a name, the path of a .toml file, or a `Storyboard`.

        Of a storyboard's own settings only its shots count: `load_preset(..., storyboard.overrides(taped))` has the
        rest, and its `thing` belongs among the preset's. `loop`: the end of a film meets its beginning; that takes a
        storyboard of one walk.
        """
        self.world = world
        self._storyboard, self._loop = storyboard, loop
        self._film: tuple[tuple[float, Pose], Timeline] | None = None
        self._context = Context()
        self._renderers: dict[int, Renderer] = {}  # by the texels of their textures
        self._tape: tuple[Preset, StillTape] | None = None  # of the last snapshot, and its look

    def still(
        self,
        size: Size = STILL_SIZE,
        pose: Pose | None = None,
        samples: int = STILL_SAMPLES,
        form: PictureForm = FLAT,
        layers: LayerSource = NO_LAYERS,
        lit_for: tuple[Pose, ...] = (),
    ) -> Picture:
        """Return a developed picture, uint8 (H, W, 3), sRGB. Without a pose it finds a viewpoint.

        `layers`: put into the light of a flat picture, as they are at first. `lit_for`: poses, this one among them,
        that light is found for together, once for pictures from all of them; none: for this one alone.
        """
        renderer, stage, pose = self._aim(size, pose, form, lit_for)
        exposure = renderer.meter(stage, pose, _aspect(form.of_an_eye(size)))
        shown = Presentation(self._context, renderer, form)
        return shown.picture([(stage, 1.0)], pose, size, exposure, samples, layers=layers.at(0))

    def light(
        self,
        size: Size = STILL_SIZE,
        pose: Pose | None = None,
        samples: int = STILL_SAMPLES,
        form: PictureForm = FLAT,
        layers: LayerSource = NO_LAYERS,
        lit_for: tuple[Pose, ...] = (),
    ) -> Light:
        """Return the light that reaches the camera, float32 (H, W, 3), scene-linear Rec. 709 in cd/m2.

        `layers`, `lit_for`: see `still`.
        """
        renderer, stage, pose = self._aim(size, pose, form, lit_for)
        shown = Presentation(self._context, renderer, form)
        return shown.light([(stage, 1.0)], pose, size, samples, layers=layers.at(0))

    def clip(
        self,
        seconds: float,
        size: Size = CLIP_SIZE,
        pose: Pose | None = None,
        samples: int = CLIP_SAMPLES,
        wanted: Sequence[int] | None = None,
        form: PictureForm = FLAT,
        layers: LayerSource = NO_LAYERS,
    ) -> Iterator[Picture]:
        """Film for `seconds` from `pose` (or a found viewpoint) and return the frames, 29.97 a second.

        Each is a developed picture, uint8 (H, W, 3), sRGB. In a film of one shot, frame n is the same however long it
        is. `wanted`: only the frames with these numbers, rising. `layers`: put into the light of flat pictures.
        """
        from liminal.shoot.take import take

        check_size(size)
        check_seconds(seconds)
        film, renderer, frames = self.film(seconds, pose), self._open(size[1]), frame_count(seconds)
        shown = None if form.plain else Presentation(self._context, renderer, form)
        return take(self._context, renderer, film, frames, size, samples, wanted, shown, layers)

    def clip_light(
        self,
        seconds: float,
        size: Size = CLIP_SIZE,
        pose: Pose | None = None,
        samples: int = CLIP_SAMPLES,
        wanted: Sequence[int] | None = None,
        form: PictureForm = FLAT,
        layers: LayerSource = NO_LAYERS,
    ) -> Iterator[Light]:
        """Film as `clip` does, and return the light of each frame, float32 (H, W, 3), scene-linear in cd/m2.

        A card's white is 100 cd/m2.
        """
        from liminal.shoot.light_take import light_take

        check_size(size)
        check_seconds(seconds)
        frames = range(frame_count(seconds)) if wanted is None else wanted
        renderer = self._open(size[1])
        shown = Presentation(self._context, renderer, form)
        return light_take(renderer, self.film(seconds, pose), size, samples, frames, shown, layers)

    def tape(
        self,
        seconds: float,
        pose: Pose | None = None,
        samples: int = FIELD_SAMPLES,
        wanted: Sequence[int] | None = None,
        log: "MeterLog | None" = None,
        layers: LayerSource = NO_LAYERS,
    ) -> Iterator[Picture]:
        """Film for `seconds` as `clip` does, with the preset's camcorder, and return the frames of its tape.

        Each is uint8 (480, 720, 3), to be shown 4:3: even rows are field 1, odd rows field 2, a sixtieth of a second
        later. `samples`: for each pixel of a field. `wanted`: only the frames with these numbers. `log`: readings of
        the camera's meter by scene, which then need no light for that; more are added to it. `layers`: put into the
        light of each field; the meter does not see them.
        """
        from liminal.shoot.videotape import videotape

        check_seconds(seconds)
        frames, film = frame_count(seconds), self.film(seconds, pose)
        return videotape(self._context, self._open(), film, frames, samples, wanted, log, layers)

    def passes(
        self,
        names: Sequence[str],
        size: Size = STILL_SIZE,
        pose: Pose | None = None,
        samples: int = STILL_SAMPLES,
        lit_for: tuple[Pose, ...] = (),
    ) -> "PassFrame":
        """Return passes of a picture, by their names: docs/passes.md has what each of its arrays is.

        `lit_for`: see `still`.
        """
        from liminal.shoot.pass_take import pass_still

        check_size(size)
        return pass_still(self._open(size[1]), self._standing(pose), size, samples, names, lit_for)

    def clip_passes(
        self,
        names: Sequence[str],
        seconds: float,
        size: Size = CLIP_SIZE,
        pose: Pose | None = None,
        samples: int = CLIP_SAMPLES,
        wanted: Sequence[int] | None = None,
    ) -> "Iterator[PassFrame]":
        """Film as `clip` does, and return passes of the frames, but for cards."""
        from liminal.shoot.pass_take import pass_take

        check_size(size)
        film, frames = self.film(seconds, pose), range(frame_count(seconds)) if wanted is None else wanted
        return pass_take(self._open(size[1]), film, frames, size, samples, names)

    def film(self, seconds: float, pose: Pose | None = None) -> "Timeline":
        """Return the timeline that `clip` and `tape` film: the camera's pose at any time, and all events.

        Its `notes` tell which events could not be staged in this place, and their replacements.
        """
        # Graph search takes a while to load, and a still needs none.
        from liminal.shot.timeline import Timeline

        check_seconds(seconds)
        asked = seconds, self._standing(pose)
        if self._film is None or self._film[0] != asked:
            self._film = asked, Timeline(self.world, self.storyboard(), asked[1], seconds, loop=self._loop)
        return self._film[1]

    def soundtrack(self, seconds: float, pose: Pose | None = None) -> "Soundtrack":
        """Return the sound of the film of `clip` and `tape`: any of its samples, stereo, at 48 kHz."""
        from liminal.shoot.film_soundtrack import soundtrack_of

        check_seconds(seconds)
        return soundtrack_of(self.film(seconds, pose), self.world, self._loop)

    def snapshot(
        self,
        pose: Pose | None = None,
        samples: int = STILL_SAMPLES,
        size: Size | None = None,
        look: Preset | None = None,
        frame: int = 0,
        layers: LayerSource = NO_LAYERS,
        lit_for: tuple[Pose, ...] = (),
    ) -> Picture:
        """Return one frame of a tape of a camera that stands still.

        `size`: of the picture, whose pixels are square. None: (480, 720, 3), as `tape` makes them. `look`: a preset
        whose camera, cable, tape and captions are taken instead of the world's own. Those of the last one are kept, so
        pictures of one look come faster one after the other. `frame`: its number, 0 to 899, of which noise and
        faults are. `lit_for`: see `still`.
        """
        from liminal.shoot.still_tape import StillTape
        from liminal.shoot.videotape import ASPECT, PICTURE
        from liminal.view.resampling import scaled

        look, pose, renderer = look or self.world.preset, self._standing(pose), self._open()
        if self._tape is None or self._tape[0] != look:
            if self._tape is not None:
                self._tape[1].close()
            self._tape = look, StillTape(self._context, look, self.world.seed)
        aspect = ASPECT if size is None else _aspect(size)
        key = StageKey(lit_for, aspect, moment=0.0) if lit_for else StageKey((pose,), aspect, lines=PICTURE[1])
        picture = self._tape[1].picture(renderer, renderer.stage(key), pose, samples, frame, aspect, layers)
        return picture if size is None else scaled(picture, size)

    def model(
        self,
        radius: float = RADIUS,
        pose: Pose | None = None,
        size: Size = STILL_SIZE,
        lightmaps: bool = False,
        film: "FilmedPart | None" = None,
    ) -> "Model":
        """Return the part of the place within `radius` metres of a pose, along each axis, for `write_model`.

        Its camera is the pose, or a found viewpoint, for pictures of `size`. `lightmaps` bakes our light in as well, as
        bright as `still` would show it from there. `film`: the part reaches `radius` around the way of its camera.
        """
        from liminal.export.model import cut_out
        from liminal.export.reach import check_part
        from liminal.export.skin import bake_skin
        from liminal.export.swatch import swatches
        from liminal.view.surface import Surfaces

        check_size(size)
        pose = self._standing(pose)
        centre = pose.x, pose.z
        if film is not None:
            centre, radius = film.centre, film.radius(radius)
        check_part(centre, radius, pose, lightmaps)
        preset, aspect = self.world.preset, _aspect(size)
        surfaces = Surfaces(self._context, preset.surface, materials=self.world.materials)
        skinning = None
        if lightmaps:
            renderer, stage, pose = self._aim(size, pose)
            exposure = renderer.meter(stage, pose, aspect)
            skinning = partial(bake_skin, scope=self._context, surfaces=surfaces, preset=preset, exposure=exposure)
        return cut_out(self.world, swatches(surfaces), centre, radius, pose, aspect, skinning, film)

    def filmed_part(self, seconds: float, rate: Fraction = 2 * FRAME_RATE, pose: Pose | None = None) -> "FilmedPart":
        """Return the film of `clip` as a model has it, its camera sampled at a rate, Hz."""
        from liminal.export.filmed_part import FilmedPart
        from liminal.matchmove.camera_move import sampled_move

        film = self.film(seconds, pose)
        count = round(frame_count(seconds) * rate / FRAME_RATE)
        move = sampled_move(lambda time: film.pose(film.instant(time)), count, rate)
        return FilmedPart(move, film.stage_events.between(0.0, film.duration), film.duration)

    def recipe(
        self,
        size: Size,
        pose: Pose,
        samples: int = STILL_SAMPLES,
        seconds: float | None = None,
        radius: float | None = None,
        lit_for: tuple[Pose, ...] = (),
        look: Preset | None = None,
        frame: int = 0,
    ) -> Recipe:
        """Return the recipe to make a still, a clip of `seconds`, or a model of a `radius` in metres again.

        `lit_for`: see `still`. `look`, `frame`: see `snapshot`.
        """
        filmed: dict[str, Any] = {"frames": (frame, frame + 1)} if frame else {}
        if seconds is not None:
            filmed = {
                "storyboard": self.storyboard().model_dump(mode="json", exclude_none=True),
                "loop": self._loop or None,
            }
        return Recipe(
            liminal=__version__,
            world=WORLD_VERSION,
            renderer=self._context.info.renderer,
            preset=self.world.name,
            settings=(look or self.world.preset).model_dump(mode="json", exclude_none=True),
            seed=self.world.seed,
            pose=pose,
            width=size[0],
            height=size[1],
            samples=samples,
            lit_for=lit_for,
            seconds=seconds,
            radius=radius,
            **filmed,
        )

    @property
    def draws_by_software(self) -> bool:
        """Whether the processors draw, as there is no GPU."""
        return self._context.info.software

    def close(self) -> None:
        """Free everything drawn with, and close OpenGL."""
        if self._tape is not None:
            self._tape[1].close()
            self._tape = None
        for renderer in self._renderers.values():
            renderer.close()
        self._renderers.clear()
        self._context.close()

    def _open(self, lines: int = SMALL_LINES) -> Renderer:
        # Surfaces are painted no more finely than so many lines show them: on a tape that spares 84 MB, and 0.4 s.
        texels = self.world.preset.surface.texture_size
        if lines <= SMALL_LINES:
            texels = min(texels, SMALL_TEXELS)
        if texels not in self._renderers:
            self._renderers[texels] = Renderer(self._context, self.world, texels)
        return self._renderers[texels]

    def storyboard(self) -> "Storyboard":
        """Return the shots of its films."""
        from liminal.settings.shot_list import load_storyboard
        from liminal.settings.storyboard import Storyboard

        return self._storyboard if isinstance(self._storyboard, Storyboard) else load_storyboard(self._storyboard)

    def _standing(self, pose: Pose | None) -> Pose:
        if pose is None:
            return self.world.viewpoint()
        check_pose(self.world, pose)
        return pose

    def _aim(
        self, size: Size, pose: Pose | None, form: PictureForm = FLAT, lit_for: tuple[Pose, ...] = ()
    ) -> tuple[Renderer, Stage, Pose]:
        check_size(size)
        pose, renderer = self._standing(pose), self._open(size[1])
        poses, aspect = lit_for or tuple(form.lit_for(pose)), _aspect(form.of_an_eye(size))
        return renderer, renderer.stage(StageKey(poses, aspect, moment=0.0)), pose


def _aspect(size: Size) -> float:
    return size[0] / size[1]
