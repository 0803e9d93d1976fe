"""Reactions: the actions of an operator who walks, when a lamp dies, a sound is heard or a figure is noticed."""

import math
from dataclasses import dataclass

from liminal.random import Dice
from liminal.settings.operator import OperatorSettings
from liminal.shot.action import Action, MoodScale, mood_scale
from liminal.shot.event import Event
from liminal.shot.event_kind import EVENTS
from liminal.shot.outlook import PointOfInterest

_DELAY = 0.18, 0.32  # s from a sight or sound to the first movement: simple reaction times of adults
_EARSHOT = 25.0  # m: at this distance an event has half its strength
_UNNOTICED = 0.05  # fright below which there is no reaction
_BACK_OFF = 0.5  # fright above which the operator steps back
_HURRY = 0.35  # fright above which the operator hurries on

_FROZEN = (0.9, 1.7)  # s in which a figure that is noticed is only looked at, the turn to it included
_LONG_VIEW, _ZOOM_TO = 9.0, 6.0  # m: no nearer figure is zoomed in on, and it then looks as near as this
_RETREATS = 0.5  # fright above which the operator backs away from a figure
_GONE = 0.9  # s that the place is looked at where a figure was


@dataclass(frozen=True)
class Reaction:
    """The actions that follow at once, and how much the operator hurries afterwards (0..1)."""

    actions: list[Action]
    haste: float


def react(
    event: Event, here: tuple[float, float], towards: tuple[float, float], scale: MoodScale, dice: Dice
) -> Reaction:
    """Return the reaction of an operator at `here` (x, z): freeze, look `towards` (x, z), step back, hurry on."""
    kind = EVENTS[event.kind]
    away = math.hypot(event.x - here[0], event.z - here[1])
    fright = event.strength * kind.fright * (0.6 + 0.9 * scale.mood) / (1.0 + away / _EARSHOT)
    if fright < _UNNOTICED:
        return Reaction([], 0.0)

    # After a delay the body stops, and the view whips round to the place of the event.
    whence = PointOfInterest(towards[0], kind.height, towards[1], 1.0, away)
    brisk = min(1.0, 0.35 + 0.6 * fright)
    delay = _DELAY[0] + (_DELAY[1] - _DELAY[0]) * dice.unit()
    actions = [Action(delay, pace=0.6, brisk=brisk)]
    actions.append(Action((0.9 + 1.4 * dice.unit()) * (1.2 - 0.5 * scale.mood), pace=0.0, look=whence, brisk=brisk))
    if fright > _BACK_OFF:
        actions.append(Action(0.8 + 0.8 * dice.unit(), pace=-0.35, look=whence, brisk=0.5))
    actions.append(Action(0.4 + 1.2 * dice.unit(), pace=0.0, look=whence, brisk=0.3))
    return Reaction(actions, min(1.0, fright) if fright > _HURRY else 0.0)


def behold(event: Event, here: tuple[float, float], left: float, settings: OperatorSettings, dice: Dice) -> Reaction:
    """Return the reaction of an operator at `here` (x, z) who notices a figure that will be there for `left` s.

    Freezes, holds the breath, zooms in if it is far off, hunting for it, backs away if frightened, looks until it is
    gone and a little longer, and goes on.
    """
    kind, scale = EVENTS[event.kind], mood_scale(settings)
    away = math.hypot(event.x - here[0], event.z - here[1])
    fright = event.strength * kind.fright * (0.6 + 0.9 * scale.mood) / (1.0 + away / _EARSHOT)
    there = PointOfInterest(event.x, kind.height, event.z, 1.0, away)
    frozen = _FROZEN[0] + (_FROZEN[1] - _FROZEN[0]) * dice.unit()
    actions = [Action(frozen, pace=0.0, look=there, brisk=0.2 + 0.4 * scale.mood, hushed=True)]
    zoom = 1.0
    if away > _LONG_VIEW and settings.zoom > 1 and dice.chance(1.0 - 0.6 * scale.mood):
        zoom = min(settings.zoom, away / _ZOOM_TO)
        going = settings.zoom_seconds * math.log10(zoom)
        # Too far in, back, and in again: the thing is small and the hand unsteady.
        for share, seconds in ((1.25, 0.6 + going), (0.85, 0.7), (1.0, 0.8 + 1.2 * dice.unit())):
            nearer = max(1.0, min(share * zoom, settings.zoom))
            actions.append(Action(seconds, pace=0.0, look=there, brisk=0.15, zoom=nearer, hushed=True))
    if fright > _RETREATS:
        actions.append(Action(1.2 + 1.6 * dice.unit(), pace=-0.4, look=there, brisk=0.3, zoom=1.0))
        zoom = 1.0
    waits = left - sum(action.seconds for action in actions) + _GONE
    if waits > 0.0:
        actions.append(Action(waits, pace=0.0, look=there, brisk=0.2, zoom=zoom))
    if zoom > 1.0:
        actions.append(Action(0.4 + settings.zoom_seconds * math.log10(zoom), pace=0.0, look=there, brisk=0.1))
    return Reaction(actions, min(1.0, fright) if fright > _HURRY else 0.0)
