"""The air around the microphone as a room: where floors are hard, what is round the corner answers, too."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from liminal.sound.absorbers import absorber_of
from liminal.sound.noise import Reals
from liminal.sound.pages import RATE
from liminal.sound.performance import Listener
from liminal.sound.propagation import Propagation
from liminal.sound.room import RAYS, Room, early_echoes, eyring, reverberant
from liminal.sound.surface_absorption import BANDS, WATER, absorption_table, edges
from liminal.world.grid import CELL
from liminal.world.window import Window

# Share of what passes to the air beyond that does not come back from there: an estimate, by which tiled halls ring for
# 2 to 4 s, as swimming halls do.
_LOST = 0.25
_WIDTHS = np.array([high - low for low, high in map(edges, range(len(BANDS)))])  # Hz
_NEIGHBOURS = ((np.s_[:-1], np.s_[1:]), (np.s_[:, :-1], np.s_[:, 1:]))


class AirAround:
    """The rooms that microphones of one world are in, with those measured last kept."""

    def __init__(self, propagation: Propagation) -> None:
        self._propagation = propagation
        self._measured = lru_cache(maxsize=8)(self._measure)

    def room(self, listener: Listener, longest: float) -> Room:
        """Return the room around a microphone, by the volume and the surfaces of all air around.

        `longest`: decays are no longer, s.
        """
        free, surface, absorption = self._measured(*self._propagation.air_square(listener))
        decay = np.minimum(eyring(free, absorption), longest)
        # Of an impulse, each octave has as much as it is wide.
        power = reverberant(surface, absorption) * _WIDTHS / (RATE / 2)
        echoes = early_echoes(*self._propagation.room(listener, RAYS), listener)
        return Room(free, absorption, decay, power, echoes)

    def _measure(self, x0: int, z0: int) -> tuple[float, float, Reals]:
        """Return the mean free path (m), the surface (m2) and the absorption (BANDS,) of the air in a square."""
        window, share = self._propagation.air(x0, z0)
        floor = np.where(window.wet, window.water, window.floor).astype(np.float64)
        height = np.where(window.open, window.ceiling - floor, 0.0)
        volume = float(np.sum(share * height)) * CELL**2

        table = absorption_table()
        area = _areas(window.ceiling_material, share, len(table)) * CELL**2
        area += _areas(window.floor_material, share * ~window.wet, len(table)) * CELL**2
        water, leads = float(np.sum(share * window.wet)) * CELL**2, 0.0
        for here, beyond in _NEIGHBOURS:
            # What two neighbours have in common is open; the rest of either's height is a face of the other.
            top = np.minimum(window.ceiling[here], window.ceiling[beyond])
            common = np.maximum(top - np.maximum(floor[here], floor[beyond]), 0.0)
            common = np.where(window.open[here] & window.open[beyond], common, 0.0)
            for one, other in ((here, beyond), (beyond, here)):
                area += _areas(window.wall_material[other], share[one] * (height[one] - common), len(table)) * CELL
            # Along rows and columns, a slanting front is counted 4 / pi times on average.
            leads += np.pi / 4 * float(np.sum(abs(share[here] - share[beyond]) * common)) * CELL

        things = [(absorber_of(prop), _at(window, share, prop)) for prop in window.props]
        surface = float(area.sum()) + water + leads + sum(part * thing.surface for thing, part in things)
        absorbed = sum((part * thing.absorbed for thing, part in things), area @ table + water * WATER + leads * _LOST)
        return 4 * volume / surface, surface, absorbed / surface


def _areas(material: NDArray[np.uint8], area: Reals, count: int) -> Reals:
    """Return the sum of areas by material: (count,)."""
    return np.asarray(np.bincount(material.ravel(), area.ravel(), count), np.float64)


def _at(window: Window, share: Reals, prop: np.void) -> float:
    """Return the share of the cell in which a prop stands."""
    row, column = int(prop["z"] // CELL) - window.z0, int(prop["x"] // CELL) - window.x0
    rows, columns = share.shape
    return float(share[min(max(row, 0), rows - 1), min(max(column, 0), columns - 1)])
