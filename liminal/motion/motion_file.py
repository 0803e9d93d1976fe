"""Files of motion: .bvh, and animations of .glb and .gltf, in metres with +Y up."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from liminal.errors import LiminalError, did_you_mean
from liminal.motion.body_axes import LEG, in_metres, leg_length
from liminal.motion.body_motion import BodyMotion
from liminal.motion.bones import Bones, bones_of
from liminal.motion.bvh import read_bvh, without_setup_pose
from liminal.motion.rigged_model import read_rigged_model
from liminal.settings.file_stamp import file_stamp
from liminal.settings.motion import MotionSettings

SUFFIXES = (".bvh", ".glb", ".gltf")
MOST_BYTES = 1_000_000_000  # as many numbers as a BVH file may have, of 25 characters each


@dataclass(frozen=True, eq=False)
class CapturedMotion:
    """The motion of a file, and which of its joints are bones.

    `unit`: of the file, in words. `up`: its axis that is up. `notes`: what of it was left out, one line for each kind.
    `content`: SHA-256 of the file, and of those that it names.
    """

    motion: BodyMotion
    bones: Bones
    unit: str
    up: str
    notes: tuple[str, ...]
    content: str

    @property
    def stature(self) -> float:
        """How tall a person is whose legs are so long, m."""
        return leg_length(self.motion.skeleton, self.bones) / LEG


def read_motion(path: Path, settings: MotionSettings) -> CapturedMotion:
    """Read the motion of a file. Raises LiminalError for a damaged file, and for one without known legs."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        hint = did_you_mean(suffix, SUFFIXES)
        raise LiminalError(f"{path}: {suffix or 'no extension'} is no kind of motion{hint}; give {', '.join(SUFFIXES)}")
    file_stamp(path, "motion", MOST_BYTES)
    if suffix == ".bvh":
        motion, is_cut = without_setup_pose(read_bvh(path))
        notes: tuple[str, ...] = ("the first pose, from which it jumps to the second",) if is_cut else ()
        content = hashlib.sha256(path.read_bytes()).hexdigest()
    else:
        motion, notes, content = _animation(path, settings.animation)
    bones = bones_of(motion.skeleton, settings.bones, str(path))
    try:
        motion, unit, up = in_metres(motion, bones, settings.unit, settings.up)
    except LiminalError as error:
        raise LiminalError(f"{path}: {error}") from None
    return CapturedMotion(motion, bones, unit, up, notes, content)


def _animation(path: Path, name: str | None) -> tuple[BodyMotion, tuple[str, ...], str]:
    """Return an animation of a rigged model, what of the file was left out, and its content."""
    model = read_rigged_model(path)
    if not model.motions:
        raise LiminalError(f"{path} has no animation: it stands still; export it with one")
    name = next(iter(model.motions)) if name is None else name
    if name not in model.motions:
        hint = did_you_mean(name, model.motions) or f"; it has {', '.join(model.motions)}"
        raise LiminalError(f'{path}: there is no animation "{name}"{hint}')
    others = tuple(f'animation "{each}"' for each in model.motions if each != name)
    return model.motions[name], (*model.notes, *others), model.content
