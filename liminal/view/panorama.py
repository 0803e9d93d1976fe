"""Panoramas: pictures of all around, or half of it, drawn through the faces of a cube around the eye."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import map_coordinates

from liminal.gl import Scope, Target, make_texture
from liminal.settings.photo import PhotoSettings
from liminal.settings.projection_name import ProjectionName
from liminal.view.development import Development
from liminal.view.picture_panel import FACES, PicturePanel, panels
from liminal.view.pose import Pose
from liminal.view.projection import view_from_world
from liminal.view.renderer import PREVIEW_SAMPLES, Renderer
from liminal.view.shares import Shares
from liminal.view.sphere_glow import ANGLES, blurred

Floats = NDArray[np.float64]
Light = NDArray[np.float32]

_RIM = 2  # pixels of a face beyond its edges, so that what lies between two is between pixels of both
_SMALL = 160  # pixels: the edge of the small faces that glow is made of
_AROUND = 720, 360  # pixels of longitude and latitude that it is blurred in
_COARSE = 8  # pixels of a panel, each way, to one of its glow
_BAND = 512  # rows that are developed at a time
_NAMES = "glow_close", "glow_wide", "glow_veil"
_AHEAD = np.array([1.0, 1.0, -1.0])  # the view's z points back


def level(pose: Pose) -> Pose:
    """Return a pose as pictures of all around have it: its middle looks to the horizon, which is level."""
    return replace(pose, pitch=0.0, roll=0.0)


def all_around(pose: Pose) -> Pose:
    """Return a pose at the same place for which a stage is lit all around."""
    return replace(pose, pitch=90.0, roll=0.0, fov=90.0)


def face_poses(pose: Pose) -> list[Pose]:
    """Return the poses that look through FACES of a cube that is turned as a camera is; `fov`: of their faces, 90."""
    world_from_lens = view_from_world(replace(pose, x=0.0, y=0.0, z=0.0))[:3, :3].T * _AHEAD
    return [_looking(pose, *(face @ world_from_lens.T)) for face in FACES]


def _looking(pose: Pose, right: Floats, up: Floats, ahead: Floats) -> Pose:
    """The pose at the same place whose axes in the world are these."""
    upright = abs(ahead[1]) > 1.0 - 1e-12
    yaw = 0.0 if upright else math.degrees(math.atan2(ahead[0], -ahead[2]))
    pitch = math.degrees(math.asin(min(max(float(ahead[1]), -1.0), 1.0)))
    plain = replace(pose, x=0.0, y=0.0, z=0.0, yaw=yaw, pitch=pitch, roll=0.0)
    across, over = view_from_world(plain)[:2, :3]
    roll = math.degrees(math.atan2(-float(right @ over), float(right @ across)))
    return replace(pose, yaw=yaw, pitch=pitch, roll=roll, fov=90.0)


class Panorama:
    """Draws pictures in other projections with a renderer."""

    def __init__(self, scope: Scope, renderer: Renderer, projection: ProjectionName) -> None:
        self._scope, self._renderer, self._projection = scope, renderer, projection
        preset = renderer.world.preset
        self._preset = preset
        # No lens has made it, and no film: there is no corner to be dark, no grain and no date.
        plain = preset.view.model_copy(update={"vignette": 0.0})
        self._development = Development(scope, plain, PhotoSettings(), renderer.world.seed)

    def light(self, shares: Shares, pose: Pose, size: tuple[int, int], samples: int, time: float = 0.0) -> Light:
        """Return the light, as `Renderer.scene` does: float32 (H, W, 3), cd/m2; 0 where a panel does not look."""
        faces = self._faces(shares, pose, self._edge(size), samples, time)
        whole = np.zeros((size[1], size[0], 3), np.float32)
        for panel, first, last in _bands(panels(self._projection, size)):
            part = whole[panel.y + first : panel.y + last, panel.x : panel.x + panel.width]
            part[:] = seen_along(faces, panel.ways_of(first, last))
        return whole

    def picture(
        self,
        shares: Shares,
        pose: Pose,
        size: tuple[int, int],
        exposure: float,
        samples: int = 16,
        time: float = 0.0,
    ) -> NDArray[np.uint8]:
        """Return the developed picture, as `Renderer.picture` does: uint8 (H, W, 3), sRGB."""
        gain = 2.0 ** (exposure + self._preset.view.exposure)
        # Glow is of all the light there is, the picture of light that is limited, so that edges of lamps are smooth.
        small = self._faces(shares, pose, _SMALL, PREVIEW_SAMPLES, time)
        sphere = seen_along(small, panels("equirect", _AROUND)[0].ways_of(0, _AROUND[1])).astype(float)
        faces = self._faces(shares, pose, self._edge(size), samples, time, float(self._preset.view.clip / gain))
        glows = [blurred(sphere, angle) for angle in ANGLES]
        whole = np.zeros((size[1], size[0], 3), np.uint8)
        for panel in panels(self._projection, size):
            self._develop(whole, panel, faces, glows, gain, time)
        return whole

    def _edge(self, size: tuple[int, int]) -> int:
        """The edge of faces that show as much as a picture of this size does, pixels."""
        return size[1] // 2 if self._projection == "cube" else math.ceil(2 * size[1] / math.pi)

    def _faces(
        self, shares: Shares, pose: Pose, edge: int, samples: int, time: float, limit: float = np.inf
    ) -> NDArray[np.float16]:
        """The light through the faces of a cube, with a rim: (6, n, n, 3), cd/m2, top row first."""
        fov = 2.0 * math.degrees(math.atan(1.0 + 2.0 * _RIM / edge))
        whole = edge + 2 * _RIM, edge + 2 * _RIM
        faces = np.empty((len(FACES), *whole, 3), np.float16)
        for face, way in zip(faces, face_poses(pose), strict=True):
            face[:] = self._renderer.light(shares, replace(way, fov=fov), whole, samples, time, limit)
        return faces

    def _develop(
        self,
        whole: NDArray[np.uint8],
        panel: PicturePanel,
        faces: NDArray[np.float16],
        glows: Sequence[Floats],
        gain: float,
        time: float,
    ) -> None:
        """Develop a panel into the whole picture, band by band."""
        with self._scope.scope() as scope:
            coarse = panel.ways_of(0, max(panel.height // _COARSE, 1), min(_COARSE, panel.height, panel.width))
            textures = {
                name: make_texture(
                    scope, coarse.shape[1::-1], 3, "f4", _bottom_up(around(glow, coarse)), filter="linear"
                )
                for name, glow in zip(_NAMES, glows, strict=True)
            }
            self._development.begin(textures, gain, panel.width / panel.height, 1, time)
            for _, first, last in _bands([panel]):
                ways = panel.ways_of(first, last)
                light = make_texture(scope, (panel.width, last - first), 3, "f4", _bottom_up(seen_along(faces, ways)))
                target = Target(scope, (panel.width, last - first), ["f1"])
                place = 0.0, 1.0 - last / panel.height, 1.0, (last - first) / panel.height
                self._development.draw(target, light, place, (panel.x, panel.height - last))
                part = target.read()[::-1, :, :3] * ~np.isnan(ways[..., :1])
                whole[panel.y + first : panel.y + last, panel.x : panel.x + panel.width] = part
                target.release()
                light.release()


def _bands(every: Sequence[PicturePanel]) -> Iterator[tuple[PicturePanel, int, int]]:
    """Yield panels and the rows of each, some at a time."""
    for panel in every:
        for first in range(0, panel.height, _BAND):
            yield panel, first, min(first + _BAND, panel.height)


def seen_along(faces: NDArray[np.floating], ways: Floats) -> Light:
    """Return what is seen along ways (h, w, 3) in the faces of a cube, (6, n, n, 3), which have a rim: (h, w, 3).

    0 along ways that are NaN.
    """
    found = np.zeros(ways.shape, np.float32)
    edge = faces.shape[1] - 2 * _RIM
    along = np.einsum("hwi,fi->fhw", ways, FACES[:, 2])
    nearest = along.argmax(0)
    nearest[np.isnan(ways[..., 0])] = -1
    for number, face in enumerate(FACES):
        own = nearest == number
        if own.any():
            right, up, ahead = face @ ways[own].T
            column, row = ((1.0 + side / ahead) * 0.5 * edge + _RIM - 0.5 for side in (right, -up))
            for channel in range(3):
                plane = np.asarray(faces[number, ..., channel], np.float32)
                found[own, channel] = map_coordinates(plane, (row, column), order=1, mode="nearest")
    return found


def around(sphere: Floats, ways: Floats) -> Light:
    """Return what is seen along ways (h, w, 3) in a picture of longitude and latitude (n, 2 n, 3): (h, w, 3)."""
    height, width = sphere.shape[:2]
    right, up, ahead = np.moveaxis(np.nan_to_num(ways, nan=0.5), -1, 0)
    column = (np.arctan2(right, ahead) / (2 * np.pi) + 0.5) * width - 0.5
    row = (0.5 - np.arcsin(np.clip(up, -1.0, 1.0)) / np.pi) * height - 0.5
    # One more column on either side, which is the other end's.
    wide = np.concatenate([sphere[:, -1:], sphere, sphere[:, :1]], axis=1)
    seen = [map_coordinates(wide[..., channel], (row, column + 1.0), order=1, mode="nearest") for channel in range(3)]
    return np.stack(seen, -1).astype(np.float32)


def _bottom_up(picture: Light) -> Light:
    return np.ascontiguousarray(picture[::-1])
