"""Clips as numbered pictures: made in segments as any film, whole or not there, each with its recipe."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import OpenEXR
import pytest
from PIL import Image
from scipy.stats import spearmanr
from sketch import SKETCH

from liminal.api.request import ClipRequest
from liminal.api.studio import Studio
from liminal.colour import decode_srgb, luminance
from liminal.film.production import FilmMemory, Production
from liminal.film.recipe import Recipe, read_recipe
from liminal.film.segment_form import SegmentForm
from liminal.film.segment_store import Segment, SegmentStore
from liminal.view.pose import Pose


def production(codec: str, scan: str | None, size: tuple[int, int]) -> Production:
    """A film of 152 frames, each of one number: two segments."""
    fields: dict[str, Any] = {"liminal": "0", "world": 2, "preset": "p", "settings": {}, "seed": 1, "samples": 1}
    fields |= {"pose": Pose(0, 0, 0), "width": size[0], "height": size[1], "seconds": 152 * 1001 / 30000}
    recipe = Recipe(**fields, codec=codec, scan=scan, silent=True, flash_limit=False)

    def draw(wanted: Sequence[int], log: Any) -> Iterator[np.ndarray]:
        drawn = (720, 480) if scan is not None else size
        for number in wanted:
            linear = codec == "exr"
            yield np.full((drawn[1], drawn[0], 3), 0.5 + 3 * number if linear else number, "f4" if linear else "u1")

    return Production(SegmentForm.of(recipe), draw)


def level_of(path: Path) -> float:
    """The number that a picture is of."""
    if path.suffix != ".exr":
        return float(np.asarray(Image.open(path)).mean())
    with path.open("rb") as file, OpenEXR.File(file) as picture:
        return float(picture.channels()["RGB"].pixels.mean())


@pytest.mark.parametrize(
    ("codec", "scan", "size"),
    [("png", None, (17, 9)), ("exr", None, (17, 9)), ("tif", "bob", (32, 24)), ("png", "weave", (32, 24))],
)
def test_every_frame_is_there_whoever_made_it(tmp_path: Path, codec: str, scan: str | None, size: Any) -> None:
    """One segment by this process, one as another hands it over; then a piece, which has its own numbers."""
    film, output = production(codec, scan, size), tmp_path / f"a.%04d.{codec}"
    early, late = film.segments
    with SegmentStore(output, film.recipe.text(), film.form.suffix) as store:
        store.put(late, film.piece(late, FilmMemory(), lambda: None))
        assert list(film.film(store, [early])) == list(range(150))
        assert list(tmp_path.glob("*.0*")) == []  # nothing before all is there
        film.finish(store, None)
        store.remove()
    pictures = 2 if scan == "bob" else 1
    found = sorted(tmp_path.iterdir())
    assert [path.name for path in found] == [f"a.{number:04d}.{codec}" for number in range(1, 152 * pictures + 1)]
    levels = [0.5 + 3 * number if codec == "exr" else number for number in range(152) for _ in range(pictures)]
    assert [level_of(path) for path in found[-40:]] == levels[-40:]
    assert read_recipe(found[-1]) == film.recipe

    piece = Production(SegmentForm.of(film.recipe.model_copy(update={"frames": (150, 152)})), film.draw)
    before = [path.read_bytes() for path in found]
    with SegmentStore(output, piece.recipe.text(), piece.form.suffix) as store:
        list(piece.film(store, piece.segments))
        piece.finish(store, None)
        store.remove()
    assert sorted(tmp_path.iterdir()) == found
    assert [path.read_bytes() for path in found[: 150 * pictures]] == before[: 150 * pictures]
    assert read_recipe(found[-1]).frames == (150, 152)


def test_the_same_pictures_give_the_same_segment() -> None:
    film = production("exr", None, (5, 3))
    assert film.piece(Segment(0, 3), FilmMemory(), lambda: None) == film.piece(
        Segment(0, 3), FilmMemory(), lambda: None
    )


def test_light_is_what_the_developed_picture_shows(tmp_path: Path) -> None:
    """Of the same frames: development keeps the order of what is bright, and light is in cd/m2."""
    request = ClipRequest(seed=3, size=(64, 48), overrides=SKETCH, tape="off", seconds=0.2)
    with Studio.from_request(request) as studio:
        pictures = list(studio.clip(0.2, (64, 48), wanted=(0, 5)))
        lights = list(studio.clip_light(0.2, (64, 48), wanted=(0, 5)))
    brightness = [luminance(decode_srgb(picture / 255)).ravel() for picture in pictures]
    levels = [luminance(light).ravel() for light in lights]
    assert [light.dtype for light in lights] == [np.float32] * 2
    for number in range(2):
        alike = [spearmanr(levels[number], shown).statistic for shown in brightness]
        assert alike[number] > 0.97
        assert alike[number] > alike[1 - number]
    assert 10 < np.median(levels) < 1000


@pytest.mark.parametrize(
    ("words", "name", "complaint"),
    [
        ([], "a.png", "a.png holds one picture, and this is a film: name numbered ones, e.g. a.%05d.png"),
        (["--codec", "ffv1"], "a%d.png", "--codec ffv1 is for .mp4, .mkv, .mov"),
        (["--scan", "bob"], "a%d.exr", "--scan bob is for tapes"),
        (["--scan", "interlaced"], "a%d.png", "cannot be interlaced: --scan weave or bob can"),
        (["--thumbnail", "t.png"], "a%d.png", "--thumbnail is out of a film in one file"),
        (["--subtitles"], "a%d.png", "has no place for subtitles"),
    ],
)
def test_a_mistake_is_one_line(liminal, tmp_path: Path, words: list[str], name: str, complaint: str) -> None:
    assert complaint in liminal("clip", *words, "-o", tmp_path / name).mistake
    assert list(tmp_path.iterdir()) == []
