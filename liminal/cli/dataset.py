"""`liminal dataset`: many views of many worlds, for those who train, measure or compare."""

from pathlib import Path
from typing import Any

import click

from liminal.api.limits import TAPE_STILL_SIZE, WORKERS_MAX
from liminal.cli.command import RequestCommand
from liminal.cli.options import PassNames, aligned_option, set_option, size_option
from liminal.cli.output_options import any_driver_option, dask_option


class Seeds(click.ParamType[tuple[int, int]]):
    """Seeds A:B, from A up to but not B."""

    name = "A:B"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int]:
        if isinstance(value, tuple):
            return value
        first, _, last = str(value).partition(":")
        try:
            seeds = int(first), int(last)
        except ValueError:
            self.fail(
                f'"{value}" is not a range of seeds; write it as A:B, from A up to but not B, e.g. 0:1000', param, ctx
            )
        return seeds


class Names(click.ParamType[tuple[str, ...]]):
    """Names with commas between them."""

    name = "NAME,..."

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        if isinstance(value, tuple):
            return value
        return tuple(name.strip() for name in str(value).split(",") if name.strip())


class Shares(click.ParamType[tuple[float, ...]]):
    """Three shares."""

    name = "TRAIN,VAL,TEST"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[float, ...]:
        if isinstance(value, tuple):
            return value
        try:
            shares = tuple(float(each) for each in str(value).split(","))
        except ValueError:
            shares = ()
        if len(shares) != 3:
            self.fail(f'"{value}" is not three shares; write them as TRAIN,VAL,TEST, e.g. 0.8,0.1,0.1', param, ctx)
        return shares


@click.command(cls=RequestCommand)
@click.argument("out", type=click.Path(path_type=Path), metavar="OUT")
@click.option("--seeds", type=Seeds(), default="0:100", show_default=True, help="From seed A up to but not B.")
@click.option("--views", type=int, default=8, show_default=True, help="Of each world: a place with a seed.")
@click.option(
    "--place", "places", type=Names(), default="level-0", show_default=True, help="Presets, or .toml files of yours."
)
@size_option(TAPE_STILL_SIZE)
@click.option(
    "--passes",
    type=PassNames(),
    default="depth,normal",
    show_default=True,
    help="What to write of each view besides its picture: as for `liminal still`, or all.",
)
@click.option(
    "--tape",
    "tapes",
    type=Names(),
    default="none",
    show_default=True,
    help="Tapes from which each view is played, too: names of `liminal presets list`, files, or random, which is "
    "another for each sample.",
)
@aligned_option
@set_option
@click.option("--samples", type=int, default=16, show_default=True, help="For each pixel.")
@click.option(
    "--pictures",
    type=click.Choice(("png", "npy")),
    default="png",
    show_default=True,
    help="Files of pictures; npy is an array, (height, width, 3).",
)
@click.option(
    "--format", type=click.Choice(("npz", "exr", "png")), default="npz", show_default=True, help="Files of passes."
)
@click.option(
    "--split",
    "shares",
    type=Shares(),
    default="0.8,0.1,0.1",
    show_default=True,
    help="Shares of the seeds. A seed is in one split, in all places.",
)
@click.option(
    "--workers", type=click.IntRange(1, WORKERS_MAX), default=None, metavar="N", help="Use N processes.  [default: 1]"
)
@dask_option
@any_driver_option
def dataset(
    out: Path, workers: int | None = None, dask: str | None = None, any_driver: bool = False, **asked: Any
) -> None:
    """Make a data set in the folder OUT: views of many worlds, with passes, a manifest, splits and statistics.

    After an interruption the same command goes on, and every file is the same to the byte. docs/dataset.md has what
    lies where.
    """
    from liminal.api.dataset_writer import write_dataset
    from liminal.api.request import DatasetRequest
    from liminal.cli.progress import heed_termination, reporting

    request = DatasetRequest(**asked)
    heed_termination()
    with reporting() as report:
        write_dataset(out, request, workers=workers, dask=dask, any_driver=any_driver, report=report)
