"""DV: the picture in numbers on tape, by IEC 61834-2 and SMPTE 314M (25 Mbit/s, 525 lines).

Luma at full resolution, colour at a quarter of its columns (4:1:1); blocks of 8 x 8 through a cosine transform; thirty
of them share a budget of 2,680 bits, so that detailed ones are quantised more coarsely. No step adds noise. Two things
are simpler than in the standard: the blocks of a segment are shuffled in another order, as widely spread, and the
length of their code is a formula instead of the code.
"""

from math import log

import numpy as np
from numpy.typing import NDArray

from liminal.ntsc import FIELD_RATE, LUMA, PICTURE_LINES, PICTURE_PIXELS
from liminal.random import Dice, Stream
from liminal.settings.tape import TapeSettings

Floats = NDArray[np.float32]
Picture = NDArray[np.uint8]

EDGE = 8  # pixels, of a block
DOWN, ALONG = PICTURE_LINES // EDGE, PICTURE_PIXELS // EDGE  # blocks of luma
COARSE = 4  # columns of luma to one of colour
COLOUR_ALONG = -(-ALONG // COARSE)  # blocks of colour; the last one is half a block, and padded
PADDED = COLOUR_ALONG * EDGE * COARSE  # pixels
MACRO_BLOCKS = DOWN * COLOUR_ALONG  # each four adjacent blocks of luma, and one of each colour difference
SEGMENT = 5  # macro blocks that share a budget
SEGMENTS = MACRO_BLOCKS // SEGMENT

BUDGET = 2680  # bits of a segment for AC coefficients (SMPTE 314M: 5 x (4 x 100 + 2 x 68))
END_BITS = 4  # of the end-of-block code
DC_STEP = 4.0  # of the DC coefficient: nine bits for its range
FINEST_STEP = 2.0  # of AC coefficients
LARGEST = 255  # steps
MIDDLE = 112.0  # levels above black that are coded as 0

# Shifts of the step for each area of the block (columns), by quantiser and class (SMPTE 314M, table 24).
SHIFTS = np.array(
    [[3, 3, 4, 4]] * 2 + [[2, 3, 3, 4]] * 2 + [[2, 2, 3, 3]] * 2 + [[1, 2, 2, 3]] * 2 + [[1, 1, 2, 2]] * 2
    + [[0, 1, 1, 2]] * 2 + [[0, 0, 1, 1]] * 2 + [[0, 0, 0, 1]] + [[0, 0, 0, 0]] * 7
)  # fmt: skip
CLASS_PLACE = np.array([6, 3, 0, 1])  # row of the first quantiser of each class
CLASS_ENDS = (11, 23, 35)  # steps: a block with a larger coefficient is of the next class; the last is halved as well
QUANTISERS = 16

COMB = 8.0  # levels: a block whose fields differ by more is coded in the 2-4-8 mode, as their sum and difference
BATCH = 60  # blocks transformed at a time
LONGEST_LOSS = 24  # macro blocks lost to one scratch
_LEAST = 2.0**-64  # below every random number but 0


class DigitalTape:
    """Records and plays frames. A copy is exact, so the number of generations has no effect."""

    def __init__(self, settings: TapeSettings, seed: int) -> None:
        self._losses = settings.dropouts / 60 / (FIELD_RATE / 2)  # of a frame
        self._seed = seed

    def play(self, picture: Picture, frame: int) -> Picture:
        """Record frame number `frame`, R'G'B' uint8 (480, 720, 3), and play it."""
        luma, blue, red = components(picture)
        blocks = np.concatenate([_cut(luma), _cut(blue), _cut(red)])
        played = _coded(blocks)
        self._lose(played, frame)
        return _picture(*(_joined(part) for part in np.split(played, [_LUMA_BLOCKS, _LUMA_BLOCKS + MACRO_BLOCKS])))

    def _lose(self, blocks: Floats, frame: int) -> None:
        """Damage the macro blocks hit by dropouts: a row in each of the five parts of a track's segments."""
        dice = Dice(self._seed, Stream.DIGITAL_DROPOUT, frame)
        # Knuth, 1969, "Seminumerical algorithms": a Poisson number of events, in logarithms since it may be large.
        left = self._losses + log(max(dice.unit(), _LEAST))
        while left >= 0:
            left += log(max(dice.unit(), _LEAST))
            length = int(LONGEST_LOSS ** dice.unit())
            first = dice.between(0, SEGMENTS - length)
            members = _MEMBERS[first : first + length]
            macro_blocks = members[:, dice.between(0, SEGMENT - 1)] if dice.chance(0.6) else members.ravel()
            for owned in (_OWNED[macro_blocks][:, :4], _OWNED[macro_blocks][:, 4:5], _OWNED[macro_blocks][:, 5:]):
                # Uncorrectable blocks are shown as they were read: a macro block from elsewhere, or its DC alone.
                if dice.chance(0.5):
                    blocks[owned] = np.roll(blocks, int(_OWNED[dice.between(1, 90), 0]), axis=0)[owned]
                else:
                    blocks[owned] = blocks[owned].mean(axis=-1, keepdims=True)


def components(picture: Picture) -> tuple[Floats, Floats, Floats]:
    """Split a picture into luma (480, 736) and B'-Y, R'-Y (480, 184), in levels of 8 bits (ITU-R BT.601)."""
    levels = np.empty((3, PICTURE_LINES, PADDED), np.float32)
    for channel in range(3):
        levels[channel, :, :PICTURE_PIXELS] = picture[..., channel]
    levels[..., PICTURE_PIXELS:] = levels[..., PICTURE_PIXELS - 1 : PICTURE_PIXELS]
    red, green, blue = levels
    luma = np.float32(LUMA[0]) * red + np.float32(LUMA[1]) * green + np.float32(LUMA[2]) * blue
    coarse, coarse_blue, coarse_red = (_thinned(plane) for plane in (luma, blue, red))
    # 219 levels from black to white, 224 for colour; MIDDLE, about half of white, is coded as 0.
    luma = luma * np.float32(219 / 255) - np.float32(MIDDLE)
    b_y = (coarse_blue - coarse) * np.float32(224 / 255 * 0.5 / (1 - LUMA[2]))
    r_y = (coarse_red - coarse) * np.float32(224 / 255 * 0.5 / (1 - LUMA[0]))
    return luma, b_y, r_y


def _thinned(plane: Floats) -> Floats:
    """The mean of each four columns."""
    thinned: Floats = (plane[:, 0::4] + plane[:, 1::4] + plane[:, 2::4] + plane[:, 3::4]) * np.float32(1 / COARSE)
    return thinned


def _picture(luma: Floats, blue: Floats, red: Floats) -> Picture:
    """Assemble a picture; colour is interpolated linearly between its columns."""
    luma = (luma[:, :PICTURE_PIXELS] + np.float32(MIDDLE)) * np.float32(255 / 219)
    b_y, r_y = (_drawn_out(plane) * np.float32(255 / 224) for plane in (blue, red))
    b_y *= np.float32(2 * (1 - LUMA[2]))
    r_y *= np.float32(2 * (1 - LUMA[0]))
    picture = np.empty((PICTURE_LINES, PICTURE_PIXELS, 3), np.uint8)
    green = luma - np.float32(LUMA[0] / LUMA[1]) * r_y - np.float32(LUMA[2] / LUMA[1]) * b_y
    for channel, plane in enumerate((luma + r_y, green, luma + b_y)):
        np.clip(np.rint(plane, out=plane), 0, 255, out=plane)
        picture[..., channel] = plane
    return picture


def _drawn_out(plane: Floats) -> Floats:
    """Interpolate four columns from each: plane (480, 184) -> (480, 720), each column midway between its four."""
    before = np.concatenate([plane[:, :1], plane[:, :-1]], axis=1)
    after = np.concatenate([plane[:, 1:], plane[:, -1:]], axis=1)
    drawn = np.empty((*plane.shape, COARSE), np.float32)
    for column, place in enumerate((-0.375, -0.125, 0.125, 0.375)):
        beside = before if place < 0 else after
        drawn[..., column] = plane + np.float32(abs(place)) * (beside - plane)
    return drawn.reshape(PICTURE_LINES, -1)[:, :PICTURE_PIXELS]


def _cut(plane: Floats) -> Floats:
    """Cut a plane into blocks, row by row: (480, n) -> (blocks, 64)."""
    return plane.reshape(DOWN, EDGE, -1, EDGE).swapaxes(1, 2).reshape(-1, EDGE * EDGE)


def _joined(blocks: Floats) -> Floats:
    """Assemble a plane from its blocks."""
    return blocks.reshape(DOWN, -1, EDGE, EDGE).swapaxes(1, 2).reshape(PICTURE_LINES, -1)


def _coded(blocks: Floats) -> Floats:
    """Encode blocks (n, 64) and decode them."""
    # Where the two fields differ, their sum and difference are coded instead (2-4-8 mode).
    combed = np.abs(_times(blocks, _COMBING)).max(axis=1) > COMB
    steps = _times(blocks, _FRAME)
    steps[combed] = _times(blocks[combed], _FIELDS)
    means = np.rint(steps[:, :1])

    levels = np.minimum(np.abs(np.rint(steps)), LARGEST).astype(np.uint8)
    levels[:, 0] = 0
    peak = levels.max(axis=1)
    kind = (peak[:, None] > CLASS_ENDS).sum(axis=1)
    quantiser = _quantisers(levels, kind)

    place = np.minimum(quantiser + CLASS_PLACE[kind], len(SHIFTS) - 1)
    size = _SIZES[place, (kind == 3).astype(int)]
    played = np.clip(np.rint(steps / size), -LARGEST, LARGEST) * size
    played[:, :1] = means
    whole = _times(played, _FRAME_BACK)
    whole[combed] = _times(played[combed], _FIELDS_BACK)
    return whole


def _times(rows: Floats, matrix: Floats) -> Floats:
    """Multiply in batches so small that BLAS starts no threads, which would wait for each other on busy cores."""
    whole = len(rows) // BATCH * BATCH
    product = np.empty((len(rows), matrix.shape[1]), np.float32)
    batches = rows[:whole].reshape(-1, BATCH, rows.shape[1])
    np.matmul(batches, matrix, out=product[:whole].reshape(-1, BATCH, matrix.shape[1]))
    np.matmul(rows[whole:], matrix, out=product[whole:])
    return product


def _quantisers(levels: NDArray[np.uint8], kind: NDArray[np.int64]) -> NDArray[np.int64]:
    """Find the finest quantiser (0 to 15, 15 the finest) with which each segment meets its budget, for each block."""
    # Bits of each block's areas at each shift; from them, by the table, at each quantiser.
    bits = np.concatenate([_times(_BITS[shift].take(levels), _AREAS) for shift in range(DEEPEST + 1)], axis=1)
    cost = _times(bits, _COSTS).reshape(-1, len(CLASS_PLACE), QUANTISERS)[np.arange(len(kind)), kind] + END_BITS
    needed = cost[_OWNED[_MEMBERS]].sum(axis=(1, 2))
    fits = needed <= BUDGET
    finest = np.where(fits.any(axis=1), QUANTISERS - 1 - fits[:, ::-1].argmax(axis=1), 0)
    chosen = np.empty(len(levels), np.int64)
    chosen[_OWNED[_MEMBERS]] = finest[:, None, None]
    return chosen


def _cosines(size: int) -> NDArray[np.float64]:
    """The orthonormal cosine transform (DCT-II): row k, column n."""
    k, n = np.mgrid[:size, :size]
    matrix: NDArray[np.float64] = np.sqrt(2 / size) * np.cos(np.pi * k * (2 * n + 1) / (2 * size))
    matrix[0] /= np.sqrt(2)
    return matrix


def _weights() -> NDArray[np.float64]:
    """The weight of each frequency of a block (SMPTE 314M, 5.2.2): less for higher ones."""
    c = np.cos(np.arange(9) * np.pi / 16)
    return np.array(
        [1, c[4] / (4 * c[7] * c[2]), c[4] / (2 * c[6]), 1 / (2 * c[5]), 7 / 8, c[4] / c[3], c[4] / c[2], c[4] / c[1]]
    )


_LUMA_BLOCKS = DOWN * COLOUR_ALONG * COARSE

# Blocks of each macro block (n, 6): four of luma, then the colour differences; macro blocks of each segment, 96 lines
# and some columns apart.
_block = np.arange(MACRO_BLOCKS)
_OWNED = np.concatenate(
    [
        COARSE * _block[:, None] + np.arange(COARSE),
        (_LUMA_BLOCKS + _block)[:, None],
        (_LUMA_BLOCKS + MACRO_BLOCKS + _block)[:, None],
    ],
    axis=1,
)
_row, _column = np.divmod(np.arange(SEGMENTS)[:, None], COLOUR_ALONG)
_part = np.arange(SEGMENT)
_MEMBERS = (_row + DOWN // SEGMENT * _part) * COLOUR_ALONG + (_column + 9 * _part) % COLOUR_ALONG

# From a block to steps of its coefficients, row after row; and back. In 2-4-8 mode, four rows of sums, then four of
# differences.
_scale = np.outer(_weights(), _weights()) / FINEST_STEP
_scale[0, 0] = 1 / DC_STEP
_half = np.kron(_cosines(4), [[1, 0]]), np.kron(_cosines(4), [[0, 1]])
_split = np.concatenate([_half[0] + _half[1], _half[0] - _half[1]]) / np.sqrt(2)
_field_scale = np.outer(np.tile(_weights()[::2], 2), _weights()) / FINEST_STEP
_field_scale[0, 0] = 1 / DC_STEP


def _matrices(down: NDArray[np.float64], scale: NDArray[np.float64]) -> tuple[Floats, Floats]:
    forth = np.kron(down, _cosines(EDGE)) * scale.reshape(-1, 1)
    return forth.T.astype(np.float32), np.linalg.inv(forth).T.astype(np.float32)


_FRAME, _FRAME_BACK = _matrices(_cosines(EDGE), _scale)
_FIELDS, _FIELDS_BACK = _matrices(_split, _field_scale)
# The difference of the fields, in each half of a block.
_COMBING = (np.tile([1, -1], 4)[:, None, None] * (np.arange(EDGE)[:, None] // 4 == np.arange(2)) / 16).reshape(64, 2)
_COMBING = _COMBING.astype(np.float32)

# Four areas of a block, from low to high frequencies (SMPTE 314M, figure 17).
_AREA = np.digitize(np.add.outer(np.arange(EDGE), np.arange(EDGE)), [3, 6, 9]).ravel()
_AREAS = (_AREA[:, None] == np.arange(4)).astype(np.float32)
_SIZES = np.stack([2.0 ** (SHIFTS[:, _AREA] + halved) for halved in range(2)], axis=1).astype(np.float32)
# Whether an area (shift by shift, in columns) has that shift, at each class and quantiser.
_places = np.minimum(CLASS_PLACE[:, None] + np.arange(QUANTISERS), len(SHIFTS) - 1)
_shift = SHIFTS[_places] + (np.arange(4) == 3)[:, None, None]
DEEPEST = int(_shift.max())
_COSTS = (_shift == np.arange(DEEPEST + 1)[:, None, None, None]).transpose(0, 3, 1, 2).reshape(-1, _places.size)
_COSTS = _COSTS.astype(np.float32)

# Bits of a coefficient of each number of steps at each shift, its run of zeros included: 4 for 1, 3 more a doubling.
_steps = [np.rint(np.arange(LARGEST + 1) / 2**shift) for shift in range(DEEPEST + 1)]
_BITS = [np.where(steps, 1 + 3 * np.log2(1 + steps), 0).astype(np.float32) for steps in _steps]
