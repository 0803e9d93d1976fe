"""Reactions: the actions of an operator who walks, when a lamp dies or a sound is heard."""

import math
from dataclasses import dataclass

from liminal.random import Dice
from liminal.shot.action import Action, MoodScale
from liminal.shot.event import Event
from liminal.shot.event_kind import EVENTS
from liminal.shot.outlook import PointOfInterest

_DELAY = 0.18, 0.32  # s from a sight or sound to the first movement: simple reaction times of adults
_EARSHOT = 25.0  # m: at this distance an event has half its strength
_UNNOTICED = 0.05  # fright below which there is no reaction
_BACK_OFF = 0.5  # fright above which the operator steps back
_HURRY = 0.35  # fright above which the operator hurries on


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
