"""The creature folds up no faster than things fall, on the floor and not in it, and gets up; its hands are heard."""

import numpy as np
import pytest
from test_creature import RATE, TALL, Seen, corridor, level, open_sky, straight
from test_sound import Hall, Still

from liminal.body.figure import Figure
from liminal.motion.body_impact import body_impacts
from liminal.motion.creature_gait import stalking
from liminal.motion.gesture import Gesture
from liminal.motion.hand_strike import hand_strikes
from liminal.sound.figure_sounds import FigureSounds
from liminal.sound.pages import RATE as SAMPLES
from liminal.sound.propagation import Propagation
from liminal.view.pose import Pose

GRAVITY = 9.81  # m/s2
SOUND = 343.0  # m/s, at 20 degrees C
FALLS, RISES = 3.0, 7.5  # s


@pytest.fixture(scope="module", params=[0.0, 1.7, 5.0])
def collapse(request: pytest.FixtureRequest) -> Seen:
    gestures = [Gesture("fall", FALLS, 3.0), Gesture("get-up", RISES, 4.5)]
    return Seen(stalking(straight(request.param, 10.0), gestures, level, open_sky, TALL, 3, 0.0, 14.0), 0.0)


def test_it_folds_up_late_and_no_faster_than_things_fall(collapse: Seen) -> None:
    hips = collapse.place("hips")[:, 1]
    falling = slice(round(FALLS * RATE), round((FALLS + 3.3) * RATE))
    height = hips[falling]
    start = np.maximum.accumulate(height)
    assert height[round(0.25 * RATE)] > 0.9 * hips[falling.start]
    speed = np.maximum(-np.gradient(height) * RATE, 0.0)
    assert (speed <= np.sqrt(2 * GRAVITY * np.maximum(start - height, 0.0)) + 0.35).all()
    assert -np.diff(height, 2).min() * RATE**2 < 1.15 * GRAVITY
    # It stops twice on its way.
    slow = (speed < 0.05) & (height > 0.35) & (height < 0.9 * start[-1])
    assert np.diff(slow.astype(int)).clip(0).sum() >= 2


def test_it_lies_on_the_floor_and_gets_up_from_it(collapse: Seen) -> None:
    assert collapse.places[..., 1].min() > 0.01
    lies = slice(round((FALLS + 3.4) * RATE), round(RISES * RATE))
    assert collapse.places[lies, :, 1].max() < 0.4 * TALL
    assert np.ptp(collapse.places[lies], axis=0).max() < 0.04
    for side in ("left", "right"):
        toes = collapse.place(f"{side}_toes")[round((FALLS + 2.3) * RATE) : round((RISES + 3.0) * RATE)]
        assert np.ptp(toes, axis=0).max() < 0.01
    assert collapse.place("head end")[round((RISES + 4.6) * RATE) :, 1].min() > 0.95 * TALL


def test_one_that_only_gets_up_lay_there_before() -> None:
    seen = Seen(stalking(straight(0.0, 9.0), [Gesture("get-up", 3.0, 4.5)], level, open_sky, TALL, 3, 0.0, 9.0), 0.0)
    assert seen.places[: 3 * RATE, :, 1].max() < 0.4 * TALL
    assert seen.place("head end")[-1, 1] > 0.95 * TALL


def test_hands_strike_what_they_are_laid_on_and_nothing_else() -> None:
    motion = stalking(straight(1.7, 7.0), [], level, corridor, TALL, 3, 0.0, 7.0)
    strikes = hand_strikes(motion)
    walls = [strike for strike in strikes if abs(abs(strike.x) - 0.8) < 0.06]
    lintel = [strike for strike in strikes if abs(strike.z - 5.0) < 0.2 and strike.y > 2.05]
    assert len(walls) >= 3
    assert len(walls) + len(lintel) == len(strikes)
    assert not hand_strikes(stalking(straight(1.7, 7.0), [], level, open_sky, TALL, 3, 0.0, 9.0))


def test_a_hand_on_a_wall_is_heard_as_late_as_sound_is() -> None:
    motion = stalking(straight(1.7, 7.0), [], level, corridor, TALL, 3, 0.0, 7.0)
    figure = Figure("creature", TALL, 0.0, 0.0, 0.0, 180.0, 0.0, 60.0, motion=motion)
    hall = Hall([])
    source = FigureSounds(hall, Propagation(hall), Still(Pose(0.0, 1.6, 8.0), 9.0), [figure], 1.0)  # type: ignore[arg-type]
    knocks = [each for each in source.emissions if each.caption == "dry knocks"]
    strikes = hand_strikes(motion)
    assert [each.time for each in knocks] == [strike.time for strike in strikes]
    sound = np.concatenate([source.page(number)[0][0] for number in range(9)])
    # A knock is over in a tenth of a second, and has what steps of bone do not: 2 to 5 kHz within a millisecond.
    sharp = np.abs(np.diff(sound, 2))
    for strike in strikes[1:3]:
        x, y, z = strike.x, strike.y, strike.z
        arrives = strike.time + np.linalg.norm(np.subtract((x, y, z), (0.0, 1.6, 8.0))) / SOUND
        at = round(arrives * SAMPLES)
        before, after = sharp[at - 2000 : at - 480].max(), sharp[at - 240 : at + 480].max()
        assert after > 4 * before
    assert "[dry knocks]" in [each.text for each in source.names()]


def test_poles_that_fall_clatter_as_they_stop() -> None:
    motion = stalking(straight(0.0, 9.0), [Gesture("fall", FALLS, 3.0)], level, open_sky, TALL, 3, 0.0, 8.0)
    impacts = body_impacts(motion)
    assert len(impacts) >= 2
    assert FALLS + 0.5 < impacts[0].time < impacts[-1].time < FALLS + 2.4
