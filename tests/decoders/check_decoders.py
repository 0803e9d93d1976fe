"""Exported signals before decoders that others wrote: do they lock, and find the picture that went in?

    python -m venv DECODERS && DECODERS/bin/pip install -r tests/decoders/requirements.txt
    apt install ffmpeg hacktv
    PATH=$PATH:DECODERS/bin pytest -s tests/decoders/check_decoders.py

The programs of vhs-decode want old versions of numpy and scipy, so an environment of their own. And the
other way round: does our television find the colours of a signal that hacktv made? Not part of the ordinary suite, for
what it needs; what is missing fails here. Takes a minute.
"""

import json
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from liminal.film.signal_file import write_signal
from liminal.gl import Context, make_texture
from liminal.gl.packing import pack
from liminal.settings.display import DisplaySettings
from liminal.settings.signal import SignalSettings
from liminal.settings.tape import TapeSettings
from liminal.tape.cable import Cable
from liminal.tape.chain import Chain
from liminal.tape.composite import Lines, colour_waves, luma_wave
from liminal.tape.grid import SAMPLES, make_signal, read_colour, read_luma
from liminal.tape.signals import composite_signal, tape_signal

Floats = NDArray[Any]

FRAMES, DECODED = 18, 10  # written; asked for: decoders need some to find their way in
BARS = np.array([[1, 1, 1], [1, 1, 0], [0, 1, 1], [0, 1, 0], [1, 0, 1], [1, 0, 0], [0, 0, 1], [0, 0, 0]])  # 75 %
GREYS = np.linspace(0, 1, 8)
# Of the bars but the first and the last (they follow from SMPTE 170M).
TEXTBOOK = [(69.0, 62.1, 167.1), (56.1, 87.7, 283.5), (48.2, 81.9, 240.7), (36.2, 81.9, 60.7), (28.2, 87.7, 103.5)]
TEXTBOOK += [(15.4, 62.1, 347.1)]
CLEAN = TapeSettings(format="vhs", noise=0, colour_noise=0, dropouts=0, jitter=0, head_switch=0, flagging=0, hue=0)


@dataclass(frozen=True)
class Decoded:
    """What a decoder wrote: fields (n, 263, 910) in IRE, of luma (or all) and of colour, and its own remarks."""

    fields: Floats
    colour: Floats
    remarks: list[dict[str, Any]]


def chart(number: int) -> NDArray[np.uint8]:
    """Bars, greys, a sweep to 2.5 MHz, soft shapes, and the number of the frame as stripes of black and white."""
    picture = np.zeros((480, 720, 3))
    eighth = np.arange(720) // 90
    picture[0:120] = 0.75 * BARS[eighth]
    picture[120:200] = GREYS[eighth][:, None]
    turns = np.cumsum(np.linspace(0.2e6, 2.5e6, 720)) / 13.5e6
    picture[200:280] = (0.5 + 0.35 * np.sin(2 * np.pi * turns))[:, None]
    across, down = np.meshgrid(np.arange(720), np.arange(280, 440))
    for x, y, width, colour in (
        (150, 330, 60, (0.9, 0.6, 0.4)),
        (380, 380, 90, (0.3, 0.5, 0.8)),
        (600, 350, 50, (0.4, 0.8, 0.3)),
    ):
        soft = np.exp(-0.5 * ((across + 3 * number - x) ** 2 + (down - y) ** 2) / width**2)
        picture[280:440] += 0.8 * soft[..., None] * np.array(colour)
    picture[440:480] = ((number >> eighth) & 1)[:, None]
    return np.round(255 * picture.clip(0, 1)).astype(np.uint8)


@pytest.fixture(scope="module")
def expected() -> Callable[[int], Lines]:
    """The lines of each frame, as they go onto the wire."""
    found = []
    with Context() as context, Chain(context, TapeSettings(), DisplaySettings(), 0) as chain:
        texture = make_texture(context, (720, 480), 3, "f1")
        for number in range(FRAMES):
            texture.write(chart(number))
            signal = chain.carry(texture, number)
            found.append(Lines(read_luma(signal), read_colour(signal)))
    return found.__getitem__


