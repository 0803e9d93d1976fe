"""A ladder-back chair: turned posts and rungs, slats, a rush seat."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from liminal.thing.builder import Builder
from liminal.thing.finish import Finish, paint
from liminal.thing.turning import upright_along

Floats = NDArray[np.float64]

WALNUT = paint(Finish.VENEER, "#5e4936")
RUSH = paint(Finish.VENEER, "#a08a60")  # its windings look like grain
UP = np.array([0.0, 1.0, 0.0])


def ladder_back_chair(b: Builder) -> None:
    """A kitchen chair of turned hardwood with four slats and a rush seat, made in the same form since about 1800.

    0.46 wide, 0.46 deep, 1.06 high; seat 0.44 m.
    """
    front, hip, top = np.array([0.213, 0, 0.205]), np.array([0.176, 0.45, -0.148]), np.array([0.180, 1.06, -0.208])
    mirror = np.array([-1.0, 1.0, 1.0])
    foot = [(0, 0), (0.012, 0), (0.0145, 0.012), (0.0175, 0.06), (0.0175, 0.13), (0.0155, 0.137), (0.018, 0.145)]
    rise = float(np.linalg.norm(top - hip))
    finial = [(0.0115, -0.035), (0.0095, -0.030), (0.0135, -0.020), (0.013, -0.012), (0.007, -0.002), (0, 0)]
    for turn in (1.0, mirror):
        _turned(b, [*foot, (0.019, 0.40), (0.0175, 0.462), (0.011, 0.470), (0, 0.472)], front * turn, UP, 10)
        _turned(b, [*foot, (0.0185, 0.45)], hip * turn * (1, 0, 1), UP, 10)
        upper = [(0.0185, -0.004), (0.0185, 0.2), (0.0155, rise - 0.045), *((r, rise + y) for r, y in finial)]
        _turned(b, upper, hip * turn, (top - hip) * turn, 10)

    # Rungs: two at each side and in front, one behind.
    back = hip * (1, 0, 1)
    for begin, end, heights in (
        (front, front * mirror, (0.16, 0.29)),
        (back, back * mirror, (0.21,)),
        (front, back, (0.13, 0.26)),
        (front * mirror, back * mirror, (0.13, 0.26)),
    ):
        for height in heights:
            low, high = begin + height * UP, end + height * UP
            length = float(np.linalg.norm(high - low))
            profile = [(0.0075, 0.0), (0.011, 0.22 * length), (0.0115, 0.5 * length), (0.011, 0.78 * length)]
            _turned(b, [*profile, (0.0075, length)], low, high - low, 7)

    # Slats: bent backwards, arched above, let into the posts; the upper ones are higher.
    for base, height in ((0.545, 0.058), (0.675, 0.062), (0.805, 0.066), (0.935, 0.072)):
        u, v = np.meshgrid(np.linspace(-1, 1, 9), np.linspace(0, 1, 3))
        y = base + v * height * (1 - 0.3 * u**2) + 0.010 * (1 - u**2)
        share = (y - hip[1]) / (top[1] - hip[1])
        z = hip[2] + share * (top[2] - hip[2]) - 0.028 * (1 - u**2)
        b.sheet(np.stack([(0.178 - 0.009) * u, y, z], -1), 0.007, WALNUT, hollow=True)
        b.proxy_sheet(np.stack([0.169 * u, y, z], -1)[::2, ::4], 0.006)

    # The seat: rush is wound over four rails towards the middle, where the windings of all four meet along mitres.
    corners = [front + 0.432 * UP, hip * (1, 0, 1) + 0.432 * UP]
    corners += [corners[1] * mirror, corners[0] * mirror]
    middle = np.array([[0.03, 0.432, 0.027], [0.03, 0.432, 0.027], [-0.03, 0.432, 0.027], [-0.03, 0.432, 0.027]])
    for number in range(4):
        _rush(b, corners[number - 1], corners[number], middle[number - 1], middle[number])
    b.proxy((0.36, 0.026, 0.34), (0, 0.43, 0.029))


def _turned(b: Builder, profile: list[tuple[float, float]], foot: Floats, along: ArrayLike, sides: int) -> None:
    """A turned part of a profile (radius, way), m, from its foot along some direction, with one box."""
    rotation = upright_along(along)
    low, high = profile[0][1], profile[-1][1]
    radius = float(np.median([radius for radius, _ in profile]))
    if b.near:
        b.lathe(profile, foot, WALNUT, rotation, sides=sides, hollow=True)
    else:
        b.tube([foot + rotation[:, 1] * way for way in (low, high)], radius, WALNUT, sides=sides // 2, hollow=True)
    b.proxy((1.7 * radius, high - low, 1.7 * radius), foot + rotation[:, 1] * (low + high) / 2, rotation)


def _rush(b: Builder, begin: Floats, end: Floats, begin_inside: Floats, end_inside: Floats) -> None:
    """The part of a rush seat wound over one rail, from its begin to its end, up to the mitres on either side."""
    length = float(np.linalg.norm(end - begin))
    along = (end - begin) / length
    inward = np.cross(UP, along)
    inward *= np.sign(inward @ (begin_inside - begin))
    knots = [0.0, float((begin_inside - begin) @ along), float((end_inside - begin) @ along), length]
    between = np.linspace(0.06, length - 0.06, 4 if b.near else 0)
    s = np.unique(np.round([0.012, *between, *knots[1:3], length - 0.012], 4))
    mitres = [0.004, float((begin_inside - begin) @ inward), float((end_inside - begin) @ inward), 0.004]
    reach = np.interp(s, knots, mitres)

    # A winding, outwards below the seat, round the rail and inwards on top: reach of the mitre, height.
    turn = np.radians(np.linspace(-90, 90, 5 if b.near else 3))
    rings = []
    for place, mitre in zip(s, reach, strict=True):
        depth = np.concatenate([[mitre], 0.002 - 0.017 * np.cos(turn), [0.5 * mitre, mitre + 0.003]])
        sag = [-0.010, *(0.017 * np.sin(turn) - 0.001), 0.016 - 0.03 * mitre, 0.009 - 0.04 * mitre]
        rings.append(np.column_stack([depth, sag, np.full(len(depth), place)]))
    frame = np.column_stack([inward, UP, np.cross(inward, UP)])
    if frame[:, 2] @ along < 0:
        rings = [ring * (1, 1, -1) for ring in rings]
    with b.within(begin, frame):
        b.loft(rings, RUSH)
