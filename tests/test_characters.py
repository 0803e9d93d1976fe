"""Characters of one's own as bodies: joints, skin and soles of their files, at any stature, moving or not."""

from pathlib import Path

import numpy as np
import pytest
from bvh_files import BODY, MAKERS, turn, write_bvh
from rigged import Glb, character, quaternion
from scipy.spatial.distance import pdist
from walker import standing_times, walking

import liminal as library
from liminal.body.character import character_of
from liminal.body.character_file import CharacterFile
from liminal.errors import LiminalError
from liminal.motion.rigged_model import read_rigged_model
from liminal.settings.figure import FigureSettings
from liminal.settings.file_stamp import file_stamp
from liminal.settings.load import load_preset, revive_preset
from liminal.settings.preset import Preset
from liminal.view.placed_figures import figure_of


def dancing() -> Glb:
    """A character whose hips go 30 cm ahead and turn, and whose leg bends, within a second."""
    hips = [turn(0, 90), turn(0, 90) @ turn(1, 50)]
    leg = [np.eye(3), turn(0, -60)]
    channels = [
        {"joint": "Hips", "path": "translation", "keys": [0.0, 1.0], "values": [(40, 0, 92), (40, -30, 92)]},
        {"joint": "Hips", "path": "rotation", "keys": [0.0, 1.0], "values": [quaternion(each) for each in hips]},
        {"joint": "LeftUpLeg", "path": "rotation", "keys": [0.0, 1.0], "values": [quaternion(each) for each in leg]},
    ]
    return character(dance=channels, rest=channels[:1])


def opened(path: Path) -> CharacterFile:
    return CharacterFile(str(path), file_stamp(path, "character", 10**9))


PLACE = (0.0, 0.0)  # in the open of seed 7, on a level floor


def in_place(**settings: object) -> FigureSettings:
    return FigureSettings.model_validate({"at": PLACE, **settings})


def test_it_stands_on_the_floor_with_the_joints_of_the_file(tmp_path: Path) -> None:
    path = character().write(tmp_path / "hero.glb")
    model, found = read_rigged_model(path), character_of(opened(path))
    assert {"hips", "head", "left_foot", "right_upper_arm", "Spine"} <= set(found.skeleton.names)
    rest = found.skeleton.rest_frames.positions
    # Bound as its nodes have it: joints are as far from one another as there, in metres.
    assert pdist(rest) == pytest.approx(pdist(model.skeleton.rest_frames.positions), abs=1e-6)
    hips, toes, ankle = (found.skeleton.names.index(name) for name in ("hips", "left_toes", "left_foot"))
    assert rest[hips, [0, 2]] == pytest.approx((0, 0), abs=1e-6)
    assert rest[toes, 2] > rest[ankle, 2] + 0.1  # it looks along +z
    corners = np.concatenate([part.mesh.position for part in found.parts])
    assert corners[:, 1].min() == pytest.approx(0.0, abs=1e-6)
    assert corners[:, 1].max() == pytest.approx(found.stature, abs=1e-6)
    # Each triangle of the file begins at a joint.
    assert min(np.linalg.norm(corners - rest[hips], axis=1)) < 1e-4


def test_a_skin_that_is_bound_elsewhere_than_its_nodes_stand(tmp_path: Path) -> None:
    """A file that was saved in the middle of a step is the same character."""
    glb = character()
    glb.tree["nodes"][list(BODY).index("LeftUpLeg")]["rotation"] = quaternion(turn(0, -70))
    files = glb.write(tmp_path / "a.glb"), character().write(tmp_path / "b.glb")
    moved, plain = (character_of(opened(each)) for each in files)
    assert moved.skeleton.rest_frames.positions == pytest.approx(plain.skeleton.rest_frames.positions, abs=1e-5)
    assert moved.parts[0].mesh.position == pytest.approx(plain.parts[0].mesh.position, abs=1e-5)


