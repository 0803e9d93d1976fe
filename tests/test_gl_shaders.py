"""Every shader there is compiles and links on this driver."""

import re
from pathlib import Path

import pytest

from liminal.camera.camcorder import Camcorder
from liminal.gl import Context, Program, make_texture
from liminal.light.shader import SHARED
from liminal.light.waves import WATER
from liminal.settings.camera import CameraSettings
from liminal.settings.display import DisplaySettings
from liminal.settings.signal import SignalSettings
from liminal.settings.surface import SurfaceSettings
from liminal.settings.tape import TapeSettings
from liminal.tape.chain import Chain
from liminal.view import geometry, layer_sheet
from liminal.view.camera_block import Camera
from liminal.view.glass import PANE
from liminal.view.rings import RING
from liminal.view.surface import Surface, Surfaces
from liminal.view.things import FINISHES
from liminal.view.wake import WAKE

FOLDER = Path(__file__).parent.parent / "shaders"
FRAGMENTS = sorted(path.name for path in FOLDER.glob("*.frag"))


def wants_constants(name: str) -> bool:
    """Whether a shader, or a file that it includes, includes constants, which only its owner in Python can write.

    Those of light are the same for all.
    """
    included = re.findall(r'#include "([^"]+)"', (FOLDER / name).read_text(encoding="utf-8"))
    files = [file for file in included if file.endswith(".glsl")]
    return any(file.endswith(".constants") and file not in SHARED for file in included) or any(
        map(wants_constants, files)
    )


def vertex_of(fragment: str) -> str:
    """The vertex shader of the same name where there is one, else the full-screen triangle."""
    own = Path(fragment).with_suffix(".vert").name
    return own if (FOLDER / own).exists() else "common_fullscreen.vert"


ALONE = [name for name in FRAGMENTS if not wants_constants(name) and not wants_constants(vertex_of(name))]


@pytest.fixture(scope="module")
def context():
    with Context() as context:
        yield context


def test_there_are_shaders():
    assert len(FRAGMENTS) > 10


@pytest.mark.parametrize("fragment", ALONE)
def test_it_compiles_with_its_vertex_shader(context, fragment):
    Program(context, vertex_of(fragment), fragment, blocks=[Camera, Surface], made=SHARED).release()


def test_the_others_compile_with_the_constants_of_their_owners(context, monkeypatch):
    compiled = set()
    build = Program.__init__

    def note(self, context, vertex, fragment, *more, **named):
        build(self, context, vertex, fragment, *more, **named)
        compiled.add(fragment)

    monkeypatch.setattr(Program, "__init__", note)
    for kind in ("one-chip", "three-chip"):
        Camcorder(context, CameraSettings(kind=kind), seed=1).close()
    cable = SignalSettings(composite=1.0, noise=1.0, ghost=0.5, hum=5.0)
    picture = make_texture(context, (720, 480), 3, "f1")
    with Chain(context, TapeSettings(format="vhs", line_noise_reduction=0.5), DisplaySettings(), 1, cable) as chain:
        chain.play(picture, 0)
    surfaces = Surfaces(context, SurfaceSettings(texture_size=128))
    made = surfaces.made | SHARED
    Program(context, "view_thing.vert", "view_thing.frag", blocks=[Camera], made=made | FINISHES)
    for name in ("view_glass", "view_glass_block"):
        Program(context, "view_thing.vert", f"{name}.frag", blocks=[Camera], made=made | PANE)
    for name in ("view_scene", "surface_sheet"):
        Program(context, f"{name}.vert", f"{name}.frag", blocks=[Camera, Surface], made=made)
    water = {"blocks": [Camera], "made": made | WATER | RING | WAKE}
    for name in ("view_water", "view_water_rays"):
        Program(context, "view_water.vert", f"{name}.frag", **water)
    Program(context, "bake_keep.vert", "bake_caustics.frag", made=SHARED | WATER)
    Program(context, "common_fullscreen.vert", "view_skin.frag", {"SHADED": True}, made=SHARED | FINISHES)
    numbers = SHARED | geometry.NUMBERS
    Program(context, "view_geometry.vert", "view_geometry.frag", {"CELLS": True}, [Camera], made=numbers)
    for name in ("view_accumulate.frag", "view_field.frag"):
        Program(context, vertex_of(name), name, {"LAYERS": 2}, made=layer_sheet.NUMBERS)
    assert set(FRAGMENTS) - set(ALONE) <= compiled
