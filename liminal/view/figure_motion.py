"""Motions of figures that a preset asks for: their files, as their bodies take them over."""

from functools import lru_cache
from pathlib import Path

from liminal.body.wardrobe import DRESSES
from liminal.errors import LiminalError
from liminal.motion.body_motion import BodyMotion
from liminal.motion.motion_file import MOST_BYTES, read_motion
from liminal.motion.person import PERSON_BONES
from liminal.motion.retarget import retarget
from liminal.settings.figure import FigureSettings
from liminal.settings.file_stamp import FileStamp, file_stamp
from liminal.settings.motion import MotionSettings


def motion_of(settings: FigureSettings) -> BodyMotion | None:
    """Return the motion of a figure's file, as a body of its stature takes it over; None where it has none.

    Raises LiminalError for a file that cannot be read, and for another than the settings' `content` says.
    """
    if settings.motion is None:
        return None
    motion, content = _taken_over(settings)
    if settings.content not in (None, content):
        raise LiminalError(
            f"{settings.motion} is not the motion that the recipe was made with: it has changed since; bring the old "
            "one back, or leave the figures out with --set figure=[] and give new ones with --figure or a preset"
        )
    return motion


def content_of(settings: FigureSettings) -> str | None:
    """Return the SHA-256 of the file of a figure's motion; None where it has none."""
    return None if settings.motion is None else _taken_over(settings)[1]


def stature_of(settings: FigureSettings) -> float:
    """Return how tall a figure is, m."""
    return settings.stature or DRESSES[settings.body].stature


def _taken_over(settings: FigureSettings) -> tuple[BodyMotion, str]:
    """The motion of a figure's file as its body has it, and the file's content; files that were read are at hand."""
    path = Path(str(settings.motion))
    stamp, capture = file_stamp(path, "motion", MOST_BYTES), settings.capture.model_dump_json()
    return _read(path, stamp, capture, settings.body, stature_of(settings))


@lru_cache(maxsize=16)
def _read(path: Path, stamp: FileStamp, capture: str, body: str, stature: float) -> tuple[BodyMotion, str]:
    """As `_taken_over`, of a file that has such a `stamp`."""
    captured = read_motion(path, MotionSettings.model_validate_json(capture))
    skeleton = DRESSES[body].skeleton(stature)
    return retarget(captured.motion, captured.bones, skeleton, PERSON_BONES), captured.content
