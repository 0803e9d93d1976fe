"""Camera moves: out to other programs' files and back, against the film itself and against plain projection."""

import json
from pathlib import Path

import numpy as np
import OpenEXR
import pytest
from bvh_files import MAKERS, write_bvh
from glb import Scene
from scipy.spatial.transform import Rotation
from walker import walking

from liminal.api.request import ClipRequest, ModelRequest
from liminal.api.studio import Studio
from liminal.camera.distortion import HALF, distorted, undistorted
from liminal.errors import LiminalError
from liminal.matchmove.camera_file import read_camera_move
from liminal.rate import frame_time
from liminal.shot.timeline import Timeline
from liminal.view.pose import Pose
from liminal.view.projection import clip_from_view, view_from_world
from liminal.world.grid import CELL, TILE_X, TILE_Z

SECONDS = 2.0
SIZE = 640, 480
QUICK = ("life.distance=4", "surface.texture_size=128")
SHOT = """
version = 1
[[shot]]
verb = "look"
seconds = 2
zoom = [1, 3]
[[shot.event]]
kind = "topple"
at = 0.5
[[shot.event]]
kind = "cross"
body = "worker"
[[shot.event]]
kind = "lamp-dies"
at = 0.4
seconds = 0.6
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tracks")
    (folder / "shot.toml").write_text(SHOT)
    request = ModelRequest(shot=folder / "shot.toml", seconds=SECONDS, radius=8.0, overrides=QUICK)
    with Studio.from_request(request) as studio:
        for name in ("shot.glb", "shot.json", "shot.chan"):
            studio.write_model(folder / name)
        for name, kind in (("transforms.json", "transforms"), ("colmap", "colmap")):
            studio.write_model(folder / name, ModelRequest(seconds=SECONDS, format=kind))
    return folder


@pytest.fixture(scope="module")
def film(folder: Path) -> Timeline:
    return Studio.from_request(ClipRequest(shot=folder / "shot.toml", overrides=QUICK)).film(SECONDS)


def tracked(file: Path, **asked: object) -> Timeline:
    studio = Studio.from_request(ClipRequest(camera=file, **asked))
    return studio.film(studio.seconds)


def apart(a: Pose, b: Pose) -> tuple[float, float, float]:
    """How far two cameras are apart: m, degrees, and degrees of their fields of view."""
    turn = view_from_world(a)[:3, :3] @ view_from_world(b)[:3, :3].T
    way = float(np.linalg.norm(np.subtract((a.x, a.y, a.z), (b.x, b.y, b.z))))
    return way, float(np.degrees(Rotation.from_matrix(turn).magnitude())), abs(a.fov - b.fov)


@pytest.mark.parametrize("name", ["shot.glb", "shot.json"])
def test_a_film_s_camera_comes_back_as_it_left(folder: Path, film: Timeline, name: str) -> None:
    again = tracked(folder / name)
    assert again.notes == ()
    found = np.array([apart(film.pose(k / 59.94), again.pose(k / 59.94)) for k in range(0, 118, 3)])
    exact = np.array([apart(film.pose(frame_time(k)), again.pose(frame_time(k))) for k in range(0, 59, 3)])
    assert exact[:, 0].max() < 1e-4
    assert exact[:, 1:].max() < 0.01
    assert found[:, 0].max() < 1e-3  # between samples hands tremble on


def test_a_chan_holds_nuke_s_turns(folder: Path, film: Timeline) -> None:
    """Nuke's ZXY: a camera is leaned about z, raised about x, turned about y; and its place is the model's."""
    rows = np.loadtxt(folder / "shot.chan")
    assert rows[:, 0].tolist() == list(range(1, 61))
    centre = json.loads((folder / "shot.json").read_text())["origin"]
    for frame in (0, 17, 42):
        pose, row = film.pose(frame_time(frame)), rows[frame]
        place = pose.x - centre[0], pose.y, pose.z - centre[1]
        np.testing.assert_allclose(row[1:4], place, atol=1e-6)
        (cx, cy, cz), (sx, sy, sz) = np.cos(np.radians(row[4:7])), np.sin(np.radians(row[4:7]))
        turn = (
            np.array([[cy, 0, sy], [0, 1, 0], [-sy, 0, cy]])
            @ np.array([[1, 0, 0], [0, cx, -sx], [0, sx, cx]])
            @ np.array([[cz, -sz, 0], [sz, cz, 0], [0, 0, 1]])
        )
        np.testing.assert_allclose(turn, view_from_world(pose)[:3, :3].T, atol=1e-6)
        assert row[7] == pytest.approx(pose.fov, abs=1e-6)


def test_reconstruction_files_project_points_where_our_pictures_show_them(folder: Path, film: Timeline) -> None:
    centre = np.array(json.loads((folder / "shot.json").read_text())["origin"])
    nerf = json.loads((folder / "transforms.json").read_text())
    lines = [line.split() for line in (folder / "colmap/images.txt").read_text().splitlines() if line[:1].isdigit()]
    cameras = {
        line.split()[0]: [float(word) for word in line.split()[4:]]
        for line in (folder / "colmap/cameras.txt").read_text().splitlines()[1:]
    }
    width, height = SIZE
    for frame in (0, 30, 58):
        pose = film.pose(frame_time(frame))
        before = view_from_world(pose, (centre[0], centre[1]))
        points = np.linalg.inv(before) @ np.array([[0.4, -0.3, -2.0, 1], [-1.5, 1.0, -5.0, 1]]).T
        clip = clip_from_view(pose.fov, width / height) @ before @ points
        shown = (clip[:2] / clip[3]).T
        pixels = np.column_stack([(shown[:, 0] + 1) * width / 2, (1 - shown[:, 1]) * height / 2])

        one = nerf["frames"][frame]
        seen = np.linalg.inv(one["transform_matrix"]) @ points
        np.testing.assert_allclose(nerf["cx"] + one["fl_x"] * seen[0] / -seen[2], pixels[:, 0], atol=1e-3)
        np.testing.assert_allclose(nerf["cy"] - one["fl_y"] * seen[1] / -seen[2], pixels[:, 1], atol=1e-3)

        w, x, y, z, *shift = map(float, lines[frame][1:8])
        seen = Rotation.from_quat([x, y, z, w]).apply(points[:3].T) + shift
        across, down, middle, centre_line = cameras[lines[frame][8]]
        np.testing.assert_allclose(middle + across * seen[:, 0] / seen[:, 2], pixels[:, 0], atol=1e-3)
        np.testing.assert_allclose(centre_line + down * seen[:, 1] / seen[:, 2], pixels[:, 1], atol=1e-3)


def test_what_a_film_moves_moves_in_its_model(folder: Path, film: Timeline) -> None:
    """The thing that topples has its trajectory, in the model's metres; what walks has joints that turn."""
    scene = Scene(folder / "shot.glb")
    tree = scene.gltf
    animation = tree.animations[0]
    centre = json.loads((folder / "shot.json").read_text())["origin"]
    moved = {tree.nodes[each.target.node].name for each in animation.channels if each.target.node is not None}
    mover = next(each for each in film.stage_events.movers if not each.stands)
    assert f"moving {mover.movable.name} 1" in moved
    node = next(n for n, each in enumerate(tree.nodes) if each.name == f"moving {mover.movable.name} 1")
    channel = next(
        each for each in animation.channels if each.target.node == node and each.target.path == "translation"
    )
    sampler = animation.samplers[channel.sampler]
    times, places = scene.read(sampler.input), scene.read(sampler.output)
    last = mover.trajectory.positions[-1] - (centre[0], 0.0, centre[1])
    assert times[-1, 0] == pytest.approx(mover.trajectory.end, abs=1e-5)
    np.testing.assert_allclose(places[-1], last, atol=1e-5)


