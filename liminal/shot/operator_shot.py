"""Whoever carries the camera through the rooms: the same person, in another scale for each verb."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from liminal.settings.operator import OperatorSettings
from liminal.settings.storyboard import Verb
from liminal.shot.breath import Breath
from liminal.shot.event import Event
from liminal.shot.operator import Operator
from liminal.shot.step import Step
from liminal.view.pose import Pose
from liminal.world.world import World

WALKS: tuple[Verb, ...] = ("wander", "follow", "run")

_HASTE, _START = 0.5, 1.3  # s before the first step at which somebody is met who is in haste, and who goes on
_LINGERING = 4.0  # s: nobody lingers longer before the first step


@dataclass(frozen=True)
class OperatorShot:
    """An operator who is met `since` seconds after having begun."""

    operator: Operator
    since: float
    seconds: float

    @property
    def steps(self) -> Sequence[Step]:
        """The footsteps of the shot."""
        shifted = (replace(step, time=float(step.time) - self.since) for step in self.operator.steps)
        return [step for step in shifted if 0.0 <= step.time < self.seconds]

    @property
    def breaths(self) -> Sequence[Breath]:
        """The breaths of the shot."""
        shifted = (each._replace(time=each.time - self.since) for each in self.operator.breaths)
        return [each for each in shifted if 0.0 <= each.time < self.seconds]

    def pose(self, time: float) -> Pose:
        """Where the camera is."""
        return self.operator.pose(time + self.since)

    def motion(self, time: float) -> float:
        """How fast the hands move it, m/s."""
        return self.operator.motion(time + self.since)

    def heeding(self, events: Sequence[Event]) -> "OperatorShot":
        """Return the same walk as it is when something happens, at times from the beginning of the shot."""
        later = [replace(event, time=event.time + self.since) for event in events]
        return replace(self, operator=self.operator.heeding(later))


def walk_from(
    world: World,
    settings: OperatorSettings,
    verb: Verb,
    start: Pose,
    seed: int,
    seconds: float,
    spare: float,
    *,
    begun: bool = False,
) -> OperatorShot:
    """Let somebody walk from `start` for `seconds`, and for `spare` more that nobody may see.

    `begun`: there has been enough standing before. Raises LiminalError where there is no room to walk.
    """
    scale = _MANNERS[verb](settings) if verb in _MANNERS else settings
    if verb == "wander" and not begun:
        return OperatorShot(Operator(world, scale, start, seed, seconds + spare), 0.0, seconds)

    # Who runs, goes on or knows where to go does not look around first.
    hurried = Operator(world, scale, start, seed, seconds + spare + _LINGERING)
    before = _HASTE if verb == "run" else _START
    since = min(_LINGERING, max(0.0, float(hurried.steps[0].time) - before)) if hurried.steps else 0.0
    return OperatorShot(hurried, since, seconds)


def _following(settings: OperatorSettings) -> OperatorSettings:
    """With an aim: straight on, and few looks to either side."""
    changes = {"curiosity": 0.1, "stops": 0.2 * settings.stops, "glances": 0.4 * settings.glances, "behind": 0.0}
    return settings.model_copy(update=changes)


def _running(settings: OperatorSettings) -> OperatorSettings:
    """In haste."""
    return settings.model_copy(
        update={
            "mood": max(0.9, settings.mood),
            "speed": 1.4 * settings.speed,
            "stops": 0.0,
            "glances": 1.0,
            "zooms": 0.0,
            "lowered": 0.0,
            "set_down": 0.0,
            "shake": min(1.0, settings.shake + 0.25),
        }
    )


_MANNERS = {"follow": _following, "run": _running}
