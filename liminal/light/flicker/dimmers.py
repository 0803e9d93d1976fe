"""Dimmers: the light of every lamp at any time, as a share of its light without faults."""

import math
from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from liminal.light.flicker.ailment import TUBES, ailments_of
from liminal.light.flicker.circuit import PHASES, Blackout, Mains, circuits_of
from liminal.light.flicker.discharge import DischargeLamps
from liminal.light.flicker.intermittence import Intermittence
from liminal.light.flicker.lamp_behaviour import DEEPEST_RIPPLE, RIPPLES, LampBehaviour, behaviours_of
from liminal.light.flicker.outage import Outage, Outages
from liminal.light.flicker.ripple import lit, ripple_of_depth
from liminal.light.flicker.score import HEAT_UP
from liminal.light.flicker.slot import Latest, Reals
from liminal.light.flicker.tube import Tubes
from liminal.random import Stream, keys_of, mix_arrays, units
from liminal.settings.light import LightSettings

INSTANT = 1e-5  # s: a shutter of 0 is taken as this, a thousandth of the ripple
_PIECE = 0.05  # s: longer shutters are cut, so that dips and warming up may be taken as constant within a piece
_COLD = 0.25  # share of its light that a lamp lacks after a blackout
_WARM_UP = 4.0  # s: time constant
_CHILLED = 40.0  # s: after this long it is quite cold
_GLOWING = 0.08  # share of dead tubes whose cathodes glow all the time

Lights = NDArray[np.float32]


