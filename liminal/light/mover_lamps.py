"""The lamps whose shadows a mover throws: the strongest along its way, known one by one."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liminal.light.lamp_colour import lamp_colours
from liminal.light.lampset import RIM_GAIN
from liminal.light.shader import SHADOWED
from liminal.piece.occluder import unobstructed
from liminal.piece.piece import Piece

CLOSEST = 3.0  # cells: lamps count as no nearer than this when the strongest are chosen
FAINTEST = 0.01  # of the strongest lamp's light: weaker ones throw no shadow of their own
ASKED = 3 * SHADOWED  # of the strongest lamps, how many are asked whether the way is in sight of them
GRID = 4  # places on a lamp, along each of its sides, that are looked for from a probe

# The direct light of one lamp, by its number, on some surfels (n,): (n,), lux.
Direct = Callable[[int, NDArray[np.intp]], NDArray[np.float32]]


@dataclass(frozen=True)
class MoverLamps:
    """Up to SHADOWED lamps of a piece; arrays have rows of zeros for those that there are not.

    `numbers`: intp (k,). `area`: float32 (SHADOWED, 4), x and z of the lower and of the upper corner, and `height`,
    cells. `luminance`: (SHADOWED,), cd/m2, as the piece says. `on_sides`: float32 (SHADOWED, p, 6), what each gives to
    the sides of the piece's p probes, lux, and `seen`, (SHADOWED, p), the share of it that these see.
    """

    numbers: NDArray[np.intp]
    area: NDArray[np.float32]
    height: NDArray[np.float32]
    luminance: NDArray[np.float32]
    on_sides: NDArray[np.float32]
    seen: NDArray[np.float32]

    def colour(self, lights: NDArray[np.void], usual: NDArray[np.float32]) -> NDArray[np.float32]:
        """The colour of their light together, (3,), of luminance 1. `lights`: of the piece; `usual`: of its preset."""
        own = lamp_colours(lights[self.numbers], usual)
        if not len(own) or (own == own[0]).all():
            return own[0] if len(own) else usual
        weight = self.on_sides[: len(own)].sum((1, 2))
        mean: NDArray[np.float32] = (weight @ own / weight.sum()).astype(np.float32)
        return mean

    def output(self, output: NDArray[np.float32]) -> NDArray[np.float32]:
        """How bright each is, (SHADOWED,), of how bright all lamps of the piece are, (m,)."""
        return padded(output[self.numbers])

    def rest(self, output: NDArray[np.float32]) -> NDArray[np.float32]:
        """The `lamp_rest` of `shaders/bake_mover.glsl`. `output`: (SHADOWED,), how bright each is."""
        return np.stack([self.height, self.luminance * output], -1)


def mover_lamps(piece: Piece, probes: NDArray[np.float64], direct: Direct) -> MoverLamps:
    """Choose the lamps that give most to any of the probes of a piece, (p, 3), window-local cells."""
    assert piece.standing is not None
    most = _unshadowed(piece.lights, probes)
    asked = np.argsort(-most.max(1, initial=0.0), kind="stable")[:ASKED]
    shares = np.array([_share_seen(piece, piece.lights[lamp], probes) for lamp in asked])
    light = (most[asked] * shares.reshape(-1, len(probes))).max(1, initial=0.0)
    order = np.argsort(-light, kind="stable")[:SHADOWED]
    order = order[light[order] > FAINTEST * light.max(initial=0.0)]
    numbers = asked[order]
    lights = piece.lights[numbers]

    slot = piece.standing.slot[piece.standing.probe.ravel()]
    surfels = piece.surfels.number_at(slot[:, 0], slot[:, 1]).astype(np.intp)
    on_sides = np.array([direct(lamp, surfels) for lamp in numbers.tolist()])
    return MoverLamps(
        numbers,
        padded(np.column_stack([lights["centre"] - lights["half"], lights["centre"] + lights["half"]])),
        padded(lights["y"]),
        padded(lights["luminance"]) * np.float32(RIM_GAIN),
        padded(on_sides.reshape(-1, len(probes), 6)),
        padded(shares.reshape(-1, len(probes))[order]),
    )


def padded(values: NDArray[np.floating], count: int = SHADOWED) -> NDArray[np.float32]:
    """Values (k, ...) and zeros after them: (count, ...)."""
    whole = np.zeros((count, *values.shape[1:]), np.float32)
    whole[: len(values)] = values
    return whole


def _unshadowed(lights: NDArray[np.void], probes: NDArray[np.float64]) -> NDArray[np.float64]:
    """About what each of the lamps, (m,) AREA_LIGHT, gives to probes (p, 3), cells, if nothing is between: (m, p)."""
    power = (4 * lights["half"].prod(1) * lights["luminance"]).astype(np.float64)
    high = np.maximum(lights["y"][:, None] - probes[:, 1], 0.0)
    away = np.linalg.norm(lights["centre"][:, None] - probes[:, [0, 2]], axis=2)
    light: NDArray[np.float64] = power[:, None] * high / np.maximum(away**2 + high**2, CLOSEST**2) ** 1.5
    return light


def _share_seen(piece: Piece, light: np.void, probes: NDArray[np.float64]) -> NDArray[np.float32]:
    """Which share of a lamp, an AREA_LIGHT, each of the probes (p, 3), cells, sees: (p,)."""
    steps = (np.arange(GRID) + 0.5) / GRID * 2 - 1
    x, z = (grid.ravel() for grid in np.meshgrid(*(light["centre"][:, None] + np.outer(light["half"], steps))))
    points = np.stack([x, np.full_like(x, light["y"]), z], -1)
    origin = np.repeat(probes, len(points), 0)
    towards = np.tile(points, (len(probes), 1)) - origin
    seen = unobstructed(piece.occluder, origin, towards) & (towards[:, 1] > 0)
    return np.asarray(seen.reshape(len(probes), -1).mean(1), np.float32)
