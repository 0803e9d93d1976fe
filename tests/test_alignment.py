"""Alignment: with `--aligned` what camera and tape show lies where it was; without, the lens and the deck move it."""

from itertools import product

import numpy as np
import pytest
from numpy.typing import NDArray
from sketch import SKETCH

from liminal.api.dub_writer import write_dub
from liminal.api.request import DubRequest, StillRequest
from liminal.api.studio import Studio
from liminal.api.world import World
from liminal.errors import LiminalError
from liminal.gl import Context
from liminal.ntsc import FIELD_LINES, LUMA, PICTURE_LINES, PICTURE_PIXELS
from liminal.settings.alignment import aligned
from liminal.settings.load import load_preset
from liminal.settings.preset import Preset
from liminal.settings.tape import TapeSettings
from liminal.shoot.reshoot import play_reshot
from liminal.shoot.still_tape import StillTape
from liminal.tape.faults import ROW, SHIFT, faults_of
from liminal.view.renderer import Renderer
from liminal.view.resampling import scaled
from liminal.view.stage import StageKey

Floats = NDArray[np.float64]

GREY = 80.0
WIDTH = 4.5  # pixels and rows: standard deviation of a dot
WINDOW, STRUCTURE = 80, 4.0  # pixels, and the least square of a gradient, codes a pixel, that tells where a window is
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


def windows(clean: Floats, other: Floats) -> Floats:
    """How far windows of a luma are from where they are in another, by least squares: (n, 2), pixels and rows.

    `other` is as bright as a straight line makes of `clean`, moved by a little: a gradient's worth for each pixel.
    """
    along, across = np.gradient(clean)
    found = []
    for y, x in product(range(0, clean.shape[0], WINDOW), range(0, clean.shape[1], WINDOW)):
        own = slice(y, y + WINDOW), slice(x, x + WINDOW)
        terms = np.stack([clean[own].ravel(), np.ones(WINDOW**2), across[own].ravel(), along[own].ravel()], 1)
        if np.linalg.eigvalsh(terms[:, 2:].T @ terms[:, 2:])[0] > STRUCTURE * WINDOW**2:
            gain, _, *moved = np.linalg.lstsq(terms, other[own].ravel(), rcond=None)[0]
            found.append([-each / gain for each in moved])
    return np.array(found)


def test_a_still_on_tape_lies_on_the_clean_one(context: Context) -> None:
    """A place, seen clean, and by a camera whose focus breathes and whose lens bends: aligned, and as it is."""
    world = World(7, load_preset("level-0", SKETCH))
    look, pose = load_preset(tape="camcorder", overrides=(*NO_LETTERS, "camera.focus=1")), world.viewpoint()
    with Renderer(context, world) as renderer:
        stage = renderer.stage(StageKey((pose,), moment=0.0))
        clean = renderer.picture([(stage, 1.0)], pose, (640, 480), renderer.meter(stage, pose), 4) @ LUMA
        medians = []
        for each in (aligned(look), look):
            with StillTape(context, each, 7) as tape:
                shown = scaled(tape.picture(renderer, stage, pose, 4, frame=300), (640, 480))
            medians.append(np.median(np.abs(windows(clean, shown @ LUMA)), axis=0))
    assert medians[0].max() < 0.15
    assert medians[1].max() > 0.5


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


def test_without_a_tape_there_is_nothing_to_align() -> None:
    with pytest.raises(LiminalError, match="--aligned is for tapes, and there is none"):
        Studio.from_request(StillRequest(aligned=True))
    with pytest.raises(LiminalError, match="--aligned is for tapes, and there is none"):
        write_dub("b.mp4", "a.mp4", DubRequest(tape="off", aligned=True))


def test_recipes_say_nothing_of_what_is_as_usual() -> None:
    """Tapes without a corrector are told as before there was one."""
    tables = load_preset(tape="rental").model_dump(mode="json")
    assert "time_base_corrector" not in tables["tape"]
    assert "centred_colour" not in tables["camera"]
    told = aligned(load_preset(tape="rental"))
    assert Preset.model_validate(told.model_dump(mode="json")) == told
