"""Water slides: a tube or an open chute of glass fibre on posts, with the platform that one starts from."""

import numpy as np
from numpy.typing import NDArray

from liminal.thing.builder import Builder
from liminal.thing.finish import Finish, Paint, paint
from liminal.thing.structure.laid import laid
from liminal.thing.structure.metalwork import METALS
from liminal.thing.turning import upright_along
from liminal.world.slide_way import BORE, DECK, POST_EVERY, WALL, evenly, slide_way

Floats = NDArray[np.float64]

OPEN = 115.0  # degrees to either side of the bottom: what there is of an open chute
PANELS, PANEL = 16, 0.003  # boxes around a tube, and how thick they are, m
SECTION = 1.45  # m between flanges
POST = 0.045  # m: radius of posts

# By their variant: colours that chlorine and light have faded.
COLOURS = (
    paint(Finish.PLASTIC, "#4f86ad"),
    paint(Finish.PLASTIC, "#d3ab3a"),
    paint(Finish.PLASTIC, "#ad4a3c"),
    paint(Finish.PLASTIC, "#5f9a86"),
)
GREY = paint(Finish.PAINTED_STEEL, "#a9aca6")


def water_slide(b: Builder, colour: Paint, height: float, length: float, turns: float, chute: float) -> None:
    """A slide from a platform so high at the origin down to where it ends: see `slide_way`.

    `chute`: 1 where it is open above, else 0.
    """
    way, metal = slide_way(height, length, turns), METALS[1]
    half = np.radians(OPEN if chute else 180.0)
    _shell(b, colour, evenly(way, 0.28 if b.near else 0.5), half)
    _boxes(b, evenly(way, 0.25 if turns else 0.45), half)
    for number in range(1, len(evenly(way, SECTION)) - 1):
        _collar(b, colour, evenly(way, SECTION), number, half)
    for x, y, z in evenly(way, POST_EVERY)[1:-1].tolist():
        foot = y - BORE - WALL
        if foot > 0.3:
            b.tube([(x, 0, z), (x, foot + 0.05, z)], POST, metal, sides=12)
            b.lathe([(0.11, 0.0), (0.11, 0.012), (POST, 0.016)], (x, 0, z), metal, sides=14, hollow=True)
    _platform(b, metal, height - BORE - WALL)


def _frames(path: Floats) -> tuple[Floats, Floats, Floats]:
    """Along, to the left and up from a path that is nowhere upright, (n, 3) each."""
    along = np.gradient(path, axis=0)
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    left = np.cross((0.0, 1.0, 0.0), along)
    left /= np.linalg.norm(left, axis=1, keepdims=True)
    return along, left, np.cross(along, left)


def _out(left: Floats, up: Floats, angle: Floats) -> Floats:
    """Unit vectors from the middle of a tube at angles (a,) from its bottom, for each point of its way: (n, a, 3)."""
    out: Floats = np.sin(angle)[:, None] * left[:, None] - np.cos(angle)[:, None] * up[:, None]
    return out


def _shell(b: Builder, colour: Paint, path: Floats, half: float) -> None:
    """Both sides of the tube, and its rims."""
    along, left, up = _frames(path)
    angle = np.linspace(-half, half, 1 + (24 if b.near else 12))
    out, around = _out(left, up, angle), BORE * angle
    walked = np.concatenate([[0], np.linalg.norm(np.diff(path, axis=0), axis=1).cumsum()])
    inner, outer = (path[:, None] + radius * out for radius in (BORE, BORE + WALL))
    b.mesh(laid(outer, out, walked[:, None], around), colour)
    b.mesh(laid(inner, -out, walked[:, None], around), colour)
    across = np.array([[0.0], [WALL]])
    for end, sign in ((0, -1), (-1, 1)):
        b.mesh(laid(np.stack([inner[end], outer[end]]), sign * along[end], across, around), colour)
    if half < np.pi:
        for edge in (0, -1):
            b.mesh(laid(np.stack([inner[:, edge], outer[:, edge]]), up, across, walked), colour)


def _boxes(b: Builder, path: Floats, half: float) -> None:
    """Panels around the tube, each as long as the way from one point of a path to the next."""
    count = round(PANELS * half / np.pi)
    step = 2 * half / count
    turns = np.linspace(step / 2 - half, half - step / 2, count)
    radius = (BORE + WALL / 2) * (1 + np.cos(step / 2)) / 2
    onward: Floats = np.diff(path, axis=0)
    length = np.linalg.norm(onward, axis=1)
    along = onward / length[:, None]
    left: Floats = np.cross((0.0, 1.0, 0.0), along)
    left /= np.linalg.norm(left, axis=1, keepdims=True)
    out = _out(left, np.cross(along, left), turns)
    for number, place in enumerate((path[1:] + path[:-1]) / 2):
        for z in out[number]:
            rotation = np.column_stack([np.cross(along[number], z), along[number], z])
            b.proxy((2 * radius * np.tan(step / 2), length[number], PANEL), place + radius * z, rotation)


def _collar(b: Builder, colour: Paint, path: Floats, number: int, half: float) -> None:
    """The flange of a joint around the tube, at a point of a path."""
    along, left, up = (each[number : number + 1] for each in _frames(path))
    angle = np.linspace(-half, half, 29 if b.near else 15)
    out, inner, outer = _out(left, up, angle)[0], BORE + WALL, BORE + WALL + 0.035
    for side in (-1, 1):
        face = np.stack([path[number] + radius * out + side * 0.012 * along for radius in (inner, outer)])
        b.mesh(laid(face, side * along[0], np.array([[0], [0.035]]), BORE * angle), colour)
    edge = np.stack([path[number] + outer * out + side * 0.012 * along for side in (-1, 1)])
    b.mesh(laid(edge, out, np.array([[0], [0.024]]), BORE * angle), colour)


def _platform(b: Builder, metal: Paint, level: float) -> None:
    """The deck behind the upper end, its posts and guard, and a steep stair up from behind."""
    near, far, side = -0.02, -0.02 - DECK, DECK / 2 - 0.05
    b.box((DECK, 0.05, DECK), (0, level - 0.025, (near + far) / 2), GREY, bevel=0.006)
    for x in (-side, side):
        for z in (near - 0.05, far + 0.05):
            b.tube([(x, 0, z), (x, level + 0.95, z)], 0.03, metal, sides=12)
        for high in (0.5, 0.93):
            b.tube([(x, level + high, near - 0.05), (x, level + high, far + 0.05)], 0.02, metal, sides=10)
    steps = max(3, round(level / 0.22))
    foot = far - 0.16 * steps
    for share in np.arange(1, steps) / steps:
        b.box((0.62, 0.03, 0.15), (0, level * share, foot + share * (far - foot)), GREY, bevel=0.004)
    for x in (-0.33, 0.33):
        begin, end = np.array([x, 0.07, foot]), np.array([x, level - 0.03, far])
        run = end - begin
        b.box((0.03, float(np.linalg.norm(run)), 0.14), (begin + end) / 2, metal, upright_along(run), bevel=0.004)
        lift = np.array([0, 0.9, 0])
        b.tube([begin, begin + lift, end + lift], 0.02, metal, bend=0.1, sides=10)
