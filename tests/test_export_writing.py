"""`liminal export`: what is written on walls, read back with a library and compared with the coatings themselves."""

from pathlib import Path

import numpy as np
import pygltflib
import pytest
from glb import Scene
from numpy.typing import NDArray
from written import WrittenWorld, before_a_wall, centroid

import liminal as library
from liminal.export.model import part_window
from liminal.export.writing_nodes import layer, whole_writing
from liminal.inscription.artwork import painted
from liminal.inscription.coating import Coating, film
from liminal.world.grid import CELL
from liminal.world.inscription import InscriptionKind

RADIUS = 4.0
SIZE = (1.0, 0.5)  # m: no more texels than pictures have
POSE, TEXT = before_a_wall(SIZE)
NOTICE = TEXT.copy()
NOTICE["kind"], NOTICE["text"] = InscriptionKind.NOTICE, "WET PAINT\nAUG. 14"
NOTICE["width"], NOTICE["height"] = 0.31, 0.37
WALL = np.array(library.load_preset().surface.paper)  # reflectance, linear


def decoded(encoded: NDArray) -> NDArray:
    """Linear light of sRGB values (IEC 61966-2-1)."""
    return np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)


def seen_on(wall: NDArray, picture: NDArray, passes: int = 2) -> NDArray:
    """What a layer with alpha, (rows, columns, 4) of 0..1, makes of a wall of a colour, linear, just behind it.

    `passes`: 2 where light that shines on the wall goes through the layer, too; 1 where the wall shines by itself.
    """
    cover = picture[..., 3:]
    return wall * (1 - cover) ** passes + decoded(picture[..., :3]) * cover


def meant_on(wall: NDArray, coating: Coating) -> NDArray:
    """What a coating makes of it: what it lets through, and what it reflects."""
    return wall * coating.transmittance + coating.reflectance


def coating_of(row: np.void) -> Coating:
    size = float(row["width"]), float(row["height"])
    return painted(InscriptionKind(int(row["kind"])), str(row["text"]), int(row["lot"]), *size)


