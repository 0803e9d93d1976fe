"""Sums of samples: a picture is drawn once for each of its samples, from places and light of its own, and added up."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from liminal.gl import Scope, Target
from liminal.gl.texture import Format
from liminal.view.accumulation import Accumulation
from liminal.view.camera_lamp import CameraLamp
from liminal.view.dust import Dust, Exposure
from liminal.view.foreground import Foreground, Frame
from liminal.view.layer_picture import LayerPicture
from liminal.view.layer_sheet import LayerSheets
from liminal.view.mirror import mirrors_of
from liminal.view.picture_part import PicturePart
from liminal.view.pose import Pose
from liminal.view.projection import clip_from_view, view_from_world
from liminal.view.sampling import lens_offsets, pixel_offsets
from liminal.view.shares import Shares, seen_by
from liminal.view.stage import Stage
from liminal.view.surface import footprints


class SampleSum:
    """Draws and adds up samples of pictures, in targets of its own: one for each use."""

    def __init__(
        self, scope: Scope, softness: float, lamp: CameraLamp | None, dust: Dust | None, sheets: LayerSheets
    ) -> None:
        """`softness`: of the lens, as `PhotoSettings` has it. `lamp`: the camera's own. `sheets`: of layers."""
        self._scope, self._softness, self._lamp, self._dust, self._sheets = scope, softness, lamp, dust, sheets
        self._accumulation = Accumulation(scope)
        self._foreground = Foreground(scope)
        self._targets: dict[tuple[str, tuple[int, int]], Target] = {}

    def draw(
        self,
        shares: Shares,
        pose: Pose,
        size: tuple[int, int],
        part: PicturePart,
        samples: int,
        name: str = "sum",
        limit: float = np.inf,
        colours: int = 1,
        layers: Sequence[LayerPicture] = (),
        aspect: float | None = None,
        up: float = 0.0,
    ) -> Target:
        """Draw a part of a picture of `size`, pixels, once for each sample, and add them up.

        `shares`: of stages that are lit. `name`: of what it is for; the next call for the same overwrites it. `limit`:
        cd/m2; brighter samples count as this. `colours`: 1, or as many as there are passes. `layers`: put into it.
        `aspect`: of the picture; None: its pixels are square. `up`: rows by which all samples lie higher.
        """
        total, drawn = (self.target(use, part.size, colours) for use in (name, f"drawn for {name}"))
        total.clear()
        spots, blur = pixel_offsets(samples), self._softness / 1000 * size[1]
        aspect = aspect or size[0] / size[1]
        spread, sheet = lens_offsets(samples, blur) + np.array((0.0, up)), self._sheets.of(layers)
        offsets = spots + spread
        for number, (offset, footprint) in enumerate(zip(offsets, footprints(samples), strict=True)):
            stage = seen_by(shares, (number + 0.5) / samples)
            view = view_from_world(pose, stage.origin)
            jitter = (2 * offset[0] / size[0], 2 * offset[1] / size[1])
            clip = part.of_whole(size) @ clip_from_view(pose.fov, aspect, jitter=jitter) @ view
            # Across for up and up for across: else shadows would move with the samples and look jagged.
            beam = self._lamp.at(pose, stage.origin, spots[number, ::-1]) if self._lamp is not None else None
            stage.scene.draw(drawn, clip, float(footprint), beam, limit, mirrors_of(number, samples, stage.scene.rough))
            with self._scope.context.state(blend="add"):
                self._accumulation.add(total, drawn)
                if sheet is not None:
                    self._accumulation.add_layers(total, drawn, sheet, size, part, spots[number], spread[number], limit)
        part_from_clip = part.of_whole(size)
        self._add_dust(total, drawn, stage, pose, part_from_clip @ clip_from_view(pose.fov, aspect), samples)
        before = Frame(lambda time: pose, stage.scene.time, 0.0, aspect, part_from_clip=part_from_clip)
        self._foreground.lay_over(total, shares, before, weight=samples)
        return total

    def _add_dust(
        self,
        total: Target,
        drawn: Target,
        stage: Stage,
        pose: Pose,
        projection: NDArray[np.float64],
        samples: int,
    ) -> None:
        """Add the dust before what was drawn last, which is that of all samples."""
        if self._dust is None or drawn.depth is None:
            return
        own = None if self._lamp is None else self._lamp.at(pose, stage.origin)
        lamps = stage.spots(own, (pose.x, pose.z))
        still = Exposure(pose, pose, pose, stage.scene.time, projection, lamps)
        self._dust.add(total.layers[0], still, samples, drawn.depth)

    def target(self, name: str, size: tuple[int, int], colours: int = 1) -> Target:
        """Return the target of this use and size, pixels; one of each use is kept."""
        kept = self._targets.get((name, size))
        if kept is None:
            for key in [key for key in self._targets if key[0] == name]:
                del self._targets[key]
            drawn = name.startswith("drawn")
            format: Format = "f2" if drawn else "f1" if name == "developed" else "f4"
            kept = Target(self._scope, size, [format] * colours, depth=drawn, filter="nearest" if drawn else "linear")
            self._targets[name, size] = kept
        return kept
