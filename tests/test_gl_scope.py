"""Scopes of GL objects: the driver itself says which objects are left."""

import ctypes
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from sketch import SKETCH

from liminal.camera.camcorder import Camcorder
from liminal.camera.state import CameraState
from liminal.gl import Context, FullScreen, Target, make_texture
from liminal.gl.egl import function
from liminal.settings.camera import CameraSettings
from liminal.settings.display import DisplaySettings
from liminal.settings.load import load_preset
from liminal.settings.signal import SignalSettings
from liminal.settings.tape import TapeSettings
from liminal.tape.chain import Chain
from liminal.view.renderer import Renderer
from liminal.view.stage import StageKey
from liminal.view.viewpoint import find_viewpoint
from liminal.world.cell_grid import CellGrid

KINDS = ("Texture", "Framebuffer", "Buffer", "VertexArray", "Program", "Shader")
NAMES = 30_000  # a driver may give out names in their order, and never one twice
TAPE = TapeSettings(format="vhs", tracking=0.3, line_noise_reduction=0.5)
CABLE = SignalSettings(composite=0.5, noise=1.0, ghost=0.5, hum=5.0)


class Census:
    """The driver's own count of objects of each kind: of the first NAMES names, those that it says exist."""

    def __init__(self, context: Context) -> None:
        self._exists = {kind: function(f"glIs{kind}", ctypes.c_ubyte, ctypes.c_uint) for kind in KINDS}
        # A program that is in use when it is freed goes only when another one is used: this one.
        self._target = Target(context, (1, 1))
        self._other = FullScreen(context, "common_texel.frag")
        self._other.program.set(texel=make_texture(context, (1, 1)))

    def __call__(self) -> Counter[str]:
        self._other.draw(self._target)
        return Counter({kind: sum(map(bool, map(exists, range(1, NAMES)))) for kind, exists in self._exists.items()})


@pytest.fixture
def context() -> Iterator[Context]:
    with Context() as context:
        yield context


@pytest.fixture
def alive(context: Context) -> Census:
    return Census(context)


def test_ten_chains_leave_nothing_behind(context: Context, alive: Census) -> None:
    picture = make_texture(context, (720, 480), 3, "f1", np.full((480, 720, 3), 128, np.uint8))
    before = alive()
    closed = []  # still referred to, so that no garbage collection frees what closing does not
    for number in range(10):
        chain = Chain(context, TAPE, DisplaySettings(rec=True, deck=True), number, CABLE)
        if number % 5 == 0:
            chain.play(picture, 0)
        assert alive()["Texture"] > before["Texture"] + 20
        chain.close()
        closed.append(chain)
    assert alive() == before


def test_ten_camcorders_leave_nothing_behind(context: Context, alive: Census) -> None:
    light = make_texture(context, (480, 480), 4, "f2", np.full((480, 480, 4), 40.0), filter="linear")
    before = alive()
    closed = []
    for number in range(10):
        camera = Camcorder(context, CameraSettings(kind=("one-chip", "three-chip")[number % 2]), number)
        camera.draw(light, (CameraState(0.01, blur=1.0), CameraState(0.01)), 0)
        camera.close()
        closed.append(camera)
    assert alive() == before


def test_a_renderer_keeps_two_stages_and_leaves_nothing_behind(context: Context, alive: Census) -> None:
    """Lit rooms, one after another: of the third on, each that comes frees one that was there."""
    preset = load_preset(overrides=SKETCH)
    world = CellGrid(7, preset)
    pose = find_viewpoint(world)
    before, counts = alive(), []
    renderer = Renderer(context, world)
    for turn in range(4):
        stage = renderer.stage(StageKey((replace(pose, yaw=pose.yaw + turn),), moment=0.0))
        renderer.glimpse(stage, pose)
        counts.append(alive()["Texture"])
    assert before["Texture"] + 5 < counts[0] < counts[1]
    assert counts[3] == counts[2] == counts[1]
    renderer.close()
    assert alive() == before


def test_a_scope_frees_its_own_and_those_within(context: Context, alive: Census) -> None:
    kept = make_texture(context, (4, 4))
    before = alive()
    with context.scope() as outer:
        first = Target(outer, (4, 4), depth=True)
        inner = outer.scope()
        others = [make_texture(inner, (4, 4)), FullScreen(inner, "common_texel.frag")]
        inner.close()
        assert alive() - before == Counter(Texture=2, Framebuffer=1)
        others.append(make_texture(inner, (4, 4)))
    assert alive() == before
    first.release()  # once more does no harm
    assert kept.read().shape == (4, 4, 4)


def test_an_error_in_a_scope_frees_what_was_made(context: Context, alive: Census) -> None:
    before = alive()
    made = []

    def fail() -> None:
        with context.scope() as scope:
            made.append(make_texture(scope, (4, 4)))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert alive() == before


def test_what_nothing_refers_to_is_freed_at_once_and_not_kept_by_its_scope(context: Context, alive: Census) -> None:
    before = alive()
    with context.scope() as scope:
        for _ in range(50):
            make_texture(scope, (4, 4))
        assert alive() == before


def test_a_closed_context_frees_its_objects_though_another_is_open(context: Context, alive: Census) -> None:
    before = alive()
    with Context() as second:
        kept = make_texture(second, (4, 4))
        assert alive() - before == Counter(Texture=1)
    assert alive() == before
    kept.release()


def test_a_texture_takes_and_gives_arrays_of_its_own_shape(context: Context) -> None:
    data = np.arange(60, dtype=np.uint8).reshape(4, 5, 3)
    texture = make_texture(context, (5, 4), 3, "f1")
    texture.write(data)
    assert np.array_equal(texture.read(), data)
    assert (texture.size, texture.channels, texture.format) == ((5, 4), 3, "f1")
    with pytest.raises(ValueError, match="does not fill"):
        texture.write(data[:3])
    with pytest.raises(ValueError, match="takes uint8"):
        texture.write(data.astype(float))


def test_what_outlives_its_context_leaves_the_next_one_alone() -> None:
    """Numbers of textures begin anew with each context; what is collected late must not free another's."""
    pixels = np.arange(64, dtype=np.float32).reshape(4, 4, 4)

    def one_after_the_other() -> None:
        with Context() as first:
            left = [first.gl.texture((4, 4), 4, dtype="f4") for _ in range(8)]
        with Context() as second:
            texture = make_texture(second, (4, 4), 4, "f4", pixels)
            assert texture.gl.glo in [each.glo for each in left]
            del left
            np.testing.assert_array_equal(texture.read(), pixels)

    # In a thread of its own no other context is open that they could share.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(one_after_the_other).result()
