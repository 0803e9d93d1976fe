"""Footsteps: a heel, a sole, and the floor's response; and the water that one wades in, or has in the shoes."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from liminal.random import Stream, key_of, mix, mix_arrays, units
from liminal.sound.noise import band_noise, burst, wander
from liminal.sound.pages import PAGE, RATE, Signal, add
from liminal.sound.performance import Footfall, Performance, steps_between
from liminal.sound.wading_steps import LONG, plunge, squelch
from liminal.world.material import Material

_LONG = 0.42  # s
_LEVEL = 2e-5 * 10 ** (58 / 20)  # Pa at 1 m, at the peak of a common step on carpet
_SCRAPE = 2e-5 * 10 ** (52 / 20)  # Pa at 1 m
SCRAPES = 0.34  # s
_AWAY = 1.5  # m from the microphone to either shoe
_MUFFLED = 0.08  # m of water that take two thirds of a step's own sound
_SOLE = 0.11  # s after the heel, at a walk


@dataclass(frozen=True)
class Floor:
    """The parts of a step: `thump`: pitch of the heel, Hz; `ring`: its decay, s. The rest relative to the thump:

    `tap`: the hard part of the heel, within `tap_band` (Hz); `scuff`: of the sole; `wet`: of a damp floor.
    """

    thump: float
    ring: float
    tap: float
    tap_band: tuple[float, float]
    scuff: float
    wet: float


CARPET = Floor(74.0, 0.045, 0.30, (130.0, 700.0), 0.10, 0.22)
TILE = Floor(120.0, 0.020, 1.2, (700.0, 4500.0), 0.25, 0.0)
BOARDS = Floor(84.0, 0.040, 0.7, (250.0, 1900.0), 0.30, 0.0)
CONCRETE = Floor(95.0, 0.022, 0.9, (400.0, 3000.0), 0.40, 0.0)


@dataclass(frozen=True)
class Tread:
    """How a foot meets the floor, each against a low shoe: `level`; `pitch` and `ring` of the thump; `tap`, `scuff`.

    `hard`: of the band that the tap is in. `drags`: lifted less than that, m, it scrapes over the floor.
    """

    level: float = 1.0
    pitch: float = 1.0
    ring: float = 1.0
    tap: float = 1.0
    hard: float = 1.0
    scuff: float = 1.0
    drags: float = 0.0


SHOE = Tread()
BOOT = Tread(1.5, 0.82, 1.25, 0.45, 0.6, 2.2)  # rubber, wide, of a suit that weighs 25 kg
BONE = Tread(2.4, 1.9, 0.8, 0.8, 0.45, 0.3, 0.085)  # bare, hard, of a heavy body with long legs

_NAMES = {"tile": TILE, "tiles": TILE, "concrete": CONCRETE}
_FLOORS: dict[object, Floor] = {
    Material.PLASTIC: TILE,
    Material.SKIRTING: TILE,
    Material.POOL_TILE: TILE,
    Material.MOSAIC: TILE,
    Material.CREAM_TILE: TILE,
    Material.CONCRETE: CONCRETE,
    Material.CONCRETE_FLOOR: CONCRETE,
    Material.VCT: TILE,
    Material.TERRAZZO: TILE,
    Material.WOOD: BOARDS,
}


def floor_of(surface: object) -> Floor:
    """Return the floor for a Material or its name; carpet for any other."""
    if isinstance(surface, str):
        return _NAMES.get(surface, CARPET)
    return _FLOORS.get(surface, CARPET)


@lru_cache(maxsize=96)
def footstep(key: int, floor: Floor, weight: float, tread: Tread = SHOE) -> Signal:
    """Return one step of a weight from 0 to 1, different for each key: float32 (n,), 1 at the peak of a common one."""
    count = int(_LONG * RATE)
    time = np.arange(count) / RATE
    draw = [(mix(key, number) >> 8) * 2.0**-24 for number in range(6)]
    hard = 0.75 + 0.5 * draw[0]

    # The heel: a thump whose pitch falls, and a tap.
    pitch = floor.thump * tread.pitch * (0.9 + 0.2 * draw[1])
    ring, band = floor.ring * tread.ring, (tread.hard * floor.tap_band[0], tread.hard * floor.tap_band[1])
    thump = np.sin(2 * np.pi * pitch * (time + 0.008 * np.exp(-time / 0.02))) * np.exp(-time / ring)
    heel = hard * (
        thump * np.minimum(time / 0.004, 1.0) + floor.tap * tread.tap * _noise(key, 1, band) * burst(time, 0.004, 0.014)
    )

    # The sole follows, softer and longer, and scuffs; a damp floor releases its water slowly.
    at = _SOLE * (0.8 + 0.5 * draw[2]) * (1.3 - 0.6 * min(weight, 1.0))
    late = time - at
    sole = (0.35 + 0.3 * draw[3]) * np.sin(2 * np.pi * 0.8 * pitch * late) * burst(late, 0.006, 0.03)
    sole += floor.scuff * tread.scuff * (0.5 + draw[4]) * _noise(key, 2, (400.0, 2600.0)) * burst(late, 0.02, 0.05)
    wet = floor.wet * (0.4 + draw[5]) * _noise(key, 3, (250.0, 1600.0)) * burst(time - 0.03, 0.05, 0.06)
    fade = np.minimum((count - np.arange(count)) / (0.05 * RATE), 1.0)
    return (tread.level * (heel + sole + wet) * fade * (0.25 + 1.5 * weight)).astype(np.float32)


def steps_page(performance: Performance, number: int, seed: int, amount: float) -> tuple[Signal, Signal]:
    """Return the steps of a page: straight (2, PAGE) and to the room (PAGE,), Pa at 1 m."""
    straight, sent = np.zeros((2, PAGE), np.float32), np.zeros(PAGE, np.float32)
    if not amount:
        return straight, sent
    for index, step in steps_between(performance, number - LONG, number + 1):
        sound = np.float32(amount) * step_sound(key_of(seed, Stream.FOOTFALL, index), step)
        side = 0.08 * (1 if index % 2 else -1)
        add(straight, number, np.array([[1 - side], [1 + side]], np.float32) / np.float32(_AWAY) * sound, step.time)
        add(sent, number, sound, step.time)
    return straight, sent


@lru_cache(maxsize=32)
def scrape(key: int) -> Signal:
    """Return what a hard foot makes that drags over the floor for `SCRAPES`: (n,), Pa at 1 m."""
    count = int(SCRAPES * RATE)
    share = np.arange(count) / count
    # It sticks and slips, some forty times a second and never evenly.
    slips = 9.0 + 3.0 * units(mix_arrays(key, 1)) + 2.0 * wander(mix(key, 2), 5.0 * share)
    caught = np.exp(-4.0 * ((slips * share * (0.8 + 0.4 * wander(mix(key, 3), 7.0 * share))) % 1.0))
    grain = 0.25 + caught * (0.4 + wander(mix(key, 4), 24.0 * share))
    low = band_noise(140.0, 700.0).samples(mix(key, 5), 0, count)
    high = band_noise(900.0, 3800.0).samples(mix(key, 6), 0, count)
    wave = grain * np.sin(np.pi * share**1.5) * (low + 0.35 * high)
    return np.asarray(_SCRAPE * wave, np.float32)


def step_sound(key: int, step: Footfall, tread: Tread = SHOE) -> Signal:
    """Return one step, in water or out of it: (n,), Pa at 1 m."""
    weight, floor = round(float(step.weight), 2), floor_of(step.surface)
    sound = footstep(key, floor, weight, tread)
    if step.depth > 0:
        # Water brakes the heel: the floor is hardly heard.
        dry = np.float32(np.exp(-step.depth / _MUFFLED)) * sound
        sound = _together(dry, plunge(key, round(float(step.depth), 2), weight))
    elif step.wet:
        sound = _together(sound, squelch(key, round(float(step.wet), 2)))
    return np.asarray(np.float32(_LEVEL) * sound)


def _together(first: Signal, second: Signal) -> Signal:
    """Add two sounds that begin at once: (n,)."""
    length = max(len(first), len(second))
    return np.asarray(sum(np.pad(each, (0, length - len(each))) for each in (first, second)), np.float32)


def _noise(key: int, number: int, edges: tuple[float, float]) -> Signal:
    return band_noise(*edges).samples(mix(key, 100 + number), 0, int(_LONG * RATE))
