"""A film's camera before other people's eyes: what Blender sees through it, frame by frame.

    pip install '.[dev,oracle]'
    pytest tests/oracle/check_tracks.py

Not part of the ordinary suite, for what it needs; what is missing fails here.
"""

import subprocess
import sys
from pathlib import Path

import numpy as np
import OpenEXR
import raycast

from liminal.api.request import ModelRequest
from liminal.api.studio import Studio
from liminal.rate import frame_time
from liminal.view.projection import view_from_world
from liminal.world.grid import CELL
from liminal.world.window import enclosed

EXAMPLES = Path(__file__).parents[2] / "examples" / "blender"
SIZE = 640, 480
FRAMES = (0, 12, 25, 38, 50, 63, 75, 88, 100, 112)
BARE = ("world.things=0", "world.landmarks=0", "surface.wear=0")
REACH, ROUND = 12.0, 300  # m that the export reaches, and cells around the camera that rays are followed in
SKIRTING = 0.012  # m that it stands out from walls, which rays through cells know nothing of
JUMP = 0.15  # of the logarithm of depth from a pixel to the next: an edge

BLENDER = """
import sys
import bpy

examples, scene_file, pictures, width, height, *frames = sys.argv[1:]
sys.path.insert(0, examples)
from shot_import import import_shot

scene = import_shot(scene_file)
scene.render.engine = "CYCLES"
scene.cycles.samples, scene.cycles.max_bounces = 1, 0
scene.cycles.pixel_filter_type, scene.cycles.filter_width = "BOX", 0.01
bpy.context.view_layer.use_pass_z = True
scene.render.resolution_x, scene.render.resolution_y = int(width), int(height)
scene.render.image_settings.media_type = "MULTI_LAYER_IMAGE"
scene.render.image_settings.file_format = "OPEN_EXR_MULTILAYER"
scene.render.image_settings.color_depth = "32"
for frame in map(int, frames):
    scene.frame_set(frame)
    scene.render.filepath = pictures % frame
    bpy.ops.render.render(write_still=True)
"""


def test_blender_sees_through_our_camera_what_we_see(tmp_path: Path) -> None:
    """Depth along the axis at every pixel of ten frames, and where it jumps."""
    width, height = SIZE
    request = ModelRequest(shot="stroll", seconds=4.0, radius=14.0, overrides=BARE)
    with Studio.from_request(request) as studio:
        studio.write_model(tmp_path / "shot.glb")
        film, world = studio.film(4.0), studio.world
    words = EXAMPLES, tmp_path / "shot.glb", tmp_path / "%d.exr", width, height, *FRAMES
    subprocess.run([sys.executable, "-c", BLENDER, *map(str, words)], check=True, capture_output=True)
    edges = same = near_by = 0
    for frame in FRAMES:
        pose = film.pose(frame_time(frame))
        x, z = (int(at // CELL) - ROUND for at in (pose.x, pose.z))
        window = enclosed(world.window(x, z, 2 * ROUND, 2 * ROUND))
        across, up = (np.arange(width) + 0.5) / width * 2 - 1, 1 - (np.arange(height) + 0.5) / height * 2
        u, v = np.meshgrid(across * width / height, up)
        way = np.stack([u, v, -np.ones_like(u) / np.tan(np.radians(pose.fov) / 2)], axis=-1)
        way /= np.linalg.norm(way, axis=-1, keepdims=True)
        eye = pose.x - window.origin[0], pose.y, pose.z - window.origin[1]
        rays = (way @ view_from_world(pose)[:3, :3]).reshape(-1, 3)
        ours = raycast.cast(window, eye, rays).distance.reshape(height, width) * -way[..., 2]
        parts = OpenEXR.File(str(tmp_path / f"{frame}.exr")).parts
        theirs = next(
            part.channels[name].pixels for part in parts for name in part.channels if name.endswith("Depth.Z")
        )
        near = (ours < REACH) & (theirs < REACH)
        apart = abs(theirs - ours)[near]
        assert np.median(apart) < 1e-4
        assert np.percentile(apart, 98) < SKIRTING * 1.2

        found, wanted = (abs(np.diff(np.log(np.minimum(each, REACH + 1)), axis=1)) > JUMP for each in (theirs, ours))
        wanted &= (ours[:, 1:] < REACH) & (ours[:, :-1] < REACH)
        beside = found | np.roll(found, 1, axis=1) | np.roll(found, -1, axis=1)
        edges, same, near_by = (
            total + each.sum() for total, each in ((edges, wanted), (same, found & wanted), (near_by, beside & wanted))
        )
    print(f"of {edges} edges {same / edges:.0%} are in the same pixel, {near_by / edges:.1%} there or in the next")
    assert edges > 1000
    assert same > 0.8 * edges
    assert near_by > 0.97 * edges
