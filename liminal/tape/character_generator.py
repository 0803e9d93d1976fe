"""The character generator: captions keyed into a signal."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import convolve1d

from liminal.gl import Scope, Texture, make_texture
from liminal.gl.packing import pack
from liminal.ntsc import FIELD_LINES, SAMPLE_RATE, SETUP
from liminal.settings.display import MakerName
from liminal.tape.caption import Caption
from liminal.tape.filter import gaussian
from liminal.tape.font import CELL_HEIGHT, CELL_WIDTH, draw_text
from liminal.tape.grid import COLOUR_TEXELS, FIRST, PAIR, SAMPLES, TEXELS, Signal
from liminal.tape.shader import tape_shader

DOT = 4, 2  # samples, lines of a field: 32 letters across a line, 13 rows
LETTER_LEVEL = 0.95  # of white
RISE = 0.16e-6  # s: rise time of a letter's edges

Overlay = tuple[NDArray[np.float64], NDArray[np.float64]]
Textures = dict[str, Any]  # by the names of the shader's samplers


@dataclass(frozen=True)
class Letters:
    """Textures of `shaders/tape_letters.glsl`. `box`: within a field, in texels of luma: left, top, width, height."""

    luma: Textures
    colour: Textures
    box: tuple[int, int, int, int]

    def viewports(self, width: int) -> list[tuple[int, int, int, int]]:
        """The box in a signal of `width` texels a line: in field 1, and in field 2."""
        left, top, wide, high = self.box
        scale = TEXELS // width
        return [(left // scale, first + top, wide // scale, high) for first in (0, FIELD_LINES)]


class CharacterGenerator:
    """Keys captions into signals, and draws the letters anew only when the captions change."""

    def __init__(self, scope: Scope, maker: MakerName) -> None:
        self._maker = maker
        self._shader = tape_shader(scope, "key")
        self._captions: tuple[Caption, ...] | None = None
        self._box = 0, 0, 0, 0
        sizes = (TEXELS, TEXELS, COLOUR_TEXELS, COLOUR_TEXELS)
        self._textures = [make_texture(scope, (size, FIELD_LINES), 4, "i4") for size in sizes]

    def draw(self, output: Signal, input: Signal, captions: Sequence[Caption]) -> None:
        """Key captions into a signal."""
        letters = self.letters(captions)
        self._shader.draw(output.luma, signal=input.luma.colours[0], **letters.luma)
        self._shader.draw(output.colour, signal=input.colour.colours[0], **letters.colour)

    def letters(self, captions: Sequence[Caption]) -> Letters:
        """Draw captions; returns their textures and their box."""
        if self._captions != tuple(captions):
            self._captions = tuple(captions)
            drawn = overlay(captions, self._maker)
            _write(self._textures, drawn)
            self._box = _box(drawn)
        luma, luma_kept, colour, colour_kept = self._textures
        return Letters({"letters": luma, "kept": luma_kept}, {"letters": colour, "kept": colour_kept}, self._box)


def overlay(captions: Sequence[Caption], maker: MakerName) -> Overlay:
    """Draw captions on the grid of a field: (240, SAMPLES) twice, their level (100 IRE) and the signal's share below.

    Outlines and shadows are black: at setup.
    """
    light, cover = np.zeros((2, FIELD_LINES, SAMPLES))
    for caption in captions:
        text, around = draw_text(caption.text, maker, DOT)
        x, y = FIRST + (caption.column * CELL_WIDTH - 1) * DOT[0], (caption.row * CELL_HEIGHT - 1) * DOT[1]
        height, width = min(text.shape[0], FIELD_LINES - y), min(text.shape[1], SAMPLES - x)
        place = np.s_[y : y + height, x : x + width]
        light[place] = np.maximum(light[place], text[:height, :width])
        cover[place] = np.maximum(cover[place], around[:height, :width])
    taps = gaussian(RISE, 3, SAMPLE_RATE)
    light, cover = (convolve1d(plane, taps, axis=1) for plane in (light, cover))
    return SETUP * cover + (LETTER_LEVEL - SETUP) * light, 1 - cover


def _box(drawn: Overlay) -> tuple[int, int, int, int]:
    """The bounding box of an overlay, in whole texels of colour; see `Letters`."""
    level, kept = drawn
    changed = (level > 0) | (kept < 1)
    columns = np.flatnonzero(changed.reshape(FIELD_LINES, COLOUR_TEXELS, -1).any(axis=(0, 2)))
    lines = np.flatnonzero(changed.any(axis=1))
    if not len(lines):
        return 0, 0, 0, 0
    left, top = 2 * int(columns[0]), int(lines[0])
    return left, top, 2 * int(columns[-1]) + 2 - left, int(lines[-1]) + 1 - top


def _write(textures: Sequence[Texture], drawn: Overlay) -> None:
    """Upload an overlay: for luma, and for colour, which is 0 under letters."""
    level, kept = drawn
    pairs = kept.reshape(FIELD_LINES, COLOUR_TEXELS, 4, PAIR).mean(-1)
    colour_kept = np.repeat(pairs[:, :, None], 2, axis=2).reshape(FIELD_LINES, -1)
    for texture, samples in zip(textures, (level, kept, np.zeros_like(colour_kept), colour_kept), strict=True):
        texture.write(pack(samples))
