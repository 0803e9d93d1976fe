"""What a tape and a camcorder leave on footage, and the recipe that says so."""

from pathlib import Path

import av
import numpy as np
import pytest
from footage import NTSC, grey, read_video, steady, write_clip
from PIL import Image


def test_a_tape_leaves_its_marks_and_its_recipe(liminal, tmp_path: Path) -> None:
    picture = np.zeros((480, 720, 3), np.uint8)
    picture[:, 360:] = 235
    clip = write_clip(tmp_path / "a.mkv", [picture] * 3, steady(3, NTSC), codec="ffv1", pix_fmt="bgr0")
    words = ["--tape", "camcorder", "--camera", "off", "--set", "tape.speed=ep", "--codec", "ffv1"]
    for name, seed in (("b", 3), ("c", 3), ("d", 4)):
        assert liminal("vhs", clip, *words, "--seed", seed, "-o", tmp_path / f"{name}.mkv").status == 0
    played = read_video(tmp_path / "b.mkv")[0].astype(float)
    edge = played[:, 100:400, 350:400].mean(axis=(0, 1, 3))
    assert np.flatnonzero(edge > 200)[0] - np.flatnonzero(edge > 30)[0] >= 4  # pixels: no tape is as sharp as that
    assert played[:, 100:400, 500:600].std() > 0.5
    assert (tmp_path / "b.mkv").read_bytes() == (tmp_path / "c.mkv").read_bytes()
    assert (tmp_path / "b.mkv").read_bytes() != (tmp_path / "d.mkv").read_bytes()
    with av.open(str(tmp_path / "b.mkv")) as film:
        recipe = film.metadata.get("comment") or film.metadata["COMMENT"]
    assert '"source":"a.mkv"' in recipe
    assert '"speed":"ep"' in recipe
    assert (
        "footage that liminal vhs has played" in liminal("still", "--from", tmp_path / "b.mkv", "-o", "x.png").mistake
    )


def test_a_camcorder_films_it_anew(liminal, tmp_path: Path) -> None:
    Image.fromarray(grey(128, (640, 480))).save(tmp_path / "a.png")
    done = [liminal("vhs", tmp_path / "a.png", "--camera", on, "-o", tmp_path / f"{on}.png") for on in ("on", "off")]
    assert [each.status for each in done] == [0, 0]
    on, off = (np.asarray(Image.open(tmp_path / f"{name}.png")).astype(float) for name in ("on", "off"))
    # It sees the same grey in the middle, and its lens darkens the corners.
    assert on[200:280, 280:360].mean() == pytest.approx(off[200:280, 280:360].mean(), abs=8)
    assert on[:30, :30].mean() < off[:30, :30].mean() - 3
