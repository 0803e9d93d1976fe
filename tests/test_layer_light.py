"""Layers in the light of pictures: against our own renderings of what they show, and against depth."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.ndimage import binary_dilation, binary_erosion
from sketch import BARE, SKETCH

from liminal.api.own_things import stand_things
from liminal.api.world import World
from liminal.gl import Context
from liminal.settings.load import load_preset
from liminal.shoot.pass_take import pass_still
from liminal.shoot.videotape import FIELD
from liminal.view.entity import stable_number
from liminal.view.layer_picture import LayerPicture
from liminal.view.pose import Pose
from liminal.view.renderer import Renderer
from liminal.view.stage import Stage, StageKey

SIZE = 160, 120
FIELDS = 160, 60
HALF = 2.0**-10  # relative: what two roundings to half floats leave
SAMPLES = 16
BLOCK = np.ones((3, 3))  # a pixel and its neighbours, from which its samples come

Picture = NDArray[np.float32]

CUBE = """
v -0.4 0 -0.4
v 0.4 0 -0.4
v 0.4 0 0.4
v -0.4 0 0.4
v -0.4 1.2 -0.4
v 0.4 1.2 -0.4
v 0.4 1.2 0.4
v -0.4 1.2 0.4
f 1 2 3 4
f 8 7 6 5
f 1 5 6 2
f 2 6 7 3
f 3 7 8 4
f 4 8 5 1
"""


class Place(NamedTuple):
    """A place that is lit, and a camera in it."""

    renderer: Renderer
    stage: Stage
    pose: Pose

    def light(self, *layers: LayerPicture) -> Picture:
        return self.renderer.light([(self.stage, 1.0)], self.pose, SIZE, SAMPLES, layers=layers)

    def fields(self, *layers: tuple[LayerPicture, ...]) -> Picture:
        """Both fields, (2, lines, width, 3), top line first."""
        instants = 0.0, FIELD
        shares = [(self.stage, 1.0)]
        drawn = self.renderer.fields(shares, lambda time: self.pose, instants, FIELDS, 4 / 3, layers=layers)
        light: Picture = drawn.read().reshape(2, FIELDS[1], FIELDS[0], 4)[:, ::-1, :, :3].astype(np.float32)
        return light


@pytest.fixture(scope="module")
def bare(context: Context) -> Iterator[Place]:
    """A place with a pillar, and nothing in it."""
    world = World(7, load_preset(overrides=(*SKETCH, *BARE, "light.flicker=0")))
    pose = world.viewpoint()
    with Renderer(context, world) as renderer:
        yield Place(renderer, renderer.stage(StageKey((pose,), SIZE[0] / SIZE[1], moment=0.0)), pose)


@pytest.fixture(scope="module")
def filled(context: Context, bare: Place, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """The same with a box in it, partly behind the pillar."""
    file = tmp_path_factory.mktemp("layers") / "cube.obj"
    file.write_text(CUBE)
    x, z = bare.pose.on_floor(4.0, 0.9)
    thing = f'thing=[{{file="{file}",at=[{x},{z}],yaw=20}}]'
    world = World(7, load_preset(overrides=(*SKETCH, *BARE, "light.flicker=0", thing)))
    stand_things(world)
    with Renderer(context, world) as renderer:
        yield Place(renderer, renderer.stage(StageKey((bare.pose,), SIZE[0] / SIZE[1], moment=0.0)), bare.pose)


class Cut(NamedTuple):
    """The box as a layer, of which more is behind the pillar, its shadow around it, and which pixels show it."""

    layer: LayerPicture
    shadow: LayerPicture
    mask: NDArray[np.bool_]


@pytest.fixture(scope="module")
def cut(bare: Place, filled: Place) -> Cut:
    arrays = pass_still(filled.renderer, filled.pose, SIZE, 1, ("depth", "thing")).picture.arrays
    mask, depth = arrays["thing"] == stable_number("model"), arrays["depth"]
    assert 100 < mask.sum() < 2000
    light = np.zeros((*SIZE[::-1], 4), np.float16)
    light[mask, :3], light[mask, 3] = filled.light()[mask], 1.0
    nearness = np.where(mask, 1 / depth, 0).astype(np.float32)

    # Behind the pillar it goes on: beyond what samples of its edge can show, in a colour that would be seen.
    behind = mask.any(1)[:, None] & (depth < 3.0) & ~mask & (np.arange(SIZE[0]) < SIZE[0] - 20)
    near = binary_dilation(mask, BLOCK, 2)
    light[behind], nearness[behind] = (1000.0, 0.0, 1000.0, 1.0), 1 / 4.0
    light[behind & near, :3] = light[mask, :3].mean(0)

    left = np.ones((*SIZE[::-1], 4), np.float16)
    around = ~near
    left[around, :3] = filled.light()[around] / bare.light()[around]
    return Cut(LayerPicture(SIZE, (0, 0), light, nearness), LayerPicture(SIZE, (0, 0), left, shadow=True), mask)


def test_a_thing_as_a_layer_is_the_thing_in_its_place(bare: Place, filled: Place, cut: Cut) -> None:
    put, real, edge = bare.light(cut.layer, cut.shadow), filled.light(), binary_dilation(cut.mask, BLOCK, 2)
    within = binary_erosion(cut.mask, BLOCK)
    assert within.sum() > 50
    np.testing.assert_allclose(put[within], real[within], rtol=HALF)
    np.testing.assert_allclose(put[~edge], real[~edge], rtol=HALF)

    # At its edges a pixel is off by as much as anti-aliasing mixes: not by what lies behind the pillar.
    rim = edge & ~within
    assert np.abs(put - real)[rim].mean() < 0.1 * real[rim].mean()
    plain = bare.light()
    assert np.abs(plain - real)[within].mean() > 0.1 * real[within].mean()


def test_a_layer_ends_as_softly_at_a_pillar_as_the_pillar_does(bare: Place) -> None:
    depth = pass_still(bare.renderer, bare.pose, SIZE, 1, ("depth",)).picture.arrays["depth"]
    flat = np.zeros((*SIZE[::-1], 4), np.float16)
    flat[..., 3] = 1.0
    card = LayerPicture(SIZE, (0, 0), flat, np.full(SIZE[::-1], 1 / 6.0, np.float32))
    left = bare.light(card)[..., 1] / bare.light()[..., 1]
    before, beyond = binary_erosion(depth < 6.0, BLOCK), binary_erosion(depth > 6.0, BLOCK)
    np.testing.assert_allclose(left[before], 1.0, rtol=HALF)
    assert not left[beyond].any()
    assert ((left > 0.05) & (left < 0.95)).sum() > 100


def test_what_lies_on_a_floor_is_not_behind_it(bare: Place) -> None:
    """A shadow as a dark layer has the floor's own depth, which each sample has at another place."""
    arrays = pass_still(bare.renderer, bare.pose, SIZE, 1, ("depth", "id")).picture.arrays
    half = np.zeros((*SIZE[::-1], 4), np.float16)
    half[..., 3] = 0.5
    shade = LayerPicture(SIZE, (0, 0), half, (1 / arrays["depth"]).astype(np.float32))
    floor = binary_erosion((arrays["id"] == stable_number("floor")) & (arrays["depth"] > 8.0), BLOCK)
    assert floor.sum() > 200
    left = bare.light(shade)[floor] / bare.light()[floor]
    np.testing.assert_allclose(left, 0.5, rtol=2 * HALF)


