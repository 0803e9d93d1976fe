"""`liminal export`: what stands in the place, read back with a library and measured against the things themselves."""

from pathlib import Path

import numpy as np
import pytest
from furnished import FurnishedWorld
from glb import AT, Scene
from scipy.spatial import cKDTree
from scipy.spatial.transform import Rotation

import liminal as library
from liminal.export.model import part_window
from liminal.thing.catalogue import CATALOGUE, make
from liminal.thing.finish import Finish
from liminal.thing.thing import Thing
from liminal.thing.turning import turned
from liminal.world.prop import prop, yawed

RADIUS = 4.0
X, Z = AT
LYING = yawed(40.0) @ turned("x", -90.0)
PROPS = np.concatenate(
    [
        prop("folding-chair", X + 0.8, 0.0, Z - 1.2, 200.0),
        prop("television-on", X - 0.9, 0.0, Z - 1.4, 170.0),
        prop("folding-chair", X + 1.5, 0.0, Z + 0.9, 33.0),
        prop("filing-cabinet", X, 0.31, Z + 1.7, 0.0, rotation=LYING),
        prop("desk", X + RADIUS, 0.0, Z, 0.0),  # the border would cut it in two
    ]
)
NAMES = ["folding-chair 1", "television-on 1", "folding-chair 2", "filing-cabinet 1"]
COARSE = ("surface.texture_size=128", "light.flicker=0", "light.rays=4", "light.bounces=2", "light.density=1")


def written(path: Path, *overrides: str, lightmaps: bool = False) -> Path:
    """The file of the part of the world with PROPS."""
    world = FurnishedWorld(PROPS, 7, *COARSE, *overrides)
    with library.Studio(world) as studio:
        library.write_model(path, studio.model(RADIUS, world.stand(X, Z, yaw=10.0), lightmaps=lightmaps))
    return path


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    return Scene(written(tmp_path_factory.mktemp("things") / "scene.glb"))


@pytest.fixture(scope="module")
def baked(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    return Scene(written(tmp_path_factory.mktemp("things") / "baked.glb", lightmaps=True))


def proper(thing: Thing) -> np.ndarray:
    """The numbers (t,) of a thing's triangles that have an area."""
    corner = thing.corners["position"][thing.triangles].astype(float)
    across = np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0])
    return np.flatnonzero(np.linalg.norm(across, axis=1) > 2e-12)


def apart(first: np.ndarray, second: np.ndarray) -> float:
    """The greatest distance from any of some points (n, 3) to the nearest of others, m."""
    return float(max(cKDTree(a).query(b)[0].max() for a, b in ((first, second), (second, first))))


def test_each_prop_is_a_node_that_stands_where_the_prop_does(scene: Scene) -> None:
    nodes = scene.things("things")
    assert [node.name for node in nodes] == NAMES
    for node, placed in zip(nodes, PROPS, strict=False):
        np.testing.assert_allclose(node.translation, (placed["x"] - X, placed["y"], placed["z"] - Z), atol=1e-5)
        np.testing.assert_allclose(Rotation.from_quat(node.rotation).as_matrix(), placed["rotation"], atol=1e-5)

    # A chair's own front is +z: that of the second one looks to north-north-east.
    front = Rotation.from_quat(nodes[2].rotation).apply((0, 0, 1))
    np.testing.assert_allclose(front, (np.sin(np.radians(33)), 0, -np.cos(np.radians(33))), atol=1e-5)


def test_a_prop_that_the_border_would_cut_is_left_out() -> None:
    world = FurnishedWorld(PROPS)
    assert list(part_window(world, AT, RADIUS).props["name"]) == list(PROPS["name"][:-1])
    assert list(part_window(world, AT, RADIUS + 1).props["name"]) == list(PROPS["name"])


