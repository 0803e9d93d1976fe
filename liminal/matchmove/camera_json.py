"""Camera moves as JSON of our own: every sample with its time, and all that is known of the lens."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from liminal.errors import LiminalError
from liminal.matchmove.camera_move import CameraMove
from liminal.matchmove.reconstruction import focal_length
from liminal.motion import quaternion

FORMAT = "liminal camera"
VERSION = 1


def camera_json(move: CameraMove, size: tuple[int, int], **more: Any) -> str:
    """Return a camera move as JSON, for pictures of `size`. `more`: further keys of the whole.

    Metres, +Y up; a camera looks along -Z with +Y up in its picture; rotations are quaternions x, y, z, w; the field of
    view is vertical, degrees, the focal length is in pixels.
    """
    rows = zip(move.times.tolist(), move.positions.tolist(), move.rotations.tolist(), move.fov.tolist(), strict=True)
    samples = [
        {
            "time": time,
            "position": position,
            "rotation": rotation,
            "fov": fov,
            "focal": focal_length(fov, size[1]),
        }
        for time, position, rotation, fov in rows
    ]
    whole = {
        "format": FORMAT,
        "version": VERSION,
        "rate": [move.rate.numerator, move.rate.denominator],
        "origin": None if move.origin is None else list(move.origin),
        "width": size[0],
        "height": size[1],
        **more,
        "samples": samples,
    }
    return json.dumps(whole, indent=1) + "\n"


def read_camera_json(path: Path, text: str) -> CameraMove:
    """Return the move of such a file. Raises LiminalError, with the sample, where it is none, or damaged."""
    try:
        whole = json.loads(text)
    except ValueError as error:
        raise LiminalError(f"{path}: no JSON: {error}; is the file cut short?") from None
    if not isinstance(whole, dict) or whole.get("format") != FORMAT:
        raise LiminalError(f'{path} is no camera: its "format" is not "{FORMAT}"; write it with `liminal export`')
    if whole.get("version") != VERSION:
        raise LiminalError(f"{path} is version {whole.get('version')} of the format, and this program reads {VERSION}")
    rows = []
    try:
        rate, origin = Fraction(*map(int, whole["rate"])), whole.get("origin")
        for number, sample in enumerate(whole["samples"]):
            rows.append(np.array([*sample["position"], *sample["rotation"], sample["fov"]], np.float64))
            if rows[-1].shape != (8,) or not np.isfinite(rows[-1]).all() or not 0 < rows[-1][7] < 180:
                raise LiminalError(f"{path}: sample {number} has wrong or too few numbers; write the file anew")
        if not rows or not rate > 0:
            raise ValueError("it holds no sample")
        table = np.array(rows)
        placed = None if origin is None else (float(origin[0]), float(origin[1]))
    except (LookupError, TypeError, ValueError, ZeroDivisionError) as error:
        raise LiminalError(f"{path}: its camera cannot be read: {error}; write the file anew") from None
    turns = quaternion.continuous(quaternion.normalised(table[:, 3:7]))
    return CameraMove(rate, table[:, :3], turns, table[:, 7], placed)
