"""Settings with so little light and detail that a picture takes a second."""

SKETCH = ("light.rays=4", "light.bounces=1", "light.density=1", "surface.texture_size=128", "view.reach=10")