def test_layers_cover_one_another_by_depth_and_then_in_turn(bare: Place) -> None:
    def card(green: float, nearness: float | None) -> LayerPicture:
        light = np.full((*SIZE[::-1], 4), (0.0, green, 0.0, 1.0), np.float16)
        known = None if nearness is None else np.full(SIZE[::-1], nearness, np.float32)
        return LayerPicture(SIZE, (0, 0), light, known)

    near, far, foremost, last = card(1.0, 1.0), card(2.0, 0.9), card(3.0, None), card(4.0, None)
    for layers, seen in (((near, far), 1), ((far, near), 1), ((foremost, near), 3), ((last, foremost, near), 3)):
        np.testing.assert_allclose(bare.light(*layers)[..., 1], seen, rtol=HALF)


def test_layers_lie_in_the_fields_of_their_instants(bare: Place, filled: Place, cut: Cut) -> None:
    layers = cut.layer, cut.shadow
    plain, real = bare.fields((), ()), filled.fields((), ())
    both, first, second = bare.fields(layers, layers), bare.fields(layers, ()), bare.fields((), layers)
    np.testing.assert_array_equal(first[0], both[0])
    np.testing.assert_array_equal(second[1], both[1])
    np.testing.assert_array_equal([second[0], first[1]], plain)

    # Each line is where it is in the whole: the top line is the first field's.
    inside, outside = binary_erosion(cut.mask, BLOCK, 2), ~binary_dilation(cut.mask, BLOCK, 2)
    put, whole = (each.swapaxes(0, 1).reshape(*SIZE[::-1], 3) for each in (both, real))
    off = np.abs(put / whole - 1).max(-1)
    assert np.quantile(off[outside], 0.995) < 0.02
    assert np.quantile(off[inside], 0.9) < 0.02


def test_what_a_tape_shows_of_a_layer_is_half_a_line_apart_in_two_fields(bare: Place) -> None:
    light = np.zeros((*SIZE[::-1], 4), np.float16)
    light[: SIZE[1] // 2, :, 3] = 1.0
    card = LayerPicture(SIZE, (0, 0), light)
    share = bare.fields((card,), (card,))[..., 1] / bare.fields((), ())[..., 1]
    # The edge lies between rows 59 and 60 of 120: a quarter of the first field's line 30, whose rows are 59.5 and 60.5.
    middle = share[:, :, 10:60].mean(2)
    np.testing.assert_allclose(middle[0, 28:32], (0, 0, 0.75, 1), atol=0.02)
    np.testing.assert_allclose(middle[1, 28:32], (0, 0.25, 1, 1), atol=0.02)


def test_tiles_have_the_layers_of_the_whole(bare: Place, monkeypatch: pytest.MonkeyPatch, cut: Cut) -> None:
    whole = bare.light(cut.layer, cut.shadow)
    monkeypatch.setattr("liminal.view.picture_part.TILE", 100)
    # Where an edge goes through a sample, that may fall to either side.
    assert np.quantile(np.abs(bare.light(cut.layer, cut.shadow) / whole - 1), 0.999) < 2 * HALF
