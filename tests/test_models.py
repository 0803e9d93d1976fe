"""Files of models: what is understood of one, what is refused, and the boxes that stand for it."""

import json
from base64 import b64encode
from pathlib import Path

import numpy as np
import pytest
import trimesh
from model_files import QUARTERS, box, moved, quad, written
from PIL import Image

import liminal
from liminal.colour import decode_srgb
from liminal.piece.occluder import inside
from liminal.piece.standing import corner_surfels
from liminal.thing import model_import
from liminal.thing.finish import Finish
from liminal.thing.model_import import MOST_SURFELS, ImportedModel, read_model
from liminal.thing.model_surface import MOST_CORNERS, PLAIN_EDGE, WHITEST
from liminal.thing.thing import Thing


def near(thing: Thing, *place: float) -> np.ndarray:
    """The colour of the corner that is nearest to a place."""
    away = np.linalg.norm(thing.corners["position"] - np.array(place), axis=1)
    return thing.corners["colour"][away.argmin()]


def bounds(model: ImportedModel) -> np.ndarray:
    return np.array(model.thing.bounds)


def surface_sides(thing: Thing) -> tuple[np.ndarray, np.ndarray]:
    """The normal of each triangle by its winding, and the mean of those of its corners."""
    a, b, c = (thing.corners["position"][thing.triangles[:, k]] for k in range(3))
    return np.cross(b - a, c - a), thing.corners["normal"][thing.triangles].mean(1)


def test_nodes_place_and_scale_what_they_hold(tmp_path: Path) -> None:
    """A box of 1 x 2 x 3 under a node of scale 0.5 that is moved: it stands on y = 0, its footprint in the middle."""
    mesh = box((1, 2, 3), baseColorFactor=[0.5, 0.25, 0.0, 1.0])
    model = read_model(written(tmp_path / "a.glb", mesh, moved(0.5, 5, 7, 9)))
    assert np.allclose(bounds(model), [(-0.25, 0, -0.75), (0.25, 1, 0.75)], atol=1e-6)
    assert (model.triangles, model.unit, model.materials) == (12, "metres", 1)
    assert np.allclose(model.size, (0.5, 1.5, 1.0))
    assert np.allclose(model.thing.corners["colour"], (0.5, 0.25, 0.0), atol=0.005)


def test_a_box_has_flat_sides_and_one_box_that_stands_for_it(tmp_path: Path) -> None:
    model = read_model(written(tmp_path / "a.glb", box((1, 2, 3))))
    by_winding, by_corner = surface_sides(model.thing)
    by_winding /= np.linalg.norm(by_winding, axis=1)[:, None]
    assert np.allclose(by_winding, by_corner, atol=1e-5)
    (only,) = model.thing.boxes
    assert np.allclose(only["half"], (0.5, 1.0, 1.5), atol=1e-3)
    assert np.allclose(only["centre"], (0, 1, 0), atol=1e-3)
    edges = model.thing.corners["position"][model.thing.triangles]
    assert np.linalg.norm(edges - np.roll(edges, 1, axis=1), axis=2).max() <= PLAIN_EDGE


def test_a_mirrored_node_faces_outward(tmp_path: Path) -> None:
    mirror = np.diag([-1.0, 1.0, 1.0, 1.0])
    model = read_model(written(tmp_path / "a.glb", box(), mirror))
    by_winding, by_corner = surface_sides(model.thing)
    middle = model.thing.corners["position"][model.thing.triangles].mean(1) - (0, 0.5, 0)
    assert ((by_winding * by_corner).sum(1) > 0).all()
    assert ((by_winding * middle).sum(1) > 0).all()


