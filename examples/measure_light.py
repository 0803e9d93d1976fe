"""Point a spot meter: the picture as light, before any camera has touched it.

You should see: a few lines like these, the lamps some hundred times brighter than the rest, everything warm,
and `measure_light.exr`, which any compositing program opens.

    brightest      5183 cd/m2
    median           44 cd/m2
    red / blue      2.3
"""

import numpy as np

import liminal

light = liminal.render_light("level-0", seed=7, size=(320, 240))  # (240, 320, 3) float32, linear Rec. 709
luminance = light @ np.array([0.2126, 0.7152, 0.0722])  # ITU-R BT.709
print(f"brightest  {luminance.max():8.0f} cd/m2")
print(f"median     {np.median(luminance):8.0f} cd/m2")
print(f"red / blue {light[..., 0].mean() / light[..., 2].mean():8.1f}")
liminal.write_picture("measure_light.exr", light)
