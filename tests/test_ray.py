"""Rays: on the GPU and in numpy they meet the same, and so they do in an eye that knows only the two heights."""

import numpy as np
import places
import pytest
import solids
from numpy.typing import NDArray
from raycast import cast

from liminal.assets import shader_text
from liminal.gl import Context, FullScreen, Target, make_texture
from liminal.light.occluder_textures import upload
from liminal.light.shader import SHARED
from liminal.piece.occluder import NO_BOXES, Occluder, occluder_of, trace, unobstructed
from liminal.thing.thing import placed
from liminal.world.grid import CELL
from liminal.world.window import Window, enclosed

RAYS = 100_000
WIDTH = 1000  # of the picture that rays are cast in
CAST = """#version 330 core
#include "common_ray.glsl"
uniform sampler2D origins;
uniform sampler2D directions;
layout(location = 0) out vec4 met;     // distance, and the normal
layout(location = 1) out vec4 shown;   // cell x, z; point; 1
void main() {
    ivec2 place = ivec2(gl_FragCoord.xy);
    vec3 origin = texelFetch(origins, place, 0).xyz;
    Hit hit = trace(origin, texelFetch(directions, place, 0).xyz, 1e6, clear_around(origin));
    met = vec4(hit.distance, hit.normal);
    shown = vec4(hit.cell, hit.point, 1.0);
}
"""


def shader_or_cast(name: str) -> str:
    """The text of a shader, or of CAST."""
    return CAST if name == "cast.frag" else shader_text(name)


def on_gpu(context: Context, occluder: Occluder, origin: NDArray, direction: NDArray) -> tuple[NDArray, NDArray]:
    """What the shader finds: (n, 4) distance and normal, (n, 4) cell, point, 1."""
    textures = upload(context, occluder)
    shader = FullScreen(context, "cast.frag", textures.switches, read=shader_or_cast, made=SHARED)
    rows = len(origin) // WIDTH
    given = [make_texture(context, (WIDTH, rows), 3, "f4", each.reshape(rows, -1, 3)) for each in (origin, direction)]
    target = Target(context, (WIDTH, rows), ["f4", "f4"])
    shader.draw(target, origins=given[0], directions=given[1], **textures.uniforms)
    found = target.read(0).reshape(-1, 4), target.read(1).reshape(-1, 4)
    return found


def rays(window: Window, seed: int, boxes: NDArray[np.void] = NO_BOXES) -> tuple[NDArray, NDArray]:
    """Rays from anywhere in the air of a window in any direction, (RAYS, 3) both, exact in single precision; cells."""
    random = np.random.default_rng(seed)
    z, x = np.nonzero(window.open)
    chosen = random.integers(0, len(z), RAYS)
    height = window.floor[z, x], window.ceiling[z, x]
    share = random.uniform(0.05, 0.95, RAYS)
    y = (height[0][chosen] * (1 - share) + height[1][chosen] * share) / CELL
    beside = random.uniform(0.05, 0.95, (2, RAYS))
    origin = np.column_stack([x[chosen] + beside[0], y, z[chosen] + beside[1]]).astype(np.float32)
    direction = random.normal(size=(RAYS, 3))
    direction /= np.linalg.norm(direction, axis=1, keepdims=True)
    return origin, direction.astype(np.float32)


def agree(first: NDArray, second: NDArray, least: float) -> None:
    """Distances are the same but for rays that graze an edge, of which there are few."""
    same = np.isclose(first, second, rtol=1e-3, atol=2e-3)
    assert same.mean() > least, f"{(~same).sum()} of {len(same)} rays differ"


@pytest.fixture(params=["rubble", "rooms"])
def window(request: pytest.FixtureRequest) -> Window:
    return enclosed({"rubble": places.rubble, "rooms": places.rooms}[request.param](4))


