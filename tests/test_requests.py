"""Requests: what is not set is decided by recipe and habit, and what cannot be asked is told in one line."""

from pathlib import Path

import pytest

import liminal
from liminal.api.clip_recipe import clip_recipe
from liminal.api.clip_writer import resumed
from liminal.api.report import QUIET
from liminal.api.request import ClipRequest, StillRequest
from liminal.api.studio_setup import setup_of
from liminal.film.recipe import Recipe
from liminal.film.segment_store import SegmentStore
from liminal.settings.preset import has_look


def recipe_for(path: Path, request: ClipRequest) -> Recipe:
    with liminal.Studio.from_request(request) as studio:
        source = request.source if isinstance(request.source, Recipe) else None
        return clip_recipe(studio, path, request, source, studio.seconds)


def test_what_is_usual_is_not_what_is_asked_for(tmp_path: Path) -> None:
    """A request for seed 7 differs from one that says nothing where there is a recipe with another seed."""
    recipe = recipe_for(tmp_path / "a.mp4", ClipRequest(seed=3, seconds=0.5, tape="off", size=(64, 48)))
    assert ClipRequest().seed == ClipRequest(seed=7).seed == 7
    assert recipe_for(tmp_path / "b.mp4", ClipRequest(source=recipe)) == recipe
    other = recipe_for(tmp_path / "b.mp4", ClipRequest(source=recipe, seed=7))
    assert (other.seed, other.seconds, other.width) == (7, 0.5, 64)
    assert other.pose != recipe.pose


def test_a_clip_is_on_tape_and_a_still_is_not_unless_asked() -> None:
    assert has_look(setup_of(ClipRequest(), QUIET).world.preset)
    assert not has_look(setup_of(ClipRequest(tape="off"), QUIET).world.preset)
    assert not has_look(setup_of(StillRequest(), QUIET).world.preset)


@pytest.mark.parametrize(
    ("asked", "shot", "seconds"),
    [
        (ClipRequest(), "Stroll", 10.0),
        (ClipRequest(seconds=19.9), "Stroll", 19.9),
        (ClipRequest(seconds=20), "Wander", 20.0),
        (ClipRequest(seconds=20, loop=True), "Stroll", 20.0),
        (ClipRequest(seconds=2, shot="wander"), "Wander", 2.0),
    ],
)
def test_something_happens_in_what_lasts(asked: ClipRequest, shot: str, seconds: float) -> None:
    setup = setup_of(asked, QUIET)
    assert setup.storyboard is not None
    assert (setup.storyboard.title, setup.seconds) == (shot, seconds)


def test_a_tape_s_recipe_made_clean_has_square_pixels(tmp_path: Path) -> None:
    tape = recipe_for(tmp_path / "a.mp4", ClipRequest(seconds=0.1, scan="weave"))
    clean = recipe_for(tmp_path / "b.mp4", ClipRequest(source=tape, clean=True))
    assert ((tape.width, tape.height, tape.scan), (clean.width, clean.height, clean.scan)) == (
        (720, 480, "weave"),
        (640, 480, None),
    )


def test_subtitles_are_kept_where_there_is_a_place_for_them(tmp_path: Path) -> None:
    board = tmp_path / "board.toml"
    shot = '[[shot]]\nverb = "card"\nseconds = 3\ntext = [""]\n[[shot.event]]\nkind = "knock"\nat = 1'
    board.write_text(f"version = 1\n{shot}")
    recipe = recipe_for(tmp_path / "a.mp4", ClipRequest(shot=board, subtitles=True))
    assert "[knocking]" in [text for _, _, text in recipe.subtitles]
    assert recipe_for(tmp_path / "a.mkv", ClipRequest(source=recipe)).subtitles == recipe.subtitles
    assert recipe_for(tmp_path / "a.mkv", ClipRequest(source=recipe, subtitles=False)).subtitles == ()
    assert recipe_for(tmp_path / "a.gif", ClipRequest(source=recipe)).subtitles == ()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"secnods": 3}, 'ClipRequest: unknown key "secnods" (did you mean "seconds"?)'),
        (
            {"codec": "vhs"},
            'ClipRequest: codec is "vhs"; it must be one of "h264", "hevc", "av1", "prores", "dnxhr", "ffv1"',
        ),
        ({"fov": 200}, "ClipRequest: fov is 200 degrees; it must be a number from 5 to 150 degrees"),
        ({"size": (64,)}, "ClipRequest: size"),
        ({"preset": 3}, "ClipRequest: [preset] Input should be"),
    ],
)
def test_what_cannot_be_asked_is_one_line(fields: dict[str, object], said: str) -> None:
    with pytest.raises(liminal.LiminalError) as told:
        ClipRequest(**fields)  # type: ignore[arg-type]
    assert str(told.value).startswith(said)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (ClipRequest(source=Path("a.png"), preset="level-0"), "no such file"),
        (ClipRequest(clean=True, tape="rental"), "--clean is without a tape"),
        (ClipRequest(seconds=-1), "-1 seconds of film are not possible"),
        (ClipRequest(preset="nowhere"), 'unknown preset "nowhere"'),
        (ClipRequest(tape="nothing"), "nothing"),
        (ClipRequest(shot="nothing"), "nothing"),
    ],
)
def test_a_place_that_cannot_be_is_told(asked: ClipRequest, said: str) -> None:
    with pytest.raises(liminal.LiminalError, match=said):
        liminal.Studio.from_request(asked)


def test_a_studio_has_one_place(tmp_path: Path) -> None:
    """A request for another one is refused before anything is drawn; so is what no file can be."""
    with liminal.Studio(liminal.World(3)) as studio:
        with pytest.raises(liminal.LiminalError, match="seed is of the place, and a studio has one"):
            studio.write_still(tmp_path / "a.png", StillRequest(seed=4))
        with pytest.raises(liminal.LiminalError, match=r"a\.bmp"):
            studio.write_still(tmp_path / "a.bmp")
        with pytest.raises(liminal.LiminalError, match=r"a\.png"):
            studio.write_model(tmp_path / "a.png")
        with pytest.raises(liminal.LiminalError, match="0 workers are not possible; give 1 to 64"):
            studio.write_clip(tmp_path / "a.mp4", workers=0)
        with pytest.raises(liminal.LiminalError, match="there are no frames 0:400: the clip has 300"):
            studio.write_clip(tmp_path / "a.mp4", ClipRequest(frames=(0, 400)))
        with pytest.raises(liminal.LiminalError, match="nothing to resume"):
            studio.write_clip(tmp_path / "a.mp4", ClipRequest(seconds=0.1), resume=True)
    assert list(tmp_path.iterdir()) == []


def test_what_was_begun_is_made_by_a_request_that_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    recipe = recipe_for(path, ClipRequest(seed=3, seconds=0.5, tape="off", size=(64, 48)))
    with SegmentStore(path, recipe.text(), ".mp4") as store:
        asked = resumed(ClipRequest(), path)
        assert asked == ClipRequest(source=store.folder / "recipe.json")
        with liminal.Studio.from_request(asked) as studio:
            assert clip_recipe(studio, path, asked, recipe, studio.seconds) == recipe
        assert resumed(ClipRequest(seed=3), path) == ClipRequest(seed=3)
    with pytest.raises(liminal.LiminalError, match="there is nothing to resume"):
        resumed(ClipRequest(), path)
