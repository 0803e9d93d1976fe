"""Decals: the inscriptions on the walls of a piece, drawn over it as thin coatings.

A coating multiplies the light of the wall behind it and adds what it reflects itself: ink darkens the wallpaper, whose
pattern shows through. Light itself is found as if the walls were bare.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.gl import GpuMesh, Program, Scope, Target, Texture, make_texture
from liminal.gl.source import Switch
from liminal.gl.texture import Filter
from liminal.inscription.artwork import painted
from liminal.light.shader import SHARED
from liminal.piece.chart import WALL
from liminal.piece.piece import Piece
from liminal.view.inscription_place import CORNERS, areas_before, corners_of, light_places
from liminal.world.inscription import InscriptionKind

GUTTER = 16  # texels around each painting in the atlas, without any coating; `view_decal.frag` knows it
NARROWEST = 1024  # texels: width of the atlas
KEPT = 32  # painted inscriptions, of 5 MB at most each

Painting = tuple[NDArray[np.uint8], NDArray[np.uint8]]  # (rows, columns, 3): transmittance, reflectance, of 255

# A corner. `position`: window-local metres. `texel`: 0 to 1 over the atlas. `light`: lightmap texels, of `chart`.
VERTEX = np.dtype(
    [
        ("position", np.float32, 3),
        ("normal", np.float32, 3),
        ("texel", np.float32, 2),
        ("light", np.float32, 2),
        ("chart", np.uint16),
    ]
)


def inscriptions_shown(piece: Piece) -> NDArray[np.void]:
    """Those inscriptions of a piece that pictures can show: (n,) INSCRIPTION."""
    shown = [area is not None and bool(piece.shown[area].any()) for area in areas_before(piece.window)]
    found: NDArray[np.void] = piece.window.inscriptions[np.array(shown, bool)]
    return found


class Decals:
    """Draws inscriptions."""

    def __init__(
        self,
        scope: Scope,
        rows: NDArray[np.void],
        piece: Piece,
        camera: type,
        switches: dict[str, Switch],
        uniforms: dict[str, Any],
    ) -> None:
        """`rows`: (n,) INSCRIPTION, n > 0. `camera`: the uniform block of the camera.

        `switches`, `uniforms`: those that the scene's programs share.
        """
        self.program = Program(scope, "view_decal.vert", "view_decal.frag", switches, [camera], made=SHARED)
        self.program.set_used(uniforms)
        through, reflected = zip(*map(_painting, rows), strict=True)
        corner, size = _packed([painting.shape[:2] for painting in through])
        self.program.set(
            transmittances=_atlas(scope, through, corner, size, empty=255),
            reflectances=_atlas(scope, reflected, corner, size, empty=0),
        )
        shape = np.array([painting.shape[1::-1] for painting in through])
        vertices = _vertices(rows, piece, corner / size, (corner + shape) / size)
        triangles = 4 * np.arange(len(rows))[:, None, None] + np.array([(0, 1, 2), (0, 2, 3)])
        self._mesh = GpuMesh(scope, self.program, vertices, triangles.reshape(-1, 3))

    def draw(self, target: Target) -> None:
        """Draw them over a picture of their walls, with a state that blends "through"."""
        self._mesh.draw(target)


def _painting(row: np.void) -> Painting:
    size = round(float(row["width"]), 4), round(float(row["height"]), 4)
    return _painted(int(row["kind"]), str(row["text"]), int(row["lot"]), *size)


@lru_cache(maxsize=KEPT)
def _painted(kind: int, text: str, lot: int, width: float, height: float) -> Painting:
    """An inscription in 8 bits, the bottom row first. Scenes of a film follow one another in the same rooms."""
    coating = painted(InscriptionKind(kind), text, lot, width, height)
    through, reflected = (
        np.rint(255 * light[::-1].clip(0, 1)).astype(np.uint8) for light in (coating.transmittance, coating.reflectance)
    )
    return through, reflected


def _packed(shapes: list[tuple[int, ...]]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Places in an atlas for rectangles (rows, columns): lower corners (n, 2: x, y), and the size (2,) of the atlas."""
    width = max(NARROWEST, max(columns for _, columns in shapes) + 2 * GUTTER)
    corner = np.zeros((len(shapes), 2), np.intp)
    x, y, shelf = GUTTER, GUTTER, 0
    for number in sorted(range(len(shapes)), key=lambda each: -shapes[each][0]):
        rows, columns = shapes[number]
        if x + columns + GUTTER > width:
            x, y, shelf = GUTTER, y + shelf + GUTTER, 0
        corner[number] = x, y
        x, shelf = x + columns + GUTTER, max(shelf, rows)
    return corner, np.array([width, y + shelf + GUTTER])


def _atlas(
    scope: Scope,
    paintings: Sequence[NDArray[np.uint8]],
    corner: NDArray[np.intp],
    size: NDArray[np.intp],
    empty: int,
) -> Texture:
    """The paintings (rows, columns, 3), bottom row first, in one texture, with `empty` around them."""
    texels = np.full((size[1], size[0], 4), empty, np.uint8)
    for painting, (x, y) in zip(paintings, corner, strict=True):
        rows, columns = painting.shape[:2]
        texels[y : y + rows, x : x + columns, :3] = painting
    smooth: Filter = "level" if scope.context.info.software else "mipmap"
    return make_texture(scope, (int(size[0]), int(size[1])), 4, "f1", texels, filter=smooth)


def _vertices(
    rows: NDArray[np.void], piece: Piece, low: NDArray[np.floating], high: NDArray[np.floating]
) -> NDArray[np.void]:
    """The corners of inscriptions, four each: (4 n,) VERTEX. `low`, `high`: (n, 2), their places in the atlas."""
    vertices = np.zeros((len(rows), 4), VERTEX)
    place = corners_of(rows, piece.window)
    vertices["position"] = place
    vertices["normal"] = rows["normal"][:, None]
    vertices["texel"] = np.where(CORNERS[None] > 0, high[:, None], low[:, None])
    vertices["light"] = light_places(rows, place, piece.charts)
    vertices["chart"] = WALL
    return vertices.reshape(-1)
