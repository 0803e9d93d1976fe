"""What floors, walls and ceilings are made of."""

from liminal.settings.section import Section


class SurfaceSettings(Section):
    """Dials of the surfaces."""
