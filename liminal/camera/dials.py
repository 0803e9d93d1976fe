"""The settings of a camera as its shaders read them: which stages there are, and their constants."""

import numpy as np

from liminal.colour import LUMINANCE
from liminal.settings.camera import CameraSettings

# What each dial at 1 means. By eye, from tapes of the time, where no source is named.
DISTORTION = 0.09  # how much larger the corners are drawn than they should be, less the centre
VIGNETTE = 0.55  # loss of light in the corners
FRINGE = 1.0  # pixels at the ends of the lines: blue; red is 0.6 of it
SOFT_PIXELS, SOFT_LINES = 1.1, 0.5  # standard deviation of the blur, along the line and across
SMEAR = 0.06  # of the overload of a column's mean
WELL = 2.5  # whites: what a pixel of the mosaic holds
HELD_BACK = 1.1  # whites: from where on colour fades, until it is gone at twice that
BLOOM = 0.6  # of the overload beyond FULL, into the line above and below
FULL = 1.2  # whites: what a pixel holds before it runs over
READ_NOISE, PHOTON_NOISE = 0.0045, 0.009  # whites: of the amplifier, and of the light at white
COLOUR_NOISE = 2.5  # what differences between columns have of it, against luma (5 by theory, before any filter)

# Knee from 88 IRE, clip at 109 IRE (a range of 85 to 90 and 105 to 110 was usual), reached at this many whites.
KNEE_LEVEL, CLIP_LEVEL, KNEE_REACH = 0.88, 1.09, 4.0

# Aperture correction: 5 dB at 2.7 MHz across, 4 dB along (a range of 3 to 6 dB was usual).
LIFT_ACROSS, LIFT_ALONG = 0.43, 0.29
LIFT_MOST, CORING = 0.22, 0.006

MOSAIC_LUMA = np.array([2.0, 3.0, 2.0]) / 7  # of a complementary mosaic (data sheets of Sony's ICX sensors)


def decode_video(level: float) -> float:
    """Light of a coded level above 0.081 (SMPTE 170M, 7.1)."""
    return float(((level + 0.099) / 1.099) ** (1 / 0.45))


def switches(settings: CameraSettings) -> dict[str, bool]:
    """Which stages of the shaders there are. What is off is not in them at all."""
    return {
        "MOSAIC": settings.kind == "one-chip" and settings.mosaic > 0,
        "BENT": settings.distortion > 0 or settings.focus > 0,
        "FRINGED": settings.fringe > 0,
        "FLARED": settings.flare > 0 or settings.dirt > 0,
        "SMEARED": settings.smear > 0,
        "NOISY": settings.noise > 0,
        "PATTERNED": settings.pattern > 0 or settings.hot_pixels > 0,
        "SOFT": settings.softness > 0,
        "BLOOMED": settings.bloom > 0,
        "LIFTED": settings.aperture > 0,
    }


def constants(settings: CameraSettings, most_coded: float) -> str:
    """Write the settings as the constants that shaders include as "dials": software draws faster with them."""
    deviation = SOFT_PIXELS * settings.softness
    taps = np.exp(-0.5 * (np.arange(3) / max(deviation, 1e-3)) ** 2)
    taps /= taps[0] + 2 * taps[1:].sum()
    line = np.exp(-0.5 / max(SOFT_LINES * settings.softness, 1e-3) ** 2)
    line /= 1 + 2 * line

    # From the knee on the slope is such that the clip is reached later the more knee there is.
    clip = decode_video(CLIP_LEVEL)
    knee = clip + settings.knee * (decode_video(KNEE_LEVEL) - clip)
    reach = clip + settings.knee * (KNEE_REACH - clip)
    numbers = {
        "DISTORTION": DISTORTION * settings.distortion,
        "VIGNETTE": VIGNETTE * settings.vignette,
        "FRINGE": FRINGE * settings.fringe,
        "FALSE_COLOUR": settings.mosaic,
        "WELL": WELL,
        "HELD_BACK": HELD_BACK,
        "SMEAR": SMEAR * settings.smear,
        "BLOOM": BLOOM * settings.bloom,
        "FULL": FULL,
        "SOFT_OWN": (1 - 2 * line) * taps[0],
        "SOFT_NEXT": (1 - 2 * line) * taps[1],
        "SOFT_SECOND": (1 - 2 * line) * taps[2],
        "SOFT_LINE": line,
        "READ_NOISE": (READ_NOISE * settings.noise) ** 2,
        "PHOTON_NOISE": (PHOTON_NOISE * settings.noise) ** 2,
        "COLOUR_NOISE": COLOUR_NOISE,
        "KNEE": knee,
        "KNEE_SLOPE": (clip - knee) / max(reach - knee, 1e-3),
        "CLIP": clip,
        "LIFT_ACROSS": LIFT_ACROSS * settings.aperture,
        "LIFT_ALONG": LIFT_ALONG * settings.aperture,
        "LIFT_MOST": LIFT_MOST,
        "CORING": CORING * settings.aperture,
        "MOST_CODED": most_coded,
    }
    luma = LUMINANCE + settings.mosaic * (MOSAIC_LUMA - LUMINANCE)
    lines = [f"const float {name} = {float(number):.9g};" for name, number in numbers.items()]
    return "\n".join([*lines, f"const vec3 LUMA = vec3({', '.join(f'{weight:.7g}' for weight in luma)});"])
