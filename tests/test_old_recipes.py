"""Files of the version before open: what their recipes in `tests/recipes` say, as it wrote them, is made again."""

import json
from pathlib import Path
from typing import Any

import pytest

from liminal.api.clip_recipe import clip_recipe
from liminal.api.request import ClipRequest
from liminal.api.studio import Studio
from liminal.film.dub_look import revive_look
from liminal.film.dub_recipe import read_dub_recipe
from liminal.film.recipe import read_recipe
from liminal.settings.preset import LOOK_TABLES

RECIPES = Path(__file__).parent / "recipes"
OUTPUTS = {"walk": ".mkv", "small": ".gif", "sound": ".wav"}  # of the films, where it is not .mp4
STILLS = ("still", "photo", "frame", "part")
FILMS = ("tape", "walk", "small", "piece", "sound", "cctv", "threshold")

# What is found out while a film is made, and who drew it.
FOUND = ("renderer", "flashes")


def wanted(name: str) -> dict[str, Any]:
    """What a recipe says, as it is written down today: in a world of version 1, nothing stood."""
    fields = without_found((RECIPES / f"{name}.json").read_text())
    assert fields["world"] == 1
    return fields | {
        "world": 2,
        "settings": fields["settings"] | {"world": fields["settings"]["world"] | {"things": 0.0, "landmarks": 0.0}},
    }


def without_found(text: str) -> dict[str, Any]:
    fields = {key: value for key, value in json.loads(text).items() if key not in FOUND}
    # glTF has no empty lists.
    fields["settings"]["tape"] = {key: value for key, value in fields["settings"]["tape"].items() if value != []}
    return fields


def test_each_recipe_is_looked_at() -> None:
    assert {path.stem for path in RECIPES.glob("*.json")} == {*STILLS, *FILMS, "dub"}


@pytest.mark.parametrize("name", STILLS)
def test_a_picture_or_model_is_made_again(name: str) -> None:
    recipe = read_recipe(RECIPES / f"{name}.json")
    with Studio.from_recipe(RECIPES / f"{name}.json") as studio:
        again = studio.recipe((recipe.width, recipe.height), recipe.pose, recipe.samples, radius=recipe.radius)
    assert without_found(again.text()) == wanted(name)


@pytest.mark.parametrize("name", FILMS)
def test_a_film_is_made_again(name: str, tmp_path: Path) -> None:
    """All that a request leaves open (size, samples, shots, scan, codec, sound, chapters ...) is as it was."""
    path = RECIPES / f"{name}.json"
    with Studio.from_recipe(path) as studio:
        output = tmp_path / f"a{OUTPUTS.get(name, '.mp4')}"
        again = clip_recipe(studio, output, ClipRequest(source=path), read_recipe(path), studio.seconds)
    assert without_found(again.text()) == wanted(name)


def test_a_tape_of_the_version_before_takes_other_footage() -> None:
    recipe, settings = read_dub_recipe(RECIPES / "dub.json"), json.loads((RECIPES / "dub.json").read_text())["settings"]
    look = revive_look(recipe.tape, recipe.settings, (), None, recipe.seed, "dub.json")
    tables = look.preset.model_dump(mode="json", exclude_none=True)
    assert {name: tables[name] for name in LOOK_TABLES} == settings
    assert (look.tape, look.seed, recipe.fit, recipe.scan) == ("rental", 5, "crop", "interlaced")
    assert look.preset.tape.tracking == 0.4
