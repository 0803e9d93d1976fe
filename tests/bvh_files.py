"""BVH files as different programs write them, of one body whose motion is known, and forward kinematics by matrices."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

AXES = "XYZ"

# A body that stands with its arms down: parent, and offset from it, m, +x to its left, +y up, looking along +z.
BODY: dict[str, tuple[str | None, tuple[float, float, float]]] = {
    "Hips": (None, (0, 0, 0)),
    "Spine": ("Hips", (0, 0.10, 0)),
    "Chest": ("Spine", (0, 0.20, 0)),
    "Neck": ("Chest", (0, 0.25, 0)),
    "Head": ("Neck", (0, 0.10, 0.02)),
    "LeftUpLeg": ("Hips", (0.10, -0.05, 0)),
    "LeftLeg": ("LeftUpLeg", (0, -0.46, 0)),
    "LeftFoot": ("LeftLeg", (0, -0.40, 0)),
    "LeftToeBase": ("LeftFoot", (0, -0.06, 0.14)),
    "LeftShoulder": ("Chest", (0.04, 0.20, 0)),
    "LeftArm": ("LeftShoulder", (0.14, 0, 0)),
    "LeftForeArm": ("LeftArm", (0, -0.30, 0)),
    "LeftHand": ("LeftForeArm", (0, -0.25, 0)),
}
BODY |= {
    name.replace("Left", "Right"): (parent and parent.replace("Left", "Right"), (-x, y, z))
    for name, (parent, (x, y, z)) in list(BODY.items())
    if name.startswith("Left")
}
TIPS = {"Head": (0, 0.2, 0), "LeftToeBase": (0, 0, 0.07), "LeftHand": (0, -0.1, 0)}
TIPS |= {"RightToeBase": (0, 0, 0.07), "RightHand": (0, -0.1, 0)}
ANKLE = 0.08  # m above the sole


@dataclass(frozen=True)
class Maker:
    """The habits of a program that writes BVH files.

    `unit`: m. `positions`: of joints below the root: "" are not written, "whole" or "added" to the offset.
    `arms`: angle of the rest pose below the horizontal, degrees.
    """

    order: str = "ZXY"
    unit: float = 0.01
    up: str = "y"
    rate: float = 30.0
    positions: str = ""
    arms: float = 90.0
    newline: str = "\n"
    gap: str = "  "
    lower: bool = False
    setup_pose: bool = False
    tail: str = ""
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def axes(self) -> np.ndarray:
        """The matrix that takes our axes to the file's."""
        return np.eye(3) if self.up == "y" else np.array([(1, 0, 0), (0, 0, -1), (0, 1, 0)], float)


MIXAMO = {name: f"mixamorig:{name}".replace("Chest", "Spine1") for name in BODY}
BIPED = {
    name: "Bip01 "
    + name.replace("Left", "L ").replace("Right", "R ").replace("UpLeg", "Thigh").replace("Leg", "Calf")
    .replace("ToeBase", "Toe0").replace("Shoulder", "Clavicle").replace("ForeArm", "Forearm")
    .replace(" Arm", " UpperArm").replace("Hips", "Pelvis").replace("Chest", "Spine1")
    for name in BODY
}  # fmt: skip
RIGIFY = {
    "Hips": "spine", "Spine": "spine.001", "Chest": "spine.002", "Neck": "spine.004", "Head": "spine.006",
} | {
    f"{side}{part}": f"{name}.{side[0]}"
    for side in ("Left", "Right")
    for part, name in {
        "UpLeg": "thigh", "Leg": "shin", "Foot": "foot", "ToeBase": "toe", "Shoulder": "shoulder", "Arm": "upper_arm",
        "ForeArm": "forearm", "Hand": "hand",
    }.items()
}  # fmt: skip
BIOVISION = {
    f"{side}{part}": f"{side}{name}"
    for side in ("Left", "Right")
    for part, name in {
        "UpLeg": "Hip", "Leg": "Knee", "Foot": "Ankle", "ToeBase": "Toe", "Shoulder": "Collar", "Arm": "Shoulder",
        "ForeArm": "Elbow", "Hand": "Wrist",
    }.items()
}  # fmt: skip
ROKOKO = {
    f"{side}{part}": f"{side}{name}"
    for side in ("Left", "Right")
    for part, name in {"UpLeg": "Thigh", "Leg": "Shin", "ToeBase": "Toe"}.items()
}

MAKERS = {
    "library": Maker(
        "ZYX", 0.0254 / 0.45, rate=120, newline="\r\n", gap="\t", setup_pose=True, tail="\r\n \r\n\r\n", arms=0
    ),
    "biped": Maker("ZXY", 0.0254, up="z", rate=60, names=BIPED, arms=45),
    "blender": Maker("XYZ", 1.0, up="z", rate=24, names=RIGIFY, positions="whole", arms=20),
    "mixamo": Maker("XZY", 0.01, names=MIXAMO, positions="added", arms=0),
    "rokoko": Maker("YXZ", 0.01, rate=240, lower=True, names=ROKOKO),
    "biovision": Maker("ZXY", 0.0254, names=BIOVISION, gap=" "),
}


