"""`liminal vhs --from`: what was done to some footage, done again, to the same or to other footage."""

from pathlib import Path

import numpy as np
import pytest
from footage import NTSC, grey, read_video, steady, write_clip
from PIL import Image

from liminal.film.dub_recipe import read_dub_recipe


@pytest.fixture
def footage(tmp_path: Path) -> Path:
    picture = np.zeros((480, 720, 3), np.uint8)
    picture[:, 360:] = 200
    return write_clip(tmp_path / "a.mkv", [picture] * 3, steady(3, NTSC), codec="ffv1", pix_fmt="bgr0")


def test_the_same_footage_gives_the_same_bytes(liminal, tmp_path: Path, footage: Path) -> None:
    words = ["--tape", "rental", "--camera", "on", "--set", "tape.speed=ep", "--seed", 3, "--fit", "crop"]
    more = ["--scan", "interlaced", "--size", "640x480", "--codec", "ffv1", "--silent"]
    made, again = tmp_path / "made.mkv", tmp_path / "again.mkv"
    assert liminal("vhs", footage, *words, *more, "-o", made).status == 0
    assert liminal("vhs", footage, "--from", made, "-o", again).status == 0
    assert again.read_bytes() == made.read_bytes()
    usual = tmp_path / "usual.mkv"
    assert liminal("vhs", footage, "--codec", "ffv1", "-o", usual).status == 0
    assert usual.read_bytes() != made.read_bytes()


def test_other_footage_goes_onto_the_same_tape_and_options_win(liminal, tmp_path: Path, footage: Path) -> None:
    made, other = tmp_path / "made.mkv", tmp_path / "other.mkv"
    assert liminal("vhs", footage, "--tape", "rental", "--seed", 3, "--scan", "weave", "-o", made).status == 0
    write_clip(tmp_path / "b.mkv", [grey(60)] * 2, steady(2, NTSC))
    assert liminal("vhs", tmp_path / "b.mkv", "--from", made, "-o", other).status == 0
    first, second = read_dub_recipe(made), read_dub_recipe(other)
    assert second == first.model_copy(update={"source": "b.mkv"})
    assert (second.tape, second.seed, second.scan) == ("rental", 3, "weave")

    words = ["--seed", 4, "--scan", "bob", "--set", "tape.speed=lp", "--codec", "ffv1"]
    assert liminal("vhs", footage, "--from", made, *words, "-o", other).status == 0
    changed = read_dub_recipe(other)
    assert (changed.tape, changed.seed, changed.scan, changed.codec) == ("rental", 4, "bob", "ffv1")
    assert changed.settings["tape"] == first.settings["tape"] | {"speed": "lp"}
    assert len(read_video(other)[0]) == 6
    # Another tape is another look altogether.
    assert liminal("vhs", footage, "--from", made, "--tape", "off", "-o", other).status == 0
    assert read_dub_recipe(other).settings == read_dub_recipe_of_nothing(liminal, tmp_path, footage)


def read_dub_recipe_of_nothing(liminal, tmp_path: Path, footage: Path) -> dict[str, object]:
    assert liminal("vhs", footage, "--tape", "off", "-o", tmp_path / "off.mkv").status == 0
    return read_dub_recipe(tmp_path / "off.mkv").settings


def test_what_another_kind_of_file_cannot_have_is_as_usual(liminal, tmp_path: Path) -> None:
    Image.fromarray(grey(60)).save(tmp_path / "a.jpg")
    words = ["--scan", "interlaced", "--codec", "ffv1", "--tape", "off", "--seconds", 0.1]
    assert liminal("vhs", tmp_path / "a.jpg", *words, "-o", tmp_path / "made.mkv").status == 0
    assert liminal("vhs", tmp_path / "a.jpg", "--from", tmp_path / "made.mkv", "-o", tmp_path / "a.png").status == 0
    with Image.open(tmp_path / "a.png") as picture:
        assert picture.size == (640, 480)
    assert read_dub_recipe(tmp_path / "a.png").scan == "weave"


def test_a_mistake_is_one_line(liminal, tmp_path: Path, footage: Path) -> None:
    made, out = tmp_path / "made.mp4", tmp_path / "b.mp4"
    assert liminal("vhs", footage, "--tape", "off", "-o", made).status == 0
    assert f"give the footage to play: {made} was made of a.mkv" in liminal("vhs", "--from", made, "-o", out).mistake
    assert "give the footage to play: a video" in liminal("vhs", "-o", out).mistake
    assert f"{footage} carries no recipe" in liminal("vhs", footage, "--from", footage, "-o", out).mistake
    Image.new("RGB", (8, 8)).save(tmp_path / "place.jpg", comment=b'{"liminal":"0.1.0"}')
    told = liminal("vhs", footage, "--from", tmp_path / "place.jpg", "-o", out).mistake
    assert "shows a place, and no footage" in told
    assert not out.exists()
