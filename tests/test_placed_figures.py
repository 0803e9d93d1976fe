"""Figures that a preset, a request or a storyboard asks for: who, where, and what is refused."""

import hashlib
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from bvh_files import MAKERS, write_bvh
from PIL import Image
from walker import walking

import liminal as library
from liminal.errors import LiminalError
from liminal.settings.figure import FigureSettings
from liminal.settings.load import load_preset, revive_preset
from liminal.settings.preset import Preset
from liminal.settings.shot_list import revive_storyboard
from liminal.shot.timeline import Timeline
from liminal.view.figure_source import motion_of
from liminal.view.figure_way import objections
from liminal.view.placed_figures import figure_of, figures_of
from liminal.world.grid import CELL

QUICK = "--seed", "7", "--size", "64x48", "--set", "surface.texture_size=128", "--set", "light.rays=4"


@cache
def free_place() -> tuple[float, float]:
    """A place in the open of seed 7."""
    pose = library.World(7).viewpoint()
    return pose.x, pose.z


@pytest.mark.parametrize(
    ("text", "body", "at", "yaw"),
    [("worker", "worker", None, None), ("man@1,-2", "man", (1, -2), None), ("woman@.5,2,90", "woman", (0.5, 2), 90)],
)
def test_words_name_a_figure_and_its_place(text: str, body: str, at: object, yaw: object) -> None:
    figure = FigureSettings.parse(text)
    assert (figure.body, figure.at, figure.yaw) == (body, at, yaw)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("walker", 'no body "walker" (did you mean "worker"?)'),
        ("worker@1", "names no thing and place"),
        ("worker@1,2,700", "the yaw must be from"),
        ("worker@1,nan", "names no thing and place"),
    ],
)
def test_other_words_are_refused(liminal, text: str, said: str, tmp_path: Path) -> None:
    told = liminal("still", "--figure", text, "-o", tmp_path / "a.png")
    assert (told.status, told.err.count("\n"), said in told.err) == (2, 1, True)


def test_it_stands_before_the_camera_and_in_the_recipe(liminal, tmp_path: Path) -> None:
    first, again, without = (tmp_path / f"{name}.png" for name in ("first", "again", "without"))
    assert liminal("still", "--figure", "worker", *QUICK, "-o", first).status == 0
    assert liminal("still", *QUICK, "-o", without).status == 0
    pictures = []
    for path in (first, without):
        with Image.open(path) as image:
            pictures.append(np.asarray(image.convert("RGB")).astype(float))
    # A yellow suit in the middle: blue goes, and nothing changes near the picture's edges.
    change = abs(pictures[0] - pictures[1]).sum(-1)
    assert change[28:44, 29:35].mean() > 60
    assert change[:, :10].mean() < 6

    recipe, bare_recipe = library.read_recipe(first), library.read_recipe(without)
    assert recipe.pose == bare_recipe.pose
    assert "figure" not in bare_recipe.settings
    (figure,) = recipe.settings["figure"]
    assert figure["body"] == "worker"
    assert np.hypot(figure["at"][0] - recipe.pose.x, figure["at"][1] - recipe.pose.z) == pytest.approx(3.0, abs=0.01)
    assert liminal("still", "--from", first, "-o", again).status == 0
    assert again.read_bytes() == first.read_bytes()


def test_one_in_a_wall_or_too_tall_is_refused() -> None:
    world = library.World(7)
    window = world.window(-64, -64, 128, 128)
    z, x = np.argwhere(~window.open)[0]
    inside = FigureSettings(body="man", at=((x - 63.5) * CELL, (z - 63.5) * CELL))
    with pytest.raises(LiminalError, match="would stand inside a wall"):
        library.World(7, Preset(figure=(inside,)))
    with pytest.raises(LiminalError, match="reaches through the ceiling"):
        library.World(7, Preset(figure=(FigureSettings(body="man", at=free_place(), stature=2.5),)))


def test_a_preset_names_a_motion_beside_it(tmp_path: Path) -> None:
    """It begins where the figure stands and goes the way that it looks."""
    write_bvh(tmp_path / "walk.bvh", walking(30.0), next(iter(MAKERS.values())))
    x, z = free_place()
    (tmp_path / "p.toml").write_text(
        f'extends = "level-0"\n[[figure]]\nbody = "worker"\nat = [{x}, {z}]\nyaw = 90\nmotion = "walk.bvh"\n'
    )
    world = library.World(7, load_preset(tmp_path / "p.toml"))
    figure = figure_of(world, world.preset.figure[0])
    hips = figure.body.skeleton.names.index("hips")
    begin, end = (figure.frames_at(time).positions[hips] for time in (figure.begin, figure.begin + 2.0))
    assert begin[[0, 2]] == pytest.approx((x, z), abs=0.02)
    assert end[0] - begin[0] > 1.0
    assert abs(end[2] - begin[2]) < 0.2


