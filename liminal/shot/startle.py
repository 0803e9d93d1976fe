"""Startles: an operator who stands flinches at what happens, looks at it, and steps back."""

import math
from collections.abc import Sequence

import numpy as np

from liminal.random import Stream, key_of, mix_arrays, units
from liminal.shot.camera_tracks import CameraTracks
from liminal.shot.event import Event
from liminal.shot.event_kind import EVENTS
from liminal.shot.track import TICK, Track, shortest_turn, smoothstep, times

# The startle reflex: muscles of the arm follow a blow by some 0.08 s (Brown et al., 1991, "New observations on the
# normal auditory startle reflex in man"); it is over within a second.
_REFLEX, _JERK, _CALM = 0.08, 0.05, 0.4  # s: delay, rise, decay
_JERKED = 3.0  # deg that a camera in the hand turns by, at most
_SHRINK = 0.04  # m that the body draws back
_NOTICED = 0.12  # of startle times strength: weaker events are not looked at
_DELAY, _TURN = 0.35, 0.9  # s: to the beginning of a look, and how long it takes
_BESIDE, _ABOVE = 0.2, 0.22  # of the field of view, from its middle: things nearer to it are looked at already
_FARTHEST = 60.0  # deg: things further aside are behind one's shoulder
_BACKS_OFF = 0.5  # of startle times strength, from which on one steps back
_STEP, _STEPPING = 0.3, 0.8  # m and s


def startled(
    events: Sequence[Event], where: CameraTracks, fov: float, eye: float, free: float, seed: int
) -> CameraTracks:
    """Return the camera of an operator who stands and is startled by `events`, at times from the first tick on, s.

    `fov`: of the lens, deg. `eye`: its height above the floor, m. `free`: m of free floor around.
    """
    time = times(len(where.x))
    x, y, z, yaw, pitch, roll = where.stacked()
    for number, event in enumerate(events):
        force, late = EVENTS[event.kind].startle * event.strength, time - event.time
        yaw, pitch = (
            _look(event, CameraTracks(x, y, z, yaw, pitch, roll), fov, eye) if force > _NOTICED else (yaw, pitch)
        )
        back = min(free, _STEP) * smoothstep((late - _DELAY) / _STEPPING) * (force > _BACKS_OFF)
        free -= float(back[-1])

        lots = units(mix_arrays(key_of(seed, Stream.STARTLE, number), np.arange(3))).tolist()
        felt = np.maximum(late - _REFLEX, 0.0)
        jerk = force * (np.exp(-felt / _CALM) - np.exp(-felt / _JERK))
        y = y - 0.5 * _SHRINK * jerk
        back = back + _SHRINK * jerk
        x, z = x - back * np.sin(np.radians(yaw)), z + back * np.cos(np.radians(yaw))
        # Elbows come in and the lens goes up; to which side is by chance.
        pitch = pitch + _JERKED * (0.5 + 0.5 * lots[0]) * jerk
        yaw, roll = yaw + _JERKED * (lots[1] - 0.5) * jerk, roll + _JERKED * (lots[2] - 0.5) * jerk
    return CameraTracks(x, y, z, yaw, pitch, roll)


def _look(event: Event, where: CameraTracks, fov: float, eye: float) -> tuple[Track, Track]:
    """Turn a camera so far that the place of an event is near the middle of the picture: yaw and pitch, deg."""
    tick = min(max(round(event.time / TICK), 0), len(where.x) - 1)
    x, z = event.x - float(where.x[tick]), event.z - float(where.z[tick])
    drop = math.degrees(math.atan2(EVENTS[event.kind].height - eye, max(math.hypot(x, z), 1.0)))
    aside = _beyond(shortest_turn(math.degrees(math.atan2(x, -z)) - float(where.yaw[tick])), _BESIDE * fov)
    above = _beyond(drop - float(where.pitch[tick]), _ABOVE * fov)
    share = smoothstep((times(len(where.x)) - event.time - _DELAY) / _TURN)
    return where.yaw + aside * share, where.pitch + above * share


def _beyond(angle: float, near: float) -> float:
    """How far an angle is beyond a range to both sides of 0, at most `_FARTHEST`, deg."""
    return math.copysign(min(max(abs(angle) - near, 0.0), _FARTHEST), angle)
