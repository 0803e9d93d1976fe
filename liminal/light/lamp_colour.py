"""The colours of lamps' light: of the preset's own lamps, or each lamp's."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from liminal.colour import luminance
from liminal.settings.light import LightSettings

# Clear mercury vapour, chromaticity (0.326, 0.390) (IES Lighting Handbook), linear Rec. 709 of luminance 1.
MERCURY = np.array([0.81, 1.10, 0.61], np.float32)
WARMTH_STEPS = 8


def lamp_colour(settings: LightSettings) -> NDArray[np.float32]:
    """The colour of the light of a preset's lamps: float32 (3,), linear Rec. 709, of luminance 1."""
    colour = np.array(settings.lamp_colour, np.float32)
    return colour / np.float32(luminance(colour))


def lamp_colours(lamps: NDArray[np.void], usual: NDArray[np.float32]) -> NDArray[np.float32]:
    """The colour of the light of each of some lamps, (m,) LAMP or AREA_LIGHT: float32 (m, 3), of luminance 1.

    `usual`: that of the preset's lamps, (3,).
    """
    own: NDArray[np.float32] = lamps["colour"]
    return np.where(own.any(1, keepdims=True), own, usual)


def warmed(colours: NDArray[np.float32], warmth: NDArray[np.float32]) -> NDArray[np.float32]:
    """The colours of discharge lamps, (m, 3) of luminance 1 once they have run up, while they do: (m, 3).

    `warmth`: (m,), from 0, when an arc in mercury vapour has just struck, to 1; taken in WARMTH_STEPS, since light is
    found for lamps of one colour at a time.
    """
    share = np.round(warmth * WARMTH_STEPS)[:, None] / np.float32(WARMTH_STEPS)
    mixed: NDArray[np.float32] = np.where(share < 1, MERCURY + (colours - MERCURY) * share, colours)
    return mixed.astype(np.float32)


def alike(colours: NDArray[np.float32]) -> Iterator[tuple[NDArray[np.float32], NDArray[np.intp]]]:
    """Yield each of some colours, (m, 3), once: (3,), with the places in the list that have it."""
    kinds, group = np.unique(colours, axis=0, return_inverse=True)
    for number, colour in enumerate(kinds):
        yield colour, np.flatnonzero(group.ravel() == number)
