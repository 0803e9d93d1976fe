"""Light has no seams where the program's grids end, and none gets past a corner."""

from dataclasses import replace

import numpy as np
import places
import pytest
import reference

from liminal.gl import Context
from liminal.light import lampset, occluder_textures, surfel_textures
from liminal.light.bake import bake
from liminal.light.direct import DirectLight
from liminal.light.lampset import CLUSTER, FAR_BINS, FAR_CLUSTER
from liminal.piece.lamp import AREA_LIGHT
from liminal.piece.piece import make_piece
from liminal.piece.visibility import Viewpoint, visible_cells
from liminal.settings.light import LightSettings
from liminal.view.framing import frame_window, viewpoint
from liminal.view.viewpoint import find_viewpoint
from liminal.world.cell_grid import CellGrid
from liminal.world.grid import CELL, CHUNK, TILE_X, TILE_Z
from liminal.world.material import mean_reflectance

WHITE = np.full((8, 3), 0.7, np.float32)
STILL = LightSettings(flicker=0.0)


@pytest.mark.parametrize("kind", ["rooms-7", "halls-21"])
def test_brightness_is_continuous_across_borders(context: Context, kind: str) -> None:
    """Light on floors and ceilings bends no more where clusters of lamps, and so chunks, end than half way between."""
    assert CHUNK % FAR_CLUSTER == FAR_CLUSTER % CLUSTER == 0
    (view,) = (view for view in reference.references() if view.name == kind)
    preset = reference.plain()
    window, _ = frame_window(CellGrid(view.seed, preset), [view.pose], 4 / 3, preset.view.reach)
    near = visible_cells(window, [replace(viewpoint(view.pose, window, 4 / 3), half_angle=np.pi)])
    piece = make_piece(window, 2, near, mean_reflectance(preset.surface))
    # Bounced light is smooth across them, and hides a little of what direct light does.
    lightmap = bake(context, piece, preset.light.model_copy(update={"bounces": 0}))
    columns, rows = piece.charts.plan_size
    atlas = places.atlas_of(lightmap).astype(np.float64)[:rows, : 2 * columns]
    known, light = atlas[..., 3], np.log(np.maximum(atlas[..., 1], 1e-3))

    # A bend is what a step differs by from the mean of the steps before and after it, all on one surface.
    for axis in (0, 1):
        step = np.diff(light, axis=axis)
        one = np.take(known, range(1, known.shape[axis]), axis) == np.take(known, range(known.shape[axis] - 1), axis)
        one &= np.take(known, range(known.shape[axis] - 1), axis) > 0
        cut = [np.take(step, range(k, step.shape[axis] - 2 + k), axis) for k in range(3)]
        whole = np.all([np.take(one, range(k, one.shape[axis] - 2 + k), axis) for k in range(3)], axis=0)
        bend = abs(cut[1] - (cut[0] + cut[2]) / 2)
        texel = np.arange(bend.shape[axis]) + 2
        for cluster in (CLUSTER, FAR_CLUSTER):
            lines = texel % (2 * cluster) == 0, (texel % 8 == 0) & (texel % (2 * CLUSTER) != 0)
            at_border, elsewhere = (whole & (chosen[None, :] if axis == 1 else chosen[:, None]) for chosen in lines)
            assert at_border.sum() > 100
            assert bend[at_border].mean() < 1.25 * bend[elsewhere].mean()


def test_light_is_the_same_from_wherever_one_arrives(context: Context) -> None:
    """Of two windows that begin elsewhere, places seen from both get the same light of near lamps, to the bit."""
    preset = reference.plain()
    world = CellGrid(3, preset)
    start = find_viewpoint(world)
    found, origins = [], set()
    for away in (-10.0, 10.0):
        poses = [*(replace(start, yaw=yaw) for yaw in range(0, 360, 60)), replace(start, x=start.x + away)]
        window, visibility = frame_window(world, poses, 4 / 3, preset.view.reach, 480)
        piece = make_piece(window, 2, visibility, mean_reflectance(preset.surface))
        occluder = occluder_textures.upload(context, piece.occluder)
        direct = DirectLight(context, piece.occluder, occluder, (window.x0, window.z0))
        fine = np.flatnonzero(piece.surfels.seen & (piece.surfels.stride == 1))
        light = direct.irradiance(surfel_textures.packed(piece.surfels)[fine], piece.lights, 4.0, 32)
        place = piece.surfels.position[fine] + (window.x0, 0, window.z0)
        keys = np.rint(np.column_stack([64 * place, 2 * piece.surfels.normal[fine]])).astype(np.int64)
        found.append(dict(zip(map(tuple, keys.tolist()), light.tolist(), strict=True)))
        origins.add(window.origin)
    assert len(origins) == 2
    both = np.array([(found[0][key], found[1][key]) for key in found[0].keys() & found[1].keys()])
    near, far = both[..., 0], both[..., 1]
    assert len(both) > 10_000
    assert (near[:, 0] == near[:, 1]).mean() > 0.999
    assert abs(far[:, 0] - far[:, 1]).mean() < 0.01 * (near + far).mean()


