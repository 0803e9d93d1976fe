"""Any number of channels becomes two: by ITU-R BS.775-3 (annex 4) where their places are known."""

from math import sqrt

import av
import numpy as np
import pytest
from av.audio.resampler import AudioResampler

from liminal.footage.downmix import stereo

H = sqrt(0.5)
NOTHING, LEFT, RIGHT = (0, 0), (1, 0), (0, 1)

_KINDS = {
    "u8": (np.uint8, 128, 192),
    "s16": (np.int16, 0, 1 << 14),
    "s32": (np.int32, 0, 1 << 30),
    "flt": (np.float32, 0, 0.5),
}


def mixed(layout: str, channel: int, count: int, format: str = "flt") -> np.ndarray:
    """What a half on one channel gives to left and right, against that half."""
    kind, nothing, half = _KINDS[format]
    sound = np.full((1, 64 * count), nothing, kind)
    sound[0, channel::count] = half
    frame = av.AudioFrame.from_ndarray(sound, format=format, layout=layout)
    frame.sample_rate, frame.pts = 8000, 77
    made = stereo(frame)
    assert (made.layout.name, made.format.name, made.sample_rate, made.pts) == ("stereo", "fltp", 8000, 77)
    return made.to_ndarray()[:, 30] / 0.5


@pytest.mark.parametrize(
    ("layout", "gains"),
    [
        ("mono", [(1, 1)]),
        ("stereo", [LEFT, RIGHT]),
        ("2 channels", [LEFT, RIGHT]),
        ("3.0", [LEFT, RIGHT, (H, H)]),
        ("4.0", [LEFT, RIGHT, (H, H), (0.5, 0.5)]),
        ("quad", [LEFT, RIGHT, (H, 0), (0, H)]),
        ("5.1", [LEFT, RIGHT, (H, H), NOTHING, (H, 0), (0, H)]),
        ("5.1(side)", [LEFT, RIGHT, (H, H), NOTHING, (H, 0), (0, H)]),
        ("6 channels", [LEFT, RIGHT, (H, H), NOTHING, (H, 0), (0, H)]),
        ("7.1", [LEFT, RIGHT, (H, H), NOTHING, (H, 0), (0, H), (H, 0), (0, H)]),
        # Two cardioids, at the power of one channel for what is in front: all around and left less right matter.
        ("ambisonic 1", [(H, H), (H, -H), NOTHING, NOTHING]),
        ("ambisonic 1+stereo", [(H, H), (H, -H), NOTHING, NOTHING, LEFT, RIGHT]),
    ],
)
def test_each_channel_has_its_place(layout: str, gains: list[tuple[float, float]]) -> None:
    for channel, expected in enumerate(gains):
        np.testing.assert_allclose(mixed(layout, channel, len(gains)), expected, atol=1e-6)


@pytest.mark.parametrize("count", [3, 4, 5, 7, 9, 16, 20, 64])
def test_of_channels_without_a_place_none_is_lost(count: int) -> None:
    gains = np.array([mixed(f"{count} channels", channel, count) for channel in range(count)])
    powers = (gains**2).sum(axis=1)
    np.testing.assert_allclose(powers, powers[0], rtol=1e-5)  # all are as loud
    assert powers[0] > 1 / count
    np.testing.assert_allclose((gains**2).sum(axis=0), 1.0 if count % 2 == 0 else count / (count + 1), rtol=1e-5)


@pytest.mark.parametrize(("layout", "count"), [("mono", 1), ("quad", 4), ("7.1", 8), ("20 channels", 20)])
def test_planes_are_mixed_as_samples_in_turn(layout: str, count: int) -> None:
    # As Opus, AAC and AC-3 decoders give them.
    packed = np.random.default_rng(2).uniform(-0.5, 0.5, (1, 64 * count)).astype(np.float32)
    frame = av.AudioFrame.from_ndarray(packed, format="flt", layout=layout)
    frame.sample_rate = 8000
    (planes,) = AudioResampler("fltp", layout, 8000).resample(frame)
    assert planes.format.is_planar
    np.testing.assert_array_equal(stereo(planes).to_ndarray(), stereo(frame).to_ndarray())


@pytest.mark.parametrize("format", ["u8", "s16", "s32"])
def test_whole_numbers_are_as_loud_as_floats(format: str) -> None:
    np.testing.assert_allclose(mixed("quad", 3, 4, format), (0, H), atol=1e-6)


def test_every_layout_that_ffmpeg_names_is_heard() -> None:
    for name in (
        "2.1",
        "5.0",
        "6.1",
        "hexagonal",
        "octagonal",
        "7.1(wide)",
        "cube",
        "7.1.4",
        "9.1.6",
        "22.2",
        "downmix",
    ):
        channels = av.AudioLayout(name).channels
        for number, channel in enumerate(channels):
            heard = mixed(name, number, len(channels)).any()
            assert heard != channel.name.startswith("LFE"), (name, channel)
    assert mixed("LFE", 0, 1).all()  # alone, it is the sound
