"""Errands: what an operator is about, and the part of the way that is known for it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from liminal.settings.operator import OperatorSettings
from liminal.shot.behaviour import Behaviour
from liminal.shot.event import Event
from liminal.shot.ground import Points
from liminal.shot.walk_path import WalkPath


@dataclass(frozen=True)
class Errand:
    """`known`: the first part of the way, (n, 2), m, a point every 0.1 m; None: it is found by and by.

    `begin`: m along it, where the operator starts. `behave`: makes the decisions, as `Behaviour` does.
    """

    known: Points | None = None
    begin: float = 0.0
    behave: Callable[[WalkPath, OperatorSettings, int, Sequence[Event]], Behaviour] = Behaviour


NO_ERRAND = Errand()
