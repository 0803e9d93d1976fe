"""Poolrooms: the moods of the halls, their water, and their light."""

from typing import Self

from pydantic import model_validator

from liminal.settings.section import Section, dial, need_a_share

MOODS = ("tunnels", "classic", "drained", "terraces", "sunlit")  # from closed to open


class PoolroomsSettings(Section):
    """The `poolrooms` table of a preset. The five shares are weights: only their ratios count."""

    classic: float = dial(40.0, "Share of halls with pools and too many pillars", ge=0, le=1000)
    tunnels: float = dial(15.0, "Share of low tunnels with standing water", ge=0, le=1000)
    terraces: float = dial(15.0, "Share of halls with basins at many levels", ge=0, le=1000)
    sunlit: float = dial(15.0, "Share of high halls under skylights", ge=0, le=1000)
    drained: float = dial(15.0, "Share of halls whose basins are dry", ge=0, le=1000)
    mood_size: float = dial(70.0, "How far it is from one mood to the next", unit="m", ge=40, le=2000)
    coloured: float = dial(0.5, "Share of halls, but for tunnels, that are not white all over", ge=0, le=1)
    pool_depth: float = dial(2.0, "How deep the deepest pools are", unit="m", ge=0.8, le=6)
    pillars: float = dial(1.0, "How many pillars stand in the halls, against the usual: too many", ge=0, le=2)
    niches: float = dial(0.25, "Share of halls whose basins have lamps in their walls", ge=0, le=1)
    glass_blocks: float = dial(0.6, "Share of walls whose high openings are filled with glass blocks", ge=0, le=1)
    things: float = dial(1.0, "How often something was left there, against the usual: in one hall of five", ge=0, le=10)
    landmarks: float = dial(1.0, "Share of the parts of the place, 110 m across, that have a landmark", ge=0, le=1)

    @model_validator(mode="after")
    def _leave_some_mood(self) -> Self:
        need_a_share(self, "moods", MOODS)
        return self
