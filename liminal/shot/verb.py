"""The verbs of a storyboard: one row each, with all properties of a verb."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from liminal.errors import LiminalError
from liminal.settings.operator import OperatorSettings
from liminal.settings.storyboard import Place, StoryboardShot, Verb
from liminal.shot.accident import Drop, Fall
from liminal.shot.camera_setup import CameraSetup
from liminal.shot.closed_walk import find_closed_walk
from liminal.shot.door_camera import open_by_hand, opened
from liminal.shot.errand import Errand
from liminal.shot.escape_behaviour import flee_from
from liminal.shot.event_placement import FilmEvents
from liminal.shot.hand_moves import laid_over_the_lens, never, thrown_forward
from liminal.shot.hiding import hide_near
from liminal.shot.location_merit import LocationKind
from liminal.shot.operator_shot import fleeing, following, go_about, hiding, running, usual, walk_from
from liminal.shot.shot_camera import SLOWING, FixedCamera, ShotCamera, level, slowed
from liminal.shot.standing_camera import StandingCamera, plan_gaze
from liminal.shot.stumble import TRIP, Stumble
from liminal.shot.tracked_camera import track
from liminal.shot.waiting import wait_at

_CCTV_BELOW = 0.28  # m below the ceiling
_CCTV_PITCH = -17.0  # deg
_CCTV_WIDE = 1.2  # times the field of view of a camera in the hand
_DROP_BELOW = 0.5  # m below the ceiling, where a camera falls from that fell through it
_DROP_ABOVE = 0.1  # m above the eye, where the ceiling is not known
_LEAD, _HASTY_LEAD = 1.3, 0.5  # s from the beginning of a shot to the first step


@dataclass(frozen=True)
class VerbKind:
    """The properties of a verb.

    `title`: of a chapter that has none of its own. `hold`: makes the camera of a shot. `place`: where it is filmed
    unless the storyboard says so; `location`: the kind that is looked for, and `instead`: the note where there is none.

    `walks`: an operator walks, so that a film of it can end as it began. `own_location`: it goes on neither from
    another shot nor from where the clip begins. `continues`: another shot may go on from its end. `still`: it shows one
    instant, between cuts. `carries_on`: the camera of the shot before moves on for as long as the shot lasts.
    `acts`: adds to a film what the operator does with the free hand, by the camera of the shot, when that begins in the
    film and its length, s.
    """

    title: str
    hold: Callable[[CameraSetup], ShotCamera]
    place: Place = "near"
    location: LocationKind = "room"
    instead: str = ""
    walks: bool = False
    own_location: bool = False
    continues: bool = True
    still: bool = False
    carries_on: bool = False
    acts: Callable[[ShotCamera, float, float, FilmEvents], None] = never


def title_of(shot: StoryboardShot) -> str:
    """Return the title of a shot's chapter: its own, the text of a card, or that of its verb."""
    return shot.title or " ".join(line for line in shot.text if line.strip()) or VERBS[shot.verb].title


def _walk(setup: CameraSetup, manner: Callable[[OperatorSettings], OperatorSettings], lead: float | None) -> ShotCamera:
    """An operator walks; where there is no room to, the camera is held."""
    if setup.loop:
        return _walk_round(setup)
    if setup.before is not None and lead is None:
        lead = _LEAD  # the operator has stood there before
    settings = manner(setup.operator)
    try:
        walk = walk_from(setup.world, settings, setup.upright, setup.key, setup.seconds, setup.spare, lead)
    except LiminalError as error:
        if setup.alone:
            raise
        setup.note(f"{error}; it holds instead")
        return _stand(setup, looks=False)
    return setup.joined(walk)


def _go_about(
    setup: CameraSetup, manner: Callable[[OperatorSettings], OperatorSettings], errand: Errand
) -> ShotCamera | None:
    """An operator with an errand; None where there is no room to walk."""
    settings, start, key = manner(setup.operator), setup.upright, setup.key
    try:
        return setup.joined(go_about(setup.world, settings, start, key, setup.seconds, setup.spare, errand))
    except LiminalError:
        return None


def _flee(setup: CameraSetup) -> ShotCamera:
    """An operator sees something step out of cover, freezes, turns and runs; where it has no cover, just runs."""
    errand = flee_from(setup.world, setup.upright, setup.key)
    camera = None if errand is None else _go_about(setup, fleeing, errand)
    if camera is None:
        setup.note("nothing near that could be stepped out from behind; it runs from nothing instead")
        return _walk(setup, fleeing, _HASTY_LEAD)
    return camera


def _wait(setup: CameraSetup) -> ShotCamera:
    """An operator stands and films, and backs away from what comes into sight."""
    camera = _go_about(setup, usual, wait_at(setup.world, setup.upright))
    return camera or _stand(setup, looks=False)


def _hide(setup: CameraSetup) -> ShotCamera:
    """An operator crouches behind a corner, and peeks; where there is none, looks about."""
    errand = hide_near(setup.world, setup.upright, setup.key)
    camera = None if errand is None else _go_about(setup, hiding, errand)
    if camera is None:
        setup.note("no corner near to hide behind; it looks about instead")
        return _stand(setup, looks=True)
    return camera


