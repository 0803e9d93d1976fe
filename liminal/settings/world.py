"""World: the place's districts, its ceilings, and the layout of its lamps."""

from typing import Any, Self

from pydantic import SerializerFunctionWrapHandler, model_serializer, model_validator

from liminal.settings.section import Section, dial, need_a_share, without_empty
from liminal.settings.wall_text import MOST_TEXTS, WallText

DISTRICTS = ("corridors", "offices", "rooms", "pillars", "halls", "pits")  # from closed to open


class WorldSettings(Section):
    """Dials of the world. The six shares are weights: only their ratios count."""

    corridors: float = dial(1.3, "Share of districts of long corridors", ge=0, le=1000)
    offices: float = dial(1.5, "Share of districts of small office suites", ge=0, le=1000)
    rooms: float = dial(4.4, "Share of districts of randomly segmented rooms", ge=0, le=1000)
    pillars: float = dial(1.2, "Share of open districts with rows of pillars", ge=0, le=1000)
    halls: float = dial(1.1, "Share of halls as far as the eye can see", ge=0, le=1000)
    pits: float = dial(0.5, "Share of halls whose floor is full of pits", ge=0, le=1000)
    district_size: float = dial(150.0, "How far it is from one kind of district to the next", unit="m", ge=40, le=2000)

    tall_ceilings: float = dial(1.0, "How often a ceiling is raised, against the usual", ge=0, le=5)
    uneven_floors: float = dial(1.0, "How often a floor has shallow steps, against the usual", ge=0, le=5)
    pit_depth: float = dial(6.0, "How far down a pit goes", unit="m", ge=1, le=30)

    things: float = dial(1.0, "How often something was left in a room, against the usual: next to nothing", ge=0, le=20)
    landmarks: float = dial(1.0, "Landmarks on a walk of 300 m, about", ge=0, le=40)

    writings: tuple[WallText, ...] = dial(
        (), "Texts on the walls instead of those there are; ~ around what is crossed out", max_length=MOST_TEXTS
    )

    lamp_spacing: float = dial(2.44, "Distance between neighbouring lamps", unit="m", ge=1.2, le=20)
    lamp_missing: float = dial(0.04, "Share of places where a lamp was never set", ge=0, le=1)
    lamp_dead: float = dial(0.02, "Share of lamps that are dark", ge=0, le=1)

    @model_serializer(mode="wrap")
    def _without_an_empty_list(self, dump: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return without_empty(dump(self), "writings")

    @model_validator(mode="after")
    def _leave_some_district(self) -> Self:
        need_a_share(self, "districts", DISTRICTS)
        return self
