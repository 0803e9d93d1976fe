"""The mechanics of a tape: what is known of dropouts, head switches, line locks and transports without our code."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from liminal.errors import LiminalError
from liminal.gl import Context, make_texture
from liminal.settings.display import DisplaySettings
from liminal.settings.load import load_preset
from liminal.settings.tape import TapeSettings
from liminal.tape.chain import Chain
from liminal.tape.dropout import LONGEST, SHORTEST, dropouts
from liminal.tape.faults import HUE, ROW, SATURATION, SHIFT, faultless_lines, faults_of
from liminal.tape.head_switch import head_switch
from liminal.tape.horizontal_afc import step_error
from liminal.tape.noise_bars import FIELD, noise_bar_loss
from liminal.tape.playback_frame import playback_frame
from liminal.tape.time_base import MEMORY, lines_of_noise
from liminal.tape.transport import played_frames, source_frame
from liminal.tape.vertical_hold import roll

MICROSECOND = 14.318182  # samples at four times the subcarrier
LINE = 63.5556  # us (SMPTE 170M)
STILL: dict[str, Any] = {"dropouts": 0, "jitter": 0, "head_switch": 0, "flagging": 0, "hue": 0}
SNOW = {"kind": "stop", "seconds": 0.8}


def tape(**settings: Any) -> TapeSettings:
    return TapeSettings.model_validate({"format": "vhs", **settings})


def card() -> NDArray[np.uint8]:
    """A test card: bars of all colours, with fine vertical lines across the upper half."""
    bars = np.array([[(n >> 1) & 1, (n >> 2) & 1, n & 1] for n in range(7, -1, -1)]) * 191
    picture = np.repeat(bars, 90, axis=0)[None].repeat(480, axis=0).astype(np.uint8)
    picture[:240, ::8] = 235
    return picture


def run(
    context: Context,
    settings: TapeSettings,
    frames: list[int],
    seed: int = 7,
    picture: NDArray[np.uint8] | None = None,
) -> list[NDArray[np.uint8]]:
    source = make_texture(context, (720, 480), 3, "f1", card() if picture is None else picture)
    with Chain(context, settings, DisplaySettings(), seed) as chain:
        played = [chain.play(source, frame).copy() for frame in frames]
    source.release()
    return played


def many_dropouts(rate: float, fields: int) -> list[Any]:
    return [dropouts(rate, 3, field, 0) for field in range(fields)]


# Dropouts.


def test_dropouts_come_as_often_as_asked() -> None:
    fields = 12_000
    found = many_dropouts(3600, fields)
    # A short one is met once; at 59.94 fields a second 3600 a minute are just above one a field.
    short = sum(int((each.length < 5e-6).sum()) for each in found)
    share = np.log(5e-6 / SHORTEST) / np.log(LONGEST / SHORTEST)
    expected = 3600 / 60 / 59.94 * fields * share
    assert abs(short - expected) < 4 * np.sqrt(expected)


def test_dropouts_may_be_so_many_that_little_is_left() -> None:
    fields, rate = 60, 1_000_000
    found = many_dropouts(rate, fields)
    short = sum(int((each.length < 5e-6).sum()) for each in found)
    expected = rate / 60 / 59.94 * fields * np.log(5e-6 / SHORTEST) / np.log(LONGEST / SHORTEST)
    assert abs(short - expected) < 4 * np.sqrt(expected)


def test_short_dropouts_are_as_many_more_as_they_are_shorter() -> None:
    # The density is 1 / length: each doubling of length holds as many. Only new ones count: those that last over
    # several fields have been narrowed, and are all longer than a track is wide.
    length = np.concatenate([each.length for each in many_dropouts(20_000, 1500)])
    counts = np.histogram(length, bins=0.5e-6 * 2.0 ** np.arange(7))[0]
    assert counts.min() > 600
    assert counts.std() / counts.mean() < 0.12
    assert length.min() >= SHORTEST * 0.1
    assert 100e-6 < length.max() <= LONGEST


def test_long_dropouts_are_neighbours_in_time() -> None:
    found = many_dropouts(600, 3000)
    again = [
        bool(np.isin(now.start[now.length > 150e-6], after.start).all())
        for now, after in pairwise(found)
        if (now.length > 150e-6).any()
    ]
    assert len(again) > 20
    assert np.mean(again) > 0.6


def test_dropouts_stand_still_in_a_pause() -> None:
    paused = tape(**(STILL | {"dropouts": 20_000}), transport=[{"at": 0.5, "kind": "pause", "seconds": 2}])
    carriers = [faults_of(paused, 7, frame).carriers[0][:150] for frame in (20, 30, 41)]
    assert (carriers[0] < 255).any()
    assert np.array_equal(carriers[0], carriers[1])
    assert np.array_equal(carriers[0], carriers[2])


# The head switch and the time base.


def test_heads_switch_before_vertical_sync() -> None:
    # SMPTE 32M: 5 to 8 lines before it, nominally 6 to 6.5. Field 1 shows lines 23 to 262 and sync begins half a line
    # into line 266 (SMPTE 170M); field 2 shows lines 286 to 525, and sync begins with line 4 of the next frame.
    for seed in range(20):
        for field, sync in ((0, 266.5 - 23), (1, 525 + 4 - 286)):
            before = sync - head_switch(seed, 0, 40 + field).line
            assert 5.9 < before < 6.6


def test_lines_step_at_the_head_switch_and_nowhere_else() -> None:
    settings = tape(**(STILL | {"head_switch": 1}))
    for frame in range(5):
        shift = faults_of(settings, 7, frame).lines[:, SHIFT].reshape(2, 240)
        moved = [np.flatnonzero(row)[0] for row in shift]
        assert moved == [238, 237] or moved == [237, 237] or moved == [238, 238]
        step = np.abs(shift[:, 238]) / MICROSECOND
        assert ((step > 0.3) & (step < 10)).all()


def test_the_carrier_fails_only_where_heads_switch() -> None:
    carrier = faults_of(tape(**(STILL | {"head_switch": 1})), 7, 3).carriers[0].reshape(2, 240, -1)
    assert (carrier[:, :235] == 255).all()
    assert (carrier[:, 236:238].min(axis=(1, 2)) < 10).all()


def test_the_first_lines_hook_and_settle() -> None:
    shift = faults_of(tape(**(STILL | {"flagging": 1})), 7, 3).lines[:, SHIFT].reshape(2, 240)
    assert (np.abs(shift[:, 0]) > 0.1 * MICROSECOND).all()
    # Settled after a fifth of the picture.
    assert (np.abs(shift[:, 48:]) < 0.08 * np.abs(shift[:, :1])).all()


def test_the_line_lock_ends_without_an_error() -> None:
    # Of a loop with an integrator nothing is left of a step, and of a ramp neither (final value theorem).
    assert step_error()[0] == 1
    assert abs(step_error()[-1]) < 1e-6
    assert abs(np.cumsum(step_error())[-1]) < 1e-3


def test_lines_of_a_good_tape_are_steady_to_some_nanoseconds() -> None:
    settings = tape(**(STILL | {"jitter": 1}))
    shifts = np.stack([faults_of(settings, 7, frame).lines[:, SHIFT] for frame in range(20)]).reshape(-1, 240)
    from_line_to_line = np.diff(shifts, axis=1).std() / MICROSECOND * 1e3
    assert 5 < from_line_to_line < 30  # ns
    # Nothing breaks off from one field to the next.
    assert np.abs(np.diff(shifts, axis=1)).max() < 0.15 * MICROSECOND


def test_the_time_base_goes_on_from_frame_to_frame() -> None:
    for before, after in zip(lines_of_noise(7, 4), lines_of_noise(7, 5), strict=True):
        assert np.array_equal(before[-MEMORY:], after[:MEMORY])


def test_generations_add_up() -> None:
    spread = [
        np.std([faults_of(tape(**(STILL | {"jitter": 1}), generations=n), 7, f).lines[:, SHIFT] for f in range(8)])
        for n in (1, 4)
    ]
    assert spread[1] == pytest.approx(2 * spread[0], rel=0.01)
    switched = faults_of(tape(generations=3, dropouts=0), 7, 2).carriers
    assert not np.array_equal(switched[0], switched[1])
    assert not np.array_equal(switched[1], switched[2])


# Bands.


def test_a_band_of_bad_tracking_grows_with_the_error_and_drifts() -> None:
    lines = np.arange(240.0)
    lost = [
        np.mean([noise_bar_loss(s, 7, 0, playback_frame(s, frame), 0, lines) > 0.5 for frame in range(0, 900, 15)])
        for s in (tape(tracking=amount) for amount in (0.1, 0.3, 0.6, 1.0))
    ]
    assert all(less < more for less, more in pairwise(lost))
    middles = [
        np.average(lines, weights=noise_bar_loss(s, 7, 0, playback_frame(s, frame), 0, lines) ** 4)
        for s in [tape(tracking=0.3)]
        for frame in (5, 6, 95)
    ]
    assert abs(middles[1] - middles[0]) < 5 < abs(middles[2] - middles[0])


def test_a_clogged_head_is_one_of_two() -> None:
    s = tape(clog=1)
    for frame in range(4):
        lost = [noise_bar_loss(s, 7, 0, playback_frame(s, frame), field, np.arange(240.0)).mean() for field in range(2)]
        assert min(lost) == 0
        assert max(lost) > 0.95
    partly = [faults_of(tape(clog=0.5), 7, frame).carriers[0].mean() for frame in range(0, 300, 10)]
    assert np.ptp(partly) > 60  # it comes and clears


@pytest.mark.parametrize("speed", [3, 5, 7])
def test_a_search_crosses_as_many_tracks_as_it_is_faster(speed: int) -> None:
    s = tape(transport=[{"at": 0, "kind": "search", "speed": speed}])
    lost = noise_bar_loss(s, 7, 0, playback_frame(s, 9), 0, np.arange(0, FIELD, 0.25)) > 0.5
    assert int((lost & ~np.roll(lost, 1)).sum()) == speed - 1


def test_creases_run_through_the_picture() -> None:
    s = tape(crease=1)
    lines = np.arange(240.0)
    lost = np.stack([noise_bar_loss(s, 7, 0, playback_frame(s, frame), 0, lines) for frame in range(200)])
    assert 0.002 < (lost > 0.5).mean() < 0.2
    # Tape passes a track in 97 mm / 33.35 mm/s: 262.5 lines in 2.9 s, three lines a frame.
    ahead = [np.mean(lost[:-1, : 240 - by] * lost[1:, by:]) for by in range(8)]
    assert int(np.argmax(ahead)) == 3


# Sync and colour.


def test_without_a_carrier_lines_tear_colour_dies_and_the_picture_rolls() -> None:
    s = tape(**STILL, transport=[SNOW | {"at": 1.0}])
    before, during = (faults_of(s, 7, frame).lines for frame in (25, 50))
    assert np.array_equal(before, faultless_lines())
    assert during[20:, SATURATION].max() < 0.2
    assert 0.5 * MICROSECOND < during[:, SHIFT].std() < 8 * MICROSECOND
    assert not np.array_equal(during[:, ROW], np.arange(480))
    # Afterwards it comes round, and stays.
    after = [faults_of(s, 7, frame).lines[:, ROW] for frame in range(54, 94)]
    assert not np.array_equal(after[1], np.arange(480))
    assert (after[1] == -1).any()
    runs = [roll(s, 7, field) for field in range(108, 140)]
    assert runs[: runs.index(0)] == sorted(runs[: runs.index(0)])
    assert not any(runs[runs.index(0) :])
    # 262 lines at 13 a field are 21 fields.
    assert all(np.array_equal(rows, np.arange(480)) for rows in after[12:])


def test_colour_and_luma_turn_to_noise_without_a_carrier(context: Context) -> None:
    good, snow = run(context, tape(**STILL, noise=0, transport=[SNOW | {"at": 1.0}]), [10, 45])
    grey = snow.astype(float).mean(axis=-1)
    assert np.abs(snow - grey[..., None]).mean() < 3 < np.abs(good.astype(float) - good.mean(axis=-1)[..., None]).mean()
    assert grey.std() > 60
    assert 0.25 < (grey > 127).mean() < 0.75


def test_compensation_hides_dropouts(context: Context) -> None:
    quiet = {**STILL, "noise": 0, "colour_noise": 0}
    clean, hidden, bare = (
        run(context, tape(**(quiet | change)), [4])[0].astype(float)
        for change in ({}, {"dropouts": 20_000}, {"dropouts": 20_000, "compensation": False})
    )
    luma = [0.299, 0.587, 0.114]
    assert 0 < np.square((hidden - clean) @ luma).mean() < 0.5 * np.square((bare - clean) @ luma).mean()
    # Colour has no compensator: it is missing where luma is not.
    grey = (np.abs(hidden - clean).max(axis=-1) > 40) & (np.abs((hidden - clean) @ luma) < 15)
    assert grey.any()
    assert np.ptp(hidden[grey], axis=-1).mean() < 0.7 * np.ptp(clean[grey], axis=-1).mean()


# The deck's own dials.


def test_line_noise_reduction_takes_noise_and_leaves_edges(context: Context) -> None:
    grey = np.full((480, 720, 3), 110, np.uint8)
    grey[240:] = 180
    noisy, calm = (
        run(context, tape(**STILL, noise=2, colour_noise=0, line_noise_reduction=amount), [3], picture=grey)[0]
        for amount in (0, 1)
    )
    # Shares of 1/2, 1/4 and 1/4 leave the root of 3/8 of noise that is white; the limiter leaves a little more.
    left = calm[40:200, 40:680, 1].std() / noisy[40:200, 40:680, 1].std()
    assert 0.58 < left < 0.72
    step = [played[:, 40:680, 1].astype(float).mean(axis=1) for played in (noisy, calm)]
    assert np.abs(step[1][236:244] - step[0][236:244]).max() < 2


def test_bearding_is_black_and_to_the_right_of_bright_edges(context: Context) -> None:
    lamp = np.full((480, 720, 3), 20, np.uint8)
    lamp[:, 300:420] = 250
    clean, worn = (
        run(context, tape(**STILL, noise=0, bearding=amount), [3], picture=lamp)[0].astype(float)[..., 1]
        for amount in (0, 0.8)
    )
    darker = (clean - worn).mean(axis=0)
    assert darker[300:320].max() > 60
    assert np.abs(darker[150:290]).max() < 3
    assert np.abs(darker[440:]).max() < 3


def test_old_colour_moves_down_without_a_flying_erase_head(context: Context) -> None:
    grey = np.full((480, 720, 3), 120, np.uint8)
    settings = tape(**STILL, noise=0, colour_noise=0, flying_erase=False, transport=[{"at": 0, "kind": "record"}])
    heights = []
    for played in run(context, settings, [45, 70, 95], picture=grey):
        coloured = np.flatnonzero(np.ptp(played.astype(int), axis=2).mean(axis=1) > 8)
        heights.append(coloured[0])
        assert coloured[-1] > 470
    assert heights[0] < heights[1] < heights[2]
    # As fast as tape passes a track: 97 mm at 33.35 mm/s, in 50 frames.
    assert heights[2] - heights[0] == pytest.approx(50 / 29.97 / 2.9 * 480, abs=16)
    (erased,) = run(context, tape(**(settings.model_dump() | {"flying_erase": True})), [95], picture=grey)
    assert np.ptp(erased.astype(int), axis=2).max() < 4


# Transport.


def test_which_frame_is_shown() -> None:
    events = [
        {"at": 1.0, "kind": "pause", "seconds": 1.0},
        {"at": 3.0, "kind": "search", "seconds": 1.0, "speed": 4},
        {"at": 5.0, "kind": "rewind", "seconds": 1.0, "speed": 3},
    ]
    s = tape(transport=events)
    shown_at = [source_frame(s, frame) for frame in (0, 29, 30, 45, 60, 61, 90, 91, 120, 121, 150, 151, 180, 181)]
    assert shown_at == [0, 29, 30, 30, 30, 31, 60, 64, 180, 181, 210, 207, 120, 121]
    assert source_frame(tape(transport=[{"at": 0, "kind": "rewind", "seconds": 2}]), 20) == 0
    assert source_frame(TapeSettings(transport=s.transport), 45) == 45


def test_as_many_frames_are_shown_as_there_are() -> None:
    s = tape(transport=[{"at": 0.5, "kind": "pause"}, {"at": 2, "kind": "rewind"}, {"at": 4, "kind": "search"}])
    for length in (0, 1, 20, 200):
        expected = [min(source_frame(s, n), length - 1) for n in range(length)]
        assert list(played_frames(iter(range(length)), s)) == expected


def test_a_pause_repeats_one_field(context: Context) -> None:
    lines = faults_of(tape(**STILL, transport=[{"at": 0, "kind": "pause"}]), 7, 5).lines
    assert lines[:, ROW].min() >= 0
    assert lines[:, ROW].max() < 240


def test_transports_that_do_not_hold() -> None:
    wrong = {
        '[{ at = 1, kind = "paus" }]': 'kind is "paus".*pause.*it must be one of "record"',
        '[{ at = 1, kind = "pause", seconds = 0 }]': "seconds is 0 s; it must be a number above 0 s",
        '[{ at = 1, kind = "pause", seconds = 2 }, { at = 2, kind = "search" }]': "begins before the pause ends",
        '[{ kind = "pause" }]': 'lacks "at", a number from 0',
        '[{ at = 1, kind = "pause", sped = 3 }]': 'unknown key "sped"',
        "3": "must be a list of tables",
    }
    for value, hint in wrong.items():
        with pytest.raises(LiminalError, match=hint) as caught:
            load_preset("level-0", [f"tape.transport={value}"])
        assert "transport" in str(caught.value)
        assert "\n" not in str(caught.value)


# All of it.

EVERYTHING: dict[str, Any] = {
    "dropouts": 3000, "tracking": 0.4, "clog": 0.6, "crease": 0.8, "generations": 2, "bearding": 0.3,
    "transport": [{"at": 0.2, "kind": "record", "seconds": 0.5}, {"at": 1, "kind": "eaten"}, SNOW | {"at": 3.0}],
    "flying_erase": False, "line_noise_reduction": 0.5,
}  # fmt: skip


def test_a_frame_alone_is_that_frame_of_a_run(context: Context) -> None:
    settings = tape(**EVERYTHING)
    run_of_it = run(context, settings, list(range(28, 48)))
    for frame in (30, 40, 47):
        assert np.array_equal(run_of_it[frame - 28], run(context, settings, [frame])[0])


def test_faults_differ_by_field_generation_and_seed() -> None:
    settings = tape(**EVERYTHING)
    here, after, other = faults_of(settings, 7, 40), faults_of(settings, 7, 41), faults_of(settings, 8, 40)
    carriers = [*here.carriers[0].reshape(2, 240, -1), *after.carriers[0].reshape(2, 240, -1), here.carriers[1][:240]]
    carriers.append(other.carriers[0][:240])
    for index, carrier in enumerate(carriers):
        assert not any(np.array_equal(carrier, another) for another in carriers[:index])
    # Streaks differ even where both fields lose the same.
    upper, lower = faults_of(tape(**STILL, tracking=0.4), 7, 5).carriers[0].reshape(2, 240, -1)[:, :50]
    assert abs(upper.mean() - lower.mean()) < 3
    assert not np.array_equal(upper, lower)
    assert not np.array_equal(here.lines[:240, SHIFT], here.lines[240:, SHIFT])
    assert not np.array_equal(here.lines[:, SHIFT], other.lines[:, SHIFT])
    assert not np.array_equal(here.lines[:, HUE], after.lines[:, HUE])


def test_all_dials_at_nought_are_no_faults() -> None:
    for frame in (0, 77):
        faults = faults_of(tape(**STILL, generations=2), 7, frame)
        assert all((carrier == 255).all() for carrier in faults.carriers)
        assert np.array_equal(faults.lines, faultless_lines())
        assert faults.residue.strength == 0


@pytest.mark.parametrize(
    ("dial", "value"),
    [("dropouts", 20_000), ("tracking", 0.01), ("clog", 1.0), ("crease", 1.0), ("jitter", 1.0), ("head_switch", 0.5),
     ("flagging", 0.5), ("hue", 1.0), ("bearding", 0.5), ("line_noise_reduction", 0.5)],
)  # fmt: skip
def test_each_dial_does_something_and_nothing_at_nought(context: Context, dial: str, value: float) -> None:
    still, without, moved = (
        run(context, tape(**(STILL | change)), [50])[0] for change in ({}, {dial: 0}, {dial: value})
    )
    assert np.array_equal(still, without)
    assert not np.array_equal(still, moved)
