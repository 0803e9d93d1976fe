"""The automatics of a camera: settled where they should be, with the time constants of the period, and without a past
that depends on how they are asked.
"""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liminal.camera.automatic import Automatics
from liminal.camera.reading import Reading, read_scene
from liminal.camera.state import CameraState
from liminal.settings.camera import CameraSettings

GREY = (1.0, 1.0, 1.0)
YELLOW = (1.43, 0.94, 0.33)  # of luminance 1: what a room of Level 0 reads
RATE = 10  # readings a second


def follow(settings: CameraSettings, scene: Callable[[float], Reading], seconds: float, seed: int = 7) -> Automatics:
    automatics = Automatics(settings, seed)
    for number in range(round(seconds * RATE) + 1):
        automatics.follow(scene(number / RATE))
    return automatics


def steady(
    level: float, colour: tuple[float, float, float] = GREY, contrast: float = 2.0
) -> Callable[[float], Reading]:
    return lambda time: Reading(time, level, colour, 0.0, contrast)


def step_at(start: float, before: Reading, after: Reading) -> Callable[[float], Reading]:
    def scene(time: float) -> Reading:
        found = after if time >= start else before
        return Reading(time, found.level, found.colour, found.overlit, found.contrast)

    return scene


def series(automatics: Automatics, seconds: float) -> tuple[np.ndarray, list[CameraState]]:
    times = np.arange(0, seconds, 1 / 60)
    return times, [automatics.at(float(time)) for time in times]


def settings(**dials: float) -> CameraSettings:
    return CameraSettings(kind="one-chip", **dials)


def test_a_steady_scene_is_exposed_to_the_key() -> None:
    automatics = follow(settings(key=0.25, hunting=0.0), steady(np.log2(150.0)), 4)
    for state in series(automatics, 4)[1]:
        assert state.exposure * 150 == pytest.approx(0.25)
        assert state.gain_db == 0
        assert state.blur == 0


def test_the_iris_takes_its_time_and_overshoots_a_little() -> None:
    dark, bright = Reading(0, 7.0, GREY, 0.0, 2.0), Reading(0, 9.0, GREY, 0.0, 2.0)
    times, states = series(follow(settings(iris=1.0), step_at(2.0, dark, bright), 8), 8)
    exposure = np.log2([state.exposure for state in states])
    done = (exposure[0] - exposure) / 2.0
    assert done[-1] == pytest.approx(1, abs=0.01)
    assert 0.3 < times[np.argmax(done > 0.9)] - 2.0 < 1.0
    assert 1.03 < done.max() < 1.15


def test_what_the_iris_cannot_give_the_amplifier_does_up_to_its_limit() -> None:
    dim, dark = follow(settings(key=0.3), steady(4.0), 2).at(1.0), follow(settings(gain=18.0), steady(-5.0), 2).at(1.0)
    assert dim.exposure == pytest.approx(1 / 80)
    assert dim.exposure * dim.gain * 16 == pytest.approx(0.3)
    assert dark.gain_db == pytest.approx(18.0)


def test_lamps_in_the_picture_close_the_iris() -> None:
    lit = Automatics(settings(), 7)
    lit.follow(Reading(0.0, 7.0, GREY, 0.1, 2.0))
    unlit = follow(settings(), steady(7.0), 1)
    assert lit.at(0.0).exposure < 0.9 * unlit.at(0.0).exposure


def test_white_balance_leaves_grey_grey_and_fails_on_a_yellow_room() -> None:
    grey = follow(settings(white=1.0, hunting=0.0), steady(7.0), 20).at(19.0).white
    assert grey == pytest.approx((1, 1, 1), abs=0.06)
    red, green, blue = (
        np.array(follow(settings(white=1.0, hunting=0.0), steady(7.0, YELLOW), 20).at(19.0).white) * YELLOW
    )
    assert blue < 0.95 * green < 0.95 * red
    assert blue > YELLOW[2] * 1.5
    assert follow(settings(white=0.0), steady(7.0, YELLOW), 2).at(1.0).white == pytest.approx((1, 1, 1))