def test_a_picture_shows_at_corners_on_either_side(tmp_path: Path) -> None:
    """A sheet in four colours: each is where it belongs, in linear light, and behind as well as before."""
    picture = np.kron(QUARTERS, np.ones((8, 8, 1), np.uint8))
    written(tmp_path / "a.obj", quad(0.8, 0.8, picture))
    Image.fromarray(picture).save(tmp_path / "four.png")
    (tmp_path / "a.mtl").write_text("newmtl material_0\nmap_Kd four.png\n")
    model = read_model(tmp_path / "a.obj")
    assert model.textures == 1
    for x, y, colour in ((-0.2, 0.6, 0), (0.2, 0.6, 1), (-0.2, 0.2, 2)):
        assert np.allclose(near(model.thing, x, y, 0), np.eye(3)[colour] * WHITEST, atol=0.02)
    facing = model.thing.corners["normal"][model.thing.triangles[:, 0], 2]
    assert (facing > 0.99).sum() == (facing < -0.99).sum() == len(model.thing.triangles) / 2


def test_a_picture_on_two_meshes_is_one(tmp_path: Path) -> None:
    scene = trimesh.Scene()
    for shift in (0, 2):
        scene.add_geometry(quad(1, 1, QUARTERS), transform=moved(1.0, shift, 0, 0), geom_name="sheet")
    (tmp_path / "a.glb").write_bytes(scene.export(file_type="glb"))
    model = read_model(tmp_path / "a.glb")
    assert (model.triangles, model.textures) == (4, 1)


def test_pictures_times_factors_and_glow(tmp_path: Path) -> None:
    mesh = quad(1, 1, np.full((4, 4, 3), 188, np.uint8))
    mesh.visual.material.baseColorFactor = [1.0, 0.5, 0.0, 1.0]
    mesh.visual.material.emissiveFactor = [0.0, 0.5, 1.0]
    mesh.visual.material.metallicFactor = 1.0
    corners = read_model(written(tmp_path / "a.glb", mesh)).thing.corners
    grey = float(decode_srgb(188 / 255))
    assert np.allclose(corners["colour"], (grey, grey / 2, 0), atol=0.01)
    assert np.allclose(corners["glow"], (0, 50, 100), atol=0.5)
    assert (corners["finish"] == Finish.CHROME).all()


@pytest.mark.parametrize("suffix", [".ply", ".obj", ".glb"])
def test_corners_have_colours_of_their_own(tmp_path: Path, suffix: str) -> None:
    """They are coded as sRGB in PLY and OBJ, and linear in glTF."""
    mesh = box()
    mesh.visual.vertex_colors = np.where(mesh.vertices[:, :1] > 0, [[200, 100, 0, 255]], [[0, 100, 200, 255]])
    thing = read_model(written(tmp_path / f"a{suffix}", mesh), up="y").thing
    share = np.array([200, 100, 0]) / 255
    assert np.allclose(near(thing, 0.5, 0, 0.5), share if suffix == ".glb" else decode_srgb(share), atol=0.01)
    assert near(thing, -0.5, 0, 0.5)[2] > 0.3


@pytest.mark.parametrize(
    ("suffix", "size", "unit", "metres"),
    [
        (".stl", (400.0, 500.0, 900.0), "millimetres", 0.001),
        (".stl", (0.4, 0.5, 0.9), "metres", 1.0),
        (".obj", (40.0, 90.0, 50.0), "centimetres", 0.01),
        (".ply", (400.0, 500.0, 900.0), "millimetres", 0.001),
    ],
)
def test_units_and_up_are_guessed(tmp_path: Path, suffix: str, size: tuple, unit: str, metres: float) -> None:
    """The longest edge is the height, whichever axis is up in such files."""
    model = read_model(written(tmp_path / f"a{suffix}", box(size)))
    assert model.unit == unit
    assert model.size[2] == pytest.approx(max(size) * metres)
    assert bounds(model)[0, 1] == pytest.approx(0, abs=1e-6)
    twice = read_model(tmp_path / f"a{suffix}", scale=2.0)
    assert np.allclose(np.array(twice.size), 2 * np.array(model.size))


