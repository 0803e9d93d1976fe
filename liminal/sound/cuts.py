"""Cuts: the sound at the instants where a recording stops and goes on."""

import numpy as np

from liminal.sound.pages import PAGE, RATE, Signal, add

_FALL, _GAP, _RISE = 0.004, 0.13, 0.03  # s: fade-out before a cut, silence after it, fade-in
_THUMP = 0.12  # of full scale: the heads' switch to recording
_EDIT = 0.004  # s: fade of an edit, inaudible


def cut_out(signal: Signal, number: int, time: float, kind: str) -> None:
    """Apply a cut at `time` (s) to page `number` of a signal (channels, PAGE), in place. `kind`: see `CutEvent`."""
    if kind == "stop":
        after = (number + np.arange(PAGE) / RATE - time) / _EDIT
        signal *= np.clip(1 - after, 0.0, 1.0).astype(np.float32)
        return
    if not number - 1 < time < number + 2:
        return
    at = number + np.arange(PAGE) / RATE - time
    fall, gap, rise = (_EDIT, 0.0, _EDIT) if kind == "edit" else (_FALL, _GAP, _RISE)
    signal *= np.clip(np.maximum(-at / fall, (at - gap) / rise), 0.0, 1.0).astype(np.float32)
    if kind == "record":
        late = np.arange(int(0.08 * RATE)) / RATE
        thump = _THUMP * np.sin(2 * np.pi * 58.0 * late) * np.exp(-late / 0.016)
        add(signal, number, thump.astype(np.float32), time + gap)
