"""The words of storyboards and the tables that say what they mean hold the same words."""

from typing import get_args

from liminal.settings.storyboard import Appearance, DoorMove, EventName, Move, Verb
from liminal.shot.event_kind import EVENTS
from liminal.shot.verb import VERBS
from liminal.sound.distant import EVENT_SOUNDS
from liminal.sound.voices import VOICES
from liminal.thing.catalogue import CATALOGUE


def test_each_verb_has_a_row() -> None:
    assert list(VERBS) == list(get_args(Verb))


def test_each_event_has_a_row_and_only_verbs_have_others() -> None:
    assert {name for name, kind in EVENTS.items() if kind.place} == set(get_args(EventName))
    assert {name for name, kind in EVENTS.items() if not kind.place} == {"thud", "caught"}


def test_only_events_have_sounds() -> None:
    """And what operators take fright at without hearing it, they see. Things that move sound where they hit."""
    assert {*EVENT_SOUNDS, *VOICES} <= set(EVENTS)
    quiet = {name for name, kind in EVENTS.items() if kind.fright} - {*EVENT_SOUNDS, *VOICES}
    moves = {name for name, kind in EVENTS.items() if kind.thing and kind.fright}
    acted = {name for name in get_args(Appearance) if EVENTS[name].fright}
    assert quiet == {"caught"} | acted | moves | set(get_args(DoorMove))


def test_things_move_in_the_events_that_take_a_thing() -> None:
    assert {name for name, kind in EVENTS.items() if kind.thing} == set(get_args(Move))
    assert {kind.thing for kind in EVENTS.values() if kind.thing} <= set(CATALOGUE)


def test_an_event_that_cannot_be_ends_in_one_that_can() -> None:
    for kind in EVENTS.values():
        seen = []
        while kind.instead is not None:
            assert kind.instead.kind not in seen
            seen.append(kind.instead.kind)
            kind = EVENTS[kind.instead.kind]
