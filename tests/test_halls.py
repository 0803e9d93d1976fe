"""Places of halls: their landmarks, and what stands in them, over many seeds."""

import math
from itertools import product

import numpy as np
import pytest

import liminal
from liminal.settings.level1 import WarehouseSettings
from liminal.settings.load import load_preset
from liminal.settings.poolrooms import PoolroomsSettings
from liminal.settings.preset import Preset
from liminal.world.cell_grid import CellGrid
from liminal.world.grid import CELL, CHUNK
from liminal.world.level1.dock import DOCK
from liminal.world.level1.stairway import GOING, STEPS
from liminal.world.level1.warehouse_landmark import LANDMARKS as WAREHOUSE
from liminal.world.poolrooms.pool_landmark import LANDMARKS as POOL
from liminal.world.prop import bounds, glazed_cells
from liminal.world.structure import FORMS
from liminal.world.walkable import standing
from liminal.world.window import Window

FULL = [
    Preset(place="poolrooms", poolrooms=PoolroomsSettings(things=8.0)),
    Preset(place="level-1", level_1=WarehouseSettings(things=4.0, docks=1.0)),
]
IN_WALL = ("door", "exit-sign", "roll-up-door", "bulkhead", "sconce", "niche-lamp", "beacon")  # their names begin so
SUNK = 0.015  # m: how far feet may lie below a floor
LANDMARKS = [("poolrooms", name) for name in POOL] + [("level-1", name) for name in WAREHOUSE]


def windows(preset: Preset) -> list[Window]:
    """Neighbourhoods of three by three chunks, of some seeds."""
    places = product((3, 41, 2**40 + 5), (0, 7000))
    return [CellGrid(seed, preset).window(far, -far, 3 * CHUNK, 3 * CHUNK) for seed, far in places]


