"""Random looks: camera, cable, tape and sound track as one finds them, drawn from a seed. docs/tape.md has the odds.

A look has a format, an age of its camera and a wear of its tape, both mostly small, and from these its dials. Each draw
has a name of its own, so a new dial changes no look's others.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import floor, log10
from typing import Any
from zlib import crc32

from liminal.random import Stream, key_of, unit_of

Tables = dict[str, Any]

# Shares of what tapes of homes and archives are recorded on (estimates), by format and speed.
FORMATS = {
    ("vhs", "sp"): 0.36,
    ("vhs", "lp"): 0.07,
    ("vhs", "ep"): 0.17,
    ("video8", "sp"): 0.16,
    ("video8", "lp"): 0.05,
    ("dv", "sp"): 0.12,
    ("betacam", "sp"): 0.07,
}
GENERATIONS = {1: 0.78, 2: 0.15, 3: 0.05, 4: 0.02}  # of analogue tapes; what is digital is copied without loss
COMPOSITE = {"vhs": 0.7, "video8": 0.5, "betacam": 0.1, "dv": 0.1}  # shares that come over the one yellow plug
SKEW = 2.2  # wear and age are a uniform number to this power: a median of 0.22, and one in eleven above 0.8
SPREAD = 0.25  # by which a dial's own wear may differ from its tape's, either way

_NAMES = {"vhs": "VHS", "video8": "Video8", "dv": "MiniDV", "betacam": "Betacam"}
_SPEEDS = {"sp": 0.0, "lp": 0.05, "ep": 0.1}  # of wear: slow tapes are those that were used again and again


@dataclass(frozen=True)
class Dial:
    """A dial that goes with wear: `good` at 0 and `worn` at 1, in between by equal ratios, or straight from 0."""

    good: float
    worn: float

    def at(self, wear: float) -> float:
        """Return the value at a wear from 0 to 1."""
        if self.good > 0:
            return float(self.good * (self.worn / self.good) ** wear)
        return self.worn * wear


@dataclass(frozen=True)
class Fault:
    """A dial that is 0 on most tapes: on shares of them from `good` to `worn`, and then from `low` to `high`."""

    good: float
    worn: float
    low: float
    high: float


# Of a one-chip camera by its age; what is drawn evenly is further down.
CAMERA = {
    "softness": Dial(0.2, 0.8),
    "noise": Dial(0.3, 0.9),
    "pattern": Dial(0.1, 0.7),
    "hot_pixels": Dial(0.0, 0.5),
    "smear": Dial(0.3, 0.9),
    "dirt": Dial(0.1, 0.8),
    "fringe": Dial(0.15, 0.7),
}
CAMERA_EVENLY = {
    "distortion": (0.05, 0.7),
    "flare": (0.3, 0.9),
    "vignette": (0.1, 0.6),
    "mosaic": (0.3, 0.8),
    "bloom": (0.2, 0.8),
    "knee": (0.5, 1.0),
    "aperture": (0.3, 1.0),
    "key": (0.26, 0.46),
    "white": (0.1, 0.6),
    "hunting": (0.2, 0.8),
    "focus": (0.2, 0.7),
}
# A camera of three chips, for the news and for those who could afford it: as one-chip ones, times this.
THREE_CHIPS = dict.fromkeys(("softness", "noise", "smear", "dirt", "fringe", "distortion", "hunting"), 0.5)

TAPE = {
    "noise": Dial(0.8, 3.6),
    "colour_noise": Dial(0.8, 4.0),
    "dropouts": Dial(4.0, 400.0),
    "jitter": Dial(0.7, 3.0),
    "flagging": Dial(0.2, 1.8),
    "hue": Dial(0.7, 2.6),
}
TAPE_FAULTS = {
    "tracking": Fault(0.06, 0.6, 0.03, 0.35),
    "crease": Fault(0.02, 0.4, 0.1, 0.4),
    "clog": Fault(0.005, 0.08, 0.2, 0.45),
    "bearding": Fault(0.04, 0.2, 0.1, 0.7),
}
TAPE_EVENLY = {"sharpness": (0.0, 0.8)}
REDUCED = Fault(0.35, 0.35, 0.2, 0.7)  # decks with line noise reduction
UNCOMPENSATED = 0.04  # share of decks that leave dropouts as they are
HQ = 0.5  # share of VHS decks

CABLE_FAULTS = {
    "noise": Fault(0.3, 0.6, 0.2, 1.5),
    "ghost": Fault(0.03, 0.06, 0.03, 0.12),
    "hum": Fault(0.06, 0.15, 0.2, 1.2),
}
OFF_AIR = 0.15  # share of slow tapes that were recorded off the air
AERIAL = {"record_noise": (0.5, 2.2), "record_ghost": (0.0, 0.14)}

TRACK = {"hiss": Dial(0.8, 1.8), "wow": Dial(0.7, 2.0), "azimuth": Dial(0.08, 0.5), "buzz": Dial(0.6, 2.2)}
HIFI = 0.25  # share of VHS decks


def random_look(seed: int) -> tuple[str, Tables]:
    """Return a sentence about the random look of a seed, and the tables of its camera, signal, tape and track."""
    draw = _Draws(seed)
    format, speed = draw.share("format", FORMATS)
    wear = min(draw.unit("wear") ** SKEW + _SPEEDS[speed], 1.0)
    age = draw.unit("age") ** SKEW
    copied = 1 if format == "dv" else draw.share("generations", GENERATIONS)
    aired = speed != "sp" and format == "vhs" and draw.unit("off air") < OFF_AIR
    tables = {
        "camera": _camera(draw, age, three=format == "betacam" or aired or draw.unit("chips") < 0.05),
        "signal": _signal(draw, format, wear, copied > 1, aired),
        "tape": {"format": format, "speed": speed, **({} if format == "dv" else {"generations": copied})},
        "track": _track(draw, format, wear),
    }
    tables["tape"] |= {"dropouts": draw.worn("dropouts", TAPE["dropouts"], wear)}
    if format != "dv":
        tables["tape"] |= _analogue(draw, format, wear)
    copies = f", generation {copied}" if copied > 1 else ""
    air = ", off the air" if aired else ""
    return f"{_NAMES[format]} {speed.upper()}{copies}{air}: wear {wear:.2f}, age {age:.2f}.", tables


class _Draws:
    """Draws of a look by name."""

    def __init__(self, seed: int) -> None:
        self._seed = seed

    def unit(self, name: str) -> float:
        """Draw from [0, 1)."""
        return unit_of(key_of(self._seed, Stream.LOOK, crc32(name.encode())))

    def share(self, name: str, shares: Mapping[Any, float]) -> Any:
        """Draw one of the keys by its share; all shares together are 1."""
        place = self.unit(name)
        for key, share in shares.items():
            place -= share
            if place < 0:
                return key
        return next(reversed(list(shares)))

    def evenly(self, name: str, low: float, high: float) -> float:
        """Draw evenly from a range."""
        return _told(low + (high - low) * self.unit(name))

    def worn(self, name: str, dial: Dial, wear: float) -> float:
        """Draw a dial that goes with wear. What would be beyond either end is as far within."""
        own = abs(wear + SPREAD * (2 * self.unit(name) - 1))
        return _told(dial.at(1.0 - abs(1.0 - own)))

    def fault(self, name: str, fault: Fault, wear: float) -> float:
        """Draw a fault: 0 where there is none; small ones are the most frequent."""
        if self.unit(f"{name}: any") >= fault.good + (fault.worn - fault.good) * wear:
            return 0.0
        return _told(fault.low + (fault.high - fault.low) * self.unit(name) ** SKEW)


def _camera(draw: _Draws, age: float, three: bool) -> dict[str, Any]:
    found: dict[str, Any] = {name: draw.worn(f"camera {name}", dial, age) for name, dial in CAMERA.items()}
    found |= {name: draw.evenly(f"camera {name}", *ends) for name, ends in CAMERA_EVENLY.items()}
    if three:
        found |= {name: _told(found[name] * factor) for name, factor in THREE_CHIPS.items()}
    return {"kind": "three-chip" if three else "one-chip", **found}


def _signal(draw: _Draws, format: str, wear: float, copied: bool, aired: bool) -> dict[str, Any]:
    found: dict[str, Any] = {name: draw.fault(f"cable {name}", fault, wear) for name, fault in CABLE_FAULTS.items()}
    if found["ghost"] or aired:
        found["ghost_delay"] = draw.evenly("ghost delay", 0.4, 2.5)
    if draw.unit("composite") < COMPOSITE[format]:
        found |= {"composite": 1.0, "separation": "comb" if draw.unit("comb") < 0.4 else "notch"}
    if aired:
        found |= {"record_composite": 1.0, **{name: draw.evenly(name, *ends) for name, ends in AERIAL.items()}}
    elif copied and draw.unit("copied over composite") < COMPOSITE[format]:
        found |= {"record_composite": 1.0, "record_noise": draw.evenly("copy noise", 0.1, 0.8)}
    return found


def _analogue(draw: _Draws, format: str, wear: float) -> dict[str, Any]:
    """Draw the dials of a tape with carriers."""
    found: dict[str, Any] = {name: draw.worn(name, dial, wear) for name, dial in TAPE.items()}
    found |= {name: draw.fault(name, fault, wear) for name, fault in TAPE_FAULTS.items()}
    found |= {name: draw.evenly(name, *ends) for name, ends in TAPE_EVENLY.items()}
    found["line_noise_reduction"] = draw.fault("line noise reduction", REDUCED, wear)
    found["compensation"] = draw.unit("compensation") >= UNCOMPENSATED
    if format == "vhs":
        found["hq"] = draw.unit("hq") < HQ
    if format == "betacam":
        found |= {"head_switch": 0.0, "flagging": 0.0, "tracking": 0.0, "sharpness": 0.0}
    return found


def _track(draw: _Draws, format: str, wear: float) -> dict[str, Any]:
    found: dict[str, Any] = {name: draw.worn(name, dial, wear) for name, dial in TRACK.items()}
    if format == "vhs":
        found["hifi"] = draw.unit("hifi") < HIFI
    return found | {"microphone": "mono" if format == "vhs" else "stereo"}


def _told(value: float) -> float:
    """Round a value to three digits, or to thousandths, so that it reads well in recipes."""
    return round(value, min(2 - floor(log10(value)), 3)) if value else 0.0
