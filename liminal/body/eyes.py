"""Eyes: the fronts of two eyeballs, with white, iris and pupil."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from liminal.body.folds import rise
from liminal.body.head import EYE, EYEBALL
from liminal.body.making_pose import making_places
from liminal.body.skin_part import SkinPart, colour, mixed
from liminal.thing.finish import Finish
from liminal.thing.surface_mesh import SurfaceMesh, grid_triangles

Floats = NDArray[np.float64]

IRIS, PUPIL = 0.51, 0.20  # rad from the middle: of 12.2 and 5 mm across
_CORNEA = 0.5  # rad from the middle
WHITE = "#7d7268"  # between lids, which shade it
_RINGS = np.array([0.0, 0.12, 0.17, 0.22, 0.34, 0.45, 0.53, 0.62, 0.80, 1.05, 1.35])  # rad from the middle
_AROUND = 20  # corners of a ring


def eyes(iris: str, sides: Sequence[float] = (1.0, -1.0)) -> list[SkinPart]:
    """Return the eyeballs of the `sides`, 1 the left and -1 the right, that look ahead; `iris`: its colour."""
    names = list(making_places())
    off, turn = np.meshgrid(_RINGS, 2 * np.pi * np.arange(_AROUND) / _AROUND, indexing="ij")
    normal = np.stack([np.sin(off) * np.cos(turn), np.sin(off) * np.sin(turn), np.cos(off)], -1).reshape(-1, 3)
    ring = np.arange(off.size).reshape(off.shape)
    triangles = grid_triangles(np.column_stack([ring, ring[:, 0]]))
    balls = []
    for side in sides:
        position = EYE * (side, 1.0, 1.0) + EYEBALL * normal
        balls.append(SurfaceMesh(position, normal, position[:, :2], triangles).facing_outward())
    off = off.ravel()
    # Lids shade the upper part of the white.
    tone = colour(WHITE) * (1.0 - 0.55 * rise(normal[:, 1], 0.0, 0.35))[:, None]
    tone = mixed(tone, colour(iris), rise(off, IRIS + 0.05, IRIS - 0.03))
    tone = mixed(tone, np.full(3, 0.012), rise(off, PUPIL + 0.04, PUPIL - 0.02))
    weights = np.zeros((len(sides) * len(off), len(names)))
    weights[:, names.index("head")] = 1.0
    whole, tones = SurfaceMesh.joined(balls), np.tile(tone, (len(sides), 1))
    # The cornea mirrors lamps as spots; the white hardly does, under the lids' own film.
    cornea = np.tile(off, len(sides))[whole.triangles].max(1) < _CORNEA
    return [
        SkinPart(replace(whole, triangles=whole.triangles[part]), finish, tones, weights)
        for part, finish in ((cornea, Finish.GLASS), (~cornea, Finish.CARDBOARD))
    ]
