"""Blender's part of `round_trip.py`: a thing of black cable walks through a shot of ours, lit by its lamps.

    python film_strider.py SHOT.glb FOLDER WIDTHxHEIGHT SAMPLES strider|with|without [FRAME ...]

in a Python that has `bpy`, with SHOT.json beside SHOT.glb. It leaves `strider.0001.exr` and on in FOLDER, of Blender's
frame 0 and on: premultiplied RGBA in cd/m2, and Z in metres; or the place `with` what the strider shades, or `without`.
Pictures that are there already are left alone.
"""

import json
import struct
import sys
from pathlib import Path

import bpy
import numpy as np
from bpy_extras.object_utils import world_to_camera_view
from mathutils import Vector

sys.path.insert(0, str(Path(__file__).parent))  # where Python is told to leave it out, too
from shot_import import import_shot
from strider import SIDES, Walk, cables, tubes

RATE = 30 / 1.001  # Hz
PER_FRAME = 4  # samples of its shape
AROUND = 1.3  # m around it that its shadow is looked for


def strider(walk: Walk, frames: int, camera: np.ndarray, folder: Path) -> "bpy.types.Object":
    """Return it, its movement in a point cache in a folder."""
    count = frames * PER_FRAME + 2 * PER_FRAME
    times = (np.arange(count) / PER_FRAME - 1) / RATE
    shapes = [tubes(cables(walk, time, camera)) for time in times]
    faces, first = [], 0
    for line, _ in cables(walk, 0.0, camera):
        for ring in range(len(line) - 1):
            low, high = first + ring * SIDES, first + (ring + 1) * SIDES
            faces += [(low + k, low + (k + 1) % SIDES, high + (k + 1) % SIDES, high + k) for k in range(SIDES)]
        first += len(line) * SIDES
    mesh = bpy.data.meshes.new("strider")
    mesh.from_pydata(shapes[0].tolist(), [], faces)
    mesh.shade_smooth()
    cache = folder / "strider.pc2"
    head = struct.pack("<12siiffi", b"POINTCACHE2\0", 1, first, 0.0, 1.0, count)
    cache.write_bytes(head + np.array(shapes, "<f4").tobytes())
    thing = bpy.data.objects.new("strider", mesh)
    modifier = thing.modifiers.new("movement", "MESH_CACHE")
    modifier.cache_format, modifier.filepath = "PC2", str(cache)
    modifier.frame_start, modifier.frame_scale = float(-PER_FRAME), float(PER_FRAME)
    material = bpy.data.materials.new("cable")
    surface = material.node_tree.nodes["Principled BSDF"]
    surface.inputs["Base Color"].default_value = 0.018, 0.017, 0.016, 1.0
    surface.inputs["Roughness"].default_value = 0.42
    mesh.materials.append(material)
    return thing


def open_shot(shot: Path, told: dict, size: tuple[int, int]) -> "bpy.types.Scene":
    """Open our shot: the place, its lamps and the camera, which sees and exposes as ours does."""
    scene = import_shot(shot)
    scene.render.engine = "CYCLES"
    scene.render.film_transparent = scene.render.use_persistent_data = scene.render.use_border = True
    scene.render.resolution_x, scene.render.resolution_y = size
    scene.render.use_motion_blur = True
    scene.render.motion_blur_position, scene.render.motion_blur_shutter = "START", told["shutter"] * RATE
    scene.cycles.use_adaptive_sampling, scene.cycles.use_denoising = False, True
    scene.cycles.sample_clamp_indirect = 0.0  # our lamps shine in cd/m2: its usual 10 would take nearly all they bounce
    scene.cycles.max_bounces = scene.cycles.diffuse_bounces = 4
    scene.render.image_settings.media_type = "MULTI_LAYER_IMAGE"
    scene.render.image_settings.file_format = "OPEN_EXR_MULTILAYER"
    scene.render.image_settings.color_depth = "32"
    return scene


def film(scene: "bpy.types.Scene", thing: "bpy.types.Object", kind: str, files: dict[int, Path]) -> None:
    """Render some frames of a kind: the "strider" in a place that only lights it, or the place "with" and "without" it.

    The two last have the same noise, so that what divides one by the other finds the shadow and little else.
    """
    place = [each for each in scene.objects if each.type == "MESH" and each is not thing]
    thing.visible_camera, thing.hide_render = kind == "strider", kind == "without"
    for each in place:
        each.visible_camera = kind != "strider"
    scene.view_layers[0].use_pass_z = kind == "strider"
    for frame, path in files.items():
        scene.frame_set(frame)
        scene.render.border_min_x, scene.render.border_max_x, scene.render.border_min_y, scene.render.border_max_y = (
            _region(scene, thing, 0.1 if kind == "strider" else AROUND)
        )
        scene.render.filepath = str(path)
        bpy.ops.render.render(write_still=True)


def _region(scene: "bpy.types.Scene", thing: "bpy.types.Object", margin: float) -> tuple[float, float, float, float]:
    """Return what of the picture holds a thing with so many metres around it: left, right, bottom, top, 0 to 1."""
    mesh = thing.evaluated_get(bpy.context.evaluated_depsgraph_get()).data
    corners = np.array([vertex.co[:] for vertex in mesh.vertices])
    low, high = corners.min(axis=0) - margin, corners.max(axis=0) + margin
    box = [(x, y, z) for x in (low[0], high[0]) for y in (low[1], high[1]) for z in (max(low[2], 0.0), high[2])]
    seen = np.array([world_to_camera_view(scene, scene.camera, Vector(corner))[:2] for corner in box])
    (left, bottom), (right, top) = np.clip(seen.min(axis=0), 0, 1), np.clip(seen.max(axis=0), 0, 1)
    return left, right, bottom, top


if __name__ == "__main__":
    shot, folder, size, samples, kind, *frames = sys.argv[1:]
    shot, folder = Path(shot), Path(folder)
    told = json.loads(shot.with_suffix(".json").read_text("utf-8"))
    width, height = map(int, size.split("x"))
    count = int(told["samples"][-1]["time"] * RATE + 0.25) + 1
    files = {int(frame): folder / f"{kind}.{int(frame) + 1:04d}.exr" for frame in frames or range(count)}
    missing = {frame: file for frame, file in files.items() if not file.exists()}
    if missing:
        scene = open_shot(shot, told, (width, height))
        scene.cycles.samples = int(samples)
        x, y, z = told["samples"][0]["position"]
        thing = strider(Walk(tuple(told["origin"])), count, np.array([x, -z, y]), folder)
        scene.collection.objects.link(thing)
        film(scene, thing, kind, missing)
