"""How lamps behave: tubes on magnetic ballasts, on circuits that are not what they were. Numbers only, no GL."""

from liminal.light.flicker.dimmers import Dimmers
from liminal.light.flicker.outage import Outage

__all__ = ["Dimmers", "Outage"]