def test_it_has_its_own_animation_as_it_is(tmp_path: Path) -> None:
    path = dancing().write(tmp_path / "hero.glb")
    model = read_rigged_model(path)
    settings = in_place(body=str(path), motion=str(path), stature=1.5)
    figure = figure_of(library.World(7, Preset(figure=(settings,))), settings)
    scale = 1.5 / character_of(opened(path)).stature
    for time in (0.0, 0.4, 1.0):
        theirs = model.skeleton.frames(model.motions["dance"].pose_at(time)).positions
        ours = figure.body.skeleton.frames(figure.pose_at(figure.begin + time)).positions
        assert pdist(ours) == pytest.approx(scale * pdist(theirs), abs=1e-4)
    hips = figure.body.skeleton.names.index("hips")
    ways = [figure.body.skeleton.frames(figure.pose_at(figure.begin + time)).positions[hips] for time in (0.0, 1.0)]
    assert ways[0][[0, 2]] == pytest.approx((0, 0), abs=1e-4)
    assert ways[1][[0, 2]] == pytest.approx((0, 0.3 * scale), abs=1e-3)
    other = settings.model_copy(update={"capture": settings.capture.model_copy(update={"animation": "dancing"})})
    with pytest.raises(LiminalError, match='there is no animation "dancing"'):
        figure_of(library.World(7), other)


def test_it_takes_over_a_walk_with_its_soles_on_the_floor(tmp_path: Path) -> None:
    path = character().write(tmp_path / "hero.glb")
    write_bvh(tmp_path / "walk.bvh", walking(30.0), MAKERS["mixamo"])
    settings = in_place(body=str(path), motion=str(tmp_path / "walk.bvh"))
    figure = figure_of(library.World(7, Preset(figure=(settings,))), settings)
    body = figure.body
    for side in ("Left", "Right"):
        toes = body.skeleton.names.index(f"{side.lower()}_toes")
        for begin, end in standing_times(side):
            times = figure.begin + np.arange(begin, end, 1 / 30)
            places = np.array([figure.frames_at(time).positions[toes] for time in times.tolist()])
            assert np.linalg.norm(np.ptp(places, axis=0)) < 0.01
    standing = figure_of(library.World(7), settings.model_copy(update={"motion": None}))
    for each, time in ((figure, 0.3), (standing, 0.0)):
        posed = each.body.thing(each.frames_at(time), each.body.skin(0))
        assert posed.corners["position"][:, 1].min() == pytest.approx(each.floor, abs=0.02)
    assert len(body.boxes) >= 12


def test_a_preset_names_it_and_a_recipe_knows_it_again(tmp_path: Path) -> None:
    character().write(tmp_path / "hero.glb")
    (tmp_path / "p.toml").write_text('extends = "level-0"\n[[figure]]\nbody = "hero.glb"\nat = [0, 0]\n')
    world = library.World(7, load_preset(tmp_path / "p.toml"))
    kept = world.preset.model_dump(mode="json", exclude_none=True)
    assert kept["figure"][0]["body"] == str(tmp_path / "hero.glb")
    assert set(kept["figure"][0]) == {"body", "at", "body_content"}
    assert figure_of(world, world.preset.figure[0]).dress == "hero"
    dancing().write(tmp_path / "hero.glb")
    with pytest.raises(LiminalError, match="is not the character that the recipe was made with"):
        library.World(7, revive_preset(kept, (), "recipe"))


def test_words_name_a_character() -> None:
    figure = FigureSettings.parse("my@hero.glb@1,-2,90")
    assert (figure.body, figure.at, figure.yaw) == ("my@hero.glb", (1, -2), 90)
    assert FigureSettings.parse("my@1,2.glb").at is None


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ('body = "hreo.glb"', "cannot read the character hreo.glb"),
        ('body = "workr"', 'there is no body "workr" (did you mean "worker"?)'),
        ('body = "odd.glb"', "no joint of it is known as left_upper_leg; say which in the table of bones"),
        ('body = "odd.glb"\nbones = { left_upper_leg = "Strut8" }', 'no joint "Strut8" (did you mean "Strut7"?)'),
        ('body = "odd.glb"\nbones = { left_upper_leg = "Strut7" }\nmotion = "odd.glb"', "has no animation"),
        ('body = "hero.obj"', "and characters in .glb and .gltf"),
    ],
)
def test_what_is_no_character_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, table: str, told: str) -> None:
    odd = character()
    odd.tree["nodes"][list(BODY).index("LeftUpLeg")]["name"] = "Strut7"
    odd.write(tmp_path / "odd.glb")
    monkeypatch.chdir(tmp_path)
    Path("p.toml").write_text(f'extends = "level-0"\n[[figure]]\nat = [0, 0]\n{table}\n')
    with pytest.raises(LiminalError) as error:
        library.World(7, load_preset("p.toml"))
    assert told in str(error.value)
    assert "\n" not in str(error.value)
