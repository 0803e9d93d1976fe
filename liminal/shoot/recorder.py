"""The recorder in the camera: a film's cuts and glitches as events of its tape's transport."""

from collections.abc import Sequence

from liminal.settings.tape import TapeSettings
from liminal.settings.transport import TransportEvent
from liminal.shot.event import Event
from liminal.shot.film_cut import FilmCut

_SETTLING = 0.9  # s that a new recording takes to settle
_EATEN = 0.6  # strength of a glitch from which on tape is eaten; below, the picture tears as at a cut
_ENDLESS = 86_400.0  # s of blank tape after the last recording


def recorded(tape: TapeSettings, cuts: Sequence[FilmCut], events: Sequence[Event]) -> TapeSettings:
    """Return the tape with a film's transport events added; its own `transport` has precedence where two overlap."""
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
        # Events cannot overlap: the next one ends the one before.
        after = min((other.at for other in kept if other.at > event.at), default=_ENDLESS)
        if all(event.at >= other.at + other.seconds or event.at < other.at for other in kept):
            kept.append(event.model_copy(update={"seconds": min(event.seconds, after - event.at)}))
    ordered = tuple(sorted(kept, key=lambda each: each.at))
    return tape.model_copy(update={"transport": ordered})


def _lasting(cut: FilmCut) -> float:
    return _ENDLESS if cut.kind == "stop" else _SETTLING
