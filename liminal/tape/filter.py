"""Filters: as taps, one a sample, and as the constants with which shaders apply them to whole texels."""

from math import log

import numpy as np
from numpy.typing import NDArray

from liminal.gl import constants
from liminal.gl.packing import TEXEL
from liminal.ntsc import SAMPLE_RATE
from liminal.tape.vhs import EMPHASIS_TIME

Taps = NDArray[np.float64]  # (n,): the impulse response
Matrices = NDArray[np.float64]  # (n, k, k), on texels of k samples

KAISER = 4.5  # shape of Kaiser's window: side lobes 45 dB down
MEMORY_TEXELS = 16  # over which the de-emphasis' memory is summed; older samples have decayed to a thousandth


def low_pass(edge: float, half_width: int, rate: float = SAMPLE_RATE) -> Taps:
    """A low-pass of linear phase, 2 `half_width` + 1 taps at `rate` Hz, 6 dB down at `edge` Hz."""
    at = np.arange(-half_width, half_width + 1)
    taps = np.sinc(2 * edge / rate * at) * np.kaiser(len(at), KAISER)
    normalised: Taps = taps / taps.sum()
    return normalised


def gaussian(rise: float, half_width: int, rate: float) -> Taps:
    """A Gaussian low-pass, 2 `half_width` + 1 taps at `rate` Hz, whose steps rise from 10 to 90 % in `rise` s."""
    deviation = rise / 2.563 * rate  # the 10th and 90th percentile of a normal distribution are 2.563 apart
    taps = np.exp(-0.5 * (np.arange(-half_width, half_width + 1) / deviation) ** 2)
    normalised: Taps = taps / taps.sum()
    return normalised


class DeEmphasis:
    """(1 + sT/g) / (1 + sT) as the recursion y[n] = pole y[n-1] + now x[n] + before x[n-1] (bilinear transform).

    `gain`: g, the gain of the pre-emphasis at the highest frequencies; 1 is no emphasis.
    """

    def __init__(self, gain: float, time: float = EMPHASIS_TIME) -> None:
        self.gain = gain
        double = 2 * SAMPLE_RATE * time
        self.pole = (double - 1) / (1 + double)
        self.now = (1 + double / gain) / (1 + double)
        self.before = (1 - double / gain) / (1 + double)

    def response(self, length: int) -> Taps:
        """The first taps of its impulse response."""
        taps: Taps = (self.now * self.pole + self.before) * np.power(self.pole, np.arange(length) - 1.0)
        taps[0] = self.now
        return taps

    def inverse_length(self, remainder: float) -> int:
        """The number of taps of the inverse after which the rest sums to `remainder` or less."""
        ratio = -self.before / self.now
        left = abs((ratio - self.pole) / self.now) / (1 - ratio)
        return 2 + max(0, int(log(remainder / left) / log(ratio))) if left > remainder else 2

    def inverse(self, length: int) -> Taps:
        """The pre-emphasis, its exact inverse, truncated to `length` taps; the last one keeps the gain at 0 Hz at 1."""
        # x[n] = (y[n] - pole y[n-1] - before x[n-1]) / now, for an impulse y.
        ratio = -self.before / self.now
        taps: Taps = (ratio - self.pole) / self.now * np.power(ratio, np.arange(length) - 1.0)
        taps[0] = 1 / self.now
        taps[-1] += 1.0 - taps.sum()
        return taps


def texel_matrices(taps: Taps, centre: int, width: int) -> tuple[int, Matrices]:
    """Turn taps into matrices (n, width, width) on texels of `width` samples; also returns the first texel's offset.

    Texel t of the output is the sum of matrices[i] @ texel[t + first + i]. Tap `centre` multiplies the sample itself,
    the taps after it earlier samples.
    """
    first, last = (centre + 1 - len(taps)) // width, -(-centre // width)
    row, column = np.mgrid[:width, :width]
    index = centre + row - column - width * np.arange(first, last + 1)[:, None, None]
    inside = (index >= 0) & (index < len(taps))
    return first, np.where(inside, taps[index.clip(0, len(taps) - 1)], 0.0)


