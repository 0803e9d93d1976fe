"""The automatics of a camera: iris, gain, white balance and focus, as functions of the time of a shot.

They have memory, so they are computed from the readings of a whole shot beforehand, in fixed steps from its start. The
state at an instant depends on the readings up to then, not on the calls in which they were passed.
"""

from bisect import bisect_right
from dataclasses import dataclass
from math import ceil, exp, log2, pi, sin

import numpy as np

from liminal.camera.reading import Reading
from liminal.camera.state import CameraState
from liminal.colour import white_of
from liminal.ntsc import FIELD_RATE
from liminal.random import Stream, key_of
from liminal.settings.camera import CameraSettings

STEP = 1 / FIELD_RATE  # s

# Luminance of white without gain, with the iris wide open and closed (estimates for f/1.6, 1/60 s and a 1/3-inch
# sensor: 300 lux on white paper).
OPEN, CLOSED = 80.0, 32_000.0  # cd/m2
DECIBELS = 6.0206  # of a doubling
IRIS_RATE = 4.0  # rad/s, at its slowest: half a second to 90 %
IRIS_DAMPING = 0.6  # overshoot of 10 %
HIGHLIGHT_EV = 3.0  # EV of underexposure if lamps filled the picture
HIGHLIGHT_LIMIT = 0.7  # EV at most

# White balance assumes that the scene is grey on average, under light between 3,200 K and a blue sky.
DAYLIGHT = 1e6 / 6504  # mired
COLDEST, WARMEST = 1e6 / 9000, 1e6 / 3200  # mired
RED_SHARE = 0.6  # exponent of the gain of red: it was kept high because of the green of fluorescent tubes (estimate)
WHITE_RATE = 0.8  # rad/s: a few seconds
HUNTING = 40.0  # mired, each way, at most
HUNTING_SLOTS = 3.7, 9.1  # s
DEAD_BAND = 6.0  # mired: smaller errors are not corrected

# Focus: a search begins when the scene has changed, or at random where there is little contrast.
CHANGE = 0.9  # EV against the last few seconds
MEMORY = 1.5  # s
FLAT = 0.7  # EV: contrast below which searches begin at random
REST = 3.0  # s between searches
DOUBT_SLOT, DOUBT = 4.0, 0.25  # s, and the probability in each
SWING, DECAY = 0.9, 0.4  # s: period and time constant of a search
MAXIMUM_BLUR = 3.0  # lines of a field
BREATHING = 0.006  # magnification at the far end of the focus, less 1

_WANDER, _DOUBT, _SIDE = 20, 21, 22  # users of the stream

_MIREDS = np.linspace(COLDEST, WARMEST, 60)
_WARMTHS = np.array([log2(white[0] / white[2]) for white in (white_of(1e6 / mired) for mired in _MIREDS)])


@dataclass
class _State:
    """Exposure in log2 of 1 / (cd/m2) and its rate, white in mired and its rate, and the time of the last search."""

    exposure: float
    exposure_rate: float
    white: float
    white_rate: float
    average: float  # level of the last few seconds
    search: float


