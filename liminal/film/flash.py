"""The flash limiter: no more than three general or red flashes a second over a quarter of the screen.

ITU-R BT.1702 (Annex 1) and WCAG (success criterion 2.3.1) define a flash alike: a pair of opposing changes of
luminance by a tenth of the screen's white or more (20 of 200 cd/m2), the darker image below eight tenths (160 cd/m2);
or of saturated red, of any luminance (Harding & Binnie, 2002). Where there are too many, each part of the picture keeps
the average of the last second until they are over. Parts that brighten while as many others darken count as motion,
which the standards leave open.

The result of a frame depends on itself and the `MEMORY` frames before it, so that a film can be made in pieces.
"""

import numpy as np
from numpy.typing import NDArray

from liminal.colour import LUMINANCE, decode_srgb, encode_srgb

Frame = NDArray[np.uint8]  # (H, W, 3), gamma-encoded
Glance = NDArray[np.uint8]  # (fields, ROWS, COLUMNS, 3): the mean of each part of the picture, gamma-encoded

ROWS, COLUMNS = 20, 20  # parts of the picture: with fewer, a bright sixth of the screen may touch a quarter of them
AREA = 0.24  # of the screen: a quarter is more, by a margin for parts at the rim
AT_ONCE = 3  # frames: parts that change within a tenth of a second change together

# Thresholds of a change, by a margin for the encoder's error: 0.1 of white; 20 / 320 of red less green less blue.
CHANGE = np.array([0.09, 0.055], np.float32)[:, None]
DARK = np.array([0.8, np.inf], np.float32)[:, None]  # the darker image is darker than this
SATURATED = 0.78  # red's share of red, green and blue from which on it is saturated: 0.8, by a margin
ALLOWED = 6  # changes in a second: three flashes
MOST = ALLOWED - 1  # changes in unlimited frames, as the step to the average is another

