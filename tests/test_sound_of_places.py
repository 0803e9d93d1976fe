"""The sound of tiled and concrete places: against closed forms of room acoustics and of bubbles."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from places import hall
from scipy.signal import butter, hilbert, sosfilt

from liminal.settings.preset import Preset
from liminal.sound.air_around import AirAround
from liminal.sound.bubble import bubble
from liminal.sound.pages import RATE
from liminal.sound.propagation import Propagation
from liminal.sound.reverb import impulse_response
from liminal.sound.room import Room
from liminal.sound.surface_absorption import AIR, WATER, absorption_table
from liminal.sound.water_sounds import WaterSounds
from liminal.view.pose import Pose
from liminal.world.grid import CELL
from liminal.world.material import Material
from liminal.world.window import Window

ROWS, COLUMNS, HEIGHT = 60, 80, 5.0
SIDES = ROWS * CELL, COLUMNS * CELL


class Box:
    """A world of one closed box, from (0, 0) on, of one material."""

    seed = 5

    def __init__(self, material: Material, water: float = -np.inf, **sound: object) -> None:
        self.material, self.water = material, water
        self.preset = Preset.model_validate({"sound": sound})

    def window(self, x0: int, z0: int, width: int, height: int) -> Window:
        z, x = np.mgrid[z0 : z0 + height, x0 : x0 + width]
        inside = (z >= 0) & (z < ROWS) & (x >= 0) & (x < COLUMNS)
        empty, one = hall(height, width), np.full((height, width), self.material, np.uint8)
        return replace(
            empty,
            x0=x0,
            z0=z0,
            ceiling=np.where(inside, np.float32(HEIGHT), np.float32(0)),
            floor_material=one,
            wall_material=one,
            ceiling_material=one,
            water=np.where(inside, np.float32(self.water), np.float32(-np.inf)),
        )


def room(box: Box) -> Room:
    return AirAround(Propagation(box)).room(Pose(5.0, 1.6, 4.0), 99.0)  # type: ignore[arg-type]


def test_a_box_rings_as_eyring_says() -> None:
    """Whatever it is made of, to the per mille; where that is hard, as Sabine says, too."""
    for material in (Material.POOL_TILE, Material.CONCRETE, Material.CARPET):
        volume = SIDES[0] * SIDES[1] * HEIGHT
        surface = 2 * SIDES[0] * SIDES[1] + 2 * HEIGHT * sum(SIDES)
        swallowed = absorption_table()[material]
        eyring = 55.3 / 343.0 * volume / (-surface * np.log(1 - swallowed) + 4 * AIR * volume)
        found = room(Box(material))
        assert found.decay == pytest.approx(eyring, rel=2e-3)
        assert found.free == pytest.approx(4 * volume / surface, rel=1e-3)
        if material != Material.CARPET:
            sabine = 55.3 / 343.0 * volume / (surface * swallowed + 4 * AIR * volume)
            assert found.decay == pytest.approx(sabine, rel=0.04)


def test_water_takes_the_place_of_the_floor() -> None:
    """The room is lower by it, and of its surfaces one is water's."""
    air, area = HEIGHT - 1.5, SIDES[0] * SIDES[1]
    surface = 2 * area + 2 * air * sum(SIDES)
    tile = absorption_table()[Material.POOL_TILE]
    found = room(Box(Material.POOL_TILE, 1.5))
    assert found.free == pytest.approx(4 * area * air / surface, rel=1e-3)
    assert found.absorption * surface == pytest.approx(area * WATER + (surface - area) * tile, rel=1e-3)


def test_tiles_ring_and_carpet_does_not() -> None:
    assert room(Box(Material.POOL_TILE)).decay[2:4].min() > 2.0
    assert room(Box(Material.CARPET)).decay[3] < 0.5


def test_the_impulse_response_falls_as_the_room_says() -> None:
    """By Schroeder's integral (1965), from -5 to -25 dB as in ISO 3382, in the octave around 1 kHz."""
    found = replace(room(Box(Material.POOL_TILE)), decay=np.full(6, 2.8))
    answer = impulse_response(found, 3.0)
    band = sosfilt(butter(4, [710, 1410], "band", fs=RATE, output="sos"), answer[0])
    left = np.cumsum(np.square(band)[::-1])[::-1]
    level = 10 * np.log10(left / left[0])
    early, late = (int(np.argmax(level < limit)) for limit in (-5, -25))
    assert 3 * (late - early) / RATE == pytest.approx(2.8, rel=0.1)


def test_the_echo_is_as_strong_as_in_a_diffuse_field() -> None:
    """Against the sound 1 m away its power is 16 pi (1 - a) / (S a), in each octave (Kuttruff, "Room Acoustics")."""
    found = room(Box(Material.CONCRETE))
    surface = 2 * SIDES[0] * SIDES[1] + 2 * HEIGHT * sum(SIDES)
    answer = impulse_response(replace(found, echoes=()), 3.0)[0].astype(float)
    impulse = np.zeros(len(answer))
    impulse[RATE // 10] = 1.0
    for band, middle in ((2, 500.0), (3, 1000.0), (4, 2000.0)):
        octave = butter(4, [middle / np.sqrt(2), middle * np.sqrt(2)], "band", fs=RATE, output="sos")
        heard, sent = (np.square(sosfilt(octave, each)).sum() for each in (answer, impulse))
        swallowed = found.absorption[band]
        assert heard / sent == pytest.approx(16 * np.pi * (1 - swallowed) / (surface * swallowed), rel=0.3)


def test_drops_fall_as_often_as_asked_for_and_into_water() -> None:
    """Near the one or two spots of a pool; and none where nothing drips, as in Level 0."""
    here = SimpleNamespace(pose=lambda time: Pose(5.0, 1.6, 4.0))
    pool = Box(Material.POOL_TILE, 0.5, drips=6.0)
    heard = list(WaterSounds(pool, Propagation(pool), here).events(0, 1200))  # type: ignore[arg-type]
    assert heard
    for spot in {event.spot for event in heard}:
        times = np.array([event.time for event in heard if event.spot == spot])
        assert 6.0 * 20 * 0.25 < len(times) < 6.0 * 20 * 1.75
        assert 0 <= spot.x < SIDES[1]
        assert 0 <= spot.z < SIDES[0]
        assert spot.y == 0.5
    dry = Box(Material.CARPET)
    assert not list(WaterSounds(dry, Propagation(dry), here).events(0, 60))  # type: ignore[arg-type]


@pytest.mark.parametrize("radius", [1e-3, 2e-3, 4e-3])
def test_a_bubble_rings_at_minnaert_s_frequency(radius: float) -> None:
    """sqrt(3 gamma p / rho) / (2 pi r), with air at 1 atm in water, where it begins; then it rises a little."""
    expected = np.sqrt(3 * 1.4 * 101_325 / 998) / (2 * np.pi * radius)
    phase = np.unwrap(np.angle(hilbert(bubble(radius, np.arange(4800) / RATE - 0.02))))
    begin = round(0.02 * RATE) + 5
    cycles = round(3 * RATE / expected)
    pitch = (phase[begin + cycles] - phase[begin]) / (2 * np.pi) * RATE / cycles
    assert expected * 0.99 < pitch < expected * 1.12
