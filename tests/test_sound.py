"""What is heard in the place: against physics, standards, and what was asked for."""

from dataclasses import dataclass, field, replace
from types import SimpleNamespace

import numpy as np
import pytest
from scipy.signal import butter, sosfilt, welch

from liminal.light.flicker import Outage
from liminal.random import mix
from liminal.settings.light import LightSettings
from liminal.settings.preset import Preset
from liminal.settings.sound import SoundSettings
from liminal.settings.track import TrackSettings
from liminal.sound.distant import DistantSounds
from liminal.sound.hum import Lamps
from liminal.sound.loudness import CEILING, block_powers, limited, loudness
from liminal.sound.machine import machine_page
from liminal.sound.microphone import Microphone
from liminal.sound.pages import PAGE, RATE, PageCache
from liminal.sound.propagation import Propagation, SoundPaths
from liminal.sound.reverb import impulse_response
from liminal.sound.room import room_in_sight
from liminal.sound.soundtrack import Soundtrack
from liminal.sound.steps import steps_page
from liminal.view.pose import Pose
from liminal.world.cell_grid import CellGrid
from liminal.world.grid import CELL
from liminal.world.window import FIXTURE, LAMP, Window

STEADY = LightSettings(flicker=0.0)
QUIET = Preset(light=STEADY, sound=SoundSettings(rattle=0.0, room=0.0))


class Hall:
    """A hall of 60 x 60 m, 2.74 m high, with walls and lamps where a test wants them."""

    seed = 3
    preset = QUIET

    def __init__(self, lamps: list[tuple[float, float]], wall_at: int | None = None, door: bool = False) -> None:
        size = 400
        self._x0 = -size // 2
        ceiling = np.full((size, size), 18 * CELL, np.float32)
        ceiling[0, :] = ceiling[-1, :] = ceiling[:, 0] = ceiling[:, -1] = 0
        if wall_at is not None:
            ceiling[:, wall_at - self._x0] = 0
            if door:
                ceiling[-60 - self._x0 : -54 - self._x0, wall_at - self._x0] = 18 * CELL
        self._ceiling = ceiling
        self.lamps = np.zeros(len(lamps), LAMP)
        for lamp, (x, z) in zip(self.lamps, lamps, strict=True):
            lamp["x"], lamp["y"], lamp["z"], lamp["luminance"] = x, 18 * CELL, z, 3000.0
            lamp["cell_x"], lamp["cell_z"] = round(x / CELL) - 2, round(z / CELL) - 4

    def window(self, x0: int, z0: int, width: int, height: int) -> Window:
        part = np.s_[z0 - self._x0 : z0 - self._x0 + height, x0 - self._x0 : x0 - self._x0 + width]
        ceiling = self._ceiling[part]
        assert ceiling.shape == (height, width)
        plain = np.zeros((height, width), np.uint8)
        return Window(x0, z0, np.zeros_like(ceiling), ceiling, plain, plain, plain, self.lamps, np.zeros(0, FIXTURE))


@dataclass
class Still:
    """Somebody who stands, or walks along x."""

    where: Pose = field(default_factory=lambda: Pose(0.0, 1.6, 0.0))
    duration: float = 5.0
    speed: float = 0.0
    steps: tuple = ()
    breaths: tuple = ()
    events: tuple = ()
    cuts: tuple = ()
    hands: float = 0.0

    def pose(self, time: float) -> Pose:
        return replace(self.where, x=self.where.x + self.speed * time)

    def motion(self, time: float) -> float:
        return self.hands


def step(time: float, surface: object = 1) -> SimpleNamespace:
    return SimpleNamespace(time=time, x=0.0, z=0.0, foot=0, weight=0.5, surface=surface, depth=0.0, wet=0.0)


def hum(hall: Hall, at: Pose, page: int = 0, outages: tuple = ()) -> np.ndarray:
    return Lamps(hall, Propagation(hall), Still(at), outages).page(page).straight  # type: ignore[arg-type]


def power(sound: np.ndarray) -> float:
    return float(np.square(sound.astype(float)).mean())


def decibels(ratio: float) -> float:
    return 10 * np.log10(ratio)


def test_hum_is_lines_of_120_hz() -> None:
    sound = hum(Hall([(0.5, 0.5)]), Pose(0.0, 1.6, 0.0))[0]
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(PAGE))) ** 2  # bins of 1 Hz
    near = np.zeros(len(spectrum), bool)
    for line in range(120, 24_001, 120):
        near[line - 2 : line + 3] = True
    assert spectrum[near].sum() / spectrum.sum() > 0.999
    assert spectrum[118:123].sum() > 0.02 * spectrum.sum()


