"""What happens in a film: lamps that die, darkness, somebody far off, and the notes where none of it can be."""

import math
from dataclasses import replace

import numpy as np
import pytest
from staged import SEED, SKETCH, board, film

from liminal.api.studio import Studio
from liminal.api.world import World
from liminal.errors import LiminalError
from liminal.light.flicker import Dimmers, Outage
from liminal.settings.load import load_preset
from liminal.shot.timeline import Timeline
from liminal.view.pose import Pose
from liminal.world.grid import CELL
from liminal.world.window import Window


def around(world: World, x: float, z: float, reach: int = 300) -> Window:
    return world.window(round(x / CELL) - reach, round(z / CELL) - reach, 2 * reach, 2 * reach)


def cell_of(window: Window, x: float, z: float) -> tuple[int, int]:
    return math.floor(z / CELL) - window.z0, math.floor(x / CELL) - window.x0


class Cell:
    """A world that is one small room: 3.7 x 3.7 m, solid beyond."""

    seed = 1

    def __init__(self) -> None:
        self.preset = load_preset()
        self._world = World(1)

    def window(self, x0: int, z0: int, width: int, height: int) -> Window:
        plain = self._world.window(x0, z0, width, height)
        z, x = np.mgrid[z0 : z0 + height, x0 : x0 + width]
        inside = (abs(x) <= 12) & (abs(z) <= 12)
        ceiling = np.where(inside, np.float32(2.7432), np.float32(0))
        floor = np.zeros_like(ceiling)
        return Window(
            x0, z0, floor, ceiling, plain.floor_material, plain.wall_material, plain.ceiling_material,
            plain.lamps[:0], plain.fixtures[:0],
        )  # fmt: skip


def test_a_lamp_dies_before_the_camera(world: World) -> None:
    """It is in the picture, behaves until then, is dark for good afterwards; no other lamp is touched."""
    staged = film(world, board({"verb": "hold", "seconds": 8, "event": [{"kind": "lamp-dies", "at": 3}]}))
    assert staged.notes == ()
    (outage,) = staged.stage_events.outages
    assert outage.back == math.inf
    event = staged.events[0]
    pose = staged.pose(outage.out)
    bearing = math.degrees(math.atan2(event.x - pose.x, -(event.z - pose.z)))
    assert abs((bearing - pose.yaw + 180) % 360 - 180) < 40

    lamps = around(world, event.x, event.z).lamps
    settings = world.preset.light
    plain, dying = Dimmers(SEED, lamps, settings), Dimmers(SEED, lamps, settings, staged.stage_events.outages)
    mine = (lamps["cell_x"] == outage.cell_x) & (lamps["cell_z"] == outage.cell_z)
    assert mine.sum() == 1
    assert dying.dimmable[mine].all()
    for time in (0.0, 1.5, 4.0, 5.0, 30.0, 600.0):
        dark = dying.at(time)
        assert (dark[~mine] == plain.at(time)[~mine]).all()
        if not event.time <= time <= outage.out:
            assert dark[mine] == (0 if time > outage.out else plain.at(time)[mine])
    # Before it goes it stutters.
    late = [float(dying.at(time)[mine][0]) for time in np.arange(event.time, outage.out, 0.01)]
    assert min(late) == 0
    assert max(late) > 0.9


def test_a_blackout_comes_lamp_by_lamp(world: World) -> None:
    """Those far ahead go first, and it passes overhead at the pace of a runner or faster."""
    staged = film(world, board({"verb": "hold", "seconds": 12, "event": [{"kind": "blackout", "at": 2}]}))
    assert staged.notes == ()
    pose = staged.pose(2.0)
    ahead = math.sin(math.radians(pose.yaw)), -math.cos(math.radians(pose.yaw))
    outages = sorted(staged.stage_events.outages, key=lambda outage: outage.out)
    along = [
        ((outage.cell_x + 2) * CELL - pose.x) * ahead[0] + ((outage.cell_z + 4) * CELL - pose.z) * ahead[1]
        for outage in outages
    ]
    assert len(along) >= 3
    assert np.corrcoef(along, [outage.out for outage in outages])[0, 1] < -0.95
    pace = (along[0] - along[-1]) / (outages[-1].out - outages[0].out)
    assert 3 < pace < 11
    assert outages[0].out >= 2.0


def test_an_outage_that_ends() -> None:
    lamps = World(SEED).window(-60, -60, 120, 120).lamps
    settings = World(SEED).preset.light
    plain = Dimmers(SEED, lamps, settings)
    mine = int(np.flatnonzero((plain.level == 1) & ~plain.dimmable)[0])
    corner = int(lamps["cell_x"][mine]), int(lamps["cell_z"][mine])
    dimmers = Dimmers(SEED, lamps, settings, [Outage(*corner, 10.0, 14.0)])
    lit = {time: float(dimmers.at(time)[mine]) for time in (9.9, 10.5, 13.9, 16.0)}
    assert lit == {9.9: float(plain.at(9.9)[mine]), 10.5: 0.0, 13.9: 0.0, 16.0: float(plain.at(16.0)[mine])}
    # Lamps that hang elsewhere are none of its business.
    assert (Dimmers(SEED, lamps, settings, [Outage(1, 1, 0.0)]).dimmable == plain.dimmable).all()