def test_a_lamp_that_dies_goes_out_in_the_model(folder: Path, film: Timeline) -> None:
    """Its own material shines as at first until the film lets it stutter, and not at all from then on."""
    scene = Scene(folder / "shot.glb")
    (outage,) = film.stage_events.outages
    centre = np.array(json.loads((folder / "shot.json").read_text())["origin"])
    tracks = {}
    for channel in scene.gltf.animations[0].channels:
        words = (channel.target.extensions or {}).get("KHR_animation_pointer", {}).get("pointer", "").split("/")
        if words[-1] == "emissiveStrength":
            sampler = scene.gltf.animations[0].samplers[channel.sampler]
            tracks[int(words[2])] = scene.read(sampler.input)[:, 0], scene.read(sampler.output)[:, 0]
    lamps = {
        each.material: np.array(node.translation)[[0, 2]] + centre
        for node in scene.things("lamps")
        for each in scene.gltf.meshes[node.mesh].primitives
    }
    assert set(tracks) <= set(lamps)
    tile = CELL * (outage.cell_x + TILE_X / 2), CELL * (outage.cell_z + TILE_Z / 2)
    (dying,) = (each for each in tracks if np.linalg.norm(lamps[each] - tile) < 0.01)
    times, strengths = tracks[dying]
    usual = scene.gltf.materials[dying].extensions["KHR_materials_emissive_strength"]["emissiveStrength"]
    assert np.interp([0.0, 0.3], times, strengths) == pytest.approx(usual, rel=0.01)
    assert strengths[times > 1.1].max() == 0.0


