"""A file of passes before other people's eyes: what Blender's compositor finds in it.

    pip install '.[dev,oracle]'
    pytest tests/oracle/check_passes.py

Not part of the ordinary suite, for what it needs; what is missing fails here.
"""

import subprocess
import sys
from pathlib import Path

import numpy as np
import OpenEXR

from liminal.api.request import ClipRequest
from liminal.api.studio import Studio
from liminal.film.pass_file import write_passes
from liminal.view.picture_passes import PASSES

SIZE = 96, 64
VECTORS = "normal", "normal_camera", "position", "uv", "forward", "backward"
NUMBERS = "depth", "distance", "id", "thing", "material", "forward_seen", "backward_seen"

BLENDER = """
import sys
import bpy

file, folder, width, height = sys.argv[1:]
bpy.ops.wm.read_factory_settings(use_empty=True)
scene = bpy.context.scene
nodes = bpy.data.node_groups.new("passes", "CompositorNodeTree")
scene.compositing_node_group = nodes
picture = nodes.nodes.new("CompositorNodeImage")
picture.image = bpy.data.images.load(file)
picture.image.colorspace_settings.name = "Non-Color"
back = nodes.nodes.new("CompositorNodeOutputFile")
back.directory, back.file_name = folder, "back"
back.format.media_type = "MULTI_LAYER_IMAGE"
back.format.file_format, back.format.color_depth = "OPEN_EXR_MULTILAYER", "32"
for socket in picture.outputs:
    back.file_output_items.new({"VALUE": "FLOAT"}.get(socket.type, socket.type), socket.name)
for socket, end in zip(picture.outputs, back.inputs):
    nodes.links.new(socket, end)
camera = bpy.data.objects.new("camera", bpy.data.cameras.new("camera"))
scene.collection.objects.link(camera)
scene.camera, scene.render.engine, scene.cycles.samples = camera, "CYCLES", 1
scene.render.resolution_x, scene.render.resolution_y = int(width), int(height)
bpy.ops.render.render()
"""


def test_blender_finds_each_pass_by_its_name_as_we_wrote_it(tmp_path: Path) -> None:
    """Loaded as a picture, put through the compositor and written again."""
    with Studio.from_request(ClipRequest(seed=7, shot="chair")) as studio:
        (frame,) = studio.clip_passes(PASSES, studio.seconds, SIZE, wanted=[60], samples=1)
    file, arrays = tmp_path / "a.exr", frame.picture.arrays
    write_passes(file, arrays)
    words = sys.executable, "-c", BLENDER, file, f"{tmp_path}/", *map(str, SIZE)
    subprocess.run(words, check=True, capture_output=True)
    parts = OpenEXR.File(str(tmp_path / "back.exr"), separate_channels=True).parts
    theirs = {name: channel.pixels for part in parts for name, channel in part.channels.items()}

    arrays["forward_seen"], arrays["backward_seen"] = np.moveaxis(arrays.pop("seen"), -1, 0)
    for name, array in arrays.items():
        layer = "Combined" if name == "picture" else name
        letters = "XYZ" if name in VECTORS else "V" if name in NUMBERS else "RGB"
        planes = array if array.ndim == 3 else array[..., None]
        for plane, letter in enumerate(letters[: planes.shape[2]]):
            wanted = planes[..., plane].astype(np.float64)
            # Half floats have eleven bits, and Blender turns numbers into floats of 24.
            np.testing.assert_allclose(theirs[f"{layer}.{letter}"], wanted, rtol=2**-11, atol=1e-6, err_msg=name)
