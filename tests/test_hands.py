"""The operator's hand before the lens: where it is, how far out of focus, and when it comes."""

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray
from staged import board, film

from liminal.api.world import World
from liminal.body.operator_arm import arm_skeleton, operator_arm
from liminal.settings.operator import OperatorSettings
from liminal.shot.accident import Drop
from liminal.shot.arm_figure import arm_figure
from liminal.shot.event_placement import FilmEvents
from liminal.shot.hand_move import KEYS, HandMove, HandMoveKind
from liminal.shot.hand_moves import APART, MOST, few, thrown_forward
from liminal.thing.builder import Detail
from liminal.thing.catalogue import make
from liminal.thing.doors import HUNG_WIDTH
from liminal.view.lens import FOCUS, clip_through, confusion, pupil_points
from liminal.view.pose import Pose
from liminal.view.projection import view_from_world

Floats = NDArray[np.float64]

LENS = Pose(3.0, 1.6, -2.0, yaw=200.0, pitch=-8.0, roll=5.0, fov=56.0)
CHIP, F_NUMBER = 3.6e-3, 1.6  # m, of a 1/3-inch chip; of an iris wide open


def seen(pose: Pose, places: Floats) -> Floats:
    """Places (n, 3) as a lens sees them: to the right, up, ahead."""
    view = view_from_world(pose)
    return np.asarray((places @ view[:3, :3].T + view[:3, 3]) * (1.0, 1.0, -1.0))


@pytest.mark.parametrize("kind", ["braces", "covers", "wipes"])
def test_a_hand_before_the_lens_is_in_front_of_it_and_within_an_arms_length(kind: HandMoveKind) -> None:
    move = HandMove(kind, 1.0, 2.0)
    figure = arm_figure(lambda time: replace(LENS, yaw=LENS.yaw + 20.0 * time), move, OperatorSettings(), 7)
    names, nearest = figure.body.skeleton.names, math.inf
    for time in np.linspace(1.3, 2.6, 14).tolist():
        joints = figure.frames_at(time).positions
        own = seen(replace(LENS, yaw=LENS.yaw + 20.0 * time), joints)
        ahead = own[names.index("left_middle_proximal"), 2]
        nearest = min(nearest, ahead)
        assert 0.03 < ahead < 0.6
        # Nothing of it is in the lens, whose shoulder is behind.
        assert np.linalg.norm(own[1:], axis=1).min() > 0.05
        assert own[0, 2] < 0
    assert nearest < (0.45 if kind == "braces" else 0.12)


def test_arms_keep_their_length_and_go_as_hands_go() -> None:
    figure = arm_figure(lambda time: LENS, HandMove("braces", 0.0, 0.62), OperatorSettings(), 7)
    names = figure.body.skeleton.names
    chain = [names.index(name) for name in ("left_upper_arm", "left_lower_arm", "left_hand")]
    way = np.array([figure.frames_at(time).positions[chain] for time in np.arange(0.0, 0.62, 1 / 120).tolist()])
    lengths = np.linalg.norm(np.diff(way, axis=1), axis=2)
    # Drillis and Contini, 1966: 0.186 and 0.146 of the stature.
    assert lengths == pytest.approx(np.tile(1.75 * np.array([0.186, 0.146]), (len(way), 1)), rel=1e-6)
    speed = np.linalg.norm(np.diff(way[:, 2], axis=0), axis=1) * 120
    # Faster than a hand that reaches for a cup, slower than a blow.
    assert 1.0 < speed.max() < 5.0


def test_the_skin_of_an_arm_hangs_on_its_own_joints_alone() -> None:
    skeleton, _ = arm_skeleton()
    for kind in ("jacket", "suit"):
        skin = operator_arm(kind).skin(2)
        assert skin.joints.max() < len(skeleton)
        assert skin.weights.sum(1) == pytest.approx(np.ones(len(skin.weights)), abs=1e-5)
        assert np.isfinite(skin.corners["position"]).all()


