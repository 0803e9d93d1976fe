"""What one studio is asked for changes nothing of what it is asked for next: stills, clips, tapes, light, models."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import zip_longest

import numpy as np
import pytest

from liminal.api.studio import Studio
from liminal.api.world import World
from liminal.settings.load import load_preset

SKETCH = (
    "light.rays=4",
    "light.bounces=1",
    "light.density=1",
    "light.failing=0.4",
    "surface.texture_size=128",
    "view.reach=10",
)
SIZE = (96, 72)
SECONDS = 5.2  # s: a scene, and the beginning of the next
FRAMES = (3, 149, 151)
FILMS = ("clip", "tape")


def works(studio: Studio) -> dict[str, Callable[[], Iterator[bytes]]]:
    """What can be asked for, each in pieces that something else may come between."""
    pose = studio.world.viewpoint()
    aside = replace(pose, yaw=pose.yaw + 70)
    return {
        "clip": lambda: (frame.tobytes() for frame in studio.clip(SECONDS, SIZE, pose, 1, FRAMES)),
        "tape": lambda: (frame.tobytes() for frame in studio.tape(SECONDS, pose, 1, FRAMES)),
        "still": lambda: iter([studio.still(SIZE, pose, 1).tobytes()]),
        "aside": lambda: iter([studio.still(SIZE, aside, 1).tobytes()]),
        "light": lambda: iter([studio.light(SIZE, pose, 1).tobytes()]),
        "snapshot": lambda: iter([studio.snapshot(aside, 1).tobytes()]),
        "model": lambda: iter([repr(studio.model(2.0, pose, SIZE).nodes).encode()]),
    }


@pytest.fixture(scope="module")
def world() -> World:
    return World(3, load_preset("level-0", SKETCH, "camcorder"))


@pytest.fixture(scope="module")
def alone(world: World) -> dict[str, list[bytes]]:
    """What each is where nothing else was asked for."""
    made = {}
    for name in works(Studio(world)):
        with Studio(world) as studio:
            made[name] = list(works(studio)[name]())
    assert len(set(made["clip"])) == len(set(made["tape"])) == len(FRAMES)
    return made


def test_whatever_comes_between_nothing_changes(world: World, alone: dict[str, list[bytes]]) -> None:
    """Films are gone on with in turn, and around each of their frames comes one of all that can be asked for."""
    random = np.random.default_rng(0)
    turns = random.permutation(np.repeat(FILMS, len(FRAMES))).tolist()
    made: dict[str, list[bytes]] = {name: [] for name in FILMS}
    with Studio(world) as studio:
        asked = works(studio)
        films = {name: asked[name]() for name in FILMS}
        for between, turn in zip_longest(random.permutation(sorted(asked)).tolist(), turns):
            assert next(asked[between]()) == alone[between][0], between
            if turn is not None:
                made[turn].append(next(films[turn]))
    assert made == {name: alone[name] for name in FILMS}