def test_a_wide_place_is_lit_part_by_part_as_in_one_go(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where clusters of lamps meet at a wall, surfels find their lamps whichever others they are lit together with."""
    preset = reference.plain()
    world = CellGrid(3, preset)
    window, visibility = frame_window(world, [find_viewpoint(world)], 4 / 3, preset.view.reach)
    piece = make_piece(window, 2, visibility, mean_reflectance(preset.surface))
    rows = surfel_textures.packed(piece.surfels)
    occluder = occluder_textures.upload(context, piece.occluder)
    light = []
    for pairs in (1 << 30, 1 << 16):
        monkeypatch.setattr("liminal.light.direct.PAIRS_AT_ONCE", pairs)
        work = DirectLight(context, piece.occluder, occluder, (window.x0, window.z0))
        light.append(work.irradiance(rows, piece.lights, 4.0, 32))
    np.testing.assert_array_equal(light[0], light[1])


def test_the_guide_to_far_lamps_encloses_what_is_drawn(context: Context) -> None:
    """Between what it names for a share and for the next lies the first entry of the whole list that ends beyond."""
    random = np.random.default_rng(5)
    lamps = np.zeros(300, AREA_LIGHT)
    lamps["centre"], lamps["half"] = random.uniform(0, 96, (300, 2)), (2, 4)
    lamps["luminance"] = random.choice([0, 1, 3000], 300)
    with context.scope() as scope:
        listed = lampset.upload(scope, lamps, np.ones((96, 96), bool), 20.0)
        entries, guide = (each.read().reshape(-1, each.channels) for each in (listed.far_list, listed.far_guide))
        ranges = listed.far_range.read().reshape(-1, 3)
    assert len(ranges) == (96 // FAR_CLUSTER) ** 2
    for first, count, own in ranges:
        ends = entries[first : first + count, 1]
        assert ends[-1] == 1
        chosen = np.append(random.random(500).astype(np.float32), np.arange(FAR_BINS, dtype=np.float32) / FAR_BINS)
        drawn = np.searchsorted(ends, chosen, side="right")
        low, high = (guide[own + (chosen * FAR_BINS).astype(int) + step, 0] for step in (0, 1))
        assert (low <= drawn).all()
        assert (drawn <= np.minimum(high, count - 1)).all()
        assert (high - low).mean() < count / 8


def test_no_light_gets_between_walls_that_meet_at_their_edges(context: Context) -> None:
    """Two rooms touch at a corner, where a gap of no width is all that would join them: the second stays black."""
    window = places.hall(26, 26)
    open_ = np.zeros(window.floor.shape, bool)
    open_[1:13, 1:13] = open_[13:25, 13:25] = True
    ceiling = np.where(open_, window.ceiling, 0).astype(np.float32)
    window = replace(window, ceiling=ceiling)
    lamps = places.lamps_at(window, (0, 1))
    lamps["y"] = window.ceiling.max()
    lamps["luminance"], lamps["size_x"], lamps["size_z"] = 5000, TILE_X * CELL, TILE_Z * CELL
    lamps["x"], lamps["z"] = ((lamps["cell_" + axis] + half) * CELL for axis, half in (("x", 2), ("z", 4)))
    window = replace(window, lamps=lamps)
    visible = visible_cells(window, [Viewpoint(k * CELL, k * CELL, 0.0, np.pi) for k in (6.0, 19.0)])
    lightmap = bake(context, make_piece(window, 2, visible, WHITE), STILL)
    atlas = places.atlas_of(lightmap)[..., :3].max(-1)
    lit, dark = atlas[2:26, 2:26], atlas[26:50, 26:50]
    assert lit.min() > 100
    assert dark.max() == 0
