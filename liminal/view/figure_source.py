"""Bodies and motions of figures that a preset asks for: their files, and how the ones take the others over."""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from liminal.body.character_file import CharacterFile
from liminal.body.wardrobe import DRESSES
from liminal.errors import LiminalError
from liminal.motion.body_motion import BodyMotion
from liminal.motion.motion_file import MOST_BYTES, read_motion
from liminal.motion.person import PERSON_BONES
from liminal.motion.retarget import retarget
from liminal.settings.body_name import is_body_file
from liminal.settings.figure import FigureSettings
from liminal.settings.file_stamp import FileStamp, file_stamp
from liminal.settings.motion import MotionSettings

if TYPE_CHECKING:
    from liminal.body.character import RiggedCharacter


def character_of_figure(settings: FigureSettings) -> CharacterFile | None:
    """Return the file of a figure's body; None where it has one of ours. Raises LiminalError where it is not there."""
    if not is_body_file(settings.body):
        return None
    stamp = file_stamp(Path(settings.body), "character", MOST_BYTES)
    return CharacterFile(settings.body, stamp, tuple(settings.bones.items()))


def motion_of(settings: FigureSettings) -> BodyMotion | None:
    """Return the motion of a figure's file, as a body of its stature takes it over; None where it has none.

    A character has animations of its own file as they are. Raises LiminalError for a file that cannot be read.
    """
    return None if settings.motion is None else _taken_over(settings)[0]


def stature_of(settings: FigureSettings) -> float:
    """Return how tall a figure is, m."""
    file = character_of_figure(settings)
    if settings.stature is not None:
        return settings.stature
    return DRESSES[settings.body].stature if file is None else _character(file).stature


def least_of(settings: FigureSettings) -> float:
    """Return how low a figure can be, as a share of its stature."""
    return 1.0 if is_body_file(settings.body) else DRESSES[settings.body].least


def with_content(settings: FigureSettings) -> FigureSettings:
    """Return a figure with the SHA-256 of its files noted.

    Raises LiminalError where these are others than were noted before.
    """
    file = character_of_figure(settings)
    found = {
        "body_content": None if file is None else _character(file).content,
        "content": None if settings.motion is None else _taken_over(settings)[1],
    }
    for name, path, kind in (("body_content", settings.body, "character"), ("content", settings.motion, "motion")):
        if getattr(settings, name) not in (None, found[name]):
            raise LiminalError(
                f"{path} is not the {kind} that the recipe was made with: it has changed since; bring the old one "
                "back, or leave the figures out with --set figure=[] and give new ones with --figure or a preset"
            )
    return settings.model_copy(update=found)


def _taken_over(settings: FigureSettings) -> tuple[BodyMotion, str]:
    """The motion of a figure's file as its body has it, and the file's content; files that were read are at hand."""
    path = Path(str(settings.motion))
    stamp, capture = file_stamp(path, "motion", MOST_BYTES), settings.capture.model_dump_json()
    return _read(path, stamp, capture, settings.body, character_of_figure(settings), stature_of(settings))


@lru_cache(maxsize=16)
def _read(
    path: Path, stamp: FileStamp, capture: str, body: str, character: CharacterFile | None, stature: float
) -> tuple[BodyMotion, str]:
    """As `_taken_over`, of a file that has such a `stamp`."""
    settings = MotionSettings.model_validate_json(capture)
    if character is not None and path.samefile(character.path):
        from liminal.body.character_body import own_motion

        return own_motion(character, stature, settings.animation), _character(character).content
    captured = read_motion(path, settings)
    if character is not None:
        from liminal.body.character_body import taken_over

        return taken_over(character, stature, captured.motion, captured.bones), captured.content
    skeleton = DRESSES[body].skeleton(stature)
    return retarget(captured.motion, captured.bones, skeleton, PERSON_BONES), captured.content


def _character(file: CharacterFile) -> "RiggedCharacter":
    # Readers of models take a while to load.
    from liminal.body.character import character_of

    return character_of(file)
