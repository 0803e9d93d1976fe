"""BVH files: a skeleton and its motion, in the file's own unit and axes."""

import math
import re
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from liminal.errors import LiminalError
from liminal.motion import quaternion
from liminal.motion.body_motion import BodyMotion
from liminal.motion.bvh_hierarchy import BvhJoint, read_hierarchy
from liminal.motion.skeleton import Skeleton
from liminal.settings.text_file import encoding_of

Floats = NDArray[np.float64]

MOST_NUMBERS = 40_000_000  # of all frames together: 100,000 frames of 130 joints
SLOWEST, FASTEST = 1.0, 1000.0  # frames a second

# What stands between the hierarchy and the first frame.
_MOTION = re.compile(r"^[ \t]*motion[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_FRAMES = re.compile(r"\s*frames[ \t]*:?[ \t]*(\S*)[ \t]*\r?\n?", re.IGNORECASE)
_FRAME_TIME = re.compile(r"\s*frame[ \t]*time[ \t]*:?[ \t]*(\S*)[ \t]*\r?\n?", re.IGNORECASE)

# A first pose that is set up, such as a T-pose, is this much further from the second than later ones are from their
# next (factor, and rad on average over all joints that turn).
_JUMP, _LEAST_JUMP = 4.0, math.radians(4.0)


def read_bvh(path: Path) -> BodyMotion:
    """Read a BVH file as it is. Raises LiminalError that says line and joint where it is damaged."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise LiminalError(f"cannot read {path}: {error.strerror}; check its name and where it lies") from None
    mark, encoding = encoding_of(data)
    text = data[len(mark) :].decode(encoding, "replace").replace("\r\n", "\n").replace("\r", "\n")
    split = _MOTION.search(text)
    joints = read_hierarchy(str(path), text[: split.start()] if split else text)
    if split is None:
        raise LiminalError(f"{path}: line {text.count(chr(10)) + 1}: it ends before MOTION; is the file cut short?")
    count, rate, begin = _header(path, text, split.end())
    owners = [(joint, channel) for joint in joints for channel in joint.channels]
    if not owners:
        raise LiminalError(f"{path}: line {joints[0].line}, joint {joints[0].name}: no joint has CHANNELS")
    if count * len(owners) > MOST_NUMBERS:
        raise LiminalError(
            f"{path}: {count:,} frames of {len(owners)} numbers, and a motion may have {MOST_NUMBERS // len(owners):,} "
            "of them; cut it, or export fewer frames a second"
        )
    numbers = _numbers(path, text, begin, count, [f"{channel} of joint {joint.name}" for joint, channel in owners])
    return _motion(joints, rate, numbers)


def without_setup_pose(motion: BodyMotion) -> tuple[BodyMotion, bool]:
    """Return a motion without its first pose where that is a T-pose or the like, before a jump; and whether it was."""
    if len(motion) < 4:
        return motion, False
    turning = [joint for joint, parent in enumerate(motion.skeleton.parents) if parent >= 0]
    turn = quaternion.angle_between(motion.rotations[:-1, turning], motion.rotations[1:, turning])
    change = turn[:, turn.max(axis=0) > 0].mean(axis=1) if turn.any() else np.zeros(len(turn))
    jumps = change[0] > max(_LEAST_JUMP, _JUMP * float(np.quantile(change[1:], 0.98)))
    return (motion.without_first(), True) if jumps else (motion, False)


def _header(path: Path, text: str, begin: int) -> tuple[int, float, int]:
    """Return the number of frames, their rate, Hz, and where in the text the first one begins."""
    frames = _FRAMES.match(text, begin)
    time = _FRAME_TIME.match(text, frames.end()) if frames else None
    line = text.count("\n", 0, (frames.end() if frames else begin)) + 1
    if frames is None or time is None:
        due = "Frame Time" if frames else "Frames"
        raise LiminalError(f'{path}: line {line}: "{due}:" is due after MOTION; is the file cut short?')
    try:
        count = int(frames[1])
    except ValueError:
        raise LiminalError(f'{path}: line {line - 1}: "{frames[1]}" is no number of frames') from None
    if count < 1:
        raise LiminalError(f"{path}: line {line - 1}: it has no frames; export the motion with it")
    try:
        seconds = float(time[1])
    except ValueError:
        seconds = math.nan
    if not 1.0 / FASTEST <= seconds <= 1.0 / SLOWEST:
        raise LiminalError(
            f'{path}: line {line}: the frame time is "{time[1]}" s; {1 / FASTEST:g} to {1 / SLOWEST:g} s are possible'
        )
    return count, 1.0 / seconds, time.end()


def _numbers(path: Path, text: str, begin: int, count: int, owners: list[str]) -> Floats:
    """Return the numbers of all frames: (f, channels). `owners`: which number of a frame is whose, in words."""
    need = count * len(owners)
    try:
        numbers = np.fromstring(text[begin:], np.float64, sep=" ")
    except ValueError:
        raise _fault(path, text, begin, count, owners) from None
    if len(numbers) < need or not np.isfinite(numbers[:need]).all() or len(numbers) % len(owners):
        raise _fault(path, text, begin, count, owners)
    return numbers[:need].reshape(count, len(owners))


def _fault(path: Path, text: str, begin: int, count: int, owners: list[str]) -> LiminalError:
    """Return the first fault of the frames, with its line and joint."""
    first = text.count("\n", 0, begin) + 1
    frames, number = 0, first
    for number, line in enumerate(text[begin:].split("\n"), first):
        words = line.split()
        if not words:
            continue
        place = f"{path}: line {number}"
        for word, owner in zip(words, owners, strict=False):
            try:
                finite = math.isfinite(float(word))
            except ValueError:
                finite = False
            if not finite:
                return LiminalError(f"{place}: {owner} is {word[:40]}, not a finite number; export it anew")
        if len(words) < len(owners):
            return LiminalError(
                f"{place}: {len(words)} numbers, and a frame has {len(owners)}: {owners[len(words)]} is missing; "
                "is the file cut short?"
            )
        if len(words) > len(owners):
            return LiminalError(
                f"{place}: {len(words)} numbers, and a frame has {len(owners)}: the last is {owners[-1]}"
            )
        frames += 1
    return LiminalError(
        f"{path}: line {number}: it ends after {frames} of {count} frames: {owners[0]} of the next is missing; "
        "is the file cut short?"
    )


def _motion(joints: list[BvhJoint], rate: float, numbers: Floats) -> BodyMotion:
    """Return the motion of joints, of which each frame has the numbers one after the other."""
    count = len(joints)
    rest = np.array([joint.offset for joint in joints], np.float64)
    skeleton = Skeleton(
        tuple(joint.name for joint in joints),
        tuple(joint.parent for joint in joints),
        rest,
        np.tile(quaternion.IDENTITY, (count, 1)),
    )
    rotations = np.tile(quaternion.IDENTITY, (len(numbers), count, 1))
    moving, offsets = [], []
    column = 0
    for index, joint in enumerate(joints):
        turn, place = Rotation.identity(), None
        for channel in joint.channels:
            values = numbers[:, column : column + 1]
            column += 1
            if channel.is_rotation:
                turn = turn * Rotation.from_euler("XYZ"[channel.axis], values, degrees=True)
            else:
                place = np.zeros((len(numbers), 3)) if place is None else place
                place[:, channel.axis] = values[:, 0]
        rotations[:, index] = turn.as_quat()
        if place is not None:
            moving.append(index)
            offsets.append(place + _added(place, rest[index]))
    return BodyMotion(
        skeleton,
        rate,
        tuple(moving),
        np.stack(offsets, axis=1) if offsets else np.zeros((len(numbers), 0, 3)),
        quaternion.continuous(rotations),
    )


def _added(place: Floats, rest: Floats) -> Floats:
    """Return the shift, (3,), to add to positions (f, 3) of a joint whose rest offset is (3,).

    Some exporters write positions that take the place of the offset, others shifts from it. The former are
    near the offset: more than half of it along its own direction.
    """
    replaces = float(np.median(place @ rest)) > 0.5 * float(rest @ rest)
    return np.zeros(3) if replaces else rest
