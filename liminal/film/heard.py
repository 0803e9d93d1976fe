"""What is filmed, as it is heard: a timeline as it is, an operator alone as somebody to whom nothing happens."""

from collections.abc import Sequence
from dataclasses import dataclass

from liminal.film.loss import loss_of
from liminal.settings.preset import Preset
from liminal.shot.cut import Cut
from liminal.shot.event import Event
from liminal.shot.operator import Operator
from liminal.shot.step import Step
from liminal.shot.timeline import Timeline
from liminal.sound import Soundtrack
from liminal.view.pose import Pose
from liminal.world.world import World


@dataclass(frozen=True)
class Heard:
    """An operator for `duration` seconds, for `liminal.sound`."""

    operator: Operator
    duration: float
    events: tuple[Event, ...] = ()
    cuts: tuple[Cut, ...] = ()

    @property
    def steps(self) -> Sequence[Step]:
        """Footsteps in the order of time."""
        return self.operator.steps

    def pose(self, time: float) -> Pose:
        """Where the microphone is."""
        return self.operator.pose(time)

    def motion(self, time: float) -> float:
        """How fast the hands move, m/s."""
        return self.operator.motion(time)


def soundtrack_of(filmed: Operator | Timeline, world: World, preset: Preset, seed: int, seconds: float) -> Soundtrack:
    """Return the sound of `seconds` of what is filmed. A timeline lasts as long as it does."""
    loss = loss_of(preset.tape, seed)
    if isinstance(filmed, Timeline):
        return Soundtrack(world, filmed, preset, seed, filmed.script.outages, loss)
    return Soundtrack(world, Heard(filmed, seconds), preset, seed, loss=loss)