class Dimmers:
    """The behaviour of lamps as a function of time: of the seed, each lamp's place and the settings, nothing else.

    Any time can be asked for, in any order, at the same cost. All answers are in the order of `lamps`.
    """

    def __init__(
        self, seed: int, lamps: NDArray[np.void], settings: LightSettings, outages: Sequence[Outage] = ()
    ) -> None:
        """Look up the faults of each of `lamps` (n,) LAMP. `outages`: further ones, staged by a film."""
        self._shines = lamps["luminance"] > 0
        self._behaviour = behaviours_of(lamps["kind"])
        self._shares = _shares(lamps, self._behaviour)
        key = keys_of(seed, Stream.LAMP_TROUBLE, lamps["cell_x"], lamps["cell_z"])
        self._circuits = circuits_of(seed, lamps, key, settings)
        self._mains = Mains(seed, self._circuits.sags)
        tubes = self._behaviour == LampBehaviour.TUBES
        self._ailments = ailments_of(key, settings, tubes)
        self._alive = self._ailments.alive & self._shines[:, None]
        depth = settings.ripple * settings.flicker
        self._depths = [ripple_of_depth(min(depth * RIPPLES[each], DEEPEST_RIPPLE)) for each in LampBehaviour]
        self._ripple = self._depths[LampBehaviour.TUBES]
        self._ripples: Latest[Reals] = Latest()

        self._outages = Outages(outages, lamps)

        # Arcs that may go out.
        mercury = self._behaviour == LampBehaviour.MERCURY
        arcs = ((self._behaviour == LampBehaviour.DISCHARGE) | mercury) & self._shines
        self._arc = np.flatnonzero(arcs & (self._ailments.failing | self._circuits.weak))
        old, local = self._ailments.failing[self._arc], self._circuits.take(self._arc)
        self._arcs = DischargeLamps(key[self._arc], old, mercury[self._arc], local)

        # Lamps with tubes that may change, their tubes one after the other, and among these the restless ones.
        restless = self._ailments.restless & self._alive
        fails = units(mix_arrays(key, 8)) < settings.intermittent * settings.flicker
        changing = restless.any(1) | ((self._circuits.weak | fails) & self._shines)
        touched = self._outages.touched & self._alive.any(1)
        self._lamp = np.flatnonzero((changing | touched) & tubes)
        self.dimmable: NDArray[np.bool_] = touched.copy()
        self.dimmable[self._lamp] = self.dimmable[self._arc] = True
        self._local = self._circuits.take(self._lamp)
        self._weak = bool(self._local.weak.any())
        self._fails = fails[self._lamp]
        self._intermittence = Intermittence(key[self._lamp][self._fails])
        self._restless = np.flatnonzero(restless[self._lamp].ravel())
        phase = np.repeat(self._cycles(self._local.phase), TUBES)
        self._phase, self._lives = phase, self._alive[self._lamp].ravel()
        key, trouble = self._ailments.key[self._lamp].ravel(), self._ailments.trouble[self._lamp].ravel()
        self._tubes = Tubes(key, trouble, phase).take(self._restless)

        # Some tubes that never light are heated all the same.
        own = units(mix_arrays(self._ailments.key, 4))
        self._resting = np.where(self._alive | (own > _GLOWING), 0.0, 0.3 + own) * bool(settings.flicker)

    @property
    def phase(self) -> NDArray[np.intp]:
        """Which phase of the mains each lamp is on: 0, 1 or 2, (n,)."""
        return self._circuits.phase

    @property
    def level(self) -> Lights:
        """The share of each lamp's tubes that are alive: 1, 1/2, or 0 for a dead lamp, (n,)."""
        level: Lights = self._alive.mean(1).astype(np.float32)
        return level

    def warmth(self, time: float) -> Lights:
        """Return how far each lamp's colour has come at a time (s), from mercury vapour, 0, to its own, 1: (n,)."""
        warmth = np.ones(len(self._shines), np.float32)
        warmth[self._arc] = self._arcs.warmth(time)
        return warmth

    def steady(self, time: float, shutter: float = 0.0) -> Lights:
        """Return the mean light over [time, time + shutter] (s) of a healthy lamp, on each phase: (3,).

        Where there are lamps of several behaviours, it is their mean, each counted by its share of the light.
        """
        return self._mean(time, shutter, self._steady).astype(np.float32)

    def at(self, time: float, shutter: float = 0.0) -> Lights:
        """Return the mean light of each lamp over [time, time + shutter] (s): (n,), 1 for a healthy one."""
        light: Lights = self.tubes(time, shutter).mean(1)
        return light

    def tubes(self, time: float, shutter: float = 0.0) -> Lights:
        """Return the mean light of each tube over [time, time + shutter] (s): (n, 2), 1 for a healthy one."""
        return self._mean(time, shutter, self._piece).astype(np.float32)

    def ends(self, time: float) -> Lights:
        """Return how brightly the ends of each lamp's tubes glow orange at a time (s): (n,), 0 to 1."""
        glow: Lights = self.tube_ends(time).max(1)
        return glow

    def tube_ends(self, time: float) -> Lights:
        """Return how brightly the ends of each tube glow orange at a time (s): (n, 2), 0 to 1; lit tubes do not."""
        glow = self._resting.copy()
        if len(self._lamp):
            glow[self._lamp] = self._local_ends(time, glow[self._lamp])
        return glow.astype(np.float32)

    def _local_ends(self, time: float, resting: Reals) -> Reals:
        """Return the glow at the ends of the tubes of dimmable lamps: (d, 2). `resting`: of those that never light."""
        glow = resting.ravel()
        glow[self._restless] = self._tubes.ends(np.full(len(self._restless), time))

        # Without mains nothing glows; once they are back, all that has not caught yet does.
        blackout = self._blackout(time)
        dark = (blackout.out <= time) & (time < blackout.back)
        heated = -np.expm1(-np.maximum(time - blackout.restored, 0.0) / HEAT_UP)
        return np.where(dark[:, None], heated[:, None] * self._alive[self._lamp], glow.reshape(-1, TUBES))

    def _mean(self, time: float, shutter: float, piece: Callable[[float, float], Reals]) -> Reals:
        """Average a function of (begin, end) over the pieces of a shutter."""
        shutter = max(shutter, INSTANT)
        count = math.ceil(shutter / _PIECE)
        edges = time + shutter * np.arange(count + 1) / count
        means = [piece(begin, end) for begin, end in pairwise(edges.tolist())]
        return sum(means[1:], start=means[0]) / count

    def _steady(self, begin: float, end: float) -> Reals:
        """Return the mean light of a healthy lamp over a short time, on each phase: (3,)."""
        light: Reals = (self._shares[:, None] * self._on_mains(begin, end)).sum(0)
        return light

    def _piece(self, begin: float, end: float) -> Reals:
        """Return the mean light of each tube over a short time: (n, 2)."""
        middle = (begin + end) / 2
        light = self._rippled(begin, end)[self._behaviour, self.phase][:, None] * self._alive
        if len(self._arc):
            light[self._arc] *= self._arcs.light(middle)[:, None]
        if len(self._lamp):
            dimmed = self._local_light(begin, end).reshape(-1, TUBES) / (end - begin)
            light[self._lamp] = dimmed * self._local.dip(middle)[:, None] if self._weak else dimmed
        if self._outages.touched.any():
            light = light * self._outages.left(begin, end)[:, None]
        return light * self._fed(middle)[self._behaviour][:, None]

    def _on_mains(self, begin: float, end: float) -> Reals:
        """Return the mean light of a healthy lamp of each LampBehaviour on each phase: (behaviours, 3), about 1."""
        return self._rippled(begin, end) * self._fed((begin + end) / 2)[:, None]

    def _fed(self, time: float) -> Reals:
        """Return the share of light that dips of the mains leave to each LampBehaviour at a time (s): (behaviours,)."""
        level = self._mains.level(time)
        return np.array([1.0 if each is LampBehaviour.DAYLIGHT else level for each in LampBehaviour])

    def _rippled(self, begin: float, end: float) -> Reals:
        """Return the mean light of a healthy lamp of each LampBehaviour under the mains' ripple, on each phase."""
        return self._ripples.of((begin, end), lambda: self._ripple_of(begin, end))

    def _ripple_of(self, begin: float, end: float) -> Reals:
        times = np.full(PHASES, begin), np.full(PHASES, end), self._cycles(np.arange(PHASES))
        return np.stack([lit(*times, ripple) for ripple in self._depths]) / (end - begin)

    def _blackout(self, time: float) -> Blackout:
        """Return what keeps dimmable lamps with tubes dark at a time (s): their circuit, or their own bad contact."""
        blackout = self._local.blackout(time)
        if not self._fails.any():
            return blackout
        own = self._intermittence.blackout(time)
        merged = {name: values.copy() for name, values in vars(blackout).items()}
        for name, values in merged.items():
            values[..., self._fails] = getattr(own, name)
        return Blackout(**merged)

    def _local_light(self, begin: float, end: float) -> Reals:
        """Return the light of the tubes of dimmable lamps over a short time, but for dips: (2 d,), seconds."""
        start, stop = np.full(len(self._lives), begin), np.full(len(self._lives), end)
        if not self._weak and not self._fails.any():
            return self._mains_light(start, stop)
        blackout = self._blackout(begin)
        if not (blackout.out < end).any():
            return self._mains_light(start, stop)

        # Light until it strikes, and from its end on.
        out, back, restored = (np.repeat(each, TUBES) for each in (blackout.out, blackout.back, blackout.restored))
        before = self._mains_light(start, np.minimum(stop, out))
        after = self._mains_light(np.maximum(start, back), stop)

        # After a blackout the tubes are colder the longer it was; within it some flash.
        chill = _COLD * np.clip((restored - out) / _CHILLED, 0.0, 1.0)
        warmth = 1 - chill * np.exp(-np.maximum((begin + end) / 2 - back, 0.0) / _WARM_UP)
        on, off = (
            np.clip(np.repeat(each, TUBES, axis=1), begin, end) for each in (blackout.flash_begin, blackout.flash_end)
        )
        flashes = lit(on, off, self._phase, self._ripple).sum(0) * self._lives
        return np.where(out < end, before + after * warmth + flashes, before)

    def _mains_light(self, begin: Reals, end: Reals) -> Reals:
        """Return the light of the tubes of dimmable lamps between times (2 d,), mains on: (2 d,), seconds."""
        light = lit(begin, end, self._phase, self._ripple) * self._lives
        light[self._restless] = self._tubes.light(begin[self._restless], end[self._restless], self._ripple)
        return light

    def _cycles(self, phase: NDArray[np.intp]) -> Reals:
        """Return the phase of the ripple in cycles: the mains' thirds are two thirds at twice the frequency."""
        cycles: Reals = phase * 2 / PHASES % 1.0
        return cycles


def _shares(lamps: NDArray[np.void], behaviour: NDArray[np.intp]) -> Reals:
    """The share of all light that lamps of each LampBehaviour give: (behaviours,)."""
    area = np.maximum(lamps["size_x"].astype(float) * lamps["size_z"], np.finfo(np.float32).tiny)
    given = np.bincount(behaviour, lamps["luminance"] * area, len(LampBehaviour))
    if not given.any():
        given[LampBehaviour.TUBES] = 1.0
    shares: Reals = given / given.sum()
    return shares