@pytest.mark.parametrize("lightmaps", [False, True])
def test_a_thing_has_its_triangles_once_each(scene: Scene, baked: Scene, lightmaps: bool) -> None:
    for node, placed in zip((baked if lightmaps else scene).things("things"), PROPS, strict=False):
        found = [each for each in (baked if lightmaps else scene).primitives("things") if each.owner == node.name]
        thing = make(str(placed["name"]))
        triangles = thing.triangles[proper(thing)]
        assert sum(len(each.triangles) for each in found) == len(triangles)
        position = thing.corners["position"] @ placed["rotation"].T + (placed["x"] - X, placed["y"], placed["z"] - Z)
        ours = np.concatenate([each.position[each.triangles].mean(1) for each in found])
        assert apart(ours, position[triangles].mean(1)) < 1e-4


def test_other_programs_can_take_the_meshes(scene: Scene) -> None:
    for each in scene.primitives("things"):
        assert np.isfinite(each.position).all()
        np.testing.assert_allclose(np.linalg.norm(each.normal, axis=1), 1, atol=1e-4)
        assert each.triangles.max() == len(each.position) - 1
        assert len(np.unique(each.triangles)) == len(each.position)
        corner = each.position[each.triangles]
        across = np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0])
        area = np.linalg.norm(across, axis=1) / 2
        assert (area > 0).all()
        # Fronts are counter-clockwise: faces look to where the normals of their corners do, on the whole.
        facing = (across[:, None] * each.normal[each.triangles]).sum(-1).mean(1) / (2 * area)
        assert np.average(facing, weights=area) > 0.8


def test_materials_are_named_by_finish_and_have_its_colour(scene: Scene) -> None:
    for node, placed in zip(scene.things("things"), PROPS, strict=False):
        corners = make(str(placed["name"])).corners
        paints = {(int(c["finish"]), *c["colour"].tolist(), *c["glow"].tolist()) for c in corners}
        primitives = scene.gltf.meshes[node.mesh].primitives
        found = {}
        for each in primitives:
            material = scene.gltf.materials[each.material]
            finish = next(f for f in Finish if material.name.startswith(f.name.lower().replace("_", " ")))
            surface = material.pbrMetallicRoughness
            strength = material.extensions.get("KHR_materials_emissive_strength", {}).get("emissiveStrength", 1.0)
            light = strength * np.array(material.emissiveFactor)
            found[(int(finish), *surface.baseColorFactor[:3], *light.tolist())] = material
            assert surface.baseColorFactor[3] == 1.0
            assert surface.baseColorTexture is None
            assert surface.metallicFactor == (1.0 if finish == Finish.CHROME else 0.0)
            assert 0 < surface.roughnessFactor <= 1
        assert len(found) == len(primitives) == len(paints)
        np.testing.assert_allclose(sorted(found), sorted(paints), rtol=1e-5, atol=1e-6)


def test_every_finish_has_a_name_of_its_own() -> None:
    used = {int(finish) for name in CATALOGUE for finish in np.unique(make(name).corners["finish"])}
    assert used <= set(Finish)
    names = [f.name.lower() for f in Finish]
    assert not [(a, b) for a in names for b in names if a != b and a.startswith(b)]


def test_a_screen_that_is_on_shines(scene: Scene) -> None:
    glowing = {each.owner for each in scene.primitives("things") if any(each.material.emissiveFactor)}
    assert glowing == {"television-on 1"}
    [material] = {each.material.name for each in scene.primitives("things") if any(each.material.emissiveFactor)}
    assert material.startswith("screen ")
    assert material.endswith(" glowing")


def test_things_of_one_kind_share_their_mesh(scene: Scene) -> None:
    first, television, second, _ = scene.things("things")
    assert first.mesh == second.mesh != television.mesh


def test_with_lightmaps_corners_carry_our_light(baked: Scene) -> None:
    assert [node.name for node in baked.things("things")] == NAMES
    shown: dict[str, list[np.ndarray]] = {}
    for each in baked.primitives("things"):
        assert each.colour is not None
        assert "KHR_materials_unlit" in each.material.extensions
        assert each.material.pbrMetallicRoughness.baseColorTexture is None
        assert ((each.colour >= 0) & (each.colour <= 1)).all()
        shown.setdefault(each.owner, []).append(each.colour)
    # The screen stands out of a dark case; the sides of a steel cabinet are neither black nor burnt out, nor alike.
    television = np.concatenate(shown["television-on 1"]).mean(1)
    assert television.max() > 4 * np.median(television)
    cabinet = np.concatenate(shown["filing-cabinet 1"]).mean(1)
    assert 0.01 < np.median(cabinet) < 0.9
    assert np.quantile(cabinet, 0.95) > 1.5 * np.quantile(cabinet, 0.05)