def only_writing(scene: Scene) -> tuple[pygltflib.Node, pygltflib.Primitive, pygltflib.Material, NDArray]:
    """The one node in the group of writing, its triangles, its material, and its picture with alpha."""
    [node] = scene.things("writing")
    [primitive] = scene.gltf.meshes[node.mesh].primitives
    material = scene.gltf.materials[primitive.material]
    picture = scene.picture(material.pbrMetallicRoughness.baseColorTexture.index, "RGBA")
    return node, primitive, material, picture


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A part of the world with TEXT, as .glb and as .obj."""
    folder = tmp_path_factory.mktemp("writing")
    with library.Studio(WrittenWorld(TEXT)) as studio:
        model = studio.model(RADIUS, POSE)
    paths = [folder / "scene.glb", folder / "scene.obj"]
    for path in paths:
        library.write_model(path, model)
    return paths


@pytest.fixture(scope="module")
def scene(files: list[Path]) -> Scene:
    return Scene(files[0])


def outward(row: np.void) -> tuple[NDArray, NDArray]:
    """The way a wall looks, and to the right of who looks at it."""
    normal = row["normal"].astype(float)
    return normal, np.cross((0, 1, 0), normal)


def test_a_text_is_a_node_just_before_its_wall(scene: Scene) -> None:
    node, primitive, _, _ = only_writing(scene)
    assert node.name == "marker 1: 14 DAYS 9"
    normal, _ = outward(TEXT[0])
    place = np.array([float(TEXT[name][0]) for name in "xyz"]) - (POSE.x, 0, POSE.z)
    away = np.array(node.translation) - place
    assert 0.001 <= away @ normal <= 0.0021
    np.testing.assert_allclose(away - (away @ normal) * normal, 0, atol=1e-4)

    # It has the size of its rectangle, and its front is that of the wall.
    corners = scene.read(primitive.attributes.POSITION).astype(float)
    np.testing.assert_allclose(abs(corners @ np.cross((0, 1, 0), normal)), SIZE[0] / 2, atol=1e-5)
    np.testing.assert_allclose(abs(corners[:, 1]), SIZE[1] / 2, atol=1e-5)
    faces = corners[scene.read(primitive.indices).reshape(-1, 3)]
    across = np.cross(faces[:, 1] - faces[:, 0], faces[:, 2] - faces[:, 0])
    np.testing.assert_allclose(across / np.linalg.norm(across, axis=1, keepdims=True), [normal] * 2, atol=1e-6)
    np.testing.assert_allclose(scene.read(primitive.attributes.NORMAL), [normal] * 4, atol=1e-6)


def test_its_picture_is_dark_where_the_ink_is(scene: Scene) -> None:
    _, primitive, material, picture = only_writing(scene)
    assert material.alphaMode == "BLEND"
    coating = coating_of(TEXT[0])
    np.testing.assert_allclose(seen_on(WALL, picture), meant_on(WALL, coating), atol=0.02)
    assert seen_on(WALL, picture).min() < 0.2 < 0.3 < WALL.min()

    # Read upright and from left to right: the middle of the ink lies where it does in the coating.
    _, right = outward(TEXT[0])
    corner, place = (scene.read(index) for index in (primitive.attributes.POSITION, primitive.attributes.TEXCOORD_0))
    by_corner = np.column_stack([corner @ right, corner[:, 1]])
    affine = np.linalg.lstsq(np.column_stack([place, np.ones(4)]), by_corner, rcond=None)[0]
    row, column = np.indices(picture.shape[:2])
    weight = (WALL - seen_on(WALL, picture)).sum(-1).ravel()
    share = np.column_stack([(column.ravel() + 0.5) / picture.shape[1], (row.ravel() + 0.5) / picture.shape[0]])
    middle = weight @ (np.column_stack([share, np.ones(len(share))]) @ affine) / weight.sum()
    wanted = centroid(WALL - meant_on(WALL, coating), coating.texel)
    np.testing.assert_allclose(middle, wanted, atol=0.005)
    assert np.abs(wanted).min() > 0.04  # so that a text the wrong way round is seen


@pytest.mark.parametrize("passes", [1, 2])
@pytest.mark.parametrize("kind", list(InscriptionKind))
def test_every_kind_looks_on_the_wall_as_its_coating_does(kind: InscriptionKind, passes: int) -> None:
    text = {InscriptionKind.TALLY: "13", InscriptionKind.PLATE: "B214", InscriptionKind.STENCIL: "C17"}.get(
        kind, "NO\nWATER"
    )
    coating = painted(kind, text, 5, 0.6, 0.4)
    picture = layer(coating, WALL.astype(np.float32), passes) / 255
    wrong = abs(seen_on(WALL, picture, passes) - meant_on(WALL, coating)).max(-1)
    # If light passes the layer twice, no colour makes the rims of white paper, or the faintest red ink, as bright.
    assert wrong.max() < (0.12 if passes == 2 else 0.006)
    assert wrong.mean() < 0.001


@pytest.mark.parametrize("passes", [1, 2])
def test_paint_covers_any_wall(passes: int) -> None:
    cover = np.linspace(0, 1, 64, dtype=np.float32)[None].repeat(2, 0)
    coating = film(cover, (0.3, 0.05, 0.02), 0.001)
    picture = layer(coating, WALL.astype(np.float32), passes) / 255
    for wall in (np.zeros(3), np.array([0.1, 0.4, 0.9])):
        np.testing.assert_allclose(seen_on(wall, picture, passes), meant_on(wall, coating), atol=0.006)


def test_a_long_text_makes_no_large_picture() -> None:
    cover = np.zeros((300, 5001), np.float32)
    cover[:, 1200:2400] = 0.8
    picture = layer(film(cover, (0.02, 0.02, 0.02), 0.001), WALL.astype(np.float32), 1)
    assert 1000 < max(picture.shape) <= 1024
    assert picture[..., 3].mean() == pytest.approx(0.8 * 255 * 1200 / 5001, rel=0.01)


def test_a_text_that_the_border_would_cut_is_left_out() -> None:
    world = WrittenWorld(TEXT)
    along = outward(TEXT[0])[1][[0, 2]]
    edge = RADIUS - SIZE[0] / 2
    for shift, count in ((0.0, 1), (edge - CELL, 1), (edge + 1.5 * CELL, 0), (edge + 2.5 * CELL, 0), (60.0, 0)):
        x, z = np.array([POSE.x, POSE.z]) + shift * along
        assert len(whole_writing(part_window(world, (float(x), float(z)), RADIUS))) == count, shift


def test_a_landmark_s_writing_is_where_the_world_has_it(liminal, tmp_path: Path) -> None:
    file = tmp_path / "scene.glb"
    words = ("--seed", 5, "--goto", "landmark:writing", "--radius", 8, "--set", "surface.texture_size=128")
    assert liminal("export", *words, "-o", file).status == 0
    scene = Scene(file)
    x, z = scene.gltf.scenes[0].extras["origin"]
    size = int(16 / CELL)
    rows = library.World(5).window(int((x - 8) // CELL), int((z - 8) // CELL), size, size).inscriptions
    rows = rows[rows["landmark"] == "writing"]
    nodes = {str(node.name).partition(": ")[2]: node for node in scene.things("writing")}
    assert len(rows) > 1
    for row in rows:
        at = np.array(nodes[" ".join(str(row["text"]).split())].translation)
        np.testing.assert_allclose(at, (row["x"] - x, row["y"], row["z"] - z), atol=0.0025)


def test_baked_writing_has_our_light(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sheet of paper is as much brighter than the skin of the wall behind it as it reflects more."""
    monkeypatch.setattr("liminal.export.skin.SIZE", 1024)
    with library.Studio(WrittenWorld(NOTICE)) as studio:
        library.write_model(tmp_path / "baked.glb", studio.model(2.5, POSE, lightmaps=True))
    baked = Scene(tmp_path / "baked.glb")
    node, primitive, material, picture = only_writing(baked)
    assert "KHR_materials_unlit" in material.extensions
    assert material.alphaMode == "BLEND"
    assert primitive.extensions == {}

    coating = coating_of(NOTICE[0])
    np.testing.assert_allclose(1 - picture[..., 3], coating.transmittance.min(-1), atol=0.003)
    sheet = (coating.transmittance.max(-1) < 0.02) & (coating.reflectance.min(-1) > 0.3)
    assert sheet.mean() > 0.2
    ratio = np.median(decoded(picture[sheet][:, :3]) / coating.reflectance[sheet], axis=0)
    np.testing.assert_allclose(ratio, skin_at(baked, np.array(node.translation)) / WALL, rtol=0.08)


