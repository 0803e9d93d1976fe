"""Settings for tests."""

# So little light and detail that a picture takes a second.
SKETCH = ("light.rays=4", "light.bounces=1", "light.density=1", "surface.texture_size=128", "view.reach=10")

# Rooms with nothing in them.
BARE = ("world.things=0", "world.landmarks=0")
