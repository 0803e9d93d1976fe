"""Bodies: their skins, how they bend, stand and fall, and the shade of their own relief."""

import math
from dataclasses import replace

import numpy as np
import pytest
from bent_body import bent
from numpy.typing import NDArray
from stroller import strolling

from liminal.body.coarse_skin import coarsened
from liminal.body.figure import Figure
from liminal.body.fitting import fitted, lengthened
from liminal.body.isosurface import isosurface
from liminal.body.making_pose import making_frames
from liminal.body.relief_shade import overhead
from liminal.body.skin_part import SkinPart
from liminal.body.skinned_body import LEVELS, SkinnedBody
from liminal.body.still_life import STRETCHED
from liminal.body.stripes import striped
from liminal.body.wardrobe import DRESSES, dressed
from liminal.motion import quaternion
from liminal.motion.gesture import Gesture
from liminal.motion.person import PERSON_BONES, person
from liminal.motion.skeleton import JointFrames
from liminal.motion.way import way_through
from liminal.settings.body_name import BODIES
from liminal.thing.finish import Finish
from liminal.thing.surface_mesh import SurfaceMesh, grid_triangles
from liminal.view.triangle_order import side_by_side

Floats = NDArray[np.float64]

FINEST = "worker", "woman"  # whose finest skins are made, too: each takes a second
HIP = PERSON_BONES.joints["left_upper_leg"]


@pytest.fixture(scope="module")
def worker() -> SkinnedBody:
    return dressed("worker", 1.78)


def enclosed(position: Floats, triangles: NDArray[np.intp]) -> float:
    """The volume within a closed mesh."""
    a, b, c = (position[triangles[:, corner]] for corner in range(3))
    return float((a * np.cross(b, c)).sum() / 6)


def section(position: Floats, triangles: NDArray[np.intp], at: Floats, normal: Floats) -> float:
    """The area in which a plane cuts a mesh."""
    normal = normal / np.linalg.norm(normal)
    height = (position - at) @ normal
    total = 0.0
    for corners in triangles[(height[triangles].min(1) < 0) & (height[triangles].max(1) >= 0)]:
        ends = []
        for first, last in zip(corners, np.roll(corners, -1), strict=True):
            if (height[first] < 0) != (height[last] < 0):
                share = height[first] / (height[first] - height[last])
                end = position[first] + share * (position[last] - position[first]) - at
                ends.append((height[first] < 0, end))
        (rising, one), (_, other) = ends
        total += (normal @ np.cross(one, other)) * (1 if rising else -1) / 2
    return abs(float(total))


def test_an_isosurface_is_closed_and_true() -> None:
    position, normal, triangles = isosurface(
        lambda points: np.linalg.norm(points, axis=1) - 0.2, None, (-0.3, -0.3, -0.3), (0.3, 0.3, 0.3), 0.012
    )
    assert enclosed(position, triangles) == pytest.approx(4 / 3 * np.pi * 0.2**3, rel=0.01)
    edges = np.sort(np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]]), 1)
    assert (np.unique(edges, axis=0, return_counts=True)[1] == 2).all()
    assert (normal * position).sum(1) / np.linalg.norm(position, axis=1) == pytest.approx(1.0, abs=0.01)


def test_what_settings_call_a_body_is_one() -> None:
    assert set(DRESSES) == set(BODIES)


def test_who_stands_sways_from_the_stance_that_stills_show() -> None:
    figure = Figure("man", 1.77, 1.0, 2.0, 0.3, 40.0, -1.0, 60.0, 0.7)
    names, stance = figure.body.skeleton.names, figure.body.stance(0.7, math.inf)
    assert all((now == still).all() for now, still in zip(figure.pose_at(0.0), stance, strict=True))
    places = np.array([figure.frames_at(time).positions for time in np.arange(0.0, 30.0, 1 / 60)])
    for side in ("left", "right"):
        assert np.ptp(places[:, names.index(f"{side}_foot")], axis=0).max() < 0.005
    # Winter, 1995: standing people sway by one to two centimetres; seen, not noticed.
    head = places[:, names.index("head")]
    assert 0.01 < np.ptp(head, axis=0).max() < 0.06
    assert np.linalg.norm(np.diff(head, axis=0), axis=1).max() < 0.003
    other = replace(figure, x=4.0)
    assert other.pose_at(9.0).rotations != pytest.approx(figure.pose_at(9.0).rotations, abs=1e-4)
    dummy = replace(figure, dress="mannequin")
    assert (dummy.pose_at(9.0).rotations == dummy.pose_at(0.0).rotations).all()