def decode(program: list[str], source: Path, out: Path) -> Decoded:
    """Run a decoder and read what it wrote."""
    command = ["nice", "-n", "10", *program, "--ntsc", "-l", str(DECODED), str(source), str(out)]
    subprocess.run(command, check=True, capture_output=True)
    # A .tbc file holds fields of 263 lines, 910 samples of 16 bits: 0 IRE is 15360, 100 IRE 51200.
    fields = (np.fromfile(f"{out}.tbc", np.uint16).reshape(-1, 263, 910) - 15360.0) / 358.4
    chroma = Path(f"{out}_chroma.tbc")
    colour = (np.fromfile(chroma, np.uint16).reshape(-1, 263, 910) - 32767.0) / 358.4 if chroma.exists() else fields
    return Decoded(fields, colour, json.loads(Path(f"{out}.tbc.json").read_text())["fields"])


def test_composite_is_decoded(tmp_path: Path, expected: Callable[[int], Lines]) -> None:
    """A composite signal without a tape: sync, levels, the sequence of four fields, picture and colours."""
    source = tmp_path / "chart.u16"
    write_signal(source, composite_signal(map(chart, range(FRAMES)), TapeSettings()))
    decoded = decode(["cvbs-decode", "--10cxadc"], source, tmp_path / "out")
    assert sequence(decoded, "fieldPhaseID") in ({1}, {1, -3})
    judge(decoded, expected, "composite")


def test_tape_rf_is_decoded(tmp_path: Path, expected: Callable[[int], Lines]) -> None:
    """RF of a clean tape: sync, levels, picture and colours."""
    source = tmp_path / "chart.rf.u8"
    write_signal(source, tape_signal(map(chart, range(FRAMES)), CLEAN, seed=7))
    decoded = decode(["vhs-decode", "--tape_format", "VHS", "-f", "8fsc"], source, tmp_path / "out")
    judge(decoded, expected, "tape RF")


