"""Files of camera moves, by their extensions."""

from functools import lru_cache
from pathlib import Path

from liminal.errors import LiminalError, did_you_mean
from liminal.matchmove.camera_json import read_camera_json
from liminal.matchmove.camera_move import CameraMove
from liminal.matchmove.chan import read_chan
from liminal.matchmove.gltf_camera import read_gltf_camera
from liminal.matchmove.worn_camera import read_worn_camera
from liminal.settings.file_stamp import BILLION, FileStamp, file_stamp

SUFFIXES = (".glb", ".gltf", ".json", ".chan", ".bvh")
MOST_BYTES = BILLION


def read_camera_move(path: Path) -> CameraMove:
    """Return the camera move of a file; that of a file read before is at hand.

    Raises LiminalError for a file of another kind, and for one that is damaged or holds no camera.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        hint = did_you_mean(suffix, SUFFIXES)
        raise LiminalError(f"{path}: {suffix or 'no extension'} is no kind of camera{hint}; give {', '.join(SUFFIXES)}")
    return _read(path, file_stamp(path, "camera", MOST_BYTES))


@lru_cache(maxsize=4)
def _read(path: Path, stamp: FileStamp) -> CameraMove:
    """As `read_camera_move`, of a file that has such a `stamp`."""
    suffix = path.suffix.lower()
    if suffix in (".glb", ".gltf"):
        return read_gltf_camera(path)
    if suffix == ".bvh":
        return read_worn_camera(path)
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        raise LiminalError(f"cannot read {path}: {error.strerror}; check its name and where it lies") from None
    except UnicodeDecodeError:
        raise LiminalError(f"{path} is no text; a {suffix} of a camera is") from None
    return read_chan(path, text) if suffix == ".chan" else read_camera_json(path, text)
