"""Gestures of the whole body: it sits, falls and gets up, its feet leaving their prints where they do."""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from liminal.motion.body_control import BodyControl, blended_control, soles_of
from liminal.motion.detour import Detour, Sort, frame_at
from liminal.motion.fall import fall_track, get_up_track
from liminal.motion.fall_aside import fall_aside_track, get_up_from_side_track
from liminal.motion.fall_back import fall_back_track, get_up_from_seat_track
from liminal.motion.footprint import FloorAt
from liminal.motion.gesture import Gesture
from liminal.motion.minimum_jerk import envelope
from liminal.motion.passage import Passage
from liminal.motion.posture import MADE_FOR, PostureFrame, PostureTrack, in_posture, mirrored
from liminal.motion.seat import LOW, floor_sitting_track, sitting_track
from liminal.motion.sway import sway_at

Floats = NDArray[np.float64]
Moments = NDArray[np.intp]

_FALLS: Mapping[Sort, Callable[[], PostureTrack]] = {
    "forward": fall_track,
    "back": fall_back_track,
    "left": fall_aside_track,
    "right": fall_aside_track,
}
_RISES: Mapping[Sort, Callable[[], PostureTrack]] = {
    "forward": get_up_track,
    "back": get_up_from_seat_track,
    "left": get_up_from_side_track,
    "right": get_up_from_side_track,
}
_BLEND = 0.35  # s in which a body goes over from its steps into a posture, and back
_LIFTS = 1.0  # s: so long before it goes on, a foot stands flat


class PostureGestures:
    """Lets a person on a passage sit, fall and get up."""

    def __init__(self, passage: Passage, floor_at: FloorAt, stature: float, seed: int, padding: float) -> None:
        """The arguments are those of the passage, and `padding` is as of `in_posture`."""
        self._passage, self._floor_at = passage, floor_at
        self._stature, self._seed, self._padding = stature, seed, padding

    def sitting(self, control: BodyControl, times: Floats, sit: Gesture) -> BodyControl:
        """Return what a body does at times (f,), s, that sits down on a seat or on the floor, and rises again."""
        place, heading = self._stand_at(sit.begin)
        frame = frame_at(place, heading, self._floor_at)
        track = self._sitting_track(sit, frame)
        down, up = track.times[-1], 1.1 * track.times[-1]
        scale = min(1.0, sit.seconds / (down + up))
        when = np.flatnonzero((times > sit.begin) & (times < sit.end))
        now = times[when]
        channels = track.at((now - sit.begin) / scale)
        rises = now > sit.end - scale * up
        channels[rises] = track.backwards(up).at((now[rises] - sit.end) / scale + up)
        weight = envelope(now, sit.begin, sit.end, scale * _BLEND, scale * _BLEND)
        return self._blended(control, when, now, weight, channels, _over(frame, len(now)), sit.begin)

    def fallen(self, control: BodyControl, times: Floats, fall: Gesture) -> BodyControl:
        """Return what a body does at times (f,), s, that falls, and lies until it gets up."""
        detour = next(each for each in self._passage.detours if each.fall is fall)
        over = np.inf if detour.get_up is None else detour.get_up.begin + _BLEND
        when = np.flatnonzero((times > fall.begin) & (times <= over))
        now, track = times[when], _FALLS[detour.sort]()
        scale = fall.takes / track.times[-1]
        weight = envelope(now, fall.begin, np.inf, scale * _BLEND, 0.0)
        frame = frame_at(detour.fallen_at(now), detour.heading, self._floor_at)
        channels = self._to_side(track, fall, detour).at((now - fall.begin) / scale)
        return self._blended(control, when, now, weight, channels, frame, fall.begin)

    def got_up(self, control: BodyControl, times: Floats, get_up: Gesture) -> BodyControl:
        """Return what a body does at times (f,), s, that gets up; without a fall before, it lies there until then."""
        fell = [each for each in self._passage.detours if each.get_up is get_up]
        when = np.flatnonzero((times > (get_up.begin if fell else -np.inf)) & (times < get_up.end))
        rising = _RISES[fell[0].sort if fell else "forward"]()
        now, track = times[when], self._to_side(rising, fell[0].fall if fell else get_up, *fell[:1])
        scale = get_up.takes / track.times[-1]
        begin = get_up.begin if fell else -np.inf
        weight = envelope(now, begin, get_up.end, scale * _BLEND, scale * _BLEND)
        place, heading = self._stand_at(get_up.end)
        frame = _over(frame_at(place, heading, self._floor_at), len(now))
        channels = track.at((now - get_up.begin) / scale)
        return self._blended(control, when, now, weight, channels, frame, get_up.end - _LIFTS)

    def _to_side(self, track: PostureTrack, gesture: Gesture, detour: Detour | None = None) -> PostureTrack:
        """Return a track, or its mirror image for a gesture to the right; what falls to a side does so there."""
        right = detour.sort == "right" if detour and detour.sort in ("left", "right") else gesture.side < 0
        return mirrored(track) if right else track

    def _stand_at(self, time: float) -> tuple[Floats, float]:
        """Return where a body would stand on its way at a time, s, (1, 2), m, and its heading, rad."""
        at, way = np.array([time]), self._passage.part_at(time).way
        return way.place_at(at), float(way.facing_at(at)[0])

    def _sitting_track(self, sit: Gesture, frame: PostureFrame) -> PostureTrack:
        size = self._stature / MADE_FOR
        if sit.target is None:
            return self._to_side(floor_sitting_track(), sit)
        to_seat = np.array(sit.target) - frame.place[0]
        heading = float(frame.heading[0])
        back = -(to_seat[0] * np.sin(heading) + to_seat[2] * np.cos(heading))
        aside = to_seat[0] * np.cos(heading) - to_seat[2] * np.sin(heading)
        if to_seat[1] < LOW * self._stature:
            return self._to_side(floor_sitting_track(), sit)
        return sitting_track(to_seat[1] / size, back / size, aside / size)

    def _blended(
        self,
        control: BodyControl,
        when: Moments,
        now: Floats,
        weight: Floats,
        channels: Floats,
        frame: PostureFrame,
        stands: float,
    ) -> BodyControl:
        """Return a control that goes over into postures; feet that stand do so as at the time `stands`, s."""
        if not len(when):
            return control
        locomotion = self._passage.part_at(stands).locomotion
        skeleton, stance = locomotion.skeleton, locomotion.control_at(np.array([stands])).feet
        sway = sway_at(self._seed, now)
        posture = in_posture(skeleton, soles_of(skeleton), channels, frame, stance, sway, self._padding)
        return blended_control(control, posture, when, weight)


def _over(frame: PostureFrame, count: int) -> PostureFrame:
    """Return a frame of one time for so many."""
    return PostureFrame(np.repeat(frame.place, count, axis=0), np.repeat(frame.heading, count))
