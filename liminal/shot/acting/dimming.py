"""Dimming: lamps near the creature lose light, the more the nearer it is, in sight or not."""

from itertools import groupby

import numpy as np

from liminal.body.figure import Figure
from liminal.light.flicker import Outage
from liminal.light.flicker.lamp_behaviour import on_mains
from liminal.shot.route import window_around
from liminal.world.cell_grid import CellGrid
from liminal.world.grid import CELL

_BODY = "creature"
_REACH, _WHOLE = 5.5, 1.5  # m from it to a lamp that loses nothing, and to one that loses all it may
_EVERY = 0.2  # s between the instants that are looked at
_STEPS = 12  # of the light that a lamp may lose
_LONGEST = 120.0  # s: what is there for longer does not move any more

Piece = tuple[int, float, float]  # steps lost, from when to when, s


def dimmed_by(figure: Figure, world: CellGrid, share: float) -> list[Outage]:
    """Return how lamps dim while a figure is there that is the creature. `share`: of their light, at the most."""
    if figure.dress != _BODY or not share:
        return []
    times = np.arange(figure.begin, min(figure.end, figure.begin + _LONGEST), _EVERY)
    places = np.array([figure.frames_at(time).positions[0, [0, 2]] for time in times.tolist()])
    lamps = window_around(world, places, round(_REACH / CELL)).lamps
    lamps = lamps[on_mains(lamps["kind"]) & (lamps["luminance"] > 0)]
    away = np.hypot(*(np.stack([lamps["x"], lamps["z"]], axis=1)[:, None] - places).transpose(2, 0, 1))
    steps = np.rint(_STEPS * np.clip((_REACH - away) / (_REACH - _WHOLE), 0.0, 1.0)).astype(int)
    return [
        Outage(int(lamp["cell_x"]), int(lamp["cell_z"]), begin, end, share=share * lost / _STEPS)
        for lamp, row in zip(lamps, steps, strict=True)
        for lost, begin, end in _pieces([*times.tolist(), figure.end], row.tolist())
        if lost
    ]


def _pieces(times: list[float], steps: list[int]) -> list[Piece]:
    """Return for how long a lamp has lost as many steps of light, one piece after the other.

    `times`: of each of `steps`, s, and of the end of the last.
    """
    runs = [list(run) for _, run in groupby(range(len(steps)), key=steps.__getitem__)]
    return [(steps[run[0]], times[run[0]], times[run[-1] + 1]) for run in runs]
