"""The aim: how the camera and its zoom follow the direction and magnification that are meant."""

import math
from dataclasses import dataclass

import numpy as np

from liminal.random import Dice, Stream
from liminal.settings.operator import OperatorSettings
from liminal.shot.feet import Course
from liminal.shot.track import TICK, Track, shortest_turn

# How fast the camera pans at most and how eagerly it closes in, at leisure and startled.
_PAN = 38.0, 230.0  # deg/s
_EAGER = 1.5, 6.0  # 1/s: share of the rest of the turn
_TURN = 0.13  # s: shoulders and camera have weight, so each pan overshoots a little
_INTENT = 0.1  # s from meaning to turn to turning
_TILT = 0.7  # of the pan's speed: tilting is slower
_MOTOR = 0.12  # s until the zoom motor runs at full speed
_FRAMING = 6.0, 3.5  # deg: how far off yaw and pitch pictures are framed
_KEPT = 1.4, 5.0  # s that a framing is kept


@dataclass(frozen=True)
class Aim:
    """At each tick, float64 (n,): yaw and pitch, degrees, yaw not wrapped; and how many times nearer the zoom is."""

    yaw: Track
    pitch: Track
    zoom: Track


def follow(course: Course, settings: OperatorSettings, yaw: float, pitch: float, seed: int) -> Aim:
    """Return how the camera follows the directions that a course means, from a first yaw and pitch on (degrees)."""
    ticks = len(course.yaw)
    framing = _Framing(settings, seed)
    result = np.zeros((3, ticks))
    meant_yaw, meant_pitch = yaw, pitch
    yaw_rate = pitch_rate = zoom = zoom_rate = 0.0
    motor = math.log(10.0) / settings.zoom_seconds
    wanted_yaw, wanted_pitch = course.yaw.tolist(), course.pitch.tolist()
    brisks, zooms = course.brisk.tolist(), course.zoom.tolist()
    for tick in range(ticks):
        brisk = brisks[tick]
        frame_yaw, frame_pitch = framing.at(tick * TICK, math.exp(zoom))
        meant_yaw += shortest_turn(wanted_yaw[tick] + frame_yaw - meant_yaw) * TICK / _INTENT
        meant_pitch += (wanted_pitch[tick] + frame_pitch - meant_pitch) * TICK / _INTENT

        # The farther off, the faster, up to the fastest pan, which is slower zoomed in.
        pan = (_PAN[0] + (_PAN[1] - _PAN[0]) * brisk) / math.exp(0.7 * zoom)
        eager = _EAGER[0] + (_EAGER[1] - _EAGER[0]) * brisk
        off = shortest_turn(meant_yaw - yaw)
        yaw_rate += (pan * math.tanh(eager * off / pan) - yaw_rate) * TICK / _TURN
        tilt = _TILT * pan
        pitch_rate += (tilt * math.tanh(eager * (meant_pitch - pitch) / tilt) - pitch_rate) * TICK / _TURN
        yaw += yaw_rate * TICK
        pitch += pitch_rate * TICK

        # The motor has one speed; a finger lets go in time.
        left = math.log(zooms[tick]) - zoom
        zoom_rate += (max(-motor, min(motor, left / 0.25)) - zoom_rate) * TICK / _MOTOR
        zoom = max(zoom + zoom_rate * TICK, 0.0)
        result[:, tick] = yaw, pitch, math.exp(zoom)
    return Aim(*result)


class _Framing:
    """The framing: how far off the middle of the picture the aim is, set anew every few seconds."""

    def __init__(self, settings: OperatorSettings, seed: int) -> None:
        self._share = settings.reframing
        self._dice = Dice(seed, Stream.OPERATOR, 10)
        self._until, self._yaw, self._pitch = 1.5, 0.0, 0.0

    def at(self, time: float, zoom: float) -> tuple[float, float]:
        """Return how far off yaw and pitch are meant to be, degrees. Ask in order of time."""
        if self._share and time >= self._until:
            self._until = time + (_KEPT[0] + (_KEPT[1] - _KEPT[0]) * self._dice.unit()) / (0.5 + self._share)
            # Two throws each: small offsets are commoner.
            self._yaw, self._pitch = (
                2.0 * self._share * reach * (self._dice.unit() + self._dice.unit() - 1.0) for reach in _FRAMING
            )
        return self._yaw / zoom, self._pitch / zoom