def test_every_ballast_hums_in_its_own_way() -> None:
    one, other = (hum(Hall([place]), Pose(place[0], 1.6, place[1])) for place in ((0.5, 0.5), (8.0, 3.0)))
    first, second = (np.abs(np.fft.rfft(sound[0]))[120:2401:120] for sound in (one, other))
    assert np.ptp(20 * np.log10(first / second)) > 6


def test_hum_falls_with_distance() -> None:
    hall = Hall([(0.0, 0.0)])
    levels = [decibels(power(hum(hall, Pose(x, 18 * CELL, 0.0, 90.0)))) for x in (-1.0, -2.0, -4.0)]
    assert np.diff(levels) == pytest.approx([-6.02, -6.02], abs=0.3)


def test_walls_muffle_and_doors_let_through() -> None:
    at = Pose(-3.0, 1.6, 0.0, 90.0)
    free, door, shut = (
        hum(hall, at)[0] for hall in (Hall([(3.0, 0.0)]), Hall([(3.0, 0.0)], 0, True), Hall([(3.0, 0.0)], 0))
    )
    assert decibels(power(free) / power(shut)) > 12
    assert power(shut) < power(door) < power(free)
    lines = [np.abs(np.fft.rfft(sound)) for sound in (free, shut)]
    lost = [20 * np.log10(lines[0][f] / lines[1][f]) for f in (120, 1200)]
    assert lost[1] - lost[0] == pytest.approx(20, abs=4)  # the mass law: 6 dB an octave