@pytest.mark.parametrize(("fov", "distance"), [(56.0, 0.3), (56.0, 0.1), (20.0, 0.3)])
def test_the_circle_of_confusion_is_that_of_a_thin_lens(fov: float, distance: float) -> None:
    focal = CHIP / (2 * math.tan(math.radians(fov) / 2))
    on_chip = focal**2 / F_NUMBER * (1 / distance - 1 / 3.0)
    assert confusion(fov, distance) == pytest.approx(on_chip / CHIP, rel=1e-9)
    # Pictures through points of the pupil spread a point over that circle, and leave what is in focus in its place.
    pose, points = Pose(0.0, 0.0, 0.0, fov=fov), pupil_points(400)

    def spread(away: float) -> Floats:
        clip = np.array([clip_through(pose, (0.0, 0.0), 1.0, point) @ (0.0, 0.0, -away, 1.0) for point in points])
        return np.asarray(clip[:, :2] / clip[:, 3:] / 2)  # heights of the picture

    off = spread(distance)
    assert 2 * np.hypot(*off.T).max() == pytest.approx(on_chip / CHIP, rel=0.01)
    # An even disc: a point is sqrt(1/2) radii from the middle, in the mean square.
    assert np.sqrt((off**2).sum(1).mean()) == pytest.approx(on_chip / CHIP / 2 / math.sqrt(2), rel=0.01)
    assert spread(FOCUS) == pytest.approx(np.zeros((400, 2)), abs=1e-12)


def test_few_hands_are_seen_in_a_film_and_never_two_in_a_row() -> None:
    moves = [HandMove("wipes", begin, 2.0) for begin in (9.0, 1.0, 4.0, 30.0, 50.0, 70.0)]
    kept = few(moves)
    assert [move.begin for move in kept] == [1.0, 9.0, 30.0]
    assert len(kept) == MOST
    assert all(after.begin - before.end >= APART for before, after in pairwise(kept))


def test_a_hand_is_thrown_forward_before_the_blow() -> None:
    drop, happened, soon = Drop(LENS, 0.0), FilmEvents(), FilmEvents()
    thrown_forward(drop, 10.0, 2.0, happened)
    (move,) = happened.hand_moves
    assert move.kind == "braces"
    assert move.end == pytest.approx(10.0 + drop.impact)
    thrown_forward(drop, 10.0, 0.3, soon)
    assert not soon.hand_moves


@pytest.mark.parametrize("seed", [7, 12])
def test_a_hand_closes_on_the_lever_and_the_leaf_moves_then(seed: int) -> None:
    played = film(World(seed), board({"verb": "open", "seconds": 8, "place": "near"}))
    (arm,), (_, leaf) = played.stage_events.figures, played.stage_events.movers
    moves = next(event.time for event in played.events if event.kind == "door-opens")
    names = arm.body.skeleton.names
    finger = [names.index(f"left_middle{part}") for part in ("_proximal", "_intermediate", " end")]
    for time in (moves - 0.05, moves):
        place, turn = leaf.trajectory.pose_at(time)
        # The lever's middle, in the leaf's own space as `thing.doors` builds it: 12.2 cm from the edge, 56 mm off.
        lever = place + turn @ (HUNG_WIDTH - 0.122, 1.02 - 0.008, -0.005 - 0.044 - 0.056)
        held = arm.frames_at(time).positions[finger].mean(axis=0)
        assert np.linalg.norm(held - lever) < 0.02
    # It is in the picture then, and the leaf opens well.
    right, up, ahead = seen(played.pose(moves), lever[None])[0]
    assert max(abs(right) / 1.33, abs(up)) < ahead * math.tan(math.radians(28))
    first, last = (leaf.trajectory.pose_at(time)[1] for time in (0.0, 8.0))
    assert math.degrees(math.acos(np.clip((np.trace(first.T @ last) - 1) / 2, -1, 1))) > 60
    thing = make("hung-door", Detail.NEAR).corners["position"].astype(float)
    along = thing[np.linalg.norm(thing[:, 1:] - (1.012, -0.105), axis=1) < 0.02, 0]
    assert along.min() + 0.02 < HUNG_WIDTH - 0.122 < along.max() - 0.02  # there is a lever there


def test_hands_come_by_themselves_and_as_a_storyboard_asks() -> None:
    wipes = {"verb": "hold", "seconds": 8, "event": [{"kind": "hand-wipes", "at": 1}]}
    played = film(World(7), board(wipes, {"verb": "stumble", "seconds": 9}))
    arms = [figure for figure in played.stage_events.figures if figure.arm is not None]
    assert [arm.arm for arm in arms] == ["jacket", "jacket"]
    assert arms[0].begin == pytest.approx(1.0)
    thud = next(event for event in played.events if event.kind == "thud")
    assert arms[1].end == pytest.approx(thud.time)


def test_all_moves_begin_and_end_out_of_the_picture() -> None:
    for kind, keys in KEYS.items():
        for key in (keys[0], *((keys[-1],) if kind != "braces" else ())):
            right, up, ahead = key.wrist
            assert ahead < 0.2
            assert max(abs(up), abs(right)) > 2 * ahead
