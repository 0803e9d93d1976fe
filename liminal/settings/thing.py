"""Things of one's own: models from files, and where they stand."""

import os
from pathlib import Path
from typing import Any, Literal, Self

from liminal.settings.body_name import BODIES
from liminal.settings.ground_place import GroundPlace
from liminal.settings.placed_name import parse_placed_name
from liminal.settings.section import Section, dial
from liminal.settings.view_ranges import YAW

SUFFIXES = (".glb", ".gltf", ".obj", ".stl", ".ply")
FORM = "write it as FILE, FILE@X,Z or FILE@X,Z,YAW in metres and degrees, e.g. chair.glb@12.5,-40,90"


def find_models(tables: dict[str, Any], folder: Path) -> None:
    """Replace relative paths of models, characters, motions, cameras and voices in tables, from their folder on."""
    for table, key in (("thing", "file"), ("figure", "motion"), ("figure", "body"), ("shot", "camera")):
        _find_files(tables, table, key, folder)
    for shot in _rows(tables, "shot"):
        _find_files(shot, "event", "file", folder)


def _find_files(tables: dict[str, Any], table: str, key: str, folder: Path) -> None:
    for row in _rows(tables, table):
        if isinstance(row.get(key), str) and row[key] and row[key] not in BODIES:
            row[key] = os.path.normpath(folder / row[key])


def _rows(tables: dict[str, Any], table: str) -> list[dict[str, Any]]:
    """The tables of a list of a name; none where what stands there is no such list."""
    rows = tables.get(table)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


class ThingSettings(Section):
    """One model that stands in the place, or moves in it: a `[[thing]]` of a preset or a storyboard."""

    file: str = dial(
        ..., "Model: .glb, .gltf, .obj, .stl or .ply; relative to the folder of the preset or storyboard", min_length=1
    )
    at: GroundPlace | None = dial(
        None, "Where the middle of its footprint stands, x and z; unset: 3 m before the camera", unit="m"
    )
    yaw: float | None = dial(
        None,
        "Where its front looks, 0 is -z, 90 +x; unset: towards the camera, or with `at` as in the file",
        unit="degrees",
        **YAW.bounds,
    )
    scale: float = dial(1.0, "Factor of its size, after its unit has been guessed", gt=0, le=10000)
    up: Literal["y", "z"] | None = dial(None, "Which of the file's axes is up; unset: y, of .stl and .ply z")
    moves: bool = dial(False, "Whether events of a film may move it; then it stands nowhere unless `at` says where")
    mass: float | None = dial(
        None, "If it moves; unset: 200 kg/m3 within the boxes that stand for it", unit="kg", gt=0, le=10000
    )
    friction: float = dial(0.5, "If it moves: coefficient against carpet", ge=0, le=1)
    content: str | None = dial(None, "SHA-256 of the file, in recipes: another file of this name is refused")

    @classmethod
    def parse(cls, words: str) -> Self:
        """Return the thing that FILE, FILE@X,Z or FILE@X,Z,YAW names. Raises LiminalError for anything else."""
        # An "@" in a name is not before a place.
        file, at, yaw = parse_placed_name(words, FORM, Path(words).suffix.lower() in SUFFIXES)
        return cls(file=file, at=at, yaw=yaw)
