"""Figures: bodies in a film, where they stand and what they do at any time."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from liminal.body.carried import carrying
from liminal.body.character_file import CharacterFile
from liminal.body.operator_arm import ArmSleeve, operator_arm
from liminal.body.skinned_body import SkinnedBody
from liminal.body.stance import swayed
from liminal.body.wardrobe import DRESSES, dressed
from liminal.motion import quaternion
from liminal.motion.body_motion import BodyMotion
from liminal.motion.holding import held
from liminal.motion.skeleton import BodyPose, JointFrames
from liminal.motion.sway import Sway, sway_at
from liminal.random import mix
from liminal.settings.carried_name import CarriedName

Floats = NDArray[np.float64]

PLACES = 6  # of a time, s: instants that differ by less are one
PER_SECOND = 10  # samples of a motion that its way is known by
_DENSE = 60.0  # Hz: at least so many frames of a motion a second are found, and those between them go straight
_STRETCH = 32  # of these are found at a time
SWAYS = 15  # poses a second of one that stands: its head goes by 2 mm from one to the next at most


@dataclass(frozen=True)
class Figure:
    """A body at (`x`, `z`) on a `floor`, m, from `begin` to `end`, s, turned to a bearing `yaw`, degrees, 0 is -z.

    `dress`: one of DRESSES, or the name of a `character`, which it then is. `stature`: m. `lot`: 0 to 1, how it stands,
    and which of its dress's looks it has.
    `motion`: what it does from `begin` on, from there and in that direction; None: it stands as `lot` says, and sways,
    not yet at 0 s. `headroom`: of the ceiling above the floor, m: the creature stoops. `arm`: the sleeve of the
    operator's own arm, if it is that, which is unheard and before the lens. `carries`: what is in its hands, which its
    motion holds already.
    """

    dress: str
    stature: float
    x: float
    z: float
    floor: float
    yaw: float
    begin: float
    end: float
    lot: float = 0.5
    motion: BodyMotion | None = None
    headroom: float = math.inf
    character: CharacterFile | None = None
    arm: ArmSleeve | None = None
    carries: CarriedName | None = None

    @property
    def body(self) -> SkinnedBody:
        """Its skin and skeleton."""
        if self.character is not None:
            # Readers of models take a while to load.
            from liminal.body.character_body import character_body

            return character_body(self.character, self.stature)
        if self.arm is not None:
            return operator_arm(self.arm)
        body = dressed(self.dress, self.stature, self.lot)
        return body if self.carries is None else carrying(body, self.carries)

    def is_there(self, time: float) -> bool:
        """Whether it is in the place at a time, s."""
        return self.begin <= time < self.end

    @property
    def turn(self) -> Floats:
        """The rotation (4,) of its own space, in which it looks along +z, in the world."""
        return quaternion.about((0.0, 1.0, 0.0), np.radians(180.0 - self.yaw))

    def pose_at(self, time: float) -> BodyPose:
        """Return its pose at a time, s, in its own space."""
        skeleton = self.body.skeleton
        if self.motion is None:
            stance = self.body.stance(self.lot, self.headroom)
            sway = self._sway(time)
            pose = stance if sway is None else swayed(skeleton, stance, sway)
            if self.carries is not None:
                pose = self._held(pose, time)
            return skeleton.fitted(pose, skeleton.roots)
        return skeleton.fitted(self.motion.pose_at(time - self.begin), self.motion.moving)

    def during(self, begin: float, end: float) -> "Figure":
        """Return it as it is from a time to another, s, and not much longer; it is there at some time between."""
        return _during(self, begin, end)

    def frames_at(self, time: float) -> JointFrames:
        """Return the frames of its joints in the world at a time, s."""
        return _frames(self, round(time, PLACES) if self.motion is not None else self._swayed_at(time))

    @property
    def _sways(self) -> Callable[[int, Floats], Sway] | None:
        return sway_at if self.character is not None else DRESSES[self.dress].sway

    def _swayed_at(self, time: float) -> float:
        return 0.0 if self._sways is None else round(time * SWAYS) / SWAYS

    def _held(self, pose: BodyPose, time: float) -> BodyPose:
        """Return its pose at a time, s, with its arms as what it carries has them."""
        assert self.carries is not None
        poses = BodyPose(pose.offsets[None], pose.rotations[None])
        times = np.array([self._swayed_at(time)])
        return BodyPose(pose.offsets, held(self.body.skeleton, poses, self.carries, self._seed, times).rotations[0])

    @property
    def _seed(self) -> int:
        return mix(round(self.x * 100), round(self.z * 100), round(self.lot * 1000))

    def _sway(self, time: float) -> Sway | None:
        """Return how it deviates from its stance at a time, s; None: not at all."""
        at = self._swayed_at(time)
        if self._sways is None or at == 0.0:
            return None
        waves = self._sways(self._seed, np.array([0.0, at]))
        return Sway(*(wave[1:] - wave[:1] for wave in waves))

    def in_place(self, points: Floats) -> Floats:
        """Return points in the space of its motion, (..., 3), m, in the world."""
        return np.asarray(quaternion.rotated(self.turn, points) + np.array([self.x, self.floor, self.z]))

    def places(self) -> list[tuple[float, float]]:
        """Return where it is at the times of `times`, x and z, m."""
        if self.motion is None:
            return [(self.x, self.z)]
        hips = self.body.hips
        return [tuple(self.frames_at(time).positions[hips, [0, 2]].tolist()) for time in self.times()]

    def times(self) -> Floats:
        """Return the times, s, at which it is at as many places as its light is to be known for."""
        if self.motion is None:
            return np.zeros(1)
        seconds = min(self.end - self.begin, self.motion.seconds)
        return self.begin + np.linspace(0.0, seconds, 1 + round(seconds * PER_SECOND))


@lru_cache(maxsize=64)
def _during(figure: Figure, begin: float, end: float) -> Figure:
    motion, last = figure.motion, min(figure.end, end)
    if motion is None:
        return replace(figure, begin=max(figure.begin, begin), end=last)
    # Between whole poses, so that those between them are as they were.
    first = min(max(math.floor((begin - figure.begin) * motion.rate), 0), len(motion) - 1)
    after = len(motion) if last == math.inf else math.ceil((last - figure.begin) * motion.rate) + 1
    kept = slice(first, max(after, first + 1))
    cut = replace(motion, offsets=motion.offsets[kept], rotations=motion.rotations[kept])
    return replace(figure, begin=figure.begin + first / motion.rate, end=last, motion=cut)


@lru_cache(maxsize=128)
def _frames(figure: Figure, time: float) -> JointFrames:
    if figure.motion is None:
        return _in_world(figure, figure.pose_at(time))
    # Many at once take a twentieth of the time of as many alone. A foot that stands at two poses stands between them.
    place = max((time - figure.begin) * _rate(figure.motion), 0.0)
    number, within = divmod(place, _STRETCH)
    before, share = int(within), within - int(within)
    positions, rotations = _stretch(figure, int(number))
    first, second = rotations[before], rotations[before + 1]
    second = np.where((first * second).sum(1, keepdims=True) < 0, -second, second)
    return JointFrames(
        (1.0 - share) * positions[before] + share * positions[before + 1],
        quaternion.normalised((1.0 - share) * first + share * second),
    )


@lru_cache(maxsize=64)
def _stretch(figure: Figure, number: int) -> JointFrames:
    """The frames of a motion in a stretch of it, up to the first of the next: (_STRETCH + 1, n, ...)."""
    assert figure.motion is not None
    times = (number * _STRETCH + np.arange(_STRETCH + 1)) / _rate(figure.motion)
    return _in_world(figure, figure.body.skeleton.fitted(figure.motion.pose_at(times), figure.motion.moving))


def _rate(motion: BodyMotion) -> float:
    """How many frames of a motion are found a second, Hz: a multiple of its own rate."""
    return motion.rate * math.ceil(_DENSE / motion.rate)


def _in_world(figure: Figure, pose: BodyPose) -> JointFrames:
    frames = figure.body.skeleton.frames(pose)
    return JointFrames(figure.in_place(frames.positions), quaternion.product(figure.turn, frames.rotations))
