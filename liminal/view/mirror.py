"""What rays from pictures read where they land: the uniforms of `shaders/common_radiance.glsl`."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.gl import Scope, Texture, make_table
from liminal.light import occluder_textures
from liminal.light.packed_list import pack_list
from liminal.piece.piece import Piece
from liminal.piece.standing import Standing
from liminal.world.grid import CELL
from liminal.world.lamp_kind import HANGING
from liminal.world.window import Window

MIRRORED, REFRACTED = 4, 2  # of the samples of a still: one in so many finds what is mirrored, or lies under water
STEPS = 3, 5, 7, 11  # samples from one that does to the next: such ones lie evenly over a pixel (`pixel_offsets`)
GOLDEN = 2.39996  # rad: the golden angle, by which directions of a lobe follow one another
FACETS = 12
SPAN = 1.2  # rad: about what lies between directions next to one another
LEVELS = 4  # heights of lamps that hang, which a ray looks for


@dataclass(frozen=True)
class Mirrors:
    """How a sample of a picture finds what is mirrored: by one ray, of all those that a coating spreads.

    `weight`: 0 casts none. `rank`: 0 to 1, how far off the mirror's direction, as a share of the lobe; 0 finds
    what a smooth coating mirrors. `turn`: about that direction, rad. `spans`: of both that pixels share evenly.
    `facets`: of a rough coating for which this one ray stands, as it does where there are few samples. `below`: the
    weight of what it finds under water; at least that of what is mirrored is found there, too.
    """

    weight: float
    rank: float = 0.0
    turn: float = 0.0
    spans: tuple[float, float] = (0.0, 0.0)
    facets: int = 0
    below: float = 1.0


EVERY_SAMPLE = Mirrors(1.0, facets=FACETS)


def mirrors_of(number: int, samples: int, rough: bool) -> Mirrors:
    """How sample `number` of so many of a pixel does: where there are many, some of them find what is not `rough`."""
    if samples < 2 * MIRRORED:
        return EVERY_SAMPLE
    if rough:
        return Mirrors(1.0, number / samples, GOLDEN * number, (1 / samples, SPAN))
    step = next(each for each in STEPS if samples % each)
    place = (number - 1) * pow(step, -1, samples) % samples
    deep, count = samples // REFRACTED, samples // MIRRORED
    below = samples / deep if place < deep else 0.0
    if place >= count:
        return Mirrors(0.0, below=below)
    return Mirrors(samples / count, (place + 0.5) / count, GOLDEN * place, below=below)


class Mirror:
    """Tables of a piece by which a ray's hit is turned into light. `switches`: of programs that follow rays."""

    def __init__(self, scope: Scope, piece: Piece) -> None:
        occluder = occluder_textures.upload(scope, piece.occluder)
        window, charts = piece.window, piece.charts
        self.switches = occluder.switches
        lights = piece.lights
        areas = np.hstack([lights["centre"] - lights["half"], lights["centre"] + lights["half"]])
        self.uniforms: dict[str, Any] = {
            **occluder.uniforms,
            "walled": make_table(scope, charts.walled[..., None], "i4"),
            "columns": pack_list(scope, charts.columns, "i4"),
            "cell_materials": make_table(scope, _materials(window, areas), "i4"),
            "lamp_areas": pack_list(scope, np.vstack([areas, np.zeros((1, 4))]).astype(np.float32)),
            "world_corner": (window.x0, window.z0),
            "hung_levels": _hung_levels(window),
            "density": float(charts.density),
            "plan_size": tuple(float(extent) for extent in charts.plan_size),
        }
        if piece.standing is not None and self.switches:
            point = piece.standing.of_points(piece.occluder.face_points)
            surface = piece.standing.surface[point].astype(np.float32)
            places = np.column_stack([piece.standing.light_place(point), surface])
            self.uniforms["point_places"] = pack_list(scope, places.astype(np.float32))
            self.uniforms["point_colours"] = pack_list(scope, piece.standing.reflectance[point].astype(np.float32))
            glow = _glow(piece.standing)
            if glow.any():
                self.switches = {**self.switches, "GLOWING": True}
                self.uniforms["point_glow"] = pack_list(scope, glow[point])
                self.uniforms["thing_levels"] = self.levels(scope, np.ones(len(piece.standing.placements)))

    def levels(self, scope: Scope, level: NDArray[np.floating]) -> Texture:
        """The uniform `thing_levels`: how bright each placement shines against its usual, (p,)."""
        return pack_list(scope, level[:, None].astype(np.float32))


def _glow(standing: Standing) -> NDArray[np.float32]:
    """The own luminance of things' surfels, cd/m2 by channel, and the placement that each is of: (s, 4).

    A surfel shines as one of the corners does that share it.
    """
    glow = np.zeros((len(standing.position), 4), np.float32)
    for number, (placement, surfel) in enumerate(zip(standing.placements, standing.surfel, strict=True)):
        own = placement.thing.corners["glow"]
        if own.any():
            glow[surfel, :3], glow[surfel, 3] = own, number
    return glow


def _materials(window: Window, areas: NDArray[np.float32]) -> NDArray[np.int32]:
    """Of each cell the materials of floor, wall and ceiling, and the number + 1 of its lamp, negative if that hangs.

    `areas`: of the faces of the lamps, cells (m, 4): x, z of the lower corners, and of the upper.
    """
    layers = np.zeros((*window.floor.shape, 4), np.int32)
    for number, layer in enumerate((window.floor_material, window.wall_material, window.ceiling_material)):
        layers[..., number] = layer
    low, high = np.floor(areas[:, :2]).astype(int).clip(0), np.ceil(areas[:, 2:]).astype(int).clip(0)
    for number, hangs in enumerate(np.isin(window.lamps["kind"], HANGING)):
        over = np.s_[low[number, 1] : high[number, 1], low[number, 0] : high[number, 0], 3]
        layers[over] = -(number + 1) if hangs else number + 1
    return layers


def _hung_levels(window: Window) -> tuple[float, ...]:
    """The heights at which lamps hang, cells: the four that most of them have; -1 where there are fewer."""
    hung = window.lamps["y"][np.isin(window.lamps["kind"], HANGING)]
    levels, count = np.unique(np.round(hung / CELL, 2), return_counts=True)
    usual = levels[np.argsort(-count, kind="stable")][:LEVELS].tolist()
    return tuple(usual + [-1.0] * (LEVELS - len(usual)))
