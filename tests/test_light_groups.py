"""Light is linear: dimming a lamp's part is the same as baking with that lamp dimmed."""

import gc
import weakref
from dataclasses import replace
from typing import Any

import numpy as np
import places
import pytest

from liminal.gl import Context
from liminal.light.atlas import spans
from liminal.light.bake import LIGHT_GROUPS, NONE, STANDARD_WATER, bake, bake_apart, nearest_dimmable
from liminal.light.direct import DirectLight
from liminal.light.lightmap import Lightmap
from liminal.piece.box import in_view
from liminal.piece.page import ABSENT, TILE, lay_pages
from liminal.piece.piece import Piece, make_piece
from liminal.piece.place_map import NOWHERE, lay_places
from liminal.piece.surfel import Surfels
from liminal.piece.visibility import Viewpoint, visible_cells
from liminal.settings.light import LightSettings
from liminal.settings.load import load_preset
from liminal.view import stage
from liminal.view.pose import Pose
from liminal.view.projection import clip_from_view
from liminal.view.renderer import Renderer
from liminal.view.stage import StageKey
from liminal.view.viewpoint import find_viewpoint
from liminal.world.cell_grid import CellGrid
from liminal.world.grid import CELL
from liminal.world.material import Material
from liminal.world.window import FIXTURE, LAMP, Window

SETTINGS = LightSettings()


def halls() -> Window:
    """Two rooms of 4 x 5 m with an opening between them, three lamps in each."""
    air = np.zeros((40, 64), bool)
    air[1:-1, 1:-1] = True
    air[:, 31] = False
    ceiling = np.where(air, np.float32(18 * CELL), np.float32(0))
    ceiling[14:24, 31] = 14 * CELL
    rows = [(x + 2, z + 4, x, z) for x, z in ((4, 4), (16, 16), (20, 28), (36, 4), (44, 16), (52, 28))]
    lamps = np.array(
        [
            (x * CELL, 18 * CELL, z * CELL, 4 * CELL, 8 * CELL, 4000.0, cell_x, cell_z, 0, (0, 0, 0))
            for x, z, cell_x, cell_z in rows
        ],
        LAMP,
    )
    materials = [np.full(air.shape, material, np.uint8) for material in (1, 0, 2)]
    return Window(0, 0, np.zeros_like(ceiling), ceiling, *materials, lamps=lamps, fixtures=np.zeros(0, FIXTURE))


def seen(window: Window) -> Piece:
    visible = visible_cells(window, [Viewpoint(x, 3.0, 0.0, float(np.pi)) for x in (2.5, 7.0)])
    reflectance = np.tile(np.array([[0.7, 0.6, 0.4]], np.float32), (len(Material), 1))
    return make_piece(window, SETTINGS.density, visible, reflectance)


def lit(context: Context, window: Window, dimmable: list[int]) -> Lightmap:
    return bake(context, seen(window), SETTINGS, np.array(dimmable, np.intp))


def atlas(context: Context, lightmap: Lightmap) -> np.ndarray:
    """What the scene would read: (height, width, 4)."""
    return places.atlas_of(lightmap)


