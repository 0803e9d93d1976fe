"""Film a walk, and leave a mark on every frame.

You should see: `short_walk.mp4`, half a second of walking, and a white line that crosses the picture in that time.
"""

import liminal

SIZE = (160, 120)
SECONDS = 0.5

frames = liminal.render_clip("level-0", seed=7, seconds=SECONDS, size=SIZE)
with liminal.open_movie("short_walk.mp4", *SIZE) as movie:
    for number, frame in enumerate(frames):
        frame = frame.copy()
        frame[:, number * SIZE[0] // 15] = 255
        movie.write(frame)
