"""Passes: against rays through the cells, against the plain picture, against geometry, and read by other programs."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from raycast import cast, pixel_rays
from scipy.ndimage import binary_erosion, map_coordinates
from sketch import BARE, SKETCH

from liminal.api.world import World
from liminal.errors import LiminalError
from liminal.film.pass_file import checked_passes, write_passes
from liminal.film.pass_manifest import PassManifest
from liminal.gl import Context
from liminal.settings.load import load_preset
from liminal.shoot.pass_take import PassFrame, pass_still
from liminal.thing.movable import Movable
from liminal.thing.mover import Mover
from liminal.thing.trajectory import Trajectory
from liminal.view.entity import FIRST_MATERIAL, stable_number
from liminal.view.mirror import mirrors_of
from liminal.view.picture_passes import PASSES, CameraInstant, draw_passes
from liminal.view.pose import Pose
from liminal.view.renderer import Renderer
from liminal.view.stage import StageKey
from liminal.view.stage_events import StageEvents
from liminal.world.material import Material

SIZE = 160, 120
STILL = tuple(name for name in PASSES if name != "flow")
HALF = 2.0**-10  # relative: what two roundings to half floats leave

Floats = NDArray[np.float64]


@pytest.fixture(scope="module")
def bare() -> World:
    return World(7, load_preset(overrides=(*SKETCH, *BARE)))


@pytest.fixture(scope="module")
def renderer(context: Context, bare: World) -> Iterator[Renderer]:
    with Renderer(context, bare) as opened:
        yield opened


@pytest.fixture(scope="module")
def shot(renderer: Renderer, bare: World) -> PassFrame:
    """A picture with all passes, one sample a pixel."""
    return pass_still(renderer, bare.viewpoint(), SIZE, 1, STILL)


def inside(values: NDArray[np.generic]) -> NDArray[np.bool_]:
    """Pixels (h, w) whose neighbours all have the same value (h, w) or (h, w, n)."""
    same = np.zeros(values.shape[:2], bool)
    same[1:-1, 1:-1] = True
    for across, up in ((0, 1), (0, -1), (1, 0), (-1, 0), (1, 1), (1, -1), (-1, 1), (-1, -1)):
        equal = values == np.roll(values, (up, across), (0, 1))
        same &= equal if equal.ndim == 2 else equal.all(-1)
    return same


def places_in(pose: Pose, points: Floats) -> Floats:
    """Where points (..., 3), m, are in a picture of SIZE: pixels from the lower left corner, from a pose's meaning."""
    corner = pixel_rays(pose, 3, 3)  # its fifth ray looks ahead
    ahead = corner[4]
    yaw, roll = np.radians([pose.yaw, pose.roll])
    level = np.array([np.cos(yaw), 0.0, np.sin(yaw)])
    upright = np.cross(level, ahead)
    right, up = np.cos(roll) * level - np.sin(roll) * upright, np.sin(roll) * level + np.cos(roll) * upright
    way = points - (pose.x, pose.y, pose.z)
    focal = SIZE[1] / 2 / np.tan(np.radians(pose.fov) / 2)
    return np.stack([SIZE[n] / 2 + focal * (way @ axis) / (way @ ahead) for n, axis in enumerate((right, up))], -1)


def centres() -> Floats:
    """Pixels' centres (h, w, 2) from the lower left corner, top row first."""
    x, y = np.meshgrid(np.arange(SIZE[0]) + 0.5, SIZE[1] - np.arange(SIZE[1]) - 0.5)
    return np.stack([x, y], -1)


def test_shape_is_that_of_rays_through_the_cells(renderer: Renderer, shot: PassFrame) -> None:
    pose, arrays = shot.camera.pose, shot.picture.arrays
    stage = renderer.stage(StageKey((pose,), SIZE[0] / SIZE[1], moment=0.0, passes=True))
    window = stage.scene.window
    rays = pixel_rays(pose, *SIZE)
    hits = cast(window, (pose.x - window.origin[0], pose.y, pose.z - window.origin[1]), rays)
    distance, material = (each.reshape(SIZE[1], SIZE[0])[::-1] for each in (hits.distance, hits.material))
    normal = hits.normal.reshape(SIZE[1], SIZE[0], 3)[::-1]

    # What stands before walls and below ceilings, as boards and lamps do, is not in the cells.
    plain = np.isin(arrays["id"], [stable_number(name) for name in ("floor", "wall", "ceiling")])
    plain &= inside(normal) & inside(arrays["id"]) & inside(arrays["material"])
    assert plain.mean() > 0.6
    np.testing.assert_allclose(arrays["distance"][plain], distance[plain], atol=1e-3)
    np.testing.assert_allclose(arrays["normal"][plain], normal[plain], atol=1e-6)
    assert (arrays["material"][plain] == FIRST_MATERIAL + material[plain]).all()

    level = np.where(normal[..., 1] > 0, "floor", np.where(normal[..., 1] < 0, "ceiling", "wall"))
    names = np.vectorize(lambda number: shot.picture.entities[number].name)(arrays["id"])
    assert (names[plain] == level[plain]).all()

    # Depth is along the camera's axis, which the middle of the picture looks along.
    ahead = pixel_rays(pose, 1, 1)[0]
    cosine = (rays @ ahead).reshape(SIZE[1], SIZE[0])[::-1]
    np.testing.assert_allclose(arrays["depth"][plain], (distance * cosine)[plain], atol=1e-3)
    towards = rays.reshape(SIZE[1], SIZE[0], 3)[::-1]
    place = np.array([pose.x, pose.y, pose.z]) + towards * distance[..., None]
    np.testing.assert_allclose(arrays["position"][plain], place[plain], atol=1e-3)


