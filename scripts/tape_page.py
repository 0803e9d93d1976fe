"""Make the pictures of docs/tape.md: what each stage of the tape does, before and after, and each tape there is.

    .venv/bin/python scripts/tape_page.py [NAME ...]     only these

Look at each at full size before it is committed.
"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from charts import CHARTS, Picture
from PIL import Image

from liminal.api.drawing_studio import DrawingStudio
from liminal.api.world import World
from liminal.assets import tape_names
from liminal.settings.load import load_preset
from liminal.settings.signal import SignalSettings
from liminal.settings.tape import TapeSettings
from liminal.tape import play

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures" / "tape"
CROP = 240, 180  # pixels of the picture, shown twice as large
GAP = 6  # pixels between the two
QUALITY = 84  # JPEG: all of them together stay below 600 kB

# A deck that does nothing; each stage is shown by turning it on alone.
NOTHING = {
    "format": "vhs",
    **dict.fromkeys(("band", "emphasis", "noise", "colour_band", "colour_noise", "colour_average", "sharpness"), 0.0),
    **dict.fromkeys(("dropouts", "jitter", "head_switch", "flagging", "hue"), 0.0),
}


@dataclass(frozen=True)
class Stage:
    """One stage: the chart that shows it, the corner of the part shown, and its dials, before and after."""

    chart: str
    corner: tuple[int, int]
    after: dict[str, Any]
    before: dict[str, Any] = field(default_factory=dict)
    signal: dict[str, Any] = field(default_factory=dict)
    frame: int = 0


STAGES = {
    "band": Stage("bars", (440, 240), {"band": 1.0}),
    "emphasis": Stage("lamp", (400, 250), {"emphasis": 1.0, "band": 1.0}, {"band": 1.0}),
    "noise": Stage("lamp", (100, 0), {"noise": 3.0, "emphasis": 1.0, "band": 1.0}, {"emphasis": 1.0, "band": 1.0}),
    "colour": Stage("bars", (430, 60), {"colour_band": 1.0, "colour_average": 1.0, "colour_noise": 2.0}),
    "speed": Stage("face", (270, 120), {"format": "vhs", "speed": "ep"}, {"format": "vhs", "speed": "sp"}),
    "copies": Stage("face", (270, 120), {"format": "vhs", "generations": 4}, {"format": "vhs", "generations": 1}),
    "cable": Stage("bars", (140, 180), {}, signal={"composite": 1.0}),
    "mechanics": Stage("bars", (480, 300), {"jitter": 2.0, "head_switch": 1.0, "flagging": 1.0}),
    "wear": Stage("level-0", (60, 250), {"dropouts": 6000.0, "tracking": 0.25, "emphasis": 1.0, "noise": 1.0}, frame=9),
    "digital": Stage("bars", (470, 160), {"format": "dv", "dropouts": 9000.0}, frame=3),
}


SHEETS = {"tapes": tape_names(), "random": [f"random:{seed}" for seed in range(1, 11)]}


@cache
def _studio() -> DrawingStudio:
    return DrawingStudio(World(7))


@cache
def level_0() -> Picture:
    """A view of Level 0 by a perfect camera, 720 x 480."""
    return _studio().snapshot()


def charts() -> dict[str, Callable[[], Picture]]:
    return {**CHARTS, "level-0": level_0}


def played(stage: Stage, dials: dict[str, Any], signal: dict[str, Any]) -> Picture:
    """The frame that a stage shows, with these dials."""
    picture = charts()[stage.chart]()
    # A whole format is itself; single dials are turned on in a deck that does nothing.
    settings = TapeSettings(**(dials if "format" in dials and len(dials) > 1 else {**NOTHING, **dials}))
    frames = play([picture] * (stage.frame + 1), settings, 5, signal=SignalSettings(**signal))
    return list(frames)[stage.frame]


def pair(name: str) -> Picture:
    """Before and after, side by side."""
    stage = STAGES[name]
    before, after = played(stage, stage.before, {}), played(stage, stage.after, stage.signal)
    gap = np.full((2 * CROP[1], GAP, 3), 255, np.uint8)
    left, top = stage.corner
    parts = [frame[top : top + CROP[1], left : left + CROP[0]] for frame in (before, after)]
    large = [part.repeat(2, axis=0).repeat(2, axis=1) for part in parts]
    return np.hstack([large[0], gap, large[1]])


def tapes(names: Sequence[str]) -> Picture:
    """Level 0 as each of some tapes shows it, five in a row."""
    shown = []
    for name in names:
        frame = _studio().snapshot(samples=4, look=load_preset(tape=name))
        # The middle of one field's lines, so that what shrinks is no comb.
        shown.append(np.asarray(Image.fromarray(frame[::2]).resize((240, 180), Image.Resampling.LANCZOS)))
    rows = [np.hstack(shown[first : first + 5]) for first in range(0, len(shown), 5)]
    return np.vstack(rows)


def main() -> None:
    """Make those that were asked for, or all."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    # Rendering comes first: the contexts of OpenGL in which tapes are played must not come in between.
    names = sys.argv[1:] or [*SHEETS, *STAGES]
    level_0()
    for name in sorted(names, key=lambda name: name not in SHEETS):
        picture = tapes(SHEETS[name]) if name in SHEETS else pair(name)
        Image.fromarray(picture).save(FOLDER / f"{name}.jpg", quality=QUALITY, optimize=True, subsampling="4:2:0")
        print(FOLDER / f"{name}.jpg")


if __name__ == "__main__":
    main()