def test_lamps_that_are_dead_or_out_are_silent() -> None:
    hall = Hall([(0.5, 0.5)])
    lamp = hall.lamps[0]
    outage = Outage(int(lamp["cell_x"]), int(lamp["cell_z"]), 0.5)
    at = Pose(0.0, 1.6, 0.0)
    sound = hum(hall, at, outages=(outage,))
    assert power(sound[:, : RATE // 2 - 800]) == pytest.approx(power(hum(hall, at)[:, : RATE // 2 - 800]), rel=0.3)
    assert not sound[:, RATE // 2 + 800 :].any()
    assert not hum(hall, at, page=1, outages=(outage,)).any()
    hall.lamps["luminance"] = 0
    assert not hum(hall, at).any()


def test_a_lamp_that_is_passed_moves_from_left_to_right() -> None:
    hall = Hall([(2.0, 0.0)])
    left, right = hum(hall, Pose(0.0, 1.6, 0.0, yaw=0.0))
    assert power(right) > 4 * power(left)
    left, right = hum(hall, Pose(0.0, 1.6, 0.0, yaw=180.0))
    assert power(left) > 4 * power(right)


def test_pages_of_hum_join() -> None:
    hall = Hall([(0.5, 0.5), (3.0, 2.0)])
    hall.preset = Preset(light=STEADY)
    lamps = Lamps(hall, Propagation(hall), Still(speed=1.2))  # type: ignore[arg-type]
    joined = np.concatenate([lamps.page(0).straight, lamps.page(1).straight], axis=1)
    jumps = np.abs(np.diff(joined, n=2, axis=1)).max(axis=0)
    assert jumps[PAGE - 3 : PAGE + 2].max() <= np.percentile(jumps, 99.9) * 1.5


def test_steps_are_heard_when_feet_come_down() -> None:
    times = (0.25, 0.8, 1.35)
    walker = Still(steps=tuple(step(time) for time in times))
    sound = np.concatenate([steps_page(walker, number, 1, 1.0)[0][0] for number in (0, 1)])
    loud = np.convolve(np.square(sound), np.ones(480), "same") > 1e-8
    begins = np.flatnonzero(loud[1:] & ~loud[:-1]) / RATE
    for time in times:
        assert abs(begins - time).min() < 0.015
    assert power(sound[: int(0.23 * RATE)]) == 0


def test_floors_differ() -> None:
    carpet, tile = (steps_page(Still(steps=(step(0.1, name),)), 0, 1, 1.0)[0][0] for name in ("carpet", "tile"))
    frequency, spectra = welch(np.stack([carpet, tile]), RATE, nperseg=4096)
    share = spectra[:, frequency > 1000].sum(1) / spectra.sum(1)
    assert share[1] > 3 * share[0]


def test_small_rooms_answer_sooner_and_carpet_takes_the_treble() -> None:
    def room(size: float) -> tuple:
        hall = Hall([])
        half = round(size / 2 / CELL)
        middle = -hall._x0
        hall._ceiling[: middle - half], hall._ceiling[middle + half :] = 0, 0
        hall._ceiling[:, : middle - half], hall._ceiling[:, middle + half :] = 0, 0
        return room_in_sight(Propagation(hall), Still().where), hall  # type: ignore[arg-type]

    small, large = room(3.0)[0], room(12.0)[0]
    # The mean way between walls is 4 V / S (Kosten, 1960).
    for found, size in ((small, 3.0), (large, 12.0)):
        height = 18 * CELL
        expected = 4 * size**2 * height / (2 * size**2 + 4 * size * height)
        assert found.free == pytest.approx(expected, rel=0.1)
    assert (large.decay[:3] > small.decay[:3]).all()
    assert small.decay[1] > small.decay[4]
    # The tail falls as the room says.
    answer = impulse_response(small)
    band = sosfilt(butter(4, [710, 1410], "band", fs=RATE, output="sos"), answer[0])
    left = np.cumsum(np.square(band)[::-1])[::-1]
    level = 10 * np.log10(left / left[0])
    early, late = (int(np.argmax(level < limit)) for limit in (-8, -23))
    assert 4 * (late - early) / RATE == pytest.approx(small.decay[3], rel=0.35)


def test_zoom_is_heard_while_the_field_of_view_changes() -> None:
    class Zooming(Still):
        def pose(self, time: float) -> Pose:
            return replace(self.where, fov=52.0 - 15.0 * min(max(time - 0.5, 0.0), 0.4))

    still, zooming = (machine_page(who, 0, 1) for who in (Still(), Zooming()))
    apart = zooming - still
    assert not apart[: int(0.4 * RATE)].any()
    assert power(apart[int(0.55 * RATE) : int(0.85 * RATE)]) > power(still)


def test_the_drum_buzzes_at_its_rate() -> None:
    page = np.concatenate([machine_page(Still(), number, 1) for number in range(8)])
    spectrum = np.abs(np.fft.rfft(page * np.hanning(len(page))))
    at = round(2 * 29.97 * 8)
    assert spectrum[at - 2 : at + 3].max() > 20 * np.median(spectrum[at - 60 : at + 60])


def test_things_are_heard_where_and_when_they_happen() -> None:
    event = SimpleNamespace(time=0.5, seconds=0.5, kind="knock", x=4.0, z=0.0, strength=0.5)
    hall = Hall([])
    far = DistantSounds(Propagation(hall), Still(events=(event,)), SoundSettings(far=0.0), 1)  # type: ignore[arg-type]
    (left, right), sent = far.page(0)
    assert not sent[: RATE // 2 - 300].any()
    assert power(right) > 4 * power(left) > 0


@pytest.mark.parametrize("agc", [0.0, 1.0])
def test_the_automatic_gain_pumps(agc: float) -> None:
    # A soft tone, a loud bang at 4.0 s, and the soft tone again.
    def air(number: int) -> np.ndarray:
        time = number + np.arange(PAGE) / RATE
        tone = 0.002 * np.sin(2 * np.pi * 500 * time) * (1 + 300 * ((time >= 4.0) & (time < 4.05)))
        return np.tile(tone, (2, 1)).astype(np.float32)

    microphone = Microphone(PageCache(air), TrackSettings(agc=agc, self_noise=0.0), 1)
    sound = np.concatenate([microphone.page(number)[0] for number in range(12)])
    assert len(microphone.page(0)) == 1
    before, just_after, later = (
        power(sound[int(a * RATE) : int(b * RATE)]) for a, b in ((3, 3.9), (4.2, 4.4), (11, 12))
    )
    assert abs(sound).max() <= 1
    if agc == 0:
        assert just_after == pytest.approx(before, rel=0.02)
    else:
        assert decibels(just_after / before) < -12
        assert decibels(later / before) > -4
        # 20 dB are back after 3 s; of all it does, the gain does two thirds.
        gains = 20 * np.log10(np.concatenate([microphone.gains(number)[:-1] for number in range(12)]))
        fallen, back = gains[int(4.1 * 200)], gains[int(7.1 * 200)]
        assert back - fallen == pytest.approx(20 * 0.65, abs=1.0)


def test_loudness_agrees_with_the_standard() -> None:
    # EBU Tech 3341: a sine of 1 kHz in both channels at -23 dBFS has -23 LUFS; quieter parts are gated out.
    time = np.arange(10 * RATE) / RATE
    sine = np.tile(10 ** (-23 / 20) * np.sin(2 * np.pi * 1000 * time), (2, 1)).astype(np.float32)
    assert loudness(sine) == pytest.approx(-23.0, abs=0.1)
    assert loudness(np.concatenate([sine * 0.02, sine, sine * 0.02], axis=1)) == pytest.approx(-23.0, abs=0.15)
    assert loudness(sine[:1]) == pytest.approx(-26.0, abs=0.1)
    assert loudness(np.zeros((2, RATE), np.float32)) == float("-inf")
    assert len(block_powers(sine)) == 97


def test_the_limiter_lets_nothing_pass_and_leaves_the_rest() -> None:
    noise = np.random.default_rng(1).normal(0, 0.4, (2, 3 * RATE)).astype(np.float32)
    noise[:, :RATE] *= 0.2
    out = limited(noise)
    assert abs(out).max() <= CEILING + 1e-6
    edge = (noise.shape[1] - out.shape[1]) // 2
    assert np.array_equal(out[:, : RATE // 2], noise[:, edge : edge + RATE // 2])


@pytest.fixture(scope="module")
def film() -> Still:
    times = np.arange(1.0, 12.0, 0.56)
    return Still(Pose(-2.97, 1.68, -12.7, 180.0), 12.0, steps=tuple(step(float(time)) for time in times), hands=0.1)


def track_of(film: Still, **changes: object) -> Soundtrack:
    preset = Preset.model_validate({"tape": {"format": "vhs"}, **changes})
    world = CellGrid(7, preset)
    return Soundtrack(world, film, preset.tape)


def test_samples_do_not_depend_on_how_they_are_asked_for(film: Still) -> None:
    whole = track_of(film).samples(0, 4 * RATE)
    other = track_of(film)
    places = [(150_000, 20_000), (0, 1), (47_990, 20), (96_000, 48_000), (1, 999)]
    for first, count in places:
        np.testing.assert_allclose(other.samples(first, count), whole[first : first + count], atol=1e-6)
    assert whole.shape == (4 * RATE, 2)
    assert whole.dtype == np.float32


@pytest.mark.parametrize("wanted", [-16.0, -24.0])
def test_a_film_is_as_loud_as_asked_for_and_never_clips(film: Still, wanted: float) -> None:
    sound = track_of(film, sound={"loudness": wanted}).samples(0, 12 * RATE)
    assert loudness(sound.T) == pytest.approx(wanted, abs=0.5)
    assert abs(sound).max() <= CEILING + 1e-6
    assert np.isfinite(sound).all()
    # Silence is never silence.
    assert np.sqrt(np.square(sound).mean(axis=1).reshape(-1, 4800).mean(axis=1)).min() > 1e-3


def test_another_seed_sounds_different(film: Still) -> None:
    preset = Preset()
    one, other = (Soundtrack(CellGrid(seed, preset), film, preset.tape).samples(0, RATE) for seed in (1, 2))
    assert np.corrcoef(one[:, 0], other[:, 0])[0, 1] < 0.9
    assert mix(1, 0) != mix(2, 0)


def test_nothing_to_hear_is_no_error(film: Still) -> None:
    off = {"hum": 0, "rattle": 0, "room": 0, "steps": 0, "body": 0, "machine": 0, "far": 0, "events": 0}
    preset = Preset.model_validate({"sound": off, "track": {"self_noise": 0}})
    assert not Soundtrack(CellGrid(7, preset), film, preset.tape).samples(0, RATE).any()


def test_a_stopped_camera_is_silent_until_it_starts(film: Still) -> None:
    cut = SimpleNamespace(time=2.0, kind="record")
    stop = SimpleNamespace(time=5.0, kind="stop")
    whole = track_of(film, tape={})
    edited = track_of(replace(film, cuts=(cut, stop)), tape={})
    gap = np.s_[int(2.01 * RATE) : int(2.10 * RATE)]
    before, after = whole.playback.samples(0, 6 * RATE)[0], edited.playback.samples(0, 6 * RATE)[0]
    assert power(after[gap]) < 1e-3 * power(before[gap])
    assert not after[int(5.01 * RATE) :].any()
    assert np.array_equal(after[: int(1.9 * RATE)], before[: int(1.9 * RATE)])


def test_a_loop_runs_into_its_beginning(film: Still) -> None:
    preset = Preset.model_validate({"tape": {"format": "vhs"}, "track": {"wow": 0.0}})
    world = CellGrid(7, preset)
    plain, loop = (Soundtrack(world, replace(film, duration=6.0), preset.tape, loop=each) for each in (False, True))
    before, after = loop.samples(6 * RATE - 400, 400), loop.samples(0, 400)
    was = plain.samples(-400, 800)
    np.testing.assert_allclose(after, was[400:], atol=1e-6)
    np.testing.assert_allclose(before[-40:], was[360:400], atol=0.03)
    np.testing.assert_array_equal(loop.samples(5 * RATE, 99), plain.samples(5 * RATE, 99))


def test_where_there_is_no_way_round_only_the_wall_lets_sound_through() -> None:
    """At every frequency a number, down to 0 Hz, and less than with a way round."""
    none, some = (SoundPaths(np.array([3.0]), np.array([1.0]), np.array([way]), np.zeros(1)) for way in (np.inf, 9.0))
    frequency = np.array([0.0, 60.0, 1000.0])
    assert np.isfinite(none.passing(frequency)).all()
    assert (none.passing(frequency) < some.passing(frequency)).all()
