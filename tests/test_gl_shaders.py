"""Every shader there is compiles and links on this driver."""

from pathlib import Path

import pytest

from liminal.gl import Context, Program
from liminal.view.scene import Camera
from liminal.view.surface import Surface

FOLDER = Path(__file__).parent.parent / "shaders"
FRAGMENTS = sorted(path.name for path in FOLDER.glob("*.frag"))


@pytest.fixture(scope="module")
def context():
    with Context() as context:
        yield context


def test_there_are_shaders():
    assert len(FRAGMENTS) > 10


@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_it_compiles_with_its_vertex_shader(context, fragment):
    """That of the same name where there is one, else the full-screen triangle."""
    own = Path(fragment).with_suffix(".vert").name
    vertex = own if (FOLDER / own).exists() else "common_fullscreen.vert"
    Program(context, vertex, fragment, blocks=[Camera, Surface]).release()