def test_lens_maps_bend_as_the_camcorder_does(tmp_path: Path) -> None:
    """There and back is nothing; corners stay; and a picture of places, filmed, shows the places that the map tells."""
    places = HALF * np.random.default_rng(3).uniform(-1, 1, (500, 2))
    np.testing.assert_allclose(undistorted(distorted(places, 0.09), 0.09), places, atol=1e-12)
    np.testing.assert_allclose(distorted(HALF[None], 0.09), HALF[None], atol=1e-12)
    request = ModelRequest(seconds=0.1, shot="stroll", tape="camcorder", lens_maps=True, size=(64, 48))
    with Studio.from_request(request) as studio:
        studio.write_model(tmp_path / "lens.json")
        amount = json.loads((tmp_path / "lens.json").read_text())["distortion"]
    assert amount == pytest.approx(0.09 * 0.3)
    bent = {
        name: OpenEXR.File(str(tmp_path / f"lens.{name}.exr")).channels()["RGB"].pixels
        for name in ("undistort", "redistort")
    }
    # Half way to the right edge, on the middle line, an undistorting lens shows less than it should: barrel.
    across = bent["redistort"][24, :, 0]
    x = (48.5 / 64 * 2 - 1) * 0.8
    assert across[48] == pytest.approx(0.5 + 0.5 * x / 0.8 * (1 + amount * x * x) / (1 + amount), abs=2e-4)


def test_a_move_without_a_world_begins_where_the_shot_does(tmp_path: Path) -> None:
    """A path along its own -z by 1 m a second, from anywhere: it is walked to where the camera looks."""
    path = tmp_path / "walk.chan"
    path.write_text("".join(f"{k + 1} 50 1.6 {-k / 29.97 + 9:.6f} 0 0 0 60\n" for k in range(60)))
    film = tracked(path, seed=3)
    start, end = film.pose(0.0), film.pose(frame_time(59))
    world = Studio.from_request(ClipRequest(seed=3)).world
    stands = world.viewpoint()
    assert (start.x, start.z, start.yaw) == pytest.approx((stands.x, stands.z, stands.yaw), abs=1e-6)
    way = np.array([end.x - start.x, end.z - start.z])
    ahead = np.array([np.sin(np.radians(stands.yaw)), -np.cos(np.radians(stands.yaw))])
    np.testing.assert_allclose(way, ahead * 59 / 29.97, atol=1e-4)
    assert start.fov == pytest.approx(60.0)


