"""The settings of a camera for its shaders: switches of their stages, and constants."""

import numpy as np

from liminal.colour import LUMINANCE
from liminal.gl import constants
from liminal.settings.camera import CameraSettings

# The effect of each setting at 1; by eye, from tapes of the time, where no source is named.
DISTORTION = 0.09  # magnification of the corners relative to the centre, less 1
VIGNETTE = 0.55  # loss of light in the corners
FRINGE = 1.0  # pixels at the ends of the lines: blue; red is 0.6 of it
SOFT_PIXELS, SOFT_LINES = 1.1, 0.5  # standard deviation of the blur, along the line and across
SMEAR = 0.06  # of the overload of a column's mean
WELL = 2.5  # of white: full well of a pixel of the mosaic
COLOUR_FADE = 1.1  # of white: level from which colour fades, to 0 at twice that
BLOOM = 0.6  # of the overload beyond FULL, into the line above and below
FULL = 1.2  # of white: level beyond which a pixel blooms
READ_NOISE, PHOTON_NOISE = 0.0045, 0.009  # of white: of the amplifier, and shot noise at white
COLOUR_NOISE = 2.5  # noise of the differences between columns, relative to luma (5 in theory, before filters)

# Knee from 88 IRE, clip at 109 IRE (a range of 85 to 90 and 105 to 110 was usual), reached at KNEE_REACH times white.
KNEE_LEVEL, CLIP_LEVEL, KNEE_REACH = 0.88, 1.09, 4.0

# Aperture correction: 5 dB at 2.7 MHz across, 4 dB along (a range of 3 to 6 dB was usual).
APERTURE_ACROSS, APERTURE_ALONG = 0.43, 0.29
APERTURE_LIMIT, CORING = 0.22, 0.006  # of white: largest correction, and detail left uncorrected

MOSAIC_LUMA = np.array([2.0, 3.0, 2.0]) / 7  # of a complementary mosaic (data sheets of Sony's ICX sensors)


def decode_video(level: float) -> float:
    """Linear light of a gamma-corrected level above 0.081 (SMPTE 170M, 7.1)."""
    return float(((level + 0.099) / 1.099) ** (1 / 0.45))


def switches(settings: CameraSettings) -> dict[str, bool]:
    """The switches of the shaders' stages; a stage that is off is not compiled."""
    return {
        "MOSAIC": settings.kind == "one-chip" and settings.mosaic > 0,
        "CENTRED": settings.centred_colour,
        "BENT": settings.distortion > 0 or settings.focus > 0,
        "FRINGED": settings.fringe > 0,
        "FLARED": settings.flare > 0 or settings.dirt > 0,
        "SMEARED": settings.smear > 0,
        "NOISY": settings.noise > 0,
        "PATTERNED": settings.pattern > 0 or settings.hot_pixels > 0,
        "SOFT": settings.softness > 0,
        "BLOOMED": settings.bloom > 0,
        "SHARPENED": settings.aperture > 0,
    }


def camera_constants(settings: CameraSettings, full_scale: float) -> dict[str, str]:
    """The settings as the constants "settings". `full_scale`: level of the output's 1, 100 IRE."""
    deviation = SOFT_PIXELS * settings.softness
    taps = np.exp(-0.5 * (np.arange(3) / max(deviation, 1e-3)) ** 2)
    taps /= taps[0] + 2 * taps[1:].sum()
    line = np.exp(-0.5 / max(SOFT_LINES * settings.softness, 1e-3) ** 2)
    line /= 1 + 2 * line

    # The slope beyond the knee is such that the clip is reached later with a stronger knee.
    clip = decode_video(CLIP_LEVEL)
    knee = clip + settings.knee * (decode_video(KNEE_LEVEL) - clip)
    reach = clip + settings.knee * (KNEE_REACH - clip)
    numbers = {
        "DISTORTION": DISTORTION * settings.distortion,
        "VIGNETTE": VIGNETTE * settings.vignette,
        "FRINGE": FRINGE * settings.fringe,
        "FALSE_COLOUR": settings.mosaic,
        "WELL": WELL,
        "COLOUR_FADE": COLOUR_FADE,
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
        "APERTURE_ACROSS": APERTURE_ACROSS * settings.aperture,
        "APERTURE_ALONG": APERTURE_ALONG * settings.aperture,
        "APERTURE_LIMIT": APERTURE_LIMIT,
        "CORING": CORING * settings.aperture,
        "FULL_SCALE": full_scale,
    }
    # Seven digits: with the eighth, the last bit of some pixels of existing films would change.
    luma = np.round(LUMINANCE + settings.mosaic * (MOSAIC_LUMA - LUMINANCE), 7)
    levels = {name: float(number) for name, number in numbers.items()}
    return constants("settings", **levels, SENSOR_LUMA=luma, MOSAIC_LUMA=MOSAIC_LUMA)
