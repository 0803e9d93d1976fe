"""Writing of a model: each inscription of a part as a picture with alpha on a rectangle just before its wall."""

from collections import Counter
from dataclasses import dataclass
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

from liminal.colour import encode_srgb
from liminal.inscription.artwork import painted
from liminal.inscription.coating import Coating
from liminal.view.inscription_place import areas_before, corners_of
from liminal.world.inscription import InscriptionKind
from liminal.world.window import Window

GROUP = "writing"
BEFORE = 0.002  # m before the wall: less, and depth buffers of 24 bits mix the two up from 30 m on
LIT, UNLIT = 2, 1  # times that light passes a layer: to its wall and back, as path tracers have it; or back alone
LARGEST = 1024  # texels along an edge of a picture: 150 kB at most; 3 mm wide in the longest texts
SPELLED = 40  # characters of a text that its node's name has: Blender's names end after 63 bytes

# How pictures lie on the corners of `view.inscription_place.CORNERS`: u to the right, v down.
PICTURE_PLACES = np.array([(0, 1), (1, 1), (1, 0), (0, 0)], np.float32)
TRIANGLES = np.array([(0, 1, 2), (0, 2, 3)], np.uint32)  # counter-clockwise


@dataclass(frozen=True)
class WritingNode:
    """A named inscription whose middle lies at a place `at` (m, relative to the model's origin), BEFORE its wall.

    `corners`: float32 (4, 3), m, relative to that, the lower left one first, counter-clockwise. `normal`: unit length.
    `png`: its picture, straight alpha.
    """

    name: str
    at: tuple[float, float, float]
    corners: NDArray[np.float32]
    normal: tuple[float, float, float]
    png: bytes


def whole_writing(window: Window) -> NDArray[np.void]:
    """Those inscriptions before whose wall all cells are in a window: (n,) INSCRIPTION."""
    found: NDArray[np.void] = window.inscriptions[np.array([area is not None for area in areas_before(window)], bool)]
    return found


def writing_nodes(
    window: Window, offset: NDArray[np.float64], wall: NDArray[np.float32], shown: NDArray[np.float32] | None
) -> tuple[WritingNode, ...]:
    """The nodes of what is written in a window at `offset` (3,), m, in the model's space.

    `wall`: (3,), the mean reflectance of its walls, linear Rec. 709. `shown`: (n, 3), how the wall behind each looks in
    our light, developed, linear Rec. 709, if that is wanted.
    """
    rows = whole_writing(window)
    counts: Counter[str] = Counter()
    nodes = []
    for number, (row, corners) in enumerate(zip(rows, corners_of(rows, window), strict=True)):
        kind = InscriptionKind(int(row["kind"]))
        counts[kind.name] += 1
        text = " ".join(str(row["text"]).split())[:SPELLED].rstrip()
        x, y, z = (float(axis) for axis in row["normal"])
        middle = corners.mean(0)
        coating = painted(kind, str(row["text"]), int(row["lot"]), float(row["width"]), float(row["height"]))
        picture = layer(coating, wall) if shown is None else layer(coating, wall, UNLIT, shown[number] / wall)
        at_x, at_y, at_z = (middle + offset + BEFORE * row["normal"].astype(np.float64)).tolist()
        nodes.append(
            WritingNode(
                f"{kind.name.lower()} {counts[kind.name]}: {text}",
                (at_x, at_y, at_z),
                (corners - middle).astype(np.float32),
                (x, y, z),
                _png(picture),
            )
        )
    return tuple(nodes)


def layer(
    coating: Coating, wall: NDArray[np.float32], passes: int = LIT, light: NDArray[np.float32] | None = None
) -> NDArray[np.uint8]:
    """A coating as a layer with straight alpha: (rows, columns, 4) uint8, sRGB and alpha, the top row first.

    It covers as much as the channel that lets the least through, and its colour makes up for the others on a wall of
    mean reflectance `wall` (3,): on that, and on any wall where all channels let the same through, it looks as the
    coating does. `passes`: how often light goes through it on its way from the wall or to it; if twice, the rims of
    white paper and the faintest red ink, which would have to reflect more than all, are up to 0.12 too dark. `light`:
    (3,), what all its colour is multiplied by, if not 1.
    """
    step = -(-max(coating.transmittance.shape) // LARGEST)
    through, reflected = (_coarser(each, step) for each in (coating.transmittance, coating.reflectance))
    least = through.min(2, keepdims=True).clip(0, 1)
    cover = 1 - least ** (1 / passes)
    colour = (wall * (through - least) + reflected) / np.maximum(cover, 1e-6)

    # Where nothing is, filters find the mean colour of the rest.
    alpha = np.rint(255 * cover).astype(np.uint8)
    mean = (colour * cover).sum((0, 1)) / max(float(cover.sum()), 1e-6)
    colour = np.where(alpha == 0, mean, colour) * (1 if light is None else light)
    return np.dstack([np.rint(255 * encode_srgb(colour.clip(0, 1))).astype(np.uint8), alpha])


def _coarser(picture: NDArray[np.float32], step: int) -> NDArray[np.float32]:
    """Means of squares of `step` x `step` texels; the last ones are repeated as far as is wanting."""
    rows, columns = (-extent % step for extent in picture.shape[:2])
    full = np.pad(picture, ((0, rows), (0, columns), (0, 0)), "edge")
    squares = full.reshape(full.shape[0] // step, step, full.shape[1] // step, step, 3)
    return np.asarray(squares.mean((1, 3)), np.float32)


def _png(picture: NDArray[np.uint8]) -> bytes:
    from PIL import Image

    file = BytesIO()
    Image.fromarray(picture, "RGBA").save(file, "PNG")
    return file.getvalue()
