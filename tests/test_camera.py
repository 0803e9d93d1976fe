"""The camcorder on light whose picture is known: by SMPTE 170M, by the geometry of a lens, and by what chips do."""

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from liminal.camera.camcorder import FULL_SCALE, Camcorder
from liminal.camera.distortion import HALF, undistorted
from liminal.camera.shader_constants import DISTORTION
from liminal.camera.state import CameraState
from liminal.gl import Context, make_texture
from liminal.settings.camera import CameraSettings

Floats = NDArray[np.float64]
Draw = Callable[..., Floats]

DIALS = (
    *("distortion", "softness", "fringe", "flare", "vignette", "dirt", "mosaic", "smear", "bloom", "noise", "pattern"),
    *("hot_pixels", "knee", "aperture", "focus"),
)
OFF = dict.fromkeys(DIALS, 0.0)
LEVEL = FULL_SCALE / 255  # between two levels of the picture
WHITE = CameraState(1.0)
WEIGHTS = np.array([0.299, 0.587, 0.114])


@pytest.fixture
def draw(context: Context) -> Draw:
    """Draw a frame: (480, 720, 3) R'G'B' in whites from the light of its fields, (2, 240, 720, 3), top lines first."""

    def drawn(light: Floats, *, frame: int = 0, states=(WHITE, WHITE), before=(), kind="one-chip", **dials) -> Floats:
        flipped = np.concatenate([light[0, ::-1], light[1, ::-1]])
        rgba = np.concatenate([flipped, np.zeros((480, 720, 1))], axis=-1)
        texture = make_texture(context, (720, 480), 4, "f2", rgba, filter="linear")
        with Camcorder(context, CameraSettings(kind=kind, **(OFF | dials)), seed=7) as camera:
            for number in (*before, frame):
                picture = camera.draw(texture, states, number)
            levels = np.frombuffer(picture.read(), np.uint8).reshape(480, 720, 4)
        texture.release()
        return levels[..., :3] * LEVEL

    return drawn


def flat(*colour: float) -> Floats:
    return np.broadcast_to(np.array(colour, float), (2, 240, 720, 3)).copy()


def code(light: Floats | float) -> Floats:
    """SMPTE 170M, 7.1."""
    light = np.asarray(light, float)
    return np.where(light < 0.018, 4.5 * light, 1.099 * np.maximum(light, 0.018) ** 0.45 - 0.099)


def luma(picture: Floats) -> Floats:
    return picture @ WEIGHTS


def lamp(top: int = 100, left: int = 320, size: tuple[int, int] = (24, 80), light: float = 40.0) -> Floats:
    scene = flat(0.1, 0.1, 0.1)
    scene[:, top : top + size[0], left : left + size[1]] = light
    return scene


@pytest.mark.parametrize("kind", ["one-chip", "three-chip"])
def test_all_off_is_exposure_white_balance_and_the_standard_s_code(draw: Draw, kind: str) -> None:
    light = np.random.default_rng(3).uniform(0, 300, (2, 240, 720, 3))
    states = CameraState(0.002, white=(0.9, 1.0, 1.3)), CameraState(0.003)
    gains = np.array([[0.9, 1.0, 1.3], [1.0, 1.0, 1.0]]) * [[0.002], [0.003]]
    coded = code(light * gains[:, None, None])
    expected = np.empty((480, 720, 3))
    expected[0::2], expected[1::2] = coded
    assert np.abs(draw(light, states=states, kind=kind) - expected).max() < 0.6 * LEVEL + 0.001


@pytest.mark.parametrize("dial", DIALS)
def test_every_dial_does_something(draw: Draw, dial: str) -> None:
    light = lamp() * [1.2, 1.0, 0.6]
    light[:, 200:220] = 1.1
    states = (CameraState(1.0, 6.0, blur=1.0 if dial == "focus" else 0.0, zoom=1.01 if dial == "focus" else 1.0),) * 2
    plain = draw(light, states=(CameraState(1.0, 6.0),) * 2)
    assert np.abs(draw(light, states=states, **{dial: 1.0}) - plain).max() > 2 * LEVEL


def test_a_frame_is_the_same_alone_and_in_a_run(draw: Draw) -> None:
    light, dials = lamp(), dict.fromkeys(DIALS, 0.5)
    alone = draw(light, frame=9, **dials)
    assert np.array_equal(alone, draw(light, frame=9, before=(1, 8), **dials))
    assert not np.array_equal(alone, draw(light, frame=10, **dials))


def test_knee_compresses_and_clip_ends_highlights(draw: Draw) -> None:
    ramp = np.linspace(0, 6, 720)[:, None] * np.ones((2, 240, 1, 3))
    bent, clipped = draw(ramp, knee=1.0)[100, :, 1], draw(ramp)[100, :, 1]
    light = ramp[0, 0, :, 0]
    below = light < 0.75
    assert np.abs(bent - code(light))[below].max() < LEVEL
    assert (np.diff(bent) >= 0).all()
    assert bent[light > 4.1].min() == pytest.approx(1.09, abs=LEVEL)
    assert clipped[light > 1.2].min() == pytest.approx(1.09, abs=LEVEL)
    middle = (light > 1.3) & (light < 3.5)
    assert (bent[middle] < 1.08).all()
    assert (bent[middle] > 0.89).all()


