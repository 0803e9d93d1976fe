"""The signal between machines: composite or separate, with noise, echo and hum of the cable."""

from typing import Literal

from liminal.settings.section import Section, dial

Separation = Literal["notch", "comb"]


class SignalSettings(Section):
    """The `signal` table of a preset: composite NTSC. All at 0 is a perfect cable with colour on a wire of its own."""

    composite: float = dial(
        0.0, "how much luma and colour share one wire: dot crawl, and colour in fine stripes", ge=0, le=1
    )
    separation: Separation = dial("notch", "how the television tells colour from luma again")
    noise: float = dial(0.0, "noise of the cable or aerial, as a standard deviation", unit="IRE", ge=0, le=50)
    ghost: float = dial(0.0, "strength of an echo", ge=0, le=1)
    ghost_delay: float = dial(1.2, "how far behind the echo is", unit="us", ge=0.1, le=10)
    hum: float = dial(0.0, "bars of mains hum that drift through the picture", unit="IRE", ge=0, le=50)

    record_composite: float = dial(0.0, "how much luma and colour shared one wire when it was recorded", ge=0, le=1)
    record_noise: float = dial(0.0, "noise that was recorded, as off a weak aerial", unit="IRE", ge=0, le=50)
    record_ghost: float = dial(0.0, "strength of an echo that was recorded", ge=0, le=1)
