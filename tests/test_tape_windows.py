"""The tape against the standards' windows as own footage meets them: measured from file to file."""

from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from footage import NTSC, steady, write_clip
from tape_path import amplitude, decibels, spectrum

RATE = 13.5e6  # Hz, of the pixels of 720 x 480 (ITU-R BT.601)
FREQUENCIES = [0.5e6, 1e6, 1.5e6, 2e6, 2.5e6, 3e6]
SWING = 8 / 92.5 * 255  # levels: sines of 16 IRE from peak to peak
GREYS = 5  # pictures
LUMA = np.array([0.299, 0.587, 0.114])  # SMPTE 170M
FILES: dict[str, tuple[str, ...]] = {
    "fields.mkv": ("--scan", "interlaced", "--codec", "ffv1"),
    "fields.mp4": ("--scan", "interlaced"),
    "bob.mp4": (),
}


def _sine(frequency: float) -> np.ndarray:
    line = 127.5 + SWING * np.sin(2 * np.pi * frequency / RATE * np.arange(720))
    return np.broadcast_to(np.uint8(np.round(line))[None, :, None], (480, 720, 3)).copy()


def _lumas(path: Path) -> list[np.ndarray]:
    """Luma of the pictures of a film, 0 to 255 from black to white: what its file holds, where it holds luma."""
    with av.open(str(path)) as film:
        frames = list(film.decode(video=0))
    if frames[0].format.name == "yuv420p":
        return [(frame.to_ndarray()[:480].astype(float) - 16) * 255 / 219 for frame in frames]
    return [frame.to_ndarray(format="rgb24") @ LUMA for frame in frames]


@pytest.fixture(scope="module")
def card(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lossless film: a picture of each frequency, then grey ones; its pixels are those of television, 10:11."""
    pictures = [*map(_sine, FREQUENCIES), *[np.full((480, 720, 3), 128, np.uint8)] * GREYS]
    path = tmp_path_factory.mktemp("windows") / "card.mkv"
    times = steady(len(pictures), NTSC)
    lossless = {"slices": "4"}
    return write_clip(path, pictures, times, codec="ffv1", pix_fmt="bgr0", options=lossless, pixel=Fraction(10, 11))


@pytest.fixture
def played(liminal, card: Path, tmp_path: Path, request: pytest.FixtureRequest) -> list[np.ndarray]:
    """The middles of the pictures that come back from a tape in a file, as many as one picture became in a row."""
    tape, name = request.param
    done = liminal("vhs", card, "--camera", "off", "--tape", tape, *FILES[name], "-o", tmp_path / name)
    assert done.status == 0, done.err
    lumas = np.stack(_lumas(tmp_path / name))[:, 60:380]
    return list(lumas.reshape(len(FREQUENCIES) + GREYS, -1, 720))


@pytest.mark.parametrize("played", [("camcorder", name) for name in FILES], indirect=True, ids=list(FILES))
def test_a_good_deck_s_answer_falls_and_its_noise_rises(played: list[np.ndarray]) -> None:
    found = [amplitude(rows, frequency, RATE) for frequency, rows in zip(FREQUENCIES, played, strict=False)]
    answer = [decibels(each / found[0]) for each in found]
    assert decibels(found[0] / SWING) == pytest.approx(0, abs=0.3)
    assert max(answer) <= 0.3
    assert all(after <= before + 0.1 for before, after in pairwise(answer))
    assert -6 <= answer[-1] <= -3

    # By calculation: triangular noise through the de-emphasis rises by 7.1 dB from the one band to the other.
    # Without its own settings for grain, x264 leaves 3 to 5.
    grey = np.concatenate(played[len(FREQUENCIES) :])
    rise = spectrum(grey[:, 60:660], 0.9e6, 1.3e6, RATE) - spectrum(grey[:, 60:660], 0.1e6, 0.3e6, RATE)
    assert rise == pytest.approx(7, abs=1.5)


@pytest.mark.parametrize("played", [("vhs-c-1991", "fields.mkv")], indirect=True, ids=["vhs-c-1991"])
def test_hard_outlines_are_drawn_where_they_are_asked_for(played: list[np.ndarray]) -> None:
    """The control of the test above: a deck that sharpens leaves the window."""
    low, high = (amplitude(played[FREQUENCIES.index(frequency)], frequency, RATE) for frequency in (0.5e6, 2e6))
    assert decibels(high / low) > 2