def test_smear_fills_the_columns_of_a_lamp_and_no_others(draw: Draw) -> None:
    scene = lamp()
    scene[1] = 0.1
    added = draw(scene, kind="three-chip", smear=0.5)[..., 1] - draw(scene, kind="three-chip")[..., 1]
    top, bottom = added[0:190:2], added[260::2]
    assert (np.abs(top[:, 330:390] - top[0, 340]) < 1.5 * LEVEL).all()
    assert (np.abs(bottom[:, 330:390] - top[0, 340]) < 1.5 * LEVEL).all()
    assert (added[::2, :312] == 0).all()
    assert (added[::2, 408:] == 0).all()
    assert (added[1::2] == 0).all()
    # In light: 2 to 10 % of white.
    lifted = ((code(0.1) + top[0, 340] + 0.099) / 1.099) ** (1 / 0.45) - 0.1
    assert 0.02 < lifted < 0.12


def test_noise_is_each_field_s_own_grows_with_gain_and_is_weaker_in_highlights(draw: Draw) -> None:
    def noise(light: float, gain_db: float) -> tuple[Floats, float]:
        scene = flat(*[light * 10 ** (-gain_db / 20)] * 3)
        picture = draw(scene, states=(CameraState(1.0, gain_db),) * 2, kind="three-chip", noise=1.0)
        left = picture[..., 1] - picture[..., 1].mean()
        return left, float(left.std())

    dim, dim_noise = noise(0.1, 0.0)
    assert noise(0.9, 0.0)[1] < 0.9 * dim_noise
    assert noise(0.1, 18.0)[1] == pytest.approx(8 * dim_noise, rel=0.3)
    assert abs(np.corrcoef(dim[0::2].ravel(), dim[1::2].ravel())[0, 1]) < 0.02


def test_one_chip_weighs_colours_as_its_mosaic_does(draw: Draw) -> None:
    red, green, blue = 0.30, 0.34, 0.42
    picture = draw(flat(red, green, blue), mosaic=1.0)[40:440, 40:680]
    assert luma(picture).mean() == pytest.approx(code((2 * red + 3 * green + 2 * blue) / 7), abs=LEVEL)
    difference = code(np.array([red, green, blue]))
    wanted = difference - luma(difference)
    assert picture.mean((0, 1)) - luma(picture).mean() == pytest.approx(wanted, abs=LEVEL)


