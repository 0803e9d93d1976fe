"""Wading: slower by the depth, with longer steps, splashes, and wet shoes afterwards."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from places import hall

from liminal.settings.operator import OperatorSettings
from liminal.shot.operator import Operator
from liminal.sound.steps import steps_page
from liminal.view.pose import Pose
from liminal.world.grid import CELL
from liminal.world.material import Material
from liminal.world.window import Window

STEADY = OperatorSettings(stops=0.0, glances=0.0, behind=0.0, zooms=0.0, bumps=0.0, lowered=0.0, curiosity=0.0)
LENGTH, WIDTH = 300, 40  # cells


class Pool:
    """A tiled hall, 46 m long, under water of a depth up to some cell."""

    seed = 1

    def __init__(self, depth: float, until: int = LENGTH) -> None:
        self.depth, self.until = depth, until

    def window(self, x0: int, z0: int, width: int, height: int) -> Window:
        z, x = np.mgrid[z0 : z0 + height, x0 : x0 + width]
        inside = (z >= 0) & (z < WIDTH) & (x >= 0) & (x < LENGTH)
        return replace(
            hall(height, width),
            x0=x0,
            z0=z0,
            ceiling=np.where(inside, np.float32(3.0), np.float32(0)),
            floor_material=np.full((height, width), Material.POOL_TILE, np.uint8),
            water=np.where(inside & (x < self.until), np.float32(self.depth or -np.inf), np.float32(-np.inf)),
        )


def walk(pool: Pool, seconds: float = 14.0) -> Operator:
    return Operator(pool, STEADY, Pose(3.0, 1.6, 3.0, yaw=90.0), 1, seconds)  # type: ignore[arg-type]


def test_one_is_slower_the_deeper_the_water_and_steps_are_longer_for_it() -> None:
    speeds, ratios = {}, {}
    for depth in (0.0, 0.3, 0.6):
        operator = walk(Pool(depth))
        x = np.array([operator.pose(time).x for time in (6.0, 13.0)])
        speeds[depth] = float(np.diff(x)[0]) / 7.0
        steps = [step for step in operator.steps if 6.0 < step.time < 13.0]
        gaps = np.diff([step.time for step in steps])
        ratios[depth] = float(np.median(np.diff([step.x for step in steps]) / (60.0 / gaps)))
        assert [step.depth for step in steps] == pytest.approx([depth] * len(steps))
    assert speeds[0.3] / speeds[0.0] == pytest.approx(0.60, abs=0.05)
    assert speeds[0.6] / speeds[0.0] == pytest.approx(0.45, abs=0.05)
    assert ratios[0.0] == pytest.approx(0.0065, rel=0.15)  # as on land, see test_operator
    assert ratios[0.6] > ratios[0.3] > 1.15 * ratios[0.0]


def test_shoes_are_wet_for_a_while_and_dry_off() -> None:
    steps = walk(Pool(0.3, until=round(6.0 / CELL)), 40.0).steps
    out = next(number for number, step in enumerate(steps) if step.depth == 0)
    wet = [step.wet for step in steps[out:]]
    assert out > 3
    assert all(step.wet == 1.0 for step in steps[:out])
    assert wet[0] > 0.8
    assert wet == sorted(wet, reverse=True)
    assert 15 < sum(each > 0 for each in wet) < 30 < len(wet)


def test_a_step_in_water_splashes_and_a_wet_shoe_squelches() -> None:
    """It goes on for as long as the leg drags, the louder the deeper, when a dry step is long over."""

    def heard(depth: float, wet: float) -> np.ndarray:
        step = SimpleNamespace(time=0.1, x=0.0, z=0.0, weight=0.5, surface=Material.POOL_TILE, depth=depth, wet=wet)
        return steps_page(SimpleNamespace(steps=(step,)), 0, 1, 1.0)[1].astype(float)  # type: ignore[arg-type]

    dry, squelched, shallow, deep = heard(0.0, 0.0), heard(0.0, 1.0), heard(0.1, 1.0), heard(0.6, 1.0)
    late = np.s_[int(0.56 * 48_000) :]
    powers = [np.square(sound[late]).sum() for sound in (dry, squelched, shallow, deep)]
    assert powers[0] == powers[1] == 0 < powers[2] < powers[3]
    assert np.square(squelched - dry).sum() > 0.02 * np.square(dry).sum()
