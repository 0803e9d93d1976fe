"""Water: its colour and its waves."""

from typing import Annotated

from pydantic import Field

from liminal.settings.section import Section, dial

Absorption = Annotated[float, Field(ge=0, le=20)]


class WaterSettings(Section):
    """The `water` table of a preset."""

    absorption: tuple[Absorption, Absorption, Absorption] = dial(
        (0.35, 0.06, 0.02),
        "Light that each metre of water takes away, linear Rec. 709: two metres turn teal",
        unit="1/m",
    )
    waves: float = dial(1.0, "Height of the waves, against the usual: a few millimetres", ge=0, le=5)
    caustics: float = dial(
        1.0, "How far waves shift about the light that they mirror to walls and ceilings, against the usual", ge=0, le=5
    )
