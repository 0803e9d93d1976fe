"""Filters: as lists of taps, one a sample, and as the constants by which shaders apply them to whole texels."""

from math import log

import numpy as np
from numpy.typing import NDArray

from liminal.tape.standard import EMPHASIS_TIME, SAMPLE_RATE

Kernel = NDArray[np.float64]  # (n,): the response to an impulse

STOP = 4.5  # shape of Kaiser's window: side lobes 45 dB down
MEMORY_TEXELS = 16  # that it is summed over; what came before them has faded to a thousandth


def low_pass(edge: float, half_width: int, rate: float = SAMPLE_RATE) -> Kernel:
    """Make a low-pass of linear phase, 2 `half_width` + 1 taps at `rate` Hz: half the amplitude at `edge` Hz."""
    at = np.arange(-half_width, half_width + 1)
    taps = np.sinc(2 * edge / rate * at) * np.kaiser(len(at), STOP)
    kernel: Kernel = taps / taps.sum()
    return kernel


def bell(rise: float, half_width: int, rate: float) -> Kernel:
    """Make a Gaussian low-pass, 2 `half_width` + 1 taps at `rate` Hz, whose steps rise from 10 to 90 % in `rise` s."""
    deviation = rise / 2.563 * rate  # the 10th and 90th percentile of a normal distribution are 2.563 apart
    taps = np.exp(-0.5 * (np.arange(-half_width, half_width + 1) / deviation) ** 2)
    kernel: Kernel = taps / taps.sum()
    return kernel


class DeEmphasis:
    """(1 + sT/g) / (1 + sT) as the recursion y[n] = pole y[n-1] + now x[n] + before x[n-1] (bilinear transform).

    `gain`: g, what the emphasis before it raises the highest frequencies by; 1 changes nothing.
    """

    def __init__(self, gain: float, time: float = EMPHASIS_TIME) -> None:
        self.gain = gain
        double = 2 * SAMPLE_RATE * time
        self.pole = (double - 1) / (1 + double)
        self.now = (1 + double / gain) / (1 + double)
        self.before = (1 - double / gain) / (1 + double)

    def response(self, length: int) -> Kernel:
        """The first taps of its response to an impulse."""
        taps: Kernel = (self.now * self.pole + self.before) * np.power(self.pole, np.arange(length) - 1.0)
        taps[0] = self.now
        return taps

    def memory(self, faded: float) -> int:
        """The number of taps of the inverse after which the rest sums up to so little."""
        ratio = -self.before / self.now
        left = abs((ratio - self.pole) / self.now) / (1 - ratio)
        return 2 + max(0, int(log(faded / left) / log(ratio))) if left > faded else 2

    def inverse(self, length: int) -> Kernel:
        """The pre-emphasis that it undoes exactly, cut off after `length` taps, of which the last keeps the level."""
        # x[n] = (y[n] - pole y[n-1] - before x[n-1]) / now, for an impulse y.
        ratio = -self.before / self.now
        taps: Kernel = (ratio - self.pole) / self.now * np.power(ratio, np.arange(length) - 1.0)
        taps[0] = 1 / self.now
        taps[-1] += 1.0 - taps.sum()
        return taps


def texel_matrices(kernel: Kernel, centre: int, width: int) -> tuple[int, NDArray[np.float64]]:
    """Turn a kernel into matrices (n, width, width) on texels of `width` samples; returns the first one's place, too.

    The filtered texel t is the sum of matrices[i] @ texel[t + first + i]. Tap `centre` meets the sample itself, the
    taps after it earlier samples.
    """
    first, last = (centre + 1 - len(kernel)) // width, -(-centre // width)
    row, column = np.mgrid[:width, :width]
    taps = centre + row - column - width * np.arange(first, last + 1)[:, None, None]
    inside = (taps >= 0) & (taps < len(kernel))
    return first, np.where(inside, kernel[taps.clip(0, len(kernel) - 1)], 0.0)


def kernel_text(kernel: Kernel, centre: int) -> str:
    """Write a kernel as the constants that `shaders/tape_filter.glsl` includes as "kernel".

    Constants, since a software driver loads uniforms one number at a time: they would take five times as long.
    """
    return _filter_text(*texel_matrices(kernel, centre, 8))


