"""`liminal clip`: a walk through a place, filmed."""

from pathlib import Path
from typing import Any

import click

from liminal.api.limits import CLIP_SIZE, WORKERS_MAX
from liminal.cli.command import RequestCommand
from liminal.cli.options import Output, layer_options, output_option, passes_option
from liminal.cli.output_options import any_driver_option, dask_option, output_options
from liminal.cli.place_options import form_options, place_options, shot_options


@click.command(cls=RequestCommand)
@place_options(CLIP_SIZE)
@form_options
@shot_options
@click.option("--loop", is_flag=True, help="The end meets the beginning; for films of one walk, as stroll is.")
@click.option(
    "--clean",
    is_flag=True,
    help="The shot itself, as --tape off films it; with --from, that of a tape: add --size for a larger one.",
)
@output_options
@click.option(
    "--workers",
    type=click.IntRange(1, WORKERS_MAX),
    default=None,
    metavar="N",
    help="Use N processes. Usual: one for each processor where there is no GPU, memory allows it and it saves time.",
)
@dask_option
@any_driver_option
@click.option(
    "--resume",
    is_flag=True,
    help="Go on with what an interrupted run has left in FILE.parts; needs no other option than -o. The same command "
    "again goes on as well.",
)
@click.option(
    "--thumbnail", type=Output((".jpg", ".png")), default=None, metavar="FILE", help="Write a picture out of it, too."
)
@layer_options
@passes_option
@click.option(
    "--beside",
    type=Output((".mp4", ".mkv", ".mov", ".gif", ".wav")),
    default=None,
    metavar="FILE",
    help="Beside --passes: a film of the same frames, on its tape.",
)
@output_option(".mp4", ".mkv", ".mov", ".gif", ".wav", ".png", ".tif", ".tiff", ".jpg", ".jpeg", ".exr", ".npz")
def clip(
    output: Path,
    workers: int | None = None,
    dask: str | None = None,
    any_driver: bool = False,
    resume: bool = False,
    thumbnail: Path | None = None,
    beside: Path | None = None,
    **asked: Any,
) -> None:
    """Film the place: on the tape of a camcorder, unless --tape says otherwise.

    Numbered pictures are named as shot.%05d.png; those of .exr are the light itself, without a tape.

    It begins where `liminal still` would stand, and goes on as the storyboard says: see --shot. Tapes are shown on a
    screen of 4:3; with --tape off it is filmed at any --size, 29.97 frames a second. The file holds its recipe: see
    --from.

    A clip is made in segments of five seconds, each kept in FILE.parts until all are there. After an interruption the
    same command goes on from the last, and the file is the same to the byte.
    """
    from liminal.api.clip_writer import resumed
    from liminal.api.request import ClipRequest
    from liminal.api.studio import Studio
    from liminal.cli.progress import heed_termination, reporting

    request = ClipRequest(**asked)
    if resume and (beside is not None or not request.passes):
        request = resumed(request, beside or output)
    heed_termination()
    with reporting() as report, Studio.from_request(request, report) as studio:
        studio.write_clip(
            output,
            workers=workers,
            dask=dask,
            any_driver=any_driver,
            resume=resume,
            thumbnail=thumbnail,
            beside=beside,
            report=report,
        )
