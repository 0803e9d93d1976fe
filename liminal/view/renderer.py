"""The renderer: from a pose to the light in the scene, and from that to a picture."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from liminal.closing import Closing
from liminal.colour import luminance
from liminal.gl import Scope, Target, Texture, trim
from liminal.view.camera_lamp import CameraLamp
from liminal.view.colour_passes import DRAWN
from liminal.view.development import Development
from liminal.view.dust import Dust
from liminal.view.field_picture import ROW, Shot
from liminal.view.fields import Fields
from liminal.view.glow import Glow
from liminal.view.layer_picture import LayerPicture
from liminal.view.layer_sheet import LayerSheets
from liminal.view.picture_part import PicturePart, parts_of
from liminal.view.pose import Pose
from liminal.view.sample_sum import SampleSum
from liminal.view.shares import Shares, light_at
from liminal.view.stage import Stage, StageKey
from liminal.view.surface import Surfaces
from liminal.world.cell_grid import CellGrid

PREVIEW_HEIGHT = 180  # pixels: the small picture that glow is made of
PREVIEW_SAMPLES = 4
METER_HEIGHT = 80  # pixels: a meter needs no detail
REFLECTED = 0.125  # cd/m2: a scene of EV 0 at ISO 100, by ISO 2720:1974 with its constant K = 12.5
KEPT = 2  # stages that are lit at a time: one scene of a film takes over from another
DARKEST = 0.05  # cd/m2: darker pixels count as this when metering, so that one black corner does not decide


class Renderer(Closing):
    """Draws one `world`: a picture is a function of the stages it shows, the pose and the time alone.

    Pictures are arrays with the top row first. The context is opened at the first need and stays the caller's.
    """

    def __init__(self, scope: Scope, world: CellGrid, texels: int | None = None) -> None:
        """`texels`: along the edge of each painted texture; None is as many as the preset has."""
        self._scope = scope.scope()
        self.world, preset = world, world.preset
        self._preset = preset
        self._surfaces = Surfaces(self._scope, preset.surface, texels, world.materials)
        self._glow = Glow(self._scope)
        self._sheets = LayerSheets(self._scope)
        self._development = Development(self._scope, preset.view, preset.photo, world.seed)
        lit = preset.camera_lamp.kind is not None
        self._lamp = CameraLamp(preset.camera_lamp, preset.view.shutter) if lit else None
        self._dust = None
        if preset.air.dust > 0:
            self._dust = Dust(self._scope, world.seed, preset.air)
        self._fields = Fields(self._scope, self._lamp, self._dust)
        self._samples = SampleSum(self._scope, preset.photo.softness, self._lamp, self._dust, self._sheets)
        self._stages: dict[StageKey, Stage] = {}  # the last one asked for is the last

    def stage(self, key: StageKey, *, beside: int = KEPT - 1) -> Stage:
        """Return the stage of a key, built and lit: made where it is not one of the last `KEPT` that were asked for.

        It is the renderer's, and stays usable until `KEPT` others have been asked for, or one with fewer `beside` it.
        `beside`: how many of the others are kept where it has to be made, at most KEPT - 1.
        """
        kept = self._stages.pop(key, None)
        if kept is None:
            # The oldest is freed first: a stage takes much memory while it is lit.
            while len(self._stages) > beside:
                self._stages.pop(next(iter(self._stages))).release()
            trim(self._scope)
            kept = Stage(self._scope, self.world, self._surfaces, key)
            trim(self._scope)
        self._stages[key] = kept
        return kept

    def scene(
        self, stage: Stage, pose: Pose, size: tuple[int, int], samples: int = 16, time: float = 0.0
    ) -> NDArray[np.float32]:
        """The light that reaches the camera at a time (s): float32 (height, width, 3), cd/m2, linear Rec. 709."""
        return self.light([(stage, 1.0)], pose, size, samples, time)

    def light(
        self,
        shares: Shares,
        pose: Pose,
        size: tuple[int, int],
        samples: int = 16,
        time: float = 0.0,
        limit: float = np.inf,
        layers: Sequence[LayerPicture] = (),
    ) -> NDArray[np.float32]:
        """The light of stages that share the samples, as `scene` has it; samples are at most a `limit`, cd/m2.

        `layers`: put into it, the later in front of the earlier.
        """
        light_at(shares, time, pose, size[0] / size[1])
        picture = np.empty((size[1], size[0], 3), np.float32)
        for part in parts_of(size):
            total = self._samples.draw(shares, pose, size, part, samples, limit=limit, layers=layers)
            part.put(total.read()[..., :3] / samples, picture)
        return picture[::-1]

    def interlaced(
        self,
        stage: Stage,
        pose: Pose,
        size: tuple[int, int],
        aspect: float,
        samples: int,
        limit: float,
        layers: Sequence[LayerPicture] = (),
    ) -> NDArray[np.float32]:
        """The light of a frame's two fields at 0 s, as good as that of a still: float32 (2, lines, width, 4), cd/m2.

        Each field has its top line first. `size`: of the frame, pixels, fewer than TILE along each edge; `aspect`: of
        the picture. `limit`: see `fields`; alpha has the luminance without it. `layers`: see `light`.
        """
        light_at([(stage, 1.0)], 0.0, pose, aspect)
        part = PicturePart(0, 0, *size)
        total = self._samples.draw(
            [(stage, 1.0)], pose, size, part, samples, limit=limit, layers=layers, aspect=aspect, up=-ROW
        )
        rows = total.read()[::-1] / samples
        below = np.concatenate([rows[1:], rows[-1:]])
        pairs: NDArray[np.float32] = (0.5 * (rows + below)).reshape(size[1] // 2, 2, size[0], -1).swapaxes(0, 1)
        return pairs

    def passes(
        self, shares: Shares, pose: Pose, size: tuple[int, int], samples: int = 16, time: float = 0.0
    ) -> list[NDArray[np.float32]]:
        """What `colour_passes` takes: the light of a picture as `scene` returns it, and the others that are DRAWN.

        Each: float32 (height, width, 3). `shares`: of stages with passes.
        """
        light_at(shares, time, pose, size[0] / size[1])
        pictures = [np.empty((size[1], size[0], 3), np.float32) for _ in DRAWN]
        for part in parts_of(size):
            total = self._samples.draw(shares, pose, size, part, samples, "passes", colours=len(DRAWN))
            for number, picture in enumerate(pictures):
                np.divide(total.read(number)[..., :3], np.float32(samples), out=part.of(picture))
        return [picture[::-1] for picture in pictures]

    def meter(self, stage: Stage, pose: Pose, aspect: float = 4 / 3, time: float = 0.0) -> float:
        """The exposure, as log2 of 1 / (cd/m2), that brings the scene's logarithmic average to `view.key`.

        With `view.ev` the camera has no meter, and every scene gets the exposure of that exposure value (EV).
        """
        if self._preset.view.ev is not None:
            return float(np.log2(self._preset.view.key / REFLECTED) - self._preset.view.ev)
        average = np.log2(np.maximum(luminance(self.glimpse(stage, pose, aspect, time)), DARKEST)).mean()
        return float(np.log2(self._preset.view.key) - average)

    def glimpse(self, stage: Stage, pose: Pose, aspect: float = 4 / 3, time: float = 0.0) -> NDArray[np.float32]:
        """A small, rough picture to meter by: float32 (METER_HEIGHT, width, 3), cd/m2, linear Rec. 709."""
        shares = [(stage, 1.0)]
        light_at(shares, time, pose, aspect)
        size = (round(METER_HEIGHT * aspect), METER_HEIGHT)
        total = self._samples.draw(shares, pose, size, PicturePart(0, 0, *size), 1, "meter")
        drawn: NDArray[np.float32] = total.read()[::-1, :, :3]
        return drawn

    def picture(
        self,
        shares: Shares,
        pose: Pose,
        size: tuple[int, int],
        exposure: float,
        samples: int = 16,
        time: float = 0.0,
        layers: Sequence[LayerPicture] = (),
    ) -> NDArray[np.uint8]:
        """The developed picture at a time (s): uint8 (height, width, 3), sRGB.

        `shares`: the share of the samples that see each stage. `exposure`: log2 of 1 / (cd/m2), as from `meter`.
        `layers`: see `light`.
        """
        limit = self._expose(shares, pose, size, exposure, samples, time, layers)
        picture = np.empty((size[1], size[0], 3), np.uint8)
        for part in parts_of(size):
            developed = self._samples.target("developed", (part.width, part.height))
            self._develop(developed, shares, pose, size, part, samples, limit, layers)
            part.put(developed.read()[..., :3], picture)
        return picture[::-1]

    def develop(
        self,
        target: Target,
        shares: Shares,
        pose: Pose,
        exposure: float,
        samples: int = 16,
        time: float = 0.0,
        layers: Sequence[LayerPicture] = (),
    ) -> None:
        """Draw the developed picture, as `picture` returns it, into a target ("f1") of up to TILE pixels an edge."""
        limit = self._expose(shares, pose, target.size, exposure, samples, time, layers)
        self._develop(target, shares, pose, target.size, PicturePart(0, 0, *target.size), samples, limit, layers)

    def _expose(
        self,
        shares: Shares,
        pose: Pose,
        size: tuple[int, int],
        exposure: float,
        samples: int,
        time: float,
        layers: Sequence[LayerPicture],
    ) -> float:
        """Set what all parts of a picture share; return the luminance that its samples are limited to, cd/m2."""
        aspect, gain = size[0] / size[1], 2.0 ** (exposure + self._preset.view.exposure)
        light_at(shares, time, pose, aspect)
        glow = self._glow.blur(self._preview(shares, pose, aspect, layers), PREVIEW_SAMPLES)
        self._development.begin(glow, gain, aspect, samples, time)
        return float(self._preset.view.clip / gain)

    def _develop(
        self,
        target: Target,
        shares: Shares,
        pose: Pose,
        size: tuple[int, int],
        part: PicturePart,
        samples: int,
        limit: float,
        layers: Sequence[LayerPicture],
    ) -> None:
        total = self._samples.draw(shares, pose, size, part, samples, limit=limit, layers=layers)
        place = (part.x / size[0], part.y / size[1], part.width / size[0], part.height / size[1])
        self._development.draw(target, total.colours[0], place, (part.x, part.y))

    def fields(
        self,
        shares: Shares,
        pose_at: Callable[[float], Pose],
        instants: Sequence[float],
        size: tuple[int, int],
        aspect: float,
        samples: int = 2,
        limit: float = np.inf,
        layers: Sequence[Sequence[LayerPicture]] = (),
    ) -> Texture:
        """The light of interlaced fields, the upper one first: cd/m2, linear, each with its bottom line first.

        They lie one above the other in one texture, which the next call overwrites. `shares`: how much of the light is
        each stage's. `pose_at`: where the camera is at a time (s). `instants`: the middle of each field's exposure,
        which lasts for `view.shutter`; motion meanwhile is blurred. `size`: of a field, in pixels; `aspect`: of the
        picture. `samples`: for each pixel, an even number. `limit`: cd/m2; brighter samples count as this, so that the
        edges of blown-out lamps stay smooth; alpha has the luminance without it. `layers`: of each field, see `light`.
        """
        shot = Shot(pose_at, self._preset.view.shutter, limit)
        sheets = [self._sheets.of(each) for each in layers]
        return self._fields.draw(shares, shot, instants, size, aspect, samples, sheets)

    def _preview(self, shares: Shares, pose: Pose, aspect: float, layers: Sequence[LayerPicture]) -> Target:
        size = (round(PREVIEW_HEIGHT * aspect), PREVIEW_HEIGHT)
        whole = PicturePart(0, 0, *size)
        return self._samples.draw(shares, pose, size, whole, PREVIEW_SAMPLES, "preview", layers=layers)

    def close(self) -> None:
        """Free all that was made in the context."""
        self._stages.clear()
        self._scope.close()
