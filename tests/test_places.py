"""What every place promises, whatever the seed: one floor, no traps, no order of making, nothing inside a wall."""

import hashlib
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product

import numpy as np
import pytest
from scipy import ndimage

from liminal.piece import shell, troffer
from liminal.piece.chart import lay_out
from liminal.piece.cut import whole
from liminal.piece.mesh import assemble
from liminal.settings.level1 import WarehouseSettings
from liminal.settings.load import load_preset
from liminal.settings.poolrooms import MOODS, PoolroomsSettings
from liminal.settings.preset import Preset
from liminal.settings.world import DISTRICTS, WorldSettings
from liminal.world.cell_grid import CellGrid
from liminal.world.grid import CELL, CHUNK
from liminal.world.place_generator import PLACES
from liminal.world.prop import NO_PROPS
from liminal.world.walkable import STEP, standing
from liminal.world.window import Window, enclosed

SAMPLES = 24  # neighbourhoods of each place
LEAST_AIR = 0.7  # m between a floor and the ceiling over it
FARTHEST = 20_000  # chunks: 400 km
MIDDLE = np.s_[CHUNK:-CHUNK, CHUNK:-CHUNK]

# Of each place: as it is, each of its districts alone, and all of it as uneven as can be.
VARIANTS: dict[str, list[Preset]] = {
    "level-0": [
        Preset(),
        Preset(world=WorldSettings(uneven_floors=5, tall_ceilings=5)),
        Preset(world=WorldSettings(district_size=40)),
        *(
            Preset(world=WorldSettings(**{name: float(name == only) for name in DISTRICTS}, district_size=40))
            for only in DISTRICTS
        ),
    ],
    "poolrooms": [
        Preset(place="poolrooms"),
        *(
            Preset(place="poolrooms", poolrooms=PoolroomsSettings(**{name: float(name == only) for name in MOODS}))
            for only in MOODS
        ),
    ],
    "level-1": [
        Preset(place="level-1"),
        Preset(place="level-1", level_1=WarehouseSettings(corridors=0, docks=1, things=3)),
        Preset(place="level-1", level_1=WarehouseSettings(corridors=1)),
    ],
}


@dataclass(frozen=True)
class Sample:
    """A chunk of some seed, and the eight around it."""

    place: str
    variant: int
    seed: int
    cx: int
    cz: int

    @property
    def preset(self) -> Preset:
        return VARIANTS[self.place][self.variant]

    def window(self) -> Window:
        return _window(self)


@lru_cache(maxsize=SAMPLES)
def _window(sample: Sample) -> Window:
    corner = (sample.cx - 1) * CHUNK, (sample.cz - 1) * CHUNK
    return CellGrid(sample.seed, sample.preset).window(*corner, 3 * CHUNK, 3 * CHUNK)


@pytest.fixture(scope="module", params=PLACES)
def samples(request: pytest.FixtureRequest) -> list[Sample]:
    """Neighbourhoods of a place, all over it, of seeds of all sizes."""
    dice, count = np.random.default_rng(11), len(VARIANTS[request.param])
    seeds = dice.integers(0, 2**63, SAMPLES) >> dice.integers(0, 60, SAMPLES)
    corners = dice.integers(-FARTHEST, FARTHEST, (SAMPLES, 2)).tolist()
    return [
        Sample(request.param, number % count, int(seed), *corner)
        for number, (seed, corner) in enumerate(zip(seeds, corners, strict=True))
    ]


def emptied(window: Window) -> Window:
    """The same rooms, with nothing in them."""
    return replace(window, props=NO_PROPS)


def test_every_standing_place_can_be_reached_from_every_other(samples: list[Sample]) -> None:
    for sample in samples:
        window = sample.window()
        # An independent flood fill over cells; neighbours differ by one step at most.
        ground = standing(window)
        for axis in (0, 1):
            near, far = (np.take(ground, range(start, ground.shape[axis] + start - 1), axis) for start in (0, 1))
            assert (np.abs(np.diff(window.floor, axis=axis))[near & far] <= STEP).all(), sample
        pieces, _ = ndimage.label(ground)
        assert len(set(np.unique(pieces[MIDDLE])) - {0}) <= 1, sample


def test_every_way_is_wide_and_high_enough_for_a_person(samples: list[Sample]) -> None:
    for sample in samples:
        window = sample.window()
        ground = standing(emptied(window))
        # Each cell lies in a square of six by six (0.91 m) on which a person can stand: no gap is narrower.
        beyond = np.pad(ground, 8, constant_values=True)
        roomy = ndimage.binary_opening(beyond, np.ones((6, 6)))[8:-8, 8:-8]
        assert not (ground & ~roomy)[8:-8, 8:-8].any(), sample
        assert (window.ceiling - window.floor)[ground].min() > 2.0, sample


def test_nothing_touches_only_at_a_corner(samples: list[Sample]) -> None:
    for sample in samples:
        window = sample.window()
        for air in (window.open, standing(emptied(window))):
            a, b, c, d = air[:-1, :-1], air[:-1, 1:], air[1:, :-1], air[1:, 1:]
            assert not (a & d & ~b & ~c).any(), sample
            assert not (b & c & ~a & ~d).any(), sample


def test_a_solid_cell_has_no_height_and_air_has_some(samples: list[Sample]) -> None:
    for sample in samples:
        window = sample.window()
        assert (window.ceiling >= window.floor).all(), sample
        assert (window.floor[~window.open] == 0).all(), sample
        assert (window.ceiling - window.floor)[window.open].min() > LEAST_AIR, sample


