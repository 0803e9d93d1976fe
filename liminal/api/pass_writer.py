"""Passes: the parts of a still, or of each frame of a clip, in files for compositing or as data."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from liminal.api.clip_recipe import span_of_frames
from liminal.api.form import form_of
from liminal.api.limits import CLIP_SAMPLES, CLIP_SIZE, STILL_SAMPLES, STILL_SIZE
from liminal.api.own_layers import refuse_layers
from liminal.api.picture_size import size_of
from liminal.api.place import pose_of
from liminal.api.report import QUIET, Report
from liminal.api.request import ClipRequest, StillRequest
from liminal.errors import LiminalError
from liminal.film.atomic import check_destination
from liminal.film.pass_file import checked_passes, write_passes
from liminal.film.pass_manifest import PassManifest, manifest_path
from liminal.film.recipe import Recipe
from liminal.footage.numbering import is_series, numbered
from liminal.rate import frame_count

if TYPE_CHECKING:
    from liminal.api.studio import Studio

LAYERLESS = "passes show the place without layers"

# Fields of a request that only a film has.
FILMED = ("scan", "codec", "silent", "subtitles", "flash_limit")


def write_still_passes(studio: "Studio", path: Path, request: StillRequest, recipe: Recipe | None) -> None:
    """Write the passes of the picture that a request asks for; `recipe`: the one that the request starts from."""
    refuse_layers(request, LAYERLESS)
    _check_flat(request, recipe)
    passes = checked_passes(path, request.passes, moving=False)
    manifest = manifest_path(path)
    check_destination(manifest, (".json",))
    pose = pose_of(studio.world, request, recipe)
    samples = request.samples or (recipe.samples if recipe is not None else STILL_SAMPLES)
    size = size_of(request, recipe, studio.world.preset.photo.size or STILL_SIZE)
    frame, made = studio.passes(passes, size, pose, samples), studio.recipe(size, pose, samples)
    told = PassManifest(made, passes)
    told.add(path.name, frame)
    write_passes(path, frame.picture.arrays, made.text())
    told.write(manifest)


def write_clip_passes(
    studio: "Studio",
    path: Path,
    request: ClipRequest,
    source: Recipe | None,
    seconds: float,
    report: Report = QUIET,
) -> None:
    """Write the passes of the frames of the clip that a request asks for, each in a file of its own number, from 1.

    `source`: the recipe that the request starts from. Raises LiminalError for an invalid request.
    """
    passes = checked_passes(path, request.passes, moving=True)
    if not is_series(path):
        named = f"{path.stem}.%05d{path.suffix}"
        raise LiminalError(f"{path}: a clip has many pictures; give a name with a number, such as {named}")
    _check_flat(request, source)
    manifest = manifest_path(path)
    check_destination(manifest, (".json",))
    pose = pose_of(studio.world, request, source)
    samples, size = request.samples or CLIP_SAMPLES, size_of(request, source, CLIP_SIZE)
    film, span = studio.film(seconds, pose), span_of_frames(request.frames, frame_count(seconds))
    for note in dict.fromkeys(film.notes):
        report.note(note)
    made = studio.recipe(size, pose, samples, seconds)
    told = PassManifest(made, passes, film.events)
    wanted = range(*span)
    cards = sum(film.card(number) is not None for number in wanted)
    frames = studio.clip_passes(passes, seconds, size, pose, samples, wanted)
    # A file takes as long to write as its picture to draw: one is written while the next is drawn.
    with ThreadPoolExecutor(1, "passes") as clerk:
        written = clerk.submit(lambda: None)
        for frame in report.track(frames, len(wanted) - cards):
            file = numbered(path, frame.number + 1)
            written.result()
            written = clerk.submit(write_passes, file, frame.picture.arrays, made.text())
            told.add(file.name, frame, frame.number)
        written.result()
    told.write(manifest)
    if cards:
        report.note(f"{cards} frames are cards, which show no place and have no passes")


def refuse_film_options(request: ClipRequest, **others: object) -> None:
    """Raise LiminalError where a request for passes alone asks for what only a film has. `others`: options besides."""
    refuse_layers(request, LAYERLESS)
    asked = [name for name in FILMED if request.is_set(name)] + [name for name, value in others.items() if value]
    if asked:
        option = asked[0].replace("_", "-")
        raise LiminalError(
            f"--{option} is for films, and passes are pictures: leave it out, or give --beside FILE for a film as well"
        )


def _check_flat(request: StillRequest, recipe: Recipe | None) -> None:
    """Raise LiminalError where passes are wanted of another picture than a flat one for one eye."""
    if not form_of(request, recipe).plain:
        raise LiminalError("passes are of a flat picture for one eye: leave --projection and --stereo out")
