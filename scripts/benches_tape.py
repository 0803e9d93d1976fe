"""Benches of tapes: a frame through all of one, and through each stage of the camcorder's."""

from collections.abc import Callable
from functools import cache, partial
from time import perf_counter
from typing import TYPE_CHECKING

from yardstick import Bench

if TYPE_CHECKING:
    from liminal.gl import Context, Texture
    from liminal.tape.chain import Chain


@cache
def _taped(tape: str) -> "tuple[Context, Chain, Texture]":
    """A chain with its fifth frame, a picture of noise, just played."""
    import numpy as np

    from liminal.gl import Context, make_texture
    from liminal.settings.load import load_preset
    from liminal.tape.chain import Chain

    context, preset = Context(), load_preset(tape=tape)
    noise = np.random.default_rng(1).integers(0, 256, (480, 720, 4), dtype=np.uint8)
    picture = make_texture(context, (720, 480), 4, "f1", noise)
    chain = Chain(context, preset.tape, preset.display, 7, preset.signal)
    chain.play(picture, 4)
    return context, chain, picture


def tape_milliseconds(tape: str) -> float:
    """A frame of two fields through all of a tape's stages, to bytes; the camcorder not included."""
    _, chain, picture = _taped(tape)
    began = perf_counter()
    for frame in range(5, 17):
        chain.play(picture, frame)
    return (perf_counter() - began) / 12 * 1e3


def stage_milliseconds(stage: str) -> float:
    """One stage of the camcorder's tape, drawn again and again with what it was given last."""
    from liminal.tape.decoder import picture_of

    context, chain, picture = _taped("camcorder")
    deck, signal, spare = chain._deck, chain._signal, chain._spare
    assert deck is not None
    steps: dict[str, list[Callable[[], object]]] = {
        "encode": [partial(chain._encoder.draw, spare, picture)],
        "mechanics": [partial(chain._faults.update, 5)],
        "record and demodulate": [partial(deck._demodulate.draw, deck._played)],
        "playback": [partial(deck._state.draw, deck._memory), partial(deck._playback.draw, spare.luma)],
        "colour": [partial(deck._colour.draw, spare.colour)],
        "decode": [lambda: picture_of(chain._decoder.draw(signal, chain._faults.lines))],
    }
    context.finish()
    began = perf_counter()
    for _ in range(12):
        for step in steps[stage]:
            step()
        context.finish()
    return (perf_counter() - began) / 12 * 1e3


def digital_milliseconds() -> float:
    """A frame of noise, the worst there is, through MiniDV."""
    import numpy as np

    from liminal.settings.tape import TapeSettings
    from liminal.tape.dv import DigitalTape

    tape = DigitalTape(TapeSettings(format="dv"), 7)
    picture = np.random.default_rng(1).integers(0, 256, (480, 720, 3), dtype=np.uint8)
    began = perf_counter()
    for frame in range(8):
        tape.play(picture, frame)
    return (perf_counter() - began) / 8 * 1e3


# Each stage's share of the 8 ms of all (6.6 of them; the rest is Python's and the caption's), ms.
TAPE_STAGES = {
    "encode": 1.0,
    "mechanics": 0.7,
    "record and demodulate": 1.8,
    "playback": 1.3,
    "colour": 0.8,
    "decode": 1.0,
}

BENCHES = (
    *(
        Bench(f"tape: {stage}", partial(stage_milliseconds, stage), "ms", bar, times=5)
        for stage, bar in TAPE_STAGES.items()
    ),
    Bench(
        "tape: a frame of camcorder",
        partial(tape_milliseconds, "camcorder"),
        "ms",
        8.0,
        times=5,
        peers="ntsc-rs, a simpler model: 7.8; ntscQT: 4,140",
    ),
    Bench("tape: a frame of rental", partial(tape_milliseconds, "rental"), "ms", 12.0, times=5),
    Bench("tape: a frame of MiniDV", digital_milliseconds, "ms", 15.0, times=3),
)