def test_the_gpu_and_numpy_meet_the_same(context: Context, window: Window) -> None:
    occluder = occluder_of(window)
    origin, direction = rays(window, 1)
    hits = trace(occluder, origin.astype(np.float64), direction.astype(np.float64))
    met, shown = on_gpu(context, occluder, origin, direction)
    assert np.isfinite(hits.distance).all()
    agree(met[:, 0], hits.distance, 0.999)
    same = np.isclose(met[:, 0], hits.distance, rtol=1e-4, atol=1e-3)
    assert (met[same, 1:] == hits.normal[same]).all(1).mean() > 0.999
    assert (shown[same, :2] == hits.cell[same]).all(1).mean() > 0.999


def test_numpy_meets_what_an_independent_eye_sees(window: Window) -> None:
    """`raycast.cast` steps cell by cell; here a whole box of equal heights is passed at a time."""
    occluder = occluder_of(window)
    random = np.random.default_rng(5)
    z, x = np.nonzero(window.open)
    for chosen in random.integers(0, len(z), 10):
        at = np.array([x[chosen] + 0.4, 0.0, z[chosen] + 0.6]) * CELL
        at[1] = (window.floor[z[chosen], x[chosen]] + window.ceiling[z[chosen], x[chosen]]) / 2
        direction = random.normal(size=(RAYS // 10, 3))
        direction /= np.linalg.norm(direction, axis=1, keepdims=True)
        seen = cast(window, tuple(at), direction)
        hits = trace(occluder, np.tile(at / CELL, (len(direction), 1)), direction)
        agree(hits.distance * CELL, seen.distance, 0.9995)
        same = np.isclose(hits.distance * CELL, seen.distance, rtol=1e-6)
        assert (hits.normal == seen.normal).all(1)[same].mean() > 0.9995


def test_boxes_are_met_where_they_stand(context: Context) -> None:
    """GPU, numpy, and each box for itself by the slabs that it lies between, however the cells list them."""
    window = solids.room()
    boxes = np.concatenate([placed(each).boxes for each in solids.solids()])
    occluder = occluder_of(window, boxes)
    origin, direction = rays(window, 2)
    clear = np.ones(RAYS, bool)
    alone = trace(occluder_of(window), origin.astype(np.float64), direction.astype(np.float64)).distance
    for box in boxes:
        inside = box["axes"].astype(np.float64)
        start, way = (origin * CELL - box["centre"]) @ inside.T, direction.astype(np.float64) @ inside.T
        clear &= (abs(start) > box["half"]).any(1)
        near, far = np.sort(np.stack([(sign * box["half"] - start) / way for sign in (-1, 1)]), axis=0) / CELL
        enter, leave = near.max(1), far.min(1)
        alone = np.where((enter < leave) & (enter > 0), np.minimum(alone, enter), alone)

    hits = trace(occluder, origin.astype(np.float64), direction.astype(np.float64))
    met, shown = on_gpu(context, occluder, origin, direction)
    assert (hits.box >= 0).mean() > 0.05
    agree(hits.distance[clear], alone[clear], 0.9995)
    agree(met[clear, 0], alone[clear], 0.999)
    assert ((shown[:, 2] >= 0) == (hits.box >= 0))[clear].mean() > 0.999

    # The point that the shader names lies on the face that is met, and near.
    boxed = np.flatnonzero(clear & (shown[:, 2] >= 0) & (hits.box >= 0))
    points, number = occluder.face_points, shown[boxed, 2].astype(int)
    place = origin[boxed] + direction[boxed] * met[boxed, :1]
    np.testing.assert_allclose(points.normal[number], met[boxed, 1:], atol=1e-3)
    off = points.position[number] - place
    assert abs((off * points.normal[number]).sum(1)).max() < 0.05
    assert np.linalg.norm(off, axis=1).max() < 1.6


def test_a_column_hides_what_lies_behind_it() -> None:
    occluder = occluder_of(solids.room(), placed(solids.solids()[1]).boxes)
    x, _, z = (each / CELL for each in solids.COLUMN_AT)
    origin = np.array([[x - 6, 8.0, z], [x - 6, 8.0, z + 3], [x - 6, 8.0, z]])
    towards = np.array([[12.0, 0, 0], [12.0, 0, 0], [2.0, 0, 0]])
    assert unobstructed(occluder, origin, towards).tolist() == [False, True, True]
