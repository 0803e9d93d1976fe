"""Test pictures for the tape, drawn here: 720 x 480, R'G'B', uint8, as a camera would hand them over."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Floats = NDArray[np.float64]

WIDTH, HEIGHT = 720, 480
PIXEL_RATE = 13.5e6  # Hz


def bars() -> Picture:
    """75 % bars, a row of bursts from 0.5 to 4.2 MHz, steps of grey."""
    order = ((1, 1, 1), (1, 1, 0), (0, 1, 1), (0, 1, 0), (1, 0, 1), (1, 0, 0), (0, 0, 1))
    along = np.arange(WIDTH)
    picture = np.zeros((HEIGHT, WIDTH, 3))
    picture[:280] = 0.75 * np.array(order)[along * 7 // WIDTH]
    bursts = np.array([0.5e6, 1e6, 1.5e6, 2e6, 2.5e6, 3e6, 3.58e6, 4.2e6])[along * 8 // WIDTH]
    packet = np.abs(along * 8 % WIDTH / WIDTH - 0.5) < 0.42
    picture[280:400] = (0.5 + 0.3 * packet * np.sin(2 * np.pi * bursts / PIXEL_RATE * along))[:, None]
    picture[400:] = (along * 9 // WIDTH / 8)[:, None]
    return _finished(picture)


def zone_plate() -> Picture:
    """Rings that grow finer outwards, to the finest of a picture at its sides, in grey; and coloured wedges."""
    y, x = np.mgrid[:HEIGHT, :WIDTH].astype(float)
    x, y = x - WIDTH / 2, (y - HEIGHT / 2) * WIDTH / HEIGHT
    grey = 0.5 + 0.38 * np.cos(np.pi * (x**2 + y**2) / WIDTH)
    picture = np.repeat(grey[..., None], 3, axis=2)
    corner = np.hypot(x, y) > 400
    hue = np.arctan2(y, x)
    for channel in range(3):
        picture[..., channel] = np.where(corner, 0.5 + 0.3 * np.cos(3 * hue - channel * 2.1), picture[..., channel])
    return _finished(picture)


def face() -> Picture:
    """What test charts with a model are for: skin, hair, eyes, lips, a striped shirt and a red scarf; nobody's face."""
    y, x = np.mgrid[:HEIGHT, :WIDTH].astype(float)
    # Square pixels, counted in heights of the picture from its middle.
    x, y = (x / WIDTH - 0.5) * 4 / 3, y / HEIGHT - 0.5
    picture = np.empty((HEIGHT, WIDTH, 3))
    picture[:] = np.array([0.34, 0.42, 0.46]) * (1.15 - 0.5 * (x[..., None] + 0.3) ** 2)

    def lay(cover: Floats, colour: tuple[float, float, float], shade: Floats | float = 1.0) -> None:
        cover = np.clip(cover, 0, 1)[..., None]
        picture[:] = picture * (1 - cover) + cover * np.array(colour) * np.broadcast_to(shade, y.shape)[..., None]

    def oval(cx: float, cy: float, width: float, height: float, soft: float = 0.006) -> Floats:
        cover: Floats = (1 - np.hypot((x - cx) / width, (y - cy) / height)) * min(width, height) / soft
        return cover

    light = 0.72 + 0.5 * np.clip(0.45 - 0.9 * x - 0.35 * y, 0, 0.75)
    stripes = np.where(np.sin(2 * np.pi * (x * 34 + 0.15 * np.sin(9 * y))) > 0, 1.0, 0.42)
    lay(oval(0.0, 0.62, 0.46, 0.36), (0.62, 0.66, 0.74), stripes * light)
    lay(oval(0.0, 0.26, 0.095, 0.2), (0.74, 0.53, 0.43), 0.8 * light)
    lay(oval(-0.01, 0.30, 0.19, 0.055), (0.78, 0.10, 0.10), light)
    strands = 0.75 + 0.5 * np.sin(260 * x + 30 * np.sin(7 * y)) * 0.5
    lay(oval(0.0, -0.06, 0.235, 0.33), (0.23, 0.14, 0.09), strands * light)
    lay(oval(0.0, 0.0, 0.165, 0.235, 0.012), (0.86, 0.64, 0.53), light)
    lay(oval(0.0, -0.235, 0.19, 0.085), (0.23, 0.14, 0.09), strands * light)
    for side in (-1, 1):
        lay(oval(0.066 * side, -0.018, 0.034, 0.014), (0.93, 0.92, 0.90), light)
        lay(oval(0.064 * side, -0.018, 0.0135, 0.0135), (0.20, 0.33, 0.40))
        lay(oval(0.064 * side, -0.018, 0.0062, 0.0062, 0.002), (0.04, 0.03, 0.03))
        lay(oval(0.059 * side, -0.023, 0.004, 0.004, 0.002), (1.0, 1.0, 1.0))
        lay(oval(0.066 * side, -0.062, 0.042, 0.0075, 0.004), (0.25, 0.16, 0.11))
        lay(0.35 * oval(0.095 * side, 0.07, 0.05, 0.04, 0.04), (0.90, 0.50, 0.42), light)
    lay(0.5 * oval(0.02, 0.045, 0.018, 0.05, 0.02), (0.66, 0.45, 0.37), light)
    lay(oval(0.0, 0.125, 0.052, 0.0155, 0.004), (0.70, 0.20, 0.22), light)
    lay(oval(0.0, 0.1235, 0.05, 0.003, 0.002), (0.35, 0.10, 0.11))
    lay(oval(-0.34, -0.28, 0.06, 0.06), (0.95, 0.80, 0.10))
    lay(oval(0.36, -0.28, 0.06, 0.06), (0.10, 0.30, 0.75))
    return _finished(picture)


def lamp() -> Picture:
    """A lit troffer on a dark ceiling of tiles, overexposed, and a thin bright line."""
    y, x = np.mgrid[:HEIGHT, :WIDTH].astype(float)
    x, y = (x / WIDTH - 0.5) * 4 / 3, y / HEIGHT - 0.5
    # A ceiling seen from below: distance shrinks towards the horizon.
    depth = 0.35 / np.maximum(0.62 + y * -1.0, 0.08)
    across, along = x * depth * 4.2, depth * 5.0
    grid = np.minimum(np.abs(across % 0.61 - 0.305), 0.3) > 0.294
    grid |= np.abs(along % 0.61 - 0.305) > 0.296
    tile = 0.17 + 0.02 * np.sin(across * 91) * np.sin(along * 77)
    shade = np.exp(-1.1 * np.hypot(across, along - 1.9))
    picture = (np.where(grid, 0.10, tile) * (0.35 + 2.2 * shade))[..., None] * np.array([1.0, 0.95, 0.76])
    lit = (np.abs(across) < 0.3) & (np.abs(along - 1.9) < 0.6)
    picture[lit] = [1.0, 1.0, 0.97]
    picture[(np.abs(y - 0.30) < 0.004) & (x > -0.5) & (x < 0.5)] = [0.98, 0.98, 0.98]
    picture[(np.abs(x - 0.45) < 0.004) & (y > 0.05)] = [0.98, 0.98, 0.98]
    return _finished(picture)


CHARTS: dict[str, Callable[[], Picture]] = {"bars": bars, "zone-plate": zone_plate, "face": face, "lamp": lamp}


def _finished(picture: Floats) -> Picture:
    return np.rint(np.clip(picture, 0, 1) * 255).astype(np.uint8)
