"""`liminal vhs`: one's own footage, played onto a tape and back."""

import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import click

from liminal.api.limits import HELD_SECONDS
from liminal.cli.command import RequestCommand
from liminal.cli.options import Seed, Size, aligned_option
from liminal.cli.output_options import SCANS, any_driver_option, codec_option, dask_option, silent_option

FITS = ("whole", "crop")


class Rate(click.ParamType[Fraction]):
    """Pictures a second: 25, 23.976 or 30000/1001."""

    name = "rate"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Fraction:
        try:
            rate = Fraction(value)
        except (ValueError, ZeroDivisionError):
            rate = Fraction(0)
        if not Fraction(1, 100) <= rate <= 1000:
            self.fail(f'"{value}" is no rate; give pictures a second, 0.01 to 1000, e.g. 25 or 30000/1001', param, ctx)
        return rate


@click.command(cls=RequestCommand)
@click.argument("footage", metavar="IN", required=False)
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="OUT",
    help=".mp4, .mkv, .mov, .gif; .png, .jpg, .tif for a picture; out/%05d.png for numbered ones; - for a pipe; .wav, "
    ".flac, .m4a for the sound alone. "
    ".u16: composite video at 4 fsc, .rf.u8: what the heads find at 8 fsc, for decoders.",
)
@click.option(
    "--tape",
    default="camcorder",
    show_default=True,
    metavar="NAME|off",
    help="Which tape: a name, a .toml file, a .json file of ntsc-rs or ntscQT, random (as the seed has it) or "
    "random:SEED.",
)
@aligned_option
@click.option(
    "--camera",
    type=click.Choice(["on", "off"]),
    default=None,
    help="Whether a camcorder films it anew: lens, chip, noise, sharpening. Unless given, as the tape has it.",
)
@click.option(
    "--set",
    "overrides",
    multiple=True,
    metavar="KEY=VALUE",
    help="Change one setting of camera, signal, tape or display, e.g. tape.speed=ep. May be repeated.",
)
@click.option("--seed", type=Seed(), default="7", show_default=True, help="Which piece of tape: a number, or a word.")
@click.option(
    "--scan",
    type=click.Choice(SCANS),
    default=None,
    help="How a tape's fields are shown. bob: 59.94 whole pictures a second, smooth everywhere; the usual for films. "
    "interlaced: as the tape is, for televisions and editors; the usual for y4m. weave: 29.97, with combs; the usual "
    "for pictures.",
)
@click.option(
    "--size",
    type=Size(),
    default=None,
    help="Pixels of the 4:3 picture, e.g. 640x480 or 1440x1080. Videos: 720x480, whose pixels are narrow, as on DVD; "
    "others: 640x480.",
)
@click.option("--fit", type=click.Choice(FITS), default="whole", show_default=True, help="Black bars, or cut edges.")
@codec_option
@click.option(
    "--picture",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Held for the length of IN, where that is only sound.",
)
@silent_option
@click.option("--partial", is_flag=True, help="Play what there is of a file that ends early.")
@click.option("--slow", is_flag=True, help="Let pictures stay for as long as the file says, be it minutes or hours.")
@click.option(
    "--seconds",
    type=click.FloatRange(*HELD_SECONDS),
    default=5.0,
    show_default=True,
    metavar="T",
    help="Length of a picture's film.",
)
@click.option(
    "--rate", type=Rate(), default=None, metavar="HZ", help="Of numbered or raw pictures; 29.97 unless given."
)
@click.option("--raw", type=Size(), default=None, help="Standard input is bare rgb24 pictures of this size.")
@click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Do with IN what was done to make FILE, as the recipe inside it says; other options change it.",
)
@dask_option
@any_driver_option
@click.option("--pipe", type=click.Choice(["y4m", "raw"]), default="y4m", show_default=True, help="What goes to -.")
def vhs(
    output: str,
    footage: str | None = None,
    camera: str | None = None,
    dask: str | None = None,
    any_driver: bool = False,
    **asked: Any,
) -> None:
    """Play your own footage onto a tape and back.

    IN is a video, a song, a picture, a folder of numbered pictures, a pattern such as in/%04d.png, or - for a pipe
    (y4m, or any video that can be read in one go). It is shown on a screen of 4:3, 59.94 fields a second, each with the
    picture of its own instant. Sound goes onto the tape's sound track. The file holds its recipe.
    """
    from liminal.api.dub_writer import write_dub
    from liminal.api.request import DubRequest
    from liminal.cli.progress import heed_termination, reporting

    if camera is not None:
        asked["camera"] = camera == "on"
    heed_termination()
    with reporting() as report:
        write_dub(
            output,
            footage,
            DubRequest(**asked),
            stdout=sys.stdout.buffer,
            dask=dask,
            any_driver=any_driver,
            report=report,
        )
