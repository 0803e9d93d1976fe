"""Animations of a glTF file (Khronos, "glTF 2.0 Specification", 3.11 and appendix C) as motions of its skeleton."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

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


class GltfTrack(NamedTuple):
    """How a joint moves. `path`: "translation" or "rotation". `keys`: (k,), s, rising. `values`: at these, (k, w).

    Splines have their two tangents around each value: (3 k, w).
    """

    joint: int
    path: str
    keys: Floats
    values: Floats
    interpolation: str


def motion_of(animation: dict[str, Any], nodes: GltfNodes, accessors: GltfAccessors) -> BodyMotion:
    """Return an animation as poses at even times, as many a second as it has keys, but at least `SLOWEST`."""
    tracks = tracks_of(animation, nodes, accessors)
    if not tracks:
        raise LiminalError("it moves no joint of a skin")
    closest = min((float(np.median(np.diff(track.keys))) for track in tracks if len(track.keys) > 1), default=1.0)
    rate = min(max(round(1.0 / closest), SLOWEST), FASTEST)
    return sampled_motion(tracks, nodes, rate)


def tracks_of(animation: dict[str, Any], nodes: GltfNodes, accessors: GltfAccessors) -> list[GltfTrack]:
    """Return how an animation moves joints. Raises LiminalError, with the joint, for keys that are in no order."""
    tracks = []
    for channel in animation["channels"]:
        joint = nodes.joints.get(channel["target"].get("node", -1))
        path = channel["target"]["path"]
        if joint is None or path not in ("translation", "rotation"):
            continue
        owner = f"joint {nodes.skeleton.names[joint]}: the keys of its {path}"
        tracks.append(GltfTrack(joint, path, *keys_of(animation["samplers"][channel["sampler"]], accessors, owner)))
    return tracks


def keys_of(sampler: dict[str, Any], accessors: GltfAccessors, owner: str) -> tuple[Floats, Floats, str]:
    """Return the keys (k,), s, the values (k, w) and the interpolation of a sampler; `owner` names its keys."""
    keys = accessors.read(sampler["input"])[:, 0].astype(np.float64)
    values = accessors.read(sampler["output"]).astype(np.float64)
    if not len(keys) or not (np.isfinite(keys).all() and np.isfinite(values).all() and (np.diff(keys) > 0).all()):
        raise LiminalError(f"{owner} are none, not finite, or in no order")
    return keys, values, sampler.get("interpolation", "LINEAR")


def sampled_motion(tracks: Sequence[GltfTrack], nodes: GltfNodes, rate: float) -> BodyMotion:
    """Return the poses of tracks at a rate, Hz, from the first key of all on."""
    begin, end = min(track.keys[0] for track in tracks), max(track.keys[-1] for track in tracks)
    count = int(np.ceil((end - begin) * rate - 1e-3)) + 1
    if count > MOST_POSES:
        raise LiminalError(f"it takes {end - begin:.0f} s, and may take {MOST_POSES / rate:.0f} s; cut it")
    times = begin + np.arange(count) / rate

    skeleton = nodes.skeleton
    rotations = np.tile(skeleton.rotations, (count, 1, 1))
    moving = sorted({track.joint for track in tracks if track.path == "translation"})
    offsets = np.tile(skeleton.offsets[moving], (count, 1, 1))
    for joint, path, keys, values, interpolation in tracks:
        if path == "rotation":
            turns = sampled_values(times, keys, values, interpolation, quaternion.slerp)
            rotations[:, joint] = quaternion.normalised(turns)
        else:
            place = sampled_values(times, keys, values, interpolation, mixed)
            offsets[:, moving.index(joint)] = nodes.above[joint] * place
    return BodyMotion(skeleton, rate, tuple(moving), offsets, quaternion.continuous(rotations))


def mixed(first: Floats, second: Floats, share: Floats) -> Floats:
    """Return values (f, w) that are `share` (f,), 0 to 1, of the way from some to others."""
    return (1.0 - share[:, None]) * first + share[:, None] * second


def sampled_values(times: Floats, keys: Floats, values: Floats, interpolation: str, between: Between) -> Floats:
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
