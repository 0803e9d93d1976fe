"""Signals for other decoders: composite video at the output of a deck, and RF at its heads."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from liminal.errors import LiminalError
from liminal.gl import Context, Texture
from liminal.settings.display import DisplaySettings
from liminal.settings.signal import SignalSettings
from liminal.settings.tape import TapeSettings
from liminal.tape.chain import Chain
from liminal.tape.composite import Lines, Samples, codes, compose
from liminal.tape.format import format_of
from liminal.tape.grid import BEND, PAIR, SAMPLES, read_colour, read_luma
from liminal.tape.playback import Picture, pictures, play
from liminal.tape.rf import TapeFrame, record

T = TypeVar("T")


def composite_signal(
    frames: Iterable[Picture],
    settings: TapeSettings,
    seed: int = 0,
    *,
    signal: SignalSettings | None = None,
    display: DisplaySettings | None = None,
) -> Iterator[NDArray[np.uint16]]:
    """Yield each frame that `play` would give as composite NTSC: uint16 (477750,), 4 fsc, in the codes of `codes`.

    Luma and colour share one wire at any `composite` of the cable: separating them is up to the decoder.
    """
    signal = (signal or SignalSettings()).model_copy(update={"composite": 0.0})
    if settings.format == "dv":
        frames, settings, display = play(frames, settings, seed, display=display), TapeSettings(), None
    for number, lines in enumerate(_carry(frames, settings, seed, signal, display, _played)):
        yield codes(compose(lines, number)).ravel()


def tape_signal(
    frames: Iterable[Picture],
    settings: TapeSettings,
    seed: int = 0,
    *,
    signal: SignalSettings | None = None,
    display: DisplaySettings | None = None,
) -> Iterator[NDArray[np.uint8]]:
    """Yield the RF of each frame at the heads of a VHS deck: uint8 (955500,), 8 fsc, 128 being 0.

    Raises LiminalError for tapes of another format.
    """
    format = format_of(settings)
    if settings.format != "vhs" or format is None:
        raise LiminalError(
            f"tape RF is written for VHS only, not for {settings.format or 'no tape'}; set tape.format=vhs"
        )
    tracks = _carry(frames, settings, seed, signal or SignalSettings(), display, _recorded)
    yield from record(tracks, settings, format, seed)


def _carry(
    frames: Iterable[Picture],
    settings: TapeSettings,
    seed: int,
    signal: SignalSettings,
    display: DisplaySettings | None,
    take: Callable[[Chain, Texture, int], T],
) -> Iterator[T]:
    """Yield `take(chain, frame, number)` for each frame of a playback."""
    with Context() as context, Chain(context, settings, display or DisplaySettings(), seed, signal) as chain:
        for number, picture in enumerate(pictures(context, frames, settings)):
            yield take(chain, picture, number)


def _played(chain: Chain, picture: Texture, number: int) -> Lines:
    """The lines at the output of the deck."""
    carried = chain.carry(picture, number)
    return displaced(Lines(read_luma(carried), read_colour(carried)), chain.line_table())


def _recorded(chain: Chain, picture: Texture, number: int) -> TapeFrame:
    """The lines at the input of the last deck, and its tape's carrier."""
    fed = chain.feed(picture, number)
    return TapeFrame(Lines(read_luma(fed), read_colour(fed)), chain.carrier())


def displaced(lines: Lines, table: NDArray[np.float32]) -> Lines:
    """Displace lines by a line table (480, 4), as `shaders/tape_decode.frag` does; see `tape.faults.Faults`."""
    shift, hue, row, saturation = table.T.astype(np.float64)
    rows, visible = row.astype(int).clip(0), (row >= 0)[:, None]
    place = np.arange(SAMPLES) - shift[:, None]
    pairs = np.arange(SAMPLES // PAIR) - shift[:, None] / PAIR
    luma = visible * _at(lines.luma[rows], place, cubic)
    u, v = (visible * _at(part[rows], pairs, triangle) * saturation[:, None] for part in lines.colour)
    sine, cosine = np.sin(hue)[:, None], np.cos(hue)[:, None]
    return Lines(luma, np.stack([cosine * u - sine * v, sine * u + cosine * v]))


def _at(lines: Samples, place: Samples, weight: Callable[[Samples], Samples]) -> Samples:
    """Interpolate lines (480, n) at places (480, m) between their samples; beyond its ends a line is blank."""
    padded = np.pad(lines, [(0, 0), (3, 3)])
    base = np.floor(place)
    found = np.zeros(place.shape)
    for tap in range(-1, 3):
        index = (base + tap + 3).clip(0, padded.shape[1] - 1).astype(int)
        found += weight(np.abs(place - base - tap)) * np.take_along_axis(padded, index, axis=1)
    return found


def cubic(distance: Samples) -> Samples:
    """Weights of cubic interpolation for samples at a distance from 0 to 2, as in the shaders; see `tape.grid.BEND`."""
    near = 1 - distance + BEND * distance * (1 - distance) * (2 - 3 * distance)
    far = -BEND * (distance - 1) * (2 - distance) ** 2
    return np.where(distance < 1, near, np.where(distance < 2, far, 0.0))


def triangle(distance: Samples) -> Samples:
    """Weights of linear interpolation."""
    weights: Samples = np.maximum(1 - distance, 0.0)
    return weights