def test_a_creature_that_only_stands_searches_with_its_head_and_hardly_sways() -> None:
    figure = Figure("creature", 2.7, 1.0, 2.0, 0.3, 40.0, -1.0, 60.0, 0.7)
    names, stance = figure.body.skeleton.names, figure.body.stance(0.7, math.inf)
    assert all((now == still).all() for now, still in zip(figure.pose_at(0.0), stance, strict=True))
    places = np.array([figure.frames_at(time).positions for time in np.arange(0.0, 40.0, 1 / 15)])
    nose = places[:, names.index("head end")] - places[:, names.index("head")]
    turned = np.degrees(np.unwrap(np.arctan2(nose[:, 0], nose[:, 2])))
    assert 20 < np.ptp(turned) < 90
    assert np.abs(np.diff(turned)).max() * 15 < 45  # a person's head turns at 200 degrees a second and more
    assert 0.01 < np.ptp(places[:, names.index("neck")], axis=0).max() < 0.12
    for side in ("left", "right"):
        assert np.ptp(places[:, names.index(f"{side}_foot")], axis=0).max() < 0.006


@pytest.mark.parametrize("name", DRESSES)
def test_weights_sum_to_one(name: str) -> None:
    body = dressed(name, DRESSES[name].stature)
    skins = [body.skin(level) for level in range(0 if name in FINEST else 1, LEVELS)]
    for skin in skins:
        assert skin.weights.sum(1) == pytest.approx(1.0, abs=1e-5)
        assert skin.weights.min() >= 0
        assert skin.joints.max() < len(body.skeleton)
        assert np.linalg.norm(skin.corners["normal"], axis=1) == pytest.approx(1.0, abs=1e-3)
    counts = [len(skin.triangles) for skin in skins]
    assert counts == sorted(counts, reverse=True)


@pytest.mark.parametrize("name", DRESSES)
def test_a_body_is_as_tall_as_it_is_asked_to_be(name: str) -> None:
    """But for soles and what is worn on the head; and it stands on the floor."""
    for stature in (1.6, 1.9):
        body = dressed(name, stature)
        low, high = body.thing(body.skeleton.frames(body.stance(0.3, math.inf)), body.skin(1)).bounds
        assert not body.is_solid or low[1] == pytest.approx(0.0, abs=0.012)
        assert high[1] == pytest.approx(stature, abs=0.12)


def heads(name: str, stature: float) -> float:
    """How many times as tall as its head a body is, from the chin to where its stature ends, without hair and soles."""
    body = dressed(name, stature)
    skin = body.skin(1)
    head = skin.joints[:, 0] == body.skeleton.names.index("head")
    _, y, z = skin.corners["position"][head].T
    return stature / float(stature - y[z > 0.6 * z.max()].min())


def test_a_child_has_the_proportions_of_children() -> None:
    """Of six years, head and legs: Snyder et al., 1977, and the Dutch of 1997 (Fredriks et al., 2005)."""
    assert heads("child", 1.18) == pytest.approx(6.2, abs=0.3)
    assert heads("man", 1.75) > 7.5
    below = {stature: person(stature).rest_frames.positions[HIP, 1] / stature for stature in (1.18, 1.35, 1.75)}
    # Legs below the seat are 0.459 of the stature at 1.18 m, 0.472 at 1.35 m and 0.487 of adults.
    assert below[1.18] / below[1.75] == pytest.approx(0.459 / 0.487, abs=0.015)
    assert below[1.35] / below[1.75] == pytest.approx(0.472 / 0.487, abs=0.015)


def test_a_skin_fits_skeletons_of_other_lengths() -> None:
    """It stays as it is on the skeleton that it was made for, and its hand is where that of a long arm is."""
    usual = dressed("man", 1.75)
    skin = usual.skin(LEVELS - 1)
    longer = lengthened(usual.skeleton, {"left_hand": 1.3})
    same, changed = (fitted(skin, usual.skeleton, each, making_frames, 1.75) for each in (usual.skeleton, longer))
    assert same.corners["position"] == pytest.approx(skin.corners["position"], abs=1e-6)
    names = usual.skeleton.names
    hand = (skin.joints[:, 0] == names.index("left_middle_proximal")) & (skin.weights[:, 0] > 0.999)
    along = 0.3 * usual.skeleton.offsets[names.index("left_hand")]
    moved = changed.corners["position"] - skin.corners["position"]
    assert moved[hand] == pytest.approx(np.tile(along, (hand.sum(), 1)), abs=1e-5)
    assert enclosed(changed.corners["position"].astype(float), changed.triangles) > enclosed(
        skin.corners["position"].astype(float), skin.triangles
    )


