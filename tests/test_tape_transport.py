"""Transport events: which frame is played, and which events are refused."""

import numpy as np
import pytest
from worn_tape import STILL, tape

from liminal.errors import LiminalError
from liminal.gl import Context
from liminal.settings.load import load_preset
from liminal.settings.tape import TapeSettings
from liminal.tape.faults import ROW, faults_of
from liminal.tape.playback import first_recorded, recalled
from liminal.tape.transport import first_source, played_frames, source_frame


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


def test_a_playback_may_begin_anywhere() -> None:
    events = [{"at": 0.5, "kind": "pause"}, {"at": 2, "kind": "rewind", "speed": 9}, {"at": 4, "kind": "search"}]
    s = tape(transport=events)
    for length in (1, 20, 200):
        whole = list(played_frames(iter(range(length)), s))
        for first in (1, 16, 40, 70, 130, 150, 199, 300):
            later = played_frames(iter(range(first_source(s, first), length)), s, first)
            assert list(later) == whole[first:]


@pytest.mark.parametrize("kind", ["vhs", None])
def test_a_deck_that_begins_later_shows_the_same(kind: str | None) -> None:
    s = TapeSettings(format=kind, lapse=5, transport=[{"at": 0.2, "kind": "rewind", "seconds": 0.1, "speed": 2}])
    frames = [np.full((480, 720, 3), 20 * number, np.uint8) for number in range(12)]
    for first in (3, 8, 11):
        whole = list(recalled(frames, s))[first:]
        assert np.array_equal(list(recalled(frames[first_recorded(s, first) :], s, first)), whole)


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
