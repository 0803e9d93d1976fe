"""Appliances: the light of things that shine by themselves, as a share of their light without faults.

Signs and vending machines have tubes like those of the ceiling, with the same troubles; bulbs are steady; beacons
flash; a television follows its picture.
"""

import numpy as np
from numpy.typing import NDArray

from liminal.light.flicker.beacon import Beacons
from liminal.light.flicker.dimmers import INSTANT, Dimmers
from liminal.light.flicker.reception import Reception
from liminal.random import Stream, keys_of
from liminal.settings.light import LightSettings
from liminal.thing.catalogue import Source, source_of
from liminal.world.grid import CELL
from liminal.world.window import LAMP

NOISE = (0.0, 0.0, 0.0, 0.0)  # what a television's face shows where light never changes: `Reception.picture`

Lights = NDArray[np.float32]


class Appliances:
    """The light of some props as a function of time: of the seed, each one's place and the settings, nothing else.

    All answers are in the order of `props`.
    """

    def __init__(self, seed: int, props: NDArray[np.void], settings: LightSettings) -> None:
        """`props`: (n,) PROP, of any kind; those without light of their own count as bulbs."""
        source = np.array([source_of(str(each)) or Source.BULB for each in props["name"]], object)
        self._tube, self._screen = (np.flatnonzero(source == kind) for kind in (Source.TUBE, Source.PICTURE_TUBE))
        self._beacon = np.flatnonzero((source == Source.BEACON) & bool(settings.flicker))
        self._screen = self._screen[: len(self._screen) if settings.flicker else 0]
        place = [np.floor(props[name] / CELL).astype(np.int32) for name in ("x", "z")]
        tubes = np.zeros(len(self._tube), LAMP)
        tubes["cell_x"], tubes["cell_z"] = (each[self._tube] for each in place)
        tubes["luminance"] = 1.0
        self._dimmers = Dimmers(seed, tubes, settings)
        self._reception = Reception(keys_of(seed, Stream.RECEPTION, *(each[self._screen] for each in place)))
        self._beacons = Beacons(keys_of(seed, Stream.BEACON, *(each[self._beacon] for each in place)))
        self._count = len(props)
        self.dimmable: NDArray[np.bool_] = np.zeros(len(props), bool)  # (n,): those whose light may change
        self.dimmable[self._tube] = self._dimmers.dimmable
        self.dimmable[self._screen] = self.dimmable[self._beacon] = True

    def at(self, time: float, shutter: float, steady: float) -> Lights:
        """Return the mean light of each over [time, time + shutter] (s): (n,).

        `steady`: that of healthy tubes, in which the light of those that never change is counted.
        """
        light = np.full(self._count, steady, np.float32)
        if len(self._tube):
            own = self._dimmers.at(time, shutter)
            light[self._tube] = np.where(self._dimmers.dimmable, own, steady * self._dimmers.level)
        if len(self._screen):
            light[self._screen] = self._reception.light(time, time + max(shutter, INSTANT))
        if len(self._beacon):
            light[self._beacon] = self._beacons.light(time, time + max(shutter, INSTANT))
        return light

    def pictures(self, time: float) -> Lights:
        """Return what the faces of televisions show at a time (s): (n, 4), see `Reception.picture`."""
        pictures = np.tile(np.array(NOISE, np.float32), (self._count, 1))
        if len(self._screen):
            pictures[self._screen] = self._reception.picture(time)
        return pictures
