"""A shot of ours in Blender: its importer takes a rate with a base for the whole one, and spaces keys by it."""

from pathlib import Path

import bpy


def import_shot(shot: Path) -> "bpy.types.Scene":
    """Open a `.glb` with a camera in an empty scene of 30 / 1.001 frames a second: each key on its frame, from 0."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = bpy.context.scene
    scene.render.fps, scene.render.fps_base = 30, 1.0  # while it reads: see docs/tracks.md
    bpy.ops.import_scene.gltf(filepath=str(shot))
    scene.render.fps_base = 1.001
    for action in bpy.data.actions:
        for bag in (bag for layer in action.layers for strip in layer.strips for bag in strip.channelbags):
            for key in (key for curve in bag.fcurves for key in curve.keyframe_points):
                key.co_ui.x /= 1.001
    scene.camera = next(each for each in scene.objects if each.type == "CAMERA")
    return scene
