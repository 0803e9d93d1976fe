"""The kinds of events of a storyboard: one row each, with all their properties.

Their sounds are in `sound.distant` and `sound.voices`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from liminal.random import Stream, key_of, mix_arrays, units
from liminal.settings.storyboard import USUAL_CHANNEL, USUAL_FAILURE, EventName, ShotEvent
from liminal.settings.thing import ThingSettings
from liminal.shot.acting.about_face import place_turn
from liminal.shot.acting.coming import place_come
from liminal.shot.acting.crossing import place_cross
from liminal.shot.acting.hunting import place_hunt
from liminal.shot.acting.leading import place_lead
from liminal.shot.acting.leaving import place_leave
from liminal.shot.acting.lying import place_lie
from liminal.shot.acting.peeking import place_peek
from liminal.shot.acting.pursuit import place_chase
from liminal.shot.acting.searching import place_search
from liminal.shot.acting.staring import place_stare
from liminal.shot.acting.team import place_team
from liminal.shot.acting.trailing import place_trail
from liminal.shot.door_placement import place_door
from liminal.shot.event_placement import (
    DrawnEvent,
    EventSetting,
    place_at_camera,
    place_blackout,
    place_dying_lamp,
    place_sound,
)
from liminal.shot.figure_placement import place_figure
from liminal.shot.hand_moves import place_cover, place_wipe
from liminal.shot.location_merit import LocationKind
from liminal.shot.mover_placement import place_fall, place_nudge, place_roll, place_slide, place_topple
from liminal.shot.sound_placement import place_call, place_radio, place_voice
from liminal.shot.throw import place_throw
from liminal.thing.movable import movable_called


@dataclass(frozen=True)
class Substitute:
    """The event that happens where another one cannot, and the note that says so."""

    kind: EventName
    note: str


@dataclass(frozen=True)
class EventKind:
    """The properties of a kind of event.

    `seconds`: how long it takes unless the storyboard says so. `place`: finds where it can happen; None for one that
    only a verb causes. `instead`: the event in its place where it cannot. `fright`: how much it frightens the operator,
    times its strength; 0 is not noticed. `height`: how high the operator looks for it, m. `startle`: how much it makes
    one flinch who stands, 0..1. `thing`: what moves, unless the storyboard says so. `location`: the kind that a shot
    with it is filmed in, where it may be anywhere. `returns`: whether a gaze that wanders must come back to where it
    began. `takes`: whether it moves what stands in the picture, where it can. `sighting`: whether figures are seen.
    """

    seconds: float
    place: Callable[[DrawnEvent, EventSetting], bool] | None
    instead: Substitute | None = None
    fright: float = 0.0
    height: float = 1.4
    startle: float = 0.0
    thing: str = ""
    location: LocationKind | None = None
    returns: bool = False
    takes: bool = False
    sighting: bool = False


_NO_LAMP = Substitute("knock", "no lamp ahead that could die; a knock instead")
_NO_ROW = Substitute("lamp-dies", "no row of lamps for a blackout; one lamp dies instead")
_NO_WALL = Substitute("knock", "no wall ahead to throw things at; a knock instead")
_NO_FLOOR = Substitute("knock", "no free floor in the picture for a thing to move on; a knock instead")
_NO_LOOK = Substitute("knock", "nothing that the camera looks at twice; a knock instead")
_NO_DOOR = Substitute("door", "no doorway and no bare wall in the picture for a door; one is heard instead")
_NO_ESCAPE = Substitute("knock", "nothing to flee from, so no chase; a knock instead")
_NO_VIEW = Substitute("knock", "no line of sight long enough for a figure; a knock instead")
_NO_WAY = Substitute("knock", "no free way across the picture far off, out of sight at both ends; a knock instead")
_NO_CORNER = Substitute("knock", "no place far off with a corner to walk round; a knock instead")
_NO_WALK = Substitute("knock", "no operator who walks, for figures to walk ahead of; a knock instead")
_NO_TRAIL = Substitute("knock", "no operator who walks far enough for a figure to trail; a knock instead")
_NO_EDGE = Substitute("cross", "no corner far off to look round; it crosses the picture instead")
_NO_ROUND = Substitute("cross", "no way far off with a place to stop and look; it crosses the picture instead")
_NO_TRACE = Substitute("search", "no way of the operator for it to follow as far as it may come; it searches elsewhere")
_NO_STAND = Substitute("knock", "no free floor in the room for a figure to stand on; a knock instead")
_NO_PLACE = Substitute("knock", "no free floor in the picture for a figure to lie on; a knock instead")
_NO_TEAM = Substitute("knock", "no room for a team in the picture, or no cut before it; a knock instead")

EVENTS: dict[str, EventKind] = {
    "lamp-dies": EventKind(1.8, place_dying_lamp, _NO_LAMP, fright=0.8, height=2.6),
    "blackout": EventKind(30.0, place_blackout, _NO_ROW, fright=1.2, height=2.0),
    "knock": EventKind(0.6, place_sound, fright=1.0, height=1.2),
    "figure": EventKind(5.0, place_figure, _NO_VIEW, fright=1.3, height=1.5, sighting=True),
    "cross": EventKind(4.0, place_cross, _NO_WAY, fright=0.8, height=1.5, sighting=True),
    "leave": EventKind(5.0, place_leave, _NO_CORNER, fright=1.0, height=1.5, sighting=True),
    "stare": EventKind(7.0, place_stare, _NO_VIEW, fright=1.3, height=1.5, sighting=True),
    "peek": EventKind(3.0, place_peek, _NO_EDGE, fright=1.2, height=1.5, sighting=True),
    "search": EventKind(14.0, place_search, _NO_ROUND, fright=1.0, height=1.5, sighting=True),
    "hunt": EventKind(12.0, place_hunt, _NO_TRACE, fright=1.4, height=1.7, sighting=True),
    "come": EventKind(10.0, place_come, _NO_LOOK, fright=1.4, height=1.5, returns=True, sighting=True),
    "turn": EventKind(
        10.0, place_turn, _NO_STAND, fright=0.9, height=1.5, location="furnished", returns=True, sighting=True
    ),
    "lie": EventKind(10.0, place_lie, _NO_PLACE, location="room", sighting=True),
    "lead": EventKind(20.0, place_lead, _NO_WALK),
    "trail": EventKind(20.0, place_trail, _NO_TRAIL, sighting=True),
    "team": EventKind(20.0, place_team, _NO_TEAM),
    "door": EventKind(0.8, place_sound, fright=1.1, height=1.4),
    "answer": EventKind(1.2, place_sound, fright=1.0, height=1.4),
    "call": EventKind(3.0, place_call, fright=1.3, height=1.6),
    "radio": EventKind(4.0, place_radio),
    "voice": EventKind(4.0, place_voice, fright=0.3, height=1.6),
    "door-opens": EventKind(0.8, place_door, _NO_DOOR, fright=0.8, height=1.2, startle=0.15, location="door"),
    "door-shuts": EventKind(0.8, place_door, _NO_DOOR, fright=0.6, height=1.2, location="door"),
    "door-slams": EventKind(0.8, place_door, _NO_DOOR, fright=1.2, height=1.2, startle=1.0, location="door"),
    "tape-glitch": EventKind(0.5, place_at_camera),
    "hand-wipes": EventKind(2.4, place_wipe),
    "hand-covers": EventKind(2.8, place_cover),
    "chase": EventKind(60.0, place_chase, _NO_ESCAPE, sighting=True),
    "caught": EventKind(0.5, None, fright=1.0),
    "thud": EventKind(0.4, None, fright=0.6),
    "throw": EventKind(
        0.5,
        place_throw,
        _NO_WALL,
        fright=1.1,
        height=0.6,
        startle=1.0,
        thing="folding-chair",
        location="wall",
        takes=True,
    ),
    "topple": EventKind(
        0.5,
        place_topple,
        _NO_FLOOR,
        fright=0.9,
        height=0.5,
        startle=0.7,
        thing="filing-cabinet",
        location="furnished",
        takes=True,
    ),
    "fall": EventKind(
        0.5, place_fall, _NO_FLOOR, fright=1.1, height=0.6, startle=1.0, thing="ladder-back-chair", location="room"
    ),
    "slide": EventKind(
        0.5, place_slide, _NO_FLOOR, fright=1.0, height=0.5, startle=0.4, thing="task-chair", location="room"
    ),
    "roll": EventKind(
        0.5, place_roll, _NO_FLOOR, fright=0.9, height=0.4, startle=0.3, thing="cable-drum", location="room"
    ),
    "nudge": EventKind(
        0.1, place_nudge, _NO_LOOK, thing="folding-chair", location="furnished", returns=True, takes=True
    ),
}


def draw_events(
    events: Sequence[ShotEvent],
    begin: float,
    seconds: float,
    seed: int,
    models: Sequence[ThingSettings],
    eagerness: float = 1.0,
) -> list[DrawnEvent]:
    """Draw the events of a shot that begins at `begin` and lasts for `seconds`, in order of time.

    `models`: those of the place. `eagerness`: by how much the chances of sightings are multiplied. Raises LiminalError
    for a thing that there is not, or that does not move.
    """
    drawn = []
    for number, event in enumerate(events):
        lots = units(mix_arrays(key_of(seed, Stream.STORYBOARD, 1, number), np.arange(5))).tolist()
        usual, name = EVENTS[event.kind].seconds, event.thing or EVENTS[event.kind].thing
        thing = movable_called(name, models if event.thing else ()) if name else None
        low, high = event.seconds or (usual, usual)
        lasts = max(0.05, low + (high - low) * lots[1])
        at = event.at[0] + (event.at[1] - event.at[0]) * lots[2]
        # An event after the end is one at the end: it is over as the shot is.
        at = at if at < seconds else max(0.0, seconds - lasts)
        if lots[0] < event.chance * (eagerness if EVENTS[event.kind].sighting else 1.0):
            away = None if event.away is None else event.away[0] + (event.away[1] - event.away[0]) * lots[4]
            voice = event.file, event.channel or USUAL_CHANNEL, event.content
            figure = event.body, event.carries
            asked = event.thing is None, *figure, away, *voice, event.lamps or USUAL_FAILURE
            drawn.append(DrawnEvent(event.kind, begin + at, lasts, event.strength, lots[3], thing, *asked))
    return sorted(drawn, key=lambda each: each.time)


def place_event(drawn: DrawnEvent, setting: EventSetting, shot: str) -> None:
    """Let an event happen in a shot, or another one instead, with a note that names the `shot`."""
    kind = EVENTS[drawn.kind]
    if kind.place is not None and not kind.place(drawn, setting) and kind.instead is not None:
        setting.happened.notes.append(f"{shot}: {kind.instead.note}")
        usual = EVENTS[kind.instead.kind].seconds
        place_event(replace(drawn, kind=kind.instead.kind, seconds=usual), setting, shot)
