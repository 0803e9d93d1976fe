"""Colour passes: the light of a picture, told apart into that which surfaces scatter, shine with and mirror.

All are means over a pixel's samples, linear Rec. 709:

    picture = albedo * irradiance / pi + emission + specular,    irradiance = direct + bounce

So irradiance is the mean weighted by albedo, and what lies between a surface and the eye, air or a pane, takes from
albedo and emission and not from irradiance.
"""

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.float32]  # (height, width, 3)

DRAWN = "picture", "albedo", "diffuse", "direct", "emission"  # colours of a target, as `view_passes.glsl` numbers them
SHADED = 0, 2, 3  # those that hold reflected light
COLOUR_PASSES = "albedo", "irradiance", "direct", "bounce", "emission", "specular"
ROUNDING = 2.0**-10  # of the picture: so little left over is what half floats have rounded
DARKEST = 1e-3  # albedo: of less no irradiance is told


def colour_passes(drawn: list[Picture]) -> dict[str, Picture]:
    """Return the picture and the COLOUR_PASSES by name, of what was DRAWN.

    `picture`, `emission`, `specular`: cd/m2. `albedo`: 0 to 1. `irradiance`, `direct`, `bounce`: lux, 0 where there is
    no albedo to see them by. `specular` is all the rest: what is mirrored, what shows through water and glass blocks,
    and what air scatters.
    """
    picture, albedo, diffuse, straight, emission = drawn
    seen = albedo > DARKEST
    share = np.divide(np.float32(np.pi), albedo, out=np.zeros_like(albedo), where=seen)
    irradiance, direct = diffuse * share, straight * share
    specular = picture - diffuse * seen - emission
    specular[abs(specular) < ROUNDING * picture] = 0.0
    return {
        "picture": picture,
        "albedo": albedo,
        "irradiance": irradiance,
        "direct": direct,
        "bounce": irradiance - direct,
        "emission": emission,
        "specular": specular,
    }