def restoring_text(kernel: Kernel, centre: int, filter: DeEmphasis) -> str:
    """Write a kernel as `kernel_text` does, with the de-emphasis before it as part of the same matrices.

    What the de-emphasis remembers at the beginning of their first texel comes in by a vector of its own.
    """
    first, matrices = texel_matrices(kernel, centre, 8)
    reach = 8 * len(matrices)
    row = np.hstack(list(matrices))
    restored = texel_matrices(filter.response(reach), 0, reach)[1][-1]
    recalled = row @ np.power(filter.pole, np.arange(reach))
    vectors = f"RECALLED_EARLY = {_vector_text(recalled[:4])}, RECALLED_LATE = {_vector_text(recalled[4:])}"
    whole = (row @ restored).reshape(8, -1, 8).swapaxes(0, 1)
    return f"{_filter_text(first, whole)}\nconst vec4 {vectors};"


def _filter_text(first: int, matrices: NDArray[np.float64]) -> str:
    """Write matrices on texels of eight samples, in quarters."""
    quarters = {
        "EARLY_TO_EARLY": matrices[:, :4, :4],
        "LATE_TO_EARLY": matrices[:, :4, 4:],
        "EARLY_TO_LATE": matrices[:, 4:, :4],
        "LATE_TO_LATE": matrices[:, 4:, 4:],
    }
    lines = [f"const int FIRST_TEXEL = {first}, FILTER_TEXELS = {len(matrices)};"]
    lines += [array_text(name, quarter) for name, quarter in quarters.items()]
    return "\n".join(lines)


def colour_kernel_text(kernel: Kernel) -> str:
    """Write a kernel for colour, which has four samples of each kind a texel, as `tape_colour.frag` includes it."""
    first, matrices = texel_matrices(kernel, len(kernel) // 2, 4)
    return f"const int FIRST_TEXEL = {first}, FILTER_TEXELS = {len(matrices)};\n" + array_text("ALONG", matrices)


def memory_text(filter: DeEmphasis) -> str:
    """Write the de-emphasis as the constants that `tape_state.frag` and `tape_restore.frag` include as "memory".

    What it remembers at a sample is all that earlier samples add to it: pole y[n-1] + before x[n-1].
    """
    powers: Kernel = np.power(filter.pole, np.arange(8.0))
    fading = filter.pole**8
    left: Kernel = (filter.pole * filter.now + filter.before) * powers[::-1]
    left = left * np.power(fading, np.arange(MEMORY_TEXELS))[:, None]
    left[-1, 0] += 1 - filter.now - left.sum()
    _, own = texel_matrices(filter.response(8), 0, 8)
    lines = [
        f"const int MEMORY = {MEMORY_TEXELS};",
        f"const float FADING = {fading:.7g};",
        f"const vec4 PASSED_EARLY = {_vector_text(powers[:4])}, PASSED_LATE = {_vector_text(powers[4:])};",
        f"const mat4 OWN = {_matrix_text(own[-1, :4, :4])}, EARLY_TO_LATE = {_matrix_text(own[-1, 4:, :4])};",
    ]
    for name, half in (("EARLY_LEFT", left[:, :4]), ("LATE_LEFT", left[:, 4:])):
        rows = ", ".join(_vector_text(row) for row in half)
        lines.append(f"const vec4 {name}[MEMORY] = vec4[]({rows});")
    return "\n".join(lines)


def array_text(name: str, matrices: NDArray[np.float64]) -> str:
    """Write matrices (n, 4, 4) as a constant array."""
    return f"const mat4 {name}[{len(matrices)}] = mat4[](\n    " + ",\n    ".join(map(_matrix_text, matrices)) + ");"


def _matrix_text(matrix: NDArray[np.float64]) -> str:
    """A matrix as a constant; GLSL lists it column by column."""
    return "mat4(" + ", ".join(f"{number:.7g}" for number in matrix.T.ravel()) + ")"


def _vector_text(vector: NDArray[np.float64]) -> str:
    return "vec4(" + ", ".join(f"{number:.7g}" for number in vector) + ")"
