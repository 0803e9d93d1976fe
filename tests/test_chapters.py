"""Chapters: one for each shot of a storyboard, in words, and where a player finds them."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from liminal.api.world import World
from liminal.film.movie import open_movie
from liminal.film.splice import splice
from liminal.settings.shot_list import load_storyboard, revive_storyboard
from liminal.settings.storyboard import Storyboard
from liminal.shot.chapter import Chapter
from liminal.shot.timeline import Timeline

RATE = Fraction(30_000, 1001)


def film(storyboard: Storyboard, seconds: float) -> Timeline:
    world = World(7)
    return Timeline(world, storyboard, world.viewpoint(), seconds)


def test_each_shot_has_one_with_its_own_title_or_what_its_verb_says() -> None:
    shots = [
        {"verb": "card", "seconds": 2.0, "text": ["", "SURVEY 4", "SECTION C"]},
        {"verb": "hold", "seconds": 3.0, "title": "The long hall"},
        {"verb": "cctv", "seconds": 4.0},
        {"verb": "card", "seconds": 1.0, "text": [""]},
    ]
    staged = film(revive_storyboard({"shot": shots, "stop": [2.0, 2.0]}, "here"), 12.0)
    titles = ["SURVEY 4 SECTION C", "The long hall", "Surveillance camera", "Black", "Blank tape"]
    assert [each.title for each in staged.chapters] == titles
    assert [each.start for each in staged.chapters] == pytest.approx([0.0, 2.0, 5.0, 9.0, 10.0], abs=0.02)
    assert [each.end for each in staged.chapters] == [*(each.start for each in staged.chapters[1:]), staged.duration]


@pytest.mark.parametrize("name", ["wander", "noclip", "threshold", "cctv"])
def test_there_is_one_at_each_cut_and_no_gap(name: str) -> None:
    staged = film(load_storyboard(name), 40.0)
    starts = [each.start for each in staged.chapters]
    assert starts[0] == 0.0
    assert {cut.time for cut in staged.cuts} <= set(starts)
    assert [each.end for each in staged.chapters] == [*starts[1:], staged.duration]
    assert all(each.title for each in staged.chapters)


def test_a_film_of_one_shot_has_none() -> None:
    assert film(load_storyboard("stroll"), 12.0).chapters == ()


@pytest.mark.parametrize("suffix", [".mp4", ".mkv"])
def test_players_find_them(tmp_path: Path, suffix: str) -> None:
    with open_movie(tmp_path / "piece.mp4", 64, 48) as movie:
        for level in range(60):
            movie.write(np.full((48, 64, 3), level, np.uint8))
    chapters = [Chapter(0.0, 0.5, "The long hall"), Chapter(0.5, 2.002, "Écoute")]
    splice([tmp_path / "piece.mp4"], tmp_path / f"a{suffix}", RATE, "", chapters=chapters)
    with av.open(str(tmp_path / f"a{suffix}")) as movie:
        found = [
            Chapter(float(each["start"] * each["time_base"]), float(each["end"] * each["time_base"]), title)
            for each in movie.chapters()
            for title in [each["metadata"]["title"]]
        ]
    assert found == chapters