def test_one_chip_sees_colour_coarsely_but_luma_finely(draw: Draw) -> None:
    # Stripes of equal luma, two pixels wide: red and cyan become grey. Stripes of luma stay.
    stripes = (np.arange(720) // 2 % 2)[:, None]
    coloured = np.broadcast_to(np.where(stripes, [0.5, 0.2, 0.2], [0.2, 0.35, 0.275]), (2, 240, 720, 3))
    plain = draw(coloured, mosaic=0.0)[100, 40:680]
    coarse = draw(coloured, mosaic=1.0)[100, 40:680]
    assert np.ptp(plain[:, 0] - luma(plain)) > 0.2
    assert np.ptp(coarse[:, 0] - luma(coarse)) < 0.03
    grey = np.broadcast_to(np.where(stripes, [0.5] * 3, [0.2] * 3), (2, 240, 720, 3))
    assert np.ptp(luma(draw(grey, mosaic=1.0))[100, 40:680]) > 0.2


def test_distortion_is_a_barrel_that_keeps_the_corners(draw: Draw) -> None:
    scene = flat(0.05, 0.05, 0.05)
    scene[:, :40] = 0.5
    edge = (draw(scene, distortion=1.0)[0::2, :, 1] > 0.4).sum(axis=0)
    assert (
        edge[360] < edge[180] < edge[20]
    )  # the strip above a line is narrowest in the middle: the line bends outwards
    scene = flat(0.05, 0.05, 0.05)
    scene[:, :6, :12] = 0.5
    corner = draw(scene, distortion=1.0)
    assert corner[0, 0, 1] > 0.4
    assert corner[-1, -1, 1] < 0.3


def test_the_lens_bends_as_its_formula_says(draw: Draw) -> None:
    """Light that tells its place, red from the left and green from the bottom, shows where each pixel is taken from."""
    across, up = (np.arange(720) + 0.5) / 720, 1 - (np.arange(240) + 0.5) / 240
    u, v = np.meshgrid(across, up)
    scene = np.broadcast_to(np.stack([u, v, 0 * u], axis=-1), (2, 240, 720, 3))
    shown = draw(scene, kind="three-chip", distortion=1.0)
    taken = (undistorted(HALF * (2 * np.stack([u, v], axis=-1) - 1), DISTORTION) / HALF + 1) / 2
    for field in (0, 1):
        assert np.abs(shown[field::2, :, :2] - code(taken))[1:-1].max() < 2 * LEVEL


def test_vignette_darkens_the_corners_alone(draw: Draw) -> None:
    picture = draw(flat(0.5, 0.5, 0.5), vignette=1.0)[..., 1]
    light = ((picture + 0.099) / 1.099) ** (1 / 0.45)
    assert light[240, 360] == pytest.approx(0.5, rel=0.02)
    assert light[0, 0] == pytest.approx(0.5 * 0.45, rel=0.03)


def test_flare_and_dirt_are_light_of_lamps(draw: Draw) -> None:
    dark = flat(0.1, 0.1, 0.1)
    plain = draw(lamp(), kind="three-chip")[..., 1]
    flared = draw(lamp(), kind="three-chip", flare=1.0)[..., 1]
    assert (flared >= plain).all()
    near, far = (flared - plain)[208, 290], (flared - plain)[440, 60]
    assert near > 0.1 > far > 0.0
    dirty = draw(lamp(), kind="three-chip", flare=1.0, dirt=1.0)[..., 1]
    assert (dirty - flared).max() > 0.02
    without = draw(dark, kind="three-chip", dirt=1.0)[..., 1] - draw(dark, kind="three-chip")[..., 1]
    assert without.max() < 0.02


def test_a_lamp_that_is_a_point_has_no_echoes(draw: Draw) -> None:
    """Scattered light falls off on all sides of it, however bright it is."""
    scene = flat(0.05, 0.05, 0.05)
    scene[:, 100:104, 352:368] = 400.0
    lit, dark = (draw(each, kind="three-chip", flare=1.0) for each in (scene, flat(0.05, 0.05, 0.05)))
    veil = (lit - dark)[206, 400:680, 1].reshape(-1, 20).mean(1)  # beside the lamp, outwards
    assert veil[0] > 0.02
    assert (np.diff(veil) < 0.004).all()


@pytest.mark.parametrize("kind", ["one-chip", "three-chip"])
def test_aperture_correction_lifts_fine_detail_by_five_decibels_and_nothing_flat(draw: Draw, kind: str) -> None:
    megahertz, amplitude = 2.7, 0.2
    wave = np.cos(2 * np.pi * megahertz / 13.5 * np.arange(720))
    light = ((0.5 + amplitude * wave + 0.099) / 1.099) ** (1 / 0.45)
    picture = draw(light[:, None] * np.ones((2, 240, 1, 3)), kind=kind, aperture=1.0)[100, 40:680, 1]
    lifted = 2 * abs(np.mean(picture * np.exp(-2j * np.pi * megahertz / 13.5 * np.arange(40, 680)))) / amplitude
    assert 20 * np.log10(lifted) == pytest.approx(5, abs=0.8)
    assert np.array_equal(draw(flat(0.3, 0.3, 0.3), kind=kind, aperture=1.0), draw(flat(0.3, 0.3, 0.3), kind=kind))


def test_aperture_correction_outlines_edges_on_both_sides(draw: Draw) -> None:
    scene = flat(0.1, 0.1, 0.1)
    scene[:, :, 360:] = 0.5
    row = draw(scene, aperture=1.0)[100, :, 1]
    assert row[355:360].min() < row[300] - 0.03
    assert row[360:365].max() > row[420] + 0.03


def test_hot_pixels_stay_and_grow_with_gain(draw: Draw) -> None:
    dark = flat(0.01, 0.01, 0.01)
    pictures = [
        draw(dark / gain, frame=frame, states=(CameraState(1.0, gain_db),) * 2, kind="three-chip", hot_pixels=1.0)[
            ..., 1
        ]
        for frame, gain_db, gain in ((0, 0.0, 1.0), (5, 0.0, 1.0), (0, 6.0206, 2.0))
    ]
    base = pictures[0][0, 0]
    hot = pictures[0] > base + 0.05
    assert np.array_equal(pictures[0], pictures[1])
    assert 10 <= hot.sum() // 2 <= 24
    assert np.array_equal(hot[0::2], hot[1::2])
    assert (pictures[2] > pictures[0] + 0.02)[hot].all()


def test_what_is_out_of_focus_is_blurred_as_far_as_it_is(draw: Draw) -> None:
    scene = flat(0.2, 0.2, 0.2)
    scene[:, :, 360:] = 0.3
    blurred = draw(scene, states=(CameraState(1.0, blur=1.0), WHITE), kind="three-chip")[..., 1]
    light = ((blurred + 0.099) / 1.099) ** (1 / 0.45)
    edge = (light[100] - 0.2) / 0.1
    # From 16 to 84 % of a Gaussian's step are two standard deviations: here 2 x 2.25 pixels.
    assert np.interp(0.84, edge, np.arange(720)) - np.interp(0.16, edge, np.arange(720)) == pytest.approx(4.5, abs=0.7)
    assert np.ptp(blurred[101, 361:]) == 0


def test_zoom_enlarges_about_the_centre(draw: Draw) -> None:
    scene = flat(0.1, 0.1, 0.1)
    scene[:, :, 460:] = 0.5
    row = draw(scene, states=(CameraState(1.0, zoom=1.05),) * 2, focus=0.5)[100, :, 1]
    assert np.argmax(row > 0.4) == pytest.approx(360 + 100 * 1.05, abs=1)