def test_a_motion_into_a_wall_is_told(tmp_path: Path) -> None:
    world = library.World(7)
    window = world.window(-64, -64, 128, 128)
    # Eight free cells, 1.2 m, and then a wall across the way of a walk of 2.5 m along +x.
    wall = next(
        (z, x)
        for z, x in np.argwhere(~window.open).tolist()
        if 12 < x < 120 and 4 < z < 120 and window.open[z - 4 : z + 5, x - 12 : x].all()
    )
    at = ((wall[1] - 64 - 8.5) * CELL, (wall[0] - 64 + 0.5) * CELL)
    path = write_bvh(tmp_path / "walk.bvh", walking(30.0), MAKERS["mixamo"])
    walks = FigureSettings(body="man", at=at, yaw=90.0, motion=str(path))
    there = library.World(7, Preset(figure=(walks,)))
    (said,) = objections(there, figures_of(there), 30.0)
    assert "meets a wall 1." in said or "meets a wall 2." in said
    assert objections(there, figures_of(there), 0.5) == []
    away = walks.model_copy(update={"yaw": 270.0, "at": (at[0] + 0.3, at[1])})
    back = library.World(7, Preset(figure=(away,)))
    assert all("meets a wall 0" not in each for each in objections(back, figures_of(back), 1.0))


def test_a_motion_begins_with_the_film(tmp_path: Path) -> None:
    """At 0 s it is where the figure is to be, and it was there before the shutter opened."""
    write_bvh(tmp_path / "walk.bvh", walking(30.0), MAKERS["mixamo"])
    figure = FigureSettings(body="man", at=free_place(), motion=str(tmp_path / "walk.bvh"))
    walker = figure_of(library.World(7, Preset(figure=(figure,))), figure)
    assert walker.is_there(-1 / 30)
    assert walker.frames_at(0.0).positions[0, [0, 2]] == pytest.approx(figure.at, abs=0.06)


def test_a_recipe_knows_its_motion_again(tmp_path: Path) -> None:
    path = write_bvh(tmp_path / "walk.bvh", walking(30.0), MAKERS["mixamo"])
    figure = FigureSettings(body="man", at=free_place(), motion=str(path))
    kept = library.World(7, Preset(figure=(figure,))).preset.model_dump(mode="json", exclude_none=True)
    assert kept["figure"][0]["content"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert "capture" not in kept["figure"][0]
    library.World(7, revive_preset(kept, (), "recipe"))
    write_bvh(path, walking(30.0)[1:], MAKERS["mixamo"])
    with pytest.raises(LiminalError, match="is not the motion that the recipe was made with"):
        library.World(7, revive_preset(kept, (), "recipe"))
    library.World(7, revive_preset(kept, ("figure=[]",), "recipe"))


def test_a_preset_says_how_its_motion_is_read(tmp_path: Path) -> None:
    odd = replace(MAKERS["mixamo"], names={"LeftUpLeg": "Strut7", "LeftLeg": "Paw"})
    write_bvh(tmp_path / "walk.bvh", walking(30.0), odd)
    x, z = free_place()
    table = f'extends = "level-0"\n[[figure]]\nbody = "man"\nat = [{x}, {z}]\nmotion = "walk.bvh"\n'
    (tmp_path / "p.toml").write_text(table)
    with pytest.raises(LiminalError, match="no joint of it is known as left_upper_leg, left_lower_leg; say which in"):
        library.World(7, load_preset(tmp_path / "p.toml"))
    bones = '[figure.capture.bones]\nleft_upper_leg = "Strut7"\nleft_lower_leg = "Paw"\n'
    (tmp_path / "p.toml").write_text(f'{table}[figure.capture]\nunit = "centimetres"\n{bones}')
    figure = library.World(7, load_preset(tmp_path / "p.toml")).preset.figure[0]
    assert motion_of(figure).seconds == pytest.approx(3.6, abs=0.1)
    kept = figure.model_dump(mode="json", exclude_none=True)
    assert kept["capture"]["bones"] == {"left_upper_leg": "Strut7", "left_lower_leg": "Paw"}
    assert FigureSettings.model_validate(kept).capture == figure.capture


def test_a_motion_that_is_not_there_is_told(liminal, tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_text('extends = "level-0"\n[[figure]]\nbody = "man"\nmotion = "none.bvh"\n')
    told = liminal("still", tmp_path / "p.toml", *QUICK, "-o", tmp_path / "a.png")
    assert (told.status, told.err.count("\n"), "none.bvh" in told.err) == (2, 1, True)


def test_an_event_says_who_comes() -> None:
    event = {"kind": "figure", "body": "woman", "at": 1, "seconds": 2}
    shots = [{"verb": "hold", "seconds": 4, "place": "far", "event": [event]}]
    board = revive_storyboard({"version": 1, "shot": shots}, "here")
    world = library.World(7)
    staged = Timeline(world, board, world.viewpoint())
    assert [figure.dress for figure in staged.stage_events.figures] == ["woman"]
    with pytest.raises(LiminalError, match="an event of kind knock has no figure"):
        revive_storyboard({"version": 1, "shot": [{**shots[0], "event": [{"kind": "knock", "body": "man"}]}]}, "here")
