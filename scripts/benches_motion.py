"""Benches of people's motion: a file of it, the plan of a walk and of a chase, a pose."""

from functools import partial
from time import process_time
from typing import TYPE_CHECKING

import numpy as np
from yardstick import Bench, scratch

if TYPE_CHECKING:
    from liminal.motion.locomotion import Locomotion

FRAMES, JOINTS = 10_000, 20


def read_seconds() -> float:
    """Processor time to read 10,000 frames of 60 numbers from a BVH file."""
    from liminal.motion.bvh import read_bvh

    joint = "JOINT j{} {{ OFFSET 0 10 0 CHANNELS 3 Zrotation Xrotation Yrotation"
    chain = " ".join(joint.format(number) for number in range(1, JOINTS))
    root = joint.format(0).replace("JOINT", "ROOT")
    ends = "End Site { OFFSET 0 10 0 }" + "}" * JOINTS
    numbers = np.random.default_rng(1).uniform(-90, 90, (FRAMES, 3 * JOINTS))
    rows = "\n".join(" ".join(f"{number:.6f}" for number in row) for row in numbers)
    path = scratch("long.bvh")
    path.write_text(f"HIERARCHY\n{root} {chain} {ends}\nMOTION\nFrames: {FRAMES}\nFrame Time: 0.008333\n{rows}\n")
    began = process_time()
    read_bvh(path)
    return process_time() - began


def plan_seconds() -> float:
    """Processor time to plan the footprints of a walk of a minute."""
    began = process_time()
    _walker()
    return process_time() - began


def chase_seconds() -> float:
    """Processor time to plan a film in which something runs after the operator, twice."""
    from liminal.api.world import World
    from liminal.settings.shot_list import load_storyboard
    from liminal.shot.timeline import Timeline

    world = World(1)
    start = world.viewpoint()
    began = process_time()
    Timeline(world, load_storyboard("chase"), start)
    return process_time() - began


def pose_milliseconds(count: int) -> float:
    """Processor time of each of so many poses that are worked out at once."""
    walker = _walker()
    times = 3.0 + np.arange(count) / 240
    began = process_time()
    for _ in range(100):
        walker.poses_at(times)
    return (process_time() - began) / 100 / count * 1e3


def _walker() -> "Locomotion":
    from liminal.motion.locomotion import Locomotion
    from liminal.motion.way import way_through

    way = way_through(np.array([0.0, 60.0]), np.array([(0.0, 0.0), (0.0, 78.0)]))
    return Locomotion(way, lambda x, z: 0.0, 1.75, 1)


BENCHES = (
    Bench("BVH of 10,000 frames, read", read_seconds, "s", 1.0, times=3),
    Bench("walk of a minute, planned", plan_seconds, "s", 1.0, times=3),
    Bench("chase of 74 s, planned", chase_seconds, "s", 4.0, times=3),
    Bench("pose of who walks, alone", partial(pose_milliseconds, 1), "ms", 2.4, times=3),
    Bench("pose of who walks, one of 8 at once", partial(pose_milliseconds, 8), "ms", 0.6, times=3),
)
