"""Exported scenes before other people's eyes: Khronos' validator, and Blender, which also lights and draws one.

    npm install --no-save gltf-validator
    pip install '.[dev,oracle]'
    pytest tests/oracle/check_export.py

Not part of the ordinary suite, for what it needs; what is missing fails here.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import OpenEXR
import pytest
from bvh_files import MAKERS, write_bvh
from walker import walking

import liminal
from liminal.settings.figure import FigureSettings

CHECKOUT = Path(__file__).resolve().parents[2]
SIZE = (96, 72)
WRITTEN = (-72.8, -172.6)  # m: before a landmark of seed 5 with writing on the wall
UPRIGHT = np.array([(1, 0, 0), (0, 0, -1), (0, 1, 0)], float)  # from Blender's axes to ours
LUMINANCE = np.array([0.2126, 0.7152, 0.0722])  # ITU-R BT.709

VALIDATE = """
const file = require('fs').readFileSync(process.argv[1]);
require('gltf-validator').validateBytes(new Uint8Array(file))
  .then(report => console.log(JSON.stringify(report.issues)));
"""

# What a person would do by hand: import, look through our camera, leave out what hides or tames the light.
BLENDER = """
import json, sys
import bpy

scene_file, picture, samples = sys.argv[1:]
bpy.ops.wm.read_factory_settings(use_empty=True)
bpy.ops.import_scene.gltf(filepath=scene_file)
scene = bpy.context.scene
scene.camera = next(each for each in scene.objects if each.type == "CAMERA")
scene.render.engine = "CYCLES"
scene.cycles.samples = int(samples)
scene.cycles.use_denoising = False
scene.cycles.sample_clamp_indirect = 0.0
scene.cycles.max_bounces = scene.cycles.diffuse_bounces = 16
scene.render.resolution_x, scene.render.resolution_y = WIDTH, HEIGHT
scene.render.image_settings.file_format = "OPEN_EXR"
scene.render.image_settings.color_mode = "RGB"
scene.render.filepath = picture
bpy.ops.render.render(write_still=True)
names = [each.name for each in scene.objects]
print("found", json.dumps({"names": names, "camera": list(scene.camera.matrix_world.translation)}))
""".replace("WIDTH", str(SIZE[0])).replace("HEIGHT", str(SIZE[1]))

JOINTS = """
import json, sys
import bpy

scene_file, *instants = sys.argv[1:]
bpy.ops.wm.read_factory_settings(use_empty=True)
scene = bpy.context.scene
scene.render.fps = 60
bpy.ops.import_scene.gltf(filepath=scene_file)
found = {}
for instant in map(float, instants):
    scene.frame_set(int(60 * instant), subframe=60 * instant % 1)
    for each in scene.objects:
        if each.type == "ARMATURE":
            places = {bone.name: list(each.matrix_world @ bone.head) for bone in each.pose.bones}
            found.setdefault(each.name, []).append(places)
