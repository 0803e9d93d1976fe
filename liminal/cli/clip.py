"""`liminal clip`: a walk through a place, filmed."""

from pathlib import Path
from typing import Any

import click

from liminal.cli.options import output_option
from liminal.cli.scene import given, scene, scene_options

SCANS = ("interlaced", "bob", "weave")


@click.command()
@scene_options(size="720x480")
@click.option("--seconds", type=float, default=10.0, show_default=True, metavar="T", help="How long, up to 3600.")
@click.option(
    "--scan",
    type=click.Choice(SCANS),
    default=None,
    help="How a tape's fields are shown. bob: 59.94 whole pictures a second, smooth everywhere; the usual. "
    "interlaced: as the tape is, for televisions and editors. weave: 29.97, with combs.",
)
@click.option("--codec", type=click.Choice(["h264", "ffv1"]), default=None, help="ffv1 is lossless, for .mkv.")
@output_option(".mp4", ".mkv", ".gif")
def clip(output: Path, seconds: float, scan: Any, codec: str | None, **words: Any) -> None:
    """Walk through the place and film it: on the tape of a camcorder, unless --tape says otherwise.

    It begins where `liminal still` would stand. Tapes are shown on a screen of 4:3; with --tape off the walk is filmed
    at any --size, 29.97 frames a second. The file holds its recipe: see --from.
    """
    from liminal.api import CLIP_SAMPLES, FIELD_SAMPLES, Studio, check_seconds
    from liminal.cli.meter import heed_termination, meter
    from liminal.errors import LiminalError
    from liminal.film.movie import check_movie, open_movie
    from liminal.film.rate import FRAME_RATE, frame_count
    from liminal.film.transfer import open_transfer, plan_transfer
    from liminal.settings.preset import has_look

    # All that can be wrong is found before anything is drawn.
    check_seconds(seconds)
    asked = scene(**words, usual_tape="camcorder")
    taped = has_look(asked.world.preset)
    samples = asked.samples or (FIELD_SAMPLES if taped else CLIP_SAMPLES)
    if taped:
        size = asked.size if given("size") or given("source") else None
        plan = plan_transfer(str(output), moving=True, scan=scan or "bob", size=size, codec=codec)
    elif scan is not None:
        raise LiminalError(f"--scan {scan} is for tapes, and --tape off has no fields; leave one of them out")
    else:
        check_movie(output, *asked.size, codec)

    heed_termination()
    with Studio(asked.world) as studio, meter(float(FRAME_RATE)) as bar:
        if taped:
            recipe = studio.recipe(plan.size, asked.pose, samples, seconds)
            frames = studio.tape(seconds, asked.pose, samples)
            opened = open_transfer(plan, recipe.text())
        else:
            recipe = studio.recipe(asked.size, asked.pose, samples, seconds)
            frames = studio.clip(seconds, asked.size, asked.pose, samples)
            opened = open_movie(output, *asked.size, recipe, codec)
        with opened as movie:
            for frame in bar.track(frames, total=frame_count(seconds)):
                movie.write(frame)
