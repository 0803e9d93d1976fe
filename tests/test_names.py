"""Names of files: whatever a file may be called, it is read and written under that name and no other."""

import os
from pathlib import Path

import numpy as np
import pytest
from footage import NTSC, grey, steady, write_clip
from glb import SKETCH, WORDS

from liminal.film.dub_recipe import read_dub_recipe
from liminal.film.picture import write_picture
from liminal.film.recipe import Recipe, read_recipe
from liminal.film.segment_store import Segment, SegmentStore, folder_of
from liminal.footage.numbering import is_series, numbered, numbered_names
from liminal.view.pose import Pose

FRAMES = 3
NOT_UTF8 = os.fsdecode(b"b\xfc\xff")
RECIPE = Recipe(liminal="0", world=2, preset="p", settings={}, seed=7, pose=Pose(0, 0, 0), width=4, height=4, samples=1)

# Names that say something to shells, to C's printf, to FFmpeg or to a codec of text, and here mean themselves.
ODD = [
    "100%done",
    "o_100% d",
    "50%%",
    "%s",
    "%",
    "%d%d",
    "12:30 take",
    "http:a",
    "-in",
    "*",
    "a'b\"c",
    "Flur für Anna",
    NOT_UTF8,
    "ä" * 125 + "a",  # with its ending 255 bytes, as many as there can be
]


def names(folder: Path) -> set[str]:
    """The names of all that is in a folder."""
    return {left.name for left in folder.iterdir()}


