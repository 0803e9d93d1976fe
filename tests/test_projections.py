"""Pictures of all around and for two eyes: against an independent program, known geometry, and what players read."""

import json
import math
import shutil
import subprocess
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from staged import SKETCH

from liminal.api.form import form_of, size_in_form, with_form
from liminal.api.limits import STILL_SIZE
from liminal.api.request import StillRequest
from liminal.api.studio import Studio
from liminal.api.world import World
from liminal.errors import LiminalError
from liminal.film.picture import write_picture
from liminal.film.recipe import read_recipe
from liminal.film.spherical import mark_movie
from liminal.gl import Context
from liminal.settings.load import load_preset
from liminal.settings.projection_name import ProjectionName
from liminal.view.panorama import all_around, around, face_poses, level, seen_along
from liminal.view.picture_form import PictureForm
from liminal.view.picture_panel import FACES, PicturePanel, panels
from liminal.view.pose import Pose
from liminal.view.presentation import Presentation
from liminal.view.projection import view_from_world
from liminal.view.renderer import Renderer
from liminal.view.sphere_glow import ANGLES, blurred
from liminal.view.stage import StageKey

Floats = NDArray[np.float64]
HELD = Pose(3.0, 1.6, -2.0, yaw=37.0, pitch=-12.0, roll=9.0, fov=56.0)


def pattern(ways: Floats) -> Floats:
    """Something smooth all around, without any symmetry: 0 to 255."""
    right, up, ahead = np.moveaxis(ways, -1, 0)
    shades = [np.sin(2 * right + up), np.cos(3 * up - ahead), np.sin(2 * ahead + 1.5 * right * up)]
    return np.stack([127.5 + 90.0 * each for each in shades], -1)


def painted(projection: ProjectionName, size: tuple[int, int]) -> NDArray[np.uint8]:
    """The pattern in a projection."""
    whole = np.zeros((size[1], size[0], 3))
    for panel in panels(projection, size):
        part = pattern(panel.ways_of(0, panel.height))
        whole[panel.y : panel.y + panel.height, panel.x : panel.x + panel.width] = part
    return np.nan_to_num(whole).round().astype(np.uint8)


def turned_by_ffmpeg(picture: NDArray[np.uint8], told: str, size: tuple[int, int]) -> Floats:
    """What FFmpeg's v360 makes of a picture."""
    graph = av.filter.Graph()
    source = graph.add_buffer(
        width=picture.shape[1], height=picture.shape[0], format=av.VideoFormat("gbrp"), time_base=Fraction(1, 25)
    )
    turned = graph.add("v360", f"{told}:w={size[0]}:h={size[1]}:interp=linear")
    sink = graph.add("buffersink")
    source.link_to(turned)
    turned.link_to(sink)
    graph.configure()
    frame = av.VideoFrame.from_ndarray(picture, format="rgb24").reformat(format="gbrp")
    frame.pts = 0
    graph.push(frame)
    return np.asarray(graph.pull().reformat(format="rgb24").to_ndarray(), float)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("projection", "told", "size"),
    [
        ("cube", "input=c3x2:output=e", (384, 256)),
        ("fisheye", "input=e:output=fisheye:h_fov=180:v_fov=180", (256, 256)),
    ],
)
def test_panels_lie_as_ffmpeg_takes_them(projection: ProjectionName, told: str, size: tuple[int, int]) -> None:
    given, wanted = ((projection, size), ("equirect", (256, 128)))
    if projection == "fisheye":
        given, wanted = (("equirect", (512, 256)), given)
    found = turned_by_ffmpeg(painted(*given), told, wanted[1])
    ours = painted(*wanted).astype(float)  # type: ignore[arg-type]
    shown = ours.any(-1) & found.any(-1)
    assert shown.mean() > 0.75
    off = np.abs(found - ours)[shown]
    assert off.mean() < 1.0
    assert np.percentile(off, 99) < 4.0


@pytest.mark.parametrize("pose", [HELD, level(HELD), Pose(0.0, 0.0, 0.0)])
def test_faces_of_a_cube_look_where_they_should(pose: Pose) -> None:
    lens = view_from_world(pose)[:3, :3] * np.array([[1.0], [1.0], [-1.0]])  # right, up, ahead of the camera
    for face, own in zip(FACES, face_poses(pose), strict=True):
        axes = view_from_world(own)[:3, :3] * np.array([[1.0], [1.0], [-1.0]])
        assert axes == pytest.approx(face @ lens, abs=1e-9)


