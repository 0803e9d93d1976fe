"""Strands: poles and wires along paths, as tubes that joints move."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.ndimage import gaussian_filter1d

from liminal.body.distance_field import cone
from liminal.body.skin_part import SkinPart
from liminal.body.skin_weights import Bone
from liminal.thing.finish import Finish
from liminal.thing.surface_mesh import SurfaceMesh
from liminal.thing.swept import smoothed, tube

Floats = NDArray[np.float64]

_STEP = 0.01  # m between the points of a path
_BLEND = 0.035  # m: standard deviation of the transition from one bone to the next
_GOLDEN = 0.6180339887


@dataclass(frozen=True, eq=False)
class Strand:
    """A tube along a path (n, 3), m, of radii (n,), m. `joints`: names of those that move it.

    `tone`: reflectance, linear Rec. 709.
    """

    path: Floats
    radius: Floats
    joints: Sequence[str]
    tone: float


def lot(number: int, which: int = 0) -> float:
    """Return a number from 0 to 1 that differs from strand to strand. `which`: of several for each."""
    return float((number * 7.0 + which * 3.0 + 1.0) * _GOLDEN * (1.0 + 0.37 * which) % 1.0)


def wave(share: Floats, number: int) -> Floats:
    """Return a slow wave of about -1 to 1 along a strand, at shares of its length."""
    turn = 2 * np.pi * (share[:, None] * (1.3, 2.9, 5.3) + [lot(number, which) for which in (1, 2, 3)])
    waves: Floats = np.sin(turn) @ (0.5, 0.35, 0.2)
    return waves


class Pole:
    """A path that strands are wound about."""

    def __init__(self, points: ArrayLike, front: ArrayLike) -> None:
        """`points`: (n, 3), m, that a smooth path goes through. `front`: (3,), where around it the angle is 0."""
        rough = smoothed(points, 24)
        far = np.concatenate([[0.0], np.linalg.norm(np.diff(rough, axis=0), axis=1).cumsum()])
        even = np.linspace(0.0, far[-1], max(2, round(far[-1] / _STEP)))
        self.length = float(far[-1])
        self.path = np.stack([np.interp(even, far, each) for each in rough.T], 1)
        along = np.gradient(self.path, axis=0)
        along /= np.linalg.norm(along, axis=1, keepdims=True)
        first = np.asarray(front, float) - along * (along @ np.asarray(front, float))[:, None]
        self._first = first / np.linalg.norm(first, axis=1, keepdims=True)
        self._second = np.cross(along, self._first)

    def at(self, share: Floats, turn: Floats, off: Floats) -> Floats:
        """Return points (n, 3) at shares of its length, an angle around it, rad, and so far off it, m."""
        place = np.clip(share, 0.0, 1.0) * (len(self.path) - 1)

        def interpolated(values: Floats) -> Floats:
            return np.stack([np.interp(place, np.arange(len(values)), each) for each in values.T], 1)

        first, second = interpolated(self._first), interpolated(self._second)
        aside = np.cos(turn)[:, None] * first + np.sin(turn)[:, None] * second
        points: Floats = interpolated(self.path) + off[:, None] * aside
        return points


def pole_strand(pole: Pole, radius: Sequence[float], joints: Sequence[str], number: int, tone: float) -> Strand:
    """Return a pole itself, neither straight nor even. `radius`: at places evenly along it, m."""
    share = np.linspace(0.0, 1.0, len(pole.path))
    girth = np.interp(share, np.linspace(0.0, 1.0, len(radius)), radius) * (1.0 + 0.14 * wave(4.0 * share, number))
    off = 0.35 * np.mean(radius) * wave(1.5 * share, number + 5)
    return Strand(pole.at(share, 2 * np.pi * lot(number) + 3.0 * share, off), girth, joints, tone)


def wound(
    pole: Pole,
    span: tuple[float, float],
    turns: float,
    off: float,
    radius: float,
    joints: Sequence[str],
    number: int,
    tone: float,
    slack: float = 0.0,
) -> Strand:
    """Return a strand wound about a pole from one share of its length to another.

    `off`: of its middle from the pole's, m. `slack`: how much further it hangs off in the middle of each half turn, m.
    """
    length = abs(span[1] - span[0]) * pole.length
    share = np.linspace(0.0, 1.0, max(8, round(np.hypot(length, 2 * np.pi * off * turns) / _STEP)))
    turn = 2 * np.pi * (lot(number) + turns * share + 0.10 * wave(share, number))
    away = off * (1.0 + 0.22 * wave(2.0 * share, number + 9))
    away = away + slack * np.sin(np.pi * share) ** 2 * (0.8 + 0.4 * wave(share, number + 2))
    girth = radius * (1.0 + 0.16 * wave(3.0 * share, number + 4))
    points = pole.at(span[0] + (span[1] - span[0]) * share, turn, away)
    return Strand(points, girth, joints, tone)


def tangle(
    middle: ArrayLike, half: ArrayLike, loops: float, radius: float, joints: Sequence[str], number: int, tone: float
) -> Strand:
    """Return a strand that is knotted about a point (3,) in a space of half sizes (3,), m."""
    share = np.linspace(0.0, 1.0, max(12, round(loops * 6.0 * float(np.asarray(half, float).mean()) / _STEP)))
    rates = loops * np.array([1.0, 0.62 + 0.2 * lot(number, 1), 0.83 + 0.3 * lot(number, 2)])
    phases = np.array([lot(number, which) for which in (3, 4, 5)])
    path = np.asarray(middle, float) + np.asarray(half, float) * np.sin(2 * np.pi * (share[:, None] * rates + phases))
    return Strand(path, radius * (1.0 + 0.15 * wave(3.0 * share, number)), joints, tone)


def loose_end(
    begin: ArrayLike, way: ArrayLike, length: float, radius: float, joints: Sequence[str], number: int, tone: float
) -> Strand:
    """Return the loose end of a strand, from a point (3,) about into a direction (3,), that curls on its way."""
    far = np.linspace(0.0, length, max(6, round(length / _STEP)))
    share = far / length
    ahead = np.asarray(way, float) / np.linalg.norm(way)
    aside = np.cross(ahead, (0.3, 0.9, 0.3))
    aside /= np.linalg.norm(aside)
    bend = 0.28 * length * (share**2 * wave(0.7 * share, number))[:, None] * aside
    bend = bend + 0.35 * length * (share**2 * (lot(number, 2) - 0.3))[:, None] * np.cross(ahead, aside)
    drop = 0.25 * length * share**2 * lot(number, 3)
    path = np.asarray(begin, float) + far[:, None] * ahead + bend - drop[:, None] * (0.0, 1.0, 0.0)
    return Strand(path, radius * (1.0 - 0.7 * share), joints, tone)


def strand_part(strand: Strand, bones: Mapping[str, Bone], joints: int, spacing: float, sides: int) -> SkinPart:
    """Return a strand as a part of a skin.

    `bones`: by the names of joints, of which there are so many. `spacing`: m between rings of its tube. `sides`: of it.
    """
    far = np.concatenate([[0.0], np.linalg.norm(np.diff(strand.path, axis=0), axis=1).cumsum()])
    even = np.linspace(0.0, far[-1], max(4, 1 + round(far[-1] / spacing)))
    path = np.stack([np.interp(even, far, each) for each in strand.path.T], 1)
    radius = np.interp(even, far, strand.radius)
    # Its ends are round, as far as there are rings.
    ends = np.minimum(even, far[-1] - even) / np.maximum(radius, 1e-6)
    radius = radius * np.sqrt(np.clip(0.05 + ends, 0.0, 1.0))
    mesh = tube(path, radius, sides, capped=False)
    weights = np.repeat(_weights(path, even, [bones[name] for name in strand.joints], joints), sides + 1, axis=0)
    tone = np.tile(strand.tone * np.array([1.03, 1.0, 0.95]), (len(mesh.position), 1))
    return SkinPart(SurfaceMesh(mesh.position, mesh.normal, mesh.surface, mesh.triangles), Finish.FABRIC, tone, weights)


def _weights(path: Floats, far: Floats, bones: Sequence[Bone], joints: int) -> Floats:
    """The weights (n, joints) of points along a path, each of which belongs to the nearest bone, spread along it."""
    distance = np.stack([cone(path, *bone[1:]) for bone in bones], 1)
    weights = np.zeros((len(path), joints))
    weights[np.arange(len(path)), np.array([bone.joint for bone in bones])[distance.argmin(1)]] = 1.0
    step = max(float(far[-1]) / max(len(far) - 1, 1), 1e-6)
    spread: Floats = gaussian_filter1d(weights, _BLEND / step, axis=0, mode="nearest")
    return spread
