"""Films that end as they began."""

import math
from itertools import pairwise

import numpy as np
import pytest
from staged import ARC, film

from liminal.api.world import World
from liminal.errors import LiminalError
from liminal.shot.film_clock import FRAME
from liminal.world.grid import CELL


@pytest.mark.parametrize("seed", [3, 7])
def test_a_loop_ends_as_it_began(seed: int) -> None:
    """Place, gaze, speed and step go on from the end to the beginning; it is a walk, and keeps off the walls."""
    world = World(seed)
    staged = film(world, "stroll", seconds=20.0, loop=True)
    assert staged.notes == ()
    end = staged.duration
    assert staged.stage_events.loop == pytest.approx(end)
    for share in (0.0, 0.25):
        assert staged.pose(end + share).x == pytest.approx(staged.pose(share).x, abs=1e-6)
    around_it = [staged.pose(end + offset) for offset in (-2 * FRAME, -FRAME, 0.0, FRAME, 2 * FRAME)]
    steps = [math.dist((a.x, a.y, a.z), (b.x, b.y, b.z)) for a, b in pairwise(around_it)]
    turns = [abs((b.yaw - a.yaw + 180) % 360 - 180) for a, b in pairwise(around_it)]
    assert max(steps) < 0.1
    assert max(turns) < 3
    poses = [staged.pose(time) for time in np.linspace(0, end, 400).tolist()]
    assert max(math.dist((pose.x, pose.z), (poses[0].x, poses[0].z)) for pose in poses) > 2
    for pose in poses[::10]:
        window = world.window(math.floor(pose.x / CELL) - 1, math.floor(pose.z / CELL) - 1, 3, 3)
        assert window.open.all()
    assert len(staged.steps) % 2 == 0


def test_only_one_walk_loops(world: World) -> None:
    for name in ARC:
        with pytest.raises(LiminalError, match="cannot end as it began"):
            film(world, name, loop=True)
    held = film(world, "stroll", seconds=4.0, loop=True)
    assert "no way round" in held.notes[0]
    assert held.pose(0.0) == held.pose(3.0)
