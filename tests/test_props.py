"""Props: where things are left in Level 0, over many seeds; and the landmarks."""

import hashlib
import math

import numpy as np
import pytest

from liminal.api.world import World
from liminal.errors import LiminalError
from liminal.settings.preset import Preset
from liminal.settings.world import WorldSettings
from liminal.thing.builder import Detail
from liminal.thing.catalogue import CATALOGUE, HEAPS, make
from liminal.world.cell_grid import CellGrid
from liminal.world.grid import CELL, CHUNK
from liminal.world.level0.landmark import CLEAR, EDGE, home_of, modules_of
from liminal.world.prop import SIZES, bounds
from liminal.world.walkable import standing
from liminal.world.window import Window

SEEDS = (7, 3, 2**40 + 1)
DENSE = Preset(world=WorldSettings(things=4.0, landmarks=36.0))
BARE = Preset(world=WorldSettings(things=0.0, landmarks=0.0))
SUNKEN = ("sunken-desk", "shoes")  # landmarks that reach into the floor
BACKED = ("beacon", "bulkhead", "sconce", "niche-lamp")  # stand on their backs: room is taken behind them, too
IN_WALL = ("door",)  # landmarks that are let into a wall
POCKET = 8  # cells, 0.2 m2: between chairs that stand close
IN_SIGHT = 70.0  # m


def chunks(seed: int, preset: Preset, reach: int = 4) -> list[Window]:
    world = CellGrid(seed, preset)
    return [world.chunk(x, z) for z in range(-reach, reach) for x in range(-reach, reach)]


@pytest.fixture(scope="module", params=SEEDS)
def dense(request: pytest.FixtureRequest) -> list[Window]:
    """The chunks around the origin of a place with much in it."""
    return chunks(request.param, DENSE)


def test_props_stand_on_one_floor_in_the_open(dense: list[Window]) -> None:
    count = 0
    for chunk in dense:
        for prop in chunk.props:
            if prop["landmark"] in IN_WALL:
                continue
            low, high = bounds(prop)
            x0, z0 = chunk.origin
            first = np.floor((low[[2, 0]] + 0.02 - (z0, x0)) / CELL).astype(int)
            last = np.floor((high[[2, 0]] - 0.02 - (z0, x0)) / CELL).astype(int)
            assert (first >= 0).all(), prop
            assert (last < CHUNK).all(), prop
            under = np.s_[first[0] : last[0] + 1, first[1] : last[1] + 1]
            assert chunk.open[under].all(), prop
            floor = chunk.floor[under]
            assert np.ptp(floor) == 0, prop
            assert high[1] < chunk.ceiling[under].min() + 1e-3, prop
            if prop["landmark"] not in SUNKEN:
                assert low[1] > floor.min() - 1e-3, prop
            count += 1
    assert count > 100


def test_no_prop_reaches_into_another(dense: list[Window]) -> None:
    """Boxes around those that stand upright, turned as they are: corners of one lie in no other."""
    for chunk in dense:
        upright = [prop for prop in chunk.props if prop["rotation"][1, 1] > 0.99 and prop["landmark"] not in SUNKEN]
        for prop in upright:
            for other in upright:
                if prop["name"] == other["name"] == "cardboard-box" or prop is other:
                    continue
                width, depth, height = SIZES[str(prop["name"])]
                corners = np.array([(x, z) for x in (-0.5, 0.5) for z in (-0.5, 0.5)]) * (0.9 * width, 0.9 * depth)
                placed = corners @ prop["rotation"][[0, 2]][:, [0, 2]].T + (
                    prop["x"] - other["x"],
                    prop["z"] - other["z"],
                )
                local = placed @ other["rotation"][[0, 2]][:, [0, 2]]
                size = np.array(SIZES[str(other["name"])])
                meet = prop["y"] < other["y"] + size[2] and other["y"] < prop["y"] + height
                within = (abs(local) < 0.45 * size[:2]).all(1)
                assert not (meet and within.any()), (prop, other)


