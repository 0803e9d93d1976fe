"""`liminal export`: what other programs find in the file, read back with a library and measured against the place."""

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pygltflib
import pytest
from PIL import Image

import liminal as library
from liminal.errors import LiminalError
from liminal.film.recipe import read_recipe
from liminal.geometry.chart import lay_out
from liminal.geometry.mesh import build
from liminal.geometry.unwrap import unwrap
from liminal.settings.preset import Preset
from liminal.view.model import cut_out, part_window
from liminal.view.swatch import normals
from liminal.world.grid import CELL
from liminal.world.material import Material

RADIUS = 7.0
AT = (-2.972, -12.725)
WORDS = ("--seed", 7, "--at", "-2.972,-12.725", "--yaw", 30, "--pitch", -10, "--roll", 5, "--radius", RADIUS)
SKETCH = ("--set", "surface.texture_size=128", "--set", "light.flicker=0", "--size", "640x480")
LUMINANCE = np.array([0.2126, 0.7152, 0.0722])  # ITU-R BT.709
TYPES = {pygltflib.FLOAT: np.float32, pygltflib.UNSIGNED_INT: np.uint32}
WIDTHS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4}


@dataclass
class Primitive:
    """Triangles of one material, in model space."""

    owner: str
    material: pygltflib.Material
    position: np.ndarray
    normal: np.ndarray
    uv: np.ndarray
    tangent: np.ndarray | None
    triangles: np.ndarray


class Scene:
    """A .glb as a stranger reads it."""

    def __init__(self, path: Path) -> None:
        self.gltf = pygltflib.GLTF2().load_binary(str(path))
        self.nodes = self.gltf.nodes
        self.root = self.nodes[self.gltf.scenes[0].nodes[0]]
        self.groups = {self.nodes[index].name: self.nodes[index] for index in self.root.children}

    def read(self, index: int) -> np.ndarray:
        """The numbers of an accessor: (count, width)."""
        accessor = self.gltf.accessors[index]
        view = self.gltf.bufferViews[accessor.bufferView]
        dtype, width = np.dtype(TYPES[accessor.componentType]), WIDTHS[accessor.type]
        start = view.byteOffset + accessor.byteOffset
        assert view.byteStride in (None, dtype.itemsize * width)
        assert accessor.byteOffset + accessor.count * dtype.itemsize * width <= view.byteLength
        return np.frombuffer(self.gltf.binary_blob(), dtype, accessor.count * width, start).reshape(-1, width)

    def things(self, group: str) -> list[pygltflib.Node]:
        return [self.nodes[index] for index in self.groups[group].children]

    def primitives(self, *groups: str) -> Iterator[Primitive]:
        for group in groups or [name for name in self.groups if name != "camera"]:
            for thing in self.things(group):
                for each in self.gltf.meshes[thing.mesh].primitives:
                    has = each.attributes
                    yield Primitive(
                        thing.name,
                        self.gltf.materials[each.material],
                        self.read(has.POSITION).astype(float) + thing.translation,
                        self.read(has.NORMAL),
                        self.read(has.TEXCOORD_0),
                        None if has.TANGENT is None else self.read(has.TANGENT),
                        self.read(each.indices).reshape(-1, 3),
                    )

    def picture(self, texture: int) -> np.ndarray:
        """A texture's picture, 0..1, still encoded."""
        view = self.gltf.bufferViews[self.gltf.images[self.gltf.textures[texture].source].bufferView]
        data = self.gltf.binary_blob()[view.byteOffset : view.byteOffset + view.byteLength]
        return np.asarray(Image.open(io.BytesIO(data)).convert("RGB")) / 255


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
            mean = decoded(scene.picture(material.pbrMetallicRoughness.baseColorTexture.index)).mean((0, 1))
            np.testing.assert_allclose(mean, wanted.pop(material.name), rtol=0.015)
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
        (("-o", "nowhere/a.glb"), "not a folder"),
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
        cut_out(world, world.preset, {}, (0.0, 0.0), 5.0, world.stand(*AT))


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


@pytest.fixture(scope="module")
def baked(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    from liminal.cli.main import main

    file = tmp_path_factory.mktemp("baked") / "baked.glb"
    coarse = ("--set", "light.rays=4", "--set", "light.bounces=2", "--set", "light.density=1")
    with pytest.raises(SystemExit) as exit_:
        main(["export", *map(str, WORDS), *SKETCH, *coarse, "--radius", "4", "--lightmaps", "-o", str(file)])
    assert exit_.value.code == 0
    return Scene(file)


def test_baked_light_is_what_a_viewer_shows_first(baked: Scene) -> None:
    assert baked.gltf.extensions["KHR_materials_variants"]["variants"] == [{"name": "baked"}, {"name": "lit"}]
    for mesh in baked.gltf.meshes:
        for each in mesh.primitives:
            material = baked.gltf.materials[each.material]
            assert "KHR_materials_unlit" in material.extensions
            assert material.pbrMetallicRoughness.baseColorTexture.texCoord == 1
            lit = each.extensions["KHR_materials_variants"]["mappings"][1]["material"]
            assert "KHR_materials_unlit" not in baked.gltf.materials[lit].extensions
            place = baked.read(each.attributes.TEXCOORD_1)
            assert 0 < place.min() < place.max() < 1


def test_baked_light_shows_lamps_white_and_carpet_brown(baked: Scene) -> None:
    picture = baked.picture(baked.gltf.materials[0].pbrMetallicRoughness.baseColorTexture.index)
    seen: dict[str, list[float]] = {}
    for group in ("lamps", "floors"):
        for thing in baked.things(group):
            for each in baked.gltf.meshes[thing.mesh].primitives:
                lit = each.extensions["KHR_materials_variants"]["mappings"][1]["material"]
                name = baked.gltf.materials[lit].name.split(" of ")[0]
                x, y = (baked.read(each.attributes.TEXCOORD_1).mean(0) * picture.shape[:2]).astype(int)
                seen.setdefault(name, []).append(float(picture[y, x].mean()))
    assert np.mean(seen["diffuser"]) > 0.95
    assert 0.2 < np.median(seen["carpet"]) < 0.75


def test_every_patch_has_a_place_of_its_own_on_the_skin() -> None:
    """Lengths keep their proportion, and no two patches overlap: their areas add up to what they cover."""
    world = library.World(7)
    window = part_window(world, AT, 4.0)
    mesh = build(window, lay_out(window, 2))
    size, wrapped = 512, unwrap(mesh, 512, 100.0)
    texel = wrapped.place * size
    triangles = mesh.indices.reshape(-1, 3)
    corner, spread = mesh.vertices["position"][triangles].astype(float), texel[triangles].astype(float)
    across = np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0])
    edges = np.moveaxis(spread[:, 1:] - spread[:, :1], 1, 0)
    flat = edges[0][:, 0] * edges[1][:, 1] - edges[0][:, 1] * edges[1][:, 0]
    assert (flat > 0).all()  # none is mirrored
    np.testing.assert_allclose(flat / wrapped.texels**2, np.linalg.norm(across, axis=1), atol=1e-4)

    ends = np.rint((wrapped.rectangles["unwrapped"] + 1) / 2 * size).astype(int)
    covered = np.zeros((size, size), int)
    for low, high in zip(ends[:, 0], ends[:, 2], strict=True):
        covered[low[1] : high[1], low[0] : high[0]] += 1
    assert covered.max() == 1
    assert covered.mean() > 0.5


def test_baked_light_does_not_fit_into_an_obj(liminal, tmp_path: Path) -> None:
    assert "--lightmaps" in liminal("export", "--lightmaps", "-o", tmp_path / "a.obj").mistake
