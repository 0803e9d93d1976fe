"""Somebody stands and films: the hand wanders, the gaze goes from one thing to the next, the lens zooms."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from noise import snoise2

from liminal.random import Stream, key_of, mix_arrays, units
from liminal.settings.operator import OperatorSettings
from liminal.shot.breath import Breath, breaths_at_rest
from liminal.shot.camera import ShotCamera
from liminal.shot.ground import Points
from liminal.shot.outlook import Outlook
from liminal.shot.track import shortest_turn, smoothstep
from liminal.view.pose import Pose
from liminal.world.grid import CELL
from liminal.world.world import World

# The hand's wandering as bands of noise: how often (Hz) and how far, against the drift. Breath lifts the second.
_HAND = ((0.17, 0.9), (0.31, 0.5), (0.9, 0.25), (6.0, 0.03))
_AXES = (1.0, 0.8, 0.5)  # yaw, pitch, roll
_SHIFT = 0.012  # m that the body sways, standing

_DRIFT = 1.1  # deg: how far the hands wander at full shake
_RATE = 42.0  # deg/s: how fast somebody pans who wants to show something
_GLANCE = (0.7, 1.8)  # s that a gaze rests
_APART = 35.0  # deg between two things worth a look
_LOOKS = 72  # directions that are looked into
_SIGHT = 26.0  # m

_ZOOM_BEGINS, _ZOOM_ENDS = 0.2, 0.75  # of the shot


@dataclass(frozen=True)
class Turn:
    """The gaze goes from wherever it is to `yaw`, `pitch` (degrees), from `begin` on, within `seconds`."""

    begin: float
    seconds: float
    yaw: float
    pitch: float


class StandingCamera(ShotCamera):
    """Somebody who stands at `where` for `seconds` and looks at one thing after the other."""

    breaths: Sequence[Breath] = ()

    def __init__(
        self,
        where: Pose,
        settings: OperatorSettings,
        seed: int,
        seconds: float,
        turns: Sequence[Turn] = (),
        zoom: tuple[float, float] = (1.0, 1.0),
    ) -> None:
        """Begin as `where` looks.

        `drift`: deg, how far the hand wanders. `zoom`: magnification at the beginning and at the end.
        """
        self._where, self._drift, self._seconds, self._turns, self._zoom = (
            where,
            _DRIFT * settings.shake,
            seconds,
            turns,
            zoom,
        )
        self._stream = float(key_of(seed, Stream.HAND) % 4096)
        self.breaths = breaths_at_rest(seconds, seed)

    def pose(self, time: float) -> Pose:
        """Where the camera is."""
        yaw, pitch = self._where.yaw, self._where.pitch
        for each in self._turns:
            share = smoothstep((time - each.begin) / each.seconds)
            yaw, pitch = yaw + shortest_turn(each.yaw - yaw) * share, pitch + (each.pitch - pitch) * share

        wide, tele = self._zoom
        share = smoothstep((time / self._seconds - _ZOOM_BEGINS) / (_ZOOM_ENDS - _ZOOM_BEGINS))
        magnification = wide * (tele / wide) ** share
        # Who zooms in holds the camera tighter.
        hand = [self._hand(axis, time) / math.sqrt(magnification) for axis in range(5)]
        return Pose(
            x=self._where.x + _SHIFT * hand[3],
            y=self._where.y + 0.4 * _SHIFT * hand[4],
            z=self._where.z + _SHIFT * hand[4],
            yaw=(yaw + self._drift * _AXES[0] * hand[0]) % 360.0,
            pitch=pitch + self._drift * _AXES[1] * hand[1],
            roll=self._where.roll + self._drift * _AXES[2] * hand[2],
            fov=magnified(self._where.fov, magnification),
        )

    def _hand(self, axis: int, time: float) -> float:
        return sum(
            share * float(snoise2(rate * time, self._stream + 5.0 * axis + band))
            for band, (rate, share) in enumerate(_HAND)
        )


def magnified(fov: float, magnification: float) -> float:
    """The field of view (degrees) through a lens that magnifies what one of `fov` shows."""
    return math.degrees(2.0 * math.atan(math.tan(math.radians(fov) / 2.0) / magnification))


def plan_gaze(world: World, where: Pose, seed: int, seconds: float) -> list[Turn]:
    """Plan what somebody at `where` looks at in `seconds`: where it is deep, one thing after the other."""
    reach = round(_SIGHT / CELL)
    x0, z0 = round(where.x / CELL) - reach, round(where.z / CELL) - reach
    outlook = Outlook(world.window(x0, z0, 2 * reach, 2 * reach))
    headings = np.arange(_LOOKS) * 2 * np.pi / _LOOKS
    place: Points = np.array([[where.x, where.z]])
    depth = np.minimum(outlook.depth(place, headings)[0], _SIGHT)

    # The most of what is left, each time; nobody turns right round without a reason.
    lots = units(mix_arrays(key_of(seed, Stream.STAGING, 7), np.arange(64))).tolist()
    turns: list[Turn] = []
    yaw, time = where.yaw, 0.5 + 0.6 * lots[0]
    seen = [where.yaw]
    for lot, rest in zip(lots[1::2], lots[2::2], strict=False):
        aside = np.array([abs(shortest_turn(math.degrees(heading) - yaw)) for heading in headings.tolist()])
        fresh = np.min(
            [[abs(shortest_turn(math.degrees(h) - old)) for h in headings.tolist()] for old in seen[-3:]], axis=0
        )
        worth = np.where((fresh >= _APART) & (aside <= 130.0), depth / _SIGHT - aside / 400.0, -np.inf)
        worth = worth + 0.3 * units(mix_arrays(int(lot * 2**24), np.arange(_LOOKS)))
        best = int(np.argmax(worth))
        if not np.isfinite(worth[best]):
            seen = seen[-1:]
            continue
        goal = math.degrees(float(headings[best]))
        needed = max(
            0.7, abs(shortest_turn(goal - yaw)) * 1.5 / _RATE
        )  # smoothstep is half as fast again in the middle
        if time + needed > seconds - 0.3:
            break
        turns.append(Turn(time, needed, goal, -2.0 - 4.0 * lot * (depth[best] < 5.0)))
        time += needed + _GLANCE[0] + (_GLANCE[1] - _GLANCE[0]) * rest
        yaw = goal
        seen.append(goal)
    return turns


def lean(where: Pose, seed: int) -> Pose:
    """The same pose, held a little askew as hands do."""
    askew = units(mix_arrays(key_of(seed, Stream.STAGING, 8), np.arange(2))) * 2 - 1
    return replace(where, pitch=where.pitch + 1.2 * float(askew[0]), roll=where.roll + 1.0 * float(askew[1]))
