"""Stand in one spot and turn: one world, one camera, many pictures.

You should see: `look_around.png`, three views side by side, each a third of a turn to the right of the one before.
"""

from dataclasses import replace

import numpy as np

import liminal

with liminal.Studio(liminal.World(seed=7)) as studio:
    here = studio.world.viewpoint()
    views = [studio.still((320, 240), replace(here, yaw=here.yaw + turn)) for turn in (0, 120, 240)]

liminal.write_picture("look_around.png", np.concatenate(views, axis=1))
