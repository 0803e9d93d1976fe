"""The decoder of a stream of pictures, with their opacity if they have one."""

from collections.abc import Callable

from av.codec import CodecContext
from av.codec.codec import UnknownCodecError
from av.video.codeccontext import VideoCodecContext
from av.video.stream import VideoStream

# FFmpeg's own decoders drop the opacity that WebM stores beside each picture; those of libvpx keep it.
_KEEPS_OPACITY = {"vp8": "libvpx", "vp9": "libvpx-vp9"}


def decoder_of(stream: VideoStream, warn: Callable[[str], None], name: str) -> VideoCodecContext:
    """Return the decoder of a stream. `warn` receives a line if opacity is lost; `name`: of the recording."""
    usual = stream.codec_context
    usual.thread_type = "AUTO"
    keeping = _KEEPS_OPACITY.get(usual.name)
    # Files remuxed by FFmpeg have Matroska's alpha mode also as a tag in capitals.
    marks = [value for key, value in stream.metadata.items() if key.lower() == "alpha_mode"]
    if keeping is None or "1" not in marks:
        return usual
    try:
        decoder = CodecContext.create(keeping, "r")
    except UnknownCodecError:
        warn(f"what is transparent in {name} is shown in its colours: PyAV lacks the decoder {keeping}")
        return usual
    assert isinstance(decoder, VideoCodecContext)
    # Colour tags that only the container has.
    decoder.color_primaries, decoder.color_trc = usual.color_primaries, usual.color_trc
    return decoder
