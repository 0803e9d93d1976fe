"""A round trip: a shot leaves for Blender, a thing of black cable walks through it there, and both go onto one tape.

    python round_trip.py [--blender PYTHON] [--size WIDTHxHEIGHT] [--frames N] [--keep FOLDER]

It takes a Python that has Blender in it (`pip install bpy`): this one, or that of --blender. Without one it says so and
does nothing. Cycles takes about 10 minutes for it on two cores; with --keep a stopped one goes on, and a sheet of four
frames is left there as `round-trip.jpg`.

You should see: `round_trip.mp4`, 3.8 s in a hall with pillars, and a slow zoom. A thin black thing walks from left to
right, behind the nearest pillar, and turns its head to the camera as it comes out. It throws its shadow onto wall and
carpet, and is as blurred and as noisy as the place.
"""

import argparse
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import av
import numpy as np
import OpenEXR
from PIL import Image

import liminal

SHOT = """
version = 1

[[shot]]
verb = "hold"
seconds = 3.8
zoom = [1.1, 1.5]
"""
FRAMES = 114  # of 3.8 s
PLACE = {"seed": 85, "at": (181.737, -31.775), "yaw": 25.0}  # a hall with pillars
RADIUS = 14.0  # m of the place around the camera that leave
SAMPLES, SHADOW_SAMPLES = 24, 16
APART = 3  # frames from one rendered shadow to the next: they are soft, and slow
SHEET = 0.8, 1.85, 2.4, 3.1  # s of the film that are shown on a sheet
EDGE = 6  # of the rendered region: in so many parts of it the shadow fades out towards its edge


def round_trip(blender: str, folder: Path, size: tuple[int, int], frames: int) -> None:
    """Make `round_trip.mp4`, with all between in a folder."""
    board = folder / "hold.toml"
    board.write_text(SHOT, encoding="utf-8")
    seconds = frames * 1001 / 30000
    with liminal.Studio.from_request(liminal.ModelRequest(shot=board, seconds=seconds, **PLACE)) as studio:
        for name in ("shot.json", "shot.glb"):
            if not (folder / name).exists():
                studio.write_model(folder / name, liminal.ModelRequest(seconds=seconds, radius=RADIUS))

    every, some = range(frames), sorted({*range(0, frames, APART), frames - 1})
    half = size[0] // 2, size[1] // 2
    for kind, pixels, samples, wanted in (
        ("strider", size, SAMPLES, every),
        ("with", half, SHADOW_SAMPLES, some),
        ("without", half, SHADOW_SAMPLES, some),
    ):
        script, picture = Path(__file__).parent / "blender/film_strider.py", f"{pixels[0]}x{pixels[1]}"
        words = blender, script, folder / "shot.glb", folder, picture, samples, kind, *wanted
        subprocess.run([*map(str, words)], check=True, stdout=subprocess.DEVNULL)
    known = {frame: shadow(*(folder / f"{kind}.{frame + 1:04d}.exr" for kind in ("with", "without"))) for frame in some}
    for frame in every:
        before = max(each for each in some if each <= frame)
        after = min(each for each in some if each >= frame)
        share = (frame - before) / max(after - before, 1)
        left = (1 - share) * known[before] + share * known[after]
        header = {"compression": OpenEXR.ZIP_COMPRESSION, "type": OpenEXR.scanlineimage}
        channels = {"RGB": np.repeat(left[..., None], 3, axis=2).astype(np.float16)}
        OpenEXR.File(header, channels).write(str(folder / f"shadow.{frame + 1:04d}.exr"))

    asked = liminal.ClipRequest(
        shot=board,
        seconds=seconds,
        layers=(str(folder / "strider.%04d.exr"),),
        shadow_layers=(str(folder / "shadow.%04d.exr"),),
        **PLACE,
    )
    with liminal.Studio.from_request(asked) as studio:
        studio.write_clip("round_trip.mp4")


def sheet(film: Path, path: Path) -> None:
    """Write four frames of a film, two by two."""
    with av.open(str(film)) as container:
        stream = container.streams.video[0]
        shown = [frame.to_image() for frame in container.decode(stream)]
        wanted = [shown[min(round(time * stream.average_rate), len(shown) - 1)] for time in SHEET]
    whole = Image.new("RGB", (960, 720))
    for number, frame in enumerate(wanted):
        whole.paste(frame.resize((480, 360), Image.Resampling.LANCZOS), (number % 2 * 480, number // 2 * 360))
    whole.save(path, quality=86)


def shadow(shaded: Path, lit: Path) -> np.ndarray:
    """Return the share of light that is left, (h, w): of a picture with what shades it, and of the same without."""
    with_it, without = (luminance(path) for path in (shaded, lit))
    inside = without > 0  # the region that was rendered
    ratio = np.minimum(with_it / np.where(inside, without, 1.0), 1.0)
    fades = []
    for axis in (1, 0):
        where = np.flatnonzero(inside.any(axis=axis))
        number, low, high = np.arange(inside.shape[1 - axis]), where[0], where[-1]
        fades.append(np.clip(np.minimum(number - low, high - number) * EDGE / (high - low + 1), 0.0, 1.0))
    return 1 - np.where(inside, 1 - ratio, 0.0) * np.outer(*fades)


def luminance(path: Path) -> np.ndarray:
    """Return the luminance of a picture of Blender's, (h, w), cd/m2."""
    parts = OpenEXR.File(str(path)).parts
    combined = next(channel.pixels for part in parts for name, channel in part.channels.items() if "Combined" in name)
    return combined[..., :3] @ np.array([0.2126, 0.7152, 0.0722])


if __name__ == "__main__":
    options = argparse.ArgumentParser()
    options.add_argument("--blender", default=sys.executable)
    options.add_argument("--size", default="640x480")
    options.add_argument("--frames", type=int, default=FRAMES)
    options.add_argument("--keep", type=Path)
    told = options.parse_args()
    width, height = map(int, told.size.split("x"))
    if subprocess.run([told.blender, "-c", "import bpy"], check=False, capture_output=True).returncode:
        print(f"skipped: {told.blender} has no Blender in it; pip install bpy, or name another Python with --blender")
    elif told.keep is not None:
        told.keep.mkdir(parents=True, exist_ok=True)
        round_trip(told.blender, told.keep, (width, height), told.frames)
        sheet(Path("round_trip.mp4"), told.keep / "round-trip.jpg")
    else:
        with TemporaryDirectory() as folder:
            round_trip(told.blender, Path(folder), (width, height), told.frames)
