"""Transport events: operations of the deck while the tape runs, and damage that the deck does to the tape."""

from typing import Literal

from liminal.settings.section import Section, dial

TransportKind = Literal["record", "stop", "pause", "search", "rewind", "eaten"]


class TransportEvent(Section):
    """One entry of `tape.transport`, as in `transport = [{ at = 3.0, kind = "pause", seconds = 1.5 }]`."""

    at: float = dial(..., "when it begins, counted from the beginning of the clip", unit="s", ge=0, le=86_400)
    kind: TransportKind = dial(
        ...,
        "a recording begins, or ends in blank tape; a pause, a search or a rewind with picture; tape that is eaten",
    )
    seconds: float = dial(1.0, "how long it lasts; of a recording that begins, until it has settled", unit="s", gt=0)
    speed: float = dial(3.0, "of search and rewind, how many times as fast as playing", ge=2, le=15)
