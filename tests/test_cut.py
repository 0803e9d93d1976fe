"""Cuts: what is before one knows nothing of what is after it, in the picture, on the tape, and in the camera."""

import math
from itertools import pairwise

import pytest
from sketch import BARE
from staged import SEED, SKETCH, board, story

from liminal.api.studio import Studio
from liminal.api.world import World
from liminal.film.segment_store import SEGMENT
from liminal.settings.load import load_preset
from liminal.settings.tape import TapeSettings
from liminal.settings.transport import TransportEvent
from liminal.shoot.recorder import recorded
from liminal.shoot.scenes import scene_of
from liminal.shot.event import Event
from liminal.shot.film_clock import FRAME, LONGEST, scene_around
from liminal.shot.film_cut import FilmCut


def test_the_two_fields_before_a_cut_are_before_it() -> None:
    """What the shutter sees of the last field is the old place, and of the first field the new one."""
    staged = story("wander")
    cut = next(cut for cut in staged.cuts if cut.kind == "record")
    first = round(cut.time / FRAME)
    shutter = FRAME / 4 - 1e-6
    old = [staged.pose((first - 0.5) * FRAME + off) for off in (-shutter, shutter)]
    new = [staged.pose(first * FRAME + off) for off in (-shutter, shutter)]
    assert math.dist((old[0].x, old[0].z), (old[1].x, old[1].z)) < 0.1
    assert math.dist((new[0].x, new[0].z), (new[1].x, new[1].z)) < 0.1
    assert math.dist((old[1].x, old[1].z), (new[0].x, new[0].z)) > 1


def test_scenes_end_at_cuts() -> None:
    staged = story("wander")
    cuts = {round(cut.time / FRAME) for cut in staged.cuts if cut.kind != "stop"}
    frame, begun = 0, set()
    while frame < round(staged.cuts[-1].time / FRAME):
        first, end = scene_of(staged, frame)
        assert first == frame
        assert {scene_of(staged, each) for each in (first, (first + end) // 2, end - 1)} == {(first, end)}
        begun.add(first)
        frame = end
    assert cuts <= begun


def test_takes_with_an_end_are_lit_in_few_equal_scenes() -> None:
    for length in (1, 7, 150, 163, 599, 600, 601, 1750, 18_001):
        borders = [0]
        while borders[-1] < length:
            first, end = scene_around(borders[-1], length)
            assert {scene_around(frame, length) for frame in range(first, end)} == {(first, end)}
            assert first == borders[-1]
            borders.append(end)
        assert borders[-1] == length
        lengths = [end - first for first, end in pairwise(borders)]
        assert max(lengths) - min(lengths) <= 1
        assert len(lengths) == -(-length // LONGEST)


def test_scenes_of_an_open_take_grow() -> None:
    """None ends within the 150 frames of a film's segment, which no scene border may cut up."""
    borders = [0]
    while borders[-1] < 10_000:
        first, end = scene_around(borders[-1])
        assert first == borders[-1]
        assert scene_around(end - 1) == (first, end)
        borders.append(end)
    lengths = [end - first for first, end in pairwise(borders)]
    assert lengths == sorted(lengths)
    assert lengths[0] == SEGMENT
    assert lengths[-1] == 4 * SEGMENT
    assert borders[:6] == [0, 150, 300, 600, 1200, 1800]
    assert not any(border % SEGMENT for border in borders)


def test_cuts_and_glitches_reach_the_tape() -> None:
    """A camera that starts again, tape that is eaten, and blank tape where the recording stops."""
    staged = story("wander")
    tape = recorded(TapeSettings(format="vhs"), staged.cuts, staged.events)
    kinds = [event.kind for event in tape.transport]
    assert kinds.count("record") == sum(cut.kind == "record" for cut in staged.cuts)
    assert "eaten" in kinds
    assert kinds[-1] == "stop"
    assert tape.transport[-1].at == pytest.approx(staged.cuts[-1].time)
    # It still holds as settings: one after the other.
    TapeSettings.model_validate(tape.model_dump())

    # What somebody asked for goes first, and what comes too early for it is left out or cut short.
    paused = TapeSettings(format="vhs", transport=(TransportEvent(at=2.0, kind="pause", seconds=3.0),))
    both = recorded(paused, [FilmCut(1.5, "record", ""), FilmCut(3.0, "record", ""), FilmCut(9.0, "edit", "")], [])
    assert [(event.at, event.kind, event.seconds) for event in both.transport] == [
        (1.5, "record", 0.5),
        (2.0, "pause", 3.0),
    ]
    assert recorded(paused, [], [Event(1.0, 0.5, "knock", 0, 0, 1.0)]) == paused


def test_frames_over_a_cut_alone_and_in_order() -> None:
    """Before a cut, after it, a card, and after that: each is the frame of the whole film; and darkness is seen."""
    storyboard = board(
        {"verb": "hold", "seconds": 1.2},
        {"verb": "card", "seconds": 0.5, "text": ["THEN"], "begins": "edit"},
        {"verb": "hold", "seconds": 4, "place": "near", "event": [{"kind": "blackout", "at": 0.2}]},
    )
    wanted = [34, 35, 36, 45, 50, 51, 150]
    preset = load_preset("level-0", (*SKETCH, *BARE), "camcorder")
    with Studio(World(SEED, preset), storyboard) as studio:
        assert studio.film(5.7).notes == ()
        taped = list(studio.tape(5.7, samples=1, wanted=wanted))
        alone = [next(studio.tape(5.7, samples=1, wanted=[frame])) for frame in (45, 51)]
        developed = list(studio.clip(5.7, (64, 48), samples=1, wanted=wanted))
        one = next(studio.clip(5.7, (64, 48), samples=1, wanted=[51]))
    assert (alone[0] == taped[3]).all()
    assert (alone[1] == taped[5]).all()
    assert (one == developed[5]).all()
    means = [float(picture.mean()) for picture in developed]
    assert max(means[2:5]) < 10 < min(*means[:2], means[5])
    # The camera would open up; a corner of the picture that was light is dark.
    assert float((developed[6] < 0.6 * developed[5]).mean()) > 0.02
