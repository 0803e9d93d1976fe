"""Lamp failures that hide how a figure comes and goes: lamps near it blink, or its place is dark for a moment."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from liminal.light.flicker import Outage
from liminal.shot.event import Event
from liminal.shot.event_placement import DrawnEvent, EventSetting
from liminal.shot.lamplight import Lamplight
from liminal.shot.outlook import Outlook
from liminal.view.pose import Pose
from liminal.world.window import Window

_BLINK = 0.35  # s that lamps that blink are dark
_BESIDE, _BLINKING = 5.5, 4  # m: lamps as near to it as this blink, and how many of them
_DARK = (1.3, 2.1)  # s that lamps that fail are dark
_STUTTERS = 0.7  # s before that in which they drop out
_LIT, _MOST = 0.93, 12  # of the light of its place that fails, and by how many lamps at most
_AFTERWARDS = 0.3  # s after lamps that die have gone out, it is not there any more
_INSIDE = 0.1  # s: a shot that begins or ends as near to a time hides what happens then


def fail_lamps(
    drawn: DrawnEvent,
    setting: EventSetting,
    window: Window,
    outlook: Outlook,
    place: tuple[float, float],
    times: tuple[float, float],
) -> None:
    """Let lamps hide how a figure at a place, x and z, m, comes and goes at two times, s, but where the shot does.

    `window`, `outlook`: around the camera. What lamps do is in `drawn.lamps`.
    """
    pose = setting.pose(times[0])
    if drawn.lamps == "blink":
        lamps, _, _ = setting.lamps(window, pose)
        near = lamps[np.hypot(lamps["x"] - place[0], lamps["z"] - place[1]) < _BESIDE][:_BLINKING]
        outages = [(time - _BLINK / 2, time + _BLINK / 2) for time in times]
    else:
        near = _lighting(setting, window, outlook, pose, place)
        half = 0.5 * (_DARK[0] + (_DARK[1] - _DARK[0]) * (drawn.lot * 31.0 % 1.0))
        outages = [(time - half, time + half) for time in times]
        if drawn.lamps == "die":
            outages[1] = times[1] - _AFTERWARDS, np.inf
    for time, (out, back) in zip(times, outages, strict=True):
        if setting.begin + _INSIDE < time < setting.end - _INSIDE:
            _put_out(drawn, setting, near, place, out, back)


def _put_out(
    drawn: DrawnEvent,
    setting: EventSetting,
    lamps: NDArray[np.void],
    place: tuple[float, float],
    out: float,
    back: float,
) -> None:
    """Let lamps be dark from a time to another, s; what is more than a blink is an event at the place."""
    stutter = _BLINK if drawn.lamps == "blink" else _STUTTERS
    cells: Sequence[tuple[int, int]] = list(zip(lamps["cell_x"].tolist(), lamps["cell_z"].tolist(), strict=True))
    setting.happened.outages.extend(Outage(*cell, out, back, stutter) for cell in cells)
    if drawn.lamps != "blink" and len(lamps):
        setting.happened.events.append(Event(out - stutter, stutter, "lamp-dies", *place, drawn.strength))


def _lighting(
    setting: EventSetting, window: Window, outlook: Outlook, pose: Pose, place: tuple[float, float]
) -> NDArray[np.void]:
    """Return the lamps that give a place nearly all of its direct light, the strongest first."""
    lamps, _, _ = setting.lamps(window, pose, ailing=True)
    light = Lamplight(lamps, outlook).of_each(np.array([place]))[0]
    order = np.argsort(-light)
    share = np.cumsum(light[order]) / max(float(light.sum()), 1e-9)
    return lamps[order[: min(int(np.searchsorted(share, _LIT)) + 1, _MOST)]]
