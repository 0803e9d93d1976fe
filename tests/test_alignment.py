"""Alignment: with `--aligned` what camera and tape show lies where it was; without, the lens and the deck move it."""

import numpy as np
import pytest
from numpy.typing import NDArray

from liminal.ntsc import FIELD_LINES, LUMA, PICTURE_LINES, PICTURE_PIXELS
from liminal.settings.alignment import aligned
from liminal.settings.load import load_preset
from liminal.settings.preset import Preset
from liminal.settings.tape import TapeSettings
from liminal.shoot.reshoot import play_reshot
from liminal.tape.faults import ROW, SHIFT, faults_of

Floats = NDArray[np.float64]

GREY = 80.0
WIDTH = 4.5  # pixels and rows: standard deviation of a dot
STEP, REACH = 40, 16  # pixels from dot to dot, and around each in which it is looked for
CENTRES = [(y, x) for y in range(STEP // 2, PICTURE_LINES, STEP) for x in range(STEP // 2, PICTURE_PIXELS, STEP)]
NO_LETTERS = ("display.show_date=false", "display.show_time=false")
WORN = ("tape.jitter=3", "tape.flagging=2", "tape.generations=2", "tape.line_noise_reduction=0.7", *NO_LETTERS)


def card(peak: tuple[float, float, float]) -> NDArray[np.uint8]:
    """Soft dots on grey: (480, 720, 3)."""
    y, x = np.mgrid[:PICTURE_LINES, :PICTURE_PIXELS] % STEP - STEP // 2
    dots = np.exp(-0.5 * (x**2 + y**2) / WIDTH**2)
    return (GREY + dots[..., None] * (np.array(peak) - GREY)).astype(np.uint8)


def displacements(plane: Floats) -> Floats:
    """How far the centroid of each dot is from where it was drawn: (n, 2), rows and pixels."""
    window = np.hanning(2 * REACH + 1)
    y, x = np.mgrid[-REACH : REACH + 1, -REACH : REACH + 1]
    found = []
    for row, column in CENTRES:
        own = plane[row - REACH : row + REACH + 1, column - REACH : column + REACH + 1]
        light = np.clip(own - np.median(own), 0, None) * window * window[:, None]
        found.append([float((light * axis).sum() / light.sum()) for axis in (y, x)])
    return np.array(found)


def played(look: Preset, peak: tuple[float, float, float] = (190, 190, 190)) -> Floats:
    """The mean of a few frames, from which noise is gone: (480, 720, 3)."""
    return np.asarray(np.mean(list(play_reshot([card(peak)] * 3, look, 7)), axis=0, dtype=np.float64))


@pytest.mark.parametrize("tape", ["vhs-c-1991", "betacam"])
def test_what_is_aligned_lies_at_its_pixel(tape: str) -> None:
    """Luma within a tenth of a pixel all over the picture; a lens and a deck move it by many tenths."""
    look = load_preset(tape=tape, overrides=WORN)
    still = displacements(played(aligned(look)) @ LUMA)
    moved = displacements(played(look) @ LUMA)
    assert np.abs(still).max() < 0.1
    assert np.abs(moved).max(axis=0).min() > 1.0
    assert np.sqrt((moved**2).mean(axis=0)).min() > 0.5


def test_colour_of_one_chip_lies_at_its_row() -> None:
    """Blue on a chip of stripes, and on tape: half a line of a field, which is a row, without; a fifth of it with."""
    usual = load_preset(tape="camcorder", overrides=NO_LETTERS)
    blue = (70, 80, 170), np.array([-0.5, -0.5, 1.0])
    off = [displacements(played(look, blue[0]) @ blue[1])[:, 0].mean() for look in (aligned(usual), usual)]
    assert abs(off[0]) < 0.2
    assert off[1] > 1.0


def test_a_corrector_puts_lines_back_and_hides_nothing() -> None:
    """Mistracking that tears and rolls a picture takes as much of its carrier with a corrector."""
    worn = TapeSettings(format="vhs", jitter=5, tracking=1.0, clog=1.0)
    corrected = worn.model_copy(update={"time_base_corrector": True})
    for frame in (600, 700):
        torn, straight = (faults_of(settings, 5, frame) for settings in (worn, corrected))
        assert np.abs(torn.lines[:, SHIFT]).max() > 10
        assert not np.array_equal(torn.lines[:, ROW], np.arange(2 * FIELD_LINES))
        assert not straight.lines[:, SHIFT].any()
        assert np.array_equal(straight.lines[:, ROW], np.arange(2 * FIELD_LINES))
        assert np.array_equal(straight.carriers, torn.carriers)


def test_recipes_say_nothing_of_what_is_as_usual() -> None:
    """Tapes without a corrector are told as before there was one."""
    tables = load_preset(tape="rental").model_dump(mode="json")
    assert "time_base_corrector" not in tables["tape"]
    assert "centred_colour" not in tables["camera"]
    told = aligned(load_preset(tape="rental"))
    assert Preset.model_validate(told.model_dump(mode="json")) == told
