"""Figures: people in the place."""

from typing import Any, Self

from pydantic import SerializerFunctionWrapHandler, model_serializer

from liminal.errors import LiminalError, did_you_mean
from liminal.settings.body_name import BODIES, BodyName
from liminal.settings.ground_place import GroundPlace
from liminal.settings.motion import MotionSettings
from liminal.settings.placed_name import parse_placed_name
from liminal.settings.section import Section, dial
from liminal.settings.view_ranges import YAW

FORM = "write it as BODY, BODY@X,Z or BODY@X,Z,YAW in metres and degrees, e.g. worker@12.5,-40,90"


class FigureSettings(Section):
    """One figure that stands or moves in the place: a `[[figure]]` of a preset."""

    body: BodyName = dial(..., "which body it has")
    at: GroundPlace | None = dial(
        None, "where it stands, x and z; unset: before the camera, from 3 m on, where there is room", unit="m"
    )
    yaw: float | None = dial(
        None,
        "where it looks, 0 is -z, 90 +x; unset: towards the camera, or with `at` to 0",
        unit="degrees",
        **YAW.bounds,
    )
    stature: float | None = dial(
        None, "how tall it is without shoes; unset: as is usual for the body", unit="m", ge=1.0, le=3.0
    )
    stance: float | None = dial(None, "which of many ways of standing; unset: by the place", ge=0, le=1)
    motion: str | None = dial(
        None,
        "Captured motion: .bvh, .glb or .gltf; relative to the preset's folder; unset: it stands",
        min_length=1,
    )
    capture: MotionSettings = dial(MotionSettings(), "How the file of its motion is read")
    content: str | None = dial(None, "SHA-256 of the file of its motion, in recipes: another of this name is refused")

    @model_serializer(mode="wrap")
    def _without_usual_capture(self, dump: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {key: value for key, value in dump(self).items() if key != "capture" or self.capture != MotionSettings()}

    @classmethod
    def parse(cls, words: str) -> Self:
        """Return the figure that BODY, BODY@X,Z or BODY@X,Z,YAW names. Raises LiminalError for anything else."""
        name, at, yaw = parse_placed_name(words, FORM)
        if name not in BODIES:
            raise LiminalError(f'there is no body "{name}"{did_you_mean(name, BODIES)}; there are {", ".join(BODIES)}')
        return cls.model_validate({"body": name, "at": at, "yaw": yaw})
