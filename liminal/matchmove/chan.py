"""Nuke's .chan files: a line for each frame, with a camera's place, turns and vertical field of view."""

from pathlib import Path

import numpy as np
from scipy.spatial.transform import Rotation

from liminal.errors import LiminalError
from liminal.matchmove.camera_move import EULER, CameraMove
from liminal.motion import quaternion
from liminal.rate import FRAME_RATE

COLUMNS = 8  # frame, x, y, z (m), turns about x, y and z (degrees), field of view (degrees)


def chan_text(move: CameraMove) -> str:
    """Return a camera move as a .chan file, its first sample on frame 1.

    Turns are in the order ZXY, Nuke's usual one: a camera is leaned, then raised, then turned about the vertical.
    """
    turns = Rotation.from_quat(move.rotations).as_euler(EULER, degrees=True)
    turns = np.unwrap(turns, period=360.0, axis=0)
    rows = np.column_stack([move.positions, turns[:, 1], turns[:, 0], turns[:, 2], move.fov])
    return "".join(
        f"{frame}\t" + "\t".join(f"{number:.9g}" for number in row) + "\n" for frame, row in enumerate(rows.tolist(), 1)
    )


def read_chan(path: Path, text: str) -> CameraMove:
    """Return the move of a .chan file, a frame of film for each line. Raises LiminalError, with the line, for others.

    A file without fields of view has none that is finite.
    """
    rows, last = [], None
    for number, line in enumerate(text.splitlines(), 1):
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        try:
            row = [float(word) for word in words]
        except ValueError:
            raise LiminalError(f"{path}, line {number}: {line.strip()[:40]!r} is no row of numbers") from None
        if len(row) not in (COLUMNS - 1, COLUMNS):
            raise LiminalError(
                f"{path}, line {number}: {len(row)} numbers; a .chan has frame, x, y, z, three turns, field of view"
            )
        if not np.isfinite(row).all():
            raise LiminalError(f"{path}, line {number}: a number that is not finite; export the camera anew")
        if last is not None and row[0] <= last:
            raise LiminalError(f"{path}, line {number}: frame {row[0]:g} comes after frame {last:g}; sort its lines")
        last = row[0]
        rows.append([*row, np.nan][:COLUMNS])
    if not rows:
        raise LiminalError(f"{path} holds no frame; export the camera anew")
    table = np.array(rows)
    turns = Rotation.from_euler(EULER, table[:, [5, 4, 6]], degrees=True).as_quat()
    return CameraMove(FRAME_RATE, table[:, 1:4], quaternion.continuous(turns), table[:, 7])
