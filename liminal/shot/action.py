"""Actions of the operator, a few seconds each, and how the mood scales habits."""

from dataclasses import dataclass

from liminal.settings.operator import OperatorSettings
from liminal.shot.outlook import PointOfInterest


@dataclass(frozen=True)
class Action:
    """One action of some seconds.

    `pace`: of the walking speed; 0 stands, below 0 steps back. `look`: the point looked at; None is along the path.
    `brisk`: how quickly the view gets there, 0 at leisure to 1 startled. `zoom`: magnification. `carry`: how the camera
    is held, see `handling.py`. `hushed`: whether the breath is held.
    """

    seconds: float
    pace: float = 1.0
    look: PointOfInterest | None = None
    brisk: float = 0.3
    zoom: float = 1.0
    carry: str = "raised"
    hushed: bool = False


@dataclass(frozen=True)
class MoodScale:
    """How a `mood` from calm (0) to panicked (1) scales a person's habits."""

    mood: float
    pace: float  # of the walking speed
    brisk: float  # 0..1, added to every movement of the view
    linger: float  # how long one looks, as a share
    stops: float  # how often things are done, as shares of the settings' rates
    glances: float
    behind: float
    zooms: float
    runs: float


def mood_scale(settings: OperatorSettings) -> MoodScale:
    """Return how an operator's mood scales the habits."""
    mood = settings.mood
    return MoodScale(
        mood=mood,
        pace=1.0 + 0.5 * mood,
        brisk=0.5 * mood,
        zooms=1.0 - mood,
        linger=1.25 - 0.75 * mood,
        stops=1.2 - mood,
        glances=0.8 + 1.2 * mood,
        behind=0.5 + 3.5 * mood * mood,
        runs=max(0.0, 3.0 * mood - 1.2),
    )
