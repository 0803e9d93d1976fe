"""The camera's matrices, against directions that anyone can point to."""

import numpy as np
import pytest

from liminal.view.pose import Pose
from liminal.view.projection import clip_from_view, view_from_world


def in_view(pose: Pose, *point: float) -> np.ndarray:
    """Where a world point lies as seen by the camera."""
    return (view_from_world(pose) @ (*point, 1.0))[:3]


@pytest.mark.parametrize(
    ("turn", "ahead"),
    [
        ({}, (0, 0, -1)),
        ({"yaw": 90}, (1, 0, 0)),
        ({"yaw": 180}, (0, 0, 1)),
        ({"yaw": -90}, (-1, 0, 0)),
        ({"pitch": 90}, (0, 1, 0)),
        ({"pitch": -90}, (0, -1, 0)),
        ({"yaw": 90, "pitch": 45, "roll": 30}, (np.sqrt(0.5), np.sqrt(0.5), 0)),
    ],
)
def test_the_camera_looks_where_the_compass_says(turn: dict[str, float], ahead: tuple[float, ...]) -> None:
    pose = Pose(3, 1.6, -2, **turn)
    seen = in_view(pose, 3 + ahead[0], 1.6 + ahead[1], -2 + ahead[2])
    np.testing.assert_allclose(seen, (0, 0, -1), atol=1e-12)


def test_east_is_to_the_right_of_north_and_up_is_up() -> None:
    assert in_view(Pose(0, 0, 0), 1, 0, -5)[0] > 0
    assert in_view(Pose(0, 0, 0, yaw=90), 5, 0, 1)[0] > 0  # south is to the right of east
    assert in_view(Pose(0, 0, 0, yaw=90), 5, 1, 0)[1] > 0


def test_a_camera_leaning_right_sees_the_horizon_rise_on_its_right() -> None:
    seen = in_view(Pose(0, 0, 0, roll=10), 1, 0, -5)
    assert seen[1] > 0
    assert seen[1] == pytest.approx(np.sin(np.radians(10)))


def test_window_local_positions_are_seen_like_world_positions() -> None:
    pose = Pose(1e6 + 2, 1.6, -3e5, yaw=33, pitch=-4, roll=2)
    local = view_from_world(pose, (1e6, -3e5)) @ (2.5, 1.0, -4.0, 1.0)
    world = view_from_world(pose) @ (1e6 + 2.5, 1.0, -3e5 - 4.0, 1.0)
    np.testing.assert_allclose(local, world, atol=1e-8)


def test_the_edges_of_the_field_of_view_are_the_edges_of_the_picture() -> None:
    clip = clip_from_view(60, 4 / 3, 0.1, 50)
    top = clip @ (0, 10 * np.tan(np.radians(30)), -10, 1)
    right = clip @ (10 * np.tan(np.radians(30)) * 4 / 3, 0, -10, 1)
    assert top[1] / top[3] == pytest.approx(1)
    assert right[0] / right[3] == pytest.approx(1)
    near, far = clip @ (0, 0, -0.1, 1), clip @ (0, 0, -50, 1)
    assert near[2] / near[3] == pytest.approx(-1)
    assert far[2] / far[3] == pytest.approx(1)


@pytest.mark.parametrize("depth", [0.5, 3.0, 80.0])
def test_jitter_moves_the_picture_equally_at_every_depth(depth: float) -> None:
    plain, moved = (clip_from_view(50, 1.5, jitter=j) @ (0.2, -0.1, -depth, 1) for j in ((0, 0), (0.01, -0.02)))
    np.testing.assert_allclose(moved[:2] / moved[3] - plain[:2] / plain[3], (0.01, -0.02), atol=1e-12)
