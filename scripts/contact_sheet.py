"""Paint a contact sheet of all surfaces, evenly lit: each close by (1 m) and at a distance (3 m).

    python scripts/contact_sheet.py out/surfaces [--preset level-0] [--pixels 1024]

Look at them at full size, one by one, whenever a painter in `shaders/surface_*.frag` changes.
"""

import argparse
from pathlib import Path

import numpy as np
from PIL import Image

from liminal.colour import encode_srgb
from liminal.gl import Context, FullScreen, Target
from liminal.settings.load import load_preset
from liminal.view.surface import Surface, Surfaces
from liminal.world.material import Material

SPANS = (1.0, 3.0)  # m
SOUTH, DOWN, UP = (0.0, 0.0, 1.0), (0.0, -1.0, 0.0), (0.0, 1.0, 0.0)
NORMAL = {Material.CARPET: UP, Material.CEILING_TILE: DOWN, Material.DIFFUSER: DOWN, Material.LAMP_FRAME: DOWN}
DIMMED = {Material.DIFFUSER: 0.6}  # its texels are shares of a luminance, up to 1.4


def main() -> None:
    """Write one PNG for each material and span."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--preset", default="level-0")
    parser.add_argument("--pixels", type=int, default=1024)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)

    with Context() as context:
        surfaces = Surfaces(context, load_preset(options.preset).surface)
        sheet = FullScreen(
            context, "surface_sheet.frag", blocks=[Surface], vertex="surface_sheet.vert", made=surfaces.made
        )
        target = Target(context, (options.pixels, options.pixels), ["f4"])
        for material in Material:
            for span in SPANS:
                sheet.program.set(**surfaces.uniforms, material=int(material), normal=NORMAL.get(material, SOUTH))
                sheet.draw(target, low=(0.0, 0.0), high=(span, span), slope=(0.0, 0.0))
                seen = target.read()[::-1, :, :3] * DIMMED.get(material, 1.0)
                picture = np.round(255 * encode_srgb(np.clip(seen, 0, 1))).astype(np.uint8)
                name = f"{material.name.lower()}-{span:.0f}m.png"
                Image.fromarray(picture).save(options.folder / name)


if __name__ == "__main__":
    main()
