"""`liminal export --lightmaps`: our light, baked into the file for viewers that have none of their own."""

from pathlib import Path

import numpy as np
import pytest
from glb import AT, SKETCH, WORDS, Scene

import liminal as library
from liminal.export.model import part_window
from liminal.export.unwrap import unwrap
from liminal.piece.chart import lay_out
from liminal.piece.mesh import build


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


def test_a_part_without_a_lamp_is_black() -> None:
    faint = ("light.rays=4", "light.bounces=1", "light.density=1", "surface.texture_size=128")
    world = library.World(12, library.load_preset(overrides=faint))
    with library.Studio(world) as studio:
        model = studio.model(3.0, lightmaps=True)
    assert not len(model.window.lamps)
    assert model.skin is not None
    assert not model.skin.picture.any()
