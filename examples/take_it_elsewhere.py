"""Take a room elsewhere: a part of the place as a glTF scene, for Blender, a game engine, or a browser.

You should see: a line like this, and `take_it_elsewhere.glb`, some 4 MB. In any viewer it looks as we light it; its
materials have the variant "lit", which waits for the lamps, and those shine in cd/m2.

    liminal 7: 23 things, 4 of them lamps, the brightest 4743 cd/m2
"""

import liminal

world = liminal.World(seed=7)
with liminal.Studio(world) as studio:
    model = studio.model(radius=4.0, lightmaps=True)  # around where `studio.still()` would stand
liminal.write_model("take_it_elsewhere.glb", model)

lamps = [node for node in model.nodes if node.group == "lamps"]
brightest = max(part.luminance or 0.0 for lamp in lamps for part in lamp.surfacings)
print(f"{model.title}: {len(model.nodes)} things, {len(lamps)} of them lamps, the brightest {brightest:.0f} cd/m2")
