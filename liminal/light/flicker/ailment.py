"""Ailments: the lasting faults of each lamp, drawn once from its place."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liminal.light.flicker.habit import Trouble
from liminal.random import Words, mix_arrays, units
from liminal.settings.light import LightSettings

TUBES = 2  # in a troffer

_IN_SERIES = 0.5  # share of failing lamps whose two tubes hang on one ballast in series, and go together
_BOTH = 0.2  # share of the others in which both fail, each in its own time
# Shares among lamps with a failing tube.
_FAILURES = ((Trouble.STUTTERING, 0.45), (Trouble.STRIKING, 0.30), (Trouble.DYING, 0.25))


@dataclass(frozen=True)
class Ailments:
    """The state of n lamps. `failing`: (n,), those that are old. Of their tubes, (n, TUBES) each:

    `restless`: it flickers, as its `trouble` has it. `alive`: it gives light at all. `key`: names its random numbers;
    tubes that go together share it. A lamp without tubes counts as two that never flicker.
    """

    failing: NDArray[np.bool_]
    restless: NDArray[np.bool_]
    trouble: NDArray[np.intp]
    alive: NDArray[np.bool_]
    key: Words


def ailments_of(lamp_key: Words, settings: LightSettings, tubes: NDArray[np.bool_]) -> Ailments:
    """Draw the ailments of lamps by their keys (n,). Lamps that fail at some share fail at any larger one, too.

    `tubes`: which of them have tubes, (n,).
    """
    failing, loose, dark, kind, gear, which, both = units(mix_arrays(lamp_key, 1, np.arange(7)[:, None]))
    tube = np.arange(TUBES)
    chosen = (which < 0.5)[:, None] == (tube == 0)

    # A failing ballast takes both tubes along; a failing tube is mostly alone.
    is_failing = failing < settings.failing * settings.flicker
    is_loose = ~is_failing & (loose < settings.loose * settings.flicker)
    together = is_loose | (gear < _IN_SERIES)
    hit = chosen | (together | (both < _BOTH))[:, None]
    restless = ((is_failing | is_loose) & tubes)[:, None] & hit

    limits = np.cumsum([share for _, share in _FAILURES])[:-1]
    failure = np.array([trouble for trouble, _ in _FAILURES])[np.searchsorted(limits, kind, side="right")]
    trouble = np.where(is_loose, Trouble.LOOSE, failure)

    alone = mix_arrays(lamp_key[:, None], 2, tube)
    one_dark = (dark < settings.dark_tubes * settings.flicker) & tubes
    return Ailments(
        failing=is_failing,
        restless=restless,
        trouble=np.repeat(trouble[:, None], TUBES, axis=1),
        alive=~(chosen & one_dark[:, None] & ~restless),
        key=np.where(together[:, None], mix_arrays(lamp_key, 3)[:, None], alone),
    )
