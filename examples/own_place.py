"""Change the place, and look at it from above; no OpenGL is needed for that.

You should see: `own_place.png`, two floor plans side by side: rooms as they are, and the same seed as one vast hall.
"""

import numpy as np

import liminal

HALL = ["world.rooms=0", "world.offices=0", "world.corridors=0", "world.pillars=0", "world.pits=0"]

rooms = liminal.floor_plan("level-0", seed="home", radius=20.0)  # (H, W, 3) uint8, -z is up
hall = liminal.floor_plan(liminal.load_preset("level-0", HALL), seed="home", radius=20.0)
liminal.write_picture("own_place.png", np.concatenate([rooms, hall], axis=1))
