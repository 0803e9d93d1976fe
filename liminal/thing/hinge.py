"""Hinges: a door that swings about an upright axis until it rests: one degree of freedom, solved step by step."""

import math
from dataclasses import dataclass

import numpy as np

from liminal.thing.trajectory import GRAVITY, Floats, Impact, Trajectory
from liminal.thing.turning import turned

STEP = 1 / 960  # s
RATE = 240  # Hz, of the samples
LONGEST = 6.0  # s
PIN = 0.0064  # m: radius of a hinge's pin, on which it rubs

_WIDEST = math.radians(105)  # rad: a stop in the floor
_GIVES_BACK = 0.2  # of the speed, by that stop
_BOLT = 0.012  # m: throw of a spring latch (ANSI/BHMA A156.2: 1/2 in)
_BOLT_WORK = 0.24  # J to push it in: 20 N over its throw
_STILL = 1e-3  # rad/s
_CLICK = 0.2  # m/s, normal, of the blow of a latch that is drawn back


@dataclass(frozen=True)
class Hinge:
    """A leaf on its hinges. `mass`: kg. `width`: m, from the axis to its edge. `friction`: torque of the pins, N m."""

    mass: float
    width: float
    friction: float

    @property
    def inertia(self) -> float:
        """Moment of inertia about the axis, kg m2: of a rod about its end."""
        return self.mass * self.width**2 / 3


@dataclass(frozen=True)
class Swing:
    """How a leaf begins to swing, and what drives it.

    `angle`: from closed, rad. `speed`: rad/s, positive opens. `gust`: torque of a draught that shuts it, N m. `closer`:
    torque of a door closer's spring, N m, and `damping` of its oil, N m s, which only works as it closes. `lean`: rad
    that the axis is out of plumb, so that the leaf falls towards the angle `falls_to`, rad.
    """

    angle: float
    speed: float = 0.0
    gust: float = 0.0
    closer: float = 0.0
    damping: float = 0.0
    lean: float = 0.0
    falls_to: float = 0.0


def swung(hinge: Hinge, swing: Swing, foot: Floats, closed: Floats, latch: Floats) -> Trajectory:
    """Return how a leaf moves from time 0 on, until it rests.

    `foot`: of the hinges' axis, which is the leaf's origin, (3,), m. `closed`: its rotation when it is shut, (3, 3):
    the leaf lies along its x and opens towards its z. `latch`: (3,), m, where the latch meets its strike.
    """
    angle, speed, time = swing.angle, swing.speed, 0.0
    shut, speeds, angles = angle <= 0, [speed], [angle]
    impacts = [_blow(0.0, latch, _CLICK)] if shut else []
    bolt = _BOLT / hinge.width
    every = round(1 / (STEP * RATE))
    resting = False
    while not resting and time < LONGEST:
        for _ in range(every):
            before, speed = angle, _faster(hinge, swing, angle, speed)
            angle += speed * STEP
            time += STEP
            if before > bolt >= angle and speed < 0:
                speed = -math.sqrt(max(speed**2 - 2 * _BOLT_WORK / hinge.inertia, 0.0))
                if not speed:
                    angle, resting = bolt, True
                    break
            if angle <= 0 and speed <= 0:
                impacts.append(_blow(time, latch, -speed * hinge.width))
                angle, speed, resting = 0.0, 0.0, True
                break
            if angle >= _WIDEST and speed > 0:
                edge = foot + closed @ turned("y", -math.degrees(angle)) @ (hinge.width, 0.0, 0.0)
                impacts.append(_blow(time, edge, speed * hinge.width))
                angle, speed = _WIDEST, -_GIVES_BACK * speed
        resting = resting or _rests(hinge, swing, angle, speed)
        angles.append(angle)
        speeds.append(speed)
    times = np.arange(len(angles)) / RATE
    slip = np.asarray(PIN * abs(np.array(speeds)), np.float64)
    rotations = np.array([closed @ turned("y", -math.degrees(each)) for each in angles])
    return Trajectory(times, np.tile(foot, (len(angles), 1)), rotations, slip, tuple(impacts))


def _blow(time: float, place: Floats, speed: float) -> Impact:
    x, y, z = place.tolist()
    return Impact(time, x, y, z, speed, 0.0)


def _torque(hinge: Hinge, swing: Swing, angle: float, speed: float) -> float:
    """The torque on a leaf but for friction, N m; positive opens."""
    weight = hinge.mass * GRAVITY * hinge.width / 2 * math.sin(swing.lean) * math.sin(swing.falls_to - angle)
    return weight - swing.gust - swing.closer - swing.damping * min(speed, 0.0)


def _faster(hinge: Hinge, swing: Swing, angle: float, speed: float) -> float:
    """The speed after a step, rad/s; friction stops a leaf and does not turn it round."""
    driven = speed + _torque(hinge, swing, angle, speed) / hinge.inertia * STEP
    rubbed = hinge.friction / hinge.inertia * STEP
    return math.copysign(max(abs(driven) - rubbed, 0.0), driven)


def _rests(hinge: Hinge, swing: Swing, angle: float, speed: float) -> bool:
    """Whether friction holds a leaf where it is."""
    return abs(speed) < _STILL and abs(_torque(hinge, swing, angle, 0.0)) <= hinge.friction
