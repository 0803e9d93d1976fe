"""Fields: the lines of interlaced pictures, each at its own instant, with motion blur."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.gl import FullScreen, Scope, Target, Texture
from liminal.view.camera_lamp import CameraLamp
from liminal.view.dust import Dust, Exposure
from liminal.view.field_picture import ROW, FieldFrame, FieldPicture, Shot, place_in, row_of
from liminal.view.foreground import Foreground, Frame
from liminal.view.layer_sheet import NUMBERS, LayerSheet, Rectangle, SamplePlaces
from liminal.view.moment import Moment, MovingFigures
from liminal.view.projection import clip_from_view
from liminal.view.sampling import pixel_offsets
from liminal.view.shutter import Motion, part_of_rows, place_rows
from liminal.view.spot_lamp import SpotLamp
from liminal.view.stage import Stage
from liminal.view.surface import footprints

MARGINS = 6, 12  # pixels that may be drawn beyond each edge of a picture that serves two instants
# Pixels that anything may be from where it is drawn, for a picture to serve: the camera turns by 200 degrees a second.
FARTHEST = 20.0


class Fields:
    """Draws the light of fields; those it returns are overwritten by the next.

    A picture has two rows for each of a field's lines, as a chip adds up pairs of rows; and the second field of a frame
    pairs other rows than the first. So one picture serves both, if each point is moved to its place in either,
    by its depth; figures that move are drawn over a copy of it for each field, where they are then. Only where lamps
    change or things move between them, or the camera is too fast, each has its own.
    """

    def __init__(self, scope: Scope, lamp: CameraLamp | None, dust: Dust | None) -> None:
        """`lamp`: the camera's own; `dust`: in the light of that and of torches."""
        self._scope, self._lamp, self._dust = scope, lamp, dust
        self._foreground = Foreground(scope)
        self._shaders: dict[tuple[int, int], FullScreen] = {}  # by their taps and layers
        self._targets: dict[tuple[str, tuple[int, int]], Target] = {}

    def draw(
        self,
        shares: Sequence[tuple[Stage, float]],
        shot: Shot,
        instants: Sequence[float],
        size: tuple[int, int],
        aspect: float,
        samples: int,
        sheets: Sequence[LayerSheet | None] = (),
    ) -> Texture:
        """Draw a field of `size` (pixels) for each of the instants (s), one above the other; see `Renderer.fields`.

        `shares`: the stages that are seen, and the weight of each. `sheets`: the layers of each field, or none.
        """
        total = self._target("total", (size[0], size[1] * len(instants)))
        total.clear()
        for stage, share in shares:
            picture = FieldPicture(stage, shot, size, aspect, sheets)
            moving = picture.figures_moving(instants)
            if samples > 2 or len(instants) != 2 or not self._share(total, picture, moving, share, instants):
                for number, instant in enumerate(instants):
                    self._expose(total, picture, moving, share, instant, number, max(samples // 2, 1))
        for number, instant in enumerate(instants):
            row = row_of(number) / (2 * size[1])
            frame = Frame(shot.pose_at, instant, shot.shutter, aspect, row)
            self._foreground.lay_over(total, shares, frame, (0, number * size[1], *size))
        return total.colours[0]

    def _share(
        self, total: Target, picture: FieldPicture, moving: MovingFigures, share: float, instants: Sequence[float]
    ) -> bool:
        """Let one picture serve two fields; tell whether it can."""
        middle = sum(instants) / 2
        pose, shutter = picture.shot.pose_at(middle), picture.shot.shutter
        ways = [picture.motion(pose, instant, shutter) for instant in instants]
        farthest = max(way.farthest(picture.rows) for way in ways)
        margin = next((each for each in MARGINS if farthest <= each), MARGINS[-1])
        wide = picture.clip(pose, margin=margin)
        ratio = picture.stage.ratio(instants[0], instants[1], wide)
        if ratio is None or farthest > FARTHEST:
            return False
        picture.stage.light_at(instants[0], wide)
        frame = FieldFrame(pose, (0.0, -ROW), margin)
        drawn = self._draw(picture, frame, 1.0, moving.numbers)
        picture.stage.scene.place_figures(instants[0], instants[1])
        for number, (way, gain) in enumerate(zip(ways, (1.0, ratio), strict=True)):
            if moving.numbers:
                moment = Moment(instants[number], shutter, number, -number, gain)
                drawn = self._add_moving(total, picture, frame, moving, moment, way, share, again=number == 0)
            else:
                self._add(total, picture, drawn, way, -number, number, share, gain)
            self._add_dust(total, picture, drawn, instants[number], -number, number, share)
        return True

    def _expose(
        self,
        total: Target,
        picture: FieldPicture,
        moving: MovingFigures,
        share: float,
        instant: float,
        number: int,
        samples: int,
    ) -> None:
        """Draw field `number` by itself, from pictures that share the time for which the shutter is open."""
        shot, things = picture.shot, picture.exposures(instant)
        count = max(samples, things)
        length = shot.shutter / count
        picture.stage.light_at(instant, picture.clip(shot.pose_at(instant)))
        # Mip levels are spread over an octave by the pictures of both fields, of which each is sampled half as often.
        spread = footprints(2 * count)[number % 2 :: 2] * 2**0.5
        row = row_of(number)
        for index, (right, up) in enumerate(pixel_offsets(count)):
            middle = instant + (index - (count - 1) / 2) * length
            frame = FieldFrame(shot.pose_at(max(0.0, middle)), (float(right), float(up) + row), 0)
            picture.stage.scene.place(middle)
            drawn = self._draw(picture, frame, float(spread[index]), () if things else moving.numbers)
            way = picture.motion(frame.pose, middle, length)
            if moving.numbers and not things:
                moment = Moment(middle, length, number, 0)
                if moving.exposures(length) > 1:
                    picture.stage.scene.place_figures(middle - length / 2, middle + length / 2)
                drawn = self._add_moving(total, picture, frame, moving, moment, way, share / count)
            else:
                self._add(total, picture, drawn, way, 0, number, share / count)
        self._add_dust(total, picture, drawn, instant, 0, number, share)

    def _add_moving(
        self,
        total: Target,
        picture: FieldPicture,
        frame: FieldFrame,
        moving: MovingFigures,
        moment: Moment,
        way: Motion,
        weight: float,
        again: bool = False,
    ) -> Target:
        """Add the light of the picture that was drawn last to a field, with the figures over it that move.

        They are where they are at a moment, or at a few that share it. `way`: of the picture in all of it. `again`:
        whether the picture is to stay as it is, for more of that.
        """
        scene, size = picture.stage.scene, picture.with_margin(frame.margin)
        place, shown = self._target("drawn", size), self._target("shown", size)
        beam, clip = self._beam(picture, frame), picture.clip(*frame)
        exposures = moving.exposures(moment.length)
        length = moment.length / exposures
        times = moment.shared(length)
        for time in times:
            if again or time != times[-1]:
                shown.take_over(place)
            else:
                shown = place
            scene.draw_apart(shown, clip, beam, picture.shot.limit, moving.numbers, time)
            if exposures > 1:
                way = picture.motion(frame.pose, time, length)
            self._add(total, picture, shown, way, moment.row, moment.number, weight / exposures, moment.gain)
        return shown

    def _draw(self, picture: FieldPicture, frame: FieldFrame, footprint: float, apart: Sequence[int] = ()) -> Target:
        """Draw a picture. `footprint`: see `footprints`. `apart`: see `Scene.draw`."""
        drawn, clip = self._target("drawn", picture.with_margin(frame.margin)), picture.clip(*frame)
        beam = self._beam(picture, frame)
        picture.stage.scene.draw(drawn, clip, footprint, beam, picture.shot.limit, apart=apart)
        return drawn

    def _beam(self, picture: FieldPicture, frame: FieldFrame) -> SpotLamp | None:
        """The light of the camera's own lamp in a picture."""
        if self._lamp is None:
            return None
        # Across for up and up for across: else shadows would move with the samples and look jagged.
        return self._lamp.at(frame.pose, picture.stage.origin, np.array(frame.offset)[::-1])

    def _add(
        self,
        total: Target,
        picture: FieldPicture,
        drawn: Target,
        way: Motion,
        row: int,
        number: int,
        weight: float,
        gain: float = 1.0,
    ) -> None:
        """Add the light of a drawn picture to field `number`, and what layers over it change.

        The field's lines begin `row` rows further up in the picture. `gain`: how many times as bright the place is as
        it was drawn.
        """
        scale, shift = place_in(picture, drawn, row)
        taps = way.taps(picture.rows)
        known: dict[str, Any] = {"drawn": drawn.colours[0], "weight": weight * gain}
        if taps:
            known["depth"] = drawn.depth
        whole = (0, 0, *picture.size)
        self._add_rectangle(total, picture, way, taps, (scale, shift), number, whole, known)
        sheet = picture.sheets[number] if picture.sheets else None
        if sheet is None:
            return
        lines = picture.size[1]
        places = SamplePlaces(1 / np.array(picture.size), np.array((0.0, -row_of(number) / (2 * lines))), 0.25 / lines)
        rectangle = sheet.rectangle(places, picture.size)
        if rectangle is not None:
            placed = places._replace(shift=places.shift - (0, number))
            known |= {**sheet.uniforms, **placed.uniforms(picture.shot.limit)}
            known |= {"depth": drawn.depth, "weight": weight, "gain": gain}
            self._add_rectangle(total, picture, way, taps, (scale, shift), number, rectangle, known, sheet.count)

    def _add_rectangle(
        self,
        total: Target,
        picture: FieldPicture,
        way: Motion,
        taps: int,
        place: tuple[NDArray[np.float64], NDArray[np.float64]],
        number: int,
        rectangle: Rectangle,
        known: dict[str, Any],
        layers: int = 0,
    ) -> None:
        """Add the light of a rectangle of field `number`, pixels, or what a number of layers over it change.

        `place`: scale and shift from places in the field to those in the picture. `known`: more uniforms.
        """
        scale, shift = place
        low, extent = np.array(rectangle).reshape(2, 2) / picture.size
        values = {**known, "scale": scale * extent, "shift": shift + scale * low}
        if taps:
            middle = part_of_rows(place_rows((way.begin + way.end) / 2, scale, shift), low, extent)
            values |= {"middle_rows": middle, "middle_deeper": middle[:, 2]}
        if taps > 1:
            end = part_of_rows(place_rows(way.end, scale, shift), low, extent)
            values |= {"end_rows": end, "end_deeper": end[:, 2]}
        if (taps, layers) not in self._shaders:
            switches, vertex = {"TAPS": taps, "LAYERS": layers}, "view_field.vert"
            made = FullScreen(self._scope, "view_field.frag", switches, vertex=vertex, made=NUMBERS)
            self._shaders[taps, layers] = made
        x, y, width, height = rectangle
        with self._scope.context.state(blend="add"):
            self._shaders[taps, layers].draw(total, (x, y + number * picture.size[1], width, height), **values)

    def _add_dust(
        self, total: Target, picture: FieldPicture, drawn: Target, instant: float, row: int, number: int, weight: float
    ) -> None:
        """Add the dust before a drawn picture to field `number`, taken at an instant (s); `row` as for `_add`."""
        if self._dust is None or drawn.depth is None:
            return
        shot, (width, lines) = picture.shot, picture.size
        begin, middle, end = (shot.pose_at(max(0.0, instant + share * shot.shutter)) for share in (-0.5, 0.0, 0.5))
        jitter = 0.0, 2 * row_of(number) / picture.rows[1]
        projection = clip_from_view(middle.fov, picture.aspect, jitter=jitter)
        own = None if self._lamp is None else self._lamp.at(middle, picture.stage.origin)
        lamps = picture.stage.spots(own, (middle.x, middle.z))
        exposure = Exposure(begin, middle, end, instant, projection, lamps)
        place = place_in(picture, drawn, row)
        self._dust.add(total, exposure, weight, drawn.depth, place, (0, number * lines, width, lines))

    def _target(self, name: str, size: tuple[int, int]) -> Target:
        """A target of this size, to add pictures up in ("total") or to draw one in; kept for the next time."""
        if (name, size) not in self._targets:
            self._targets[name, size] = Target(self._scope, size, ["f2"], depth=name != "total", filter="linear")
        return self._targets[name, size]
