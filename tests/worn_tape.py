"""What tests of worn tapes share: settings, a test card, and its playback."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.gl import Context, make_texture
from liminal.settings.display import DisplaySettings
from liminal.settings.tape import TapeSettings
from liminal.tape.chain import Chain

MICROSECOND = 14.318182  # samples at four times the subcarrier
LINE = 63.5556  # us (SMPTE 170M)
STILL: dict[str, Any] = {"dropouts": 0, "jitter": 0, "head_switch": 0, "flagging": 0, "hue": 0}
SNOW = {"kind": "stop", "seconds": 0.8}


def tape(**settings: Any) -> TapeSettings:
    return TapeSettings.model_validate({"format": "vhs", **settings})


def card() -> NDArray[np.uint8]:
    """A test card: bars of all colours, with fine vertical lines across the upper half."""
    bars = np.array([[(n >> 1) & 1, (n >> 2) & 1, n & 1] for n in range(7, -1, -1)]) * 191
    picture = np.repeat(bars, 90, axis=0)[None].repeat(480, axis=0).astype(np.uint8)
    picture[:240, ::8] = 235
    return picture


def run(
    context: Context,
    settings: TapeSettings,
    frames: list[int],
    seed: int = 7,
    picture: NDArray[np.uint8] | None = None,
) -> list[NDArray[np.uint8]]:
    source = make_texture(context, (720, 480), 3, "f1", card() if picture is None else picture)
    with Chain(context, settings, DisplaySettings(), seed) as chain:
        played = [chain.play(source, frame).copy() for frame in frames]
    source.release()
    return played
