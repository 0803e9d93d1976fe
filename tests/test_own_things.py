"""Models of one's own in the place: how they are named, where they stand, and that pictures and walks know of them."""

from pathlib import Path

import numpy as np
import pytest
from furnished import FurnishedWorld
from glb import Scene
from model_files import QUARTERS, box, quad, written
from PIL import Image
from sketch import SKETCH

import liminal
from liminal.api.own_things import stand_things
from liminal.api.plan_writer import write_plan
from liminal.api.request import StillRequest
from liminal.piece.sightline import air_width
from liminal.settings.load import load_preset
from liminal.settings.preset import Preset
from liminal.settings.thing import ThingSettings
from liminal.thing.model_import import read_model
from liminal.world.grid import CELL
from liminal.world.prop import prop
from liminal.world.walkable import occupied

QUICK = [word for override in SKETCH for word in ("--set", override)] + ["--size", "64x48"]


@pytest.mark.parametrize(
    ("text", "file", "at", "yaw"),
    [
        ("a.glb", "a.glb", None, None),
        ("a.glb@1,-2.5", "a.glb", (1.0, -2.5), None),
        ("b@c.glb@1,2,90", "b@c.glb", (1.0, 2.0), 90.0),
        ("b@1,2.glb", "b@1,2.glb", None, None),
    ],
)
def test_words_name_a_thing_and_its_place(text: str, file: str, at: object, yaw: object) -> None:
    thing = ThingSettings.parse(text)
    assert (thing.file, thing.at, thing.yaw) == (file, at, yaw)


@pytest.mark.parametrize(
    "text", ["a.glb@", "a.glb@1", "a.glb@1,x", "a.glb@1,2,3,4", "a.glb@nan,2", "@1,2", "", "a.glb@1,2,999"]
)
def test_other_words_are_refused(liminal, tmp_path: Path, text: str) -> None:
    told = liminal("still", "--thing", text, "-o", tmp_path / "a.png")
    assert (told.status, told.err.count("\n")) == (2, 1)
    assert "write it as FILE" in told.err
    assert list(tmp_path.iterdir()) == []