@pytest.fixture
def clip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A film of three pictures in the folder where commands run."""
    monkeypatch.chdir(tmp_path)
    return write_clip(tmp_path / "in.mp4", [grey(50)] * FRAMES, steady(FRAMES, NTSC))


@pytest.mark.parametrize("name", ODD, ids=ascii)
def test_a_film_of_any_name_is_played_written_and_made_again(liminal, clip: Path, name: str) -> None:
    Path("in").mkdir()
    clip.rename(source := Path("in", f"{name}.mp4"))
    made = source.name
    assert liminal("vhs", source, "--tape", "off", "-o", made).status == 0
    assert names(Path()) == {"in", made}
    assert read_dub_recipe(Path(made)).source == made

    assert liminal("vhs", source, "--from", made, "-o", "again.mp4").status == 0
    assert Path("again.mp4").read_bytes() == Path(made).read_bytes()
    assert liminal("contact", "--width", 40, "-o", f"{name}.png", "--", made).status == 0


@pytest.mark.parametrize("extension", [".png", ".exr", ".jpg", ".tif"])
@pytest.mark.parametrize("name", ["12:30", "%d%d", NOT_UTF8, "ä" * 125 + "a"], ids=ascii)
def test_a_picture_of_any_name_keeps_its_recipe(tmp_path: Path, extension: str, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    path = folder / f"{name}{extension}"
    kind = np.float32 if extension == ".exr" else np.uint8
    write_picture(path, np.zeros((4, 4, 3), kind), RECIPE)
    assert [left.name for left in folder.iterdir()] == [path.name]
    assert read_recipe(path) == RECIPE


def test_a_film_with_the_longest_name_has_a_place_for_its_parts(tmp_path: Path) -> None:
    one, other = (tmp_path / f"{'ä' * 125}{letter}.mp4" for letter in "ab")
    assert folder_of(one) != folder_of(other)
    with SegmentStore(one, "recipe", ".mp4") as store:
        store.put(Segment(0, 1), b"film")
        assert store.has(Segment(0, 1))
        assert store.folder.parent == one.parent


@pytest.mark.parametrize("name", ["%d.png", "%04d.png", "a%d.png", "a %d-b.png", "100%%d.png", "%05d_x.tif", "%d"])
def test_one_number_makes_a_pattern(name: str) -> None:
    assert is_series(Path(name))
    assert numbered_names(Path(name)).fullmatch(numbered(Path(name), 1234567).name)


@pytest.mark.parametrize(
    "name", ["%.png", "%%.png", "50%%.png", "%s.png", "100%done.png", "a% d.png", "%5d.png", "%d%d.png", "%d/a.png"]
)
def test_any_other_percent_sign_is_one(name: str) -> None:
    assert not is_series(Path(name))


def test_numbers_are_written_as_c_writes_them() -> None:
    written = {pattern: [numbered(Path(pattern), n).name for n in (0, 7, 12345)] for pattern in ("%d%.p", "50%%02d.p")}
    assert written == {"%d%.p": ["0%.p", "7%.p", "12345%.p"], "50%%02d.p": ["50%00.p", "50%07.p", "50%12345.p"]}


def test_a_film_is_no_picture_because_of_a_percent_sign(liminal, clip: Path) -> None:
    for name in ("o_100% d.png", "100%done.png", "50%%.png"):
        assert "holds one picture" in liminal("vhs", clip, "-o", name).mistake
    assert names(Path()) == {"in.mp4"}


@pytest.mark.parametrize(
    "words",
    [
        ("vhs", "in.mp4", "-o", "{}.mp4"),
        ("vhs", "in.mp4", "-o", "{}%d.png"),
        ("vhs", "{}.mp4", "-o", "a.mp4"),
        ("vhs", "in.mp4", "--from", "{}.mp4", "-o", "a.mp4"),
        ("vhs", "in.mp4", "--tape", "{}.toml", "-o", "a.mp4"),
        ("still", "-o", "{}.png"),
        ("still", "--from", "{}.png", "-o", "a.png"),
        ("contact", "{}.mp4", "-o", "a.png"),
        ("join", "{}.mp4", "-o", "a.mp4"),
        ("presets", "check", "{}.toml"),
    ],
)
def test_a_name_that_is_too_long_is_one_line(liminal, clip: Path, words: tuple[str, ...]) -> None:
    complaint = liminal(*(word.format("a" * 300) for word in words)).mistake
    assert "too long" in complaint
    assert names(Path()) == {"in.mp4"}


def test_a_dash_in_front_is_no_option(liminal, clip: Path) -> None:
    clip.rename("-in.mp4")
    assert liminal("vhs", "-in.mp4", "-o", "a.mp4").mistake.endswith("if the file -in.mp4 is meant, write ./-in.mp4")
    assert liminal("vhs", "./-in.mp4", "--tape", "off", "-o", "-a.mp4").status == 0
    assert liminal("vhs", "--tape", "off", "-o", "-b.mp4", "--", "-in.mp4").status == 0
    assert Path("-a.mp4").read_bytes() == Path("-b.mp4").read_bytes()


def test_what_lies_beside_a_model_has_a_plain_name(liminal, tmp_path: Path) -> None:
    """Readers of OBJ differ on where a name ends and how it is coded; all take one word of ASCII."""
    odd = ("Flur für Anna", "Flur fúr Anna", "-#1", NOT_UTF8, "a" * 251)
    beside: dict[str, set[str]] = {}
    for name in odd:
        path = tmp_path / f"{name}.obj"
        before = names(tmp_path)
        assert liminal("export", *WORDS, *SKETCH, "-o", path).status == 0
        beside[name] = names(tmp_path) - before - {path.name}

        (library,) = (line for line in path.read_text().splitlines() if line.startswith("mtllib "))
        lines = (tmp_path / library.removeprefix("mtllib ")).read_text("ascii").splitlines()
        pictures = {line.split(" ", 1)[1] for line in lines if line.startswith(("map_", "norm "))}
        assert {library.removeprefix("mtllib "), *pictures} == beside[name]
        assert all(each.isascii() and each.isprintable() for each in beside[name])
        assert not any(each.startswith("-") or set(each) & set(' #"?*:') for each in beside[name])
        assert read_recipe(path).radius
    assert sum(map(len, beside.values())) == len(set().union(*beside.values()))  # none is written over another's


@pytest.mark.parametrize("name", ["A.NPZ", "A.SVG", "A.PNG"])
def test_an_ending_in_capitals_is_kept(liminal, tmp_path: Path, name: str) -> None:
    assert liminal("map", "--radius", 3, "-o", tmp_path / name).status == 0
    assert names(tmp_path) == {name}
