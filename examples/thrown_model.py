"""Throw a model of your own: a storyboard that brings it along.

You should see: `thrown_model.mp4`, a second in which a red crate flies in from beside the camera and hits the wall.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

import trimesh

import liminal

STORYBOARD = """
[[thing]]
file = "crate.glb"
moves = true
mass = 6  # kg

[[shot]]
verb = "hold"
seconds = 1.0
place = "near"

    [[shot.event]]
    kind = "throw"
    at = 0.0
    thing = "crate"
"""

with TemporaryDirectory() as folder:
    # Any .glb, .gltf, .obj, .stl or .ply will do; this one is made here.
    crate = trimesh.creation.box((0.5, 0.4, 0.4))  # m
    paint = trimesh.visual.material.PBRMaterial(baseColorFactor=[0.5, 0.03, 0.02, 1.0])
    crate.visual = trimesh.visual.TextureVisuals(material=paint)
    Path(folder, "crate.glb").write_bytes(crate.export(file_type="glb"))
    shots = Path(folder, "throw.toml")
    shots.write_text(STORYBOARD, encoding="utf-8")

    asked = liminal.ClipRequest(seed=7, shot=shots, tape="off", size=(240, 180), samples=1)
    with liminal.Studio.from_request(asked) as studio:
        studio.write_clip("thrown_model.mp4", workers=1)