def test_a_figure_stands_far_off_in_plain_sight_and_is_gone() -> None:
    """Never near, on the floor, with nothing but air between; the lamps near it blink as it goes."""
    storyboard = board({"verb": "hold", "seconds": 9, "event": [{"kind": "figure", "seconds": 5}]})
    stood = 0
    for seed in (2, 3, 7, 12):
        world = World(seed)
        staged = film(world, storyboard)
        for figure in staged.stage_events.figures:
            stood += 1
            assert figure.end - figure.begin == pytest.approx(5.0)
            window = around(world, figure.x, figure.z)
            assert window.floor[cell_of(window, figure.x, figure.z)] == pytest.approx(figure.floor)
            for time in np.linspace(figure.begin, figure.end, 12).tolist():
                pose = staged.pose(time)
                assert math.dist((pose.x, pose.z), (figure.x, figure.z)) > 12
                for part in np.linspace(0, 1, 200).tolist():
                    x, z = pose.x + part * (figure.x - pose.x), pose.z + part * (figure.z - pose.z)
                    assert window.open[cell_of(window, x, z)]
            assert all(outage.out < figure.end < outage.back for outage in staged.stage_events.outages)
            assert staged.stage_events.outages
    assert stood >= 2


def test_what_cannot_be_staged_is_told_and_something_else_is_there() -> None:
    """In a cell there is no corridor, no hall, no lamp and no line of sight."""
    storyboard = board(
        {"verb": "follow", "seconds": 4, "place": "near"},
        {"verb": "hold", "seconds": 4, "place": "near", "event": [{"kind": "figure"}, {"kind": "lamp-dies"}]},
        {"verb": "hold", "seconds": 4, "place": "on", "event": [{"kind": "blackout"}]},
    )
    cell = Cell()
    start = Pose(0.0, 1.6, 0.0)
    with pytest.raises(LiminalError, match="no room to film in"):
        Timeline(cell, board({"verb": "hold", "place": "far"}), start)  # type: ignore[arg-type]
    staged = Timeline(cell, storyboard, start)  # type: ignore[arg-type]
    notes = "\n".join(staged.notes)
    for said in (
        "shot 1 (follow): no corridor to follow",
        "shot 2 (hold): no hall to hold",
        "shot 2 (hold): no line of sight long enough for a figure; a knock instead",
        "shot 2 (hold): no lamp ahead that could die; a knock instead",
        "shot 3 (hold): no row of lamps for a blackout",
    ):
        assert said in notes
    assert {event.kind for event in staged.events} == {"knock"}
    assert staged.stage_events.outages == ()
    for time in np.linspace(0, staged.duration, 50).tolist():
        pose = staged.pose(time)
        assert max(abs(pose.x), abs(pose.z)) < 1.9


def test_somebody_reacts_to_what_happens(world: World) -> None:
    """Up to a knock the walk is the same walk; afterwards it is another."""
    knock = {"kind": "knock", "at": 5, "strength": 1.0}
    calm = film(world, board({"verb": "wander", "seconds": 12}))
    startled = film(world, board({"verb": "wander", "seconds": 12, "event": [knock]}))
    assert [event.kind for event in startled.events] == ["knock"]
    assert all(calm.pose(time) == startled.pose(time) for time in (0.0, 2.0, 4.9))
    late = calm.pose(8.0), startled.pose(8.0)
    assert math.dist((late[0].x, late[0].z), (late[1].x, late[1].z)) > 0.3


def test_a_figure_is_in_the_picture_and_then_is_not() -> None:
    """With and without: what differs is small, dark, and where it stands."""
    world = World(12, load_preset("level-0", SKETCH, "off"))
    storyboard = board({"verb": "hold", "seconds": 4, "place": "far", "event": [{"kind": "figure", "seconds": 3}]})
    frames = [10, 40, 110]
    pictures = []
    for there in (True, False):
        with Studio(world, storyboard) as studio:
            staged = studio.film(4.0)
            assert len(staged.stage_events.figures) == 1
            if not there:
                staged.stage_events = replace(staged.stage_events, figures=())
            pictures.append([each.astype(int) for each in studio.clip(4.0, (320, 240), samples=2, wanted=frames)])
    darker = [(b - a).max(2) > 40 for a, b in zip(*pictures, strict=True)]
    assert 4 < darker[1].sum() < 0.02 * 320 * 240
    assert not darker[2].any()
