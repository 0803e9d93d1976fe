"""Make the pictures of the README, with the installed program and nothing else: docs/pictures/*.jpg, and a tape.

    .venv/bin/python scripts/pictures.py [NAME ...]     only these

Run it when they no longer show what the code does, and look at each before it is committed.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import av
from PIL import Image

from liminal.film.dataset_folder import read_sample_picture
from liminal.film.picture_sheet import picture_sheet
from liminal.settings.poolrooms import MOODS
from liminal.world.structure import FORMS

LIMINAL = Path(sys.executable).with_name("liminal")
FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"

WIDTH = 960  # pixels: as wide as a README is shown
QUALITY = 86  # JPEG: about 100 kB each


def only(mood: str) -> tuple[str, ...]:
    """The settings of the Poolrooms in which all halls have one mood."""
    return tuple(word for each in MOODS for word in ("--set", f"poolrooms.{each}={float(each == mood)}"))


# Bodies side by side, 3.6 m before the camera of their picture.
ROW = (
    "mannequin@-8.05,7.24,190",
    "child@-7.5,7.44,205",
    "woman@-6.95,7.64,196",
    "man@-6.35,7.88,206",
    "still-life@-5.75,8.1,214",
)

# Workers, nearer.
TEAM = ("worker-green@-7.75,8.1,185", "worker@-7.15,8.35,200", "worker-white@-6.5,8.5,212")
# The camera before all of these.
BEFORE = ("--at", "-8.153,11.049", "--yaw", "20.71", "--eye", "1.45", "--roll", "0")


def standing(bodies: tuple[str, ...]) -> tuple[str, ...]:
    """The words that let bodies stand there."""
    return tuple(word for body in bodies for word in ("--figure", body))


# The words after `liminal`; the output file is added.
PICTURES = {
    "level-0": ("still", "level-0", "--seed", "7", "--size", "1440x1080"),
    "level-0-other": ("still", "level-0", "--seed", "found", "--size", "1440x1080"),
    "level-0-vast": ("still", "level-0-vast", "--seed", "4", "--size", "1440x1080"),
    "level-0-dim": ("still", "level-0-dim", "--seed", "5", "--size", "1440x1080"),
    "poolrooms": ("still", "poolrooms", "--seed", "2004", "--size", "1440x1080"),
    "poolrooms-tunnel": ("still", "poolrooms", "--seed", "10", "--size", "1440x1080", *only("tunnels")),
    "poolrooms-sunlit": ("still", "poolrooms", "--seed", "12", "--size", "1440x1080", *only("sunlit")),
    "poolrooms-waist": ("still", "poolrooms", "--seed", "13", "--size", "1440x1080"),
    "poolrooms-loungers": ("still", "poolrooms", "--seed", "7", "--goto", "landmark:loungers"),
    "poolrooms-rings": ("still", "poolrooms", "--seed", "7", "--goto", "landmark:rings"),
    "level-1-audience": ("still", "level-1", "--seed", "7", "--goto", "landmark:audience"),
    "level-1-living-room": ("still", "level-1", "--seed", "3", "--goto", "landmark:living-room"),
    "level-1": ("still", "level-1", "--seed", "921", "--size", "1440x1080"),
    "level-1-tape": ("still", "level-1", "--seed", "3", "--tape", "camcorder"),
    "flash-1998": ("still", "flash-1998", "--seed", "4"),
    "photo-2002": ("still", "photo-2002", "--seed", "1"),
    "tape-rental": ("still", "level-0", "--seed", "12", "--tape", "rental"),
    "row": ("still", "level-0", "--seed", "21", "--goto", "landmark:row", "--size", "1440x1080"),
    "pile": ("still", "level-0", "--seed", "7", "--goto", "landmark:pile", "--size", "1440x1080"),
    "corridor": ("still", "level-0", "--seed", "7", "--goto", "landmark:corridor", "--size", "1440x1080"),
    "ceiling": ("still", "level-0", "--seed", "21", "--goto", "landmark:ceiling", "--size", "1440x1080"),
    "writing": ("still", "level-0", "--seed", "3", "--goto", "landmark:writing", "--size", "1440x1080"),
    "bodies": (
        *("still", "level-0", "--seed", "7", "--size", "1440x900", *BEFORE, "--pitch", "-7", "--fov", "42"),
        *standing(ROW),
    ),
    "figures": (
        *("still", "level-0", "--seed", "7", "--size", "1440x1080", *BEFORE, "--pitch", "-6", "--fov", "46"),
        *standing(TEAM),
    ),
    "creature": (
        *("still", "level-0", "--seed", "7", *BEFORE, "--pitch", "-1", "--fov", "60", "--tape", "camcorder"),
        *standing(("creature@-2.5,-1.6,205",)),
    ),
    "torches": (
        *("still", "level-0", "--seed", "7", *BEFORE, "--pitch", "-3", "--fov", "52", "--tape", "camcorder"),
        *("--set", "world.lamp_dead=1"),
        *standing(("worker+torch@-7,6.6,8", "worker-white+camera@-5.3,5.2,350", "worker+torch@-4.6,2,40")),
    ),
    "all-around": ("still", "level-0", "--seed", "7", "--projection", "equirect", "--size", "1920x960"),
    "torch-glare": (
        *("still", "level-0", "--seed", "7", *BEFORE, "--pitch", "-3", "--fov", "46", "--tape", "camcorder"),
        *("--set", "world.lamp_dead=1", "--set", "air.haze=0.01"),
        *standing(("worker+torch@-6,5.5,208",)),
    ),
    "chase": ("contact", "--shot", "chase", "--seed", "2"),
    "things": ("things", "show", "all", "--width", "320"),
    "structures": ("things", "show", *FORMS, "lounger", "--width", "300"),
    "follow-me": ("contact", "--shot", "follow-me", "--seed", "1"),
    "map": ("map", "level-0", "--seed", "7", "--at", "0,0", "--radius", "60"),
}
# What moves: small, and fewer pictures a second, so that it stays below a megabyte.
LOOP = "tape"
LOOP_WORDS = ("clip", "level-0", "--seed", "3", "--seconds", "4", "--scan", "bob", "--codec", "ffv1")
LOOP_SIZE = (480, 360)  # pixels
LOOP_STEP = 4  # of 59.94 pictures a second one is kept
LOOP_QUALITY = 66  # WebP

# A data set: some views of one world of each place.
SET = "dataset"
SET_WORDS = ("--seeds", "3:4", "--views", "4", "--place", "level-1,level-0,poolrooms", "--size", "640x480")
SET_COLUMNS = 4


def make_loop() -> Path:
    """Film a few seconds of tape and shrink them to a picture that moves."""
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "tape.mkv"
        subprocess.run([LIMINAL, *LOOP_WORDS, "-o", whole], check=True)
        with av.open(str(whole)) as movie:
            frames = [frame.to_ndarray(format="rgb24") for frame in movie.decode(video=0)][::LOOP_STEP]
    first, *rest = (Image.fromarray(frame).resize(LOOP_SIZE, Image.Resampling.LANCZOS) for frame in frames)
    target = FOLDER / f"{LOOP}.webp"
    span = round(1000 * LOOP_STEP / 59.94)  # ms
    first.save(target, save_all=True, append_images=rest, duration=span, loop=0, quality=LOOP_QUALITY, method=6)
    return target


def make_set() -> Path:
    """Make a small data set and lay out its clean pictures, a place to a row."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([LIMINAL, "dataset", folder, *SET_WORDS], check=True)
        lines = [json.loads(line) for line in (Path(folder) / "manifest.jsonl").read_text("ascii").splitlines()]
        shown = [(line["key"], read_sample_picture(Path(folder) / line["files"]["picture"])) for line in lines]
    target = FOLDER / f"{SET}.jpg"
    sheet = Image.fromarray(picture_sheet(shown, SET_COLUMNS, WIDTH // SET_COLUMNS))
    sheet.save(target, quality=QUALITY, optimize=True)
    return target


def make(name: str) -> Path:
    """Make one picture and shrink it to the width of a page."""
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / f"{name}.png"
        subprocess.run([LIMINAL, *PICTURES[name], "-o", whole], check=True)
        with Image.open(whole) as picture:
            width = min(WIDTH, picture.width)
            height = round(picture.height * width / picture.width)
            small = picture.convert("RGB").resize((width, height), Image.Resampling.LANCZOS)
    target = FOLDER / f"{name}.jpg"
    small.save(target, quality=QUALITY, optimize=True)
    return target


def main() -> None:
    """Make those that were asked for, or all."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    others = {LOOP: make_loop, SET: make_set}
    for name in sys.argv[1:] or [*others, *PICTURES]:
        print(others[name]() if name in others else make(name))


if __name__ == "__main__":
    main()