def test_things_throw_shadows_on_the_skin(baked: Scene, tmp_path: Path) -> None:
    """Beneath a chair the floor is darker than without it."""
    world = FurnishedWorld(PROPS[:0], 7, *COARSE)
    with library.Studio(world) as studio:
        library.write_model(tmp_path / "bare.glb", studio.model(RADIUS, world.stand(X, Z, yaw=10.0), lightmaps=True))
    dark = [floor_under(each, PROPS[2]) for each in (baked, Scene(tmp_path / "bare.glb"))]
    assert dark[0] < 0.97 * dark[1]


def floor_under(scene: Scene, placed: np.void) -> float:
    """How bright the skin is beneath a prop."""
    picture = scene.picture(scene.gltf.materials[0].pbrMetallicRoughness.baseColorTexture.index)
    place = np.array([placed["x"] - X, placed["z"] - Z])
    for node in scene.things("floors"):
        for each in scene.gltf.meshes[node.mesh].primitives:
            position = scene.read(each.attributes.POSITION).astype(float) + node.translation
            at = scene.read(each.attributes.TEXCOORD_1).astype(float)
            for corner in scene.read(each.indices).reshape(-1, 3):
                flat = position[corner][:, [0, 2]]
                share = np.linalg.solve(np.vstack([flat.T, np.ones(3)]), np.append(place, 1.0))
                if position[corner][:, 1].max() < 0.01 and (share > -1e-9).all():
                    column, row = (share @ at[corner] * picture.shape[1::-1]).astype(int)
                    return float(picture[row - 6 : row + 7, column - 6 : column + 7].mean())
    raise AssertionError("no floor there")


def test_old_programs_get_things_too(scene: Scene, tmp_path: Path) -> None:
    file = written(tmp_path / "old.obj")
    objects, normals, position, shades = faces_by_object(file)
    for name in NAMES:
        faces = np.array(objects[name.replace(" ", "_")])
        corner = position[faces[..., 0]]
        ours = [each.position[each.triangles] for each in scene.primitives("things") if each.owner == name]
        assert len(corner) == sum(map(len, ours))
        assert apart(np.concatenate(ours).mean(1), corner.mean(1)) < 1e-4
        across = np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0])
        facing = (across[:, None] * normals[faces[..., 1]]).sum(-1).mean(1)
        assert facing.sum() > 0.8 * np.linalg.norm(across, axis=1).sum()

    # Each material is defined once; the screen's shines.
    assert len(set(shades)) == len(shades)
    text = file.with_suffix(".mtl").read_text()
    screen = text.split("newmtl screen", 1)[1].split("newmtl")[0]
    assert "Ke " in screen
    assert "Pm 1" in text.split("newmtl chrome", 1)[1].split("newmtl")[0]


def faces_by_object(file: Path) -> tuple[dict[str, list], np.ndarray, np.ndarray, list[str]]:
    """Of things: the faces of each, (t, 3; corner, normal), all normals, all corners; and the names of materials."""
    rows: dict[str, list] = {"v": [], "vn": []}
    objects: dict[str, list] = {}
    for line in map(str.split, file.read_text().splitlines()):
        if line and line[0] == "o":
            faces = objects.setdefault(line[1], [])
        elif line and line[0] in rows:
            rows[line[0]].append([float(word) for word in line[1:]])
        elif line and line[0] == "f" and "//" in line[1]:
            faces.append([[int(number) - 1 for number in word.split("//")] for word in line[1:]])
    shades = [line.split()[1] for line in file.with_suffix(".mtl").read_text().splitlines() if "newmtl" in line]
    return objects, np.array(rows["vn"]), np.array(rows["v"]), shades
