"""The tape: its format, how worn it is, and how steadily the deck plays it."""

from itertools import pairwise
from typing import Any, Literal, Self

from pydantic import SerializerFunctionWrapHandler, model_serializer, model_validator

from liminal.settings.section import Section, dial, without_usual
from liminal.settings.transport import TransportEvent

TapeFormat = Literal["vhs", "video8", "betacam", "dv"]
TapeSpeed = Literal["sp", "lp", "ep"]

# Lost places overlap: 480,000 a minute leave half of the signal whole, and this many three parts in a thousand.
MOST_DROPOUTS = 4_000_000.0


class TapeSettings(Section):
    """The `tape` table of a preset. Without a `format` there is no tape, and the rest does nothing."""

    @model_serializer(mode="wrap")
    def _in_short(self, dump: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return without_usual(dump(self), type(self), ("time_base_corrector",))

    format: TapeFormat | None = dial(None, "what it is recorded on; unset: no tape at all")
    speed: TapeSpeed = dial("sp", "how fast the tape runs; slower is softer and noisier")
    hq: bool = dial(False, "a deck with the higher white clip of VHS HQ, and a finer picture")
    generations: int = dial(1, "how often it was copied, the first recording included", ge=1, le=10)
    lapse: int = dial(1, "of how many fields one is recorded and shown in place of all; 1: every one", ge=1, le=600)

    band: float = dial(1.0, "how much the tape limits the detail of luma", ge=0, le=1)
    emphasis: float = dial(1.0, "how far luma is emphasised and clipped, which smears beside bright edges", ge=0, le=1)
    noise: float = dial(1.0, "noise of luma, against a good tape", ge=0, le=10)
    colour_band: float = dial(1.0, "how much the tape limits the detail of colour", ge=0, le=1)
    colour_noise: float = dial(1.0, "noise of colour, against a good tape", ge=0, le=10)
    colour_average: float = dial(1.0, "averaging of colour with the line above, as every deck does", ge=0, le=1)
    sharpness: float = dial(0.0, "how far the deck draws outlines: at 1, 1.8 MHz is twice as strong", ge=0, le=1)
    line_noise_reduction: float = dial(0.0, "averaging of noise in luma with the lines above", ge=0, le=1)

    dropouts: float = dial(
        10.0, "places where the tape has lost its coating", unit="per minute", ge=0, le=MOST_DROPOUTS
    )
    compensation: bool = dial(True, "whether the deck covers dropouts with the line above")
    tracking: float = dial(0.0, "how far the heads run beside their tracks: a band of noise", ge=0, le=1)
    clog: float = dial(0.0, "how much of the picture one clogged head loses to snow", ge=0, le=1)
    crease: float = dial(0.0, "creases that run through the picture", ge=0, le=1)
    bearding: float = dial(0.0, "black streaks to the right of bright edges, as worn heads leave", ge=0, le=1)

    jitter: float = dial(1.0, "unsteadiness of the lines, against a good deck", ge=0, le=10)
    head_switch: float = dial(1.0, "the torn lines at the bottom, where the heads take turns", ge=0, le=1)
    flagging: float = dial(1.0, "bending of the first lines after it", ge=0, le=5)
    hue: float = dial(1.0, "wandering of the hue, against a good deck", ge=0, le=10)
    time_base_corrector: bool = dial(
        False, "whether a machine behind the deck puts every line back to its place: none wanders, tears or rolls"
    )

    flying_erase: bool = dial(True, "whether a recording that begins leaves nothing of the older one's colour")
    transport: tuple[TransportEvent, ...] = dial((), "what happens to the tape while it plays, one after the other")

    @model_validator(mode="after")
    def _one_after_the_other(self) -> Self:
        for before, after in pairwise(self.transport):
            if after.at < before.at + before.seconds:
                end = f"{before.at + before.seconds:g} s"
                raise ValueError(
                    f"transport: the {after.kind} at {after.at:g} s begins before the {before.kind} ends, at {end}; "
                    "list them in order, one after the other"
                )
        return self