def test_white_balance_takes_seconds() -> None:
    grey, yellow = Reading(0, 7.0, GREY, 0.0, 2.0), Reading(0, 7.0, YELLOW, 0.0, 2.0)
    automatics = follow(settings(hunting=0.2), step_at(1.0, grey, yellow), 20)
    times, states = series(automatics, 20)
    blue = np.array([state.white[2] for state in states])
    done = (blue - blue[0]) / (blue[-1] - blue[0])
    assert 2.0 < times[np.argmax(done > 0.9)] - 1.0 < 10.0


def test_white_balance_hunts_without_end_and_within_bounds() -> None:
    states = series(follow(settings(), steady(7.0, YELLOW), 60), 60)[1]
    blue = np.array([state.white[2] for state in states])[600:]
    assert 0.01 < np.ptp(blue) / blue.mean() < 0.3
    still = series(follow(settings(hunting=0.0), steady(7.0, YELLOW), 20), 20)[1]
    assert np.ptp([state.white[2] for state in still]) < 1e-9


def test_focus_searches_when_the_scene_changes_and_rarely_otherwise() -> None:
    near, far = Reading(0, 7.0, GREY, 0.0, 2.0), Reading(0, 9.0, GREY, 0.0, 2.0)
    times, states = series(follow(settings(focus=1.0), step_at(5.0, near, far), 12), 12)
    blur, zoom = np.array([state.blur for state in states]), np.array([state.zoom for state in states])
    assert blur[times < 4.9].max() == 0
    assert blur[(times > 5) & (times < 6)].max() > 0.5
    assert blur[times > 9].max() == 0
    assert (zoom >= 1).all()
    assert np.ptp(zoom) > 0.001
    flat = series(follow(settings(focus=1.0), steady(7.0, contrast=0.2), 240), 240)[1]
    searching = np.mean([state.blur > 0.2 for state in flat])
    assert 0.01 < searching < 0.15
    off = follow(settings(focus=0.0), step_at(5.0, near, far), 6).at(5.2)
    assert off.blur == 0
    assert off.zoom == 1


@given(cut=st.integers(1, 58), time=st.floats(0, 4))
def test_what_was_set_does_not_depend_on_what_follows(cut: int, time: float) -> None:
    def scene(time: float) -> Reading:
        return Reading(time, 7 + np.sin(3 * time), YELLOW if time > 2 else GREY, 0.02, 0.5)

    whole, part = Automatics(settings(), 3), Automatics(settings(), 3)
    for number in range(60):
        whole.follow(scene(number / RATE))
        if number <= cut:
            part.follow(scene(number / RATE))
    instant = min(time, max(0.0, cut / RATE - 0.02))
    assert part.at(instant) == whole.at(instant)


def test_readings_out_of_order_are_refused() -> None:
    automatics = Automatics(settings(), 1)
    with pytest.raises(ValueError, match="no reading"):
        automatics.at(0.0)
    automatics.follow(Reading(1.0, 7.0, GREY, 0.0, 2.0))
    with pytest.raises(ValueError, match="does not follow"):
        automatics.follow(Reading(1.0, 7.0, GREY, 0.0, 2.0))


def test_a_reading_weighs_the_middle_and_leaves_lamps_out_of_colour() -> None:
    scene = np.full((30, 40, 3), 16.0)
    flat = read_scene(2.0, scene)
    assert (flat.time, flat.level, flat.overlit, flat.contrast) == (2.0, pytest.approx(4.0), 0.0, pytest.approx(0.0))
    assert flat.colour == pytest.approx(GREY)
    middle, corner = scene.copy(), scene.copy()
    middle[10:20, 15:25], corner[:10, :10] = 64.0, 64.0
    assert read_scene(0.0, middle).level > read_scene(0.0, corner).level > 4.0
    lamp = scene.copy()
    lamp[:5, :8] = [9000.0, 7000.0, 100.0]
    assert read_scene(0.0, lamp).colour == pytest.approx(GREY)
    assert 0.01 < read_scene(0.0, lamp).overlit < 0.05
