"""Passes of a picture: depth, normals, identities, motion and the parts of its light, as arrays."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.view.colour_passes import COLOUR_PASSES, colour_passes
from liminal.view.entity import Entity
from liminal.view.geometry import Instant
from liminal.view.mirror import mirrors_of
from liminal.view.picture_part import PicturePart, parts_of
from liminal.view.pose import Pose
from liminal.view.projection import clip_from_view, view_from_world
from liminal.view.renderer import Renderer
from liminal.view.shares import Shares
from liminal.view.stage import Stage

SHAPES = "depth", "normal", "position", "id", "material", "thing", "flow", "uv"
PASSES = ("picture", *SHAPES, *COLOUR_PASSES)


@dataclass(frozen=True)
class CameraInstant:
    """Where the camera is at a time, s."""

    pose: Pose
    time: float


@dataclass(frozen=True)
class PassPicture:
    """The passes of a picture: `arrays`, (height, width) or (height, width, n), top row first, by their names.

    docs/passes.md has what each is. `entities`: those that it shows, by their numbers.
    """

    arrays: dict[str, NDArray[Any]]
    entities: dict[int, Entity]


def needs_split_light(wanted: Collection[str]) -> bool:
    """Tell whether some passes are parts of the light, which take a stage with passes."""
    return bool(set(wanted) & set(COLOUR_PASSES))


def draw_passes(
    renderer: Renderer,
    shares: Shares,
    now: CameraInstant,
    size: tuple[int, int],
    samples: int,
    wanted: Collection[str],
    ends: tuple[CameraInstant, CameraInstant] | None = None,
) -> PassPicture:
    """Draw the passes that are `wanted`, of PASSES, of a picture of `size`, pixels.

    `shares`: as for `Renderer.picture`; of parts of its light, stages with passes. Shape is that of the last of them.
    `samples`: for each pixel of its light. `ends`: the frames before and after, for flow.
    """
    arrays: dict[str, NDArray[Any]] = {}
    if needs_split_light(wanted):
        found = colour_passes(renderer.passes(shares, now.pose, size, samples, now.time))
        arrays |= {name: found[name] for name in ("picture", *COLOUR_PASSES) if name in wanted}
    elif "picture" in wanted:
        arrays["picture"] = renderer.scene(shares[-1][0], now.pose, size, samples, now.time)
    entities: dict[int, Entity] = {}
    if set(wanted) & set(SHAPES):
        stage = shares[-1][0]
        drawn = _drawn(stage, now, size, samples, ends if "flow" in wanted else None)
        arrays |= _shapes(stage, now, drawn, wanted)
        shown = np.flatnonzero(np.bincount(drawn[1][..., 3].astype(np.intp).ravel())).tolist()
        entities = {each.number: each for each in (stage.scene.geometry.entities[number] for number in shown)}
    return PassPicture(arrays, entities)


def _drawn(
    stage: Stage,
    now: CameraInstant,
    size: tuple[int, int],
    samples: int,
    ends: tuple[CameraInstant, CameraInstant] | None,
) -> list[NDArray[np.float32]]:
    """The outputs of `Geometry` for a whole picture, top row first."""
    geometry, mirrors = stage.scene.geometry, mirrors_of(0, samples, stage.scene.rough)
    if ends is not None:
        # What moves may go from any part of a picture to any other.
        whole = PicturePart(0, 0, *size)
        now_and_ends = [_instant(stage, each, size, whole) for each in (now, *ends)]
        return [picture[::-1] for picture in geometry.draw(size, mirrors, *now_and_ends)]
    pictures = [np.empty((size[1], size[0], 4), np.float32) for _ in range(3)]
    for part in parts_of(size):
        for picture, drawn in zip(
            pictures, geometry.draw(part.size, mirrors, _instant(stage, now, size, part)), strict=True
        ):
            part.put(drawn, picture)
    return [picture[::-1] for picture in pictures]


def _instant(stage: Stage, camera: CameraInstant, size: tuple[int, int], part: PicturePart) -> Instant:
    projection = clip_from_view(camera.pose.fov, size[0] / size[1])
    return Instant(camera.time, part.of_whole(size) @ projection @ view_from_world(camera.pose, stage.origin))


def _shapes(
    stage: Stage, now: CameraInstant, drawn: list[NDArray[np.float32]], wanted: Collection[str]
) -> dict[str, NDArray[Any]]:
    """The arrays of those of the SHAPES that are wanted."""
    shape, spot, surface = drawn[:3]
    normal, place, number = shape[..., :3], spot[..., :3], spot[..., 3].astype(np.intp)
    view, pose = view_from_world(now.pose, stage.origin), now.pose
    x, z = stage.origin
    entities = stage.scene.geometry.entities
    arrays: dict[str, NDArray[Any]] = {}
    # Coordinate by coordinate: NumPy takes several times as long over the last axis of three.
    there = number > 0
    if "depth" in wanted:
        arrays["depth"] = shape[..., 3]
        eye = pose.x - x, pose.y, pose.z - z
        arrays["distance"] = there * np.sqrt(sum((place[..., n] - np.float32(eye[n])) ** 2 for n in range(3)))
    if "normal" in wanted:
        arrays["normal"] = normal
        arrays["normal_camera"] = normal @ view[:3, :3].T.astype(np.float32)
    if "position" in wanted:
        corner = x, 0.0, z
        arrays["position"] = np.stack([place[..., n] + there * np.float32(corner[n]) for n in range(3)], -1)
    if "id" in wanted:
        arrays["id"] = np.array([each.number for each in entities], np.uint32)[number]
    if "thing" in wanted:
        arrays["thing"] = np.array([each.kind_number for each in entities], np.uint32)[number]
    if "material" in wanted:
        arrays["material"] = surface[..., 2].astype(np.uint32)
    if "uv" in wanted:
        arrays["uv"] = surface[..., :2]
    if len(drawn) > 3:
        forward, backward = drawn[3:]
        arrays["forward"], arrays["backward"] = forward[..., :2], backward[..., :2]
        arrays["seen"] = np.stack([forward[..., 2], backward[..., 2]], -1)
    return arrays
