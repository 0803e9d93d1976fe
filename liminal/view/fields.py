"""Fields: the lines of interlaced pictures, each at its own instant, with motion blur."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from liminal.gl import FullScreen, Scope, Target, Texture
from liminal.view.camera_lamp import CameraLamp
from liminal.view.dust import Dust, Exposure
from liminal.view.foreground import Foreground, Frame
from liminal.view.moment import Moment, MovingFigures, blurring
from liminal.view.pose import Pose
from liminal.view.projection import Matrix, clip_from_view, view_from_world
from liminal.view.sampling import pixel_offsets
from liminal.view.shutter import Motion, PoseAt, motion, place_rows
from liminal.view.spot_lamp import SpotLamp
from liminal.view.stage import Stage
from liminal.view.surface import footprints

ROW = 0.5  # rows by which the first field's are sampled above their middle, and the second's below: half a line apart
MARGINS = 6, 12  # pixels that may be drawn beyond each edge of a picture that serves two instants
# Pixels that anything may be from where it is drawn, for a picture to serve: the camera turns by 200 degrees a second.
FARTHEST = 20.0
MOVING = 4  # pictures at least that share the time of a field's exposure in which a thing moves: its blur

Offset = tuple[float, float]  # right and up, pixels


@dataclass(frozen=True)
class Shot:
    """How fields are taken: where the camera is at a time, and for how long the shutter is open, s.

    `limit`: cd/m2; brighter samples count as this.
    """

    pose_at: PoseAt
    shutter: float
    limit: float


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
        self._shaders: dict[int, FullScreen] = {}  # by their taps
        self._targets: dict[tuple[str, tuple[int, int]], Target] = {}

    def draw(
        self,
        shares: Sequence[tuple[Stage, float]],
        shot: Shot,
        instants: Sequence[float],
        size: tuple[int, int],
        aspect: float,
        samples: int,
    ) -> Texture:
        """Draw a field of `size` (pixels) for each of the instants (s), one above the other; see `Renderer.fields`.

        `shares`: the stages that are seen, and the weight of each.
        """
        total = self._target("total", (size[0], size[1] * len(instants)))
        total.clear()
        for stage, share in shares:
            picture = _Picture(stage, shot, size, aspect)
            moving = picture.figures_moving(instants)
            if samples > 2 or len(instants) != 2 or not self._share(total, picture, moving, share, instants):
                for number, instant in enumerate(instants):
                    self._expose(total, picture, moving, share, instant, number, max(samples // 2, 1))
        for number, instant in enumerate(instants):
            row = (ROW if number % 2 else -ROW) / (2 * size[1])
            frame = Frame(shot.pose_at, instant, shot.shutter, aspect, row)
            self._foreground.lay_over(total, shares, frame, (0, number * size[1], *size))
        return total.colours[0]

    def _share(
        self, total: Target, picture: "_Picture", moving: MovingFigures, share: float, instants: Sequence[float]
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
        frame = _Frame(pose, (0.0, -ROW), margin)
        drawn = self._draw(picture, frame, 1.0, moving.numbers)
        picture.stage.scene.place_figures(instants[0], instants[1])
        for number, (way, weight) in enumerate(zip(ways, (share, share * ratio), strict=True)):
            if moving.numbers:
                moment = Moment(instants[number], shutter, number, -number)
                drawn = self._add_moving(total, picture, frame, moving, moment, way, weight, again=number == 0)
            else:
                self._add(total, picture, drawn, way, -number, number, weight)
            self._add_dust(total, picture, drawn, instants[number], -number, number, share)
        return True

    def _expose(
        self,
        total: Target,
        picture: "_Picture",
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
        row = ROW if number % 2 else -ROW
        for index, (right, up) in enumerate(pixel_offsets(count)):
            middle = instant + (index - (count - 1) / 2) * length
            frame = _Frame(shot.pose_at(max(0.0, middle)), (float(right), float(up) + row), 0)
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
        picture: "_Picture",
        frame: "_Frame",
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
            self._add(total, picture, shown, way, moment.row, moment.number, weight / exposures)
        return shown

    def _draw(self, picture: "_Picture", frame: "_Frame", footprint: float, apart: Sequence[int] = ()) -> Target:
        """Draw a picture. `footprint`: see `footprints`. `apart`: see `Scene.draw`."""
        drawn, clip = self._target("drawn", picture.with_margin(frame.margin)), picture.clip(*frame)
        beam = self._beam(picture, frame)
        picture.stage.scene.draw(drawn, clip, footprint, beam, picture.shot.limit, apart=apart)
        return drawn

    def _beam(self, picture: "_Picture", frame: "_Frame") -> SpotLamp | None:
        """The light of the camera's own lamp in a picture."""
        if self._lamp is None:
            return None
        # Across for up and up for across: else shadows would move with the samples and look jagged.
        return self._lamp.at(frame.pose, picture.stage.origin, np.array(frame.offset)[::-1])

    def _add(
        self, total: Target, picture: "_Picture", drawn: Target, way: Motion, row: int, number: int, weight: float
    ) -> None:
        """Add the light of a drawn picture to field `number`, whose lines begin `row` rows further up in it."""
        width, lines = picture.size
        scale, shift = _place_in(picture, drawn, row)
        known: dict[str, Any] = {"drawn": drawn.colours[0], "weight": weight, "scale": scale, "shift": shift}
        taps = way.taps(picture.rows)
        if taps:
            middle = place_rows((way.begin + way.end) / 2, scale, shift)
            known |= {"depth": drawn.depth, "middle_rows": middle, "middle_deeper": middle[:, 2]}
        if taps > 1:
            end = place_rows(way.end, scale, shift)
            known |= {"end_rows": end, "end_deeper": end[:, 2]}
        if taps not in self._shaders:
            switches = {"TAPS": taps}
            self._shaders[taps] = FullScreen(self._scope, "view_field.frag", switches, vertex="view_field.vert")
        with self._scope.context.state(blend="add"):
            self._shaders[taps].draw(total, (0, number * lines, width, lines), **known)

    def _add_dust(
        self, total: Target, picture: "_Picture", drawn: Target, instant: float, row: int, number: int, weight: float
    ) -> None:
        """Add the dust before a drawn picture to field `number`, taken at an instant (s); `row` as for `_add`."""
        if self._dust is None or drawn.depth is None:
            return
        shot, (width, lines) = picture.shot, picture.size
        begin, middle, end = (shot.pose_at(max(0.0, instant + share * shot.shutter)) for share in (-0.5, 0.0, 0.5))
        jitter = 0.0, 2 * (ROW if number % 2 else -ROW) / picture.rows[1]
        projection = clip_from_view(middle.fov, picture.aspect, jitter=jitter)
        own = None if self._lamp is None else self._lamp.at(middle, picture.stage.origin)
        lamps = picture.stage.spots(own, (middle.x, middle.z))
        exposure = Exposure(begin, middle, end, instant, projection, lamps)
        place = _place_in(picture, drawn, row)
        self._dust.add(total, exposure, weight, drawn.depth, place, (0, number * lines, width, lines))

    def _target(self, name: str, size: tuple[int, int]) -> Target:
        """A target of this size, to add pictures up in ("total") or to draw one in; kept for the next time."""
        if (name, size) not in self._targets:
            self._targets[name, size] = Target(self._scope, size, ["f2"], depth=name != "total", filter="linear")
        return self._targets[name, size]


