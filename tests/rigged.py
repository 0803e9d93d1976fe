"""A .glb of a rigged character, made byte by byte: `bvh_files`' body in a T-pose, under an armature in centimetres."""

import json
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from bvh_files import BODY, turn

ARMATURE = {"name": "Armature", "rotation": [-np.sqrt(0.5), 0.0, 0.0, np.sqrt(0.5)], "scale": [0.01, 0.01, 0.01]}
FLOAT, BYTE, SHORT = 5126, 5121, 5123
KINDS = {1: "SCALAR", 3: "VEC3", 4: "VEC4", 16: "MAT4"}
SPREAD = {"LeftArm": turn(2, 90), "RightArm": turn(2, -90)}  # from hanging arms to those of a T-pose


class Glb:
    """A file that grows: accessors are put into one buffer."""

    def __init__(self) -> None:
        self.tree: dict[str, Any] = {"asset": {"version": "2.0"}, "accessors": [], "bufferViews": [], "nodes": []}
        self.data = b""

    def put(self, values: object, component: int = FLOAT, normalized: bool = False, stride: int | None = None) -> int:
        """Add an accessor of rows of numbers; `stride` bytes apart where given."""
        rows = np.asarray(values, {FLOAT: "<f4", BYTE: "<u1", SHORT: "<u2"}[component])
        rows = rows.reshape(len(rows), -1)
        self.data += b"\0" * (-len(self.data) % 4)
        view = {"buffer": 0, "byteOffset": len(self.data)}
        row = rows.itemsize * rows.shape[1]
        if stride:
            view["byteStride"] = stride
        self.data += b"".join(each.tobytes() + b"\xee" * ((stride or row) - row) for each in rows)
        view["byteLength"] = len(self.data) - view["byteOffset"]
        self.tree["bufferViews"].append(view)
        accessor = {"bufferView": len(self.tree["bufferViews"]) - 1, "componentType": component, "count": len(rows)}
        self.tree["accessors"].append({**accessor, "type": KINDS[rows.shape[1]], "normalized": normalized})
        return len(self.tree["accessors"]) - 1

    def write(self, path: Path) -> Path:
        self.tree["buffers"] = [{"byteLength": len(self.data)}]
        text = json.dumps(self.tree).encode()
        text += b" " * (-len(text) % 4)
        data = self.data + b"\0" * (-len(self.data) % 4)
        body = struct.pack("<I4s", len(text), b"JSON") + text + struct.pack("<I4s", len(data), b"BIN\0") + data
        path.write_bytes(struct.pack("<4sII", b"glTF", 2, 12 + len(body)) + body)
        return path


def quaternion(matrix: np.ndarray) -> list[float]:
    """The quaternion x, y, z, w of a rotation by less than half a turn."""
    w = np.sqrt(max(0.0, 1 + np.trace(matrix))) / 2
    x, y, z = (matrix[2, 1] - matrix[1, 2], matrix[0, 2] - matrix[2, 0], matrix[1, 0] - matrix[0, 1])
    return [x / (4 * w), y / (4 * w), z / (4 * w), w]


def armature() -> np.ndarray:
    """The matrix (4, 4) of the armature's node: its z is up and its unit the centimetre."""
    matrix = np.eye(4)
    matrix[:3, :3] = 0.01 * turn(0, -90)
    return matrix


def rest_offset(name: str) -> np.ndarray:
    """The translation of a joint's node, cm, in the armature's axes at the hips and in ours below them."""
    return np.array([0, 0, 92.0]) if BODY[name][0] is None else 100 * np.array(BODY[name][1])


def rest_rotation(name: str) -> np.ndarray:
    return turn(0, 90) if BODY[name][0] is None else SPREAD.get(name, np.eye(3))


def matrices(
    rotations: Mapping[str, np.ndarray], offsets: Mapping[str, np.ndarray] | None = None
) -> dict[str, np.ndarray]:
    """The matrix (4, 4) of each joint, the armature's scale included, for other rotations than those at rest."""
    found: dict[str, np.ndarray] = {}
    for name, (parent, _) in BODY.items():
        own = np.eye(4)
        own[:3, :3] = rotations.get(name, rest_rotation(name))
        own[:3, 3] = (offsets or {}).get(name, rest_offset(name))
        found[name] = (armature() if parent is None else found[parent]) @ own
    return found


def character(**animations: list[dict[str, Any]]) -> Glb:
    """A character of one triangle for each joint, half of it following the joint's parent, with animations.

    A channel of an animation: `joint`, `path`, `keys`, `values` and, if not linear, `interpolation`.
    """
    glb = Glb()
    names = list(BODY)
    nodes = glb.tree["nodes"]
    for name in names:
        nodes.append(
            {"name": name, "translation": rest_offset(name).tolist(), "rotation": quaternion(rest_rotation(name))}
        )
        children = [names.index(each) for each, (parent, _) in BODY.items() if parent == name]
        if children:
            nodes[-1]["children"] = children
    nodes.append({**ARMATURE, "children": [0]})
    rest = matrices({})
    inverse = [np.linalg.inv(rest[name]).T.ravel() for name in names]
    corners, joints, weights = [], [], []
    for number, name in enumerate(names):
        above = names.index(BODY[name][0] or name)
        corners += [rest[name][:3, 3] + 0.02 * np.array(aside) for aside in ((0, 0, 0), (1, 0, 0), (0, 1, 1))]
        joints += 3 * [(number, above, 0, 0)]
        weights += 3 * [(153, 102, 0, 0)]
    primitive = {
        "attributes": {
            "POSITION": glb.put(corners, stride=20),
            "JOINTS_0": glb.put(joints, BYTE),
            "WEIGHTS_0": glb.put(weights, BYTE, normalized=True),
        },
        "indices": glb.put(np.arange(len(corners)), SHORT),
    }
    glb.tree["meshes"] = [{"primitives": [primitive]}]
    glb.tree["skins"] = [{"joints": list(range(len(names))), "inverseBindMatrices": glb.put(inverse)}]
    nodes.append({"name": "Body", "mesh": 0, "skin": 0})
    glb.tree["scenes"] = [{"nodes": [len(names), len(names) + 1]}]
    glb.tree["animations"] = [
        {
            "name": name,
            "channels": [
                {"sampler": number, "target": {"node": names.index(each["joint"]), "path": each["path"]}}
                for number, each in enumerate(channels)
            ],
            "samplers": [
                {
                    "input": glb.put(each["keys"]),
                    "output": glb.put(each["values"]),
                    "interpolation": each.get("interpolation", "LINEAR"),
                }
                for each in channels
            ],
        }
        for name, channels in animations.items()
    ]
    return glb