def test_round_things_are_smooth_and_covered_from_within(tmp_path: Path) -> None:
    """A sphere without normals of its own: smooth; most of it is in boxes, and these end within half a voxel of it."""
    model = read_model(written(tmp_path / "a.stl", trimesh.creation.icosphere(4, 0.5)))
    thing, centre = model.thing, np.array([0, 0.5, 0])
    assert np.allclose(thing.corners["normal"], 2 * (thing.corners["position"] - centre), atol=0.02)
    assert len(thing.boxes) <= 24
    points = np.random.default_rng(1).uniform(-0.55, 0.55, (40_000, 3)) + centre
    away, covered = np.linalg.norm(points - centre, axis=1), inside(thing.boxes, points, 0.0)
    assert covered[away < 0.5].mean() > 0.8
    assert not covered[away > 0.5 + 0.5 / 64].any()


def test_legs_and_gaps_stay_apart(tmp_path: Path) -> None:
    """A table: a top on four legs. Boxes cover it, and leave the air beneath it free."""
    parts = [trimesh.creation.box((1.2, 0.04, 0.8)).apply_translation((0, 0.7, 0))]
    for x, z in ((-0.5, -0.3), (0.5, -0.3), (-0.5, 0.3), (0.5, 0.3)):
        parts.append(trimesh.creation.box((0.05, 0.68, 0.05)).apply_translation((x, 0.34, z)))
    thing = read_model(written(tmp_path / "a.glb", trimesh.util.concatenate(parts))).thing
    points = np.random.default_rng(2).uniform((-0.7, -0.05, -0.5), (0.7, 0.8, 0.5), (60_000, 3))
    x, y, z = abs(points).T
    y = points[:, 1]
    top = (x < 0.6) & (z < 0.4) & (abs(y - 0.7) < 0.02)
    leg = (abs(x - 0.5) < 0.025) & (abs(z - 0.3) < 0.025) & (y > 0) & (y < 0.68)
    covered = inside(thing.boxes, points, 0.0)
    assert covered[top | leg].mean() > 0.95
    assert covered[~(top | leg)].mean() < 0.005


def test_light_is_found_at_few_places(tmp_path: Path) -> None:
    """However fine a mesh is and however motley."""
    noise = np.random.default_rng(3).integers(0, 255, (256, 256, 3), np.uint8)
    model = read_model(written(tmp_path / "a.glb", quad(3, 3, noise)))
    assert len(model.thing.corners) <= MOST_CORNERS
    blended = corner_surfels(model.thing, model.spacing, blended=True)
    assert 200 < len(blended[0]) <= MOST_SURFELS
    assert blended[2].std() < 0.5 * model.thing.corners["colour"].std()
    apart = corner_surfels(model.thing, model.spacing, blended=False)
    assert len(apart[0]) > 2 * MOST_SURFELS


def bare(vertices: str, faces: str = "3 0 1 2") -> bytes:
    rows, each = vertices.split("\n"), "\n".join(f"property float {axis}" for axis in "xyz")
    count = len(faces.split("\n")) if faces else 0
    head = f"ply\nformat ascii 1.0\nelement vertex {len(rows)}\n{each}\nelement face {count}"
    return f"{head}\nproperty list uchar int vertex_indices\nend_header\n{vertices}\n{faces}\n".encode()