print("found", json.dumps(found))
"""
INSTANTS = (0.0, 0.5, 1.234, 2.0, 3.3)  # s


@pytest.mark.parametrize("lightmaps", [False, True])
@pytest.mark.parametrize(("seed", "at"), [(7, None), (3, None), (5, WRITTEN), ("found", (-40000.0, 31000.0))])
def test_khronos_finds_no_error_and_no_warning(tmp_path: Path, seed, at, lightmaps: bool) -> None:
    path = tmp_path / "scene.glb"
    world = liminal.World(seed)
    with liminal.Studio(world) as studio:
        pose = world.viewpoint() if at is None else open_place(world, *at)
        liminal.write_model(path, studio.model(8.0, pose, lightmaps=lightmaps), studio.recipe((64, 48), pose))
    assert_valid(path)


def assert_valid(path: Path) -> None:
    environment = {**os.environ, "NODE_PATH": str(CHECKOUT / "node_modules")}
    done = subprocess.run(["node", "-e", VALIDATE, path], env=environment, capture_output=True, text=True, check=True)
    issues = json.loads(done.stdout)
    assert (issues["numErrors"], issues["numWarnings"]) == (0, 0), issues["messages"]


def open_place(world: liminal.World, x: float, z: float) -> liminal.Pose:
    """The first place with room to stand along a line from (x, z)."""
    for step in range(400):
        try:
            return world.stand(x + 0.25 * step, z)
        except liminal.LiminalError:
            continue
    raise AssertionError("no room to stand")


def test_blender_finds_everything_and_lights_it_as_we_do(tmp_path: Path) -> None:
    # Wear is chance, and stays behind; so do lamps that flicker.
    world = liminal.World(7, liminal.load_preset("level-0", ("surface.wear=0", "light.flicker=0")))
    with liminal.Studio(world) as studio:
        pose = world.viewpoint()
        model = studio.model(25.0, pose, SIZE)
        liminal.write_model(tmp_path / "scene.glb", model)
        ours = studio.light(SIZE, pose) @ LUMINANCE
    done = subprocess.run(
        [sys.executable, "-c", BLENDER, tmp_path / "scene.glb", tmp_path / "blender.exr", "96"],
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(
        next(line for line in done.stdout.splitlines() if line.startswith("found ")).removeprefix("found ")
    )
    assert {node.name for node in (*model.nodes, *model.things, *model.writing)} < set(found["names"])
    assert found["camera"] == pytest.approx((0.0, 0.0, pose.y), abs=1e-5)  # Blender's up is z

    # In blocks of 8 x 8 pixels, so that the path tracer's noise counts for little; none of them near a lamp.
    theirs = OpenEXR.File(str(tmp_path / "blender.exr")).channels()["RGB"].pixels[..., :3] @ LUMINANCE
    blocks = [
        each.reshape(SIZE[1] // 8, 8, SIZE[0] // 8, 8).transpose(0, 2, 1, 3).reshape(-1, 64) for each in (ours, theirs)
    ]
    plain = (blocks[0].max(1) < 400) & (blocks[1].mean(1) < 400)
    ratio = blocks[1][plain].mean(1) / blocks[0][plain].mean(1)
    worst = np.percentile(abs(ratio - 1), 90)
    print(f"Blender / liminal: median {np.median(ratio):.3f}, nine of ten blocks within {worst:.1%}")
    assert plain.sum() > 50
    assert np.median(ratio) == pytest.approx(1.0, abs=0.03)
    assert worst < 0.1


def test_figures_move_in_blender_as_they_do_here(tmp_path: Path) -> None:
    """Joints of one who walks and of one who stands, at five instants; and Khronos finds nothing."""
    write_bvh(tmp_path / "walk.bvh", walking(30.0), MAKERS["mixamo"])
    view = liminal.World(7).viewpoint()
    walker = FigureSettings(body="man", at=view.on_floor(1.2, -0.6), motion=str(tmp_path / "walk.bvh"))
    figures = walker, FigureSettings(body="worker", at=view.on_floor(3.0, 0.5), yaw=70.0)
    world = liminal.World(7, liminal.load_preset("level-0").model_copy(update={"figure": figures}))
    with liminal.Studio(world) as studio:
        model = studio.model(8.0, view)
    liminal.write_model(tmp_path / "scene.glb", model)
    assert_valid(tmp_path / "scene.glb")
    done = subprocess.run(
        [sys.executable, "-c", JOINTS, tmp_path / "scene.glb", *map(str, INSTANTS)],
        capture_output=True,
        text=True,
        check=True,
    )
    line = next(line for line in done.stdout.splitlines() if line.startswith("found "))
    found = json.loads(line.removeprefix("found "))
    assert set(found) == {"man 1", "worker 1"}
    for figure in (node.figure for node in model.figures):
        for instant, joints in zip(INSTANTS, found[f"{figure.dress} 1"], strict=True):
            theirs = np.array([joints[name] for name in figure.body.skeleton.names]) @ UPRIGHT
            ours = figure.frames_at(figure.begin + instant).positions - (view.x, 0.0, view.z)
            assert np.linalg.norm(theirs - ours, axis=1).max() < 0.001
