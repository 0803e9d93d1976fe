"""Life: how often figures show themselves in films, how far off they keep, and how far they go."""

from typing import Any

from pydantic import SerializerFunctionWrapHandler, model_serializer

from liminal.settings.section import Section, dial, without_usual

USUAL_PRESENCE = 0.5
_SELDOM = ("dimming",)  # keys that tables have only where they are changed


class LifeSettings(Section):
    """The `life` table of a preset: of the figures in a storyboard's events. The defaults show restraint."""

    presence: float = dial(
        USUAL_PRESENCE,
        "How often figures are seen: 0 never, 0.5 at most three times in a film and not in its first third, 1 twice "
        "as often and from its beginning",
        ge=0,
        le=1,
    )
    distance: float = dial(13.0, "How near a figure stands to the camera at the nearest", unit="m", ge=4, le=30)
    aggression: float = dial(
        0.25,
        "What a chase comes to: 0 keeps its distance; 1 ends at the lens if it can; between, that many films do as its "
        "square says",
        ge=0,
        le=1,
    )

    dimming: float = dial(0.0, "Share of their light that lamps lose that the creature is close to", ge=0, le=1)

    @model_serializer(mode="wrap")
    def _in_short(self, dump: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return without_usual(dump(self), type(self), _SELDOM)

    @property
    def nearest_in_chase(self) -> float:
        """How near a pursuer comes that does not catch the operator, m."""
        return max(2.5, self.distance * (1.0 - self.aggression) ** 2)
