"""`liminal export`: what other programs find in the file, read back with a library and measured against the place."""

import json
from pathlib import Path

import numpy as np
import pytest
from glb import AT, RADIUS, SKETCH, WORDS, Scene

import liminal as library
from liminal.errors import LiminalError
from liminal.export.model import cut_out
from liminal.export.swatch import normals
from liminal.film.recipe import read_recipe
from liminal.settings.preset import Preset
from liminal.world.grid import CELL
from liminal.world.material import Material

LUMINANCE = np.array([0.2126, 0.7152, 0.0722])  # ITU-R BT.709


def decoded(encoded: np.ndarray) -> np.ndarray:
    """Linear light of sRGB values (IEC 61966-2-1)."""
    return np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from liminal.cli.main import main

    file = tmp_path_factory.mktemp("export") / "scene.glb"
    with pytest.raises(SystemExit) as exit_:
        main(["export", *map(str, WORDS), *SKETCH, "-o", str(file)])
    assert exit_.value.code == 0
    return file


@pytest.fixture(scope="module")
def scene(path: Path) -> Scene:
    return Scene(path)


@pytest.fixture(scope="module")
def world() -> library.World:
    return library.World(7)


def air_at(world: library.World, point: np.ndarray) -> bool:
    """Whether a world point lies in the open, above the floor and below the ceiling."""
    cell = world.window(int(np.floor(point[0] / CELL)), int(np.floor(point[2] / CELL)), 1, 1)
    return bool(cell.floor[0, 0] < point[1] < cell.ceiling[0, 0])


def test_a_person_finds_their_way_by_names(scene: Scene) -> None:
    assert scene.root.name == "liminal 7"
    assert {"floors", "ceilings", "walls", "skirting", "lamps", "border", "camera"} <= set(scene.groups)
    names = [node.name for node in scene.nodes]
    assert len(set(names)) == len(names)
    assert all(thing.name.startswith("lamp ") for thing in scene.things("lamps"))


def test_nothing_reaches_beyond_the_radius_and_all_of_it_is_filled(scene: Scene) -> None:
    points = np.concatenate([each.position for each in scene.primitives()])
    low, high = points.min(0), points.max(0)
    assert (low[[0, 2]] > -RADIUS - CELL - 1e-4).all()
    assert (high[[0, 2]] < RADIUS + CELL + 1e-4).all()
    assert ((high - low)[[0, 2]] > 2 * RADIUS - CELL).all()


def test_every_face_looks_into_the_open(scene: Scene, world: library.World) -> None:
    seen = 0
    for each in scene.primitives():
        corner = each.position[each.triangles]
        across = np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0])
        outward = across / np.linalg.norm(across, axis=1, keepdims=True)
        np.testing.assert_allclose(np.linalg.norm(each.normal, axis=1), 1, atol=1e-5)
        np.testing.assert_allclose((outward[:, None] * each.normal[each.triangles]).sum(-1), 1, atol=1e-3)

        # In front of what encloses the air there is air, and behind it there is none (at the border all is cut off).
        kind = each.owner.split()[0]
        for middle, normal in zip(corner.mean(1)[::5], outward[::5], strict=True):
            place = middle + np.array([AT[0], 0, AT[1]])
            if kind in ("floor", "ceiling", "walls", "border"):
                assert air_at(world, place + 0.01 * normal), each.owner
                seen += 1
            if kind in ("floor", "ceiling", "walls"):
                assert not air_at(world, place - 0.01 * normal), each.owner
    assert seen > 100


def test_the_part_is_closed(scene: Scene) -> None:
    """The volume that the shell encloses (divergence theorem) is that of the open cells."""
    volume = 0.0
    shell = [name for name in ("floors", "ceilings", "walls", "border") if name in scene.groups]
    for each in scene.primitives(*shell, "lamps"):
        if each.owner.startswith("border") and each.material.name != "wallpaper":
            continue
        corner = each.position[each.triangles]
        volume -= float((corner[:, 0] * np.cross(corner[:, 1], corner[:, 2])).sum()) / 6
    inner = open_volume(AT, RADIUS)
    assert volume == pytest.approx(inner, rel=2e-3)  # lamps hang 6 mm into the room


