"""The animated camera of a glTF file as a camera move."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.errors import LiminalError
from liminal.matchmove.camera_move import CameraMove
from liminal.motion import quaternion
from liminal.motion.gltf_accessor import GltfAccessors
from liminal.motion.gltf_animation import keys_of, mixed, sampled_motion, sampled_values, tracks_of
from liminal.motion.gltf_nodes import nodes_of
from liminal.rate import FRAME_RATE
from liminal.thing.model_source import read_source

Floats = NDArray[np.float64]

POINTER = "KHR_animation_pointer"
FIELDS = 2 * FRAME_RATE  # Hz: one sample for each field


def read_gltf_camera(path: Path) -> CameraMove:
    """Return the move of the first perspective camera that an animation of a .glb or .gltf moves, or else stands.

    Raises LiminalError for a file that is damaged, or has no camera.
    """
    source = read_source(path)
    tree = source.tree
    try:
        lenses = {
            number: float(camera["perspective"]["yfov"])
            for number, camera in enumerate(tree.get("cameras", ()))
            if camera.get("type") == "perspective"
        }
        nodes = [number for number, node in enumerate(tree.get("nodes", ())) if node.get("camera") in lenses]
        if not nodes:
            raise LiminalError(f"{path} has no perspective camera; export it with its camera")
        return _move(path, tree, nodes[0], lenses, GltfAccessors(source))
    except (LookupError, TypeError, ValueError, AttributeError, OSError) as error:
        raise LiminalError(
            f"{path}: its camera cannot be read: {error or type(error).__name__}; export it anew"
        ) from None


def _move(
    path: Path, tree: dict[str, Any], node: int, lenses: dict[int, float], accessors: GltfAccessors
) -> CameraMove:
    nodes = nodes_of(tree, {node})
    joint, lens = nodes.joints[node], tree["nodes"][node]["camera"]
    tracks, zoom = [], None
    for animation in tree.get("animations", ()):
        tracks += tracks_of(animation, nodes, accessors)
        zoom = zoom or _lens_keys(animation, lens, accessors)
    place, turn, begin = nodes.skeleton.rest_frames.positions[None], nodes.skeleton.rest_frames.rotations[None], 0.0
    if tracks:
        frames = nodes.skeleton.frames(sampled_motion(tracks, nodes, float(FIELDS)).poses)
        place, turn, begin = frames.positions, frames.rotations, min(track.keys[0] for track in tracks)
    fov = np.full(len(place), np.degrees(lenses[lens]))
    if zoom is not None:
        keys, values, interpolation = zoom
        times = begin + np.arange(len(place)) / float(FIELDS)
        fov = np.degrees(sampled_values(times, keys, values, interpolation, mixed)[:, 0])
    if not (np.isfinite(place).all() and ((fov > 0) & (fov < 180)).all()):
        raise LiminalError(f"{path}: its camera is at no place or sees at no angle; export it anew")
    return CameraMove(FIELDS, place[:, joint], quaternion.continuous(turn[:, joint]), fov, _origin(tree))


def _lens_keys(animation: dict[str, Any], lens: int, accessors: GltfAccessors) -> tuple[Floats, Floats, str] | None:
    """Return the keys of a camera's vertical field of view, rad, as of `keys_of`; None where it does not change."""
    wanted = f"/cameras/{lens}/perspective/yfov"
    for channel in animation["channels"]:
        if channel["target"].get("extensions", {}).get(POINTER, {}).get("pointer") == wanted:
            return keys_of(animation["samplers"][channel["sampler"]], accessors, "the keys of its field of view")
    return None


def _origin(tree: dict[str, Any]) -> tuple[float, float] | None:
    """Return where in the world a file of ours has its own (0, 0), x and z, m; None for files of other programs."""
    origin = tree["scenes"][tree.get("scene", 0)].get("extras", {}).get("origin")
    if not isinstance(origin, list) or len(origin) != 2:
        return None
    return float(origin[0]), float(origin[1])
