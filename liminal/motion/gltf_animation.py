"""Animations of a glTF file (Khronos, "glTF 2.0 Specification", 3.11 and appendix C) as motions of its skeleton."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.errors import LiminalError
from liminal.motion import quaternion
from liminal.motion.body_motion import BodyMotion
from liminal.motion.gltf_accessor import GltfAccessors
from liminal.motion.gltf_nodes import GltfNodes

Floats = NDArray[np.float64]
Between = Callable[[Floats, Floats, Floats], Floats]

SLOWEST, FASTEST = 60.0, 240.0  # poses a second, Hz
MOST_POSES = 100_000


def motion_of(animation: dict[str, Any], nodes: GltfNodes, accessors: GltfAccessors) -> BodyMotion:
    """Return an animation as poses at even times, as many a second as it has keys, but at least `SLOWEST`."""
    tracks = []
    for channel in animation["channels"]:
        joint = nodes.joints.get(channel["target"].get("node", -1))
        path = channel["target"]["path"]
        if joint is None or path not in ("translation", "rotation"):
            continue
        sampler = animation["samplers"][channel["sampler"]]
        keys = accessors.read(sampler["input"])[:, 0].astype(np.float64)
        values = accessors.read(sampler["output"]).astype(np.float64)
        if not len(keys) or not (np.isfinite(keys).all() and np.isfinite(values).all() and (np.diff(keys) > 0).all()):
            raise LiminalError(
                f"joint {nodes.skeleton.names[joint]}: the keys of its {path} are none, not finite, or in no order"
            )
        tracks.append((joint, path, keys, values, sampler.get("interpolation", "LINEAR")))
    if not tracks:
        raise LiminalError("it moves no joint of a skin")
    begin, end = min(keys[0] for _, _, keys, _, _ in tracks), max(keys[-1] for _, _, keys, _, _ in tracks)
    closest = min((float(np.median(np.diff(keys))) for _, _, keys, _, _ in tracks if len(keys) > 1), default=1.0)
    rate = min(max(round(1.0 / closest), SLOWEST), FASTEST)
    count = int(np.ceil((end - begin) * rate - 1e-6)) + 1
    if count > MOST_POSES:
        raise LiminalError(f"it takes {end - begin:.0f} s, and may take {MOST_POSES / rate:.0f} s; cut it")
    times = begin + np.arange(count) / rate

    skeleton = nodes.skeleton
    rotations = np.tile(skeleton.rotations, (count, 1, 1))
    moving = sorted({joint for joint, path, *_ in tracks if path == "translation"})
    offsets = np.tile(skeleton.offsets[moving], (count, 1, 1))
    for joint, path, keys, values, interpolation in tracks:
        if path == "rotation":
            rotations[:, joint] = quaternion.normalised(_sampled(times, keys, values, interpolation, quaternion.slerp))
        else:
            place = _sampled(times, keys, values, interpolation, _mix)
            offsets[:, moving.index(joint)] = nodes.above[joint] * place
    return BodyMotion(skeleton, rate, tuple(moving), offsets, quaternion.continuous(rotations))


def _mix(first: Floats, second: Floats, share: Floats) -> Floats:
    return (1.0 - share[:, None]) * first + share[:, None] * second


def _sampled(times: Floats, keys: Floats, values: Floats, interpolation: str, between: Between) -> Floats:
    """Return the values of a track at times (f,), s. `keys`: (k,), s. `values`: (k, w), of splines (3 k, w)."""
    spline = interpolation == "CUBICSPLINE"
    if len(values) != (3 if spline else 1) * len(keys):
        raise ValueError(f"{len(values)} values stand for {len(keys)} keys")
    before = np.clip(np.searchsorted(keys, times, side="right") - 1, 0, max(len(keys) - 2, 0))
    after = np.minimum(before + 1, len(keys) - 1)
    length = np.where(after > before, keys[after] - keys[before], 1.0)
    share = np.clip((times - keys[before]) / length, 0.0, 1.0)
    if interpolation == "STEP":
        return values[np.where(share >= 1.0, after, before)]
    if not spline:
        return between(values[before], values[after], share)
    # Hermite's cubic, with tangents by the second: in-tangent, value and out-tangent of each key stand together.
    arriving, value, leaving = values.reshape(len(keys), 3, -1).transpose(1, 0, 2)
    t, span = share[:, None], length[:, None]
    curved: Floats = (
        (2 * t**3 - 3 * t**2 + 1) * value[before]
        + span * (t**3 - 2 * t**2 + t) * leaving[before]
        + (3 * t**2 - 2 * t**3) * value[after]
        + span * (t**3 - t**2) * arriving[after]
    )
    return curved
