"""Movers: things of the catalogue that move in a film."""

from dataclasses import dataclass

from liminal.thing.trajectory import RigidPose, Trajectory


@dataclass(frozen=True)
class Mover:
    """A thing that is there from `begin` on, and moves along a trajectory; all times are of the film, s.

    `name`: in the catalogue. `trajectory`: in the world's metres. Before it, the thing stands as it does at its first
    sample, if it is there yet; after it, it lies as at the last.
    """

    name: str
    trajectory: Trajectory
    begin: float

    def pose_at(self, time: float) -> RigidPose | None:
        """Return the position (3,) and the rotation (3, 3), `world_from_thing`, at a time; None before `begin`."""
        return self.trajectory.pose_at(time) if time >= self.begin else None
