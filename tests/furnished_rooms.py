"""Rooms full of things, each with a view of it, in which our light is held against a path tracer's."""

from dataclasses import dataclass, replace

import numpy as np
import solids

from liminal.view.pose import Pose
from liminal.world.grid import CELL
from liminal.world.prop import bounds, prop, structure
from liminal.world.window import Window

NORTH = 0.1524  # m: the wall of `solids.room`, which reaches south to 6.858, from 0.1524 in the west to 5.6388

# How deep things were taken to be when the references were made, m, and how large cartons.
DEPTHS = {"desk": 0.75, "bin": 0.30, "filing-cabinet": 0.62, "bookshelf": 0.32, "sofa": 0.88}
GAIN = 1000.0  # of dark rooms, whose light is too faint for the steps in which references are stored
CABINET_WIDTH, CARTON_WIDTH, CARTON_HEIGHT = 0.47, 0.46, 0.38


@dataclass(frozen=True)
class Room:
    """A closed room with props in it, and a view of them; `gain`: references have it so many times as bright."""

    name: str
    window: Window
    pose: Pose
    gain: float = 1.0

    def beyond(self, places: np.ndarray) -> np.ndarray:
        """How far places (n, 3), m, are from the nearest box around a prop: (n,), m, 0 within."""
        boxes = [bounds(each) for each in self.window.props]
        outside = [np.maximum(np.maximum(low - places, places - high), 0) for low, high in boxes]
        return np.linalg.norm(outside, axis=2).min(0)


def rooms() -> list[Room]:
    """All of them."""
    return [
        Room("things-office", _furnished(*_office()), Pose(2.9, 1.45, 2.9, yaw=2.0, pitch=-19.0, fov=66.0)),
        Room("things-chairs", _furnished(*_chairs()), Pose(2.75, 1.25, 3.0, yaw=1.0, pitch=-22.0, fov=62.0)),
        Room("things-boxes", _furnished(*_boxes()), Pose(3.3, 1.62, 3.1, yaw=-4.0, pitch=-20.0, fov=70.0)),
        Room("things-vault", _furnished(*_vault()), Pose(3.6, 1.5, 1.0, yaw=183.0, pitch=8.0, fov=74.0)),
        Room("things-lounge", _furnished(*_lounge()), Pose(2.8, 1.4, 3.0, yaw=0.0, pitch=-20.0, fov=66.0)),
    ]


def lit_rooms() -> list[Room]:
    """Rooms without lamps in the ceiling, each lit by one thing alone."""
    return [
        Room("lit-television", _dark(*_television()), Pose(3.4, 1.5, 5.0, yaw=-8.0, pitch=-16.0, fov=66.0), GAIN),
        Room("lit-work-lamp", _dark(*_work_lamp()), Pose(2.9, 1.5, 5.6, yaw=2.0, pitch=-10.0, fov=66.0), GAIN),
    ]


def _dark(*props: np.ndarray) -> Window:
    window = _furnished(*props)
    return replace(window, lamps=window.lamps[:0])


def _furnished(*props: np.ndarray) -> Window:
    return replace(solids.room(), props=np.concatenate(props))


def _at_north(name: str, x: float, turn: float = 0.0, gap: float = 0.03) -> np.ndarray:
    """A prop with its back to the north wall."""
    return prop(name, x, 0.0, NORTH + gap + DEPTHS[name] / 2, 180.0 + turn)


def _office() -> list[np.ndarray]:
    width = CABINET_WIDTH + 0.006
    return [
        _at_north("desk", 2.1),
        prop("task-chair", 2.3, 0.0, 1.3, 24.0),
        _at_north("bin", 1.1, gap=0.08),
        _at_north("filing-cabinet", 3.2),
        _at_north("filing-cabinet", 3.2 + width),
        _at_north("bookshelf", 4.5),
        prop("copier", 0.55, 0.0, 1.3, 90.0),
    ]


def _chairs() -> list[np.ndarray]:
    names = "folding-chair", "folding-chair", "stacking-chair", "garden-chair", "ladder-back-chair"
    row = [prop(name, 1.35 + 0.72 * place, 0.0, 1.1, 2.0 * place) for place, name in enumerate(names)]
    return [*row, prop("folding-chair", 1.9, 0.0, 2.0, 130.0)]


def _boxes() -> list[np.ndarray]:
    width, height = CARTON_WIDTH, CARTON_HEIGHT
    wall = [
        prop(
            "cardboard-box",
            1.6 + (width + 0.03) * column,
            height * layer,
            NORTH + 0.3,
            4.0 * (3 * column + 5 * layer) % 9 - 4.0,
        )
        for column in range(6)
        for layer in range(7)
    ]
    near = [prop("cardboard-box", 4.4, 0.0, 1.2, 30.0), prop("cardboard-box", 4.4, height, 1.2, 12.0)]
    return [*wall, *near, prop("cardboard-box-open", 2.1, 0.0, 1.6, 200.0), prop("cardboard-box", 3.1, 0.0, 1.3, 75.0)]


def _lounge() -> list[np.ndarray]:
    return [
        _at_north("sofa", 2.4, gap=0.1),
        prop("armchair", 4.35, 0.0, 1.3, 235.0),
        prop("television-on", 1.2, 0.0, 1.4, 110.0),
        prop("water-cooler", 3.9, 0.0, 0.4, 180.0),
        prop("wet-floor-sign", 3.0, 0.0, 1.6, 150.0),
    ]


def _vault() -> list[np.ndarray]:
    """A barrel vault beyond the lamps, and round columns, one of them on a plinth."""
    vault = {"span": 36 * CELL, "height": solids.HEIGHT, "rise": 1.3, "length": 12 * CELL}
    return [
        structure("barrel-vault", 19 * CELL, 0.0, 39 * CELL, 180.0, **vault),
        structure("round-column", 2.3, 0.0, 3.6, 180.0, radius=0.3, height=solids.HEIGHT),
        structure("round-column", 4.6, 0.0, 3.0, 180.0, radius=0.2, height=solids.HEIGHT, plinth=0.3),
    ]


def _television() -> list[np.ndarray]:
    return [prop("television-on", 1.4, 0.0, 2.2, 75.0), prop("folding-chair", 3.0, 0.0, 1.8, 255.0)]


def _work_lamp() -> list[np.ndarray]:
    return [
        prop("work-lamp-on", 4.4, 0.0, 2.6, 310.0),
        prop("cardboard-box", 1.4, 0.0, 0.8, 20.0),
        prop("stacking-chair", 2.4, 0.0, 1.5, 120.0),
    ]
