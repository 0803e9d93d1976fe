"""The shortest way to a picture.

You should see: `first_picture.png`, a room of pale yellow paper under fluorescent light, with openings into others.

    python first_picture.py [SEED]
"""

import sys

import liminal

seed = sys.argv[1] if len(sys.argv) > 1 else "7"  # a number, or any word
picture = liminal.render_still("level-0", seed, size=(640, 480))
liminal.write_picture("first_picture.png", picture)
print("first_picture.png:", picture.shape, picture.dtype)