def test_there_is_no_seam_between_faces_and_none_at_the_edges() -> None:
    edge, rim = 96, 2
    wide = PicturePanel(0, 0, edge + 2 * rim, edge + 2 * rim, lambda across, down: np.zeros(0))
    steps = (np.arange(wide.width) + 0.5 - rim) / edge * 2 - 1
    across, down = np.meshgrid(steps, steps)
    right, up, ahead = (FACES[:, None, None, axis] for axis in range(3))
    flat = across[..., None] * right - down[..., None] * up + ahead
    faces = pattern(flat / np.linalg.norm(flat, axis=-1, keepdims=True))
    (panel,) = panels("equirect", (512, 256))
    ways = panel.ways_of(0, 256)
    seen = seen_along(faces, ways)
    # All of it is as it should be, on the edges of faces and at the poles too, as well as a line between two pixels is.
    assert np.abs(seen - pattern(ways)).max() < 0.35
    # So the step from the last column to the first is one as any other.
    steps_between = np.abs(np.diff(seen, axis=1, append=seen[:, :1]))
    assert steps_between[:, -1].max() <= steps_between.max() * 1.001


def test_glow_all_around_has_no_edge_and_keeps_what_is_even() -> None:
    even = np.full((45, 90, 3), 3.0)
    for angle in ANGLES:
        assert blurred(even, angle) == pytest.approx(even)
    spot = np.zeros((45, 90, 3))
    spot[22, 0] = 1.0
    wide = blurred(spot, ANGLES[-1])
    # Symmetric across the edge, and as it is when it is turned to the middle.
    assert wide[:, 1] == pytest.approx(wide[:, -1])
    assert np.roll(wide, 45, axis=1) == pytest.approx(blurred(np.roll(spot, 45, axis=1), ANGLES[-1]))
    # At the equator a Gaussian of that deviation along either axis: down to exp(-1/2) of its height there.
    far = ANGLES[-1] / (math.pi / 45)
    profile = np.interp(far, np.arange(20), wide[22:42, 0, 0])
    assert profile / wide[22, 0, 0] == pytest.approx(math.exp(-0.5), rel=0.06)
    over = np.zeros((45, 90, 3))
    over[0, 10] = 1.0
    # What is at a pole is seen beyond it.
    assert blurred(over, 0.2)[0, 55, 0] == pytest.approx(blurred(over, 0.2)[0, 10, 0], rel=0.05)
    assert around(spot, panels("equirect", (90, 45))[0].ways_of(0, 45)) == pytest.approx(spot, abs=1e-5)


def test_eyes_are_apart_across_the_way_they_look() -> None:
    left, right = PictureForm("fisheye", "side", 0.07).poses(HELD)
    apart = np.array([right.x - left.x, right.y - left.y, right.z - left.z])
    assert np.linalg.norm(apart) == pytest.approx(0.07)
    across, _, back = view_from_world(HELD)[:3, :3] @ apart
    assert across == pytest.approx(0.07, rel=0.02)
    assert abs(back) < 0.01


def test_a_cube_has_straight_lines_and_the_sphere_no_seam() -> None:
    world = World(7, load_preset("level-0", SKETCH))
    pose = level(world.viewpoint())
    with Context() as context, Renderer(context, world, 128) as renderer:
        shares = [(renderer.stage(StageKey((all_around(pose),), moment=0.0)), 1.0)]
        cube = Presentation(context, renderer, PictureForm("cube")).light(shares, pose, (96, 64), 2)
        sphere = Presentation(context, renderer, PictureForm("equirect")).light(shares, pose, (128, 64), 2)
        flat = renderer.light(shares, Pose(pose.x, pose.y, pose.z, pose.yaw, fov=90.0), (32, 32), 2)
    logs = [np.log2(np.maximum(each, 1.0)) for each in (cube[32:, 32:64], flat, sphere)]
    off = np.abs(logs[0] - logs[1]).mean(-1)
    assert np.median(off) < 0.1
    assert (off < 0.5).mean() > 0.9
    # The sphere's middle is the flat picture's, and the picture goes on from its right edge at its left one.
    assert np.median(logs[2][27:37, 59:69]) == pytest.approx(np.median(logs[1][11:21, 11:21]), abs=0.3)
    steps = np.abs(np.diff(logs[2], axis=1, append=logs[2][:, :1]))
    assert steps[:, -1].mean() < 2.0 * steps.mean() + 0.02