def test_a_long_arm_stays_long_in_a_motion() -> None:
    """Whose poses were made for a usual arm; feet do not care."""
    usual, copy = (
        Figure(name, 1.78, 0, 0, 0, 180, 0, 9, motion=strolling(dressed("man", 1.78))) for name in ("man", "still-life")
    )
    names = usual.body.skeleton.names
    elbow, wrist, ankle = (names.index(f"left_{name}") for name in ("lower_arm", "hand", "foot"))
    first, second = (each.frames_at(0.7).positions for each in (usual, copy))
    share = np.linalg.norm(second[wrist] - second[elbow]) / np.linalg.norm(first[wrist] - first[elbow])
    assert share == pytest.approx(STRETCHED["left_hand"], abs=1e-6)
    assert second[ankle] == pytest.approx(first[ankle], abs=1e-9)
    # And so is its skin, where it stands: the left hand hangs lower.
    body = copy.body
    skin = body.skin(LEVELS - 1)
    height = skin.posed(body.motions(body.skeleton.frames(body.skeleton.fitted(body.stance(0.5, math.inf)))))[
        "position"
    ]
    tips = [
        height[skin.joints[:, 0] == names.index(f"{side}_middle_intermediate"), 1].min() for side in ("left", "right")
    ]
    assert tips[1] - tips[0] > 0.06


@pytest.mark.parametrize(
    ("joint", "axis", "degrees"), [("left_lower_arm", (0, 1, 0), -80), ("left_lower_leg", (1, 0, 0), 80)]
)
def test_a_bent_limb_keeps_its_girth(
    worker: SkinnedBody, joint: str, axis: tuple[float, float, float], degrees: float
) -> None:
    """Across the limb on both sides of the joint, and along the plane that halves its angle."""
    skin, names = worker.skin(LEVELS - 1), worker.skeleton.names  # the finer ones have seams on them
    number = names.index(joint)
    upper, end = worker.skeleton.parents[number], worker.skeleton.children[number][0]
    limb = np.isin(skin.joints[:, 0], (upper, number)) & (skin.corners["finish"] == Finish.VINYL)
    triangles = skin.triangles[limb[skin.triangles].all(1)]

    def sections(frames: JointFrames) -> list[float]:
        position = skin.posed(worker.motions(frames))["position"].astype(float)
        at, above, below = (frames.positions[each] for each in (number, upper, end))
        one, other = (each / np.linalg.norm(each) for each in (at - above, below - at))
        cuts = [(at - 0.11 * one, one), (at + 0.11 * other, other), (at, one + other)]
        return [section(position, triangles, *cut) for cut in cuts]

    straight, crooked = sections(worker.bind), sections(bent(worker, joint, axis, degrees))
    assert min(straight) > 0.01
    # Along the halving plane a mitred tube is longer.
    straight[2] /= np.cos(np.radians(degrees) / 2) ** 0.5
    assert np.array(crooked) / straight == pytest.approx(1.0, abs=0.3)


def test_a_coarse_skin_is_the_same_body() -> None:
    """As tall, of about the same volume, and of less than half the triangles; they come in an order of their own."""
    skin = dressed("worker", 1.75).skin(LEVELS - 1)
    coarse = coarsened(skin, 0.05, -1)
    assert len(coarse.triangles) < 0.5 * len(skin.triangles)
    fine, found = (each.corners["position"].astype(float) for each in (skin, coarse))
    assert found[:, 1].max() == pytest.approx(fine[:, 1].max(), abs=0.025)
    assert enclosed(found, coarse.triangles) == pytest.approx(enclosed(fine, skin.triangles), rel=0.08)
    assert np.linalg.norm(coarse.corners["normal"], axis=1) == pytest.approx(1.0, abs=1e-5)
    # Hair that lies over a scalp does not mix with it: few corners have colours that the fine ones have not.
    body = dressed("man", 1.75, 0.5)
    man, head = body.skin(LEVELS - 1), body.skeleton.names.index("head")
    skins = (mesh.corners["colour"][mesh.joints[:, 0] == head] for mesh in (man, coarsened(man, 0.05, head)))
    own, mixed = (np.unique(colours.round(3), axis=0) for colours in skins)
    off = abs(mixed[:, None] - own).max(2).min(1)
    assert np.percentile(off, 98) < 0.01
    ordered = side_by_side(fine, skin.triangles)
    assert sorted(map(tuple, ordered.tolist())) == sorted(map(tuple, skin.triangles.tolist()))

    def stride(triangles: NDArray[np.intp]) -> float:
        """The mean way from one triangle of a list to the next, m."""
        return float(np.linalg.norm(np.diff(fine[triangles].mean(1), axis=0), axis=1).mean())

    assert stride(ordered) < 0.5 * stride(skin.triangles)


