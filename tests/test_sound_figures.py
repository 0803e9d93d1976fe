"""What is heard of figures: in step with their feet, as late as sound is, and by what they have on."""

from dataclasses import replace
from functools import cache
from itertools import pairwise
from types import SimpleNamespace

import numpy as np
import pytest
from test_sound import Hall, Still, decibels, power

from liminal.body.figure import Figure
from liminal.motion.body_impact import body_impacts
from liminal.motion.body_motion import BodyMotion
from liminal.motion.creature_gait import stalking
from liminal.motion.enactment import enacted
from liminal.motion.foot_strike import foot_strikes
from liminal.motion.gesture import Gesture
from liminal.motion.locomotion import Locomotion
from liminal.motion.way import way_through
from liminal.settings.preset import Preset
from liminal.sound.figure_sounds import FigureSounds
from liminal.sound.pages import RATE
from liminal.sound.propagation import Propagation
from liminal.sound.soundtrack import Soundtrack
from liminal.sound.steps import BONE, BOOT, SHOE, TILE, footstep
from liminal.sound.visor_breath import breath_in, breath_out
from liminal.view.pose import Pose
from liminal.world.cell_grid import CellGrid

SOUND = 343.0  # m/s, at 20 degrees C


@cache
def walk(speed: float, rate: float = 60.0) -> tuple[BodyMotion, list[float]]:
    """A person who goes along +z for 6 s and then stands, and when the feet are planned to land, s."""
    way = way_through(np.array([0.0, 6.0]), np.array([(0.0, 0.0), (0.0, 6.0 * speed)]))
    person = Locomotion(way, lambda x, z: 0.0, 1.78, 1)
    poses = person.poses_at(np.arange(0.0, 8.0, 1 / rate))
    lands = [each.land for prints in person.prints for each in prints if each.land > 0.1]
    return BodyMotion(person.skeleton, rate, (0,), poses.offsets[:, [0]], poses.rotations), sorted(lands)


def sounds(dress: str, at: Pose, hall: Hall | None = None, speed: float = 1.2, x: float = 0.0) -> FigureSounds:
    hall = hall or Hall([])
    figure = Figure(dress, 1.78, x, 0.0, 0.0, 180.0, 0.0, 60.0, motion=walk(speed)[0])
    return FigureSounds(hall, Propagation(hall), Still(at, 8.0), [figure], 1.0)  # type: ignore[arg-type]


def heard(*words: object, **more: object) -> np.ndarray:
    source = sounds(*words, **more)  # type: ignore[arg-type]
    return np.concatenate([source.page(number)[0] for number in range(8)], axis=1)


@pytest.mark.parametrize("speed", [0.7, 1.3, 3.2])
def test_feet_strike_when_they_land(speed: float) -> None:
    motion, lands = walk(speed)
    strikes = foot_strikes(motion)
    assert len(strikes) == pytest.approx(len(lands), abs=1)
    for strike in strikes[:-3]:  # the last ones shuffle
        assert min(abs(land - strike.time) for land in lands) < 0.010
    assert {first.side + second.side for first, second in pairwise(strikes)} == {1}
    walking = [strike for strike in strikes if 1 < strike.time < 5]
    assert np.mean([strike.pace for strike in walking]) == pytest.approx(speed, rel=0.05)
    assert {0.7: 0.2, 1.3: 0.4, 3.2: 0.9}[speed] < np.mean([strike.weight for strike in walking]) <= 1


def test_steps_are_heard_as_late_as_sound_is() -> None:
    # The man's cloth is too soft to hide a step.
    at = Pose(0.0, 1.6, 15.0, 0.0)
    sound = heard("man", at)[0]
    loud = np.convolve(np.square(sound), np.ones(240), "full")[: len(sound)] > 0.02 * 240 * np.square(sound).max() / 40
    begins = np.flatnonzero(loud[1:] & ~loud[:-1]) / RATE
    strikes = foot_strikes(walk(1.2)[0])
    _, lands = walk(1.2)
    for strike in strikes[1:-2]:
        land = min(lands, key=lambda land: abs(land - strike.time))
        due = land + np.hypot(15.0 - strike.z, 1.6) / SOUND
        assert abs(begins - due).min() < 0.010
        assert due - land > 0.02


