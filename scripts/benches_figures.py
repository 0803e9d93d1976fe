"""What figures in sight add to a frame of a film on tape: milliseconds of all processors together."""

from collections.abc import Sequence
from functools import cache, partial
from statistics import median
from time import process_time
from unittest.mock import patch

import numpy as np
from yardstick import Bench

SEED = 5  # whose first view is 20 m deep
WARM, FRAMES = 6, 60  # frames before the first that counts, and those that do
SECONDS = 4.0
SPEED = 1.3  # m/s, across the picture

Places = Sequence[tuple[float, float]]  # m before the camera, and m to its right


@cache
def _frame(places: Places, walks: bool, dark: bool) -> float:
    """Film figures with a camera that is held, and return what a frame takes, the median, s.

    `dark`: no lamp shines, and they carry torches.
    """
    from liminal.api.studio import Studio
    from liminal.api.world import World
    from liminal.motion.enactment import enacted
    from liminal.motion.way import way_through
    from liminal.settings.carried_name import CarriedName
    from liminal.settings.figure import FigureSettings
    from liminal.settings.load import load_preset
    from liminal.settings.shot_list import revive_storyboard

    preset = load_preset("level-0", ("world.lamp_dead=1",) if dark else (), tape="camcorder")
    carries: CarriedName | None = "torch" if dark else None
    board = revive_storyboard({"version": 1, "shot": [{"verb": "hold", "seconds": SECONDS}]}, "bench")
    with Studio(World(SEED, preset), board) as studio:
        pose = studio.film(SECONDS).pose(1.0)
    figures = tuple(
        FigureSettings(body="worker", at=pose.on_floor(*place), yaw=(pose.yaw + 90.0) % 360.0, carries=carries)
        for place in places
    )
    way = way_through(np.array([0.0, SECONDS]), np.array([(0.0, 0.0), (0.0, SPEED * SECONDS)]))
    walk = enacted(way, (), lambda x, z: 0.0, 1.78, 1, 0.0, SECONDS) if walks else None
    with patch("liminal.view.placed_figures.motion_of", lambda settings: walk):
        world = World(SEED, preset.model_copy(update={"figure": figures}))
        with Studio(world, board) as studio:
            frames, taken = studio.tape(SECONDS), []
            for number in range(WARM + FRAMES):
                began = process_time()
                next(frames)
                if number >= WARM:
                    taken.append(process_time() - began)
    return median(taken)


def figure_milliseconds(places: Places, walks: bool, dark: bool = False) -> float:
    """What a frame with figures takes beyond one without."""
    return (_frame(places, walks, dark) - _frame((), False, dark)) * 1e3


# A frame takes 34 ms: 8 % of it for one of them, 15 % for three.
BENCHES = tuple(
    Bench(f"figures on tape, a frame: {name}", partial(figure_milliseconds, places, walks, dark), "ms", bar)
    for name, places, walks, dark, bar in (
        ("stands at 3 m", ((3.0, 0.0),), False, False, 2.7),
        ("stands at 8 m", ((8.0, 0.0),), False, False, 2.7),
        ("walks at 3 m", ((3.0, -1.0),), True, False, 2.7),
        ("walks at 6 m", ((6.0, -1.0),), True, False, 2.7),
        ("walks at 13 m", ((13.0, -1.0),), True, False, 2.7),
        ("three walk at 13 m", ((13.0, -2.0), (13.0, -1.0), (13.0, 0.0)), True, False, 5.1),
        ("walks at 6 m with a torch", ((6.0, -1.0),), True, True, 2.7),
    )
)
