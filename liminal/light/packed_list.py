"""Lists as textures: LIST_WIDTH entries a row unless another width is asked for, and back."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.errors import LiminalError
from liminal.gl import Scope, Texture, make_texture, table_extent, trim
from liminal.gl.texture import Format
from liminal.piece.surfel import LIST_WIDTH

LONG = 1 << 18  # entries: up to here a piece takes less than 0.6 GB, all of the program included


def packed_size(count: int, width: int = LIST_WIDTH) -> tuple[int, int]:
    """Width and height of the texture that holds a list of `count` entries, `width` a row."""
    return width, table_extent(-(-count // width))


def pack_list(
    scope: Scope, entries: NDArray[Any], format: Format = "f4", width: int = LIST_WIDTH, channels: int | None = None
) -> Texture:
    """Upload a list (n, channels), `width` entries a row; the rest of the last row is zero.

    `channels`: of the texture, if more than entries have; those that are missing are zero. Raises LiminalError when
    it is too long.
    """
    width, height = packed_size(len(entries), width)
    if height > scope.context.info.max_texture_size:
        raise LiminalError(
            f"what is in view needs a list of {len(entries):,} entries, and this OpenGL driver holds "
            f"{width * scope.context.info.max_texture_size:,}; choose a smaller view.reach or light.density"
        )
    channels = channels or entries.shape[1]
    rows = np.zeros((width * height, channels), format)
    rows[: len(entries), : entries.shape[1]] = entries
    return make_texture(scope, (width, height), channels, format, rows.reshape(height, width, -1))


def trim_long(scope: Scope, count: int) -> None:
    """Return free memory to the system if lists of `count` entries are long: shorter ones do not repay the time."""
    if count >= LONG:
        trim(scope)


def unpack_list(rows: NDArray[Any], count: int) -> NDArray[Any]:
    """Turn the texels of such a texture (height, width, channels) into a list (count, channels)."""
    return rows.reshape(-1, rows.shape[-1])[:count]
