"""A film in a part of the place: its camera, and all that it moves there."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liminal.errors import LiminalError
from liminal.export.reach import RADIUS_MOST
from liminal.export.thing_nodes import ThingNode, coats_of
from liminal.matchmove.camera_move import CameraMove
from liminal.rate import FRAME_RATE
from liminal.thing.mover import Mover
from liminal.view.stage_events import StageEvents


@dataclass(frozen=True)
class FilmedPart:
    """A film as a model has it: its camera's `move`, in the world, of `seconds`, and what it adds to the place."""

    move: CameraMove
    events: StageEvents
    seconds: float

    @property
    def centre(self) -> tuple[float, float]:
        """The middle of the camera's way, x and z, m: there a model of it has its own (0, 0)."""
        # From samples that all rates have, so that all files of a film have one middle.
        ways = self.move.positions[:: round(self.move.rate / FRAME_RATE), [0, 2]]
        x, z = np.round((ways.min(axis=0) + ways.max(axis=0)) / 2, 3).tolist()
        return x, z

    def radius(self, margin: float) -> float:
        """Return how far a square around `centre` reaches that holds the camera's way with a margin, m.

        Raises LiminalError where that is larger than a model may be.
        """
        ways = self.move.positions[:, [0, 2]]
        radius = float(np.ptp(ways, axis=0).max()) / 2 + margin
        if radius > RADIUS_MOST:
            raise LiminalError(
                f"the way of the camera with {margin:g} m around it takes {2 * radius:.0f} m, and a scene at most "
                f"{2 * RADIUS_MOST:g}; shorten it with --seconds, lower --radius, or export the camera alone as .json"
            )
        return radius


@dataclass(frozen=True)
class MoverNode:
    """A thing that a film moves: its mesh as it is at first, and how it moves from there."""

    mover: Mover
    made: ThingNode


def mover_nodes(movers: Sequence[Mover], centre: tuple[float, float], radius: float) -> tuple[MoverNode, ...]:
    """Return the nodes of things that move within `radius` metres of a `centre` (x, z), along each axis."""
    counts: Counter[str] = Counter()
    nodes = []
    for mover in movers:
        position, rotation = mover.trajectory.positions[0], mover.trajectory.rotations[0]
        if mover.stands or np.abs(position[[0, 2]] - centre).max() > radius:
            continue
        name, thing = mover.movable.name, mover.movable.thing()
        counts[name] += 1
        x, y, z = relative(position, centre).tolist()
        turn = rotation.astype(np.float32)
        made = ThingNode(
            f"moving {name} {counts[name]}", f"moving {name}", (x, y, z), turn, thing, coats_of(thing), None
        )
        nodes.append(MoverNode(mover, made))
    return tuple(nodes)


def relative(places: NDArray[np.float64], centre: tuple[float, float]) -> NDArray[np.float64]:
    """Return places (..., 3), m, in the world as a model around a `centre` (x, z) has them."""
    moved: NDArray[np.float64] = places - np.array([centre[0], 0.0, centre[1]])
    return moved
