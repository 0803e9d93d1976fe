"""What the tests of `liminal vhs` share: how it is run, and how its pictures are read."""

import subprocess
import sys
from pathlib import Path

import numpy as np
from footage import grey
from PIL import Image

FIELD = 1.001 / 60  # s
FRAME = 2 * FIELD
MAIN = "from liminal.cli.main import main; main()"


def levels_of(pictures: np.ndarray) -> np.ndarray:
    """The mean level of the middle of each picture's lines: (n, 2) for even and odd rows."""
    middle = pictures[:, 160:320, 280:440].astype(float).mean(axis=(2, 3))
    return np.stack([middle[:, 0::2].mean(axis=1), middle[:, 1::2].mean(axis=1)], axis=1)


def play_off(liminal, source: Path | str, output: Path, *words: object) -> str:
    """Play without a tape, so that levels can be read off; returns the warnings."""
    fields = () if "--scan" in words or output.suffix not in (".mp4", ".mkv") else ("--scan", "interlaced")
    done = liminal("vhs", source, "--tape", "off", "-o", output, *fields, *words)
    assert done.status == 0, done.err
    return done.err


def write_numbered(folder: Path, count: int = 12) -> None:
    """Pictures a0.png, a1.png and so on, each of another grey."""
    folder.mkdir()
    for number in range(count):
        Image.fromarray(grey(20 * number)).save(folder / f"a{number}.png")


def run_vhs(*words: object, given: bytes = b"", **more: object) -> subprocess.CompletedProcess[bytes]:
    """Run `liminal vhs` in a process of its own."""
    command = [sys.executable, "-c", MAIN, "vhs", *(str(word) for word in words)]
    return subprocess.run(command, input=given, capture_output=True, check=False, **more)  # type: ignore[call-overload]
