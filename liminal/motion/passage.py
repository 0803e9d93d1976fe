"""Passages: the way of a person who may fall on it, and the steps before and after each fall."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liminal.motion.body_control import BodyControl, joined_controls
from liminal.motion.detour import Detour, after_fall, detour_of
from liminal.motion.footprint import FloorAt
from liminal.motion.gesture import Gesture
from liminal.motion.locomotion import Locomotion
from liminal.motion.squeeze import sidled
from liminal.motion.way import Way

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class PassagePart:
    """The way of a person from a fall, or the beginning, to the next, and the steps on it. `begin`: s."""

    begin: float
    way: Way
    locomotion: Locomotion


class Passage:
    """The parts of a person's way, and the falls between them."""

    def __init__(self, way: Way, gestures: Sequence[Gesture], floor_at: FloorAt, stature: float, seed: int) -> None:
        """`gestures`: in order of time. The rest: as for `Locomotion`."""
        way = sidled(way, [each for each in gestures if each.kind == "squeeze"])
        self.parts = [PassagePart(-np.inf, way, Locomotion(way, floor_at, stature, seed))]
        self.detours: list[Detour] = []
        for fall in (each for each in gestures if each.kind == "fall"):
            detour = detour_of(way, fall, gestures)
            way = after_fall(way, detour, stature)
            self.detours.append(detour)
            self.parts.append(PassagePart(detour.fell, way, Locomotion(way, floor_at, stature, seed)))

    def part_at(self, time: float) -> PassagePart:
        """Return the part at a time, s."""
        return [each for each in self.parts if each.begin <= time][-1]

    def control_at(self, times: Floats) -> BodyControl:
        """Return what hips, trunk, arms and feet do at rising times (f,), s, but for gestures."""
        edges = np.searchsorted(times, [each.begin for each in self.parts[1:]])
        pieces = zip(self.parts, np.split(times, edges), strict=True)
        return joined_controls([part.locomotion.control_at(piece) for part, piece in pieces if len(piece)])