def turn(axis: int, degrees: float) -> np.ndarray:
    """The rotation about an axis of the space by the right-hand rule, (3, 3)."""
    cosine, sine = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    first, second = (axis + 1) % 3, (axis + 2) % 3
    matrix = np.eye(3)
    matrix[first, first] = matrix[second, second] = cosine
    matrix[first, second], matrix[second, first] = -sine, sine
    return matrix


def angles_of(matrix: np.ndarray, order: str) -> list[float]:
    """Angles, degrees, about three different axes whose rotations one after the other make a matrix."""
    first, second, third = (AXES.index(axis) for axis in order)
    sign = 1.0 if (second - first) % 3 == 1 else -1.0
    middle = np.arcsin(np.clip(sign * matrix[first, third], -1, 1))
    before = np.arctan2(-sign * matrix[second, third], matrix[third, third])
    after = np.arctan2(-sign * matrix[first, second], matrix[first, first])
    return np.degrees([before, middle, after]).tolist()


def places_of(root: np.ndarray, rotations: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Where the joints of the body are, m, by matrices (4, 4). `rotations`: of joints in the space of their parents."""
    matrices: dict[str, np.ndarray] = {}
    for name, (parent, offset) in BODY.items():
        own = np.eye(4)
        own[:3, :3] = rotations.get(name, np.eye(3))
        own[:3, 3] = root if parent is None else offset
        matrices[name] = own if parent is None else matrices[parent] @ own
    return {name: matrix[:3, 3] for name, matrix in matrices.items()}


Frame = tuple[np.ndarray, Mapping[str, np.ndarray]]


def bvh_text(frames: Sequence[Frame], maker: Maker) -> str:
    """The file of a motion: for each frame where the root is, m, and how joints are turned in their parents' space."""
    rest = _rest_turns(maker.arms)
    lines = ["HIERARCHY", *_hierarchy("Hips", 0, maker, rest), "MOTION", f"Frames: {len(frames) + maker.setup_pose}"]
    lines.append(f"Frame Time: {1 / maker.rate:.8f}")
    if maker.setup_pose:
        lines.append(_row((np.array([0, 0.9, 0]), {}), maker, dict.fromkeys(BODY, np.eye(3))))
    lines += [_row(frame, maker, rest) for frame in frames]
    text = maker.newline.join(lines) + maker.newline + maker.tail
    if not maker.lower:
        return text
    for word in ("HIERARCHY", "ROOT", "JOINT", "OFFSET", "CHANNELS", "MOTION", "Frames", "Frame Time", "End Site"):
        text = text.replace(word, word.lower())
    return text


def write_bvh(path: Path, frames: Sequence[Frame], maker: Maker) -> Path:
    path.write_bytes(bvh_text(frames, maker).encode())
    return path


def _rest_turns(arms: float) -> dict[str, np.ndarray]:
    """How far the rest pose of a file turns each joint from the body with its arms down."""
    turns = dict.fromkeys(BODY, np.eye(3))
    for side, sign in (("Left", 1), ("Right", -1)):
        for part in ("Arm", "ForeArm", "Hand"):
            turns[f"{side}{part}"] = turn(2, sign * (90 - arms))
    return turns


def _hierarchy(name: str, depth: int, maker: Maker, rest: Mapping[str, np.ndarray]) -> list[str]:
    pad = maker.gap * depth
    parent, offset = BODY[name]
    offset = np.zeros(3) if parent is None else maker.axes @ rest[parent] @ offset / maker.unit
    own = [f"{axis}position" for axis in AXES] if parent is None or maker.positions else []
    own += [f"{axis}rotation" for axis in maker.order]
    lines = [
        f"{pad}{'ROOT' if parent is None else 'JOINT'} {maker.names.get(name, name)}",
        f"{pad}{{",
        f"{pad}{maker.gap}OFFSET " + " ".join(f"{each:.7f}" for each in offset),
        f"{pad}{maker.gap}CHANNELS {len(own)} " + " ".join(own),
    ]
    for child in (each for each, (above, _) in BODY.items() if above == name):
        lines += _hierarchy(child, depth + 1, maker, rest)
    if name in TIPS:
        tip = maker.axes @ rest[name] @ TIPS[name] / maker.unit
        inner = pad + maker.gap
        lines += [f"{inner}End Site", f"{inner}{{", f"{inner}{maker.gap}OFFSET {tip[0]:.7f} {tip[1]:.7f} {tip[2]:.7f}"]
        lines.append(f"{inner}}}")
    return [*lines, f"{pad}}}"]


def _row(frame: Frame, maker: Maker, rest: Mapping[str, np.ndarray]) -> str:
    root, rotations = frame
    numbers: list[float] = []

    def add(name: str) -> None:
        parent, offset = BODY[name]
        if parent is None:
            numbers.extend(maker.axes @ root / maker.unit)
        elif maker.positions:
            numbers.extend(maker.axes @ rest[parent] @ offset / maker.unit * (maker.positions == "whole"))
        local = rotations.get(name, np.eye(3)) @ rest[name].T
        local = local if parent is None else rest[parent] @ local
        numbers.extend(angles_of(maker.axes @ local @ maker.axes.T, maker.order))
        for child in (each for each, (above, _) in BODY.items() if above == name):
            add(child)

    add("Hips")
    return " ".join(f"{number:.7f}" for number in numbers)
