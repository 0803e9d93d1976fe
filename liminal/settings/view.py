"""View: the lens, the exposure, and the development of light into a picture."""

from typing import Any

from pydantic import SerializerFunctionWrapHandler, model_serializer

from liminal.settings.section import Section, dial, without_usual
from liminal.settings.view_ranges import EXPOSURE, FOV


class ViewSettings(Section):
    """The `view` table of a preset."""

    fov: float = dial(56.0, "vertical field of view", unit="deg", **FOV.bounds)
    eye: float = dial(1.68, "height of the eye above the floor", unit="m", gt=0, le=20)
    tilt: float = dial(1.6, "how far a found viewpoint may lean to one side", unit="deg", ge=0, le=45)
    lean: float = dial(
        0.0, "how far a found viewpoint leans in any case; positive is clockwise", unit="deg", ge=-45, le=45
    )
    near_walls: float = dial(
        1.0,
        "share of a picture, from side to side, that walls within 2 m may take where a viewpoint is found",
        ge=0,
        le=1,
    )
    reach: float = dial(70.0, "how far the place is drawn", unit="m", ge=10, le=200)

    shutter: float = dial(1 / 60, "how long each picture is exposed, for the flicker of lamps", unit="s", gt=0, le=1)
    key: float = dial(0.4, "what the average of a scene becomes, between black (0) and white (1)", gt=0, le=1)
    ev: float | None = dial(
        None, "exposure value (ISO 100) of a camera that has no meter; unset: the scene is metered", ge=-6, le=20
    )
    exposure: float = dial(0.0, "brighter or darker than metered", unit="EV", **EXPOSURE.bounds)
    white_balance: float = dial(6500.0, "colour temperature that comes out white", unit="K", ge=1700, le=25000)
    clip: float = dial(
        1.5, "times white beyond which light counts no more; low keeps the edges of lamps smooth", ge=1, le=100
    )
    shoulder: float = dial(0.6, "from where on highlights are compressed instead of clipped", ge=0.1, le=1)
    toe: float = dial(0.012, "up to where shadows are pulled towards black", ge=0, le=0.2)
    saturation: float = dial(1.0, "strength of colours", ge=0, le=2)
    glow: float = dial(0.055, "share of the light that the lens scatters around bright things", ge=0, le=1)
    vignette: float = dial(0.16, "loss of light in the corners", ge=0, le=1)

    @model_serializer(mode="wrap")
    def _without_other_places(self, dump: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return without_usual(dump(self), type(self), ("near_walls",))