def test_our_television_takes_a_signal_that_is_not_ours() -> None:
    """Bars that hacktv made have the textbook's luma (IRE) and colour (IRE from peak to peak, degrees)."""
    command = ["hacktv", "-m", "ntsc", "-s", "14318181", "-t", "int16", "-o", "file:/dev/stdout", "test:colourbars"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        data = process.stdout.read(2 * 910 * 525 * 4)
        process.kill()
    wave = np.frombuffer(data, np.int16) / 23405.0  # white; sync is 0.4 below 0

    # A field of it: 240 lines after the first that begins as ordinary ones do, behind vertical sync.
    smooth = np.convolve(wave, np.full(4, 0.25), "same")
    starts = np.flatnonzero((smooth[:-1] > -0.2) & (smooth[1:] <= -0.2))
    ordinary = np.flatnonzero(np.diff(starts) == 910)
    first = starts[ordinary[np.flatnonzero(np.diff(ordinary) > 6)[0] + 8]]

    # Our grid has U at the first of four samples: where the burst is at its lowest.
    burst = wave[first + 80 : first + 84]
    origin = first + 80 + int(np.argmin(burst)) - 56
    rows = np.stack([wave[origin + 910 * line : origin + 910 * line + SAMPLES] for line in range(240)])
    with Context() as context:
        given, output = make_signal(context), make_signal(context)
        given.luma.colours[0].write(pack(np.concatenate([rows, rows])))
        given.colour.clear()
        cable = Cable(context, SignalSettings(composite=1.0), seed=0, place=1)
        cable.draw(output, given, frame=0)
        luma, (u, v) = read_luma(output), read_colour(output)
    # Above and below there is something written.
    for bar, (level, swing, angle) in enumerate(TEXTBOOK, start=1):
        middle = round(132 - 24 + (bar + 0.5) * 753 / 8)
        found = (u + 1j * v)[80:140, middle // 4 - 4 : middle // 4 + 4].mean()
        assert 100 * luma[80:140, middle - 16 : middle + 16].mean() == pytest.approx(level, abs=0.5)
        assert 200 * abs(found) == pytest.approx(swing, abs=1)
        assert np.degrees(np.angle(found)) % 360 == pytest.approx(angle, abs=1)


def judge(decoded: Decoded, expected: Callable[[int], Lines], name: str) -> None:
    """Compare what was decoded with what went in: correlation over 0.95, levels within 2 IRE, hues within 5 degrees."""
    assert len(decoded.fields) == 2 * DECODED
    assert sequence(decoded, "isFirstField") == {1, -1}
    correlations, errors, hues = [], [], []
    for remark, field, colour in zip(decoded.remarks, decoded.fields, decoded.colour, strict=True):
        # The picture begins in line 23 of either field, which is line 23 or 286 of the frame.
        first = 22 if remark["isFirstField"] else 285
        picture = without_subcarrier(field)[22:262]
        lines = expected(frame_number(picture))
        wanted, u_v = 100 * luma_wave(lines), colour_waves(lines)
        wanted, u_v = without_subcarrier(wanted)[first : first + 240], u_v[:, first : first + 240]
        shift = best_shift(picture, wanted)
        picture = np.roll(picture, -shift, axis=1)
        correlations.append(np.corrcoef(picture[:, 150:870].ravel(), wanted[:, 150:870].ravel())[0, 1])

        # Levels of sync, blanking, bars and greys, each in the middle of its field.
        errors += [field[60:200, 20:50].mean() + 40, np.median(picture[:, 115:120])]
        for row in (30, 80):
            errors += [picture[row : row + 10, x].mean() - wanted[row : row + 10, x].mean() for x in patches()]

        # Colour against the burst, whose phase is 180 degrees from U.
        vectors = demodulated(np.roll(colour, -shift, axis=1)[42:62])
        meant = u_v[0, 20] + 1j * u_v[1, 20]
        burst = vectors[:, 80:104].mean(axis=1, keepdims=True)
        for bar, x in enumerate(patches()):
            if 0 < bar < 7:
                ratio = (vectors[:, x] / burst).mean() * -0.2 / meant[x].mean()
                hues.append([np.degrees(np.angle(ratio)), abs(ratio) - 1])
    worst = np.abs(np.array(hues)).max(axis=0)
    print(
        f"\n{name}: correlation {min(correlations):.4f} and better, levels within {np.abs(errors).max():.2f} IRE, "
        f"hues within {worst[0]:.1f} degrees, saturation within {worst[1]:.1%}"
    )
    assert min(correlations) > 0.95
    assert np.abs(errors).max() < 2
    assert worst[0] < 5
    assert worst[1] < 0.1


def sequence(decoded: Decoded, key: str) -> set[int]:
    """The steps from field to field of one of the decoder's remarks."""
    return set(np.diff([int(remark[key]) for remark in decoded.remarks]).tolist())


def patches() -> Iterator[slice]:
    """Where the inside of each of eight patches stands in a line: the later half, in which edges have died down."""
    for number in range(8):
        left = 127.2 + (number * 90) * 910 / 858
        yield slice(int(left + 50), int(left + 85))


def frame_number(picture: Floats) -> int:
    """Read the stripes at the bottom of a field."""
    return sum(int(picture[225:235, x].mean() > 50) << bit for bit, x in enumerate(patches()))


def without_subcarrier(lines: Floats) -> Floats:
    """The mean of four samples: a whole cycle."""
    padded = np.pad(lines, [(0, 0), (2, 1)], mode="edge")
    return sum(padded[:, i : i + lines.shape[1]] for i in range(4)) / 4  # type: ignore[return-value]


def best_shift(picture: Floats, wanted: Floats) -> int:
    """How many samples further right a picture is, in whole samples."""
    shifts = range(-12, 13)
    return max(shifts, key=lambda shift: float((np.roll(picture, -shift, axis=1) * wanted)[:, 150:850].sum()))


def demodulated(lines: Floats) -> NDArray[np.complex128]:
    """Mix lines with the subcarrier: U + i V, but for a phase of its own on each line."""
    mixed = lines * 1j ** (1 - np.arange(lines.shape[1]) % 4)
    padded = np.pad(mixed, [(0, 0), (2, 1)], mode="edge")
    return sum(padded[:, i : i + lines.shape[1]] for i in range(4)) / 2  # type: ignore[return-value]
