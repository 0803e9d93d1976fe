"""Colour: linear Rec. 709 light, its luminance, its encoding for screens, and the white that a camera is set to."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

# Luminance of linear Rec. 709 primaries (ITU-R BT.709-6, item 3.3).
LUMINANCE = np.array([0.2126, 0.7152, 0.0722])

# Linear Rec. 709 from CIE XYZ, white D65 (IEC 61966-2-1, 5.2).
RGB_FROM_XYZ = np.array([[3.2406, -1.5372, -0.4986], [-0.9689, 1.8758, 0.0415], [0.0557, -0.2040, 1.0570]])


def luminance(colour: ArrayLike) -> NDArray[np.floating]:
    """Luminance of linear Rec. 709 colours (..., 3), in their own unit."""
    result: NDArray[np.floating] = np.asarray(colour) @ LUMINANCE
    return result


def encode_srgb(linear: ArrayLike) -> NDArray[np.floating]:
    """Encode linear values 0..1 for an sRGB screen (IEC 61966-2-1); values outside are clipped."""
    value = np.clip(np.asarray(linear), 0.0, 1.0)
    result: NDArray[np.floating] = np.where(value <= 0.0031308, 12.92 * value, 1.055 * value ** (1 / 2.4) - 0.055)
    return result


def decode_srgb(encoded: ArrayLike) -> NDArray[np.floating]:
    """Linear values of sRGB-encoded ones, both 0..1 (IEC 61966-2-1)."""
    value = np.asarray(encoded)
    result: NDArray[np.floating] = np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)
    return result


def white_of(temperature: float) -> NDArray[np.floating]:
    """Linear Rec. 709 colour of a white of the given temperature (K, 1,700 to 25,000), scaled to luminance 1.

    Up to 4,000 K a black body (Kim et al. 2002, US patent 7024034), from 7,000 K on daylight (CIE 15:2004, 3.1.1); the
    two are mixed in between, so that 6,504 K comes out white within 2 %.
    """
    t = 1000.0 / temperature
    x_body = -0.2661239 * t**3 - 0.2343589 * t**2 + 0.8776956 * t + 0.179910
    if temperature >= 4000:
        x_body = -3.0258469 * t**3 + 2.1070379 * t**2 + 0.2226347 * t + 0.240390
    y_body = _body_y(x_body, temperature)

    # Daylight is a little greener than a black body of the same temperature.
    x_day = -4.6070 * t**3 + 2.9678 * t**2 + 0.09911 * t + 0.244063
    if temperature > 7000:
        x_day = -2.0064 * t**3 + 1.9018 * t**2 + 0.24748 * t + 0.237040
    y_day = -3.0 * x_day**2 + 2.870 * x_day - 0.275
    daylight = float(np.clip((temperature - 4000) / 2000, 0, 1))
    x, y = x_body + (x_day - x_body) * daylight, y_body + (y_day - y_body) * daylight
    rgb = RGB_FROM_XYZ @ np.array([x / y, 1.0, (1 - x - y) / y])
    result: NDArray[np.floating] = np.maximum(rgb, 0.01) / float(luminance(np.maximum(rgb, 0.01)))
    return result


def _body_y(x: float, temperature: float) -> float:
    """The y of a black body whose x is known (Kim et al. 2002)."""
    if temperature < 2222:
        return -1.1063814 * x**3 - 1.34811020 * x**2 + 2.18555832 * x - 0.20219683
    if temperature < 4000:
        return -0.9549476 * x**3 - 1.37418593 * x**2 + 2.09137015 * x - 0.16748867
    return 3.0817580 * x**3 - 5.87338670 * x**2 + 3.75112997 * x - 0.37001483
