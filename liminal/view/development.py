"""Development: from the light of a scene to the picture of it, with the effects of film, lens and camera."""

from typing import Any

import numpy as np

from liminal.colour import luminance, white_of
from liminal.gl import FullScreen, Scope, Target, Texture, make_texture
from liminal.random import Stream, key_of
from liminal.settings.photo import PhotoSettings
from liminal.settings.view import ViewSettings
from liminal.view.stamp import HEIGHT, MARGIN, date_text, draw_text

GRAINS = 1000.0  # grains of size 1 along the height of a picture

# The date: a digit's height and its distance from the corner, of the picture's height (judged by eye from prints), and
# its light, against white: a red diode shone through the back of the film, which burns out to orange.
STAMP_HEIGHT, STAMP_RIGHT, STAMP_LOW = 0.026, 0.085, 0.06
STAMP_LIGHT = (3.0, 0.42, 0.0)

Box = tuple[float, float, float, float]  # low corner and size, parts of a picture


class Development:
    """Develops pictures as a preset says. Effects that the preset leaves off are not in the shader at all."""

    def __init__(self, scope: Scope, view: ViewSettings, photo: PhotoSettings, seed: int) -> None:
        self._view, self._photo, self._seed = view, photo, seed
        stamped = photo.stamp and photo.clock is not None
        switches = {"FRINGE": photo.fringe > 0, "GRAIN": photo.grain > 0, "STAMP": stamped}
        self._shader = FullScreen(scope, "view_develop.frag", switches)
        self._stamp: Texture | None = None
        if photo.clock is not None and stamped:
            mask = (255 * draw_text(date_text(photo.clock))[::-1, :, None]).astype(np.uint8)
            self._stamp = make_texture(scope, (mask.shape[1], mask.shape[0]), 1, "f1", mask, filter="mipmap")

    def begin(self, glow: dict[str, Texture], gain: float, aspect: float, samples: int, time: float) -> None:
        """Set the values that all parts of a picture share. `gain`: 1 / (cd/m2). `time`: s; each has its own grain."""
        view, photo = self._view, self._photo
        white = 1.0 / white_of(view.white_balance)
        values: dict[str, Any] = {
            **glow,
            "glow": view.glow,
            "exposure": gain,
            "white": white / luminance(white),
            "shoulder": view.shoulder,
            "toe": view.toe,
            "saturation": view.saturation,
            "vignette": view.vignette,
            "aspect": aspect,
            "samples": float(samples),
        }
        if photo.fringe > 0:
            values["fringe"] = photo.fringe
        if photo.grain > 0:
            lattice = np.array([aspect, 1.0]) * GRAINS / photo.grain_size
            seed = key_of(self._seed, Stream.GRAIN, round(time * 1e4))
            values |= {"grain": photo.grain, "grain_lattice": lattice, "grain_seed": seed}
        if self._stamp is not None:
            values |= {"stamp": self._stamp, "stamp_light": STAMP_LIGHT, "stamp_box": _box(self._stamp, aspect)}
        self._shader.program.set(**values)

    def draw(self, target: Target, scene: Texture, part: Box, first_pixel: tuple[int, int]) -> None:
        """Develop one part of a picture: `scene` is the sum of its samples, `first_pixel` where it begins."""
        self._shader.draw(target, scene=scene, part=part, first_pixel=first_pixel)


def _box(stamp: Texture, aspect: float) -> Box:
    """Where the picture of the date lies, for a picture of this aspect: measured from the digits, not its margin."""
    scale = STAMP_HEIGHT / HEIGHT
    width, height = stamp.size[0] * scale / aspect, stamp.size[1] * scale
    margin = MARGIN * STAMP_HEIGHT
    return 1 - (STAMP_RIGHT - margin) / aspect - width, STAMP_LOW - margin, width, height
