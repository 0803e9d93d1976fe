"""A camera that moves as a file says: its place in the world, and the hand that may carry it there."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from liminal.errors import LiminalError
from liminal.matchmove.camera_file import MOST_BYTES, read_camera_move
from liminal.matchmove.camera_move import CameraMove
from liminal.motion import quaternion
from liminal.rate import frame_count, frame_time
from liminal.settings.file_stamp import content_of_file
from liminal.settings.ground_place import GroundPlace
from liminal.shot.body import Body, hand_motion
from liminal.shot.breath import Breath
from liminal.shot.camera_setup import CameraSetup
from liminal.shot.camera_tracks import CameraRecording, CameraTracks
from liminal.shot.shot_camera import ShotCamera
from liminal.shot.track import TICK, shortest_turn, times
from liminal.view.pose import Pose
from liminal.world.cell_grid import CellGrid
from liminal.world.grid import CELL

_LOOKED, _STEP = 0.1, 0.05  # s, and m, at most between places of a move that are looked at for walls
_AIR = 0.1  # m from floor or ceiling: a lens closer than this is in them


@dataclass(frozen=True, eq=False)
class TrackedCamera(ShotCamera):
    """A camera on a `move` in the world's metres. `fov`: its vertical field of view, degrees, where the move has none.

    `hand`: what hands add to it: the same camera carried along, and without; None where no hand holds it.
    """

    move: CameraMove
    fov: float
    hand: tuple[CameraRecording, CameraRecording] | None = None
    breaths: Sequence[Breath] = ()

    def pose(self, time: float) -> Pose:
        """Return the pose."""
        pose = self.move.pose_at(time)
        pose = pose if math.isfinite(pose.fov) else replace(pose, fov=self.fov)
        if self.hand is None:
            return pose
        carried, steady = (recording.pose(time) for recording in self.hand)
        added = {
            name: getattr(carried, name) - getattr(steady, name) + getattr(pose, name)
            for name in ("x", "y", "z", "yaw", "pitch", "roll")
        }
        return replace(pose, **{**added, "yaw": added["yaw"] % 360.0})

    def motion(self, time: float) -> float:
        """Return how fast the hands move the camera, m/s."""
        return 0.0 if self.hand is None else self.hand[0].motion(time)


def track(setup: CameraSetup, file: str, content: str | None, origin: GroundPlace | None, handheld: bool) -> ShotCamera:
    """Return the camera of a file in the world of a shot; the shot's notes tell of walls that it passes through.

    `content`: SHA-256 that the file has to have; None: any. `origin`: where in the world the file has its own (0, 0),
    x and z, m; None is as it says itself, or else it begins where the shot does, on the floor there. Raises
    LiminalError for a file that cannot be read, or is another one.
    """
    move = read_camera_move(Path(file))
    if content is not None and content_of_file(Path(file), "camera", MOST_BYTES) != content:
        raise LiminalError(f"{file} is not the camera that the recipe was made with: it has changed since")
    origin = origin if origin is not None else move.origin
    move = _begun(move, setup) if origin is None else move.around((-origin[0], -origin[1]))
    camera = TrackedCamera(move, setup.where.fov)
    for note in _through_walls(setup.world, camera, min(setup.seconds, float(move.times[-1]))):
        setup.note(f"{Path(file).name} {note}")
    # The last frame is taken a frame before the end, and a camera may be told once a frame.
    if float(move.times[-1]) < frame_time(frame_count(setup.seconds) - 1) - TICK / 2:
        setup.note(f"{Path(file).name} ends after {move.times[-1]:.1f} s, and the camera stands still from then on")
    return setup.joined(_carried(camera, setup) if handheld else camera)


def _begun(move: CameraMove, setup: CameraSetup) -> CameraMove:
    """Return a move of no world as it begins where a shot does, its own y = 0 on the floor there."""
    first, start = move.pose_at(0.0), setup.upright
    turn = quaternion.about((0.0, 1.0, 0.0), math.radians(first.yaw - start.yaw))
    before, after = move.positions[0] * (1.0, 0.0, 1.0), np.array([start.x, setup.floor(start), start.z])
    places = quaternion.rotated(turn, move.positions - before) + after
    return replace(move, positions=places, rotations=quaternion.product(turn, move.rotations), origin=(0.0, 0.0))


def _carried(camera: TrackedCamera, setup: CameraSetup) -> TrackedCamera:
    """Return a camera that is carried along its way by hands, whose body breathes."""
    time = times(math.ceil((setup.seconds + setup.spare) / TICK) + 2)
    poses = [camera.pose(each) for each in time.tolist()]
    rows = np.array([(pose.x, pose.y, pose.z, pose.yaw, pose.pitch, pose.roll) for pose in poses]).T
    rows[3] = rows[3, 0] + np.concatenate([[0.0], np.cumsum(shortest_turn(np.diff(rows[3])))])
    steady, even = CameraTracks(*rows), np.ones(len(time))
    carried = Body(setup.operator, setup.key).hold(steady, even)
    moved = CameraTracks(*(carried.steady.stacked() + carried.shake.stacked()))
    motion, end = hand_motion(moved, carried.shake, even), setup.seconds + setup.spare
    with_hand, without = (CameraRecording(each, even, motion, camera.fov, end) for each in (moved, steady))
    return replace(camera, hand=(with_hand, without), breaths=carried.breath.breaths)


def _through_walls(world: CellGrid, camera: TrackedCamera, seconds: float) -> list[str]:
    """Return what to tell of the times at which a camera is in a wall, in the floor or above the ceiling."""
    fastest = float(np.linalg.norm(np.diff(camera.move.positions, axis=0), axis=1).max(initial=0.0) * camera.move.rate)
    pace = min(_LOOKED, _STEP / max(fastest, 1e-6))
    poses = [camera.pose(time) for time in np.arange(0.0, seconds, pace).tolist()]
    held = [not _is_in_air(world, pose) for pose in poses]
    if not any(held):
        return []
    first = held.index(True)
    pose = poses[first]
    total = f"for {pace * sum(held):.1f} s of {seconds:.1f} s, first at {pace * first:.1f} s"
    return [f"goes through what is solid {total}, at {pose.x:.1f},{pose.y:.1f},{pose.z:.1f}"]


def _is_in_air(world: CellGrid, pose: Pose) -> bool:
    """Whether a lens has air around it."""
    cell = world.window(math.floor(pose.x / CELL), math.floor(pose.z / CELL), 1, 1)
    return bool(cell.open[0, 0] and cell.floor[0, 0] + _AIR < pose.y < cell.ceiling[0, 0] - _AIR)