def test_lamps_shine_in_the_open(samples: list[Sample]) -> None:
    for sample in samples:
        window = sample.window()
        for lamp in window.lamps:
            half = np.array([lamp["size_z"], lamp["size_x"]]) / 2
            middle = np.array([lamp["z"], lamp["x"]]) - window.origin[::-1]
            low, high = np.floor((middle - half) / CELL + 0.3).astype(int), ((middle + half) / CELL - 0.3).astype(int)
            under = np.s_[max(low[0], 0) : high[0] + 1, max(low[1], 0) : high[1] + 1]
            assert window.open[under].all(), sample
            assert (lamp["y"] <= window.ceiling[under] + 1e-3).all(), sample
            assert (lamp["y"] > window.floor[under]).all(), sample


def test_water_is_level_and_held_all_around(samples: list[Sample]) -> None:
    for sample in samples:
        window = sample.window()
        assert (window.water < window.ceiling)[window.wet].all(), sample
        for axis in (0, 1):
            sides = [np.moveaxis(each, axis, 0) for each in (window.wet, window.water, window.floor, window.open)]
            for near, far in ((np.s_[:-1], np.s_[1:]), (np.s_[1:], np.s_[:-1])):
                wet, water, floor, air = (each[far] for each in sides)
                spills = sides[0][near] & air & (floor < sides[1][near] - 1e-4)
                assert (wet & (water == sides[1][near]))[spills].all(), sample


def test_neither_order_nor_window_changes_a_byte(samples: list[Sample]) -> None:
    dice = np.random.default_rng(5)
    for sample in samples[:6]:
        x0, z0 = (int(corner * CHUNK + dice.integers(CHUNK)) for corner in (sample.cx, sample.cz))
        whole_window = CellGrid(sample.seed, sample.preset).window(x0, z0, 300, 280)
        other = CellGrid(sample.seed, sample.preset)
        around = [(x0 // CHUNK + i, z0 // CHUNK + j) for i, j in product(range(-1, 4), range(-1, 4))]
        for number in dice.permutation(len(around)):
            other.chunk(*around[number])
        again = other.window(x0, z0, 300, 280)
        for name, value in vars(whole_window).items():
            if isinstance(value, np.ndarray):
                assert value.tobytes() == getattr(again, name).tobytes(), (sample, name)

        # A window within the window is its part.
        part = CellGrid(sample.seed, sample.preset).window(x0 + 70, z0 + 33, 130, 170)
        for name in ("floor", "ceiling", "floor_material", "wall_material", "ceiling_material", "water"):
            assert (getattr(part, name) == getattr(whole_window, name)[33:203, 70:200]).all(), (sample, name)


def test_only_its_own_materials_are_used(samples: list[Sample]) -> None:
    for sample in samples:
        window, grid = sample.window(), CellGrid(sample.seed, sample.preset)
        used = {
            int(each) for name in ("floor", "wall", "ceiling") for each in np.unique(vars(window)[f"{name}_material"])
        }
        assert used <= set(grid.materials), sample


def test_the_air_is_enclosed_without_a_hole(samples: list[Sample]) -> None:
    for sample in samples[:4]:
        window = enclosed(CellGrid(sample.seed, sample.preset).window(sample.cx * CHUNK, sample.cz * CHUNK, 96, 96))
        charts, part = lay_out(window, 2), whole(window)
        parts = [shell.floors(window), shell.ceilings(window), shell.walls(part, charts), troffer.collars(part)]
        mesh = assemble(np.concatenate(parts), troffer.housings(part), charts)
        triangle = np.round(mesh.vertices["position"][mesh.indices.reshape(-1, 3)].astype(np.float64), 12)
        edges: Counter[tuple[bytes, bytes]] = Counter()
        for a, b in ((0, 1), (1, 2), (2, 0)):
            edges.update(zip((p.tobytes() for p in triangle[:, a]), (p.tobytes() for p in triangle[:, b]), strict=True))
        assert edges
        assert all(edges[b, a] == count for (a, b), count in edges.items()), sample


# A change here breaks the promise of every seed ever named: raise WORLD_VERSION with it. Those of Level 0 stand in
# test_world.py.
PINNED = {
    ("poolrooms", 0, 0, 0): "f1cd82921f54841b",
    ("poolrooms", 7, 0, 0): "228246e0e46bd98d",
    ("poolrooms", 7, -3, 5): "e3cba793de0c0899",
    ("poolrooms", 1996, 12, -8): "e3e888ff3685f469",
    ("level-1", 0, 0, 0): "797222178a77f597",
    ("level-1", 7, 0, 0): "026443bc6db03976",
    ("level-1", 7, -3, 5): "ca5b7a51a85545a1",
    ("level-1", 1996, 12, -8): "3a58df7741808ece",
}


def fingerprint(window: Window) -> str:
    """A hash of the rooms of a window, their water and their lamps."""
    names = "floor", "ceiling", "floor_material", "wall_material", "ceiling_material", "water"
    parts = [vars(window)[name].tobytes() for name in names]
    parts += [window.lamps[name].tobytes() for name in ("x", "y", "z", "luminance", "kind")]
    return hashlib.sha256(b"".join(parts)).hexdigest()[:16]


def test_a_seed_is_a_promise() -> None:
    found = {key: fingerprint(CellGrid(key[1], load_preset(key[0])).chunk(*key[2:])) for key in PINNED}
    assert found == PINNED
