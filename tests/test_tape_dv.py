"""MiniDV against another program's DV (FFmpeg's, by way of PyAV), and time-lapse recorders."""

from fractions import Fraction

import av
import numpy as np
import pytest

from liminal.settings.tape import MOST_DROPOUTS, TapeSettings
from liminal.tape.dv import DigitalTape, components
from liminal.tape.time_lapse import TimeLapse, recorded_field

WHOLE = TapeSettings(format="dv", dropouts=0)
RATE = Fraction(30_000, 1001)


def scene(noise: float, moved: int = 0) -> np.ndarray:
    """Slopes, edges and stripes, with noise; `moved`: pixels between the two fields."""
    y, x = np.mgrid[:480, :720].astype(float)
    grey = (
        110 + 60 * np.sin(x / 90) * np.cos(y / 70) + 50 * (np.hypot(x - 360, y - 240) < 120) + 15 * np.sin(x * y / 3e3)
    )
    picture = np.stack([grey, 0.9 * grey + 10, 0.6 * grey + 20 * np.sin(x / 15)], axis=-1)
    picture[1::2] = np.roll(picture[1::2], moved, axis=1)
    picture += np.random.default_rng(3).normal(0, noise, picture.shape)
    return np.clip(np.rint(picture), 0, 255).astype(np.uint8)


def planes(picture: np.ndarray) -> list[np.ndarray]:
    """Luma (480, 720) and colour (480, 180) around 128, as files of DV keep them."""
    luma, blue, red = components(picture)
    return [luma[:, :720] + 128, blue[:, :180] + 128, red[:, :180] + 128]


def through_ffmpeg(parts: list[np.ndarray]) -> list[np.ndarray]:
    encoder = av.CodecContext.create("dvvideo", "w")
    encoder.width, encoder.height, encoder.pix_fmt = 720, 480, "yuv411p"
    encoder.framerate, encoder.time_base = RATE, 1 / RATE
    frame = av.VideoFrame(720, 480, "yuv411p")
    for plane, part in zip(frame.planes, parts, strict=True):
        rows = np.zeros((480, plane.line_size), np.uint8)
        rows[:, : part.shape[1]] = np.clip(np.rint(part), 0, 255)
        plane.update(rows.tobytes())
    packets = [*encoder.encode(frame), *encoder.encode(None)]
    decoder = av.CodecContext.create("dvvideo", "r")
    played = (decoder.decode(packets[0]) or decoder.decode(None))[0]
    rows_of = [np.frombuffer(bytes(plane), np.uint8).reshape(480, -1) for plane in played.planes]
    return [rows[:, : part.shape[1]].astype(float) for rows, part in zip(rows_of, parts, strict=True)]


def error(one: np.ndarray, two: np.ndarray) -> float:
    return float(np.sqrt(np.square(one - two).mean()))


@pytest.mark.parametrize(("noise", "moved"), [(0, 0), (5, 0), (12, 0), (30, 0), (3, 9), (8, 60)])
def test_it_loses_what_another_coder_loses(noise: float, moved: int) -> None:
    picture = scene(noise, moved)
    parts = planes(picture)
    theirs = error(through_ffmpeg(parts)[0], parts[0])
    ours = error(planes(DigitalTape(WHOLE, 1).play(picture, 0))[0], parts[0])
    # Both end in whole levels, which alone is 0.3 of one.
    assert ours == pytest.approx(theirs, rel=0.12, abs=0.2)


def test_fields_that_differ_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    moving = scene(3, 200)

    def lost() -> float:
        return error(planes(DigitalTape(WHOLE, 1).play(moving, 0))[0], planes(moving)[0])

    apart = lost()
    monkeypatch.setattr("liminal.tape.dv.COMB", 1e9)
    assert apart < 0.85 * lost()


def test_what_is_flat_has_no_noise() -> None:
    for level in (0, 90, 255):
        flat = np.full((480, 720, 3), level, np.uint8)
        played = DigitalTape(WHOLE, 1).play(flat, 5).astype(int)
        assert np.ptp(played) == 0
        assert abs(played[0, 0, 0] - level) <= 1


def test_colour_is_known_once_in_four_columns_and_every_line() -> None:
    grey, red = np.full(3, 100.0), np.array([180.0, 70.0, 70.0])
    across = np.where((np.arange(720) % 4 < 2)[None, :, None], grey, red)
    down = np.where((np.arange(480) % 4 < 2)[:, None, None], grey, red)
    left = []
    for picture in (across, down):
        whole = np.broadcast_to(picture, (480, 720, 3)).astype(np.uint8)
        played = DigitalTape(WHOLE, 1).play(whole, 0).astype(float)
        left.append((played[..., 0] - played[..., 1]).std() / (whole[..., 0] - whole[..., 1].astype(float)).std())
    assert left[0] < 0.1
    assert left[1] > 0.8


def test_dropouts_take_blocks_and_leave_the_rest() -> None:
    picture = scene(4)
    whole = DigitalTape(WHOLE, 1).play(picture, 0).astype(int)
    tape = DigitalTape(TapeSettings(format="dv", dropouts=1800), 1)
    hit = 0
    for frame in range(12):
        changed = np.abs(tape.play(picture, frame) - whole).max(axis=-1)
        # Colour is drawn out between its columns, so a block reaches two pixels into its neighbours.
        blocks = (changed.reshape(60, 8, 720) > 2).any(axis=1)[:, : 22 * 32].reshape(60, 22, 32)[..., 2:-2]
        inner = blocks.any(axis=-1)
        hit += inner.any()
        assert inner.mean() < 0.3
    assert 4 <= hit <= 12  # one a frame on average: six in ten have at least one
    assert np.array_equal(tape.play(picture, 7), tape.play(picture, 7))


def test_of_a_tape_without_its_coating_nothing_is_left() -> None:
    picture = scene(4)
    whole = DigitalTape(WHOLE, 1).play(picture, 0).astype(int)
    lost = DigitalTape(TapeSettings(format="dv", dropouts=MOST_DROPOUTS), 1).play(picture, 0)
    blocks = np.abs(lost - whole).max(axis=-1).reshape(60, 8, 90, 8).max(axis=(1, 3)) > 2
    assert blocks.mean() > 0.95


def test_a_frame_does_not_know_the_others() -> None:
    picture, settings = scene(4), TapeSettings(format="dv", dropouts=5000)
    run = DigitalTape(settings, 1)
    assert np.array_equal(
        [run.play(picture, frame) for frame in range(3)][2], DigitalTape(settings, 1).play(picture, 2)
    )


def test_time_lapse_shows_a_field_until_the_next_is_due() -> None:
    assert [recorded_field(number, 3) for number in range(7)] == [0, 0, 0, 3, 3, 3, 6]
    frames = [np.zeros((480, 720, 3), np.uint8) for _ in range(4)]
    for number in range(8):
        frames[number // 2][number % 2 :: 2] = number
    lapse = TimeLapse(3)
    shown = [lapse.show(frame, number) for number, frame in enumerate(frames)]
    assert [int(frame[row, 0, 0]) for frame in shown for row in range(2)] == [0, 0, 0, 3, 3, 3, 6, 6]
    assert all(np.array_equal(TimeLapse(1).show(frame, 0), frame) for frame in frames)