@pytest.mark.parametrize(("projection", "said"), [("equirect", "equirect"), ("cube", "cubemap")])
def test_players_read_what_a_film_of_all_around_says_of_itself(tmp_path: Path, projection: str, said: str) -> None:
    path = tmp_path / "a.mp4"
    frames = [np.full((32, 64, 3), shade, np.uint8) for shade in (10, 120, 240)]
    with av.open(str(path), "w", options={"movflags": "+faststart"}) as film:
        stream = film.add_stream("h264", rate=30)
        stream.width, stream.height, stream.pix_fmt = 64, 32, "yuv420p"
        for frame in frames:
            film.mux(stream.encode(av.VideoFrame.from_ndarray(frame, format="rgb24")))
        film.mux(stream.encode())
    plain = path.read_bytes()
    mark_movie(path, json.dumps({"liminal": "0"}))
    assert path.read_bytes() == plain
    mark_movie(path, json.dumps({"liminal": "0", "projection": projection}))
    with av.open(str(path)) as film:
        shades = [int(frame.to_ndarray(format="rgb24").mean()) for frame in film.decode(video=0)]
    assert shades == pytest.approx([10, 120, 240], abs=4)
    if shutil.which("ffprobe"):
        told_by = subprocess.run(
            ["ffprobe", "-v", "error", "-show_streams", "-of", "json", path], check=True, capture_output=True
        )
        data = json.loads(told_by.stdout)["streams"][0]["side_data_list"]
        kinds = {each["side_data_type"]: each for each in data}
        assert kinds["Spherical Mapping"]["projection"].startswith(said)
        assert kinds["Stereo 3D"]["type"] == "2D"


def test_viewers_read_what_a_jpeg_of_all_around_says_of_itself(tmp_path: Path) -> None:
    with Studio(World(7, load_preset("level-0", SKETCH))) as studio:
        recipe = studio.recipe((64, 32), Pose(0, 1.6, 0, yaw=90.0)).model_copy(update={"projection": "equirect"})
    path = tmp_path / "a.jpg"
    write_picture(path, np.zeros((32, 64, 3), np.uint8), recipe)
    with Image.open(path) as image:
        told = image.info["xmp"].decode()
    assert 'GPano:ProjectionType="equirectangular"' in told
    assert 'GPano:FullPanoWidthPixels="64"' in told
    assert 'GPano:PoseHeadingDegrees="90.0"' in told
    assert read_recipe(path) == recipe


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"projection": "cube", "size": (640, 480)}, "1.5:1"),
        ({"projection": "equirect", "stereo": "side"}, "looks all around"),
        ({"eyes": 0.07}, "add --stereo"),
        ({"stereo": "side", "size": (641, 480)}, "even"),
        ({"stereo": "side", "eyes": 3.0}, "eyes"),
    ],
)
def test_forms_that_there_are_not_are_refused(asked: dict[str, Any], said: str) -> None:
    with pytest.raises(LiminalError, match=said):
        _sized(StillRequest(**asked))


def _sized(request: StillRequest) -> tuple[int, int]:
    return size_in_form(request, None, form_of(request, None), STILL_SIZE)


def test_a_tape_has_one_flat_lens(liminal: Any, tmp_path: Path) -> None:
    told = liminal("still", "--projection", "fisheye", "--tape", "camcorder", "-o", tmp_path / "a.png")
    assert (told.status, told.err.count("\n"), "want --tape off" in told.err) == (2, 1, True), told.err
    assert not list(tmp_path.iterdir())


def test_recipes_say_nothing_of_the_usual_form() -> None:
    recipe = Studio(World(7)).recipe((64, 32), HELD)
    assert with_form(recipe, PictureForm()).text() == recipe.text()
    formed = with_form(recipe, PictureForm("fisheye", "top", 0.07))
    assert form_of(StillRequest(), formed) == PictureForm("fisheye", "top", 0.07)
    assert size_in_form(StillRequest(), formed, form_of(StillRequest(), formed), STILL_SIZE) == (64, 32)
    assert _sized(StillRequest(projection="fisheye", stereo="side")) == (4096, 2048)