def test_steps_fade_with_distance() -> None:
    near, far = (heard("man", Pose(0.0, 0.0, -away, 0.0), speed=0.7) for away in (6.0, 14.0))
    # From the mean place of the walk.
    mean = [np.mean([1 / (away + strike.z) ** 2 for strike in foot_strikes(walk(0.7)[0])]) for away in (6.0, 14.0)]
    assert decibels(power(near) / power(far)) == pytest.approx(decibels(mean[0] / mean[1]), abs=1.5)


def test_walls_muffle_steps() -> None:
    at = Pose(-3.0, 1.6, 3.0, 90.0)
    free, shut = (heard("worker", at, hall, x=3.0) for hall in (Hall([]), Hall([], 0)))
    assert decibels(power(free) / power(shut)) > 8
    high = [power(np.diff(each, 3)) for each in (free, shut)]
    assert decibels(high[0] / high[1]) > 25


def test_a_suit_rustles_between_steps() -> None:
    at = Pose(2.0, 1.6, 3.0, 0.0)
    strikes = [strike.time for strike in foot_strikes(walk(1.2)[0]) if 1 < strike.time < 5]
    between = [slice(round((time - 0.25) * RATE), round((time - 0.05) * RATE)) for time in strikes]
    suit, shirt = (np.mean([power(heard(dress, at)[:, each]) for each in between]) for dress in ("worker", "man"))
    assert decibels(suit / shirt) > 10


def test_boots_are_duller_than_shoes_and_hard_feet_louder() -> None:
    def middle(tread: object) -> float:
        sound = np.mean([np.abs(np.fft.rfft(footstep(key, TILE, 0.5, tread))) ** 2 for key in range(8)], axis=0)  # type: ignore[arg-type]
        return float((sound * np.arange(len(sound))).sum() / sound.sum())

    assert middle(BOOT) < 0.7 * middle(SHOE)
    assert power(footstep(1, TILE, 0.5, BONE)) > 2 * power(footstep(1, TILE, 0.5, SHOE))


def test_pages_of_figures_come_in_any_order() -> None:
    at = Pose(2.0, 1.6, 3.0, 0.0)
    whole, other = sounds("worker", at), sounds("worker-green", at)
    first = [whole.page(number)[0] for number in range(4)]
    for number in (3, 0, 2, 1):
        np.testing.assert_array_equal(other.page(number)[0], first[number])


def test_subtitles_name_who_walks() -> None:
    (event,) = sounds("man", Pose(0.0, 1.6, 2.0)).names()
    assert event.text == "[other footsteps]"
    assert event.time < 1.5
    hall = Hall([])
    standing = Figure("man", 1.78, 0.0, 0.0, 0.0, 180.0, 0.0, 60.0)
    silent = FigureSounds(hall, Propagation(hall), Still(), [standing], 1.0)  # type: ignore[arg-type]
    assert not list(silent.names())
    assert not silent.page(0)[0].any()


def shares(sound: np.ndarray, *edges: float) -> list[float]:
    """The power of a sound between edges, Hz, against all of it."""
    spectrum, hertz = np.abs(np.fft.rfft(sound)) ** 2, np.fft.rfftfreq(sound.shape[-1], 1 / RATE)
    return [
        float(spectrum[..., (hertz >= low) & (hertz < high)].sum() / spectrum.sum()) for low, high in pairwise(edges)
    ]


def test_breath_behind_a_visor_resounds_and_rushes_in() -> None:
    one_in, one_out = breath_in(5, 1.2), breath_out(6, 1.2)
    for sound in (one_in, one_out):
        low, cavity, middle = shares(sound, 60, 200, 400, 600)
        assert cavity > 2 * low
        assert cavity > 2 * middle
    # A demand valve hisses, what lets out does not.
    assert shares(one_in, 2000, 8000)[0] > 10 * shares(one_out, 2000, 8000)[0]
    # It is as loud to its end as at its beginning.
    assert power(one_in[int(0.1 * RATE) : int(0.4 * RATE)]) < 2 * power(one_in[int(0.5 * RATE) : int(0.8 * RATE)])


