"""Pixel shape: the pixel aspect ratio of each picture of a recording, which may change on the way."""

from collections import deque
from fractions import Fraction

import av
from av.video.codeccontext import VideoCodecContext

from liminal.footage.packet_reader import Packet

_NEVER = object()


class PixelShape:
    """Finds width to height of a pixel: the container's, until the one in the stream changes."""

    def __init__(self, stated: Fraction | None, decoder: VideoCodecContext) -> None:
        """`stated`: by the container, or else by the first pictures; None by neither."""
        self._shape, self._decoder = stated, decoder
        self._own: object = _NEVER
        self._starts: deque[int] = deque()  # times of key frames
        self._coming: tuple[int, Fraction | None] | None = None  # the time of the first picture of a new shape, and it

    def take(self, packet: Packet) -> None:
        """Register a packet that is about to be decoded."""
        if packet.is_keyframe and packet.pts is not None:
            self._starts.append(packet.pts)

    def of(self, frame: av.VideoFrame) -> Fraction | None:
        """Return the shape of a picture that was just decoded; None if unstated."""
        time = frame.pts
        while time is not None and self._starts and self._starts[0] < time:
            self._starts.popleft()
        own = self._decoder.sample_aspect_ratio or None
        if self._own is not _NEVER and own != self._own:
            # A decoder reads the next shape while it still outputs pictures of the last.
            self._coming = (self._starts[0] if time is not None and self._starts else -1), own
        self._own = own
        if self._coming is not None and (time is None or time >= self._coming[0]):
            self._shape, self._coming = self._coming[1], None
        return self._shape