@pytest.fixture(scope="module")
def red(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A red box, 0.6 m wide and 1.6 m high."""
    mesh = box((0.6, 1.6, 0.6), baseColorFactor=[0.8, 0.02, 0.02, 1.0])
    return written(tmp_path_factory.mktemp("red") / "red.glb", mesh)


def redness(path: Path) -> np.ndarray:
    """How much redder than green each pixel is."""
    with Image.open(path) as image:
        pixels = np.asarray(image.convert("RGB")).astype(float)
    return pixels[..., 0] - 2 * pixels[..., 1]


def test_it_stands_before_the_camera_and_in_the_recipe(liminal, red: Path, tmp_path: Path) -> None:
    """Red in the middle of the picture and nowhere near its edges; its recipe makes it again to the byte."""
    first, again, without = (tmp_path / f"{name}.png" for name in ("first", "again", "without"))
    assert liminal("still", "--thing", red, *QUICK, "-o", first).status == 0
    assert liminal("still", *QUICK, "-o", without).status == 0
    shown = redness(first)
    assert (shown[28:40, 28:36] > 20).mean() > 0.8
    assert (shown[:, :12] > 0).mean() < 0.02
    assert not (redness(without) > 0).any()

    import liminal as library

    recipe, bare_recipe = library.read_recipe(first), library.read_recipe(without)
    assert recipe.pose == bare_recipe.pose
    assert "thing" not in bare_recipe.settings
    (thing,) = recipe.settings["thing"]
    away = np.hypot(thing["at"][0] - recipe.pose.x, thing["at"][1] - recipe.pose.z)
    assert (thing["file"], round(float(away), 2)) == (str(red), 3.0)
    assert liminal("still", "--from", first, "-o", again).status == 0
    assert again.read_bytes() == first.read_bytes()


def test_a_recipe_wants_the_very_model(liminal, red: Path, tmp_path: Path) -> None:
    own, picture = tmp_path / "own.glb", tmp_path / "a.png"
    own.write_bytes(red.read_bytes())
    assert liminal("still", "--thing", own, *QUICK, "-o", picture).status == 0
    written(own, box((0.7, 1.6, 0.6)))
    told = liminal("still", "--from", picture, "-o", tmp_path / "b.png")
    assert (told.status, "has changed since" in told.err) == (2, True)
    own.unlink()
    told = liminal("still", "--from", picture, "-o", tmp_path / "b.png")
    assert (told.status, told.err.count("\n"), "cannot read the model" in told.err) == (2, 1, True)
    assert not (tmp_path / "b.png").exists()
    assert liminal("still", "--from", picture, "--set", "thing=[]", "-o", tmp_path / "b.png").status == 0


def world_with(file: Path, x: float, z: float, **more: object) -> liminal.World:
    return liminal.World(7, Preset(thing=(ThingSettings(file=str(file), at=(x, z), **more),)))  # type: ignore[arg-type]


def test_where_it_does_not_fit_is_told(red: Path, world: liminal.World) -> None:
    """In a wall, half in one, higher than the ceiling, or with the camera in it."""
    window = world.window(0, 0, 128, 128)
    z, x = np.argwhere(~window.open)[0]
    with pytest.raises(liminal.LiminalError, match="would stand inside a wall"):
        world_with(red, (x + 0.5) * CELL, (z + 0.5) * CELL)
    beside = window.open[:, :-2] & ~window.open[:, 1:-1]
    z, x = np.argwhere(beside)[0]
    with pytest.raises(liminal.LiminalError, match="stands in a wall or a step at "):
        world_with(red, (x + 0.5) * CELL, (z + 0.5) * CELL)
    wide = (air_width(window.open) > 1.5) & (window.floor == 0) & (window.ceiling < 3)
    z, x = np.argwhere(wide[20:-20, 20:-20])[0] + 20
    with pytest.raises(liminal.LiminalError, match=r"reaches through the ceiling .*\(3\.20 m high\)"):
        world_with(red, x * CELL, z * CELL, scale=2.0)
    world = world_with(red, x * CELL, z * CELL)
    with pytest.raises(liminal.LiminalError, match=r"is inside .*red\.glb"):
        world.stand(x * CELL, z * CELL + 0.2, eye=1.0)


def test_off_the_floor_is_told(red: Path) -> None:
    """Over the edge of a pit."""
    preset = load_preset("level-0", ["world.pits=1000", "world.halls=0", "world.rooms=0"])
    window = liminal.World(7, preset).window(0, 0, 512, 512)
    edge = (window.floor[:, 2:] < -1) & (window.floor[:, 1:-1] == 0) & (window.ceiling[:, 1:-1] > 2.5)
    z, x = np.argwhere(edge)[0]
    thing = ThingSettings(file=str(red), at=((x + 1.9) * CELL, (z + 0.5) * CELL))
    with pytest.raises(liminal.LiminalError, match="stands off the floor, over a drop at "):
        liminal.World(7, preset.model_copy(update={"thing": (thing,)}))


def test_one_walks_round_it(red: Path, world: liminal.World) -> None:
    """What stands in the middle of a film's way is passed by, and the cells under it are taken, turned as it is."""
    pose = world.viewpoint()
    times = np.arange(0, 6, 0.1)
    film = liminal.Studio(world).film(6.0, pose)
    way = np.array([(film.pose(t).x, film.pose(t).z) for t in times])
    middle = way[np.argmin(abs(np.linalg.norm(way - way[0], axis=1) - 2.5))]
    other = world_with(red, *map(float, middle), yaw=45.0)
    film = liminal.Studio(other).film(6.0, pose)
    round_it = np.array([(film.pose(t).x, film.pose(t).z) for t in times])
    assert np.linalg.norm(way - middle, axis=1).min() < 0.01
    assert np.linalg.norm(round_it - middle, axis=1).min() > 0.45
    x0, z0 = (int(along // CELL) - 8 for along in middle)
    taken = occupied(other.window(x0, z0, 17, 17)) & ~occupied(world.window(x0, z0, 17, 17))
    assert taken.sum() * CELL**2 == pytest.approx(0.36, rel=0.8)
    assert taken.any(0).sum() * CELL > 0.8


def test_what_stands_in_its_way_is_left_out(red: Path) -> None:
    """A desk and the television on it make room; the chair beside stays."""
    x, z = 19.3, -12.4
    desk, seat = prop("desk", x, 0.0, z, 0.0), prop("folding-chair", x + 1.6, 0.0, z, 90.0)
    place = FurnishedWorld(np.concatenate([desk, prop("television-on", x - 0.4, 0.75, z, 0.0), seat]))
    place.preset = place.preset.model_copy(update={"thing": (ThingSettings(file=str(red), at=(x + 0.4, z)),)})
    stand_things(place)
    assert sorted(place.displaced["name"]) == ["desk", "television-on"]

    full = load_preset("level-0", ("world.things=5",))
    props = liminal.World(7, full).window(-256, -256, 512, 512).props
    chair = next(each for each in props if "chair" in str(each["name"]))
    own = ThingSettings(file=str(red), at=(float(chair["x"]), float(chair["z"])), scale=0.5)
    other = liminal.World(7, full.model_copy(update={"thing": (own,)}))
    left = other.window(-256, -256, 512, 512).props
    assert len(other.displaced) >= 1
    assert len(left) == len(props) - len(other.displaced)
    assert chair in props
    assert chair not in left
    assert len(other.without_models(-256, -256, 512, 512).props) == len(props)


def test_old_programs_and_windows_are_understood(tmp_path: Path) -> None:
    """A folder behind a backslash, letters in Latin-1, and all of it in UTF-16."""
    (tmp_path / "maps").mkdir()
    Image.fromarray(QUARTERS).save(tmp_path / "maps" / "quarters.png")
    (tmp_path / "a.mtl").write_bytes("# für\nnewmtl wood\nmap_Kd .\\maps\\quarters.png\n".encode("latin-1"))
    corners = "v 0 0 0\nv 1 0 0\nv 1 1 0\nvt 0 0\nvt 1 0\nvt 1 1\n"
    text = f"# Stühle\nmtllib a.mtl\n{corners}usemtl wood\nf 1/1 2/2 3/3\n"
    for encoding in ("latin-1", "utf-16"):
        path = tmp_path / f"{encoding}.obj"
        path.write_bytes(text.encode(encoding))
        model = read_model(path)
        assert (model.triangles, model.textures, model.size[0]) == (1, 1, 1.0)


def test_plans_name_it(red: Path, tmp_path: Path) -> None:
    other = world_with(red, 19.3, -12.4)
    write_plan(tmp_path / "near.svg", other, (19.0, -12.0), 8.0)
    write_plan(tmp_path / "far.svg", other, (49.0, -12.0), 8.0)
    named = [">red</text>" in (tmp_path / name).read_text() for name in ("near.svg", "far.svg")]
    assert named == [True, False]


def test_it_is_exported_as_it_is_drawn(red: Path, tmp_path: Path) -> None:
    """A node with its name where it stands, its material of its colour; a picture becomes the colours of corners."""
    sheet = written(tmp_path / "sheet.glb", quad(1.0, 1.0, np.kron(QUARTERS, np.ones((8, 8, 1), np.uint8))))
    x, z = 19.3, -12.4
    preset = load_preset("level-0", ("world.things=0", "world.landmarks=0", "surface.texture_size=128"))
    things = (ThingSettings(file=str(red), at=(x, z), yaw=90.0), ThingSettings(file=str(sheet), at=(x + 1.5, z)))
    place = liminal.World(7, preset.model_copy(update={"thing": things}))
    with liminal.Studio(place) as studio:
        model = studio.model(4.0, place.stand(x - 2.0, z + 2.0))
        for name in ("a.glb", "a.obj"):
            liminal.write_model(tmp_path / name, model)
    scene = Scene(tmp_path / "a.glb")
    nodes = scene.things("things")
    assert [node.name for node in nodes] == ["red 1", "sheet 1"]
    np.testing.assert_allclose(nodes[0].translation, (2.0, 0, -2.0), atol=1e-4)
    reds, *others = scene.primitives("things")
    assert reds.material.pbrMetallicRoughness.baseColorFactor[:3] == pytest.approx([0.8, 0.02, 0.02], abs=0.01)
    assert reds.colour is None
    corners, shown = (np.concatenate([getattr(each, name) for each in others]) for name in ("position", "colour"))
    # The file's picture has red at the upper left; the sheet faces +z, as in its file.
    upper_left = (corners[:, 0] < corners[:, 0].min() + 0.4) & (corners[:, 1] > 0.6)
    front = np.concatenate([each.normal for each in others])[:, 2] > 0.5
    np.testing.assert_allclose(np.median(shown[upper_left & front], axis=0), (0.9, 0, 0), atol=0.02)
    text = (tmp_path / "a.obj").read_text()
    assert "o red_1" in text
    coloured = [line.split() for line in text[text.index("o sheet_1") :].splitlines() if line.startswith("v ")]
    assert {len(row) for row in coloured} == {7}


def test_presets_name_models_beside_them(red: Path, tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "red.glb").write_bytes(red.read_bytes())
    own = tmp_path / "own.toml"
    own.write_text('extends = "level-0"\n[[thing]]\nfile = "models/red.glb"\nscale = 0.5\n')
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "heir.toml").write_text('extends = "../own.toml"\n')
    for path in (own, tmp_path / "more" / "heir.toml"):
        preset = load_preset(path)
        assert preset.thing == (ThingSettings(file=str(tmp_path / "models" / "red.glb"), scale=0.5),)
    world = liminal.World(7, preset)
    pose = world.viewpoint()
    (model,) = world.models
    assert np.hypot(model.x - pose.x, model.z - pose.z) == pytest.approx(3.0, abs=0.01)
    assert model.parts["high"].max() == pytest.approx(0.8, abs=0.01)


def test_requests_add_things_side_by_side(red: Path) -> None:
    asked = StillRequest(things=(str(red), {"file": str(red), "scale": 0.5}))  # type: ignore[arg-type]
    with liminal.Studio.from_request(asked) as studio:
        first, second = studio.world.models
    assert np.hypot(first.x - second.x, first.z - second.z) == pytest.approx(0.3 + 0.3 + 0.15, abs=0.01)
    with pytest.raises(liminal.LiminalError, match=r"scale is -1\.0; it must be"):
        StillRequest(things=({"file": "a.glb", "scale": -1.0},))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('file = ""', "file"),
        ("at = [1, 2]", 'an entry lacks "file"'),
        ('file = "a.glb"\nyaww = 3', 'unknown key "yaww" (did you mean "yaw"?)'),
        ('file = "a.glb"\nup = "x"', 'up is "x"'),
    ],
)
def test_rows_of_presets_are_checked(tmp_path: Path, line: str, said: str) -> None:
    (tmp_path / "a.toml").write_text(f"[[thing]]\n{line}\n")
    with pytest.raises(liminal.LiminalError) as told:
        load_preset(tmp_path / "a.toml")
    assert said in str(told.value)
    assert "\n" not in str(told.value)