def test_a_head_looks_where_its_body_goes(tmp_path: Path) -> None:
    write_bvh(tmp_path / "walk.bvh", walking(30.0), MAKERS["mixamo"])
    move = read_camera_move(tmp_path / "walk.bvh")
    way = move.positions[-1] - move.positions[0]
    looks = Rotation.from_quat(move.rotations).apply((0.0, 0.0, -1.0))
    assert 1.5 < move.positions[:, 1].mean() < 1.8
    assert (looks @ way / np.linalg.norm(way)).min() > 0.8
    assert not np.isfinite(move.fov).any()
    film = tracked(tmp_path / "walk.bvh")
    assert np.isfinite(film.pose(0.5).fov)


def test_a_hand_carries_the_camera_along_its_way(folder: Path, tmp_path: Path) -> None:
    board = tmp_path / "carried.toml"
    shot = f'[[shot]]\nverb = "track"\nseconds = 6\ncamera = "{folder / "shot.json"}"\n'
    board.write_text(shot)
    plain = Studio.from_request(ClipRequest(shot=board)).film(6.0)
    board.write_text(shot + "handheld = true\n")
    held = Studio.from_request(ClipRequest(shot=board)).film(6.0)
    found = np.array([apart(plain.pose(t), held.pose(t)) for t in np.linspace(0.2, 1.8, 30)])
    assert 0.001 < found[:, 0].max() < 0.05
    assert 0.05 < found[:, 1].max() < 4.0
    assert held.breaths
    assert not plain.breaths


def test_a_camera_that_ends_before_its_film_is_told(folder: Path) -> None:
    """A sample for each frame is enough."""
    assert tracked(folder / "shot.chan", seconds=SECONDS).notes == ()
    (note,) = tracked(folder / "shot.chan", seconds=SECONDS + 0.1).notes
    assert "the camera stands still from then on" in note


def test_walls_on_the_way_are_told(tmp_path: Path) -> None:
    path = tmp_path / "through.chan"
    path.write_text("".join(f"{k + 1} 0 1.6 {-k} 0 0 0 60\n" for k in range(60)))
    (note,) = tracked(path).notes
    assert "through.chan goes through what is solid for" in note


BAD = {
    "none.chan": ("", "holds no frame"),
    "words.chan": ("1 0 0 0 0 0 0 60\nhello\n", "line 2"),
    "short.chan": ("1 0 0 0\n", "line 1: 4 numbers"),
    "nan.chan": ("1 0 nan 0 0 0 0 60\n", "line 1: a number that is not finite"),
    "order.chan": ("2 0 0 0 0 0 0 60\n1 0 0 0 0 0 0 60\n", "line 2: frame 1 comes after frame 2"),
    "cut.json": ('{"format": "liminal camera", "samples": [', "cut short"),
    "other.json": ('{"frames": []}', 'its "format" is not'),
    "none.json": ('{"format": "liminal camera", "version": 1, "rate": [30, 1], "samples": []}', "no sample"),
    "bare.json": ('{"format": "liminal camera", "version": 1, "rate": [30, 1], "samples": [{}]}', "cannot be read"),
    "picture.png": ("", "no kind of camera"),
    "blind.gltf": ('{"asset": {"version": "2.0"}, "scenes": [{}]}', "no perspective camera"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_cameras_are_refused_in_a_line(tmp_path: Path, name: str) -> None:
    text, words = BAD[name]
    (tmp_path / name).write_text(text)
    with pytest.raises(LiminalError, match=words) as raised:
        Studio.from_request(ClipRequest(camera=tmp_path / name))
    assert "\n" not in str(raised.value)


def test_a_camera_that_changed_since_is_refused(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "own.json"
    file.write_text((folder / "shot.json").read_text())
    studio = Studio.from_request(ClipRequest(camera=file))
    file.write_text(file.read_text() + "\n")
    with pytest.raises(LiminalError, match="has changed since"):
        studio.film(SECONDS)


def test_cameras_alone_want_a_film(tmp_path: Path) -> None:
    with Studio.from_request(ModelRequest()) as studio, pytest.raises(LiminalError, match="camera of a film"):
        studio.write_model(tmp_path / "a.chan")
