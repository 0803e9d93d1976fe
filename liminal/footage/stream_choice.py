"""Stream choice: the streams of pictures and of sound that players choose from a container."""

from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Disposition
from av.video.stream import VideoStream

from liminal.errors import LiminalError
from liminal.footage.stream_length import seconds_of

_COVERS = Disposition.attached_pic | Disposition.timed_thumbnails

# Sound other than the main mix, or only a part of one.
_ASIDE = (
    Disposition.comment
    | Disposition.hearing_impaired
    | Disposition.visual_impaired
    | Disposition.clean_effects
    | Disposition.karaoke
    | Disposition.non_diegetic
    | Disposition.dependent
)
_AS_MANY = 0.9  # share of the most pictures from which on streams count as equally long
_SOME = 2  # pictures assumed of a stream with an unknown number


def pictures_in(container: InputContainer, name: str) -> VideoStream:
    """Return the stream of pictures that players show. `name`: of the recording, for errors.

    Moving pictures are preferred to stills, colour to its opacity, then the default, the most pictures, the largest.
    Raises LiminalError if there is none, none can be decoded, or there are only the tiles of a still.
    """
    streams = _films(container)
    if not streams:
        if container.streams.audio:
            raise LiminalError(
                f"cannot show {name}: it holds only sound; write .wav, .flac or .m4a, or give --picture FILE"
            )
        raise LiminalError(f"cannot play {name}: it holds no pictures; give a video, a picture or a folder of them")
    best = streams[0]
    if best.codec_context is None:
        raise LiminalError(
            f"cannot play {name}: PyAV has no decoder for its pictures; convert it to H.264 or FFV1 first"
        )
    if _picture_count(best) == 1 and any(each.disposition & Disposition.dependent for each in streams):
        # A thumbnail may lie beside them, but that is not the picture either.
        raise LiminalError(f"cannot play {name}: its picture is kept in tiles; convert it to JPEG or PNG first")
    return best


def only_sound(container: InputContainer) -> bool:
    """Tell whether a container has sound, and no pictures but covers."""
    return bool(container.streams.audio) and not _films(container)


def sound_beside(container: InputContainer) -> AudioStream | None:
    """Return the stream of sound that players play beside its pictures; None if there is none."""
    pictures = next(iter(_films(container)), None)
    # FFmpeg knows which sound is of the same programme, and prefers the default, then the richest.
    usual = container.streams.best("audio", related=pictures)
    return max(
        container.streams.audio,
        key=lambda each: (
            each.codec_context is not None,
            not each.disposition & _ASIDE,
            each is usual,
            each.disposition & Disposition.default,
        ),
        default=None,
    )


def _films(container: InputContainer) -> list[VideoStream]:
    """Return the streams of pictures other than covers, by players' preference, then in the file's order."""
    streams = [each for each in container.streams.video if not each.disposition & _COVERS]
    most = max(map(_picture_count, streams), default=0)
    return sorted(
        streams,
        key=lambda each: (
            each.codec_context is not None,
            _picture_count(each) > 1,
            not each.disposition & Disposition.dependent,
            not _is_opacity(each, streams),
            each.disposition & Disposition.default,
            min(_picture_count(each), _AS_MANY * most),
            _area(each),
        ),
        reverse=True,
    )


def _picture_count(stream: VideoStream) -> int:
    """Return the number of pictures of a stream, estimated without reading it."""
    if stream.disposition & Disposition.still_image:
        return 1
    seconds, rate = seconds_of(stream), stream.average_rate
    estimate = round(seconds * rate) if seconds and rate else _SOME
    return stream.frames or max(1, estimate)


def _is_opacity(stream: VideoStream, streams: list[VideoStream]) -> bool:
    """Tell whether a stream is another's opacity, as in AVIF: grey beside coloured pictures, as large and as many."""
    return _is_grey(stream) and any(
        not _is_grey(each) and _area(each) == _area(stream) and _picture_count(each) == _picture_count(stream)
        for each in streams
    )


def _is_grey(stream: VideoStream) -> bool:
    return stream.codec_context is not None and (stream.pix_fmt or "").startswith("gray")


def _area(stream: VideoStream) -> int:
    """Return the number of pixels of a picture."""
    return stream.width * stream.height if stream.codec_context is not None else 0
