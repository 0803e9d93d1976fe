"""Cues: what is heard, named for those who do not hear it, when it is heard and for as long as it takes to read."""

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from liminal.film.movie import open_movie
from liminal.film.splice import splice
from liminal.settings.preset import Preset
from liminal.settings.sound import SoundSettings
from liminal.settings.tape import TapeSettings
from liminal.settings.transport import TransportEvent
from liminal.sound.cue import LEAST, MOST, Cue, SoundEvent, schedule_cues
from liminal.sound.distant import DistantSounds
from liminal.sound.pages import PAGE, RATE
from liminal.sound.propagation import Propagation
from liminal.sound.run import Run, run_of
from liminal.sound.sound_events import events_heard, sound_events, steps_heard
from liminal.sound.soundtrack import Soundtrack
from liminal.view.pose import Pose
from liminal.world.cell_grid import CellGrid


class Stage(SimpleNamespace):
    """Somebody who stands in the usual place, and what goes on there."""

    def __init__(self, **words: object) -> None:
        super().__init__(**{"duration": 60.0, "steps": (), "breaths": (), "events": (), "cuts": ()} | words)

    def pose(self, time: float) -> Pose:
        return Pose(-2.97, 1.68, -12.7, 180.0)

    def motion(self, time: float) -> float:
        return 0.0


def steps(first: float, count: int, every: float = 0.6, weight: float = 0.5) -> list[SimpleNamespace]:
    return [
        SimpleNamespace(time=first + every * number, weight=weight, surface=1, depth=0.0, wet=0.0)
        for number in range(count)
    ]


def event(kind: str, time: float = 3.0, strength: float = 1.0) -> SimpleNamespace:
    return SimpleNamespace(kind=kind, time=time, seconds=1.0, x=0.0, z=-8.0, strength=strength)


def told(cues: list[Cue]) -> list[tuple[float, str]]:
    return [(round(cue.start, 2), cue.text) for cue in cues]


@given(some.lists(some.tuples(some.floats(0, 30), some.text("abc ", min_size=1, max_size=60)), max_size=30))
def test_one_at_a_time_and_long_enough_to_read(sounds: list[tuple[float, str]]) -> None:
    cues = schedule_cues([SoundEvent(*each) for each in sounds], 30.0)
    assert all(LEAST - 1e-6 <= cue.end - cue.start <= MOST for cue in cues)
    assert all(before.end + 0.06 < after.start for before, after in pairwise(cues))
    assert all(cue.start >= 0.0 and cue.end <= 30.0 + 1e-6 for cue in cues)
    # Nothing that had its time is left out.
    alone = [a for a, _ in sounds if 0.0 < a < 29.0 and all(abs(a - b) > 4.0 for b, _ in sounds if b is not a)]
    assert {round(time, 6) for time in alone} <= {round(cue.start, 6) for cue in cues}


def test_what_follows_too_soon_waits_and_the_end_is_told_in_time() -> None:
    cues = schedule_cues(
        [SoundEvent(9.8, "[a door shuts]"), SoundEvent(0.0, "[hum of lamps]"), SoundEvent(0.2, "[knocking]")], 10.0
    )
    assert told(cues) == [(0.0, "[hum of lamps]"), (1.07, "[knocking]"), (9.0, "[a door shuts]")]
    assert schedule_cues([SoundEvent(0.0, "[hum of lamps]")], 0.5) == []


def test_somebody_who_walks_is_told_of_once() -> None:
    walk = [*steps(2.0, 20), *steps(15.0, 5), *steps(30.0, 12), *steps(45.0, 2), *steps(55.0, 8, 0.42, 0.8)]
    assert [(each.time, each.text) for each in steps_heard(walk)] == [
        (2.0, "[footsteps on carpet]"),
        (30.0, "[footsteps on carpet]"),
        (55.0, "[running footsteps]"),
    ]


def test_a_walk_becomes_a_run() -> None:
    heard = list(steps_heard([*steps(1.0, 10), *steps(7.0, 10, 0.42, 0.9)]))
    assert [each.text for each in heard] == ["[footsteps on carpet]", "[running footsteps]"]
    assert heard[1].time == pytest.approx(7.0, abs=1.3)


def test_what_makes_no_sound_is_not_told_of() -> None:
    happened = [event("figure"), event("tape-glitch"), event("door", strength=0.3), event("knock")]
    assert [each.text for each in events_heard(happened)] == ["[a door shuts, faint]", "[knocking]"]