def test_a_suit_keeps_the_place_out_and_the_breath_in() -> None:
    breath = SimpleNamespace(time=0.6, depth=1.0)
    spoken = []
    for visor in (False, True):
        preset = Preset.model_validate({"tape": {"format": "vhs"}, "operator": {"visor": visor}})
        film = Still(Pose(-2.97, 1.68, -12.7, 180.0), 3.0, breaths=(breath,))
        spoken.append(Soundtrack(CellGrid(7, preset), film, preset.tape).air.page(0))  # type: ignore[arg-type]
    before = slice(0, int(0.55 * RATE))
    plain, muffled = (sound[:, before] * np.hanning(before.stop) for sound in spoken)
    # The mass law for 0.5 kg/m2: 1 kHz loses 20 lg(0.5 * 1000) - 47 = 7 dB.
    lines = [
        np.abs(np.fft.rfft(sound[0]))[round(1080 * 0.55) - 3 : round(1080 * 0.55) + 4].max()
        for sound in (plain, muffled)
    ]
    assert 20 * np.log10(lines[0] / lines[1]) == pytest.approx(20 * np.log10(0.5 * 1080) - 47, abs=1.0)
    assert decibels(power(spoken[1][:, before.stop :]) / power(spoken[0][:, before.stop :])) > 6


def test_a_worker_is_heard_to_breathe_when_near() -> None:
    hall = Hall([])
    figure = Figure("worker", 1.78, 0.0, 0.0, 0.0, 180.0, 0.0, 60.0)

    def level(away: float) -> float:
        film = Still(Pose(0.0, 1.6, away), 6.0)
        source = FigureSounds(hall, Propagation(hall), film, [figure], 1.0)  # type: ignore[arg-type]
        return max(power(source.page(number)[0]) for number in range(5))

    assert decibels(level(2.0) / level(4.0)) == pytest.approx(6.0, abs=0.8)
    assert level(2.0) > (2e-5 * 10 ** (30 / 20)) ** 2
    man = replace(figure, dress="man")
    assert not FigureSounds(hall, Propagation(hall), Still(), [man], 1.0).emissions  # type: ignore[arg-type]


def test_who_falls_is_heard_when_knees_and_trunk_meet_the_floor() -> None:
    way = way_through(np.array([0.0, 2.0, 8.0]), np.array([(0.0, 0.0), (0.0, 2.0), (0.0, 2.0)]))
    falls, crouches = (
        enacted(way, [Gesture(kind, 3.0, seconds)], lambda x, z: 0.0, 1.78, 1, 0.0, 8.0)
        for kind, seconds in (("fall", 1.5), ("crouch", 2.0))
    )
    assert not body_impacts(crouches)
    assert not body_impacts(walk(3.2)[0])
    impacts = body_impacts(falls)
    # Nothing falls faster than freely: from the hips' height at rest that takes 0.43 s.
    assert 3.0 + 0.3 < impacts[0].time < impacts[-1].time < 4.6
    assert all(0.5 < impact.speed < np.sqrt(2 * 9.81 * 0.95) for impact in impacts)
    hall = Hall([])
    figure = Figure("man", 1.78, 0.0, 0.0, 0.0, 180.0, 0.0, 60.0, motion=falls)
    source = FigureSounds(hall, Propagation(hall), Still(Pose(0.0, 1.6, 6.0), 8.0), [figure], 1.0)  # type: ignore[arg-type]
    sound = np.concatenate([source.page(number)[0][0] for number in range(6)])
    loudest = np.argmax(np.convolve(np.square(sound), np.ones(2400), "same")) / RATE
    assert min(abs(loudest - impact.time - 4.0 / SOUND) for impact in impacts) < 0.08
    assert "[something falls]" in [each.text for each in source.names()]


def test_of_a_creature_that_walks_one_foot_drags() -> None:
    way = way_through(np.array([0.0, 1.0, 7.0]), np.array([(0.0, 0.0), (0.0, 0.0), (0.0, 8.0)]))
    motion = stalking(way, [], lambda x, z: 0.0, lambda x, z: 4.0, 2.7, 1, 0.0, 7.0)
    strikes = foot_strikes(motion)
    clearance = [np.mean([strike.lift for strike in strikes if strike.side == side]) for side in (0, 1)]
    assert max(clearance) > 1.3 * min(clearance)
    hall, figure = Hall([]), Figure("creature", 2.7, 0.0, 0.0, 0.0, 180.0, 0.0, 60.0, motion=motion)
    source = FigureSounds(hall, Propagation(hall), Still(duration=9.0), [figure], 1.0)  # type: ignore[arg-type]
    scrapes = len(source.emissions) - len(strikes)
    assert scrapes == sum(strike.side == np.argmin(clearance) for strike in strikes)
    assert [each.text for each in source.names()] == ["[heavy steps]"]
