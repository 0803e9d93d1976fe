"""Model surfaces: the parts of a model with normals, backs, and edges short enough for light and pictures."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from liminal.thing.crease import creased, is_closed, welded
from liminal.thing.model_part import ModelPart, TextureMap
from liminal.thing.subdivision import refined
from liminal.thing.thing import CORNER

MOST_CORNERS = 60_000  # that splitting triangles may lead to
PLAIN_EDGE = 0.2  # m: no longer are edges, at whose ends light is found
TEXTURED_EDGE = 0.06  # m: nor those of a surface with a picture, whose colours are known there and no finer,
SMALL_THING = 80  # or this part of the largest extent, if that is less,
FINEST_EDGE = 0.008  # m, but no less than this
WHITEST = 0.9  # reflectance: what sends back more would shine by itself

Floats = NDArray[np.float64]


def surfaces_of(parts: list[ModelPart], extent: float) -> list[ModelPart]:
    """The parts, in metres, as they are drawn. `extent`: the largest of the model, m."""
    return _split([_sided(_with_normals(part)) for part in parts], extent)


def _with_normals(part: ModelPart) -> ModelPart:
    """The part with the file's normals, or else with those of faces that are smooth but for creases."""
    if part.normal is not None:
        return part
    # Corners that are alike in all else are one: STL has three of its own for each triangle.
    uv = np.zeros((len(part.position), 2)) if part.uv is None else part.uv
    alike = np.hstack([part.position, uv, part.colour])
    first, number = np.unique(alike, axis=0, return_index=True, return_inverse=True)[1:]
    old, triangles, normal = creased(part.position, first[number.ravel()][part.triangles])
    return replace(
        part,
        position=part.position[old],
        triangles=triangles,
        normal=normal,
        uv=None if part.uv is None else part.uv[old],
        colour=part.colour[old],
        weights=None if part.weights is None else part.weights[old],
    )


def _sided(part: ModelPart) -> ModelPart:
    """The part with its back as well, where that can be seen: of a mesh that is open, unless its material has none."""
    if part.both_sides is False or is_closed(welded(part.position, part.triangles)):
        return part
    assert part.normal is not None
    return replace(
        part,
        position=np.tile(part.position, (2, 1)),
        triangles=np.concatenate([part.triangles, part.triangles[:, ::-1] + len(part.position)]),
        normal=np.concatenate([part.normal, -part.normal]),
        uv=None if part.uv is None else np.tile(part.uv, (2, 1)),
        colour=np.tile(part.colour, (2, 1)),
        weights=None if part.weights is None else np.tile(part.weights, (2, 1)),
    )


def _split(parts: list[ModelPart], extent: float) -> list[ModelPart]:
    """The parts with edges short enough for light and pictures, or as short as MOST_CORNERS allow."""
    most = max(MOST_CORNERS, sum(len(part.position) for part in parts))
    plain, textured = PLAIN_EDGE, max(min(TEXTURED_EDGE, extent / SMALL_THING), FINEST_EDGE)
    while True:
        found: list[ModelPart] = []
        for part in parts:
            left = most - sum(len(each.position) for each in found)
            finer = _split_part(part, plain if part.texture is None else textured, left)
            if finer is None:
                break
            found.append(finer)
        else:
            return found
        plain, textured = 1.25 * plain, 1.25 * textured


def _split_part(part: ModelPart, edge: float, most: int) -> ModelPart | None:
    """The part with no edge longer than `edge`, m, with the colours of its pictures; None beyond `most` corners."""
    assert part.normal is not None
    uv = np.zeros((len(part.position), 2)) if part.uv is None else part.uv
    weights = np.zeros((len(part.position), 0)) if part.weights is None else part.weights
    found = refined(np.hstack([part.position, part.normal, uv, part.colour, weights]), part.triangles, edge, most)
    if found is None:
        return None
    values, triangles = found
    normal = values[:, 3:6] / np.maximum(np.linalg.norm(values[:, 3:6], axis=1, keepdims=True), 1e-9)
    return replace(
        part,
        position=values[:, :3],
        triangles=triangles,
        normal=normal,
        uv=values[:, 6:8],
        colour=values[:, 8:12],
        weights=None if part.weights is None else values[:, 12:],
    )


def corners_of(part: ModelPart) -> NDArray[np.void]:
    """The corners of a part: (v,) CORNER."""
    assert part.normal is not None
    corners = np.zeros(len(part.position), CORNER)
    corners["position"], corners["normal"] = part.position, part.normal
    # The pattern of a finish lies in the plane of the axes that a surface faces least.
    across = abs(part.normal).argmax(1)
    rows = np.arange(len(corners))
    corners["surface"] = part.position[rows[:, None], np.stack([(across + 1) % 3, (across + 2) % 3], 1)]
    corners["finish"] = int(part.finish)
    corners["colour"] = _textured(part, part.texture, part.colour)[:, :3].clip(0, WHITEST)
    corners["glow"] = _textured(part, part.glow_texture, np.tile([*part.glow, 1.0], (len(corners), 1)))[:, :3]
    return corners


def shown_triangles(part: ModelPart) -> NDArray[np.intp]:
    """The triangles of a part that are there: not those of which all corners are transparent."""
    if part.cutoff <= 0:
        return part.triangles
    alpha = _textured(part, part.texture, part.colour)[:, 3]
    return part.triangles[(alpha[part.triangles] >= part.cutoff).any(1)]


def _textured(part: ModelPart, texture: TextureMap | None, factor: Floats) -> Floats:
    """A factor (v, 4) times what a texture shows at each corner, as fine as the corners are."""
    if texture is None or part.uv is None:
        return factor
    # Texels between neighbouring corners, of which each corner stands for the mean.
    ends = part.triangles[:, [[0, 1], [1, 2], [2, 0]]].reshape(-1, 2)
    sides = np.array(texture.texels.shape[1::-1])
    steps = np.linalg.norm((part.uv[ends[:, 0]] - part.uv[ends[:, 1]]) * sides, axis=1)
    factor_down = int(np.median(steps) / 1.5)
    return factor * (texture.coarser(factor_down) if factor_down > 1 else texture).at(part.uv)
