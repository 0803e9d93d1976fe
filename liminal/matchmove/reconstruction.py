"""Cameras for programs that reconstruct places: NeRF's transforms.json, and COLMAP's text files."""

import json

import numpy as np
from scipy.spatial.transform import Rotation

from liminal.matchmove.camera_move import CameraMove
from liminal.motion import quaternion

PICTURE = "frame_{:05d}.png"  # the picture of each sample, from 1 on, as `liminal clip -o frame_%05d.png` has them
_TO_COLMAP = np.array([1.0, 0.0, 0.0, 0.0])  # half a turn about x: COLMAP's cameras look along +Z, with +Y down


def focal_length(fov: float, height: int) -> float:
    """Return the focal length, pixels, of a vertical field of view, degrees, in pictures of so many lines."""
    return 0.5 * height / float(np.tan(np.radians(fov) / 2))


def transforms_text(move: CameraMove, size: tuple[int, int]) -> str:
    """Return the transforms.json of a camera move, for pictures of `size`, in the convention of NeRF and nerfstudio.

    Matrices take the camera's space to the place's: it looks along -Z with +Y up. Metres.
    """
    width, height = size
    turns = Rotation.from_quat(move.rotations).as_matrix()
    frames = []
    for number, (place, turn, fov) in enumerate(zip(move.positions, turns, move.fov.tolist(), strict=True), 1):
        matrix = np.eye(4)
        matrix[:3, :3], matrix[:3, 3] = turn, place
        focal = focal_length(fov, height)
        frame = {"file_path": PICTURE.format(number), "fl_x": focal, "fl_y": focal, "transform_matrix": matrix.tolist()}
        frames.append(frame)
    whole = {
        "camera_model": "OPENCV",
        "w": width,
        "h": height,
        "cx": width / 2,
        "cy": height / 2,
        "camera_angle_y": float(np.radians(move.fov[0])),
        "camera_angle_x": float(2 * np.arctan(np.tan(np.radians(move.fov[0]) / 2) * width / height)),
        "frames": frames,
    }
    return json.dumps(whole, indent=1) + "\n"


def colmap_texts(move: CameraMove, size: tuple[int, int]) -> dict[str, str]:
    """Return the three text files of a COLMAP model of a camera move, by name; it has no points.

    Cameras are pinholes, one for each field of view; a picture has the rotation and the shift from the place's space to
    the camera's, which looks along +Z with +Y down.
    """
    width, height = size
    lenses, which = np.unique(np.round(move.fov, 6), return_inverse=True)
    cameras = "".join(
        f"{number} PINHOLE {width} {height} {focal:.9g} {focal:.9g} {width / 2:g} {height / 2:g}\n"
        for number, focal in enumerate((focal_length(fov, height) for fov in lenses.tolist()), 1)
    )
    back = quaternion.inverse(quaternion.product(move.rotations, _TO_COLMAP))
    shifts = -quaternion.rotated(back, move.positions)
    images = []
    for number, ((x, y, z, w), shift, lens) in enumerate(
        zip(back.tolist(), shifts.tolist(), which.ravel().tolist(), strict=True), 1
    ):
        numbers = " ".join(f"{each:.12g}" for each in (w, x, y, z, *shift))
        images.append(f"{number} {numbers} {lens + 1} {PICTURE.format(number)}\n\n")
    return {
        "cameras.txt": "# CAMERA_ID, MODEL, WIDTH, HEIGHT, PARAMS[]\n" + cameras,
        "images.txt": "# IMAGE_ID, QW, QX, QY, QZ, TX, TY, TZ, CAMERA_ID, NAME, and a line of points\n"
        + "".join(images),
        "points3D.txt": "# POINT3D_ID, X, Y, Z, R, G, B, ERROR, TRACK[]\n",
    }