def test_direct_light_is_told_apart_by_the_rays_of_all_light(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    """What both say of it is what each says alone, bit for bit, and lamps are asked as often as for one."""
    piece, separate, asked = seen(halls()), np.array([1, 4]), []
    irradiance = DirectLight.irradiance

    def counted(self: DirectLight, packed: np.ndarray, *rest: Any) -> np.ndarray:
        asked.append(len(packed))
        return irradiance(self, packed, *rest)

    monkeypatch.setattr(DirectLight, "irradiance", counted)
    alone = bake(context, piece, SETTINGS, separate)
    once = asked.copy()
    asked.clear()
    both = bake_apart(context, piece, SETTINGS, separate, None, NONE, (), (), STANDARD_WATER)
    assert asked == once
    straight = bake(context, piece, SETTINGS.model_copy(update={"bounces": 0}), separate)
    for found, expected in zip(both, (alone, straight), strict=True):
        for lightmap in (found, expected):
            lightmap.dim(np.array([0.5, 1.0], np.float32))
        assert np.array_equal(found.atlas.read(), expected.atlas.read())
    assert both[1].ambient.mean() < 0.8 * both[0].ambient.mean()


@pytest.mark.parametrize("dimmers", [(1.0, 1.0), (0.0, 1.0), (0.4, 0.0), (0.0, 0.0)])
def test_dimming_parts_equals_baking_dimmed_lamps(context: Context, dimmers: tuple[float, float]) -> None:
    """To 1 % of the light for the mean, and for all but a hundredth of the texels to 3 % (noise of shadow rays)."""
    window = halls()
    parted = lit(context, window, [1, 4])
    assert parted.dimmable.tolist() == [1, 4]
    parted.dim(np.array(dimmers, np.float32))
    found = atlas(context, parted)

    window.lamps["luminance"][[1, 4]] *= np.array(dimmers, np.float32)
    whole = lit(context, window, [])
    expected = atlas(context, whole)
    np.testing.assert_array_equal(found[..., 3], expected[..., 3])
    known = expected[..., 3] > 0
    error = abs(found[known][:, :3] / expected[known][:, :3] - 1).max(1)
    assert error.mean() < 0.01
    assert np.quantile(error, 0.99) < 0.03


def test_dimming_forgets_what_came_before(context: Context) -> None:
    """The light for given dimmers is the same bits whatever was shown before."""
    lightmap = lit(context, halls(), [0, 5])
    lightmap.dim(np.array([0.3, 0.7], np.float32))
    first = atlas(context, lightmap)
    for dimmers in ([1.0, 1.0], [0.0, 0.2], [0.3, 0.7]):
        lightmap.dim(np.array(dimmers, np.float32))
    np.testing.assert_array_equal(first, atlas(context, lightmap))


def test_dead_lamps_have_no_part_and_the_rest_only_while_near() -> None:
    can, luminance = np.ones(6, bool), np.array([9, 9, 0, 9, 9, 9], np.float32)
    distance = np.arange(6.0)
    assert nearest_dimmable(can, luminance, distance).tolist() == [0, 1, 3, 4, 5]
    assert nearest_dimmable(can, luminance, distance + 40.0 * (distance == 5)).tolist() == [0, 1, 3, 4]
    assert nearest_dimmable(can & (distance != 1), luminance, distance).tolist() == [0, 3, 4, 5]

    # Of more than can be kept, those further off have none.
    assert len(nearest_dimmable(np.ones(90, bool), np.ones(90, np.float32), np.linspace(0, 19, 90))) == LIGHT_GROUPS


def test_spans_cover_tiles_once() -> None:
    tiles = [(0, 0), (1, 0), (3, 0), (1, 1), (2, 1), (3, 1), (9, 4)]
    spanned = spans(np.array(tiles, np.int32)[::-1] * TILE)
    assert {height for _, _, _, height in spanned} == {TILE}
    covered = [(u // TILE + i, v // TILE) for u, v, width, _ in spanned for i in range(width // TILE)]
    assert sorted(covered) == sorted(tiles)


def test_pages_keep_each_wanted_tile_in_a_place_of_its_own() -> None:
    """However coarse each is; the first place of all stays empty, and all that is not kept leads to it."""
    fold = np.random.default_rng(3).choice(np.array([ABSENT, ABSENT, 0, 1, 3, 5], np.int32), (50, 40))
    pages, wanted = lay_pages(fold), fold != ABSENT
    corners = np.stack(np.meshgrid(np.arange(40), np.arange(50)), -1) * TILE
    kept = pages.kept(corners)
    assert (pages.held == wanted).all()
    assert (pages.kept(corners + np.array([5, 7])) == kept + (np.array([5, 7]) >> pages.fold[..., None])).all()
    owners = np.zeros(pages.size[::-1], np.int32)
    for u, v, edge in zip(*kept[wanted].T.tolist(), (TILE >> fold[wanted]).tolist(), strict=True):
        owners[v : v + edge, u : u + edge] += 1
    assert owners.max() == 1
    assert not owners[:TILE, :TILE].any()
    needed = (0.25 ** fold[wanted]).sum()
    assert needed <= pages.count < needed + 4
    assert (kept[~wanted] // TILE == 0).all()
    assert TILE % 16 == 0  # blocks of samples must not straddle tiles


def test_the_place_map_tells_of_each_texel_what_covers_it() -> None:
    """As if every texel were written by itself; and blocks of one surfel take less room than their texels."""
    random = np.random.default_rng(4)
    edge = 16 << np.arange(4)[::-1] >> 3  # of blocks: 16, 8, 4, 2
    size = random.choice(edge, (12, 8))  # to each square of 16 texels
    covers, told = [], np.full((12 * 16, 8 * 16), NOWHERE, np.int32)
    for row, column in np.ndindex(size.shape):
        if random.random() < 0.3:
            continue
        each = int(size[row, column])
        v, u = (at.ravel() for at in np.mgrid[0:16:each, 0:16:each])
        # Of some squares one surfel stands for all.
        code = np.full(len(u), 99) if random.random() < 0.3 else random.integers(0, 1 << 20, len(u))
        covers.append((u + 16 * column, v + 16 * row, np.full(len(u), each, np.uint8), code))
        told[16 * row : 16 * row + 16, 16 * column : 16 * column + 16] = (
            code.reshape(16 // each, -1).repeat(each, 0).repeat(each, 1)
        )
    laid = lay_places([tuple(np.asarray(part, np.int32) for part in each) for each in covers], (6, 4))
    v, u = np.indices(told.shape, np.int32)
    assert (laid.at(u.ravel(), v.ravel()).reshape(told.shape) == told).all()
    assert laid.pages.count * TILE**2 < 0.8 * told.size


def test_a_lit_stage_lets_go_of_its_surfels(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a wide hall they and what belongs to them take 100 MB, and are not needed once it is lit."""
    surfels: list[weakref.ref[Surfels]] = []

    def noted(*arguments: Any) -> Piece:
        piece = make_piece(*arguments)
        surfels.append(weakref.ref(piece.surfels))
        return piece

    monkeypatch.setattr(stage, "make_piece", noted)
    quick = ["light.rays=4", "light.bounces=1", "view.reach=10", "surface.texture_size=128"]
    world = CellGrid(3, load_preset("level-0", quick))
    with Renderer(context, world) as renderer:
        lit = renderer.stage(StageKey((find_viewpoint(world),)))
        gc.collect()
        assert lit.lightmap.lamps
        assert [each() for each in surfels] == [None]


def test_a_frame_alone_is_the_frame_of_a_walk(context: Context) -> None:
    """Only what a picture shows is put together for it; whatever was shown before, and when, it is the same bytes."""
    preset = load_preset("level-0", ["light.failing=0.2", "light.rays=4", "light.density=1", "view.reach=20"])
    world = CellGrid(7, preset)
    here = find_viewpoint(world)
    behind, aside = replace(here, yaw=here.yaw + 180), replace(here, yaw=here.yaw + 60)
    size = (96, 64)

    def shown(*path: tuple[Pose, float]) -> list[np.ndarray]:
        with Renderer(context, world) as renderer:
            stage = renderer.stage(StageKey((here, behind, aside), size[0] / size[1]))
            return [renderer.scene(stage, pose, size, 2, time) for pose, time in path]

    alone = shown((here, 2.0))[0]
    walked = shown((behind, 0.5), (here, 1.0), (aside, 2.0), (here, 3.0), (behind, 2.0), (here, 2.0))
    np.testing.assert_array_equal(walked[-1], alone)
    assert abs(walked[3] - alone).max() > 1, "its lamps should have changed"


def test_boxes_in_view() -> None:
    """Against points: a box is in view if any of its points is, and one beyond a side of the picture is not."""
    clip = clip_from_view(60.0, 1.5)
    random = np.random.default_rng(3)
    low = random.uniform(-20, 20, (500, 3))
    high = low + random.uniform(0.1, 3, (500, 3))
    points = low[:, None] + random.random((500, 200, 3)) * (high - low)[:, None]
    place = points @ clip[:, :3].T + clip[:, 3]
    inside = (abs(place[..., :3]) <= place[..., 3:]).all(-1).any(1)
    found = in_view(low, high, clip)
    assert found[inside].all()
    assert inside.sum() > 30
    assert not found[low[:, 2] > 0].any(), "these are behind the camera"
    assert in_view(low, high, clip, 1.2).sum() > found.sum()


def test_a_lamp_that_reaches_nothing_in_sight_may_flicker(context: Context) -> None:
    """Behind a wall without an opening: nothing is kept apart, and dimming it does nothing."""
    window = halls()
    window.ceiling[:, 31] = 0.0
    reflectance = np.full((len(Material), 3), 0.5, np.float32)
    visible = visible_cells(window, [Viewpoint(2.5, 3.0, 0.0, float(np.pi))])
    lightmap = bake(context, make_piece(window, SETTINGS.density, visible, reflectance), SETTINGS, np.array([4]))
    before = atlas(context, lightmap)
    lightmap.dim(np.zeros(1, np.float32))
    np.testing.assert_array_equal(atlas(context, lightmap), before)
    assert lightmap.dimmable.tolist() == [4]