def _open(setup: CameraSetup) -> ShotCamera:
    """An operator comes up to a door and opens it; where there is none, or after a shot that goes on, just stands."""
    camera = None if setup.before is not None else open_by_hand(setup)
    if camera is None:
        why = "no doorway near that a door fits" if setup.before is None else "a door is opened after a cut"
        setup.note(f"{why}; it holds instead")
        return _stand(setup, looks=False)
    return camera


def _stumble(setup: CameraSetup) -> ShotCamera:
    """The operator trips and falls; the camera is picked up again if the shot is long enough."""
    before = setup.before or FixedCamera(setup.upright)
    lies = slowed(before, setup.left + TRIP, SLOWING)
    floor = setup.floor(lies)
    stands = level(replace(lies, yaw=setup.upright.yaw), floor + setup.operator.eye_height, setup.fov)
    after = StandingCamera(stands, hiding(setup.operator), setup.key, setup.seconds, setup.spare)
    return Stumble(before, setup.left, floor, after)


def _walk_round(setup: CameraSetup) -> ShotCamera:
    walk = find_closed_walk(setup.world, setup.upright, setup.key, setup.seconds)
    if walk is None:
        setup.note(f"no way round that takes {setup.seconds:.1f} s; it holds instead")
        return FixedCamera(setup.upright)
    return walk


def _stand(setup: CameraSetup, looks: bool) -> ShotCamera:
    """An operator stands; `looks`: from one thing to the next."""
    turns = plan_gaze(setup.world, setup.upright, setup.key, setup.seconds, setup.returns) if looks else ()
    where, seconds, spare = setup.upright, setup.seconds, setup.spare
    return setup.joined(StandingCamera(where, setup.operator, setup.key, seconds, spare, turns, setup.zoom, setup.free))


def _fall(setup: CameraSetup) -> ShotCamera:
    """The floor gives way under the operator."""
    return Fall(setup.before or FixedCamera(setup.where), setup.left, setup.seconds, setup.side)


def _drop(setup: CameraSetup) -> ShotCamera:
    """The camera falls out of the hand, or through the ceiling."""
    if setup.before is not None:
        held = setup.taken_over
        return Drop(held, setup.floor(held), setup.side)
    if setup.location is None:
        return Drop(replace(setup.where, y=setup.where.y + _DROP_ABOVE), setup.floor(setup.where), setup.side)
    return Drop(replace(setup.where, y=setup.location.ceiling - _DROP_BELOW), setup.location.floor, setup.side)


def _hang(setup: CameraSetup) -> ShotCamera:
    """The camera hangs under the ceiling."""
    assert setup.location is not None
    height, fov = setup.location.ceiling - _CCTV_BELOW, setup.where.fov * _CCTV_WIDE
    return FixedCamera(replace(setup.where, y=height, pitch=_CCTV_PITCH, roll=0.0, fov=fov))


def _track(setup: CameraSetup) -> ShotCamera:
    """The camera moves as a file says."""
    shot = setup.shot
    assert shot.camera is not None
    return track(setup, shot.camera, shot.content, shot.origin, shot.handheld)


def _freeze(setup: CameraSetup) -> ShotCamera:
    """The camera does not move."""
    return FixedCamera(setup.taken_over)


VERBS: dict[Verb, VerbKind] = {
    "wander": VerbKind("Wandering", partial(_walk, manner=usual, lead=None), walks=True),
    "follow": VerbKind(
        "Following a corridor",
        partial(_walk, manner=following, lead=_LEAD),
        location="corridor",
        instead="no corridor to follow; it wanders from a room instead",
        walks=True,
    ),
    "run": VerbKind("Running", partial(_walk, manner=running, lead=_HASTY_LEAD), walks=True),
    "flee": VerbKind("Fleeing", _flee, place="on", acts=thrown_forward),
    "hide": VerbKind("Hiding", _hide, place="on", acts=laid_over_the_lens),
    "wait": VerbKind(
        "Waiting",
        _wait,
        location="hall",
        instead="no hall to wait in; it waits in a room instead",
    ),
    "open": VerbKind("Opening a door", _open, acts=opened),
    "hold": VerbKind(
        "Standing still",
        partial(_stand, looks=False),
        location="hall",
        instead="no hall to hold; it holds a room instead",
    ),
    "look": VerbKind("Looking about", partial(_stand, looks=True)),
    "fall": VerbKind("Falling", _fall, place="on", continues=False, carries_on=True, acts=thrown_forward),
    "stumble": VerbKind("Stumbling", _stumble, place="on", carries_on=True, acts=thrown_forward),
    "drop": VerbKind("The camera falls", _drop),
    "cctv": VerbKind(
        "Surveillance camera",
        _hang,
        location="corner",
        instead="no corner to watch from; the camera hangs in the middle of a room instead",
        own_location=True,
        continues=False,
    ),
    "track": VerbKind("A camera of one's own", _track),
    "photo": VerbKind("Photograph", _freeze, place="on", continues=False, still=True),
    "card": VerbKind("Black", _freeze, continues=False),
}
