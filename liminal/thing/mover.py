"""Movers: things that a film adds to a place, or moves in it."""

from dataclasses import dataclass

from liminal.thing.movable import Movable
from liminal.thing.trajectory import RigidPose, Trajectory


@dataclass(frozen=True)
class Mover:
    """A thing that is there from `begin` on, and moves along a trajectory; all times are of the film, s.

    `trajectory`: in the world's metres. Before it, the thing stands as it does at its first sample, if it is there yet;
    after it, it lies as at the last. `place`: where the prop or the model of the world stands, x, y and z, m, that this
    thing is, which then is nowhere else in the film; None for a thing that is not of the world.
    """

    movable: Movable
    trajectory: Trajectory
    begin: float
    place: tuple[float, float, float] | None = None

    @property
    def stands(self) -> bool:
        """Whether it never moves."""
        return len(self.trajectory.times) == 1

    def pose_at(self, time: float) -> RigidPose | None:
        """Return the position (3,) and the rotation (3, 3), `world_from_thing`, at a time; None before `begin`."""
        return self.trajectory.pose_at(time) if time >= self.begin else None
