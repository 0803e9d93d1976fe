"""The impairments and corrections of a deck: noise reduction, bearding, and old colour under a recording."""

import numpy as np
import pytest
from worn_tape import STILL, run, tape

from liminal.gl import Context


def test_line_noise_reduction_takes_noise_and_leaves_edges(context: Context) -> None:
    grey = np.full((480, 720, 3), 110, np.uint8)
    grey[240:] = 180
    noisy, calm = (
        run(context, tape(**STILL, noise=2, colour_noise=0, line_noise_reduction=amount), [3], picture=grey)[0]
        for amount in (0, 1)
    )
    # Shares of 1/2, 1/4 and 1/4 leave the root of 3/8 of noise that is white; the limiter leaves a little more.
    left = calm[40:200, 40:680, 1].std() / noisy[40:200, 40:680, 1].std()
    assert 0.58 < left < 0.72
    step = [played[:, 40:680, 1].astype(float).mean(axis=1) for played in (noisy, calm)]
    assert np.abs(step[1][236:244] - step[0][236:244]).max() < 2


def test_bearding_is_black_and_to_the_right_of_bright_edges(context: Context) -> None:
    lamp = np.full((480, 720, 3), 20, np.uint8)
    lamp[:, 300:420] = 250
    clean, worn = (
        run(context, tape(**STILL, noise=0, bearding=amount), [3], picture=lamp)[0].astype(float)[..., 1]
        for amount in (0, 0.8)
    )
    darker = (clean - worn).mean(axis=0)
    assert darker[300:320].max() > 60
    assert np.abs(darker[150:290]).max() < 3
    assert np.abs(darker[440:]).max() < 3


def test_old_colour_moves_down_without_a_flying_erase_head(context: Context) -> None:
    grey = np.full((480, 720, 3), 120, np.uint8)
    settings = tape(**STILL, noise=0, colour_noise=0, flying_erase=False, transport=[{"at": 0, "kind": "record"}])
    heights = []
    for played in run(context, settings, [45, 70, 95], picture=grey):
        coloured = np.flatnonzero(np.ptp(played.astype(int), axis=2).mean(axis=1) > 8)
        heights.append(coloured[0])
        assert coloured[-1] > 470
    assert heights[0] < heights[1] < heights[2]
    # As fast as tape passes a track: 97 mm at 33.35 mm/s, in 50 frames.
    assert heights[2] - heights[0] == pytest.approx(50 / 29.97 / 2.9 * 480, abs=16)
    (erased,) = run(context, tape(**(settings.model_dump() | {"flying_erase": True})), [95], picture=grey)
    assert np.ptp(erased.astype(int), axis=2).max() < 4