# Counters begin in turn, one every few frames, so that the oldest has counted for a little over a second.
_TURN = 3  # frames
_COUNTERS = 11
_HELD, _RELEASED = 15, 30  # frames after the last excess: end of the average's full weight, and of its release
_AVERAGED = 30  # frames
MEMORY = -(-(_TURN * _COUNTERS + _RELEASED) // _TURN) * _TURN + _TURN  # frames

_LEVELS = decode_srgb(np.arange(256) / 255).astype(np.float32)  # linear light of each code


def run_up(frame: int) -> int:
    """Return the first frame that the limiter needs for the same result at `frame` as from the film's beginning."""
    return max(0, (frame - MEMORY) // _TURN * _TURN)


class FlashLimiter:
    """Limits the flashes in the frames of a film, one after another. `limited`: number of frames changed."""

    def __init__(self, frame: int, fields: int, most: int = MOST) -> None:
        """`frame`: the number of the first frame, see `run_up`. `fields`: 2 for interlaced frames, else 1.

        `most`: changes in a second, see `MOST`; with `ALLOWED`, a film already limited passes unchanged.
        """
        self._frame, self._fields, self._most = frame, fields, most
        self._counter = _Counter(AT_ONCE * fields)
        self._seen: list[Glance] = []
        self._too_many: list[bool] = []
        self.limited = 0

    @property
    def memory(self) -> Glance:
        """The part means of the last frames: uint8 (frames, fields, ROWS, COLUMNS, 3), for `recall`."""
        return np.array(self._seen, np.uint8).reshape(-1, self._fields, ROWS, COLUMNS, 3)

    def recall(self, memory: Glance) -> None:
        """Count earlier frames by their `memory`, the first one first."""
        for glance in memory:
            self._look(glance)

    def watch(self, frame: Frame) -> None:
        """Count a frame, uint8 (H, W, 3), that is not part of the output."""
        self._look(glance_at(frame, self._fields))

    def limit(self, frame: Frame) -> Frame:
        """Return the next frame, uint8 (H, W, 3), unchanged or limited."""
        strength = self._look(glance_at(frame, self._fields))
        if strength == 0.0:
            return frame
        self.limited += 1
        calm = np.empty_like(frame)
        for field in range(self._fields):
            levels = _LEVELS[np.array(self._seen[-_AVERAGED:])]  # (frames, fields, ROWS, COLUMNS, 3) linear
            now = levels[-1, field]
            aim = now + strength * (_average(levels.reshape(-1, *now.shape), self._fields - 1 - field) - now)
            calm[field :: self._fields] = _moved(frame[field :: self._fields], self._seen[-1][field], aim)
        return calm

    def _look(self, glance: Glance) -> float:
        """Count a frame; return the weight of the average in its place, 0 to 1."""
        if self._frame % _TURN == 0:
            self._counter.begin(self._frame // _TURN % _COUNTERS, afresh=not self._seen)
        for light in _LEVELS[glance].reshape(self._fields, -1, 3):
            self._counter.count(_measured(light))
        oldest = (self._frame // _TURN + 1) % _COUNTERS
        self._seen = [*self._seen[1 - MEMORY - _TURN :], glance]
        self._too_many = [*self._too_many[1 - _RELEASED :], self._counter.changes(oldest) > self._most]
        self._frame += 1
        since = next((age for age, many in enumerate(reversed(self._too_many)) if many), _RELEASED)
        return min(1.0, (_RELEASED - since) / (_RELEASED - _HELD))


def glance_at(frame: Frame, fields: int) -> Glance:
    """Return the mean of each part of a frame, field by field: uint8 (fields, ROWS, COLUMNS, 3)."""
    from PIL import Image

    # Lines of different fields lie side by side; whole pixels are averaged first, which is quick.
    height, width, _ = frame.shape
    beside = Image.fromarray(frame.reshape(height // fields, fields * width, 3))
    means = beside.resize((fields * COLUMNS, ROWS), Image.Resampling.BOX, reducing_gap=1.0)
    return np.asarray(means).reshape(ROWS, fields, COLUMNS, 3).swapaxes(0, 1)


def _measured(light: NDArray[np.floating]) -> NDArray[np.floating]:
    """Return luminance, and red less green less blue where it is saturated, of linear light (parts, 3): (2, parts)."""
    red = 2.0 * light[:, 0] - light.sum(axis=1)
    saturated = light[:, 0] >= SATURATED * light.sum(axis=1)
    return np.stack([light @ np.asarray(LUMINANCE, np.float32), np.where(saturated, np.maximum(0.0, red), 0.0)])


class _Counter:
    """Counts changes of the screen, in several counters that begin at different times."""

    def __init__(self, at_once: int) -> None:
        self._at_once, self._field = at_once, 0
        shape = (_COUNTERS, 2, ROWS * COLUMNS)  # counter, luminance or red, part
        self._low, self._high = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
        self._rising, self._falling = np.zeros(shape, bool), np.zeros(shape, bool)  # neither, before its first change
        self._turned = np.zeros((2, *shape), np.int32)  # field in which a part last rose, or fell
        self._changes = np.zeros((_COUNTERS, 2), int)
        self._new = np.zeros(_COUNTERS, bool)

    def begin(self, counter: int, afresh: bool) -> None:
        """Restart one counter, or, `afresh`, all of them."""
        self._new |= afresh
        self._new[counter] = True

    def changes(self, counter: int) -> int:
        """Return the changes in a counter: the greater number of luminance and of red."""
        return int(self._changes[counter].max())

    def count(self, levels: NDArray[np.floating]) -> None:
        """Count a field: (2, parts), luminance and redness."""
        self._field += 1
        if self._new.any():
            self._low[self._new] = self._high[self._new] = levels
            self._rising[self._new] = self._falling[self._new] = False
            self._turned[:, self._new] = self._field - self._at_once
            self._changes[self._new] = 0
            self._new[:] = False
        # A part that does not rise keeps its minimum, one that does not fall its maximum.
        np.minimum(self._low, levels, out=self._low, where=~self._rising)
        np.maximum(self._high, levels, out=self._high, where=~self._falling)
        up = ~self._rising & (levels - self._low >= CHANGE) & (self._low < DARK)
        down = ~self._falling & (self._high - levels >= CHANGE) & (levels < DARK) & ~up
        for turned, there, other, extreme, side in (
            (up, self._rising, self._falling, self._high, 0),
            (down, self._falling, self._rising, self._low, 1),
        ):
            if turned.any():
                there |= turned
                other &= ~turned
                np.copyto(extreme, levels, where=turned)
                self._turn(side, turned)

    def _turn(self, side: int, turned: NDArray[np.bool_]) -> None:
        """Count a change of the screen if enough parts change at once; each part counts for one change."""
        since = self._turned[side]
        since[turned] = self._field
        recent = since > self._field - self._at_once
        # As many opposed changes are motion of objects or of the camera, not a flash.
        opposed = self._turned[1 - side] > self._field - self._at_once
        surplus = np.count_nonzero(recent, axis=-1) - np.count_nonzero(opposed, axis=-1)
        changed = surplus > AREA * ROWS * COLUMNS  # (counters, 2)
        self._changes += changed
        since[recent & changed[..., None]] = self._field - self._at_once


def _average(levels: NDArray[np.floating], skipped: int) -> NDArray[np.floating]:
    """Return the Hann-weighted mean of levels (n, ...) without the last `skipped`, which removes regular flashes."""
    seen = levels[: len(levels) - skipped]
    weight = np.hanning(2 + len(seen))[1:-1]
    mean: NDArray[np.floating] = np.tensordot(weight / weight.sum(), seen, axes=1)
    return mean


def _moved(field: Frame, glance: Glance, aim: NDArray[np.floating]) -> Frame:
    """Return a field (h, w, 3) with its part means (ROWS, COLUMNS, 3) moved from `glance`, coded, to `aim`, linear."""
    before, after = glance.astype(np.float64), 255.0 * encode_srgb(aim)
    # Parts that must be darker are scaled towards black, parts that must be brighter towards white.
    darker = _spread(np.minimum(1.0, after / np.maximum(before, 1e-3)), field.shape[:2])
    brighter = _spread(np.minimum(1.0, (255.0 - after) / np.maximum(255.0 - before, 1e-3)), field.shape[:2])
    moved = 255.0 - (255.0 - field * darker) * brighter
    return (moved + 0.5).astype(np.uint8)


def _spread(parts: NDArray[np.floating], size: tuple[int, int]) -> NDArray[np.floating]:
    """Interpolate (ROWS, COLUMNS, 3) to (h, w, 3), linearly between the middles of parts."""
    down, across = (_weights(pixels, count) for pixels, count in zip(size, parts.shape[:2], strict=True))
    spread: NDArray[np.floating] = np.einsum("yr,rcn->ycn", down, np.einsum("xc,rcn->rxn", across, parts))
    return spread


def _weights(pixels: int, parts: int) -> NDArray[np.floating]:
    """Return the weight of each part in each pixel: (pixels, parts)."""
    place = np.clip((np.arange(pixels) + 0.5) * parts / pixels - 0.5, 0.0, parts - 1.0)
    return np.maximum(0.0, 1.0 - np.abs(place[:, None] - np.arange(parts)))