@pytest.mark.parametrize("name", ["worker", "man"])
@pytest.mark.parametrize("target", [None, (0.0, 1.0, 3.0), (3.0, 1.0, 0.0)], ids=["forward", "back", "aside"])
def test_what_falls_and_gets_up_is_on_the_floor_and_not_in_it(
    name: str, target: tuple[float, float, float] | None
) -> None:
    body, dress = dressed(name, DRESSES[name].stature, 0.3), DRESSES[name]
    gestures = [Gesture("fall", 0.5, 1.5, target), Gesture("get-up", 2.6, 4.2)]
    way = way_through(np.array([0.0, 8.0]), np.zeros((2, 2)))
    motion = dress.acts(way, gestures, lambda x, z: 0.0, lambda x, z: 9.0, dress.stature, 1, 0.0, 8.0)
    skin, lowest = body.skin(1), []
    for time in np.arange(1.0, 6.5, 0.25).tolist():
        frames = body.skeleton.frames(body.skeleton.fitted(motion.pose_at(time), motion.moving))
        lowest.append(float(skin.posed(body.motions(frames))["position"][:, 1].min()))
    # Cloth gives way by a centimetre or two.
    assert min(lowest) > -0.025
    assert max(lowest) < 0.02


def test_what_a_ledge_covers_gets_no_light_from_above_and_what_lies_open_all_of_it() -> None:
    def ledge(points: np.ndarray) -> np.ndarray:
        """A floor at y = 0, and 5 mm above its half at x < 0 a slab."""
        x, y, _ = points.T
        return np.minimum(y, np.maximum(np.maximum(x, 0.005 - y), y - 0.08))

    x = np.array([-0.3, -0.02, 0.0, 0.02, 0.3])
    points = np.column_stack([x, 0.0 * x, 0.0 * x])
    share = overhead(ledge, points, np.tile((0.0, 1.0, 0.0), (len(x), 1)))
    assert (np.diff(share) >= -1e-9).all()
    assert share[0] < 0.35
    assert share[0] < share[2] < share[4]
    assert share[4] == pytest.approx(1.0, abs=1e-6)
    # A chin shades the neck.
    skin = dressed("man", 1.75).skin(LEVELS - 1)
    face = (skin.corners["finish"] == Finish.CARDBOARD) & (skin.corners["position"][:, 2] > 0.02)
    height = skin.corners["position"][:, 1]

    def mean(low: float, high: float) -> float:
        return float(skin.overhead[face & (abs(height - (low + high) / 2) < (high - low) / 2)].mean())

    assert mean(1.50, 1.53) < mean(1.60, 1.64)


def test_stripes_are_cut_along_straight_lines_and_as_wide_as_they_are_asked_for() -> None:
    lots = np.random.default_rng(3)
    grid = np.stack(np.meshgrid(np.arange(21.0), np.arange(21.0), indexing="ij"), -1).reshape(-1, 2) / 20
    inner = ((grid > 0) & (grid < 1)).all(1)
    grid[inner] += lots.uniform(-0.008, 0.008, grid[inner].shape)
    position = np.column_stack([grid, 0.0 * grid[:, 0]])
    normal = np.tile((0.0, 0.0, 1.0), (len(grid), 1))
    number = np.arange(21 * 21).reshape(21, 21)
    mesh = SurfaceMesh(position, normal, grid, grid_triangles(number)).facing_outward()
    side = abs((position[:, 1] / 0.4) % 1.0 - 0.5) - 0.2
    part = striped(SkinPart(mesh, Finish.FABRIC, np.zeros(3), np.ones((len(grid), 1))), side, (np.zeros(3), np.ones(3)))
    tone = part.colour[part.mesh.triangles].mean(2)
    assert (np.ptp(tone, axis=1) == 0).all()
    a, b, c = (part.mesh.position[part.mesh.triangles[:, corner]] for corner in range(3))
    area = 0.5 * np.cross(b - a, c - a)[:, 2]
    assert area.min() > -1e-12
    assert area.sum() == pytest.approx(1.0, abs=1e-9)
    # Of each 0.4 m, the middle 0.4 is of the first colour: of 1 m, 0.12 to 0.28, 0.52 to 0.68 and 0.92 to 1.
    assert area[tone[:, 0] == 0].sum() == pytest.approx(0.40, abs=1e-3)


def test_between_poses_a_figure_is_where_its_joints_are() -> None:
    """Frames go straight from one of 60 a second to the next; joints turn. A leg that swings is 0.1 mm off at most."""
    body = dressed("worker", 1.75)
    figure = Figure("worker", 1.75, 3.0, -2.0, 0.1, 30.0, 0.5, 9.0, motion=strolling(body))
    for time in np.linspace(0.4, 1.7, 27):
        exact, found = body.skeleton.frames(figure.pose_at(time)), figure.frames_at(time)
        assert found.positions == pytest.approx(figure.in_place(exact.positions), abs=2e-4)
        cosine = (quaternion.product(figure.turn, exact.rotations) * found.rotations).sum(1)
        assert abs(cosine) == pytest.approx(1.0, abs=1e-6)
