"""The automatics of a camera: iris, amplification, white balance and focus, as they follow a scene.

They have memory, so they run through the readings of a whole shot beforehand, in fixed steps from its start. What they
set at an instant depends on the readings up to then, however these are handed over.
"""

from bisect import bisect_right
from dataclasses import dataclass
from math import ceil, exp, log2, pi, sin

import numpy as np

from liminal.camera.moment import Moment
from liminal.camera.reading import Reading
from liminal.colour import white_of
from liminal.random import Stream, key_of
from liminal.settings.camera import CameraSettings

STEP = 1.001 / 60  # s: a field

# What the iris brings to white without amplification: wide open, and closed (estimates for f/1.6, 1/60 s and a chip of
# a third of an inch: 300 lux on white paper).
OPEN, CLOSED = 80.0, 32_000.0  # cd/m2
DECIBELS = 6.0206  # to a doubling
IRIS_RATE = 4.0  # rad/s, at its most sluggish: half a second to nine tenths of the way
IRIS_DAMPING = 0.6  # overshoots by a tenth
BACKING_OFF = 3.0  # EV that lamps in all of the picture would take away
BACKED_OFF = 0.7  # EV at most

# White balance looks for light between lamps of 3,200 K and a blue sky, and takes the average of the scene for white.
DAYLIGHT = 1e6 / 6504  # mired
COLDEST, WARMEST = 1e6 / 9000, 1e6 / 3200  # mired
RED_SHARE = 0.6  # how far red is turned down for warm light: it was kept high for the green of tubes (estimate)
WHITE_RATE = 0.8  # rad/s: a few seconds
WANDERING = 40.0  # mired, each way, at its most
WANDER_SLOTS = 3.7, 9.1  # s
CONTENT = 6.0  # mired: what is nearer to the aim is left alone

# Focus: it sets out when the scene has changed by so much, or now and then where there is little to see.
CHANGE = 0.9  # EV against the last few seconds
MEMORY = 1.5  # s
FLAT = 0.7  # EV: contrast below which it doubts itself
REST = 3.0  # s between searches
DOUBT_SLOT, DOUBT = 4.0, 0.25  # s, and how often in one
SWING, FADING = 0.9, 0.4  # s: period of a search, and how fast it dies away
MOST_BLUR = 3.0  # lines of a field
BREATHING = 0.006  # how much larger the picture is at the far end

_WANDER, _DOUBT, _SIDE = 20, 21, 22  # users of the stream

_MIREDS = np.linspace(COLDEST, WARMEST, 60)
_WARMTHS = np.array([log2(white[0] / white[2]) for white in (white_of(1e6 / mired) for mired in _MIREDS)])


@dataclass
class _State:
    """Exposure in log2 of 1 / (cd/m2) and its speed, white in mired and its speed, and when a search began."""

    exposure: float
    opening: float
    white: float
    turning: float
    usual: float  # level of the last few seconds
    search: float


