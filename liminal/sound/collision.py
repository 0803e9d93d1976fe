"""Collisions: things that move hit and rub what stands, and ring by what they are made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from liminal.random import Stream, key_of, mix, mix_arrays, units
from liminal.sound.arrival import arrival
from liminal.sound.door_sound import creak, shut
from liminal.sound.noise import Reals, band_noise
from liminal.sound.pages import PAGE, RATE, Signal, add
from liminal.sound.performance import Performance
from liminal.sound.propagation import Propagation
from liminal.thing.builder import Detail
from liminal.thing.finish import Finish
from liminal.thing.movable import Movable
from liminal.thing.mover import Mover
from liminal.thing.trajectory import Impact

_LEVEL = 2e-5 * 10 ** (84 / 20)  # Pa at 1 m: the peak of a folding chair of 4.5 kg that hits a wall at 3 m/s (by ear)
_SPEED, _MASS = 3.0, 4.5  # m/s, kg
_SOFTEST = 0.15  # m/s: softer blows are not heard
_RUB = 2e-5 * 10 ** (58 / 20)  # Pa at 1 m, of the same chair that slides at 1 m/s
_SLAM = 2e-5 * 10 ** (98 / 20)  # Pa at 1 m: the peak of a door that slams (by ear)
_CREAK = 2e-5 * 10 ** (55 / 20)  # Pa at 1 m, of its hinges
_HARD, _CARPET = 2600.0, 700.0  # Hz: a blow of 3 m/s excites modes up to there, on a wall and on carpet
_LONG = 1.2  # s
_MODES = 9


@dataclass(frozen=True)
class Timbre:
    """What a thing sounds like.

    `material`: of which it is made, for people. `low`, `high`: its modes, Hz, if it were 1 m long; `ring`: their
    decays, s. `noise`: of a blow, against the modes; `rub`: how loud it slides; `verb`: what it does, for subtitles.
    """

    material: str
    low: float
    high: float
    ring: tuple[float, float]
    noise: float
    rub: float
    verb: str


STEEL = Timbre("steel", 360.0, 3300.0, (0.34, 0.09), 0.25, 1.0, "clatters")
WOOD = Timbre("wood", 130.0, 1500.0, (0.07, 0.015), 0.35, 0.8, "knocks")
PLASTIC = Timbre("plastic", 210.0, 2100.0, (0.05, 0.012), 0.4, 0.7, "clatters")
CARDBOARD = Timbre("cardboard", 70.0, 600.0, (0.035, 0.012), 1.0, 0.6, "thumps")
SOFT = Timbre("cloth", 55.0, 420.0, (0.06, 0.02), 0.6, 0.4, "thumps")

_TIMBRES = {
    Finish.PAINTED_STEEL: STEEL,
    Finish.CHROME: STEEL,
    Finish.GLASS: STEEL,
    Finish.PANE: STEEL,
    Finish.CLEAR_BLOCK: STEEL,
    Finish.VENEER: WOOD,
    Finish.PLASTIC: PLASTIC,
    Finish.SCREEN: PLASTIC,
    Finish.CARDBOARD: CARDBOARD,
    Finish.PAPER: CARDBOARD,
}


@lru_cache(maxsize=32)
def timbre_of(movable: Movable) -> Timbre:
    """Return what a thing sounds like: that of which most of its surface is made."""
    thing = movable.thing(Detail.FAR)
    first, second, third = (thing.corners["position"][thing.triangles[:, corner]] for corner in range(3))
    area = np.linalg.norm(np.cross(second - first, third - first), axis=1)
    finish = thing.corners["finish"][thing.triangles[:, 0]]
    return _TIMBRES.get(Finish(int(np.argmax(np.bincount(finish, area)))), SOFT)


class Collisions:
    """The sounds of all that moves in a film."""

    def __init__(
        self, propagation: Propagation, performance: Performance, movers: Sequence[Mover], amount: float, seed: int
    ) -> None:
        """`amount`: of these sounds, 1 is as in the place."""
        self._propagation, self._performance, self._movers = propagation, performance, movers
        self._amount, self._key = amount, key_of(seed, Stream.COLLISION)
        self._arrived = lru_cache(maxsize=64)(self._arrive)

    def page(self, number: int) -> tuple[Signal, Signal]:
        """Return a page: straight (2, PAGE), Pa at the microphone, and to the room (PAGE,), Pa at 1 m."""
        straight, sent = np.zeros((2, PAGE), np.float32), np.zeros(PAGE, np.float32)
        for index, mover in enumerate(self._movers if self._amount else ()):
            if mover.trajectory.begin < number + 1 and number < mover.trajectory.end:
                self._rub(straight, sent, index, number)
            for blow, impact in enumerate(mover.trajectory.impacts):
                if impact.normal > _SOFTEST and number - _LONG <= impact.time <= number + 1:
                    heard, handed = self._arrived(index, blow)
                    add(straight, number, heard, impact.time)
                    add(sent, number, handed, impact.time)
        return straight, sent

    def _arrive(self, index: int, blow: int) -> tuple[Signal, Signal]:
        """Return the sound of one blow: straight (2, n), Pa, and to the room (n,), Pa at 1 m."""
        mover = self._movers[index]
        impact = mover.trajectory.impacts[blow]
        key = mix(self._key, index, blow)
        if mover.movable.hinged:
            sound = self._amount * _SLAM * shut(impact.normal, key)
        else:
            sound = self._amount * _LEVEL * struck(mover.movable, impact, key)
        return self._from(sound, impact.time, impact.x, impact.y, impact.z)

    def _rub(self, straight: Signal, sent: Signal, index: int, number: int) -> None:
        """Add what a page has of a thing that slides."""
        mover = self._movers[index]
        times, middle = number + np.arange(PAGE) / RATE, number + 0.5
        if mover.movable.hinged:
            sound = self._amount * _CREAK * creak(mover.trajectory, times, mix(self._key, index, -1))
        else:
            sound = self._rubbing(mover, times, mix(self._key, index, -1), number)
        if sound.any():
            position, rotation = mover.trajectory.pose_at(middle)
            place = position + rotation @ sum(mover.movable.thing(Detail.FAR).bounds) / 2
            heard, handed = self._from(sound, middle, *place.tolist())
            straight += heard
            sent += handed

    def _rubbing(self, mover: Mover, times: Reals, key: int, number: int) -> Signal:
        """The noise of a thing that slides, in a page: (PAGE,), Pa at 1 m."""
        slip = np.interp(times, mover.trajectory.times, mover.trajectory.slip, left=0.0, right=0.0)
        if not slip.any():
            return np.zeros(PAGE, np.float32)
        timbre = timbre_of(mover.movable)
        noise = band_noise(2.0 * timbre.low, timbre.high).samples(key, number * PAGE, PAGE)
        loud = self._amount * _RUB * timbre.rub * (mover.movable.mass / _MASS) ** 0.5
        return np.asarray(loud * np.minimum(slip, 4.0) * noise, np.float32)

    def _from(self, sound: Signal, time: float, x: float, y: float, z: float) -> tuple[Signal, Signal]:
        """Return a sound (n,), Pa at 1 m, from a place, m: straight (2, n), and to the room (n,)."""
        return arrival(self._propagation, self._performance.pose(time), sound, x, y, z)


def struck(movable: Movable, impact: Impact, key: int) -> Signal:
    """Return the sound of one blow on a thing: (n,), 1 at the peak of a folding chair that hits a wall at 3 m/s.

    Modes belong to the thing; how much of each is heard, to the blow: to where it is hit, how hard, and by what.
    """
    timbre, (low, high) = timbre_of(movable), movable.thing(Detail.FAR).bounds
    time = np.arange(int(_LONG * RATE)) / RATE
    scale = float(np.linalg.norm(high - low)) ** -0.5
    own = units(mix_arrays(int(movable.mass * 1000), Stream.COLLISION, np.arange(_MODES)))
    share = (np.arange(_MODES) + 0.7 * own) / _MODES
    hertz = scale * timbre.low * (timbre.high / timbre.low) ** share
    decay = timbre.ring[0] * (timbre.ring[1] / timbre.ring[0]) ** share

    # A blow is over the sooner the harder it is (Hertz: with the fifth root of the speed), and carpet gives way.
    edge = (_CARPET if impact.floor else _HARD) * (impact.normal / _SPEED) ** 0.2
    lots = units(mix_arrays(key, np.arange(_MODES)))
    heard = (0.3 + 0.7 * lots) / (1 + (hertz / edge) ** 2) * _audible(hertz)
    wave = np.zeros(len(time))
    for each, fades, loud in zip(hertz.tolist(), decay.tolist(), heard.tolist(), strict=True):
        wave += loud * np.sin(2 * np.pi * each * time) * np.exp(-time / fades)
    noise = band_noise(60.0, max(edge, 200.0)).samples(mix(key, 100), 0, len(time))
    wave += timbre.noise * noise * np.exp(-time / 0.012)
    # The surface that is hit gives a thump of its own: a floor on its slab, a wall as a hollow sheet.
    pitch = 62.0 if impact.floor else 96.0
    wave += 0.5 * np.sin(2 * np.pi * pitch * time) * np.exp(-time / 0.05)
    force = impact.normal / _SPEED * (movable.mass / _MASS) ** 0.4
    fade = np.minimum(np.minimum(time / 0.0006, 1.0), (time[-1] - time) / 0.05)
    return np.asarray(force * wave * np.minimum(fade, 1.0), np.float32)


def _audible(hertz: Reals) -> Reals:
    """How much of a mode is radiated: little of one whose wave is long against the thing."""
    return np.asarray(hertz / (hertz + 400.0))
