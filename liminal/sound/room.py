"""The room around the microphone, as the rays see it that are cast from there."""

from dataclasses import dataclass

import numpy as np

from liminal.sound.absorbers import absorber_of
from liminal.sound.noise import Reals
from liminal.sound.performance import Listener
from liminal.sound.propagation import SPEED, Propagation
from liminal.sound.surface_absorption import AIR, CARPET, PAPER, TILES

RAYS = 96  # horizontal
_GAP = 1.0  # m: where neighbouring rays differ by more, there is an opening between
_OPENING = 0.55  # share that leaves by an opening into rooms like this one, where all is carpeted
_MOST = 3.0  # s: decays of rooms in sight are no longer
_EARLY = 8  # reflections from walls, at most
_CLEAR = 0.4  # m: the nearest reflecting surface


@dataclass(frozen=True)
class Room:
    """A room's acoustics. `free`: mean free path, m.

    `absorption`, `decay` (s, 60 dB), `power` (of the tail of noise of power 1, against that of an impulse 1 m away):
    by octave.
    `echoes`: of the nearest surfaces: path length (m), and bearing (rad), clockwise from the camera's direction.
    """

    free: float
    absorption: Reals
    decay: Reals
    power: Reals
    echoes: tuple[tuple[float, float], ...]


def room_in_sight(propagation: Propagation, listener: Listener) -> Room:
    """Estimate the carpeted room around a microphone, by what is in its sight: there, no sound is heard for long."""
    away, floor, ceiling = propagation.room(listener, RAYS)
    height = max(ceiling - floor, 1.0)
    turn = 2 * np.pi / RAYS

    # The room is the polygon that rays span: its area, and its outline of walls and openings.
    after = np.roll(away, -1)
    area = float(np.sum(0.5 * away * after * np.sin(turn)))
    edge = np.sqrt(away**2 + after**2 - 2 * away * after * np.cos(turn))
    gap = np.abs(away - after) > _GAP + 2 * turn * np.minimum(away, after)
    walls, gaps = float(edge[~gap].sum()) * height, float(edge[gap].sum()) * height
    things = [absorber_of(prop) for prop in propagation.props(listener, away)]
    surface = 2 * area + walls + gaps + sum(thing.surface for thing in things)
    free = 4 * area * height / surface

    absorbed = area * (CARPET + TILES) + walls * PAPER + gaps * _OPENING
    absorption = sum((thing.absorbed for thing in things), absorbed) / surface
    decay = np.minimum(eyring(free, absorption), _MOST)
    power = np.minimum(reverberant(surface, absorption), 1.0)
    return Room(free, absorption, decay, power, early_echoes(away, floor, ceiling, listener))


def eyring(free: float, absorption: Reals) -> Reals:
    """Return the time in which sound falls by 60 dB, s, by octave: (BANDS,).

    Eyring, 1930, "Reverberation time in dead rooms", by the mean way between two reflections (m).
    """
    decay: Reals = 6 * np.log(10) * free / SPEED / (-np.log(1 - absorption) + AIR * free)
    return decay


def reverberant(surface: float, absorption: Reals) -> Reals:
    """Return the power of reverberant sound against that 1 m from its source (Kuttruff, "Room Acoustics"): (BANDS,)."""
    power: Reals = 16 * np.pi * (1 - absorption) / (surface * absorption)
    return power


def early_echoes(away: Reals, floor: float, ceiling: float, listener: Listener) -> tuple[tuple[float, float], ...]:
    """Return the echoes of a `Room`. `away`, `floor`, `ceiling`: as of `Propagation.room`."""
    # The nearest walls face the listener where the distance is least.
    turn = 2 * np.pi / len(away)
    least = (away <= np.roll(away, 1)) & (away < np.roll(away, -1)) & (away > _CLEAR)
    order = [each for each in np.argsort(away, kind="stable") if least[each]][:_EARLY]
    yaw = np.radians(listener.yaw)
    echoes = [(2 * float(away[each]), each * turn - yaw) for each in order]
    echoes += [(2 * max(ceiling - listener.y, _CLEAR), 0.0), (2 * max(listener.y - floor, _CLEAR), 0.0)]
    return tuple(echoes)
