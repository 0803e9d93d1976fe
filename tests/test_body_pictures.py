"""Pictures of bodies: where shaders move them, in what light they stand, and how they are shown far off."""

from dataclasses import replace

import numpy as np
import pytest
import reference
import solids
from bent_body import bent
from numpy.typing import NDArray
from stroller import strolling

from liminal.assets import shader_text
from liminal.body.dual_quaternion import blended, moved_by
from liminal.body.figure import Figure
from liminal.body.skinned_body import LEVELS, SkinMesh, SkinnedBody
from liminal.body.wardrobe import dressed
from liminal.gl import Context, FullScreen, Target, make_texture
from liminal.light.packed_list import pack_list
from liminal.thing.finish import Finish
from liminal.thing.thing import Placement
from liminal.view.pose import Pose

Floats = NDArray[np.float64]

LOOK = Pose(2.9, 1.5, 4.6, pitch=-14.0, fov=52.0)
WIDTH = 32  # texels of a list, a row

# A shader that moves points as `view_skin.frag` moves corners.
MOVES = """#version 330 core
#include "common_skin.glsl"
uniform sampler2D points, joints, weights;
layout(location = 0) out vec4 found;
void main() {
    ivec2 here = ivec2(gl_FragCoord.xy);
    SkinMotion motion = skin_motion(ivec4(texelFetch(joints, here, 0)), texelFetch(weights, here, 0), 0);
    found = vec4(skin_moved(motion, texelFetch(points, here, 0).xyz), 1.0);
}
"""


@pytest.fixture(scope="module")
def worker() -> SkinnedBody:
    return dressed("worker", 1.78)


def test_a_smile_is_seen_in_the_dark_alone(context: Context) -> None:
    smile = Figure("smile", 1.75, 2.7, 2.1, 0.0, 160.0, -1.0, 9.0, 0.3)
    lit, dark = solids.room(), solids.room()
    dark.lamps["luminance"] *= 1e-4
    change = {}
    for name, room in (("lit", lit), ("dark", dark)):
        pictures = [reference.draw_room(context, room, [], LOOK, figures=some)[0] for some in ((), (smile,))]
        change[name] = pictures[1] - pictures[0], pictures[0]
    difference, before = change["lit"]
    assert abs(difference / before).max() < 0.01
    difference, before = change["dark"]
    assert difference.max() > 20 * before.mean()
    assert difference.min() < -0.2 * before.mean()  # its head hides what is behind it
    assert (abs(difference) > 0.01 * before).mean() < 0.02


def test_shaders_move_points_as_numpy_does(context: Context, worker: SkinnedBody) -> None:
    skin = worker.skin(LEVELS - 1)
    motions = worker.motions(bent(worker, "left_upper_leg", (1, 0, 0), -70))
    expected = moved_by(blended(motions, skin.joints, skin.weights), skin.corners["position"].astype(float))
    with context.scope() as scope:
        lists = {
            "points": skin.corners["position"],
            "joints": skin.joints.astype(np.float32),
            "weights": skin.weights,
        }
        known = {name: pack_list(scope, np.ascontiguousarray(each), width=WIDTH) for name, each in lists.items()}
        target = Target(scope, known["points"].size, ["f4"])
        shader = FullScreen(scope, "moves.frag", read=lambda name: MOVES if name == "moves.frag" else shader_text(name))
        shader.draw(target, **known, joint_motions=make_texture(scope, (2, len(motions)), 4, "f4", motions))
        found = target.read().reshape(-1, 4)[: len(expected), :3]
    assert abs(expected - skin.corners["position"]).max() > 0.3
    assert found == pytest.approx(expected, abs=1e-5)


def test_a_figure_is_lit_as_what_stands(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both painted with what mirrors nothing."""
    usual = dressed("worker", 1.75)

    def painted(level: int) -> SkinMesh:
        corners = usual.skin(level).corners.copy()
        corners["finish"], corners["colour"] = Finish.PAINTED_STEEL, 0.4
        return replace(usual.skin(level), corners=corners)

    matt = replace(usual, skin=painted)
    monkeypatch.setattr("liminal.body.figure.dressed", lambda name, stature, lot: matt)
    figure = Figure("worker", 1.75, 2.7, 2.1, 0.0, 160.0, -1.0, 9.0, 0.3)
    thing = matt.thing(figure.frames_at(0.0), matt.skin(1))
    window, standing_there = solids.room(), Placement(thing, np.eye(4, dtype=np.float32), 0.03)
    baked, piece = reference.draw_room(context, window, [standing_there], LOOK)
    found, _ = reference.draw_room(context, window, [], LOOK, figures=(figure,))
    bare, _ = reference.draw_room(context, window, [], LOOK)
    box, place = reference.met(piece, LOOK)
    away = np.hypot(place[..., 0] - figure.x, place[..., 2] - figure.z)
    on, around = box >= 0, (box < 0) & (place[..., 1] < 0.1) & (away < 1.5) & (away > 0.35)
    error = found / baked - 1
    print(f"\non it {abs(error[on]).mean():.1%} ({error[on].mean():+.1%}), around it {abs(error[around]).mean():.1%}")
    assert on.sum() > 300
    assert abs(error[on].mean()) < 0.10
    assert abs(error[on]).mean() < 0.15
    assert abs(error[around]).mean() < 0.03
    assert (found[around] / bare[around]).mean() < 0.995


def test_a_picture_of_a_figure_depends_on_no_other(context: Context) -> None:
    """Drawn at one time, after others or not."""
    motion = strolling(dressed("worker", 1.75))
    figure = Figure("worker", 1.75, 2.7, 1.2, 0.0, 180.0, 0.0, 9.0, motion=motion)
    room = solids.room()
    pictures = [
        reference.draw_room(context, room, [], LOOK, figures=(figure,), times=times)[0]
        for times in ((0.7,), (0.1, 0.4, 0.7), (0.1,), (-1.0,))
    ]
    assert (pictures[0] == pictures[1]).all()
    assert (pictures[0] != pictures[2]).any()
    empty, _ = reference.draw_room(context, room, [], LOOK)
    assert pictures[3] == pytest.approx(empty, rel=0.02)


def test_corners_send_what_pixels_between_them_would(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    """Far off a body's corners find what they send to the eye, coats included; near by each pixel does."""
    figure = Figure("worker", 1.75, 2.7, 2.1, 0.0, 160.0, -1.0, 9.0, 0.3)
    pictures = []
    for detailed in (0.0, np.inf):
        monkeypatch.setattr("liminal.view.figure_drawing.DETAILED", detailed)
        pictures.append(reference.draw_room(context, solids.room(), [], LOOK, figures=(figure,))[0])
    bare, _ = reference.draw_room(context, solids.room(), [], LOOK)
    far, near = pictures
    on = abs(near / bare - 1) > 0.2
    error = far[on] / near[on] - 1
    print(f"\ncorners against pixels {abs(error).mean():.1%} ({error.mean():+.1%})")
    assert on.sum() > 200
    assert (far != near).any()
    assert abs(error.mean()) < 0.04
    assert abs(error).mean() < 0.10