class Automatics:
    """Follows the readings of a take; afterwards says what was set at any instant of it."""

    def __init__(self, settings: CameraSettings, seed: int) -> None:
        self._settings, self._seed = settings, seed
        self._last: Reading | None = None
        self._state: _State | None = None
        self._starts: list[float] = []
        self._moments: list[tuple[float, float, float]] = []  # exposure, mired, place of the focus

    def follow(self, reading: Reading) -> None:
        """Go on to a reading, later than the last one. The first one finds everything settled. Raises ValueError."""
        # While the camera waits to record, it looks on.
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

    def at(self, time: float) -> Moment:
        """What is set at an instant, s; before and after all readings as at the first and last. Raises ValueError."""
        if not self._starts:
            raise ValueError("nothing has been followed yet")
        after = min(bisect_right(self._starts, time), len(self._starts) - 1)
        before = max(after - 1, 0)
        span = self._starts[after] - self._starts[before]
        share = min(max((time - self._starts[before]) / span, 0.0), 1.0) if span > 0 else 0.0
        low, high = self._moments[before], self._moments[after]
        exposure, mired, focus = (a + share * (b - a) for a, b in zip(low, high, strict=True))
        return self._moment(exposure, mired, focus)

    def _moment(self, exposure: float, mired: float, focus: float) -> Moment:
        # What the iris cannot give is left to the amplifier.
        iris = min(exposure, -log2(OPEN))
        gain = min((exposure - iris) * DECIBELS, self._settings.gain)
        red, green, blue = white_of(1e6 / DAYLIGHT) / white_of(1e6 / mired)
        strength = self._settings.focus
        return Moment(
            exposure=2.0**iris,
            gain_db=gain,
            white=(float(red / green) ** RED_SHARE, 1.0, float(blue / green)),
            blur=MOST_BLUR * strength * abs(focus),
            zoom=1 + BREATHING * strength * (1 + focus),
        )

    def _aim(self, reading: Reading) -> float:
        """The exposure that a scene should have."""
        backing = min(BACKING_OFF * reading.overlit, BACKED_OFF)
        widest = -log2(OPEN) + self._settings.gain / DECIBELS
        return min(max(log2(self._settings.key) - reading.level - backing, -log2(CLOSED)), widest)

    def _white_aim(self, reading: Reading) -> float:
        """The colour of its light, mired, as far as the camera believes in it."""
        warmth = log2(max(reading.colour[0], 1e-3) / max(reading.colour[2], 1e-3))
        found = float(np.interp(warmth, _WARMTHS, _MIREDS))
        return DAYLIGHT + self._settings.white * (found - DAYLIGHT)

    def _step(self, state: _State, reading: Reading) -> None:
        self._turn_iris(state, self._aim(reading))
        self._turn_white(state, self._white_aim(reading), reading.time)
        self._look_for_focus(state, reading)

    def _turn_iris(self, state: _State, aim: float) -> None:
        """A spring with too little damping."""
        if self._settings.iris == 0:
            state.exposure, state.opening = aim, 0.0
            return
        rate = min(IRIS_RATE / self._settings.iris, 30.0)
        state.opening += STEP * (rate**2 * (aim - state.exposure) - 2 * IRIS_DAMPING * rate * state.opening)
        state.exposure += STEP * state.opening

    def _turn_white(self, state: _State, aim: float, time: float) -> None:
        """Slower, looser, and never quite sure."""
        strength = self._settings.hunting * min(3 * self._settings.white, 1.0)
        wander = sum(_smooth_noise(time / slot, self._seed, number) for number, slot in enumerate(WANDER_SLOTS))
        off = aim + 0.5 * WANDERING * strength * wander - state.white
        off -= min(max(off, -CONTENT * self._settings.hunting), CONTENT * self._settings.hunting)
        damping = 1.0 - 0.6 * self._settings.hunting
        state.turning += STEP * (WHITE_RATE**2 * off - 2 * damping * WHITE_RATE * state.turning)
        state.white = min(max(state.white + STEP * state.turning, COLDEST), WARMEST)

    def _look_for_focus(self, state: _State, reading: Reading) -> None:
        """Set out on a search where there is reason to, and the last one is over."""
        changed = abs(reading.level - state.usual) > CHANGE
        state.usual += STEP / MEMORY * (reading.level - state.usual)
        slot = int(reading.time // DOUBT_SLOT)
        unsure = reading.contrast < FLAT and key_of(self._seed, Stream.SENSOR, _DOUBT, slot) < DOUBT * 2**32
        if (changed or unsure) and reading.time - state.search > REST:
            state.search = reading.time

    def _keep(self, time: float) -> None:
        assert self._state is not None
        state, since = self._state, time - self._state.search
        side = 1 if key_of(self._seed, Stream.SENSOR, _SIDE, round(state.search / STEP)) & 1 else -1
        focus = side * sin(2 * pi * since / SWING) * exp(-since / FADING) if since < REST else 0.0
        self._starts.append(time)
        self._moments.append((state.exposure, state.white, focus))


def _between(first: Reading, second: Reading, time: float) -> Reading:
    """The reading between two, straight from one to the other."""
    share = (time - first.time) / (second.time - first.time)

    def mixed(a: float, b: float) -> float:
        return a + share * (b - a)

    red, green, blue = (mixed(a, b) for a, b in zip(first.colour, second.colour, strict=True))
    return Reading(
        time,
        mixed(first.level, second.level),
        (red, green, blue),
        mixed(first.overlit, second.overlit),
        mixed(first.contrast, second.contrast),
    )


def _smooth_noise(place: float, seed: int, user: int) -> float:
    """Noise from -1 to 1 that turns about once a slot."""
    slot = ceil(place) - 1
    share = place - slot
    share *= share * (3 - 2 * share)
    low, high = (key_of(seed, Stream.SENSOR, _WANDER, user, slot + end) / 2**31 - 1 for end in (0, 1))
    return low + share * (high - low)
