"""Make the picture of docs/passes.md: the passes of a frame of a film side by side, as installed.

.venv/bin/python scripts/pass_sheet.py

Look at it before it is committed.
"""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

import liminal
from liminal.colour import encode_srgb
from liminal.film.picture_sheet import picture_sheet

TARGET = Path(__file__).resolve().parent.parent / "docs" / "pictures" / "passes.jpg"
FRAME = 195  # of survey-team, seed 7: three workers before the camera
SIZE = 480, 320
WHITE = 97  # percentile of luminance that white is at
NAMES = (
    *("picture", "depth", "normal", "position", "uv", "id", "thing", "material", "flow"),
    *("albedo", "irradiance", "direct", "bounce", "emission", "specular"),
)

Picture = NDArray[np.uint8]


def bright(light: NDArray[Any], white: float) -> Picture:
    """Light as a picture, uint8 (h, w, 3)."""
    picture: Picture = np.rint(255 * encode_srgb((light / white).clip(0, 1))).astype(np.uint8)
    return picture


def coloured(numbers: NDArray[np.uint32]) -> Picture:
    """A colour for each number."""
    mixed = numbers.astype(np.uint64) * np.uint64(2654435761)
    bits = [mixed >> np.uint64(shift) & np.uint64(0xFF) for shift in (24, 16, 8)]
    picture: Picture = np.where(numbers[..., None] == 0, 0, np.stack(bits, -1)).astype(np.uint8)
    return picture


def shown(arrays: dict[str, NDArray[Any]]) -> dict[str, Picture]:
    """Each pass as a picture."""
    white = {name: float(np.percentile(arrays[name], WHITE)) for name in ("picture", "irradiance")}
    light = {name: bright(arrays[name], white["picture"]) for name in ("picture", "emission", "specular")}
    falling = {name: bright(arrays[name], white["irradiance"]) for name in ("irradiance", "direct", "bounce")}
    squares = {name: (255 * (arrays[name] % 1.0)).astype(np.uint8) for name in ("position", "uv")}
    squares["uv"] = np.dstack([squares["uv"], np.zeros(arrays["depth"].shape, np.uint8)])
    flow = np.dstack([arrays["forward"], 0 * arrays["depth"]])
    return {
        **light,
        **falling,
        **squares,
        **{name: coloured(arrays[name]) for name in ("id", "thing", "material")},
        "albedo": bright(arrays["albedo"], 1.0),
        "depth": np.repeat((255 / (1 + arrays["depth"] / 4)).astype(np.uint8)[..., None], 3, -1),
        "normal": (127.5 + 127.5 * arrays["normal_camera"]).astype(np.uint8),
        "flow": (127 + 127 * flow / abs(flow).max()).astype(np.uint8),
    }


def main() -> None:
    """Make it."""
    with liminal.Studio.from_request(liminal.ClipRequest(seed=7, shot="survey-team")) as studio:
        (frame,) = studio.clip_passes(NAMES, studio.seconds, SIZE, wanted=[FRAME], samples=8)
    pictures = shown(frame.picture.arrays)
    sheet = picture_sheet([(name, pictures[name]) for name in NAMES], 3, 316)
    Image.fromarray(sheet).save(TARGET, quality=84, optimize=True)
    print(TARGET)


if __name__ == "__main__":
    main()
