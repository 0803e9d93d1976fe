"""`liminal vhs`: one's own footage, played onto a tape and back."""

import sys
from fractions import Fraction
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from liminal.cli.options import Seed, Size
from liminal.cli.scene import given
from liminal.errors import LiminalError

if TYPE_CHECKING:
    from liminal.cli.dubbing import Dubbing
    from liminal.footage.recording import Warn

SCANS = ("interlaced", "bob", "weave")
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


@click.command()
@click.argument("source", metavar="IN", required=False)
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="OUT",
    help=".mp4, .mkv, .gif; .png, .jpg, .tif for a picture; out/%05d.png for numbered ones; - for a pipe; .wav, .flac, "
    ".m4a for the sound alone. "
    ".u16: composite video at 4 fsc, .rf.u8: what the heads find at 8 fsc, for decoders.",
)
@click.option(
    "--tape",
    default="camcorder",
    show_default=True,
    metavar="NAME|off",
    help="Which tape: a name, a .toml file, or a .json file of ntsc-rs or ntscQT.",
)
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
@click.option("--codec", type=click.Choice(["h264", "ffv1"]), default=None, help="ffv1 is lossless, for .mkv.")
@click.option(
    "--picture",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Held for the length of IN, where that is only sound.",
)
@click.option("--silent", is_flag=True, help="Leave the sound out.")
@click.option("--partial", is_flag=True, help="Play what there is of a file that ends early.")
@click.option("--slow", is_flag=True, help="Let pictures stay for as long as the file says, be it minutes or hours.")
@click.option(
    "--seconds",
    type=click.FloatRange(0.01, 3600),
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
    "made",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Do with IN what was done to make FILE, as the recipe inside it says; other options change it.",
)
@click.option("--pipe", type=click.Choice(["y4m", "raw"]), default="y4m", show_default=True, help="What goes to -.")
def vhs(
    source: str | None,
    output: str,
    picture: Path | None,
    raw: tuple[int, int] | None,
    partial: bool,
    slow: bool,
    pipe: str,
    **words: Any,
) -> None:
    """Play your own footage onto a tape and back.

    IN is a video, a song, a picture, a folder of numbered pictures, a pattern such as in/%04d.png, or - for a pipe
    (y4m, or any video that can be read in one go). It is shown on a screen of 4:3, 59.94 fields a second, each with the
    picture of its own instant. Sound goes onto the tape's sound track. The file holds its recipe.
    """
    from liminal.cli.dubbing import check_heard, dubbing
    from liminal.cli.meter import heed_termination, meter
    from liminal.film.dub import check_apart, dub, dub_signal, no_waiting, sound_of
    from liminal.film.dub_recipe import DubRecipe
    from liminal.film.signal_file import signal_kind, write_signal
    from liminal.film.sound_file import is_sound_file
    from liminal.film.transfer import open_transfer, plan_transfer
    from liminal.footage.footage import open_footage
    from liminal.rate import FRAME_RATE, frame_count

    heed_termination()
    bar = meter(float(FRAME_RATE))

    def warn(text: str) -> None:
        bar.console.print(f"liminal: warning: {text}", markup=False, highlight=False, soft_wrap=True)

    heard = is_sound_file(Path(output))
    if heard:
        check_heard(output)
    source, asked = dubbing(source, output, pipe, warn, **words)
    if heard:
        _write_sound(source, asked, Path(output), partial, warn)
        return
    if picture is not None and given("seconds"):
        raise LiminalError("a film of a song is as long as its sound; leave --seconds out")
    look, seed, fit = asked.look, asked.seed, asked.fit
    with open_footage(
        source, warn, rate=asked.rate, seconds=asked.seconds, raw=raw, partial=partial, slow=slow, picture=picture
    ) as footage:
        if kind := signal_kind(Path(output)):
            total = frame_count(footage.seconds) if footage.seconds else None
            with dub_signal(footage, look, seed, kind, fit) as pieces, bar:
                write_signal(Path(output), bar.track(pieces, total=total))
            return
        plan = plan_transfer(
            output, moving=footage.moving, scan=asked.scan, size=asked.size, codec=asked.codec, pipe=pipe
        )
        check_apart(footage, plan.path)
        held = None if footage.moving else asked.seconds
        recipe = DubRecipe.of(
            footage, asked.tape, look, seed, fit, plan, silent=asked.silent, seconds=held, rate=asked.rate
        )
        frames_in_all = 1 if plan.kind == "picture" else frame_count(footage.seconds) if footage.seconds else None
        with (
            sound_of(footage, look, seed, asked.silent or not plan.holds_sound, warn) as sound,
            bar,
            dub(footage, look, seed, fit) as frames,
            open_transfer(plan, recipe.text(), sound, sys.stdout.buffer) as movie,
            no_waiting(footage),
        ):
            wanted = islice(frames, 1) if plan.kind == "picture" else frames
            for frame in bar.track(wanted, total=frames_in_all):
                movie.write(frame)


def _write_sound(source: str, asked: "Dubbing", output: Path, partial: bool, warn: "Warn") -> None:
    """Write the sound of footage alone, as it comes back from a tape."""
    from liminal.cli.meter import meter
    from liminal.film.atomic import check_destination
    from liminal.film.dub import check_apart, sound_alone
    from liminal.film.dub_recipe import DubRecipe
    from liminal.film.sound_file import SOUND_FILES, write_sound
    from liminal.footage.footage import open_sounding

    check_destination(output, SOUND_FILES)
    with open_sounding(source, warn, partial=partial) as footage:
        check_apart(footage, output)
        recipe = DubRecipe.of(footage, asked.tape, asked.look, asked.seed, asked.fit, None)
        with sound_alone(footage, asked.look, asked.seed, partial, warn) as sound, meter(1.0, "seconds") as bar:
            write_sound(output, sound, recipe.text(), bar.track(count(1), total=footage.seconds))