@pytest.mark.parametrize("seed", SEEDS)
def test_they_cut_no_way_off(seed: int) -> None:
    """What can be reached over a chunk's own floor in a place without things and landmarks still can."""
    from scipy.ndimage import label

    for empty, chunk in zip(chunks(seed, BARE), chunks(seed, DENSE), strict=True):
        regions, _ = label(standing(empty))
        pieces, number = label(standing(chunk))
        sizes = np.bincount(pieces.ravel(), minlength=number + 1)
        for region in set(np.unique(regions[standing(chunk)])) - {0}:
            there = set(np.unique(pieces[(regions == region) & standing(chunk)])) - {0}
            assert sum(sizes[piece] > POCKET for piece in there) <= 1, chunk.props["landmark"]


def landmarks(chunks: list[Window], name: str) -> list[tuple[Window, np.ndarray]]:
    """The landmarks of a name, each with its chunk."""
    found = [(chunk, chunk.props[chunk.props["landmark"] == name]) for chunk in chunks]
    return [(chunk, props) for chunk, props in found if len(props)]


def before(chunk: Window, prop: np.void, ahead: float, along: float = 0.0) -> tuple[int, int]:
    """The cell [z, x] of a chunk so far before a prop's middle, and to the side of it, m."""
    place = [float(prop[axis]) for axis in ("x", "z")] + prop["rotation"][[0, 2]] @ (along, 0.0, ahead)
    return int(place[1] / CELL // 1) - chunk.z0, int(place[0] / CELL // 1) - chunk.x0


def test_a_door_half_way_up_has_a_wall_behind_it_and_air_before(dense: list[Window]) -> None:
    for chunk, props in landmarks(dense, "door"):
        for along in (-0.5, 0.0, 0.5):
            assert not chunk.open[before(chunk, props[0], 0.0, along)]
            front = before(chunk, props[0], 0.2, along)
            assert chunk.open[front]
            assert 0.5 <= props["y"][0] - chunk.floor[front] <= 1.0
            assert bounds(props[0])[1][1] < chunk.ceiling[front] + 1e-3


def test_a_window_opens_a_wall_between_two_rooms(dense: list[Window]) -> None:
    for chunk, props in landmarks(dense, "window"):
        frame = props[props["name"] == "interior-window"][0]
        width, _, height = SIZES["interior-window"]
        for along in np.linspace(-0.49, 0.49, 9) * width:
            hole = before(chunk, frame, 0.0, along)
            assert chunk.floor[hole] == pytest.approx(frame["y"], abs=1e-3)
            assert chunk.ceiling[hole] - chunk.floor[hole] == pytest.approx(height, abs=0.01)
            for ahead in (-2.0, -0.2, 0.2, 2.0):
                side = before(chunk, frame, ahead, along)
                assert chunk.floor[side] < frame["y"] - 0.8
                assert chunk.ceiling[side] >= frame["y"] + height - 0.01
        for along in (-0.53 * width, 0.53 * width):
            assert not chunk.open[before(chunk, frame, 0.0, along)]


def test_nothing_passes_a_corridor_full_of_chairs(dense: list[Window]) -> None:
    for chunk, props in landmarks(dense, "corridor"):
        jam = next(prop for prop in props if str(prop["name"]).endswith("-jam"))
        walkable = standing(chunk)
        for ahead in np.arange(-1.5, 1.5, 0.1):
            across = [before(chunk, jam, ahead, along) for along in np.linspace(-0.99, 0.99, 41)]
            assert not any(walkable[cell] for cell in across)
            assert not chunk.open[across[0]]
            assert not chunk.open[across[-1]]


def test_a_rope_hangs_from_the_ceiling_into_its_pit(dense: list[Window]) -> None:
    for chunk, props in landmarks(dense, "pit"):
        cell = before(chunk, props[0], 0.0)
        low, high = bounds(props[0])
        assert high[1] == pytest.approx(chunk.ceiling[cell], abs=1e-3)
        rim = chunk.floor[before(chunk, props[0], 2.0)]
        assert chunk.floor[cell] == pytest.approx(rim - DENSE.world.pit_depth, abs=1e-3)
        assert chunk.floor[cell] < low[1] < rim - 1.0
        assert not standing(chunk)[cell]


def test_nothing_stands_where_nothing_is_wanted() -> None:
    assert not any(len(chunk.props) for chunk in chunks(7, BARE))
    few, many = (
        sum(len(chunk.props) for chunk in chunks(7, Preset(world=WorldSettings(things=things, landmarks=0.0)), 8))
        for things in (0.5, 2.0)
    )
    assert 2 < many / few < 8


@pytest.mark.parametrize("seed", SEEDS)
def test_two_landmarks_are_never_in_sight_of_each_other(seed: int) -> None:
    homes = np.array([home_of(seed, WorldSettings(), (x, z)) for x in range(-12, 12) for z in range(-12, 12)])
    assert len(homes) == len({tuple(home) for home in homes.tolist()})
    # Between chunks lie whole chunks.
    apart = (abs(homes[:, None] - homes).max(2) - 1) * CHUNK * CELL
    apart[np.diag_indices(len(homes))] = np.inf
    assert apart.min() > IN_SIGHT
    assert EDGE > 2 * CLEAR


def test_what_is_laid_out_is_a_function_of_the_seed() -> None:
    """And of nothing else: a change here breaks the promise of every seed ever named."""
    props = np.concatenate([chunk.props for chunk in chunks(7, DENSE, 2)])
    text = [
        f"{prop['name']} {prop['x']:.2f} {prop['y']:.2f} {prop['z']:.2f} {prop['rotation'].round(2) + 0.0}"
        for prop in props
    ]
    assert hashlib.sha256("\n".join(text).encode()).hexdigest()[:16] == "e834d8d796717bd3"


@pytest.mark.parametrize("name", SIZES)
def test_a_thing_is_as_large_as_the_layout_takes_it_to_be(name: str) -> None:
    for detail in Detail:
        low, high = make(name, detail).bounds
        width, height, depth = high - low
        depth *= 2 if name.startswith(BACKED) else 1
        slack = 0.4 if name.endswith(tuple(HEAPS)) else 0.06
        for size, known in zip((width, depth, height), SIZES[name], strict=True):
            assert known - 2.5 * slack < size < known + slack, detail
    assert name.removesuffix("-pile").removesuffix("-jam") in CATALOGUE


@pytest.mark.parametrize(("name", "least"), [("folding-chair-pile", 25), ("folding-chair-jam", 22)])
def test_a_pile_rests_and_does_not_float(name: str, least: int) -> None:
    """Every copy has corners within a few centimetres of the floor or of another copy, on either side of its middle."""
    pile, chair = make(name), make("folding-chair", Detail.FAR)
    copies = pile.corners["position"].reshape(-1, len(chair.corners), 3).astype(float)
    assert least <= len(copies) <= 40
    assert pile.bounds[0][1] > -0.02
    from scipy.spatial import cKDTree

    for number, copy in enumerate(copies):
        others = cKDTree(np.delete(copies, number, 0).reshape(-1, 3))
        near = (others.query(copy)[0] < 0.12) | (copy[:, 1] < 0.04)
        away = copy[near][:, [0, 2]] - copy[:, [0, 2]].mean(0)
        assert near.sum() >= 2, number
        assert len(set(np.sign(away).astype(int).ravel().tolist()) - {0}) == 2, number


@pytest.mark.parametrize("name", sorted(modules_of(WorldSettings())))
def test_one_can_stand_before_a_landmark(name: str) -> None:
    world = World(7, Preset(world=WorldSettings(landmarks=20.0)))
    props = world.nearest_landmark(name)
    assert props is not None
    pose = world.view_of(f"landmark:{name}")
    middle = props["x"].mean(), props["z"].mean()
    away = math.dist((pose.x, pose.z), middle)
    assert 2.0 < away < 12.0
    bearing = math.degrees(math.atan2(middle[0] - pose.x, pose.z - middle[1]))
    assert abs((bearing - pose.yaw + 180) % 360 - 180) < 15
    cell = world.window(int(pose.x // CELL), int(pose.z // CELL), 1, 1)
    assert standing(cell)[0, 0]


def test_a_landmark_that_is_not_known_is_told() -> None:
    world = World(7)
    with pytest.raises(LiminalError, match=r'"landmark:piel".*did you mean "pile"'):
        world.view_of("landmark:piel")
    with pytest.raises(LiminalError, match="landmark:NAME"):
        world.view_of("pile")
    bare = World(7, Preset(world=WorldSettings(landmarks=0.0)))
    with pytest.raises(LiminalError, match="no landmark"):
        bare.view_of("landmark:pile")