def skin_at(scene: Scene, place: NDArray) -> NDArray:
    """The colour, linear, of the skin on the wall nearest to a place, around there."""
    skin = scene.picture(scene.gltf.materials[0].pbrMetallicRoughness.baseColorTexture.index)
    for node in scene.things("walls"):
        for each in scene.gltf.meshes[node.mesh].primitives:
            position = scene.read(each.attributes.POSITION).astype(float) + node.translation
            at = scene.read(each.attributes.TEXCOORD_1).astype(float)
            for corner in scene.read(each.indices).reshape(-1, 3):
                edges = position[corner][1:] - position[corner][0]
                front = np.cross(*edges)
                front /= np.linalg.norm(front)
                share = np.linalg.lstsq(edges.T, place - position[corner][0], rcond=None)[0]
                if abs((place - position[corner][0]) @ front) < 0.01 and min(*share, 1 - share.sum()) > -1e-9:
                    uv = at[corner[0]] + share @ (at[corner[1:]] - at[corner[0]])
                    column, row = (uv * skin.shape[1::-1]).astype(int)
                    return decoded(skin[row - 4 : row + 5, column - 4 : column + 5]).mean((0, 1))
    raise AssertionError("no wall there")


def test_old_programs_do_not_get_it(files: list[Path]) -> None:
    text = files[1].read_text()
    assert "o walls" in text
    assert "marker" not in text