def _place_in(picture: "_Picture", drawn: Target, row: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Scale and shift from places in a field, 0 to 1, to those in a drawn picture; `row`: see `Fields._add`."""
    scale = np.array(picture.rows) / drawn.size
    return scale, (1 - scale) / 2 + (0.0, row / drawn.size[1])


class _Frame(NamedTuple):
    """From where a picture is drawn, sampled at an offset and with a margin beyond each edge, pixels."""

    pose: Pose
    offset: Offset
    margin: int


@dataclass(frozen=True)
class _Picture:
    """The picture of a stage in a shot. `size`: of a field, pixels."""

    stage: Stage
    shot: Shot
    size: tuple[int, int]
    aspect: float

    @property
    def rows(self) -> tuple[int, int]:
        """Width and height with two rows for each line, pixels."""
        return self.size[0], 2 * self.size[1]

    def with_margin(self, margin: int) -> tuple[int, int]:
        """Width and height with `margin` pixels beyond each edge."""
        return self.rows[0] + 2 * margin, self.rows[1] + 2 * margin

    def clip(self, pose: Pose, offset: Offset = (0.0, 0.0), margin: int = 0) -> Matrix:
        """From the stage's window to clip space, for a picture with a margin, pixels, that is sampled at an offset."""
        jitter = 2 * offset[0] / self.rows[0], 2 * offset[1] / self.rows[1]
        clip = clip_from_view(pose.fov, self.aspect, jitter=jitter) @ view_from_world(pose, self.stage.origin)
        scale = np.array(self.rows) / self.with_margin(margin)
        return np.diag([*scale, 1.0, 1.0]) @ clip

    def exposures(self, instant: float) -> int:
        """How many pictures blur the things that move while the shutter is open: none where nothing does."""
        first, second = instant - self.shot.shutter / 2, instant + self.shot.shutter / 2
        scene = self.stage.scene
        if not scene.things_move(first, second):
            return 0
        rows = scene.travel(first, second, self.clip(self.shot.pose_at(instant))) * self.rows[1]
        return max(blurring(rows), MOVING)

    def figures_moving(self, instants: Sequence[float]) -> MovingFigures:
        """The figures that move from the first of the instants to the last, or while the shutter is open at the one."""
        half = self.shot.shutter / 2
        first, last = (instants[0], instants[-1]) if len(instants) > 1 else (instants[0] - half, instants[0] + half)
        clip = self.clip(self.shot.pose_at(max(0.0, (first + last) / 2)))
        ways = self.stage.scene.travels(first, last, clip)
        return MovingFigures(tuple(ways), max(ways.values(), default=0.0) * self.rows[1] / max(last - first, 1e-6))

    def motion(self, pose: Pose, instant: float, shutter: float) -> Motion:
        """The motion while the shutter is open, in a picture from a pose."""
        return motion(self.shot.pose_at, pose, instant, shutter, self.aspect)
