"""Things of one's own: models from files, and where they stand."""

from typing import Literal

from liminal.settings.section import Section, dial
from liminal.settings.view_ranges import YAW


class ThingSettings(Section):
    """One model that stands in the place: a `[[thing]]` of a preset."""

    file: str = dial(..., "Model: .glb, .gltf, .obj, .stl or .ply; relative to the preset's folder", min_length=1)
    at: tuple[float, float] | None = dial(
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
    content: str | None = dial(None, "SHA-256 of the file, in recipes: another file of this name is refused")
