"""Pieces of a film, joined, are the film: pictures, sound, chapters and subtitles, to the byte."""

from pathlib import Path

import pytest
from sketch import SKETCH

from liminal.film.recipe import read_recipe

QUICK = [word for override in SKETCH for word in ("--set", override)]

# Cards cost nothing, and what is heard behind them is not what a stroll sounds like.
STORYBOARD = """
version = 1
[[shot]]
verb = "card"
seconds = 5.1
text = ["SURVEY 4"]
    [[shot.event]]
    kind = "knock"
    at = 2
[[shot]]
verb = "hold"
seconds = 0.4
title = "The long hall"
"""

CARD = """
version = 1
[[shot]]
verb = "card"
seconds = 0.3
text = ["SURVEY 4"]
"""


@pytest.mark.parametrize("suffix", [".mp4", ".mkv"])
def test_the_same_bytes_as_in_one_go(liminal, tmp_path: Path, suffix: str) -> None:
    board, whole, joined = (tmp_path / name for name in ("board.toml", f"whole{suffix}", f"joined{suffix}"))
    board.write_text(STORYBOARD)
    words = ["clip", "--shot", board, *QUICK, "--tape", "off", "--size", "64x48", "--subtitles"]
    pieces = [(f"{name}{suffix}", frames) for name, frames in (("late", "150:"), ("early", "0:150"))]
    for name, frames in [(whole.name, ":"), *pieces]:
        done = liminal(*words, "--frames", frames, "-o", tmp_path / name)
        assert (done.status, done.err) == (0, "")
    assert liminal("join", *(tmp_path / name for name, _ in pieces), "-o", joined).status == 0
    assert joined.read_bytes() == whole.read_bytes()
    recipe = read_recipe(joined)
    assert [title for _, _, title in recipe.chapters] == ["SURVEY 4", "The long hall"]
    assert (2.0, "[knocking]") in [(start, text) for start, _, text in recipe.subtitles]


def test_what_does_not_fit_is_one_line(liminal, tmp_path: Path) -> None:
    board = tmp_path / "board.toml"
    board.write_text(CARD)
    words = ["clip", "--shot", board, "--tape", "off", "--size", "16x16", "--silent"]
    for name, more in [("a", ["--frames", ":3"]), ("b", ["--frames", "4:"]), ("c", ["--frames", "3:", "--seed", 8])]:
        assert liminal(*words, *more, "-o", tmp_path / f"{name}.mp4").status == 0
    a, b, c = (tmp_path / f"{name}.mp4" for name in "abc")
    assert "frames 0:3 and 4:9 leave a gap" in liminal("join", a, b, "-o", tmp_path / "d.mp4").mistake
    assert "overlap" in liminal("join", a, a, "-o", tmp_path / "d.mp4").mistake
    assert "of different films, whose seed is 7 and 8" in liminal("join", a, c, "-o", tmp_path / "d.mp4").mistake
    assert "is one of the pieces" in liminal("join", a, b, "-o", a).mistake
    assert not (tmp_path / "d.mp4").exists()