def filter_constants(taps: Taps, centre: int) -> dict[str, str]:
    """The constants with which `shaders/tape_filter.glsl` filters luma."""
    return constants("filter", **_quarters(*texel_matrices(taps, centre, TEXEL)))


def restoring_constants(taps: Taps, centre: int, filter: DeEmphasis) -> dict[str, str]:
    """The constants of `filter_constants`, with the de-emphasis before the filter contained in the same matrices.

    The de-emphasis' memory at the beginning of their first texel enters by a vector of its own.
    """
    first, matrices = texel_matrices(taps, centre, TEXEL)
    reach = TEXEL * len(matrices)
    row = np.hstack(list(matrices))
    restored = texel_matrices(filter.response(reach), 0, reach)[1][-1]
    recalled = seven_digits(row @ np.power(filter.pole, np.arange(reach)))
    whole = (row @ restored).reshape(TEXEL, -1, TEXEL).swapaxes(0, 1)
    return constants("filter", **_quarters(first, whole), RECALLED_EARLY=recalled[:4], RECALLED_LATE=recalled[4:])


def _quarters(first: int, matrices: Matrices) -> dict[str, Matrices | int]:
    """Matrices on texels of eight samples as matrices on their halves: four early samples, four late ones."""
    matrices = seven_digits(matrices)
    return {
        "FIRST_TEXEL": first,
        "FILTER_TEXELS": len(matrices),
        "EARLY_TO_EARLY": matrices[:, :4, :4],
        "LATE_TO_EARLY": matrices[:, :4, 4:],
        "EARLY_TO_LATE": matrices[:, 4:, :4],
        "LATE_TO_LATE": matrices[:, 4:, 4:],
    }


def colour_filter_constants(taps: Taps) -> dict[str, str]:
    """The constants with which `shaders/tape_colour.frag` filters U and V, four samples of each a texel."""
    first, matrices = texel_matrices(taps, len(taps) // 2, 4)
    return constants("filter", FIRST_TEXEL=first, FILTER_TEXELS=len(matrices), ALONG=seven_digits(matrices))


def memory_constants(filter: DeEmphasis) -> dict[str, str]:
    """The constants of the de-emphasis for `tape_state.frag` and `tape_restore.frag`.

    Its memory at a sample is the contribution of all earlier samples: pole y[n-1] + before x[n-1].
    """
    powers: Taps = np.power(filter.pole, np.arange(float(TEXEL)))
    decay = filter.pole**TEXEL
    left: Taps = (filter.pole * filter.now + filter.before) * powers[::-1]
    left = left * np.power(decay, np.arange(MEMORY_TEXELS))[:, None]
    left[-1, 0] += 1 - filter.now - left.sum()
    _, own = texel_matrices(filter.response(TEXEL), 0, TEXEL)
    values: dict[str, NDArray[np.float64] | float] = {
        "DECAY": decay,
        "PASSED_EARLY": powers[:4],
        "PASSED_LATE": powers[4:],
        "OWN": own[-1:, :4, :4],
        "EARLY_TO_LATE": own[-1:, 4:, :4],
        "EARLY_LEFT": left[:, :4],
        "LATE_LEFT": left[:, 4:],
    }
    return constants("memory", **{name: seven_digits(value) for name, value in values.items()}, MEMORY=MEMORY_TEXELS)


def seven_digits(values: NDArray[np.float64] | float) -> NDArray[np.float64]:
    """Round to seven significant digits: with an eighth, the last bit of some pixels of existing tapes would change."""
    rounded: NDArray[np.float64] = np.vectorize(lambda number: float(f"{number:.7g}"), otypes=[np.float64])(values)
    return rounded
