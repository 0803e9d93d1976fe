"""Figures: people in the place."""

from typing import Annotated, Any, Self

from pydantic import AfterValidator, SerializerFunctionWrapHandler, WithJsonSchema, model_serializer, model_validator

from liminal.errors import LiminalError
from liminal.settings.body_name import BODIES, is_body_file, unknown_body
from liminal.settings.carried_name import CARRIED, CARRIERS, CarriedName, cannot_carry, unknown_carried
from liminal.settings.ground_place import GroundPlace
from liminal.settings.motion import MotionSettings
from liminal.settings.placed_name import parse_placed_name
from liminal.settings.section import Section, dial
from liminal.settings.view_ranges import YAW

FORM = (
    "write it as BODY, BODY@X,Z or BODY@X,Z,YAW in metres and degrees, e.g. worker@12.5,-40,90, and behind BODY "
    "what it carries, e.g. worker+torch"
)


def _checked(body: str) -> str:
    if body not in BODIES and not is_body_file(body):
        raise ValueError(unknown_body(body))
    return body


# A name, or the path of a file.
BodySource = Annotated[
    str,
    AfterValidator(_checked),
    WithJsonSchema({"anyOf": [{"enum": list(BODIES)}, {"type": "string", "pattern": r"\.(glb|gltf|GLB|GLTF)$"}]}),
]


class FigureSettings(Section):
    """One figure that stands or moves in the place: a `[[figure]]` of a preset."""

    body: BodySource = dial(
        ...,
        f"which body it has: {', '.join(BODIES)}, or a character in a .glb or .gltf; relative to the preset's folder",
    )
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
    carries: CarriedName | None = dial(None, "what it carries: a lit torch, a camera at its eye, or a case")
    motion: str | None = dial(
        None,
        "Captured motion: .bvh, .glb or .gltf; relative to the preset's folder; unset: it stands",
        min_length=1,
    )
    capture: MotionSettings = dial(MotionSettings(), "How the file of its motion is read")
    bones: dict[str, str] = dial({}, "Of a character: names of its joints by our bones, where they are not known")
    body_content: str | None = dial(None, "SHA-256 of the character's file, in recipes, as `content`")
    content: str | None = dial(None, "SHA-256 of the file of its motion, in recipes: another of this name is refused")

    @model_validator(mode="after")
    def _can_carry(self) -> Self:
        if self.carries is not None and self.body not in CARRIERS:
            raise ValueError(cannot_carry(self.body))
        return self

    @model_serializer(mode="wrap")
    def _in_short(self, dump: SerializerFunctionWrapHandler) -> dict[str, Any]:
        usual: dict[str, Any] = {"capture": MotionSettings(), "bones": {}, "carries": None}
        return {key: value for key, value in dump(self).items() if key not in usual or getattr(self, key) != usual[key]}

    @classmethod
    def parse(cls, words: str) -> Self:
        """Return the figure that BODY, BODY@X,Z or BODY@X,Z,YAW names, BODY+THING one that carries something.

        Raises LiminalError for anything else.
        """
        # An "@" in a name is not before a place.
        name, at, yaw = parse_placed_name(words, FORM, is_body_file(words))
        name, _, carried = (name, "", "") if is_body_file(name) else name.partition("+")
        if name not in BODIES and not is_body_file(name):
            raise LiminalError(unknown_body(name))
        if carried and carried not in CARRIED:
            raise LiminalError(unknown_carried(carried))
        if carried and name not in CARRIERS:
            raise LiminalError(cannot_carry(name))
        return cls.model_validate({"body": name, "carries": carried or None, "at": at, "yaw": yaw})
