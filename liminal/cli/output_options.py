"""The options that say how a clip becomes a file."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

SCANS = ("interlaced", "bob", "weave")

CODECS = ("h264", "hevc", "av1", "prores", "dnxhr", "ffv1")

codec_option = click.option(
    "--codec",
    type=click.Choice(CODECS),
    default=None,
    help="h264: the usual one of .mp4 and .mkv. hevc, av1: smaller and slower. prores: the usual one of .mov; dnxhr: "
    "for .mov, too. ffv1: lossless, for .mkv.",
)
dask_option = click.option(
    "--dask",
    metavar="ADDRESS|local[:N]",
    help="Let the machines of this Dask scheduler make it, or N processes of this one; see docs/farm.md.",
)
any_driver_option = click.option(
    "--any-driver", is_flag=True, help="Those machines may draw with different OpenGL drivers."
)
silent_option = click.option("--silent", is_flag=True, help="Leave the sound out.")

Bounds = tuple[int | None, int | None]  # the first frame, and the first after them; None is the film's own end


class Frames(click.ParamType[Bounds]):
    """Frames A:B, from A up to but not B; either may be left out."""

    name = "A:B"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Bounds:
        if isinstance(value, tuple):
            return value
        first, colon, last = str(value).partition(":")
        try:
            bounds = int(first) if first else None, int(last) if last else None
        except ValueError:
            colon = ""
        if not colon:
            self.fail(
                f'"{value}" is not a range; write it as A:B, from frame A up to but not B, e.g. 0:150', param, ctx
            )
        return bounds


def output_options(command: Command) -> Command:
    """Take those fields of a `ClipRequest`, as keyword arguments."""
    options: tuple[Callable[[Any], Any], ...] = (
        click.option(
            "--scan",
            type=click.Choice(SCANS),
            default=None,
            help="How a tape's fields are shown. bob: 59.94 whole pictures a second, smooth everywhere; the usual. "
            "interlaced: as the tape is, for televisions and editors. weave: 29.97, with combs.",
        ),
        codec_option,
        click.option(
            "--flash-limit/--no-flash-limit",
            default=True,
            help="Hold back more than three flashes a second over a quarter of the screen (ITU-R BT.1702), which can "
            "cause seizures; the usual. --no-flash-limit leaves them as lamps and tape make them.",
        ),
        silent_option,
        click.option(
            "--subtitles", is_flag=True, help="Add a track of subtitles that names the sounds, as [a thud, far away]."
        ),
        click.option(
            "--frames",
            type=Frames(),
            default=None,
            help="Only a piece: frames A up to but not B, 29.97 a second, for `liminal join`. Multiples of 150 fit "
            "best.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command
