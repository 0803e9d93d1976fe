"""Text files as editors and shells on Windows save them: presets, tapes, storyboards, foreign presets and recipes."""

import codecs
import json
from pathlib import Path

import pytest

from liminal.errors import LiminalError
from liminal.film.recipe import read_recipe
from liminal.settings.load import load_preset, load_tape
from liminal.settings.shot_list import load_storyboard

ENCODED = {
    "plain": lambda text: text.encode("utf-8"),
    "Notepad": lambda text: codecs.BOM_UTF8 + text.replace("\n", "\r\n").encode("utf-8"),
    "PowerShell": lambda text: codecs.BOM_UTF16_LE + text.replace("\n", "\r\n").encode("utf-16-le"),
    "big-endian": lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
    "UTF-32": lambda text: codecs.BOM_UTF32_LE + text.encode("utf-32-le"),
    "UTF-32, big-endian": lambda text: codecs.BOM_UTF32_BE + text.encode("utf-32-be"),
    "UTF-16, no mark": lambda text: text.encode("utf-16-le"),
    "UTF-16, big-endian, no mark": lambda text: text.encode("utf-16-be"),
    "old Mac": lambda text: text.replace("\n", "\r").encode("utf-8"),
}
PLACE = 'title = "Flur für Anna 廊下"\n[operator]\nmood = 0.75\n'
TAPE = 'title = "Ä"\nextends = "rental"\n[tape]\nnoise = 4.0\n'
FILM = 'title = "Übung"\n[[shot]]\nverb = "hold"\nseconds = 4\n'
LOOK = json.dumps({"version": 1, "snow_intensity": 0, "vhs_tape_speed": 3}, indent=1)
RECIPE = json.dumps(
    {
        "liminal": "0.1.0",
        "world": 1,
        "preset": "level-0",
        "settings": {},
        "seed": 3,
        "pose": {"x": 0, "y": 1, "z": 0, "yaw": 0, "pitch": 0, "roll": 0, "fov": 60},
        "width": 8,
        "height": 6,
        "samples": 1,
    },
    indent=1,
)


@pytest.mark.parametrize("encoding", ENCODED)
def test_what_windows_saves_is_read(tmp_path: Path, encoding: str) -> None:
    files = {"place.toml": PLACE, "tape.toml": TAPE, "film.toml": FILM, "look.json": LOOK, "recipe.json": RECIPE}
    for name, text in files.items():
        (tmp_path / name).write_bytes(ENCODED[encoding](text))
    place = load_preset(tmp_path / "place.toml")
    assert (place.title, place.operator.mood) == ("Flur für Anna 廊下", 0.75)
    assert load_preset(tape=tmp_path / "tape.toml").tape.noise == 4.0
    assert load_storyboard(tmp_path / "film.toml").title == "Übung"
    assert load_preset(tape=tmp_path / "look.json").tape.speed == "ep"
    assert read_recipe(tmp_path / "recipe.json").seed == 3


def test_a_line_of_another_encoding_is_named(tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_bytes('title = "a"\ndescription = "für"\n'.encode("cp1252"))
    with pytest.raises(LiminalError, match=r"mine\.toml:2: not a text file in UTF-8.* save it as UTF-8"):
        load_preset(mine)


def test_endings_in_capitals_are_endings(tmp_path: Path) -> None:
    (tmp_path / "PLACE.TOML").write_text(PLACE, encoding="utf-8")
    (tmp_path / "LOOK.JSON").write_text(LOOK)
    assert load_preset(tmp_path / "PLACE.TOML").operator.mood == 0.75
    assert load_tape(tmp_path / "LOOK.JSON").title == "LOOK"


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("a.toml", "x = " + "9" * 5000, "not valid TOML"),
        ("a.toml", "x = " + "[" * 3000 + "]" * 3000, "too deep"),
        ("a.toml", ".".join(["a"] * 3000) + " = 1", "too deep"),
        ("a.toml", "[tape]\nnoise = 1\nnoise = 2", "not valid TOML"),
        ("a.toml", '[tape]\n"no\\nise" = 1', r'unknown key "no\nise"'),
        ("a.toml", "\0\1\2\3", "not valid TOML"),
        ("a.json", '{"version": 1, "snow_intensity": ' + "9" * 5000 + "}", "not valid JSON"),
        ("a.json", '{"version": 1, "snow_intensity": ' + "[" * 99_999, "not valid JSON"),
        ("a.json", '{"version": 1, "snow_intensity": 1, "snow_intensity": 2}', '"snow_intensity" is written twice'),
        ("a.json", '{"version": 1, "snow_intensity": 1,}', "not valid JSON"),
        ("a.json", '{"version": 1, "snow_intensity": [1, 2]}', "snow_intensity is a list"),
        ("a.json", '{"version": 1, "snow_intensity": {"a": 1}}', "snow_intensity is a table"),
        ("a.json", "", "not valid JSON"),
    ],
)
def test_damage_is_one_line(tmp_path: Path, name: str, text: str, words: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(LiminalError) as caught:
        load_tape(tmp_path / name)
    assert str(caught.value).startswith(str(tmp_path / name))
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 500


def test_keys_that_no_terminal_shows_are_written_in_one_line(liminal, tmp_path: Path) -> None:
    look = tmp_path / "look.json"
    look.write_text('{"version": 1, "snow_intensity": 0, "luma_smear": 0, "a\\nb": 1, "\\ud800": 1, "\\u001b[31m": 1}')
    checked = liminal("presets", "check", look)
    assert checked.status == 0
    assert len(checked.out.splitlines()) == 4
    assert "\x1b" not in checked.out
