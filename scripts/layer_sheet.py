"""Make the picture of docs/layers.md: a layer, the place, and both together, without a tape and on it, as installed.

.venv/bin/python scripts/layer_sheet.py

The layer is what another program would make: cut out of a picture of the place with the creature in it, with its depth
and what it takes of the floor's light. Look at it before it is committed.
"""

import tempfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

import liminal
from liminal.colour import encode_srgb
from liminal.film.exr import exr_bytes
from liminal.film.picture_sheet import picture_sheet

TARGET = Path(__file__).resolve().parent.parent / "docs" / "pictures" / "layers.jpg"
SEED = 7
SIZE = 640, 480
FINE = 1280, 960  # of the layer: its edges become soft where it is reduced
AWAY, ASIDE = 4.6, 0.75  # m before the camera and to the right: an arm is behind the pillar
CHECK = 20  # pixels: squares of the ground on which the layer is shown

Picture = NDArray[np.uint8]


def cut_out(folder: Path) -> Picture:
    """Write the layer and its shadow; return the layer as editors show it."""
    pose = liminal.World(SEED).viewpoint()
    x, z = pose.on_floor(AWAY, ASIDE)
    figure = f'figure=[{{body="creature",at=[{x},{z}],yaw={(pose.yaw + 160) % 360}}}]'
    empty = liminal.load_preset()
    with liminal.Studio(liminal.World(SEED, liminal.load_preset(overrides=(figure,)))) as studio:
        arrays = studio.passes(("depth", "thing"), FINE, pose, 1).picture.arrays
        light = studio.light(FINE, pose, 4)
    with liminal.Studio(liminal.World(SEED, empty)) as studio:
        place = studio.light(FINE, pose, 4)
        known = studio.passes(("thing",), FINE, pose, 1).picture.arrays["thing"]
    shown = arrays["thing"] != known
    alpha = shown.astype(np.float32)
    channels = {letter: light[..., number] * alpha for number, letter in enumerate("RGB")}
    depth = np.where(shown, arrays["depth"], 1e10).astype(np.float32)
    (folder / "monster.exr").write_bytes(exr_bytes({**channels, "A": alpha, "Z": depth}))
    left = np.where(shown[..., None], 1.0, (light / place).clip(0, 1)).astype(np.float32)
    (folder / "shade.exr").write_bytes(exr_bytes({letter: left[..., number] for number, letter in enumerate("RGB")}))

    y, x = np.mgrid[: FINE[1], : FINE[0]] // (2 * CHECK)
    ground = np.where((x + y) % 2, 0.75, 0.55)[..., None]
    over: Picture = np.rint(255 * np.where(shown[..., None], encode_srgb(light / 300), ground)).astype(np.uint8)
    return over


def main() -> None:
    """Make it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pictures = [("the layer", cut_out(folder))]
        layers = {"layers": (str(folder / "monster.exr"),), "shadow_layers": (str(folder / "shade.exr"),)}
        for title, asked in (
            ("the place", {"tape": "off"}),
            ("both", {"tape": "off", **layers}),
            ("both, on tape", {"tape": "camcorder", **layers}),
        ):
            request = liminal.StillRequest(seed=SEED, size=SIZE, **asked)
            with liminal.Studio.from_request(request) as studio:
                studio.write_still(folder / "a.png")
            with Image.open(folder / "a.png") as picture:
                pictures.append((title, np.asarray(picture.convert("RGB"))))
    Image.fromarray(picture_sheet(pictures, 2, 480)).save(TARGET, quality=84, optimize=True)
    print(TARGET)


if __name__ == "__main__":
    main()
