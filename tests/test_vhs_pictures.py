"""`liminal vhs` with pictures: turned, held, numbered, and one of them spoilt."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from dubbing import play_off, write_numbered
from footage import grey, read_video, steady, write_clip
from PIL import Image


def test_a_turned_video_stands_upright(liminal, tmp_path: Path) -> None:
    picture = np.zeros((48, 64, 3), np.uint8)
    picture[:, 48:] = 220  # at the right; turned counter-clockwise it is at the top
    clip = write_clip(tmp_path / "a.mp4", [picture] * 4, steady(4, Fraction(30)), rotation=90)
    with av.open(str(clip)) as film:
        assert next(film.decode(video=0)).rotation == 90
    play_off(liminal, clip, tmp_path / "b.mkv", "--codec", "ffv1")
    shown = read_video(tmp_path / "b.mkv")[0][0].astype(int)
    assert shown[20:100, 340:380].min() > 190
    assert shown[140:460, 340:380].max() < 30


def test_pictures_are_held_turned_and_laid_over_black(liminal, tmp_path: Path) -> None:
    sideways = Image.fromarray(np.concatenate([grey(220, (32, 48)), grey(0, (32, 48))], axis=1))
    exif = Image.Exif()
    exif[0x0112] = 6  # turn it clockwise: what is at the left goes to the top
    sideways.save(tmp_path / "a.jpg", exif=exif, quality=95)
    play_off(liminal, tmp_path / "a.jpg", tmp_path / "b.png")
    shown = np.asarray(Image.open(tmp_path / "b.png"))
    assert shown.shape == (480, 640, 3)
    assert shown[20:200, 310:330].min() > 200
    assert shown[280:460, 310:330].max() < 20

    play_off(liminal, tmp_path / "a.jpg", tmp_path / "c.mp4", "--seconds", 0.5)
    assert len(read_video(tmp_path / "c.mp4")[0]) == 15
    deep = np.full((48, 64), 32768, np.uint16)
    Image.fromarray(deep).save(tmp_path / "deep.png")
    play_off(liminal, tmp_path / "deep.png", tmp_path / "d.png")
    assert abs(np.asarray(Image.open(tmp_path / "d.png")).astype(int) - 128).max() <= 1


@pytest.mark.parametrize("name", ["in", "in/a%d.png", "in/a*.png"])
def test_numbered_pictures_are_a_film_and_a_film_numbered_pictures(liminal, tmp_path: Path, name: str) -> None:
    write_numbered(tmp_path / "in")
    (tmp_path / "out").mkdir()
    play_off(liminal, f"{tmp_path}/{name}", tmp_path / "out/%03d.png")
    written = sorted((tmp_path / "out").iterdir())
    assert [path.name for path in written] == [f"{number:03d}.png" for number in range(1, 13)]
    levels = [np.asarray(Image.open(path))[240, 320, 0] for path in written]
    assert levels == [20 * number for number in range(12)]  # a10 after a9
    play_off(liminal, f"{tmp_path}/{name}", tmp_path / "slow.mp4", "--rate", 10)
    assert len(read_video(tmp_path / "slow.mp4")[0]) == 36
    play_off(liminal, f"{tmp_path}/{name}", tmp_path / "a.gif")
    with Image.open(tmp_path / "a.gif") as gif:
        assert gif.n_frames == 6


def test_a_spoilt_picture_in_a_series_is_skipped(liminal, tmp_path: Path) -> None:
    write_numbered(tmp_path / "in")
    (tmp_path / "in/a5.png").write_bytes(b"\x89PNG\r\n\x1a\nrubbish")
    warning = play_off(liminal, tmp_path / "in", tmp_path / "b.mkv", "--codec", "ffv1")
    assert "a5.png" in warning
    assert list(read_video(tmp_path / "b.mkv")[0][:, 240, 360, 0]) == [20 * (n - (n == 5)) for n in range(12)]


def test_a_still_gif_is_a_picture_and_a_moving_webp_a_film_at_its_own_pace(liminal, tmp_path: Path) -> None:
    pictures = [Image.fromarray(grey(level)) for level in (40, 120, 200)]
    pictures[1].save(tmp_path / "a.gif")
    assert not play_off(liminal, tmp_path / "a.gif", tmp_path / "b.png")
    assert np.asarray(Image.open(tmp_path / "b.png"))[240, 320].tolist() == [120] * 3
    more = {"save_all": True, "append_images": pictures[1:], "duration": [100, 300, 200], "lossless": True}
    pictures[0].save(tmp_path / "a.webp", **more)
    assert "name numbered ones" in liminal("vhs", tmp_path / "a.webp", "-o", tmp_path / "c.png").mistake
    play_off(liminal, tmp_path / "a.webp", tmp_path / "d.mkv", "--codec", "ffv1")
    levels = read_video(tmp_path / "d.mkv")[0][:, 240, 360, 0]
    assert levels.tolist() == [40] * 3 + [120] * 9 + [200] * 6


def test_many_spoilt_pictures_are_told_of_in_a_few_lines(liminal, tmp_path: Path) -> None:
    write_numbered(tmp_path / "in")
    for number in range(2, 12):
        (tmp_path / f"in/a{number}.png").write_bytes(b"\x89PNG\r\n\x1a\nrubbish")
    told = play_off(liminal, tmp_path / "in", tmp_path / "b.mkv").splitlines()
    assert len(told) == 4
    assert "7 more of its pictures are cut off or damaged" in told[-1]
