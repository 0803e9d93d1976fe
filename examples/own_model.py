"""Stand a model of your own in the place.

You should see: `own_model.png`, a red crate, 70 cm wide, 3 m before the camera on the carpet, with its shadow.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

import trimesh

import liminal

with TemporaryDirectory() as folder:
    # Any .glb, .gltf, .obj, .stl or .ply will do; this one is made here.
    crate = trimesh.creation.box((0.7, 0.9, 0.7))  # m
    paint = trimesh.visual.material.PBRMaterial(baseColorFactor=[0.5, 0.03, 0.02, 1.0])
    crate.visual = trimesh.visual.TextureVisuals(material=paint)
    model = Path(folder, "crate.glb")
    model.write_bytes(crate.export(file_type="glb"))

    asked = liminal.StillRequest(seed=7, size=(640, 480), pitch=-12, things=[model.as_posix()])
    with liminal.Studio.from_request(asked) as studio:
        studio.write_still("own_model.png")
