"""Light: the lamps' luminance, colour and flicker, and the effort of computing their light."""

from typing import Any

from pydantic import SerializerFunctionWrapHandler, model_serializer

from liminal.settings.section import Section, dial, without_usual

LAMP_LUMINANCE = 4500.0  # cd/m2: a two-tube troffer with a prismatic lens, fresh tubes

# CIE F2 (CIE 15:2004) through the measured sensitivities of two cameras, balanced for D65, with and without a colour
# matrix: red 1.06 to 1.26, green 0.97 to 1.03, blue 0.51 to 0.89. An eye would see (1.34, 0.94, 0.56), which is orange.
COOL_WHITE = (1.125, 0.997, 0.65)


# Keys that Level 0 needs only where they are changed.
OTHER_PLACES = ("intermittent", "tint")


class LightSettings(Section):
    """The `light` table of a preset."""

    @model_serializer(mode="wrap")
    def _in_short(self, dump: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return without_usual(dump(self), type(self), OTHER_PLACES)

    lamp_luminance: float = dial(
        LAMP_LUMINANCE, "luminance of a healthy lamp's diffuser", unit="cd/m2", ge=0, le=100_000
    )
    lamp_colour: tuple[float, float, float] = dial(
        COOL_WHITE,
        "colour of the lamps' light, linear Rec. 709, scaled to luminance 1; the default is a cool white tube (CIE F2) "
        "as a silicon sensor set to daylight sees it, with less red than an eye and more of mercury's green line",
        unit="",
    )
    tint: float = dial(
        0.0, "share of the place, in zones some 30 m across, whose lamps are green, teal or red", ge=0, le=1
    )
    density: int = dial(2, "light texels along the edge of a cell (6 in)", ge=1, le=4)
    rays: int = dial(16, "rays that each texel gathers bounced light with; a multiple of 4", ge=4, le=64, multiple_of=4)
    far_samples: int = dial(32, "shadow rays from each texel to the lamps that are not close by", ge=1, le=128)
    near_radius: float = dial(
        4.0, "lamps closer than this are taken one by one, for crisp shadows", unit="m", ge=0, le=20
    )
    bounces: int = dial(12, "bounces at most; fewer once the rest is below 1 %", ge=0, le=64)

    flicker: float = dial(1.0, "how much of all that follows there is; 0 is light that never changes", ge=0, le=1)
    ripple: float = dial(
        0.35, "modulation of the lamps at 120 Hz; 0.35 is a magnetic ballast, 0 an electronic one", ge=0, le=0.95
    )
    phases: int = dial(
        1,
        "phases of the mains that circuits are spread over; 1 is a small building, whose lamps pulse together",
        ge=1,
        le=3,
    )
    failing: float = dial(
        0.03,
        "share of lamps that fail: with a tube that stutters or will not start, or an arc that goes out when it is hot",
        ge=0,
        le=1,
    )
    loose: float = dial(0.008, "share of lamps that rattle in their holders", ge=0, le=1)
    intermittent: float = dial(0.0, "share of lamps with tubes that go dark for minutes, again and again", ge=0, le=1)
    dark_tubes: float = dial(0.02, "share of lamps in which one of the two tubes is dark", ge=0, le=1)
    sags: float = dial(6.0, "dips of the mains that all lamps follow", unit="per hour", ge=0, le=120)
    weak_circuits: float = dial(0.015, "share of circuits with bad contacts: deep dips, and blackouts", ge=0, le=1)
    blackouts: float = dial(4.0, "blackouts of each weak circuit", unit="per hour", ge=0, le=15)
