"""The recipe of a clip: everything that a request leaves open is decided here, before anything is drawn."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from liminal.api.form import check_untaped, form_of, size_in_form, with_form
from liminal.api.limits import CLIP_SAMPLES, CLIP_SIZE, FIELD_SAMPLES, Size
from liminal.api.own_layers import FLAT_LAYERS, refuse_layers, with_layers
from liminal.api.picture_size import size_of
from liminal.api.place import pose_of
from liminal.api.request import Bounds, ClipRequest
from liminal.errors import LiminalError
from liminal.film.movie import CODECS, VIDEOS, check_movie
from liminal.film.picture import wants_linear
from liminal.film.recipe import Recipe
from liminal.film.segment_form import LIGHT_CODEC, PICTURE_CODECS
from liminal.film.segment_store import Segment
from liminal.film.sound_file import is_sound_file
from liminal.film.transfer import can_interlace, plan_transfer, scans_of
from liminal.footage.numbering import is_series
from liminal.rate import frame_count
from liminal.settings.preset import has_look

if TYPE_CHECKING:
    from liminal.api.studio import Studio


def clip_recipe(studio: "Studio", path: Path, request: ClipRequest, source: Recipe | None, seconds: float) -> Recipe:
    """Return the recipe of the clip that a request asks for, in the file `path`; `source`: the recipe it starts from.

    Raises LiminalError for an invalid request.
    """
    taped = has_look(studio.world.preset) and not wants_linear(path)
    request = _completed(request, source, path, taped)
    pose = pose_of(studio.world, request, source)
    size, samples = _resolution(request, source, taped)
    form = form_of(request, source)
    if not form.plain:
        check_untaped(taped)
        refuse_layers(request, FLAT_LAYERS)
        size = size_in_form(request, source, form, CLIP_SIZE)
    if is_sound_file(path):
        return studio.recipe(size, pose, samples or FIELD_SAMPLES, seconds)
    samples = samples or (FIELD_SAMPLES if taped else CLIP_SAMPLES)
    pictures = is_series(path)
    if taped:
        chosen = size if request.is_set("size") or source is not None else None
        plan = plan_transfer(str(path), moving=True, scan=request.scan, size=chosen, codec=request.codec)
        size, scan, codec = plan.size, plan.scan, plan.codec or path.suffix.lower()[1:]
    elif pictures:
        scan, codec = None, path.suffix.lower()[1:]
        if request.codec is not None:
            raise LiminalError(f"--codec {request.codec} is for {', '.join(VIDEOS)}; {path} takes none")
    else:
        scan, codec = None, check_movie(path, *size, request.codec)
    count = frame_count(seconds)
    span = span_of_frames(request.frames, count)
    chapters = () if codec == "gif" else studio.film(seconds, pose).chapters
    cues = studio.soundtrack(seconds, pose).cues() if request.subtitles else ()
    aspect = 4 / 3 if taped else size[0] / size[1]
    made = with_form(studio.recipe(size, pose, samples, seconds), form)
    if form.plain:
        made = with_layers(made, request, source, aspect, count)
    return made.model_copy(
        update={
            "scan": scan,
            "codec": codec,
            "silent": request.silent or codec == "gif" or pictures,
            "flash_limit": request.flash_limit and codec != LIGHT_CODEC,
            "chapters": tuple((round(each.start, 3), round(each.end, 3), each.title) for each in chapters),
            "subtitles": tuple((round(each.start, 3), round(each.end, 3), each.text) for each in cues),
            "frames": None if span == (0, count) else tuple(span),
        }
    )


def _completed(request: ClipRequest, source: Recipe | None, path: Path, taped: bool) -> ClipRequest:
    """Return a request with its unset fields filled in from the recipe, as far as the file to write can have them."""
    suffix = path.suffix.lower()
    if source is not None and source.seconds is not None:
        held = CODECS.get(suffix, ())
        kept_codec = source.codec if source.codec in held else None
        codec = request.codec or kept_codec or next(iter(held), "")
        kept: dict[str, Any] = {
            "scan": source.scan if taped and _can_be(source.scan, path, codec) else None,
            "codec": kept_codec,
            "flash_limit": source.flash_limit is not False or source.codec == LIGHT_CODEC,
            # A GIF and pictures are silent even where sound was asked for.
            "silent": bool(source.silent) and source.codec not in ("gif", *PICTURE_CODECS),
            "subtitles": bool(source.subtitles) and suffix in VIDEOS,
            "frames": source.frames if not request.is_set("seconds") else None,
        }
        # Values of the recipe that this file cannot have were left out above: only requested ones are refused below.
        request = request.model_copy(update={name: kept[name] for name in kept if not request.is_set(name)})
    if request.scan is not None and not taped:
        bare = path if wants_linear(path) else "--tape off"
        raise LiminalError(f"--scan {request.scan} is for tapes, and {bare} has no fields; leave one of them out")
    if request.subtitles and suffix not in VIDEOS:
        raise LiminalError(f"{path} has no place for subtitles; leave --subtitles out, or write {' or '.join(VIDEOS)}")
    return request


def _can_be(scan: str | None, path: Path, codec: str) -> bool:
    """Tell whether a film at `path` can be shown by a scan."""
    if is_sound_file(path) or scan not in scans_of(str(path)):
        return False
    return is_series(path) or scan != "interlaced" or can_interlace(codec)


def _resolution(request: ClipRequest, source: Recipe | None, taped: bool) -> tuple[Size, int | None]:
    """Return a clip's size, in pixels, and samples for each pixel, None for as many as is usual."""
    size = size_of(request, source, CLIP_SIZE)
    samples = request.samples or (source.samples if source is not None else None)
    if source is None or source.seconds is None or taped == (source.scan is not None):
        return size, samples
    # It was on tape and shall not be, or the other way round: a tape's pixels are narrow, on a screen of 4:3; without
    # one they are square, and drawn with other samples.
    square = round(size[1] * 4 / 3 / 2) * 2, size[1]
    return size if taped or request.is_set("size") else square, request.samples


def span_of_frames(frames: Bounds | None, count: int) -> Segment:
    """Return which frames to make, of `count`. Raises LiminalError where there are none."""
    first, last = frames or (None, None)
    span = Segment(first or 0, count if last is None else last)
    if not 0 <= span.first < span.last <= count:
        raise LiminalError(
            f"there are no frames {span.first}:{span.last}: the clip has {count}; give A:B with 0 <= A < B <= {count}"
        )
    return span
