"""Air: haze, fog and steam, which take light away and scatter it, and dust."""

from liminal.settings.section import Section, dial


class AirSettings(Section):
    """The `air` table of a preset. Without haze, fog and steam the air is clear, and costs nothing."""

    haze: float = dial(0.0, "Extinction by haze everywhere; 0.005 is faint", unit="1/m", ge=0, le=1)
    fog: float = dial(0.0, "Extinction by fog near the floor; 0.12 suits Level 1", unit="1/m", ge=0, le=5)
    fog_top: float = dial(0.45, "Height above the floor at which fog is half as dense", unit="m", ge=0.05, le=3)
    fog_softness: float = dial(0.15, "Half the height over which fog thins out at its top", unit="m", ge=0.01, le=2)
    steam: float = dial(0.0, "Extinction of steam where it leaves a floor grate; 4 is usual", unit="1/m", ge=0, le=50)
    albedo: float = dial(0.95, "Share of what they take away that haze, fog and steam scatter", ge=0, le=1)
    drift: float = dial(0.1, "Speed at which fog and dust move", unit="m/s", ge=0, le=2)
    dust: float = dial(
        0.0,
        "Motes in the air that the camera's lamp lights up, 0.3 mm across or more; 40 is dusty",
        unit="1/m3",
        ge=0,
        le=200,
    )

    @property
    def clear(self) -> bool:
        """Whether there is neither haze nor fog nor steam."""
        return self.haze == self.fog == self.steam == 0
