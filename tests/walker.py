"""A body of `bvh_files` that walks: where its feet stand is known, and the file has it with the jitter of a capture."""

import numpy as np
from bvh_files import ANKLE, BODY, Frame, turn

PERIOD, STANCE = 1.2, 0.62  # s a stride, and the share of it for which a foot stands
SPEED = 0.7  # m/s
HIPS = 0.92  # m: height of the root
HEADING = 40.0  # degrees about +y
DRIFT = 0.02  # m: how far off the root is in the file


def walking(rate: float, seconds: float = 3.6, toes: float = 0.0) -> list[Frame]:
    """The frames of a walk with flat feet, whose toes come up by an angle, degrees, in the middle of each swing."""
    return [_frame(number / rate, toes) for number in range(round(seconds * rate))]


def standing_times(side: str, seconds: float = 3.6, margin: float = 0.08) -> list[tuple[float, float]]:
    """From when to when a foot stands, s, without what is less than a margin from its ends."""
    begin = 0.0 if side == "Left" else PERIOD / 2
    starts = begin + PERIOD * np.arange(-1, seconds / PERIOD)
    spans = [(start + margin, start + STANCE * PERIOD - margin) for start in starts.tolist()]
    return [span for span in spans if span[0] > 0 and span[1] < seconds - 0.1]


def toes_up(time: float, side: str) -> float:
    """How far through its swing a foot's toes are up, 0 to 1."""
    phase = (time / PERIOD - (0.0 if side == "Left" else 0.5)) % 1.0
    return float(np.sin(np.pi * max(phase - STANCE, 0.0) / (1 - STANCE)) ** 2)


def _frame(time: float, toes: float) -> Frame:
    globals_: dict[str, np.ndarray] = {name: np.eye(3) for name in BODY}
    hips = np.array([0.0, HIPS, SPEED * time])
    for side, sign in (("Left", 1), ("Right", -1)):
        ankle = _ankle(time, side)
        hip = hips[1:] + BODY[f"{side}UpLeg"][1][1:]
        thigh, shank = -BODY[f"{side}Leg"][1][1], -BODY[f"{side}Foot"][1][1]
        down, ahead = hip[0] - ankle[0], ankle[1] - hip[1]
        distance = np.hypot(down, ahead)
        lean = np.arctan2(ahead, down)
        at_hip = np.arccos((thigh**2 + distance**2 - shank**2) / (2 * thigh * distance))
        at_ankle = np.arccos((shank**2 + distance**2 - thigh**2) / (2 * shank * distance))
        globals_[f"{side}UpLeg"] = turn(0, -np.degrees(lean + at_hip))
        globals_[f"{side}Leg"] = turn(0, -np.degrees(lean - at_ankle))
        globals_[f"{side}ToeBase"] = turn(0, -toes * toes_up(time, side))
        swing = 25 * sign * np.sin(2 * np.pi * time / PERIOD)
        globals_[f"{side}Arm"] = turn(2, 8 * sign) @ turn(0, swing)
        globals_[f"{side}ForeArm"] = globals_[f"{side}Hand"] = globals_[f"{side}Arm"] @ turn(0, -25)
    heading = turn(1, HEADING)
    globals_ = {name: heading @ each for name, each in globals_.items()}
    locals_ = {
        name: globals_[name] if up is None else globals_[up].T @ globals_[name] for name, (up, _) in BODY.items()
    }
    drift = DRIFT * np.array([np.sin(5 * time), 0.2 * np.sin(9 * time), np.sin(7 * time + 1)])
    return heading @ hips + drift, locals_


def _ankle(time: float, side: str) -> tuple[float, float]:
    """Height and way of an ankle, m."""
    stride = time / PERIOD - (0.0 if side == "Left" else 0.5)
    number, phase = np.floor(stride), stride % 1.0
    start = (number + (0.0 if side == "Left" else 0.5)) * PERIOD * SPEED + 0.26
    if phase < STANCE:
        return ANKLE, start
    share = (phase - STANCE) / (1 - STANCE)
    return ANKLE + 0.07 * np.sin(np.pi * share) ** 2, start + PERIOD * SPEED * (
        share - np.sin(2 * np.pi * share) / (2 * np.pi)
    )
