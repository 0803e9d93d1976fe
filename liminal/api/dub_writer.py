"""A dub: footage of one's own goes onto a tape and comes back, as pictures, sound, or the signal itself."""

from contextlib import AbstractContextManager
from dataclasses import replace
from fractions import Fraction
from itertools import count, islice
from pathlib import Path
from typing import BinaryIO

from liminal.api.farm import check_farm_options
from liminal.api.report import QUIET, Report
from liminal.api.request import DubRequest
from liminal.errors import LiminalError
from liminal.film.atomic import check_destination
from liminal.film.dub import check_separate, dub, dub_signal, no_waiting, sound_alone, sound_of
from liminal.film.dub_look import DubLook, look_of, revive_look
from liminal.film.dub_recipe import DubRecipe, read_dub_recipe
from liminal.film.movie import CODECS, Movie, Sound
from liminal.film.signal_file import signal_kind, write_signal
from liminal.film.sound_file import SOUND_FILES, is_sound_file, write_sound
from liminal.film.spliced_movie import SplicedMovie, open_spliced
from liminal.film.time_code import start_label
from liminal.film.transfer import FRAME_SIZE, Transfer, open_transfer, plan_transfer, scans_of
from liminal.footage.footage import Footage, open_sounding
from liminal.footage.footage_source import FootageSource
from liminal.rate import frame_count
from liminal.settings.alignment import NOTHING_TO_ALIGN, aligned
from liminal.settings.load import seeded_tape
from liminal.settings.preset import has_look
from liminal.settings.seed import parse_seed

# The fields of a request that are about pictures.
_OF_PICTURES = ("camera", "aligned", "scan", "size", "fit", "codec", "seconds", "rate", "raw", "picture", "pipe")


def write_dub(
    path: str | Path,
    footage: str | Path | None,
    request: DubRequest | None = None,
    *,
    stdout: BinaryIO | None = None,
    dask: str | None = None,
    any_driver: bool = False,
    report: Report = QUIET,
) -> None:
    """Play footage onto a tape, and write the tape's playback to `path`.

    `footage`: a video, a song, a picture, a folder of numbered pictures, a pattern such as in/%04d.png, or "-" for
    standard input. `path`: .mp4, .mkv, .mov, .gif; .png, .jpg, .tif for one picture; out/%05d.png for numbered ones;
    .wav, .flac, .m4a for the sound alone; .u16, .rf.u8 for the signal; or "-", which is `stdout`. `dask`, `any_driver`:
    see `Studio.write_clip`; of films and numbered pictures, and footage that lies in files. Raises LiminalError.
    """
    request = request or DubRequest()
    output, sound_only = str(path), is_sound_file(Path(path))
    if sound_only:
        _check_sound_only(output, request)
    if dask is not None:
        # Loaded by those alone who want it.
        from liminal.api.dub_spread import check_spread

        check_spread(output, str(footage))
    check_farm_options(None, dask, any_driver)
    recipe = read_dub_recipe(request.source) if request.source is not None else None
    if footage is None:
        of = f"{request.source} was made of {recipe.source}" if recipe else "a video, a picture or a folder of them"
        raise LiminalError(f"give the footage to play: {of}")
    look = _look(request, recipe, report)
    asked = request if recipe is None else _completed(request, recipe, output)
    if sound_only:
        _write_sound(Path(path), str(footage), asked, look, report)
        return
    if asked.picture is not None and request.is_set("seconds"):
        raise LiminalError("a film of a song is as long as its sound; leave --seconds out")
    source = FootageSource(str(footage), asked.rate, asked.seconds, asked.raw, asked.partial, asked.slow, asked.picture)
    with source.open(report.warn) as opened:
        if signal_kind(Path(path)):
            _write_signal(Path(path), opened, asked, look, report)
            return
        plan = plan_transfer(
            output, moving=opened.moving, scan=asked.scan, size=asked.size, codec=asked.codec, pipe=asked.pipe
        )
        check_separate(opened, plan.path)
        held = None if opened.moving else asked.seconds
        start = start_label(plan.path, look.preset.display.clock, plan.rate)
        dubbed = DubRecipe.of(opened, look, asked.fit, plan, silent=asked.silent, seconds=held, rate=asked.rate)
        track = sound_of(opened, look, asked.silent or not plan.holds_sound, report.warn)
        if dask is not None:
            from liminal.api.dub_spread import spread_dub

            spread_dub(plan, dubbed, opened, source, track, start, dask, any_driver, report)
        else:
            _write_pictures(plan, dubbed, opened, look, track, start, stdout, report)


