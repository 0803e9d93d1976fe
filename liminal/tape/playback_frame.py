"""A frame of a playback: its number, the recorded frame that it shows, and the state of the transport."""

from dataclasses import dataclass

from liminal.settings.tape import TapeSettings
from liminal.tape.transport import TransportState, source_frame, transport_state


@dataclass(frozen=True)
class PlaybackFrame:
    """`frame`: its number in the playback. `source`: in the recording. `transport`: None while the tape just plays."""

    frame: int
    source: int
    transport: TransportState | None = None


def playback_frame(settings: TapeSettings, frame: int) -> PlaybackFrame:
    """Find the source and the state of the transport of a frame, on the deck of the last generation."""
    return PlaybackFrame(frame, source_frame(settings, frame), transport_state(settings.transport, frame))
