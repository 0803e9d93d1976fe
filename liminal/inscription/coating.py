"""A coating: a thin layer on a wall, as what it lets through of the wall's light and what it reflects by itself."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter, zoom

from liminal.inscription.alphabet import Stroke
from liminal.random import Stream, mix_arrays, units

Field = NDArray[np.float32]  # (rows, columns), the top row first


@dataclass(frozen=True)
class Coating:
    """A rectangle of coating, the top row first: linear Rec. 709.

    `transmittance`: (rows, columns, 3), the share of the wall's reflected light that comes out through it.
    `reflectance`: (rows, columns, 3), what it adds to that, of the light that falls on it. `texel`: m.
    """

    transmittance: NDArray[np.float32]
    reflectance: NDArray[np.float32]
    texel: float

    def over(self, below: "Coating") -> "Coating":
        """Return it on top of another of the same size."""
        return Coating(
            below.transmittance * self.transmittance,
            below.reflectance * self.transmittance + self.reflectance,
            self.texel,
        )


def film(cover: Field, colour: tuple[float, float, float], texel: float) -> Coating:
    """An opaque paint or sheet of a reflectance that covers a share of each texel."""
    share = cover[..., None].astype(np.float32)
    return Coating(np.repeat(1 - share, 3, axis=2), share * np.array(colour, np.float32), texel)


def dye(density: Field, absorbance: tuple[float, float, float], texel: float) -> Coating:
    """An ink that soaks in: exp(-density x absorbance) of the light comes back (the Beer-Lambert law)."""
    through = np.exp(-density[..., None] * np.array(absorbance, np.float32)).astype(np.float32)
    return Coating(through, np.zeros_like(through), texel)


def noise(shape: tuple[int, int], grain: float, lot: int, number: int) -> Field:
    """Smooth noise of mean 0 and standard deviation 1, with a grain of so many texels."""
    coarse = tuple(int(np.ceil(extent / grain)) + 3 for extent in shape)
    index = np.arange(coarse[0] * coarse[1]).reshape(coarse)
    lattice = units(mix_arrays(lot, Stream.HANDWRITING, number, index.ravel())).reshape(coarse) - 0.5
    fine = zoom(lattice, grain, order=1)[: shape[0], : shape[1]] if grain > 1 else lattice[: shape[0], : shape[1]]
    smooth = gaussian_filter(fine, min(0.35 * grain, 2.0))
    return np.asarray(smooth / max(float(smooth.std()), 1e-6), np.float32)


def sampled(stroke: Stroke, step: float) -> tuple[Stroke, NDArray[np.float64]]:
    """Points (n, 2) at even steps along a stroke, and the share of its length at which each lies: (n,)."""
    lengths = np.append(0.0, np.cumsum(np.linalg.norm(np.diff(stroke, axis=0), axis=1)))
    count = max(2, int(np.ceil(lengths[-1] / step)) + 1)
    share = np.linspace(0.0, 1.0, count)
    at = share * lengths[-1]
    return np.column_stack([np.interp(at, lengths, stroke[:, axis]) for axis in (0, 1)]), share


def nearness(shape: tuple[int, int], points: Stroke, radius: NDArray[np.float64], nib: tuple[float, float]) -> Field:
    """How far each texel lies inside discs, texels: their radius less the distance, the most over all discs.

    `points`: (n, 2), column and row. `radius`: (n,), texels. `nib`: the discs' flattening, 0 to 1, and along which
    angle, rad. Texels further than 3 from all of them: -3.
    """
    found = np.full(shape, -3.0, np.float32)
    reach = int(np.ceil(radius.max())) + 3
    offset = np.arange(-reach, reach + 1)
    column = np.floor(points[:, 0]).astype(int)[:, None, None] + offset[None, None, :]
    row = np.floor(points[:, 1]).astype(int)[:, None, None] + offset[None, :, None]
    across, down = column + 0.5 - points[:, 0, None, None], row + 0.5 - points[:, 1, None, None]
    flat, angle = nib
    narrow = (across * np.cos(angle) + down * np.sin(angle)) / (1 - flat)
    broad = down * np.cos(angle) - across * np.sin(angle)
    inside = (radius[:, None, None] - np.sqrt(narrow**2 + broad**2)).astype(np.float32)
    row, column = np.broadcast_arrays(row, column)
    kept = (row >= 0) & (row < shape[0]) & (column >= 0) & (column < shape[1]) & (inside > -3)
    np.maximum.at(found, (row[kept], column[kept]), inside[kept])
    return found
