"""An operator clipped to a shot: met some seconds after having begun, in the manner that the shot's verb asks for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from liminal.settings.operator import OperatorSettings
from liminal.shot.accident import Seizure
from liminal.shot.breath import Breath
from liminal.shot.errand import Errand
from liminal.shot.escape import Escape
from liminal.shot.event import Event
from liminal.shot.operator import Operator
from liminal.shot.shot_camera import ShotCamera
from liminal.shot.step import Step
from liminal.shot.walk_path import WalkPath
from liminal.view.pose import Pose
from liminal.world.cell_grid import CellGrid

_LINGERING = 4.0  # s: the longest stand before the first step that is planned and left out


@dataclass(frozen=True)
class OperatorShot(ShotCamera):
    """An operator from `since` seconds after the beginning on, for `seconds`."""

    operator: Operator
    since: float
    seconds: float

    @property
    def steps(self) -> Sequence[Step]:
        """The footsteps of the operator, those before and after the shot, too."""
        return [replace(step, time=float(step.time) - self.since) for step in self.operator.steps]

    @property
    def breaths(self) -> Sequence[Breath]:
        """The breaths of the shot."""
        shifted = (each._replace(time=each.time - self.since) for each in self.operator.breaths)
        return [each for each in shifted if 0.0 <= each.time < self.seconds]

    @property
    def path(self) -> WalkPath:
        """The path of the operator, from where it began on."""
        return self.operator.path

    @property
    def escape(self) -> Escape | None:
        """The escape of the operator; it begins with the shot."""
        return self.operator.escape

    def pose(self, time: float) -> Pose:
        """Return the camera's pose."""
        return self.operator.pose(time + self.since)

    def motion(self, time: float) -> float:
        """Return how fast the hands move the camera, m/s."""
        return self.operator.motion(time + self.since)

    def heeding(self, events: Sequence[Event]) -> ShotCamera:
        """Return the same walk as it is when `events` happen, at times from the beginning of the shot.

        The camera of an operator who is caught falls.
        """
        later = [replace(event, time=event.time + self.since) for event in events]
        walk = replace(self, operator=self.operator.heeding(later))
        caught = next((event.time for event in events if event.kind == "caught"), None)
        return walk if caught is None else Seizure(walk, caught, walk.operator.floor(caught + self.since))


def walk_from(
    world: CellGrid,
    settings: OperatorSettings,
    start: Pose,
    seed: int,
    seconds: float,
    spare: float,
    lead: float | None,
) -> OperatorShot:
    """Return an operator who walks from `start` for `seconds`, and for `spare` more that are planned but not shown.

    `lead`: s from the beginning of the shot to the first step; None begins with as long a stand as the operator makes.
    Raises LiminalError where there is no room to walk.
    """
    if lead is None:
        return OperatorShot(Operator(world, settings, start, seed, seconds + spare), 0.0, seconds)

    operator = Operator(world, settings, start, seed, seconds + spare + _LINGERING)
    since = min(_LINGERING, max(0.0, float(operator.steps[0].time) - lead)) if operator.steps else 0.0
    return OperatorShot(operator, since, seconds)


def go_about(
    world: CellGrid, settings: OperatorSettings, start: Pose, seed: int, seconds: float, spare: float, errand: Errand
) -> OperatorShot:
    """Return an operator with an errand; the other arguments are as for `walk_from`, and so are errors."""
    return OperatorShot(Operator(world, settings, start, seed, seconds + spare, errand=errand), 0.0, seconds)


def usual(settings: OperatorSettings) -> OperatorSettings:
    """Return the operator as the preset describes it."""
    return settings


def following(settings: OperatorSettings) -> OperatorSettings:
    """Return the operator with an aim: straight on, and few looks to either side."""
    changes = {"curiosity": 0.1, "stops": 0.2 * settings.stops, "glances": 0.4 * settings.glances, "behind": 0.0}
    return settings.model_copy(update=changes)


def running(settings: OperatorSettings) -> OperatorSettings:
    """Return the operator in haste."""
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


def fleeing(settings: OperatorSettings) -> OperatorSettings:
    """Return the operator who runs for life."""
    hasty = running(settings)
    return hasty.model_copy(
        update={
            "mood": 1.0,
            "acceleration": 1.6 * settings.acceleration,
            "turn_rate": min(90.0, 1.7 * settings.turn_rate),
            "bumps": max(2.0, settings.bumps),
        }
    )


def hiding(settings: OperatorSettings) -> OperatorSettings:
    """Return the operator who hides."""
    return settings.model_copy(
        update={"mood": 1.0, "reframing": 0.2, "shake": min(1.0, settings.shake + 0.1), "zoom": 1.0}
    )
