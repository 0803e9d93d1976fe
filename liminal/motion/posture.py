"""Postures: a body on its way from one posture to the next, which may rest on knees, hands or the back.

A posture is numbers, its channels, in a frame on the floor that looks along +z; between postures each channel goes by a
monotone cubic (Fritsch and Carlson, 1980, "Monotone piecewise cubic interpolation"), so that what rests stays in place.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import PchipInterpolator

from liminal.motion import quaternion
from liminal.motion.arm import HandGoal, hand_laid
from liminal.motion.body_control import SIDES, BodyControl, posed
from liminal.motion.leg import TOES_RISE, smoothstep
from liminal.motion.person import ARMS_DOWN, HIP, PERSON_BONES
from liminal.motion.skeleton import Skeleton
from liminal.motion.sole import Sole
from liminal.motion.stepping import SteppingFoot
from liminal.motion.sway import Sway
from liminal.motion.trunk import NECK, SPINE, bend_chain

Floats = NDArray[np.float64]

MADE_FOR = 1.75  # m: the stature that lengths of channels are told for
_X, _Y, _Z = np.eye(3)
_HANG = np.pi / 2 - ARMS_DOWN - np.radians(8.0)  # from the rest pose to an arm that hangs, rad
_TOES_BENT, _TOES_STRAIGHT = np.radians(
    (95.0, 120.0)
)  # of a raised heel: toes lie flat up to the one, not at the other
_LAID = 0.08  # m above that, the ball of a foot is in the air
_LIES_AT = 0.035  # m: so high is the ball of a foot that lies on its back
_TIP, _TIP_CLEAR = 0.0745, 0.009  # m: of the toes' length, and how much lower than the ball their end may be
_KNEE, _KNEELS = (
    (0.06, 0.085),
    (0.2, 0.4),
)  # m: heights of a knee on the floor, of hips as low as these: lying, kneeling
_BREATH_LIFTS = 0.3  # m for each rad that breath moves the chest: so far it lifts a body that lies
_RISES = 3  # times that hips rise by what a knee is too low
_CURL = np.radians(24.0)  # of a hand at rest, at each of two joints

# The channels, and their values in a body that stands. Lengths are in m, angles in degrees.
_MIDDLE = {
    **{"hips x": 0.0, "hips y": 0.92, "hips z": 0.0},  # to the left, up, and to the front
    **{"pitch": 0.0, "yaw": 0.0, "roll": 0.0},  # of the pelvis: to the front; about its own length; over to the right
    **{"bend": 0.0, "twist": 0.0, "side": 0.0},  # of the spine: to the front, to the left, over to the right
    **{"nod": 0.0, "turn": 0.0, "tilt": 0.0},  # of neck and head, likewise
}
_SIDED = {
    **{"arm": 2.0, "away": 0.0, "elbow": 14.0},  # forward, aside, bent
    **{"held": 0.0, "hand x": 0.0, "hand y": 0.04, "hand z": 0.0},  # 1: the wrist is at a place; else the arm is free
    "fingers": 6.0,  # down from the horizontal, while the wrist is at a place
    "elbow up": 35.0,  # where it sticks out, above the horizontal, while the wrist is at a place
    **{"stands": 1.0, "foot x": 0.0, "foot y": 0.0, "foot z": 0.0},  # 1: its ball is where it stood; else at a place
    **{"heel": 0.0, "out": 0.0, "tip": 0.0},  # of the foot: up, over its ball; turned out; over to the right
}
STANDING: Mapping[str, float] = {
    **_MIDDLE,
    **{f"{side} {channel}": value for side in SIDES for channel, value in _SIDED.items()},
}
_NUMBERS = {channel: number for number, channel in enumerate(STANDING)}


@dataclass(frozen=True, eq=False)
class PostureTrack:
    """Postures at rising times (p,), s from the first. `channels`: (p, c), as in STANDING."""

    times: Floats
    channels: Floats

    @cached_property
    def _curve(self) -> PchipInterpolator:
        # It rests before the first posture and after the last, so that it starts and stops without a jolt.
        times = np.concatenate([self.times[:1] - 1.0, self.times, self.times[-1:] + 1.0])
        return PchipInterpolator(times, self.channels[[0, *range(len(self.times)), -1]])

    def at(self, times: Floats) -> Floats:
        """Return the channels (f, c) at times (f,), s; before the first and after the last posture, theirs."""
        found: Floats = self._curve(np.clip(times, self.times[0], self.times[-1]))
        return found

    def backwards(self, seconds: float) -> "PostureTrack":
        """Return the track from its last posture to its first, in so many seconds."""
        times = (self.times[-1] - self.times[::-1]) * seconds / self.times[-1]
        return PostureTrack(times, self.channels[::-1])


def track_of(keys: Sequence[tuple[float, Mapping[str, float]]], start: Mapping[str, float] = STANDING) -> PostureTrack:
    """Return the track of postures, each given by its time, s, and the channels that differ from the one before.

    A channel named without its side is that of both.
    """
    posture, rows = dict(start), []
    for _, changes in keys:
        for channel, value in changes.items():
            sides = [channel] if channel in posture else [f"{side} {channel}" for side in SIDES]
            posture.update(dict.fromkeys(sides, value))
        rows.append([posture[channel] for channel in STANDING])
    return PostureTrack(np.array([time for time, _ in keys]), np.array(rows))


def mirrored(track: PostureTrack) -> PostureTrack:
    """Return the track with left and right exchanged."""
    swapped = [channel.replace("left", "*").replace("right", "left").replace("*", "right") for channel in STANDING]
    order = np.array([_NUMBERS[channel] for channel in swapped])
    other = [
        -1.0 if channel in ("yaw", "roll", "twist", "side", "turn", "tilt") or channel.endswith((" x", " tip")) else 1.0
        for channel in STANDING
    ]
    return PostureTrack(track.times, np.asarray(track.channels[:, order] * other))


@dataclass(frozen=True, eq=False)
class PostureFrame:
    """The frame that postures are told in at times (f,): its place on the floor (f, 3), m, and heading (f,), rad."""

    place: Floats
    heading: Floats


def in_posture(
    skeleton: Skeleton,
    soles: tuple[Sole, Sole],
    channels: Floats,
    frame: PostureFrame,
    stance: tuple[SteppingFoot, SteppingFoot],
    sway: Sway,
    padding: float,
) -> BodyControl:
    """Return what a body does in postures, given by their channels (f, c).

    `stance`: how the feet stand that stand, at one time. `sway`: of which breath and a wandering head remain.
    `padding`: how thick what it wears is between it and the floor, m.
    """
    size = skeleton.offsets[PERSON_BONES.joints["hips"], 1] / (HIP * MADE_FOR)

    def length(*names: str) -> Floats:
        return np.asarray(size * np.stack([channels[:, _NUMBERS[name]] for name in names], axis=-1))

    def angle(name: str) -> Floats:
        return np.asarray(np.radians(channels[:, _NUMBERS[name]]))

    ahead = quaternion.about(_Y, frame.heading)
    hips = frame.place + quaternion.rotated(ahead, length("hips x", "hips y", "hips z"))
    lies = 1.0 - smoothstep((channels[:, _NUMBERS["hips y"]] - _KNEELS[0]) / (_KNEELS[1] - _KNEELS[0]))
    hips[:, 1] += padding * lies + size * _BREATH_LIFTS * sway.breath * np.abs(np.sin(angle("pitch")))
    turns = np.tile(quaternion.IDENTITY, (len(channels), len(skeleton), 1))
    lying = quaternion.product(quaternion.about(_Z, angle("roll")), quaternion.about(_X, angle("pitch")))
    pelvis = quaternion.product(ahead, quaternion.product(lying, quaternion.about(_Y, angle("yaw"))))
    turns[:] = pelvis[:, None]
    bend_chain(skeleton, turns, SPINE, angle("bend") - sway.breath, angle("twist"), angle("side"))
    nod, turn = angle("nod") + sway.head_nod, angle("turn") + sway.head_turn
    bend_chain(skeleton, turns, NECK, nod, turn, angle("tilt"))
    feet, hands = [], []
    for side, sign, sole, stood in zip(SIDES, (1.0, -1.0), soles, stance, strict=True):
        _hang_arm(skeleton, turns, side, angle(f"{side} arm"), sign * angle(f"{side} away"), angle(f"{side} elbow"))
        place = length(*(f"{side} hand {axis}" for axis in "xyz"))
        held, up = channels[:, _NUMBERS[f"{side} held"]], angle(f"{side} elbow up")
        down = angle(f"{side} fingers")
        hands.append((side, _hand(side, frame, ahead, place, held, up, down)))
        place = length(*(f"{side} foot {axis}" for axis in "xyz"))
        stands = channels[:, _NUMBERS[f"{side} stands"]]
        turned = angle(f"{side} heel"), sign * angle(f"{side} out"), angle(f"{side} tip")
        feet.append(_foot(sole, stood, frame, ahead, place, stands, *turned, size, padding))
    control = BodyControl(hips, turns, (feet[0], feet[1]), tuple(hands))
    knee = padding + size * (_KNEE[0] + (1.0 - lies) * (_KNEE[1] - _KNEE[0]))
    return _kneeling(skeleton, soles, control, frame.place[:, 1] + knee)


def _kneeling(skeleton: Skeleton, soles: tuple[Sole, Sole], control: BodyControl, height: Floats) -> BodyControl:
    """Return what a body does whose hips rise until its knees are not lower than a height (f,), m."""
    knees = [PERSON_BONES.joints[f"{side}_lower_leg"] for side in SIDES]
    for _ in range(_RISES):
        places = skeleton.frames(posed(skeleton, soles, replace(control, hands=()))).positions
        under = np.maximum(height - places[:, knees, 1].min(axis=1), 0.0)
        control = replace(control, hips=control.hips + under[:, None] * _Y)
    return control


def _hang_arm(skeleton: Skeleton, turns: Floats, side: str, arm: Floats, away: Floats, elbow: Floats) -> None:
    """Turn an arm, in `turns` (f, n, 4), that goes with the chest: forward, aside, and bent at its elbow, rad."""
    sign = 1.0 if side == "left" else -1.0
    chest = turns[:, SPINE[-1]]
    upper = quaternion.product(chest, quaternion.product(quaternion.about(_X, -arm), quaternion.about(_Z, away)))
    lower = quaternion.product(upper, quaternion.about(_X, -elbow))
    hang, curl = (quaternion.about(_Z, np.asarray(-sign * each)) for each in (_HANG, _CURL))
    for name, turn in (("upper_arm", upper), ("lower_arm", lower)):
        turns[:, skeleton.limbs[PERSON_BONES.joints[f"{side}_{name}"]]] = quaternion.product(turn, hang)[:, None]
    for part in ("middle_proximal", "middle_intermediate"):
        limb = skeleton.limbs[skeleton.names.index(f"{side}_{part}")]
        turns[:, limb] = quaternion.product(turns[:, limb], curl)


def _hand(
    side: str, frame: PostureFrame, ahead: Floats, place: Floats, held: Floats, elbow_up: Floats, down: Floats
) -> HandGoal:
    """Return the goal of a hand at a place in the frame, its fingers to the front and `down`, its palm below, rad."""
    sign = 1.0 if side == "left" else -1.0
    fingers = quaternion.rotated(ahead, np.stack([-0.25 * sign * np.cos(down), -np.sin(down), np.cos(down)], axis=-1))
    palm = np.broadcast_to(-_Y, place.shape)
    level = np.cos(elbow_up) * np.sqrt(0.5)
    elbow = quaternion.rotated(ahead, np.stack([sign * level, np.sin(elbow_up), -level], axis=-1))
    return HandGoal(frame.place + quaternion.rotated(ahead, place), held, elbow, hand_laid(side, fingers, palm))


def _foot(
    sole: Sole,
    stood: SteppingFoot,
    frame: PostureFrame,
    ahead: Floats,
    place: Floats,
    stands: Floats,
    heel: Floats,
    out: Floats,
    tip_over: Floats,
    size: float,
    padding: float,
) -> SteppingFoot:
    """Return a foot whose ball is where it stood, or at a place in the frame, its heel raised over it."""
    ball = stood.ankle + quaternion.rotated(stood.rotation, sole.ball) - sole.rise * _Y
    front = quaternion.rotated(stood.rotation, sole.front)
    pitched = np.arcsin(np.clip(front[:, 1], -1.0, 1.0)) * stands
    stood_heading = np.arctan2(front[:, 0], front[:, 2])
    other = (frame.heading + out - stood_heading + np.pi) % (2 * np.pi) - np.pi
    heading = stood_heading + (1.0 - stands) * other
    there = frame.place + quaternion.rotated(ahead, place)
    ball = stands[:, None] * ball + (1.0 - stands)[:, None] * there
    toes_down = quaternion.about(_X, heel - pitched)
    upright = quaternion.product(quaternion.about(_Z, tip_over), toes_down)
    rotation = quaternion.product(quaternion.about(_Y, heading), quaternion.product(upright, sole.flat))
    # Toes lie on the floor while the ball does, unless the back of the foot does, and the ball is as high as they need.
    straight = smoothstep((heel - _TOES_BENT) / (_TOES_STRAIGHT - _TOES_BENT))
    lifted = smoothstep(((1.0 - stands) * place[:, 1] - size * _LIES_AT) / _LAID)
    ball_height = TOES_RISE * np.maximum(straight, lifted)
    tip = np.maximum(size * _TIP * np.sin(smoothstep(straight) * heel) - _TIP_CLEAR, 0.0)
    ball[:, 1] = np.maximum(ball[:, 1], frame.place[:, 1] + tip) + padding * straight * (1.0 - stands)
    ankle = ball + sole.rise * _Y - quaternion.rotated(rotation, sole.ball)
    return SteppingFoot(ankle, rotation, ball_height, stands > 0.5)