TRIANGLE = "0 0 0\n1 0 0\n0 1 0"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.glb", b"not a model", "not a .glb model"),
        ("a.stl", b"solid", "a.stl"),
        ("a.ply", b"ply\nformat ascii 1.0\nend_header\n", "a.ply"),
        ("a.ply", bare(TRIANGLE, ""), "no triangles"),
        ("a.ply", bare("nan 0 0\n1 0 0\n0 1 0"), "corners at no place"),
        ("a.ply", bare(TRIANGLE, "3 0 1 9"), "a corner that is not there"),
        ("a.ply", bare("0 0 0\n1 0 0\n2 0 0"), "has no surface"),
        ("a.obj", b"mtllib a.mtl\nv 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n", "names the file a.mtl"),
        ("a.fbx", b"", "is no kind of model"),
        ("a", b"", "no extension is no kind of model"),
    ],
)
def test_what_is_no_model_is_told_in_a_line(liminal, tmp_path: Path, name: str, data: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(data)
    for words in (
        ("things", "check", tmp_path / name),
        ("still", "--thing", tmp_path / name, "-o", tmp_path / "o.png"),
    ):
        told = liminal(*words)
        assert (told.status, told.err.count("\n")) == (2, 1)
        assert said in told.err
    assert {path.name for path in tmp_path.iterdir()} == {name}


def test_pictures_that_are_missing_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.obj").write_text("mtllib a.mtl\nv 0 0 0\nv 1 0 0\nv 0 1 0\nusemtl a\nf 1 2 3\n")
    (tmp_path / "a.mtl").write_text("newmtl a\nKd 1 1 1\nmap_Kd -s 1 1 1 wood.png\n")
    with pytest.raises(liminal.LiminalError, match=r"names the file wood\.png.*put it beside the model"):
        read_model(tmp_path / "a.obj")
    (tmp_path / "wood.png").write_bytes(b"no picture")
    with pytest.raises(liminal.LiminalError, match=r"names the file wood\.png.*it is no picture"):
        read_model(tmp_path / "a.obj")
    Image.fromarray(QUARTERS).save(tmp_path / "wood.png")
    assert read_model(tmp_path / "a.obj").materials == 1


def test_a_picture_inside_that_is_damaged_is_told(tmp_path: Path) -> None:
    mesh = quad(1, 1, QUARTERS)
    mesh.visual.material.name = "wood"
    path = written(tmp_path / "a.glb", mesh)
    assert read_model(path).textures == 1
    path.write_bytes(path.read_bytes().replace(b"\x89PNG", b"XXXX"))
    with pytest.raises(liminal.LiminalError, match="the picture of material wood is damaged"):
        read_model(path)


def test_too_many_triangles_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_import, "MOST_TRIANGLES", 11)
    with pytest.raises(liminal.LiminalError, match="has 12 triangles, and a model may have 11"):
        read_model(written(tmp_path / "a.glb", box()))
    monkeypatch.setattr(model_import, "MOST_TRIANGLES", 12)
    assert read_model(tmp_path / "a.glb").triangles == 12


def test_what_was_understood_is_said(liminal, tmp_path: Path) -> None:
    written(tmp_path / "a.stl", box((400, 500, 900)))
    told = liminal("things", "check", tmp_path / "a.stl")
    assert told.status == 0
    assert "0.40 x 0.50 x 0.90 m (width, depth, height), its unit taken as millimetres" in told.out
    assert "triangles: 12; materials: 0; pictures: 0" in told.out
    tree: dict[str, object] = {"asset": {"version": "2.0"}, "cameras": [{"type": "orthographic"}]}
    data = b64encode(np.array([0, 0, 0, 1, 0, 0, 0, 1, 0], "<f4").tobytes()).decode()
    tree |= {
        "buffers": [{"byteLength": 36, "uri": f"data:application/octet-stream;base64,{data}"}],
        "bufferViews": [{"buffer": 0, "byteLength": 36}],
        "accessors": [{"bufferView": 0, "componentType": 5126, "count": 3, "type": "VEC3"}],
        "meshes": [{"primitives": [{"attributes": {"POSITION": 0}}]}],
        "nodes": [{"mesh": 0, "scale": [2, 2, 2]}],
        "scenes": [{"nodes": [0]}],
    }
    (tmp_path / "a.gltf").write_text(json.dumps(tree))
    told = liminal("things", "check", tmp_path / "a.gltf")
    assert (told.status, "2.00 x 0.00 x 2.00 m" in told.out, "left out: cameras: 1" in told.out) == (0, True, True)
    tree["extensionsRequired"] = ["KHR_draco_mesh_compression"]
    (tmp_path / "a.gltf").write_text(json.dumps(tree))
    assert "export it without compression" in liminal("things", "check", tmp_path / "a.gltf").mistake