def test_the_parts_of_the_light_make_the_picture(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    # Far off, pictures without passes shade bodies by their corners.
    monkeypatch.setattr("liminal.view.figure_drawing.DETAILED", np.inf)
    words = 'figure=[{body="worker"}]', "camera_lamp.kind=torch", "air.haze=0.02"
    world = World(7, load_preset(overrides=(*SKETCH, *words)))
    pose = world.viewpoint()
    with Renderer(context, world) as renderer:
        arrays = pass_still(renderer, pose, (80, 60), 8, STILL).picture.arrays
        plain = renderer.scene(renderer.stage(StageKey((pose,), moment=0.0)), pose, (80, 60), 8)
    made = arrays["albedo"] * arrays["irradiance"] / np.pi + arrays["emission"] + arrays["specular"]
    np.testing.assert_allclose(arrays["picture"], plain, rtol=HALF)
    np.testing.assert_allclose(made, plain, rtol=2 * HALF, atol=1e-3)
    np.testing.assert_allclose(arrays["direct"] + arrays["bounce"], arrays["irradiance"], rtol=1e-5)

    # Most of a place's light is scattered, and little of what is left over is less than nothing.
    assert arrays["specular"].min() > -0.01 * plain.max()
    assert (arrays["albedo"] <= 1.0).all()
    assert arrays["direct"].min() >= 0.0


def test_matt_surfaces_and_lamps_leave_nothing_over(shot: PassFrame) -> None:
    assert not shot.picture.arrays["specular"].any()


def test_specular_is_what_tiles_add_by_what_they_mirror(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(7, load_preset("poolrooms", (*SKETCH, *BARE, "surface.relief=0")))
    pose, size, samples = world.viewpoint(), (40, 30), 8
    with Renderer(context, world) as renderer:
        arrays = pass_still(renderer, pose, size, samples, ("picture", "specular")).picture.arrays
        monkeypatch.setattr("liminal.view.sample_sum.mirrors_of", lambda *each: replace(mirrors_of(*each), weight=0.0))
        stage = renderer.stage(StageKey((pose,), size[0] / size[1], moment=0.0, passes=True))
        matt = renderer.scene(stage, pose, size, samples)
    picture, specular = arrays["picture"], arrays["specular"]
    assert (abs(specular - (picture - matt)) < 4 * HALF * picture + 1e-3).all()
    assert (specular > 0.02 * picture).mean() > 0.1


def test_direct_light_is_the_light_of_a_place_that_throws_none_back(context: Context, shot: PassFrame) -> None:
    dark = World(7, load_preset(overrides=(*SKETCH, *BARE, "light.bounces=0")))
    with Renderer(context, dark) as renderer:
        alone = pass_still(renderer, shot.camera.pose, SIZE, 1, ("irradiance",)).picture.arrays["irradiance"]
    np.testing.assert_allclose(shot.picture.arrays["direct"], alone, rtol=0.01, atol=0.1)
    assert shot.picture.arrays["bounce"].mean() > 0.2 * alone.mean()


def test_emission_is_the_lamps_alone(shot: PassFrame) -> None:
    groups = np.vectorize(lambda number: shot.picture.entities[number].group)(shot.picture.arrays["id"])
    emission = shot.picture.arrays["emission"].max(-1)
    assert emission[groups == "lamp"].max() > 1000
    assert not emission[groups != "lamp"].any()


def test_flow_says_where_things_are_in_the_next_frame_and_what_hides_them(renderer: Renderer, bare: World) -> None:
    here = bare.viewpoint()
    ahead = pixel_rays(here, 1, 1)[0]
    there = Pose(here.x + 0.9 * ahead[2], here.y, here.z - 0.9 * ahead[0], here.yaw + 2.0, here.pitch, 3.0, here.fov)

    # A box that floats before the camera goes 8 cm aside and 3 cm up.
    way = np.array([0.08 * ahead[2], 0.03, -0.08 * ahead[0]])
    spot = np.array([here.x, here.y - 0.3, here.z]) + 2.0 * ahead
    path = Trajectory(np.array([0.0, 1.0]), np.stack([spot, spot + way]), np.stack([np.eye(3)] * 2), np.zeros(2))
    events = StageEvents(movers=(Mover(Movable("cardboard-box"), path, -1.0),))
    stage = renderer.stage(StageKey((here, there), SIZE[0] / SIZE[1], stage_events=events))
    now, then = CameraInstant(here, 0.0), CameraInstant(there, 1.0)
    wanted = "position", "id", "flow"
    first = draw_passes(renderer, [(stage, 1.0)], now, SIZE, 1, wanted, (now, then)).arrays
    box = first["id"] == stable_number("cardboard-box@{:.2f},{:.2f},{:.2f}".format(*spot))
    assert 300 < box.sum() < 0.4 * box.size

    moved = first["position"].astype(np.float64) + np.where(box[..., None], way, 0.0)
    to = places_in(there, moved)
    np.testing.assert_allclose(first["forward"], to - centres(), atol=0.01)
    np.testing.assert_allclose(first["backward"], 0.0, atol=1e-3)

    # Rays from where the camera will be: those past the box, which no cell knows, end where the point was.
    window = stage.scene.window
    eye = np.array([there.x, there.y, there.z])
    rays = (moved - eye).reshape(-1, 3)
    far = np.linalg.norm(rays, axis=1)
    local = there.x - window.origin[0], there.y, there.z - window.origin[1]
    free = (cast(window, local, rays / far[:, None]).distance > far - 0.02).reshape(box.shape)
    framed = ((to > 0) & (to < SIZE)).all(-1)
    assert not first["seen"][~framed, 0].any()
    second = draw_passes(renderer, [(stage, 1.0)], then, SIZE, 1, wanted, (now, then)).arrays
    column, row = np.floor(to).astype(int).clip(0, np.array(SIZE) - 1).reshape(-1, 2).T
    behind = (second["id"][SIZE[1] - 1 - row, column] == first["id"][box][0]).reshape(box.shape) & ~box
    inner = inside(first["id"]) & framed & ~box
    shown, boxed, walled = (
        binary_erosion(each & inner, np.ones((3, 3))) for each in (free & ~behind, behind, ~free & ~behind)
    )
    assert min(shown.sum(), boxed.sum(), walled.sum()) > 20
    assert first["seen"][shown, 0].mean() > 0.999
    assert first["seen"][boxed | walled, 0].mean() < 0.01

    # Of places, whose colours no light changes, the second picture, warped, is the first.
    at = SIZE[1] - to[..., 1] - 0.5, to[..., 0] - 0.5
    warped = np.stack([map_coordinates(second["position"][..., n], at, order=1) for n in range(3)], -1)
    error = np.linalg.norm(warped - first["position"], axis=-1)[shown]
    assert np.quantile(error / far.reshape(box.shape)[shown], 0.99) < 0.01
    assert np.median(error) < 1e-3


def test_numbers_are_the_same_from_everywhere(renderer: Renderer, shot: PassFrame, bare: World) -> None:
    pose = bare.viewpoint()
    other = Pose(pose.x, pose.y, pose.z, pose.yaw + 25.0, pose.pitch, 0.0, pose.fov)
    again = pass_still(renderer, other, SIZE, 1, ("id",)).picture.entities
    both = again.keys() & shot.picture.entities.keys()
    assert len(both) > 5
    assert all(again[number] == shot.picture.entities[number] for number in both)
    assert stable_number("floor") == 3089244159  # it is in people's files


def test_the_manifest_has_the_camera_and_the_lamps(bare: World, shot: PassFrame, tmp_path: Path) -> None:
    from liminal.api.studio import Studio

    with Studio(bare) as studio:
        manifest = PassManifest(studio.recipe(SIZE, shot.camera.pose, 1), STILL)
    manifest.add("a.exr", shot)
    manifest.write(tmp_path / "a.json")
    told = json.loads((tmp_path / "a.json").read_text())
    camera, arrays = told["frames"][0]["camera"], shot.picture.arrays
    points = np.concatenate([arrays["position"].astype(float), np.ones((*SIZE[::-1], 1))], -1)
    seen = points @ np.linalg.inv(camera["world_from_camera"]).T
    np.testing.assert_allclose(-seen[..., 2], arrays["depth"], atol=1e-3)
    x = camera["principal_point"][0] + camera["focal_length"][0] * seen[..., 0] / -seen[..., 2]
    y = camera["principal_point"][1] + camera["focal_length"][1] * seen[..., 1] / -seen[..., 2]
    np.testing.assert_allclose(np.stack([x, y], -1), centres(), atol=0.02)

    # Each number of the picture has a name, and a lamp that shines has its light.
    assert {str(number) for number in np.unique(arrays["id"]).tolist()} <= told["ids"].keys()
    assert {str(number) for number in np.unique(arrays["material"]).tolist()} <= told["materials"].keys()
    assert told["materials"][str(FIRST_MATERIAL + Material.CARPET)] == "carpet"
    lamps = [each for each in told["ids"] if told["ids"][each]["group"] == "lamp"]
    assert lamps
    for number in lamps:
        lamp, shown = told["lamps"][number], arrays["position"][arrays["id"] == int(number)]
        away = abs(shown - lamp["place"])[:, ::2]  # along x and z
        assert (away < np.array(lamp["size"]) / 2 + 1e-3).all()


def test_other_programs_read_the_files(shot: PassFrame, tmp_path: Path) -> None:
    arrays = shot.picture.arrays
    for name in ("a.exr", "a.npz", "a.png"):
        some = {each: arrays[each] for each in ("depth", "normal", "albedo", "material")} if name == "a.png" else arrays
        write_passes(tmp_path / name, some)
        again = (tmp_path / name.replace("a.png", "a.depth.png")).read_bytes()
        write_passes(tmp_path / name, some)
        assert (tmp_path / name.replace("a.png", "a.depth.png")).read_bytes() == again

    # FFmpeg knows nothing of our library, and reads one layer of three channels at a time.
    for name, error in (("albedo", 0.002), ("irradiance", 1e-6)):  # FFmpeg makes eleven bits of half floats
        with av.open(str(tmp_path / "a.exr")) as file:
            file.streams.video[0].codec_context.options = {"layer": name}
            planes = next(file.decode(video=0)).to_ndarray(format="gbrpf32le")
        np.testing.assert_allclose(planes, arrays[name], rtol=1e-6, atol=error)
    with np.load(tmp_path / "a.npz") as archive:
        assert set(archive) == set(arrays)
        np.testing.assert_array_equal(archive["id"], arrays["id"])
    depth = np.asarray(Image.open(tmp_path / "a.depth.png"))
    np.testing.assert_allclose(depth / 1000.0, np.minimum(arrays["depth"], 65.535), atol=6e-4)
    with av.open(str(tmp_path / "a.normal.png")) as file:
        colours = next(file.decode(video=0)).to_ndarray(format="rgb48le")
    np.testing.assert_allclose(colours / 65535 * 2 - 1, arrays["normal"], atol=4e-5)


@pytest.mark.parametrize(
    ("file", "passes", "moving", "words"),
    [
        ("a.exr", ("depht",), False, 'did you mean "depth"'),
        ("a.exr", ("depth", "flow"), False, "nothing moves in a still"),
        ("a.png", ("depth", "irradiance"), True, "PNG has no place for irradiance"),
        ("a.jpg", ("depth",), False, ".exr, .npz, .png"),
        ("a.exr", ("all", "depth"), True, 'no pass "all"'),
    ],
)
def test_what_cannot_be_written_is_refused(
    tmp_path: Path, file: str, passes: tuple[str, ...], moving: bool, words: str
) -> None:
    with pytest.raises(LiminalError, match=words.replace(".", r"\.")):
        checked_passes(tmp_path / file, passes, moving=moving)


def test_all_is_all_that_a_file_holds(tmp_path: Path) -> None:
    assert checked_passes(tmp_path / "a.npz", ("all",), moving=True) == PASSES
    assert checked_passes(tmp_path / "a.exr", ("all",), moving=False) == STILL
    assert set(checked_passes(tmp_path / "a.png", ("all",), moving=True)) == {"depth", "normal", "albedo", "material"}


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("-o", "a.exr"), "a.%05d.exr"),
        (("-o", "a.mp4"), 'unknown extension ".mp4"'),
        (("-o", "a.%05d.exr", "--scan", "bob"), "--scan is for films"),
        (("-o", "a.%05d.exr", "--workers", "2"), "--workers is for films"),
        (("-o", "a.%05d.exr", "--beside", "a.gif", "--passes", "depht"), "depht"),
    ],
)
def test_a_clip_says_what_is_wrong(liminal, tmp_path: Path, monkeypatch, words, complaint) -> None:
    monkeypatch.chdir(tmp_path)
    assert complaint in liminal("clip", "--passes", "depth", "--seconds", "0.1", *words).mistake
    assert not list(tmp_path.iterdir())
