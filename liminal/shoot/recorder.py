"""The recorder in the camera: what a film's cuts and glitches do to its tape."""

from collections.abc import Sequence

from liminal.settings.tape import TapeSettings
from liminal.settings.transport import TransportEvent
from liminal.shot.event import Event
from liminal.shot.film_cut import FilmCut

_SETTLING = 0.9  # s until a recording that begins has settled
_EATEN = 0.6  # strength from which on a glitch is tape that is eaten; a weaker one only tears as a cut does
_ENDLESS = 86_400.0  # s of blank tape after the last recording


def recorded(tape: TapeSettings, cuts: Sequence[FilmCut], events: Sequence[Event]) -> TapeSettings:
    """Return the tape with what a film does to it, beside its own `transport`, which goes first where both meet."""
    made = [
        TransportEvent(at=cut.time, kind="stop" if cut.kind == "stop" else "record", seconds=_lasting(cut))
        for cut in cuts
        if cut.kind != "edit"
    ]
    made += [
        TransportEvent(at=event.time, kind="eaten" if event.strength >= _EATEN else "record", seconds=event.seconds)
        for event in events
        if event.kind == "tape-glitch"
    ]
    kept = list(tape.transport)
    for event in sorted(made, key=lambda each: each.at):
        # Two cannot happen at once: what comes next cuts short what lasts.
        after = min((other.at for other in kept if other.at > event.at), default=_ENDLESS)
        if all(event.at >= other.at + other.seconds or event.at < other.at for other in kept):
            kept.append(event.model_copy(update={"seconds": min(event.seconds, after - event.at)}))
    ordered = tuple(sorted(kept, key=lambda each: each.at))
    return tape.model_copy(update={"transport": ordered})


def _lasting(cut: FilmCut) -> float:
    return _ENDLESS if cut.kind == "stop" else _SETTLING
