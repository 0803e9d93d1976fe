"""The decoder of a stream of pictures: one that keeps their opacity, where they have any."""

from collections.abc import Callable

from av.codec import CodecContext
from av.codec.codec import UnknownCodecError
from av.video.codeccontext import VideoCodecContext
from av.video.stream import VideoStream

# FFmpeg's own decoders leave out the opacity that WebM keeps beside each picture; those of libvpx do not.
_KEEPS_OPACITY = {"vp8": "libvpx", "vp9": "libvpx-vp9"}


def decoder_of(stream: VideoStream, warn: Callable[[str], None], name: str) -> VideoCodecContext:
    """Return what decodes the packets of a stream. `warn` is told where it loses opacity; `name`: for people."""
    usual = stream.codec_context
    usual.thread_type = "AUTO"
    keeping = _KEEPS_OPACITY.get(usual.name)
    # What was written anew by FFmpeg has the mark of Matroska's own field as a tag as well, in capitals.
    marks = [value for key, value in stream.metadata.items() if key.lower() == "alpha_mode"]
    if keeping is None or "1" not in marks:
        return usual
    try:
        decoder = CodecContext.create(keeping, "r")
    except UnknownCodecError:
        warn(f"what is transparent in {name} is shown in its colours: PyAV lacks the decoder {keeping}")
        return usual
    assert isinstance(decoder, VideoCodecContext)
    # What the container alone says of colours.
    decoder.color_primaries, decoder.color_trc = usual.color_primaries, usual.color_trc
    return decoder