def test_what_is_far_off_is_told_when_it_is_heard() -> None:
    world = CellGrid(7, Preset())
    far = DistantSounds(Propagation(world), Stage(), SoundSettings(), 7)  # type: ignore[arg-type]
    chances = list(far.chances(0.0, 600.0))
    assert {chance.kind for chance in chances} == {"thud", "voice"}
    # The room is sent chances alone, and nothing before they begin.
    chance = min(chances, key=lambda each: each.time)
    first = int(chance.time)
    sent = np.concatenate([far.page(number)[1] for number in range(first, first + 2)])
    loud = np.flatnonzero(abs(sent) > 0.01 * abs(sent).max())
    assert first + loud[0] / RATE == pytest.approx(chance.time, abs=0.05)
    assert list(DistantSounds(Propagation(world), Stage(), SoundSettings(far=0.0), 7).chances(0.0, 600.0)) == []  # type: ignore[arg-type]


def test_a_tape_that_is_stopped_wound_and_paused() -> None:
    events = (
        TransportEvent(at=2.0, kind="pause", seconds=3.0),
        TransportEvent(at=8.0, kind="search", seconds=1.0, speed=5.0),
        TransportEvent(at=11.0, kind="rewind", seconds=1.0, speed=3.0),
    )
    run = run_of(TapeSettings(format="vhs", transport=events))
    places = np.concatenate([run.places(number * PAGE) for number in range(20)])
    sounding = np.concatenate([run.sounding(number * PAGE) for number in range(20)]) > 0.5
    for time in np.arange(0.05, 15.0, 0.1):
        audible = np.flatnonzero(sounding & (abs(places - time * RATE) < 1.0))
        heard = run.heard(float(time))
        if heard is None:
            assert not len(audible)
        else:
            assert heard * RATE == pytest.approx(audible[0], abs=2.0)
    assert run.heard(1.0) == 1.0
    assert run.heard(3.0) == pytest.approx(6.0, abs=0.05)


def test_a_recording_that_stops_leaves_hiss_and_nothing_of_the_place() -> None:
    stop = SimpleNamespace(time=5.0, kind="stop")
    stage = Stage(events=(event("knock", 3.0), event("door", 7.0)), cuts=(stop,))
    blank = run_of(TapeSettings(format="vhs", transport=(TransportEvent(at=5.0, kind="stop", seconds=9.0),)))
    heard = sound_events(stage, SoundSettings(), (), (), (), blank)  # type: ignore[arg-type]
    assert [(round(each.time, 1), each.text) for each in heard] == [(3.0, "[knocking]"), (5.0, "[tape hiss]")]
    assert [each.text for each in sound_events(stage, SoundSettings(), (), (), (), Run())] == ["[knocking]"]  # type: ignore[arg-type]


def test_lamps_that_are_off_are_not_told_of() -> None:
    def told_of(**sound: float) -> list[str]:
        preset = Preset.model_validate({"sound": {"far": 0, **sound}})
        world = CellGrid(7, preset)
        return [cue.text for cue in Soundtrack(world, Stage(steps=steps(4.0, 6)), preset.tape).cues()]

    assert told_of() == ["[hum of lamps]", "[footsteps on carpet]"]
    assert told_of(hum=0, steps=0) == []


@pytest.mark.parametrize(("suffix", "codec"), [(".mp4", "mov_text"), (".mkv", "srt")])
def test_players_find_them(tmp_path: Path, suffix: str, codec: str) -> None:
    with open_movie(tmp_path / "piece.mp4", 64, 48) as movie:
        for level in range(150):
            movie.write(np.full((48, 64, 3), level, np.uint8))
    cues = [Cue(1.0, 2.5, "[hum of lamps]"), Cue(3.0, 4.25, "[perhaps a voice, far away]")]
    path = tmp_path / f"a{suffix}"
    splice([tmp_path / "piece.mp4"], path, Fraction(30_000, 1001), "", subtitles=cues)
    with av.open(str(path)) as movie:
        (stream,) = movie.streams.subtitles
        assert stream.codec_context.name == codec
        assert stream.metadata["language"] == "eng"
        packets = [packet for packet in movie.demux(stream) if b"[" in bytes(packet)]
        found = [
            Cue(
                float(packet.pts * packet.time_base),
                float((packet.pts + packet.duration) * packet.time_base),
                bytes(packet)[bytes(packet).index(b"[") :].decode(),
            )
            for packet in packets
        ]
    assert found == [replace(cue) for cue in cues]
