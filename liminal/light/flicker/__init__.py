"""How lamps behave: tubes on magnetic ballasts, on ageing circuits. Numbers only, no GL."""

from liminal.light.flicker.appliances import Appliances
from liminal.light.flicker.dimmers import Dimmers
from liminal.light.flicker.outage import Outage

__all__ = ["Appliances", "Dimmers", "Outage"]
