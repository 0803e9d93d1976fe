"""Level 1: the halls of the warehouse, its lamps, and what is stored there."""

from liminal.settings.section import Section, dial


class WarehouseSettings(Section):
    """The `level_1` table of a preset."""

    corridors: float = dial(0.22, "Share of the blocks that are cut into corridors and stores", ge=0, le=1)
    windows: float = dial(0.6, "Share of the stores with a window onto their corridor", ge=0, le=1)
    docks: float = dial(0.18, "Share of the halls with room for a loading dock that have one", ge=0, le=1)
    lamp_dead: float = dial(0.5, "Share of strips that are dark", ge=0, le=1)
    dark_halls: float = dial(0.2, "Share of the halls whose lamps are nearly all dark", ge=0, le=1)
    lamp_luminance: float = dial(3500.0, "Luminance of a healthy strip's face", unit="cd/m2", ge=0, le=100_000)
    high_bays: float = dial(0.4, "Share of the high halls that high bays light instead of strips", ge=0, le=1)
    sodium: float = dial(0.3, "Share of these whose lamps are sodium, not metal halide", ge=0, le=1)
    mercury: float = dial(0.3, "Share of the others whose lamps are mercury vapour: the oldest halls", ge=0, le=1)
    high_bay_luminance: float = dial(24_000.0, "Luminance of their lenses", unit="cd/m2", ge=0, le=200_000)
    things: float = dial(1.0, "How much is stored in the halls, against the usual", ge=0, le=5)
    landmarks: float = dial(1.0, "Share of the parts of the place, 110 m across, that have a landmark", ge=0, le=1)
    vents: float = dial(0.3, "Share of the halls with a floor grate that steam rises from (air.steam)", ge=0, le=1)
