"""The creature: poles, bones and wire, near black, no two strands alike.

Told of one of `motion.creature.STATURE`, in its skeleton's rest pose.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from liminal.body.distance_field import vector
from liminal.body.making_pose import SIDES
from liminal.body.skin_part import SkinPart
from liminal.body.skin_weights import Bone
from liminal.body.strand import Pole, Strand, loose_end, lot, pole_strand, strand_part, tangle, wound
from liminal.motion.creature import STATURE, creature

Floats = NDArray[np.float64]
Places = Mapping[str, Floats]

REFLECTANCE = 0.03  # of the usual strand
_TONES = 0.6, 1.5  # of that: the darkest and the lightest strand

# By level: m between rings of a tube, its sides, strands thinner than this are left out, m, and how much thicker the
# others are for it, those of THICK and more, m, in the second place: far strands do not break up into beads.
LEVELS = ((0.016, 6, 0.0, 1.0, 1.0), (0.032, 4, 0.0040, 1.05, 1.2), (0.050, 4, 0.0066, 1.1, 1.35))
THICK = 0.011

_UP, _FRONT = vector(0, 1, 0), vector(0, 0, 1)
_SPINE = ("hips", "spine", "chest", "upper_chest", "neck")


def creature_places() -> Places:
    """Return where the joints are at rest, (3,) each, m."""
    skeleton = creature(STATURE)
    return dict(zip(skeleton.names, skeleton.rest_frames.positions, strict=True))


def creature_parts(level: int) -> list[SkinPart]:
    """Return the parts of a creature; `level`: 0 is the finest."""
    spacing, sides, thinnest, *thicker = LEVELS[level]
    skeleton = creature(STATURE)
    bones = _bones()
    strands = [each for part in (_trunk, _head, _legs, _arms) for each in part(creature_places())]
    parts = []
    for strand in strands:
        if strand.radius.max() >= thinnest:
            radius = thicker[int(strand.radius.mean() >= THICK)] * strand.radius
            thick = Strand(strand.path, radius, strand.joints, strand.tone)
            parts.append(strand_part(thick, bones, len(skeleton), spacing, sides))
    return parts


def _bones() -> Mapping[str, Bone]:
    """The bones that strands hang on, by the joint that moves each."""
    skeleton = creature(STATURE)
    at = skeleton.rest_frames.positions
    found = {}
    for joint, name in enumerate(skeleton.names):
        below = skeleton.children[joint]
        end = at[below[-1] if name in _SPINE else below[0]] if below else at[joint]
        if name in _SPINE and below:
            end = next((at[child] for child in below if not skeleton.names[child].startswith(("left", "right"))), end)
        found[name] = Bone(joint, at[joint], end + 1e-6, 0.03, 0.03)
    return found


def _tone(number: int) -> float:
    return REFLECTANCE * (_TONES[0] + (_TONES[1] - _TONES[0]) * float(lot(number, 7) ** 1.5))


def _limb(
    pole: Pole, radius: Sequence[float], thick: float, joints: Sequence[str], number: int, turns: float
) -> Iterator[Strand]:
    """A pole with strands about it: long ones beside it, two wound about it, one slung, one that is wound tight."""
    yield pole_strand(pole, radius, joints, number, _tone(number))
    girth = float(np.mean(radius))
    for place in range(3):
        own = number + 3 + place
        begin, end = 0.10 * lot(own, 4), 1.0 - 0.22 * lot(own, 5) ** 2
        size = (0.0075, 0.0062, 0.0050)[place]
        yield wound(pole, (begin, end), 0.4 + 0.9 * lot(own, 6), girth + 0.7 * size, size, joints, own, _tone(own))
    for place, hand in enumerate((1.0, -1.0)):
        own = number + 7 + place
        begin = 0.30 * lot(own, 4)
        yield wound(
            pole,
            (begin, begin + 0.45 + 0.25 * lot(own, 5)),
            hand * turns * (0.8 + 0.5 * lot(own, 6)),
            girth + 0.009,
            0.0050 + 0.002 * lot(own),
            joints,
            own,
            _tone(own),
        )
    own = number + 10
    yield wound(pole, (0.02, 0.98), 0.6, girth + 0.006, 0.0055, joints, own, _tone(own), thick)
    own = number + 11
    at = 0.2 + 0.6 * lot(own)
    yield wound(pole, (at, at + 0.09), 4.5, girth + 0.006, 0.0055, joints, own, _tone(own))


def _knot(
    middle: Floats, size: float | Floats, joints: Sequence[str], number: int, strands: int = 3
) -> Iterator[Strand]:
    """Strands knotted about a joint."""
    for place in range(strands):
        own = number + place
        half: Floats = size * np.array([0.7 + 0.5 * lot(own), 0.7 + 0.6 * lot(own, 1), 0.7 + 0.5 * lot(own, 2)])
        thin = 0.0055 + 0.004 * lot(own, 6)
        yield tangle(middle, half, 1.6 + 1.2 * lot(own, 3), thin, joints, own, _tone(own))


def _trunk(at: Places) -> Iterator[Strand]:
    spine = Pole([at[name] + vector(0, 0, -0.005) for name in _SPINE], -_FRONT)
    yield pole_strand(spine, [0.030, 0.021, 0.018, 0.022, 0.024, 0.018], _SPINE, 100, _tone(100))
    # Its vertebrae stand out behind.
    for number in range(12):
        own = 110 + number
        place = 0.10 + 0.070 * number + 0.045 * lot(own, 3)
        size = 0.0065 + 0.004 * lot(own, 4)
        yield wound(
            spine, (place, place + 0.03 * lot(own, 5)), 0.6 + 0.9 * lot(own, 6), 0.025, size, _SPINE, own, _tone(own)
        )
    front = Pole(
        [
            at["neck"] + vector(0.01, -0.02, 0.03),
            at["upper_chest"] + vector(-0.015, 0.02, 0.13),
            at["chest"] + vector(0.015, 0.03, 0.105),
            at["spine"] + vector(-0.01, 0.02, 0.04),
            at["hips"] + vector(0, -0.03, 0.03),
        ],
        _FRONT,
    )
    yield from _limb(front, [0.013, 0.011, 0.012, 0.016, 0.014], 0.030, _SPINE, 130, 4.0)
    for number in range(5):
        own = 150 + number
        yield wound(
            spine, (0.0, 0.62 + 0.3 * lot(own)), 0.8 + lot(own, 1), 0.036, 0.0085, _SPINE, own, _tone(own), 0.02
        )
    yield from _ribs(spine)
    for side, sign in SIDES:
        hip, shoulder = at[f"{side}_upper_leg"], at[f"{side}_upper_arm"]
        own = 200 if sign > 0 else 230
        pelvis = Pole([at["spine"], at["hips"] + vector(0.055 * sign, 0.03, -0.02), hip], _FRONT)
        yield from _limb(pelvis, [0.0185, 0.0210, 0.0202], 0.02, ("spine", "hips", f"{side}_upper_leg"), own, 2.0)
        yield from _knot(hip + vector(0.004 * sign, 0.0, 0), 0.025, ("hips", f"{side}_upper_leg"), own + 15, 4)
        collar = Pole(
            [
                at["neck"] + vector(0.01 * sign, -0.03, 0),
                at[f"{side}_shoulder"] + vector(0.04 * sign, 0.02, 0.01),
                shoulder,
            ],
            _FRONT,
        )
        names = ("upper_chest", f"{side}_shoulder", f"{side}_upper_arm")
        yield from _limb(collar, [0.0176, 0.0143, 0.0185], 0.015, names, own + 40, 2.5)
        for number in range(3):
            line = own + 60 + number
            middle = vector((0.075 + 0.035 * lot(line)) * sign, -0.02, 0.05 - 0.09 * lot(line, 1))
            side_line = Pole(
                [
                    at["neck"] + vector((0.03 + 0.08 * lot(line, 2)) * sign, -0.06, 0.0),
                    0.5 * (at["chest"] + at["upper_chest"]) + middle,
                    at["spine"] + 0.55 * middle,
                    hip + vector(-0.02 * sign, -0.05 - 0.2 * lot(line, 3), 0.0),
                ],
                _FRONT,
            )
            yield wound(side_line, (0.0, 1.0), 0.8, 0.010, 0.0068, (*_SPINE[:4], names[1]), line, _tone(line))
        yield from _knot(shoulder, 0.026, names[1:], own + 55, 4)


def _ribs(spine: Pole) -> Iterator[Strand]:
    """Hoops of wire from the spine to the front and down, each broken off elsewhere."""
    for number in range(13):
        own, sign = 300 + number, 1.0 if number % 2 else -1.0
        place = 0.46 + 0.037 * number + 0.03 * lot(own)
        root = spine.at(np.array([place]), np.zeros(1), np.zeros(1))[0]
        angle = np.pi * np.linspace(0.0, 0.45 + 0.75 * lot(own, 1), 48)
        wide = (0.125 - 0.25 * abs(place - 0.74)) * (0.75 + 0.5 * lot(own, 2))
        deep = 0.075 * (0.8 + 0.5 * lot(own, 3))
        drop = (0.04 + 0.24 * lot(own, 4) ** 2) * np.sin(angle / 2) ** 2
        wobble = 0.016 * np.sin(3 * angle + 6.28 * lot(own, 5)) * np.sin(angle / 2)
        path = root + np.stack(
            [sign * (wide + wobble) * np.sin(angle), wobble - drop, deep * (1 - np.cos(angle)) - 0.01], 1
        )
        radius = (0.0080 - 0.003 * angle / np.pi) * (0.7 + 0.6 * lot(own, 6))
        yield Strand(path, radius, ("chest", "upper_chest"), _tone(own))


def _head(at: Places) -> Iterator[Strand]:
    """A hook, bent forward and grown over, whose strands hang down to the chest."""
    names = ("upper_chest", "neck", "head")
    hook = Pole(
        [
            at["neck"] + vector(0, -0.10, -0.02),
            at["neck"] + vector(0.004, 0.06, -0.020),
            vector(-0.008, STATURE - 0.130, 0.000),
            vector(0.000, STATURE - 0.045, 0.060),
            vector(0.012, STATURE - 0.040, 0.130),
            vector(0.014, STATURE - 0.110, 0.185),
            vector(-0.004, STATURE - 0.215, 0.180),
            vector(-0.012, STATURE - 0.300, 0.130),
        ],
        vector(1, 0, 0),
    )
    yield from _limb(hook, [0.022, 0.019, 0.018, 0.020, 0.023, 0.022, 0.017, 0.007], 0.012, names, 400, 4.0)
    for number in range(6):
        own = 420 + number
        begin, slack = 0.25 + 0.3 * lot(own), 0.010 + 0.024 * lot(own, 2)
        yield wound(hook, (begin, 0.99), 0.8 + 1.5 * lot(own, 1), 0.026, 0.0066, names, own, _tone(own), slack)
    yield from _knot(vector(0.0, STATURE - 0.170, 0.130), np.array([0.034, 0.098, 0.048]), ("head",), 430, 7)
    yield from _knot(vector(0.004, STATURE - 0.120, 0.180), np.array([0.040, 0.060, 0.030]), ("head",), 440, 3)
    yield from _knot(at["neck"], 0.032, ("upper_chest", "neck"), 446, 3)
    for number in range(4):
        own = 460 + number
        aside = 0.06 * (lot(own) - 0.5)
        hung = Pole(
            [
                vector(aside, STATURE - 0.20 - 0.08 * lot(own, 1), 0.145),
                at["neck"] + vector(1.5 * aside, -0.04 * lot(own, 2), 0.075 + 0.03 * lot(own, 3)),
                at["upper_chest"] + vector(2.0 * aside, 0.12 * lot(own, 4), 0.07),
            ],
            vector(1, 0, 0),
        )
        yield wound(hung, (0.0, 1.0), 0.7, 0.007, 0.0058, names, own, _tone(own))
    for number, (root, way, length) in enumerate(
        (
            (vector(0.01, STATURE - 0.27, 0.15), (0.2, -1.0, 0.2), 0.10),
            (vector(0.02, STATURE - 0.05, 0.05), (0.3, 0.7, -0.9), 0.09),
            (vector(-0.03, 2.40, -0.02), (-0.8, -0.2, -0.5), 0.15),
        )
    ):
        yield loose_end(root, way, length, 0.0045, names[2:] if number < 2 else names[:2], 450 + number, _tone(450))


def _legs(at: Places) -> Iterator[Strand]:
    for side, sign in SIDES:
        own = 500 if sign > 0 else 570
        hip, knee, ankle = (at[f"{side}_{name}"] for name in ("upper_leg", "lower_leg", "foot"))
        names = ("hips", f"{side}_upper_leg", f"{side}_lower_leg", f"{side}_foot")
        bow = vector(0.014 * sign, 0.0, 0.012)
        thigh = Pole([hip, hip + 0.45 * (knee - hip) + bow, knee], _FRONT)
        shank = Pole([knee, knee + 0.5 * (ankle - knee) - bow, ankle], _FRONT)
        yield from _limb(thigh, [0.0218, 0.0168, 0.0143, 0.0134, 0.0143, 0.0202], 0.030, names[1:3], own, 3.0)
        yield from _limb(shank, [0.0202, 0.0143, 0.0118, 0.0109, 0.0118, 0.0168], 0.024, names[1:], own + 13, 4.0)
        yield from _knot(knee, 0.025, names[1:3], own + 27, 4)
        yield from _knot(ankle, 0.019, names[2:], own + 32, 3)
        # From the pelvis down to the shank, slung behind the knee.
        behind = Pole(
            [at["hips"] + vector(0.05 * sign, 0, -0.03), knee - 0.055 * _FRONT, ankle + vector(0, 0.2, 0)], _FRONT
        )
        yield wound(behind, (0.0, 1.0), 0.7, 0.012, 0.0075, names[:3], own + 36, _tone(own + 36))
        yield loose_end(knee, (0.3 * sign, -0.9, -0.5), 0.24, 0.0050, names[2:3], own + 40, _tone(own + 40))
        yield loose_end(hip, (0.5 * sign, -0.8, -0.2), 0.30, 0.0052, names[1:2], own + 41, _tone(own + 41))
        yield from _foot(at, side, sign, own + 45)


def _foot(at: Places, side: str, sign: float, number: int) -> Iterator[Strand]:
    """Toes like roots, and a heel."""
    ankle, ball, toe = (at[f"{side}_{name}"] for name in ("foot", "toes", "toes end"))
    names = (f"{side}_foot", f"{side}_toes")
    for place, (aside, share) in enumerate(((0.035, 0.92), (0.0, 1.0), (-0.038, 0.86))):
        own = number + place
        reach = vector(aside, 0, 0)
        pole = Pole(
            [
                ankle,
                ankle + vector(0.5 * aside, -0.018, 0.06),
                (ankle + share * (ball - ankle)) * (1, 0, 1) + reach + 0.022 * _UP,
                (ankle + share * (toe - ankle)) * (1, 0, 1) + 1.4 * reach + 0.008 * _UP,
            ],
            _UP,
        )
        yield pole_strand(pole, [0.018, 0.016, 0.015, 0.007], names, own, _tone(own))
        yield wound(pole, (0.05, 0.8), 2.2, 0.015, 0.0055, names, own + 4, _tone(own + 4))
    heel = Pole([ankle, ankle + vector(0.004 * sign, -0.04, -0.04), ankle * (1, 0, 1) + vector(0, 0.013, -0.085)], _UP)
    yield pole_strand(heel, [0.018, 0.016, 0.011], names[:1], number + 9, _tone(number + 9))


def _arms(at: Places) -> Iterator[Strand]:
    for side, sign in SIDES:
        own = 700 if sign > 0 else 770
        shoulder, elbow, wrist = (at[f"{side}_{name}"] for name in ("upper_arm", "lower_arm", "hand"))
        names = ("upper_chest", f"{side}_upper_arm", f"{side}_lower_arm", f"{side}_hand")
        bow = vector(0.0, 0.008, -0.014 * sign)
        upper = Pole([shoulder, shoulder + 0.5 * (elbow - shoulder) + bow, elbow], _FRONT)
        lower = Pole([elbow, elbow + 0.5 * (wrist - elbow) - bow, wrist], _FRONT)
        yield from _limb(upper, [0.0176, 0.0134, 0.0118, 0.0118, 0.0176], 0.026, names[1:3], own, 3.0)
        yield from _limb(lower, [0.0176, 0.0126, 0.0105, 0.0101, 0.0134], 0.030, names[1:], own + 13, 4.5)
        yield from _knot(elbow, 0.023, names[1:3], own + 27, 4)
        yield from _knot(wrist, 0.017, names[2:], own + 32, 3)
        slung = Pole(
            [at["upper_chest"] + vector(0.06 * sign, 0.1, -0.06), elbow + vector(0, -0.05, -0.02), wrist], _FRONT
        )
        yield wound(slung, (0.0, 0.94), 0.6, 0.010, 0.0065, names[:3], own + 36, _tone(own + 36))
        yield loose_end(elbow, elbow - shoulder + vector(0, -0.2, -0.2), 0.22, 0.0048, names[2:3], own + 40, _tone(own))
        yield loose_end(wrist, wrist - elbow + vector(0, -0.3, 0.2), 0.26, 0.0046, names[2:3], own + 41, _tone(own))
        yield from _hand(at, side, own + 45)


def _hand(at: Places, side: str, number: int) -> Iterator[Strand]:
    """Fingers of wire, each of three straight pieces."""
    wrist, ball, bend, end = (
        at[f"{side}_{name}"] for name in ("hand", "middle_proximal", "middle_intermediate", "middle end")
    )
    names = tuple(f"{side}_{name}" for name in ("hand", "middle_proximal", "middle_intermediate"))
    for place, (aside, share) in enumerate(((0.034, 0.90), (0.011, 1.0), (-0.013, 0.97), (-0.036, 0.82))):
        own = number + place
        reach = vector(0, 0, aside)
        knuckles = [
            wrist + 0.2 * reach,
            wrist + share * (ball - wrist) + reach,
            wrist + share * (bend - wrist) + 1.25 * reach,
            wrist + share * (end - wrist) + 1.35 * reach,
        ]
        pole = Pole(knuckles, _UP)
        yield pole_strand(pole, [0.010, 0.009, 0.0105, 0.0075, 0.0085, 0.0062, 0.0045], names, own, _tone(own))
        yield wound(pole, (0.05, 0.62), 3.0, 0.009, 0.0042, names, own + 5, _tone(own + 5))
    thumb = [at[f"{side}_{name}"] for name in ("hand", "thumb_metacarpal", "thumb_proximal", "thumb end")]
    yield pole_strand(
        Pole(thumb, _UP),
        [0.010, 0.009, 0.008, 0.005],
        (f"{side}_hand", f"{side}_thumb_proximal"),
        number + 12,
        _tone(number),
    )