class Automatics:
    """Follows the readings of a take; afterwards returns the state at any instant of it."""

    def __init__(self, settings: CameraSettings, seed: int) -> None:
        self._settings, self._seed = settings, seed
        self._last: Reading | None = None
        self._state: _State | None = None
        self._starts: list[float] = []
        self._settled: list[tuple[float, float, float]] = []  # exposure, mired, focus error from -1 to 1

    def follow(self, reading: Reading) -> None:
        """Advance to a reading, later than the last one; at the first, all has settled. Raises ValueError."""
        # The automatics run while the camera waits to record.
        if self._last is None or self._state is None:
            self._state = _State(self._aim(reading), 0.0, self._white_aim(reading), 0.0, reading.level, -1e9)
            self._last = reading
            self._keep(reading.time)
            return
        if reading.time <= self._last.time:
            raise ValueError(f"the reading at {reading.time} s does not follow the one at {self._last.time} s")
        while self._starts[-1] + STEP <= reading.time + 1e-9:
            time = self._starts[-1] + STEP
            self._step(self._state, _between(self._last, reading, time))
            self._keep(time)
        self._last = reading

    def at(self, time: float) -> CameraState:
        """The state at an instant, s; before and after all readings as at the first and last. Raises ValueError."""
        if not self._starts:
            raise ValueError("no reading has been followed yet")
        after = min(bisect_right(self._starts, time), len(self._starts) - 1)
        before = max(after - 1, 0)
        span = self._starts[after] - self._starts[before]
        share = min(max((time - self._starts[before]) / span, 0.0), 1.0) if span > 0 else 0.0
        low, high = self._settled[before], self._settled[after]
        exposure, mired, focus = (a + share * (b - a) for a, b in zip(low, high, strict=True))
        return self._camera_state(exposure, mired, focus)

    def _camera_state(self, exposure: float, mired: float, focus: float) -> CameraState:
        # Exposure beyond the wide-open iris is left to the amplifier.
        iris = min(exposure, -log2(OPEN))
        gain = min((exposure - iris) * DECIBELS, self._settings.gain)
        red, green, blue = white_of(1e6 / DAYLIGHT) / white_of(1e6 / mired)
        strength = self._settings.focus
        return CameraState(
            exposure=2.0**iris,
            gain_db=gain,
            white=(float(red / green) ** RED_SHARE, 1.0, float(blue / green)),
            blur=MAXIMUM_BLUR * strength * abs(focus),
            zoom=1 + BREATHING * strength * (1 + focus),
        )

    def _aim(self, reading: Reading) -> float:
        """The target exposure of a scene, log2."""
        highlights = min(HIGHLIGHT_EV * reading.overlit, HIGHLIGHT_LIMIT)
        widest = -log2(OPEN) + self._settings.gain / DECIBELS
        return min(max(log2(self._settings.key) - reading.level - highlights, -log2(CLOSED)), widest)

    def _white_aim(self, reading: Reading) -> float:
        """The target white of a scene, mired."""
        warmth = log2(max(reading.colour[0], 1e-3) / max(reading.colour[2], 1e-3))
        found = float(np.interp(warmth, _WARMTHS, _MIREDS))
        return DAYLIGHT + self._settings.white * (found - DAYLIGHT)

    def _step(self, state: _State, reading: Reading) -> None:
        self._turn_iris(state, self._aim(reading))
        self._turn_white(state, self._white_aim(reading), reading.time)
        self._look_for_focus(state, reading)

    def _turn_iris(self, state: _State, aim: float) -> None:
        """An underdamped second-order loop."""
        if self._settings.iris == 0:
            state.exposure, state.exposure_rate = aim, 0.0
            return
        rate = min(IRIS_RATE / self._settings.iris, 30.0)
        state.exposure_rate += STEP * (rate**2 * (aim - state.exposure) - 2 * IRIS_DAMPING * rate * state.exposure_rate)
        state.exposure += STEP * state.exposure_rate

    def _turn_white(self, state: _State, aim: float, time: float) -> None:
        """A slower, less damped loop, with a random error and a dead band."""
        strength = self._settings.hunting * min(3 * self._settings.white, 1.0)
        wander = sum(_smooth_noise(time / slot, self._seed, number) for number, slot in enumerate(HUNTING_SLOTS))
        off = aim + 0.5 * HUNTING * strength * wander - state.white
        off -= min(max(off, -DEAD_BAND * self._settings.hunting), DEAD_BAND * self._settings.hunting)
        damping = 1.0 - 0.6 * self._settings.hunting
        state.white_rate += STEP * (WHITE_RATE**2 * off - 2 * damping * WHITE_RATE * state.white_rate)
        state.white = min(max(state.white + STEP * state.white_rate, COLDEST), WARMEST)

    def _look_for_focus(self, state: _State, reading: Reading) -> None:
        """Begin a search if the scene has changed or has little contrast, and the last search is over."""
        changed = abs(reading.level - state.average) > CHANGE
        state.average += STEP / MEMORY * (reading.level - state.average)
        slot = int(reading.time // DOUBT_SLOT)
        unsure = reading.contrast < FLAT and key_of(self._seed, Stream.SENSOR, _DOUBT, slot) < DOUBT * 2**32
        if (changed or unsure) and reading.time - state.search > REST:
            state.search = reading.time

    def _keep(self, time: float) -> None:
        assert self._state is not None
        state, since = self._state, time - self._state.search
        side = 1 if key_of(self._seed, Stream.SENSOR, _SIDE, round(state.search / STEP)) & 1 else -1
        focus = side * sin(2 * pi * since / SWING) * exp(-since / DECAY) if since < REST else 0.0
        self._starts.append(time)
        self._settled.append((state.exposure, state.white, focus))


def _between(first: Reading, second: Reading, time: float) -> Reading:
    """Linear interpolation between two readings."""
    share = (time - first.time) / (second.time - first.time)

    def mix(a: float, b: float) -> float:
        return a + share * (b - a)

    red, green, blue = (mix(a, b) for a, b in zip(first.colour, second.colour, strict=True))
    return Reading(
        time,
        mix(first.level, second.level),
        (red, green, blue),
        mix(first.overlit, second.overlit),
        mix(first.contrast, second.contrast),
    )


def _smooth_noise(place: float, seed: int, user: int) -> float:
    """Smooth noise from -1 to 1 with a new value in each slot."""
    slot = ceil(place) - 1
    share = place - slot
    share *= share * (3 - 2 * share)
    low, high = (key_of(seed, Stream.SENSOR, _WANDER, user, slot + end) / 2**31 - 1 for end in (0, 1))
    return low + share * (high - low)
