"""Make the pictures of the README, with the installed program and nothing else: docs/pictures/*.jpg.

    .venv/bin/python scripts/pictures.py [NAME ...]     only these

Run it when they no longer show what the code does, and look at each before it is committed.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

LIMINAL = Path(sys.executable).with_name("liminal")
FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"

WIDTH = 960  # pixels: as wide as a README is shown
QUALITY = 86  # JPEG: about 100 kB each

# The words after `liminal`; the output file is added.
PICTURES = {
    "level-0": ("still", "level-0", "--seed", "7", "--size", "1440x1080"),
    "level-0-other": ("still", "level-0", "--seed", "found", "--size", "1440x1080"),
    "level-0-vast": ("still", "level-0-vast", "--seed", "4", "--size", "1440x1080"),
    "level-0-dim": ("still", "level-0-dim", "--seed", "5", "--size", "1440x1080"),
    "flash-1998": ("still", "flash-1998", "--seed", "4"),
    "photo-2002": ("still", "photo-2002", "--seed", "1"),
    "map": ("map", "level-0", "--seed", "7", "--at", "0,0", "--radius", "60"),
}


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
    for name in sys.argv[1:] or PICTURES:
        print(make(name))


if __name__ == "__main__":
    main()