def open_volume(centre: tuple[float, float], radius: float) -> float:
    low = [int(np.floor((middle - radius) / CELL)) for middle in centre]
    high = [int(np.ceil((middle + radius) / CELL)) for middle in centre]
    window = library.World(7).window(low[0], low[1], high[0] - low[0], high[1] - low[1])
    return float((window.ceiling - window.floor).sum(dtype=np.float64)) * CELL**2


def test_lamps_shine_with_their_luminance(scene: Scene, world: library.World) -> None:
    low = [int((middle - RADIUS) // CELL) for middle in AT]
    size = int(2 * RADIUS / CELL) + 2
    lamps = world.window(*low, size, size).lamps
    for lamp in scene.things("lamps"):
        [lens] = [
            scene.gltf.materials[each.material]
            for each in scene.gltf.meshes[lamp.mesh].primitives
            if scene.gltf.materials[each.material].name.startswith("diffuser")
        ]
        strength = lens.extensions.get("KHR_materials_emissive_strength", {}).get("emissiveStrength", 0.0)
        light = 0.0
        if strength:
            glow = decoded(scene.picture(lens.emissiveTexture.index)).mean((0, 1))
            assert max(lens.emissiveFactor) == pytest.approx(1.0)
            light = float(np.array(lens.emissiveFactor) * glow @ LUMINANCE * strength)
        x, z = np.array(lamp.translation)[[0, 2]] + AT
        [known] = lamps[np.hypot(lamps["x"] - x, lamps["z"] - z) < 0.01]
        assert light == pytest.approx(float(known["luminance"]), rel=0.02)
        assert lamp.translation[1] == pytest.approx(float(known["y"]))
    assert len(scene.things("lamps")) > 10


def test_colours_are_those_of_the_preset(scene: Scene) -> None:
    surface = Preset.model_validate(read_settings(scene)).surface
    wanted = {"wallpaper": surface.paper, "carpet": surface.carpet, "ceiling tile": surface.ceiling}
    for material in scene.gltf.materials:
        if material.name in wanted:
            picture = material.pbrMetallicRoughness.baseColorTexture.index
            mean = material.pbrMetallicRoughness.baseColorFactor[:3] * decoded(scene.picture(picture)).mean((0, 1))
            np.testing.assert_allclose(mean, wanted.pop(material.name), rtol=1e-4)
    assert not wanted


def read_settings(scene: Scene) -> dict:
    return scene.gltf.scenes[0].extras["liminal"]["settings"]


def test_patterns_lie_where_the_place_has_them(scene: Scene) -> None:
    """A ceiling tile is 2 x 4 ft and hangs in a grid through the world's origin; a drop of paper is 21 in wide."""
    for each in scene.primitives("ceilings"):
        expected = (each.position[:, [0, 2]] + AT) / (0.6096, -1.2192)
        apart = each.uv - expected
        np.testing.assert_allclose(apart, np.rint(apart), atol=2e-3)
    for each in scene.primitives("walls"):
        if each.material.name == "wallpaper":
            x, z = (each.position[:, [0, 2]] + AT).T
            across = np.where(abs(each.normal[:, 2]) > 0.5, x * np.sign(each.normal[:, 2]), -z * each.normal[:, 0])
            apart = each.uv[:, 0] - across / 0.5334
            np.testing.assert_allclose(apart, np.rint(apart), atol=2e-3)


def test_tangents_follow_the_pictures(scene: Scene) -> None:
    with_relief = [each for each in scene.primitives() if each.tangent is not None]
    assert with_relief
    for each in with_relief:
        corner, uv = each.position[each.triangles], each.uv[each.triangles].astype(float)
        edges, steps = corner[:, 1:] - corner[:, :1], uv[:, 1:] - uv[:, :1]
        along_u, along_v = np.moveaxis(np.linalg.solve(steps, edges), 1, 0)
        tangent = each.tangent[each.triangles[:, 0]]
        bitangent = np.cross(each.normal[each.triangles[:, 0]], tangent[:, :3]) * tangent[:, 3:]
        for direction, wanted in ((along_u, tangent[:, :3]), (-along_v, bitangent)):
            unit = direction / np.linalg.norm(direction, axis=1, keepdims=True)
            np.testing.assert_allclose((unit * wanted).sum(1), 1, atol=1e-3)


def test_relief_becomes_the_normals_of_its_slope() -> None:
    x = np.arange(256) / 256
    height = (0.002 * np.sin(2 * np.pi * x))[None].repeat(8, 0).astype(np.float32)
    slope = 0.002 * 2 * np.pi * np.cos(2 * np.pi * x) / 0.5  # d height / d x over 0.5 m
    found = normals(height, (0.5, 0.5))
    assert found is not None
    decoded_normal = found[0] / 127.5 - 1
    np.testing.assert_allclose(-decoded_normal[:, 0] / decoded_normal[:, 2], slope, atol=0.006)
    assert normals(np.zeros((8, 8), np.float32), (1.0, 1.0)) is None

    # A slope that rises towards the top of the picture leans back from it.
    rising = normals(np.ascontiguousarray(height[0][::-1, None].repeat(8, 1)), (0.5, 0.5))
    assert rising is not None
    assert rising[0, 0, 1] < 127


def test_the_camera_is_that_of_the_still(scene: Scene, path: Path) -> None:
    node = scene.groups["camera"]
    lens = scene.gltf.cameras[node.camera].perspective
    assert np.degrees(lens.yfov) == pytest.approx(56.0)
    assert lens.aspectRatio == pytest.approx(640 / 480)
    np.testing.assert_allclose(node.translation, (0, 1.68, 0), atol=1e-6)

    # Yaw 30 looks from -z towards +x, pitch -10 down; rolled to the right, the camera's right side is lower.
    x, y, z, w = node.rotation
    turn = np.array(
        [
            [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
            [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
            [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
        ]
    )
    yaw, pitch, roll = np.radians((30, -10, 5))
    ahead = (np.sin(yaw) * np.cos(pitch), np.sin(pitch), -np.cos(yaw) * np.cos(pitch))
    np.testing.assert_allclose(turn @ (0, 0, -1), ahead, atol=1e-6)
    assert (turn @ (1, 0, 0))[1] == pytest.approx(-np.sin(roll) * np.cos(pitch))
    assert scene.gltf.scenes[0].extras["origin"] == list(AT)


def test_a_scene_is_made_again_byte_for_byte_from_itself(liminal, path: Path, tmp_path: Path) -> None:
    recipe = read_recipe(path)
    assert (recipe.seed, recipe.radius, recipe.pose.yaw) == (7, RADIUS, 30.0)
    again = tmp_path / "again.glb"
    assert liminal("export", "--from", path, "-o", again).status == 0
    assert again.read_bytes() == path.read_bytes()


def test_a_lamp_stands_at_the_same_place_of_the_world_in_every_part(scene: Scene, world: library.World) -> None:
    preset = world.preset.model_copy(update={"surface": world.preset.surface.model_copy(update={"texture_size": 128})})
    elsewhere = library.World(7, preset)
    with library.Studio(elsewhere) as studio:
        other = studio.model(RADIUS, elsewhere.stand(AT[0], AT[1] + 0.5))
    lamps = {node.name: np.array(node.at)[[0, 2]] + other.origin for node in other.nodes if node.group == "lamps"}
    shared = [thing for thing in scene.things("lamps") if thing.name in lamps]
    assert len(shared) > 8
    for thing in shared:
        np.testing.assert_allclose(np.array(thing.translation)[[0, 2]] + AT, lamps[thing.name], atol=1e-6)


def test_old_programs_get_the_same_triangles(liminal, scene: Scene, tmp_path: Path) -> None:
    file = tmp_path / "old.obj"
    assert liminal("export", *WORDS, *SKETCH, "--format", "obj", "-o", tmp_path / "old").out == ""
    lines = [line.split() for line in file.read_text().splitlines()]
    rows = {word: [line[1:] for line in lines if line and line[0] == word] for word in ("v", "vt", "vn", "f", "o")}
    position, normal = (np.array(rows[word], float) for word in ("v", "vn"))
    corner = np.array([[each.split("/") for each in row] for row in rows["f"]], int) - 1
    assert (corner[..., 0] == corner[..., 1]).all()

    wanted = np.concatenate([each.position[each.triangles] for each in scene.primitives()])
    assert sorted(wanted.mean(1).round(3).tolist()) == pytest.approx(
        np.array(sorted(position[corner[..., 0]].mean(1).round(3).tolist())), abs=2e-3
    )
    faces = position[corner[..., 0]]
    across = np.cross(faces[:, 1] - faces[:, 0], faces[:, 2] - faces[:, 0])
    across /= np.linalg.norm(across, axis=1, keepdims=True)
    assert ((across * normal[corner[:, 0, 2]]).sum(1) > 0.99).all()

    # Every material is defined, every picture is there.
    shades = [line.split() for line in file.with_suffix(".mtl").read_text().splitlines()]
    assert {line[1] for line in lines if line and line[0] == "usemtl"} == {
        line[1] for line in shades if line and line[0] == "newmtl"
    }
    pictures = [line[1] for line in shades if line and line[0] in ("map_Kd", "map_Ke", "norm")]
    assert pictures
    assert all((tmp_path / name).is_file() for name in pictures)
    assert read_recipe(file).radius == RADIUS


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--radius", "0.5"), "out of range"),
        (("--radius", "1000"), "out of range"),
        (("--radius", "nan"), "out of range"),
        (("--radius", "80", "--lightmaps"), "with lightmaps reaches 1 to 40"),
        (("-o", "a.fbx"), "unknown extension"),
        (("-o", "nowhere/a.glb"), "there is no folder"),
        (("--format", "obj"), "disagree"),
        (("--format", "fbx"), "fbx"),
        (("--set", "light.lamp_luminance=-1"), "lamp_luminance"),
    ],
)
def test_a_mistake_gets_one_line(liminal, tmp_path: Path, monkeypatch, words: tuple[str, ...], said: str) -> None:
    monkeypatch.chdir(tmp_path)
    assert said in liminal("export", "-o", "a.glb", *words).mistake
    assert not list(tmp_path.iterdir())


def test_a_camera_outside_the_part_is_refused(world: library.World) -> None:
    with pytest.raises(LiminalError, match="outside the part"):
        cut_out(world, {}, (0.0, 0.0), 5.0, world.stand(*AT))


def test_dark_lamps_do_not_shine(liminal, tmp_path: Path) -> None:
    file = tmp_path / "dark.glb"
    assert liminal("export", *WORDS, *SKETCH, "--set", "light.lamp_luminance=0", "-o", file).status == 0
    scene = Scene(file)
    assert not [each for each in scene.gltf.materials if any(each.emissiveFactor)]
    assert "KHR_materials_emissive_strength" not in scene.gltf.extensionsUsed
    assert Material.DIFFUSER.name.lower() in {each.name for each in scene.gltf.materials}


def test_the_recipe_is_plain_data(scene: Scene) -> None:
    extras = scene.gltf.scenes[0].extras
    assert json.loads(json.dumps(extras))["liminal"]["seed"] == 7
    assert extras["radius"] == RADIUS
