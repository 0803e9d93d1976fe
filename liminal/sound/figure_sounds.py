"""The sounds of figures: steps by body and floor, and what they wear, from where they are and as late as sound is."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial

import numpy as np

from liminal.body.figure import Figure
from liminal.motion.body_impact import body_impacts
from liminal.motion.foot_strike import FootStrike, foot_strikes
from liminal.motion.hand_strike import hand_strikes
from liminal.random import Stream, key_of, mix, mix_arrays, units
from liminal.sound.arrival import arrival
from liminal.sound.body_blow import BLOW, body_blow
from liminal.sound.cloth import COTTON, PVC, SWING, Cloth, rustle
from liminal.sound.cue import SoundEvent
from liminal.sound.pages import PAGE, Signal, add
from liminal.sound.performance import Performance
from liminal.sound.pole_knock import BRUSH, KNOCK, brush, clatter, pole_knock
from liminal.sound.propagation import SPEED, Propagation
from liminal.sound.steps import BONE, BOOT, SCRAPES, SHOE, Tread, floor_of, scrape, step_sound
from liminal.sound.visor_breath import OUTSIDE, breath_in, breath_out
from liminal.world.cell_grid import CellGrid
from liminal.world.grid import CELL

_LONGEST = 2.0  # s, of these sounds, with the longest way to the microphone
_FAINTEST = 2e-5 * 10 ** (20 / 20)  # Pa at the microphone: softer sounds are lost in its own noise
_STEP = 2e-5 * 10 ** (60 / 20)  # Pa at 1 m: of a step, for that
_FILLS = 5.0  # m
_CLEAR = 2e-5 * 10 ** (36 / 20)  # Pa at the microphone: softer sounds have no subtitle
_PAUSE = 4.0  # s without a sound that part two walks
_VARIANTS = 12  # of steps and of swings: as many are as good as no two alike
_WAIST = 1.0  # m above the foot: where cloth rubs
_MOUTH = 0.62  # m above the hips


@dataclass(frozen=True)
class BodySound:
    """What a body sounds like: its feet, what it wears, if that is heard, and the name of its steps for subtitles.

    `visor`: whether it breathes behind one; other breath is not heard. `poles`: whether it is of dry poles, whose hands
    knock on what they are laid on, and which clatter when they fall.
    """

    tread: Tread = SHOE
    cloth: Cloth | None = COTTON
    caption: str = "other footsteps"
    visor: bool = False
    poles: bool = False


# By the first word of what they wear; all others have shoes and cotton.
_BODIES = {"worker": BodySound(BOOT, PVC, visor=True), "creature": BodySound(BONE, None, "heavy steps", poles=True)}
_USUAL = BodySound()


@dataclass(frozen=True)
class FigureStep:
    """A step of a figure, as of `Footfall`."""

    time: float
    x: float
    z: float
    weight: float
    surface: object
    depth: float
    wet: float = 0.0


@dataclass(frozen=True)
class Emission:
    """A sound, Pa at 1 m, that leaves (x, y, z), m, at `time`, s. `level`: its peak, Pa. `caption`: for subtitles."""

    time: float
    x: float
    y: float
    z: float
    level: float
    make: Callable[[], Signal]
    caption: str = ""


class FigureSounds:
    """The sounds of all figures of a film."""

    def __init__(
        self,
        world: CellGrid,
        propagation: Propagation,
        performance: Performance,
        figures: Sequence[Figure],
        amount: float,
    ) -> None:
        """`amount`: of these sounds, 1 is as in the place."""
        self._world, self._propagation, self._performance, self._figures = world, propagation, performance, figures
        self._amount = np.float32(amount)
        self._arrived = lru_cache(maxsize=64)(self._arrive)

    def page(self, number: int) -> tuple[Signal, Signal]:
        """Return a page: straight (2, PAGE), Pa at the microphone, and to the room (PAGE,), Pa at 1 m."""
        straight, sent = np.zeros((2, PAGE), np.float32), np.zeros(PAGE, np.float32)
        first = bisect_left(self.emissions, number - _LONGEST, key=lambda emission: emission.time)
        last = bisect_right(self.emissions, number + 1.0, key=lambda emission: emission.time)
        for index in range(first, last if self._amount else first):
            emission = self.emissions[index]
            if self._away(emission) < emission.level / _FAINTEST:
                late, heard, handed = self._arrived(index)
                add(straight, number, heard, emission.time + late)
                add(sent, number, handed, emission.time + late)
        return straight, sent

    @cached_property
    def emissions(self) -> tuple[Emission, ...]:
        """All that figures let be heard, in order of time."""
        found = []
        for number, figure in enumerate(self._figures):
            found += [*self._walking(number, figure), *self._falling(number, figure), *self._breathing(number, figure)]
            found += self._knocking(number, figure)
        return tuple(sorted(found, key=lambda emission: emission.time))

    def names(self) -> Iterator[SoundEvent]:
        """Yield the beginning of each walk that is heard, of one figure or of several, and of each fall."""
        last: dict[str, float] = {}
        for each in self.emissions if self._amount else ():
            if each.caption and each.time >= 0 and each.level / self._away(each) > _CLEAR:
                if each.time - last.get(each.caption, -math.inf) > _PAUSE:
                    yield SoundEvent(each.time, f"[{each.caption}]")
                last[each.caption] = each.time

    def _walking(self, number: int, figure: Figure) -> Iterator[Emission]:
        """Yield the sounds of a figure's steps."""
        if figure.motion is None:
            return
        sound = _sound_of(figure)
        key = key_of(self._world.seed, Stream.FIGURE_SOUND)
        for index, strike in enumerate(foot_strikes(figure.motion)):
            time = figure.begin + strike.time
            if time >= min(figure.end, self._performance.duration):
                return
            x, y, z = figure.in_place(np.array([strike.x, strike.y, strike.z])).tolist()
            lot = mix(key, (index + 5 * number) % _VARIANTS)
            step = self._step(time, x, z, strike)
            level = _STEP * sound.tread.level * 2 * step.weight
            yield Emission(time, x, y, z, level, partial(step_sound, lot, step, sound.tread), sound.caption)
            if strike.lift < sound.tread.drags:
                yield Emission(time - SCRAPES, x, y, z, level / 2, partial(scrape, lot))
            if sound.cloth is not None:
                loud = sound.cloth.level * min(0.4 + 0.5 * strike.pace, 2.0)
                make = partial(_rubbing, lot, sound.cloth, loud)
                yield Emission(time - 0.8 * SWING, x, y + _WAIST, z, loud, make)

    def _falling(self, number: int, figure: Figure) -> Iterator[Emission]:
        """Yield the blows of a figure that falls."""
        key = key_of(self._world.seed, Stream.FIGURE_SOUND, number, 1)
        for index, impact in enumerate(body_impacts(figure.motion) if figure.motion is not None else ()):
            x, y, z = figure.in_place(np.array([impact.x, impact.y, impact.z])).tolist()
            speed, time = round(impact.speed, 1), figure.begin + impact.time
            if time < min(figure.end, self._performance.duration):
                make = partial(body_blow, mix(key, index), floor_of(self._floor(x, z)[0]), speed)
                if _sound_of(figure).poles:
                    make = partial(clatter, mix(key, index), speed)
                yield Emission(time, x, y, z, BLOW * speed, make, "something falls")

    def _knocking(self, number: int, figure: Figure) -> Iterator[Emission]:
        """Yield the knocks of hands that a figure lays on walls, lintels and the floor, and how they leave these."""
        if figure.motion is None or not _sound_of(figure).poles:
            return
        key = key_of(self._world.seed, Stream.FIGURE_SOUND, number, 2)
        for index, strike in enumerate(hand_strikes(figure.motion)):
            x, y, z = figure.in_place(np.array([strike.x, strike.y, strike.z])).tolist()
            lot, speed = mix(key, index % _VARIANTS), round(min(strike.speed, 3.0), 1)
            knock = KNOCK * speed, partial(pole_knock, lot, speed), "dry knocks"
            leaves = strike.leaves, BRUSH * KNOCK, partial(brush, lot), ""
            for at, level, make, caption in ((strike.time, *knock), leaves):
                time = figure.begin + at
                if time < min(figure.end, self._performance.duration):
                    yield Emission(time, x, y, z, level, make, caption)

    def _breathing(self, number: int, figure: Figure) -> Iterator[Emission]:
        """Yield the breaths of a figure behind a visor."""
        if not _sound_of(figure).visor:
            return
        key, sorts = (key_of(self._world.seed, Stream.FIGURE_SOUND, *numbers) for numbers in ((number,), ()))
        time, index = max(figure.begin, 0.0), 0
        while time < min(figure.end, self._performance.duration):
            lots = units(mix_arrays(key, index, np.arange(3))).tolist()
            x, y, z = figure.frames_at(time).positions[figure.body.hips].tolist()
            sort, lasts = mix(sorts, (index + 5 * number) % _VARIANTS), 1.0 + 0.3 * ((index + 5 * number) % 3)
            for begin, breath, lot in ((0.0, breath_in, lots[0]), (1.15 * lasts, breath_out, lots[1])):
                make = partial(_breath, breath, sort, lasts, 0.7 + 0.4 * lot)
                yield Emission(time + begin, x, y + _MOUTH, z, OUTSIDE, make)
            time, index = time + 2.2 * lasts + lots[2], index + 1

    def _step(self, time: float, x: float, z: float, strike: FootStrike) -> FigureStep:
        """Return a step on the floor that there is."""
        surface, depth = self._floor(x, z)
        return FigureStep(time, x, z, round(strike.weight, 1), surface, depth)

    def _floor(self, x: float, z: float) -> tuple[int, float]:
        """Return the material of the floor at a place, and how deep water is there, m."""
        here = self._world.window(math.floor(x / CELL), math.floor(z / CELL), 1, 1)
        return int(here.floor_material[0, 0]), max(float(here.water[0, 0] - here.floor[0, 0]), 0.0)

    def _away(self, emission: Emission) -> float:
        """Return how far a sound has to go to the microphone, m."""
        listener = self._performance.pose(emission.time)
        return max(math.dist((emission.x, emission.y, emission.z), (listener.x, listener.y, listener.z)), 1.0)

    def _arrive(self, index: int) -> tuple[float, Signal, Signal]:
        """Return how late a sound is heard, s, and what: straight (2, n), Pa, and to the room (n,), Pa at 1 m."""
        emission = self.emissions[index]
        listener, place = self._performance.pose(emission.time), (emission.x, emission.y, emission.z)
        sound = self._amount * emission.make()
        return self._away(emission) / SPEED, *arrival(self._propagation, listener, sound, *place, _FILLS)


def _sound_of(figure: Figure) -> BodySound:
    return _BODIES.get(figure.dress.split("-")[0], _USUAL)


def _breath(make: Callable[[int, float], Signal], key: int, seconds: float, force: float) -> Signal:
    """Return a breath as it is heard outside: (n,), Pa at 1 m."""
    return np.asarray(np.float32(OUTSIDE * force) * make(key, seconds))


def _rubbing(key: int, cloth: Cloth, loud: float) -> Signal:
    """Return what a swing of a limb makes, so `loud`, Pa at 1 m: (n,)."""
    return np.float32(loud) * rustle(key, cloth)
