"""Reshooting: own footage as the scene in front of our camcorder."""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from liminal.camera.camcorder import FULL_SCALE, Camcorder
from liminal.camera.state import CameraState
from liminal.closing import Closing
from liminal.gl import Context, Texture, make_texture
from liminal.ntsc import FIELD_LINES, PICTURE_LINES, PICTURE_PIXELS
from liminal.settings.camera import CameraSettings
from liminal.settings.preset import Preset
from liminal.tape.chain import Chain
from liminal.tape.playback import recalled
from liminal.tape.transport import source_frame

Picture = NDArray[np.uint8]  # (480, 720, 3), R'G'B'; even rows are field 1

# Iris, white balance and focus are those of the footage; our camcorder's automatics are off.
_WHITE = 300.0  # cd/m2 at code 255: a lit room, so the chip needs no gain
_RESTING = CameraState(exposure=1.0 / _WHITE)


def _light_of_code() -> NDArray[np.float16]:
    """Return the light of each of 256 codes, cd/m2: the inverse transfer of ITU-R BT.709, item 1.2."""
    signal = np.arange(256) / 255.0
    linear = np.where(signal < 0.081, signal / 4.5, ((signal + 0.099) / 1.099) ** (1 / 0.45))
    return (_WHITE * linear).astype(np.float16)


def _lights_of_codes() -> NDArray[np.uint32]:
    """Return the light of each pair of neighbouring codes, the first in the low byte, as two half floats: (65536,).

    By pairs a picture takes half as many look-ups.
    """
    second, first = (each.ravel() for each in np.meshgrid(*[_light_of_code()] * 2, indexing="ij"))
    return np.stack([first, second], -1).view(np.uint32).ravel()


class Reshoot(Closing):
    """Turns frames into the signal that a camcorder sends to the tape."""

    def __init__(self, context: Context, settings: CameraSettings, seed: int) -> None:
        self._camcorder = Camcorder(context, settings, seed)
        self._light = make_texture(context, (PICTURE_PIXELS, PICTURE_LINES), 3, "f2", filter="linear")
        self._lights_of_codes = _lights_of_codes()
        self._pairs = np.empty((2, FIELD_LINES, PICTURE_PIXELS * 3 // 2), np.uint32)  # their light, kept for the next

    def picture(self, frame: Picture, number: int) -> Texture:
        """Film frame number `number`: R'G'B' / FULL_SCALE, 720 x 480, top line first; the next call draws over it."""
        # The camcorder takes the fields one above the other, each with its bottom line first.
        fields = np.ascontiguousarray(frame).reshape(FIELD_LINES, 2, -1).view("<u2")[::-1].swapaxes(0, 1)
        np.take(self._lights_of_codes, fields, out=self._pairs, mode="clip")
        self._light.write(self._pairs.view(np.float16).reshape(PICTURE_LINES, PICTURE_PIXELS, 3))
        return self._camcorder.draw(self._light, (_RESTING, _RESTING), number)

    def close(self) -> None:
        """Free the camcorder."""
        self._camcorder.close()
        self._light.release()


def play_reshot(frames: Iterable[Picture], look: Preset, seed: int, first: int = 0) -> Iterator[Picture]:
    """Yield each frame, uint8 (480, 720, 3), as it comes back from the tape of a camcorder; `first` as of `play`."""
    with (
        Context(sharing=True) as context,
        Chain(context, look.tape, look.display, seed, look.signal) as chain,
        Reshoot(context, look.camera, seed) as reshoot,
    ):
        filmed = (
            (reshoot.picture(frame, source_frame(look.tape, number)), number)
            for number, frame in enumerate(recalled(frames, look.tape, first), first)
        )
        yield from chain.play_all(filmed, FULL_SCALE)
