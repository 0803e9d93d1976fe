"""What happens in a shot: drawn from its events, and given a place in the world."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from liminal.light.flicker import Dimmers, Outage
from liminal.random import Stream, key_of, mix_arrays, units
from liminal.settings.light import LightSettings
from liminal.settings.storyboard import EventName, ShotEvent
from liminal.shot.event import Event
from liminal.shot.ground import Ground
from liminal.shot.outlook import Outlook
from liminal.shot.track import shortest_turn
from liminal.view.pose import Pose
from liminal.view.stage_events import Figure
from liminal.world.grid import CELL
from liminal.world.window import Window
from liminal.world.world import World

Where = Callable[[float], Pose]  # the camera at a time of the film, seconds

# How long each takes, unless the storyboard says so, seconds.
_USUAL = {"lamp-dies": 1.8, "blackout": 30.0, "knock": 0.6, "figure": 5.0, "door-shuts": 0.8, "tape-glitch": 0.5}

_SIGHT = 42.0  # m around the camera that is looked into
_LAMP = 18.0  # m: further lamps nobody misses
_ACROSS, _UP = 0.55, 0.44  # of the field of view, from its middle: what is in the picture
_LINE = 4.5  # m to each side of a line of lamps that a blackout takes
_FIRST, _LAST = 34.0, 9.0  # m: from so far ahead to so far behind
_MOST = 28  # lamps: about what hangs on a circuit
_PACE = (4.0, 9.0)  # m/s: how fast darkness runs
_HEARD = (5.0, 13.0)  # m: where a sound comes from

_FAR, _FARTHEST = 13.0, 38.0  # m: a figure stands no nearer and no further
_LOOKED_FROM = 6  # instants at which it must be in sight or out of the picture
_BLINK = 0.35  # s that lamps near it are dark, when it comes and when it goes
_BESIDE = 5.5  # m: what is near it


@dataclass
class FilmEvents:
    """All that happens in a film, gathered shot by shot. `notes`: what could not be staged, for people."""

    events: list[Event] = field(default_factory=list)
    outages: list[Outage] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class DrawnEvent:
    """An event whose time is known: `time`, `seconds` of the film. `lot`: 0 to 1, for all else about it."""

    kind: EventName
    time: float
    seconds: float
    strength: float
    lot: float


def draw(events: Sequence[ShotEvent], begin: float, seconds: float, seed: int) -> list[DrawnEvent]:
    """Draw what happens in a shot that begins at `begin` and lasts for `seconds`, in order."""
    drawn = []
    for number, event in enumerate(events):
        lots = units(mix_arrays(key_of(seed, Stream.STORYBOARD, 1, number), np.arange(4))).tolist()
        usual = _USUAL[event.kind]
        low, high = event.seconds or (usual, usual)
        lasts = max(0.05, low + (high - low) * lots[1])
        at = event.at[0] + (event.at[1] - event.at[0]) * lots[2]
        # What is put after the end is for the end: it is over as the shot is.
        at = at if at < seconds else max(0.0, seconds - lasts)
        if lots[0] < event.chance:
            drawn.append(DrawnEvent(event.kind, begin + at, lasts, event.strength, lots[3]))
    return sorted(drawn, key=lambda each: each.time)


class Stager:
    """Finds in a world where things can happen."""

    def __init__(self, world: World, settings: LightSettings) -> None:
        self._world, self._settings = world, settings

    def stage(self, drawn: DrawnEvent, where: Where, begin: float, end: float, into: FilmEvents, shot: str) -> None:
        """Add one event of the shot that lasts from `begin` to `end` (s), or say what happens instead."""
        if drawn.kind == "lamp-dies":
            self._lamp_dies(drawn, where, into, shot)
        elif drawn.kind == "blackout":
            self._blackout(drawn, where, into, shot)
        elif drawn.kind == "figure":
            self._figure(drawn, where, begin, end, into, shot)
        elif drawn.kind == "tape-glitch":
            pose = where(drawn.time)
            into.events.append(_event(drawn, pose.x, pose.z))
        else:
            self._sound(drawn, where, into)

    def _sound(self, drawn: DrawnEvent, where: Where, into: FilmEvents, kind: EventName | None = None) -> None:
        """Let something sound out of sight, rather behind whoever listens than before."""
        pose = where(drawn.time)
        distance = _HEARD[0] + (_HEARD[1] - _HEARD[0]) * (drawn.lot * 7.0 % 1.0)
        angle = math.radians(pose.yaw + 60.0 + 240.0 * drawn.lot)
        x, z = pose.x + distance * math.sin(angle), pose.z - distance * math.cos(angle)
        seconds = drawn.seconds if kind is None else _USUAL[kind]
        into.events.append(Event(drawn.time, seconds, kind or drawn.kind, x, z, drawn.strength))

    def _lamp_dies(self, drawn: DrawnEvent, where: Where, into: FilmEvents, shot: str) -> None:
        # It must be in the picture when it goes dark for good.
        pose = where(drawn.time + drawn.seconds)
        window, outlook = self._around(pose)
        lamps, away, aside = self._lamps(window, pose, into)
        up = np.degrees(np.arctan2(lamps["y"] - pose.y, away)) - pose.pitch
        ahead = (aside < _ACROSS * pose.fov) & (up < _UP * pose.fov) & (away < _LAMP) & _seen(outlook, pose, lamps)
        if not ahead.any():
            into.notes.append(f"{shot}: no lamp ahead that could die; a knock instead")
            self._sound(drawn, where, into, "knock")
            return
        lamp = lamps[np.argmin(np.where(ahead, away, np.inf))]
        stutter = 0.75 * drawn.seconds
        into.outages.append(
            Outage(int(lamp["cell_x"]), int(lamp["cell_z"]), drawn.time + drawn.seconds, np.inf, stutter)
        )
        into.events.append(_event(drawn, float(lamp["x"]), float(lamp["z"])))

    def _blackout(self, drawn: DrawnEvent, where: Where, into: FilmEvents, shot: str) -> None:
        """Darkness comes down the line of sight, lamp by lamp, and passes overhead."""
        pose = where(drawn.time)
        window, _ = self._around(pose)
        lamps, _, _ = self._lamps(window, pose, into, ailing=True)
        heading = math.radians(pose.yaw)
        dx, dz = lamps["x"] - pose.x, lamps["z"] - pose.z
        along = dx * math.sin(heading) - dz * math.cos(heading)
        across = abs(dx * math.cos(heading) + dz * math.sin(heading))
        taken = np.flatnonzero((along < _FIRST) & (along > -_LAST) & (across < _LINE))
        if len(taken) < 3:
            into.notes.append(f"{shot}: no row of lamps for a blackout; one lamp dies instead")
            self._lamp_dies(DrawnEvent("lamp-dies", drawn.time, 1.8, drawn.strength, drawn.lot), where, into, shot)
            return
        taken = taken[np.argsort(abs(along[taken]))][:_MOST]
        first = float(along[taken].max())
        pace = _PACE[0] * (_PACE[1] / _PACE[0]) ** drawn.lot
        for index in taken.tolist():
            lamp = lamps[index]
            late = float(units(mix_arrays(int(lamp["cell_x"]), int(lamp["cell_z"]), Stream.OUTAGE))[0])
            out = drawn.time + (first - float(along[index])) / pace + 0.12 * late
            back = out + drawn.seconds
            into.outages.append(Outage(int(lamp["cell_x"]), int(lamp["cell_z"]), out, back))
        middle = lamps[taken[np.argmax(along[taken])]]
        into.events.append(_event(drawn, float(middle["x"]), float(middle["z"])))

    def _figure(self, drawn: DrawnEvent, where: Where, begin: float, end: float, into: FilmEvents, shot: str) -> None:
        """Somebody stands far down a line of sight, and is gone after a blink of the lamps or a cut."""
        first, last = drawn.time, min(drawn.time + drawn.seconds, end)
        poses = [where(first + (last - first) * step / (_LOOKED_FROM - 1)) for step in range(_LOOKED_FROM)]
        middle = poses[len(poses) // 2]
        window, outlook = self._around(middle)
        place = _far_place(window, outlook, poses, drawn.lot)
        if place is None:
            into.notes.append(f"{shot}: no line of sight long enough for a figure; a knock instead")
            self._sound(drawn, where, into, "knock")
            return
        x, z, floor = place
        lamps, _, _ = self._lamps(window, middle, into)
        near = lamps[np.hypot(lamps["x"] - x, lamps["z"] - z) < _BESIDE]
        # The lamps around it blink as it comes and goes, unless the shot begins or ends there.
        blinks = [time for time in (first, last) if begin + 0.1 < time < end - 0.1]
        for time in blinks:
            for lamp in near[:4]:
                cell = int(lamp["cell_x"]), int(lamp["cell_z"])
                into.outages.append(Outage(*cell, time - _BLINK / 2, time + _BLINK / 2, stutter=0.5))
        into.figures.append(Figure(x, z, floor, first, last, drawn.lot))
        into.events.append(Event(first, last - first, "figure", x, z, drawn.strength))

    def _around(self, pose: Pose) -> tuple[Window, Outlook]:
        reach = round(_SIGHT / CELL)
        x0, z0 = round(pose.x / CELL) - reach, round(pose.z / CELL) - reach
        window = self._world.window(x0, z0, 2 * reach, 2 * reach)
        return window, Outlook(window)

    def _lamps(
        self, window: Window, pose: Pose, into: FilmEvents, ailing: bool = False
    ) -> tuple[NDArray[np.void], NDArray[np.float64], NDArray[np.float64]]:
        """Return the lamps that behave, or also those that do not, how far each is, and how far aside (deg).

        Lamps that are dark for the film's sake are not among them.
        """
        dimmers = Dimmers(self._world.seed, window.lamps, self._settings)
        gone = {(outage.cell_x, outage.cell_z) for outage in into.outages}
        corners = zip(window.lamps["cell_x"].tolist(), window.lamps["cell_z"].tolist(), strict=True)
        there = np.array([corner not in gone for corner in corners], bool)
        lamps = window.lamps[(dimmers.level > 0) & (ailing | ~dimmers.dimmable) & there]
        dx, dz = lamps["x"].astype(np.float64) - pose.x, lamps["z"].astype(np.float64) - pose.z
        bearing = np.degrees(np.arctan2(dx, -dz)) - pose.yaw
        return lamps, np.hypot(dx, dz), abs(shortest_turn(bearing))


def _event(drawn: DrawnEvent, x: float, z: float) -> Event:
    return Event(drawn.time, drawn.seconds, drawn.kind, x, z, drawn.strength)


def _seen(outlook: Outlook, pose: Pose, lamps: NDArray[np.void]) -> NDArray[np.bool_]:
    """Tell which lamps no wall hides from a pose."""
    dx, dz = lamps["x"].astype(np.float64) - pose.x, lamps["z"].astype(np.float64) - pose.z
    if not len(lamps):
        return np.zeros(0, bool)
    depth = outlook.depth(np.array([[pose.x, pose.z]]), np.arctan2(dx, -dz))[0]
    return np.asarray(depth > np.hypot(dx, dz) - 0.4)


def _far_place(
    window: Window, outlook: Outlook, poses: Sequence[Pose], lot: float
) -> tuple[float, float, float] | None:
    """Find where somebody could stand: in sight of all `poses`, in the middle of the picture, and far: x, z, floor."""
    middle = poses[len(poses) // 2]
    angles = np.radians(middle.yaw + np.linspace(-16.0, 16.0, 33))
    depth = outlook.depth(np.array([[middle.x, middle.z]]), angles)[0]
    places = np.array(
        [
            (middle.x + far * math.sin(angle), middle.z - far * math.cos(angle))
            for angle, deep in zip(angles.tolist(), depth.tolist(), strict=True)
            for far in np.arange(_FAR, min(deep - 0.5, _FARTHEST), 1.0).tolist()
        ]
    ).reshape(-1, 2)
    if not len(places):
        return None
    ground = Ground(window)
    good = ground.clearance(places) > 0.4
    for pose in poses:
        offset = places - np.array([pose.x, pose.z])
        away, bearing = np.hypot(*offset.T), np.arctan2(offset[:, 0], -offset[:, 1])
        aside = np.array([abs(shortest_turn(math.degrees(b) - pose.yaw)) for b in bearing.tolist()])
        # Each place has a line of its own; somebody out of the picture cannot be hidden by anything.
        free = outlook.depth(np.array([[pose.x, pose.z]]), bearing)[0] > away - 0.1
        good &= (away >= _FAR) & (free | (aside > 50.0))
    if not good.any():
        return None
    # Far, but not always as far as can be.
    away = np.hypot(*(places - np.array([middle.x, middle.z])).T)
    wanted = 17.0 + 14.0 * lot
    best = int(np.argmin(np.where(good, abs(away - wanted), np.inf)))
    x, z = places[best].tolist()
    return x, z, float(ground.floor(places[best : best + 1])[0])