@pytest.mark.parametrize(("place", "name"), LANDMARKS)
def test_one_can_stand_before_a_landmark(place: str, name: str) -> None:
    world = liminal.World(7, load_preset(place))
    assert name in world.landmarks
    parts = world.nearest_landmark(name)
    assert parts is not None
    pose = world.view_of(f"landmark:{name}")
    middle = parts["x"].mean(), parts["z"].mean()
    assert 2.0 < math.dist((pose.x, pose.z), middle) < 14.0
    bearing = math.degrees(math.atan2(middle[0] - pose.x, pose.z - middle[1]))
    assert abs((bearing - pose.yaw + 180) % 360 - 180) < 15
    cell = world.window(int(pose.x // CELL), int(pose.z // CELL), 1, 1)
    assert standing(cell)[0, 0]


@pytest.mark.parametrize("place", ["poolrooms", "level-1"])
def test_without_a_share_there_is_no_landmark(place: str) -> None:
    table = place.replace("-", "_")
    world = CellGrid(7, load_preset(place, (f"{table}.landmarks=0",)))
    assert not world.landmarks
    assert not (world.window(0, 0, 6 * CHUNK, 6 * CHUNK).props["landmark"] != "").any()


@pytest.mark.parametrize("preset", FULL, ids=lambda preset: preset.place)
def test_nothing_stands_in_a_wall_or_hangs_in_the_air(preset: Preset) -> None:
    found = 0
    for window in windows(preset):
        inner = window.props[~np.isin(window.props["name"], list(FORMS))]
        inner = inner[[not name.startswith(IN_WALL) for name in inner["name"].tolist()]]
        boxes = np.array([bounds(prop) for prop in inner]).reshape(-1, 2, 3)
        for prop, (low, high) in zip(inner, boxes, strict=True):
            first = np.floor((low[[2, 0]] - window.origin[::-1]) / CELL + 0.2).astype(int)
            last = np.floor((high[[2, 0]] - window.origin[::-1]) / CELL - 0.2).astype(int)
            if first.min() < 0 or (last >= window.floor.shape).any():
                continue
            under = np.s_[first[0] : last[0] + 1, first[1] : last[1] + 1]
            assert window.open[under].all(), prop
            assert high[1] < window.ceiling[under].min() + 0.01, prop
            floats = window.wet[under].any() and low[1] < window.water[under].max()
            below = boxes[(boxes[:, 0] < low + 0.3).all(1) & (boxes[:, 1] > low - 0.3).all(1), 1, 1]
            stands = np.concatenate([window.floor[under].ravel(), below])
            assert floats or prop["name"] == "cardboard-box" or abs(low[1] - stands).min() < SUNK, prop
            found += 1
    assert found > 8


def test_halls_with_room_for_a_dock_have_one_as_often_as_asked_for() -> None:
    def docks(share: float) -> list[int]:
        preset = Preset(place="level-1", level_1=WarehouseSettings(docks=share))
        grids = [CellGrid(seed, preset).window(0, 0, 8 * CHUNK, 8 * CHUNK) for seed in (1, 2)]
        doors = [np.char.startswith(window.props["name"], "roll-up-door").sum() for window in grids]
        assert all(
            (window.floor == -np.float32(DOCK * CELL)).any() == bool(n) for window, n in zip(grids, doors, strict=True)
        )
        return [int(number) for number in doors]

    whole, half = docks(1.0), docks(0.5)
    assert docks(0.0) == [0, 0]
    assert min(whole) >= 8
    assert 0.3 < sum(half) / sum(whole) < 0.7


def test_a_stairway_climbs_a_cell_at_a_time_to_a_door() -> None:
    found = 0
    for window in windows(FULL[1]):
        for prop in window.props[window.props["name"] == "stair-nosings"]:
            down = round(float(prop["rotation"][2, 2]))  # along z
            x = int((prop["x"] - window.origin[0]) / CELL)
            edge = round((prop["z"] - window.origin[1]) / CELL)
            steps = np.arange((STEPS - 1) * GOING)
            rows = edge + steps if down > 0 else edge - 1 - steps
            if rows.min() < 0 or rows.max() >= window.floor.shape[0]:
                continue
            levels = window.floor[rows, x] / CELL
            assert levels == pytest.approx(STEPS - 1 - steps // GOING, abs=1e-3)
            doors = window.props[window.props["name"] == "door"]
            away = np.hypot(doors["x"] - prop["x"], doors["z"] - prop["z"])
            assert away.min() < 2.5
            assert doors["y"][away.argmin()] == pytest.approx(STEPS * CELL)
            found += 1
    assert found >= 1


def test_windows_of_stores_fill_their_openings_and_nothing_hides_them() -> None:
    preset, count = Preset(place="level-1", level_1=WarehouseSettings(windows=1.0, things=0.0)), 0
    for window in windows(preset):
        panes = window.props[window.props["name"] == "interior-window"]
        cells = glazed_cells(panes, window.x0, window.z0, *window.floor.shape[::-1])
        count += len(panes)
        assert cells.sum() == 16 * len(panes)
        assert (window.floor[cells] == np.float32(6 * CELL)).all()
        assert (window.ceiling[cells] == np.float32(14 * CELL)).all()
        for row in panes:
            middle = row["x"] - window.origin[0], row["z"] - window.origin[1]
            along, across = row["rotation"][[0, 2], 0], row["rotation"][[0, 2], 2]
            for ahead in (-0.4, 0.4):
                x, z = np.floor((np.array(middle) + ahead * across) / CELL).astype(int)
                assert window.floor[z, x] == 0.0
            for aside in (-1.3, 1.3):
                x, z = np.floor((np.array(middle) + aside * along) / CELL).astype(int)
                assert not window.open[z, x]
    assert count > 20
    bare = CellGrid(7, Preset(place="level-1", level_1=WarehouseSettings(windows=0.0)))
    assert "interior-window" not in bare.window(-500, -500, 1000, 1000).props["name"]


def test_glass_blocks_fill_openings_high_in_walls() -> None:
    preset, count = Preset(place="poolrooms", poolrooms=PoolroomsSettings(glass_blocks=1.0)), 0
    for seed in (11, 2004):
        window = CellGrid(seed, preset).window(-400, -400, 800, 800)
        panels = window.props[window.props["name"] == "glass-block-panel"]
        inside = (abs(panels["x"]) < 60) & (abs(panels["z"]) < 60)  # none is cut off
        panels = panels[inside]
        cells = glazed_cells(panels, window.x0, window.z0, *window.floor.shape[::-1])
        count += len(panels)
        assert cells.sum() == 8 * len(panels)
        assert (window.floor[cells] >= np.float32(16 * CELL)).all()
        assert window.ceiling[cells] - window.floor[cells] == pytest.approx(8 * CELL, abs=1e-5)
    assert count > 8


def test_sconces_hang_in_pairs_beside_ways_into_drained_halls_and_at_the_heads_of_stairs() -> None:
    drained = Preset(
        place="poolrooms", poolrooms=PoolroomsSettings(drained=1.0, classic=0, tunnels=0, terraces=0, sunlit=0)
    )
    pairs, count = 0, 0
    for window in windows(drained):
        sconces = window.props[np.char.startswith(window.props["name"], "sconce")]
        place = np.stack([sconces[axis] for axis in "xyz"], -1).astype(float)
        count += len(sconces)
        apart = np.linalg.norm(place[:, None] - place[None], axis=2) + 100 * np.eye(len(place))
        pairs += int((apart.min(1, initial=100.0) < 7.0).sum())
    assert count > 20
    assert pairs > 0.6 * count
    props = CellGrid(7, Preset(place="level-1")).window(-600, -600, 1200, 1200).props
    lamps, doors = props[props["name"] == "sconce"], props[props["name"] == "door"]
    assert 0 < len(lamps) < len(doors)
    for lamp in lamps:
        assert np.hypot(doors["x"] - lamp["x"], doors["z"] - lamp["z"]).min() < 1.3
    for window in windows(Preset()):
        assert not np.char.startswith(window.props["name"], "sconce").any()
