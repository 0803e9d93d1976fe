"""`liminal clip`: a walk through a place, filmed."""

import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Any

import click

from liminal.cli.options import output_option
from liminal.cli.scene import scene, scene_options


@click.command()
@scene_options(size="720x480")
@click.option("--seconds", type=float, default=10.0, show_default=True, metavar="T", help="How long, up to 3600.")
@click.option("--codec", type=click.Choice(["h264", "ffv1"]), default=None, help="ffv1 is lossless, for .mkv.")
@output_option(".mp4", ".mkv", ".gif")
def clip(output: Path, seconds: float, codec: str | None, **words: Any) -> None:
    """Walk through the place and film it.

    It begins where `liminal still` would stand, at 29.97 frames a second. The file holds its recipe: see --from.
    """
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    from liminal.api import CLIP_SAMPLES, Studio, check_seconds
    from liminal.film.movie import check_movie, open_movie
    from liminal.film.rate import frame_count

    # All that can be wrong is found before anything is drawn.
    check_seconds(seconds)
    asked = scene(**words)
    check_movie(output, *asked.size, codec)
    samples = asked.samples or CLIP_SAMPLES

    signal.signal(signal.SIGTERM, _stop)
    bar = Progress(
        TextColumn("{task.completed:.0f}/{task.total:.0f} frames"),
        BarColumn(),
        TimeRemainingColumn(elapsed_when_finished=True),
        console=Console(stderr=True),
        disable=not sys.stderr.isatty(),
    )
    with Studio(asked.world) as studio:
        recipe = studio.recipe(asked.size, asked.pose, samples, seconds)
        frames = studio.clip(seconds, asked.size, asked.pose, samples)
        with bar, open_movie(output, *asked.size, recipe, codec) as movie:
            for frame in bar.track(frames, total=frame_count(seconds)):
                movie.write(frame)


def _stop(number: int, frame: FrameType | None) -> None:
    """Leave as on Ctrl-C when somebody ends the process, so that no part of a file is left behind."""
    sys.exit(128 + number)