def _look(request: DubRequest, recipe: DubRecipe | None, report: Report) -> DubLook:
    """Return the look that is asked for; of a recipe, nothing shines through another tape."""
    seed = recipe.seed if recipe is not None and not request.is_set("seed") else parse_seed(request.seed)
    if recipe is None or request.is_set("tape"):
        tape = str(seeded_tape(request.tape, seed))
        look = look_of(tape, request.overrides, request.camera, seed, report.warn)
    else:
        place = str(request.source)
        look = revive_look(recipe.tape, recipe.settings, request.overrides, request.camera, seed, place)
    if not request.aligned:
        return look
    if not has_look(look.preset):
        raise LiminalError(NOTHING_TO_ALIGN)
    return replace(look, preset=aligned(look.preset))


def _completed(request: DubRequest, recipe: DubRecipe, output: str) -> DubRequest:
    """Return a request with its unset fields filled in from a recipe, as far as the output can have them."""
    unseen = signal_kind(Path(output)) or is_sound_file(Path(output))
    scans = () if unseen else scans_of(output, request.pipe)
    size = (recipe.width, recipe.height) if recipe.width and recipe.height else FRAME_SIZE
    return request.completed(
        {
            "fit": recipe.fit,
            "scan": recipe.scan if recipe.scan in scans else None,
            # A video's usual pixels are narrow, and other kinds have none such.
            "size": size if size != FRAME_SIZE else None,
            "codec": recipe.codec if recipe.codec in CODECS.get(Path(output).suffix.lower(), ()) else None,
            "silent": recipe.silent,
            "seconds": recipe.seconds or request.seconds,
            "rate": Fraction(recipe.rate) if recipe.rate is not None else None,
        }
    )


def _check_sound_only(output: str, request: DubRequest) -> None:
    """Raise LiminalError where something is asked for that sound alone, in the file `output`, cannot have."""
    for name in _OF_PICTURES:
        if request.is_set(name):
            raise LiminalError(f"--{name} is for pictures, and {output} holds sound alone; leave one of them out")
    if request.is_set("silent"):
        raise LiminalError(f"--silent leaves nothing for {output}, which holds sound alone; leave one of them out")


def _write_sound(path: Path, source: str, request: DubRequest, look: DubLook, report: Report) -> None:
    check_destination(path, SOUND_FILES)
    with open_sounding(source, report.warn, partial=request.partial) as footage:
        check_separate(footage, path)
        recipe = DubRecipe.of(footage, look, request.fit)
        with sound_alone(footage, look, request.partial, report.warn) as sound:
            total = None if footage.seconds is None else int(footage.seconds)
            heard = report.track(count(1), total, "seconds", 1.0)
            write_sound(path, sound, recipe.text(), heard, look.preset.display.clock)


def _write_signal(path: Path, footage: Footage, request: DubRequest, look: DubLook, report: Report) -> None:
    kind = signal_kind(path)
    assert kind is not None
    with dub_signal(footage, look, kind, request.fit) as pieces:
        write_signal(path, report.track(pieces, _frames_of(footage)))


def _write_pictures(
    plan: Transfer,
    recipe: DubRecipe,
    footage: Footage,
    look: DubLook,
    track: AbstractContextManager[Sound | None],
    start: str,
    stdout: BinaryIO | None,
    report: Report,
) -> None:
    """Write a dub in this process. `track`: opens its sound. `start`: the time code of the first picture."""
    opened: AbstractContextManager[Movie | SplicedMovie]
    with track as sound, dub(footage, look, recipe.fit) as frames:
        if plan.kind == "video":
            opened = open_spliced(plan, recipe.text(), sound, start)
        else:
            opened = open_transfer(plan, recipe.text(), stdout)
        single = plan.kind == "picture"
        wanted = islice(frames, 1) if single else frames
        with opened as movie, no_waiting(footage):
            for frame in report.track(wanted, 1 if single else _frames_of(footage)):
                movie.write(frame)


def _frames_of(footage: Footage) -> int | None:
    """Return how many frames footage becomes; None where that is not known."""
    return frame_count(footage.seconds) if footage.seconds else None
