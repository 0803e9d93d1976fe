"""OpenEXR files in memory: channels of float or whole numbers, lossless."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.film.recipe import KEY

# Red, green, blue and white of ITU-R BT.709 as CIE x, y, the way the EXR attribute lists them.
_REC709_CHROMATICITIES = (0.64, 0.33, 0.30, 0.60, 0.15, 0.06, 0.3127, 0.3290)


def exr_bytes(channels: Mapping[str, NDArray[Any]], text: str = "", *, light: bool = True) -> bytes:
    """Return channels, (H, W) or "RGB" (H, W, 3), top row first, as an OpenEXR file with ZIP compression.

    `text`: of a recipe, which it carries. `light`: colours are linear Rec. 709, and cd/m2 (`whiteLuminance` 1). By way
    of memory: OpenEXR takes no name that is not UTF-8, and does not say why a write to disk failed.
    """
    import OpenEXR

    header: dict[str, Any] = {"compression": OpenEXR.ZIP_COMPRESSION, "type": OpenEXR.scanlineimage}
    if light:
        header |= {"chromaticities": _REC709_CHROMATICITIES, "whiteLuminance": 1.0}
    if text:
        header[KEY] = text
    file = BytesIO()
    OpenEXR.File(header, {name: np.ascontiguousarray(each) for name, each in channels.items()}).write(file)
    return file.getvalue()
