"""Make the picture of docs/layers.md: a layer, the place, and both together, without a tape and on it, as installed.

.venv/bin/python scripts/layer_sheet.py

The layer is what another program would make: cut out of a picture of the place with the creature in it, with its depth
and what it takes of the floor's light, and moved to where the pillar hides a part of it.

Look at it before it is committed.
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
AWAY, ASIDE = 4.6, 0.75  # m before the camera and to the right, where nothing hides it
BACK, ACROSS = 6.5, 165  # m, and pixels further to the right: where it is then put, in part behind the pillar
CHECK = 20  # pixels: squares of the ground on which the layer is shown

Picture = NDArray[np.uint8]
Plane = NDArray[np.float32]  # (height, width)


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
    alpha = moved(shown.astype(np.float32), 0.0)
    colours = [moved(light[..., number] * shown, 0.0) for number in range(3)]
    depth = moved(np.where(shown, arrays["depth"] * BACK / AWAY, 0).astype(np.float32), 0.0, smooth=False)
    channels = dict(zip("RGB", colours, strict=True))
    (folder / "monster.exr").write_bytes(exr_bytes({**channels, "A": alpha, "Z": depth}))
    left = np.where(shown[..., None], 1.0, (light / place).clip(0, 1)).astype(np.float32)
    shade = {letter: moved(left[..., number], 1.0) for number, letter in enumerate("RGB")}
    (folder / "shade.exr").write_bytes(exr_bytes(shade))

    y, x = np.mgrid[: FINE[1], : FINE[0]] // (2 * CHECK)
    ground = np.where((x + y) % 2, 0.75, 0.55) * (1 - alpha)
    over = encode_srgb(np.dstack(colours) / 300) + ground[..., None]
    shown_over: Picture = np.rint(255 * over.clip(0, 1)).astype(np.uint8)
    return shown_over


def moved(plane: Plane, rest: float, *, smooth: bool = True) -> Plane:
    """A channel as it looks from further away: smaller around the middle of the picture, and moved across it."""
    share = BACK / AWAY
    middle = FINE[0] / 2, FINE[1] / 2
    # From where each pixel comes.
    matrix = (share, 0.0, middle[0] - share * (middle[0] + ACROSS), 0.0, share, middle[1] * (1 - share))
    kind = Image.Resampling.BILINEAR if smooth else Image.Resampling.NEAREST
    picture = Image.fromarray(plane - rest).transform(FINE, Image.Transform.AFFINE, matrix, kind, fillcolor=0.0)
    return np.asarray(picture, np.float32) + np.float32(rest)


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
