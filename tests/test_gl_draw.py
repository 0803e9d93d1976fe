"""The GL folder with a driver: state, programs, textures, blocks, and nothing left behind."""

import ctypes
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import moderngl
import numpy as np
import pytest

from liminal.assets import shader_text
from liminal.errors import LiminalError
from liminal.gl import (
    Context,
    FullScreen,
    GpuMesh,
    Program,
    ShaderError,
    Target,
    UniformBuffer,
    block_dtype,
    copy_to_layer,
    make_table,
    make_texture,
    make_texture_array,
    member,
)

VERSION = "#version 330 core\n"
TRIANGLE_VERT = (
    VERSION
    + "in vec3 position; in vec3 tint; out vec3 t;\nvoid main() { t = tint; gl_Position = vec4(position, 1); }\n"
)
TRIANGLE_FRAG = VERSION + "in vec3 t; out vec4 c;\nvoid main() { c = vec4(t, 1); }\n"
VERTEX = np.dtype([("position", "<f4", 3), ("unused", "<i4"), ("tint", "<f4", 3)])


@pytest.fixture(scope="module")
def context():
    with Context() as context:
        yield context


def reader(fragment: str, vertex: str = TRIANGLE_VERT):
    """Serve two texts made here, and the shipped file for the full-screen triangle."""
    texts = {"a.vert": vertex, "a.frag": fragment}
    return lambda name: texts[name] if name in texts else shader_text(name)


def triangle(depth: float, tint: tuple[float, float, float], clockwise: bool = False) -> np.ndarray:
    corners = [(-1, -1), (3, -1), (-1, 3)]
    vertices = np.zeros(3, VERTEX)
    vertices["position"] = [(x, y, depth) for x, y in (corners[::-1] if clockwise else corners)]
    vertices["tint"] = tint
    return vertices


def draw(context: Context, *layers: np.ndarray, **state: Any) -> np.ndarray:
    """The colour of the middle pixel after drawing the triangles one after another."""
    target = Target(context, (5, 5), ["f4"], depth=True)
    program = Program(context, "a.vert", "a.frag", read=reader(TRIANGLE_FRAG))
    mesh = GpuMesh(context, program, np.concatenate(layers))
    target.clear()
    with context.state(**state):
        mesh.draw(target)
    picture = target.read()
    for thing in (mesh, program, target):
        thing.release()
    return picture[2, 2, :3]


def test_depth_test_is_truly_on(context):
    near, far = triangle(-0.5, (1, 0, 0)), triangle(0.5, (0, 1, 0))
    assert draw(context, near, far, depth=True).tolist() == [1, 0, 0]
    assert draw(context, near, far).tolist() == [0, 1, 0]  # off: the last drawn wins


def test_culling_is_truly_on_and_drops_clockwise_faces(context):
    front, back = triangle(0, (1, 0, 0)), triangle(0, (0, 1, 0), clockwise=True)
    assert draw(context, front, back, cull=True).tolist() == [1, 0, 0]
    assert draw(context, front, back).tolist() == [0, 1, 0]


def test_blending_and_that_state_does_not_leak(context):
    one, two = triangle(0, (0.25, 0, 0)), triangle(0, (0.5, 0, 1))
    assert draw(context, one, two, blend="add").tolist() == [0.75, 0, 1]
    assert draw(context, one, two).tolist() == [0.5, 0, 1]


def test_what_is_seen_through_something_hinders_no_later_draw_into_several_colours(context):
    """Mesa drops such draws while the blend function names a second output, though blending is off."""
    whole = triangle(0, (0.25, 0.5, 1.0))
    two = VERSION + "layout(location = 0, index = 0) out vec4 a; layout(location = 0, index = 1) out vec4 b;\n"
    through = Program(
        context, "a.vert", "a.frag", read=reader(two + "void main() { a = vec4(0.5); b = vec4(0.25); }\n")
    )
    apart = VERSION + "layout(location = 0) out vec4 a; layout(location = 1) out vec4 b;\n"
    both = Program(context, "a.vert", "a.frag", read=reader(apart + "void main() { a = vec4(1); b = vec4(2); }\n"))
    target, pair = Target(context, (5, 5), ["f4"]), Target(context, (5, 5), ["f4", "f4"])
    target.clear(1.0, 1.0, 1.0, 1.0)
    with context.state(blend="through"):
        GpuMesh(context, through, whole).draw(target)
    pair.clear()
    GpuMesh(context, both, whole).draw(pair)
    assert target.read()[2, 2, 0] == 0.75
    assert [pair.read(index)[2, 2, 0] for index in (0, 1)] == [1.0, 2.0]


def test_driver_errors_name_our_file_and_line(context):
    broken = VERSION + "\nout vec4 c;\nvoid main() { c = vec4(oops); }\n"
    with pytest.raises(ShaderError, match=r"a\.frag:4:.*oops"):
        Program(context, "a.vert", "a.frag", read=reader(broken))


UNIFORMS = VERSION + (
    "uniform float gain; uniform ivec2 shift; uniform mat3 m; uniform sampler2D image; uniform vec2 list[2];\n"
    "in vec2 uv; out vec4 c;\n"
    "void main() { c = vec4(gain * (m * vec3(1, 2, 3)), shift.y + list[1].x + texture(image, uv).r); }\n"
)


def test_tables_have_no_extent_that_is_a_power_of_two(context):
    """Else llvmpipe compiles each program that reads them twice."""
    with context.scope() as scope:
        for extent in (*range(1, 40), 511, 512, 513):
            data = np.arange(2 * extent, dtype=np.int32).reshape(2, extent, 1)
            table = make_table(scope, data, "i4")
            assert all(side.bit_count() > 1 for side in table.size)
            assert extent <= table.size[0] <= extent + 2
            np.testing.assert_array_equal(table.read()[:2, :extent], data)


def test_uniforms_arrive_and_matrices_are_those_of_numpy(context):
    target, image = Target(context, (2, 2), ["f4"]), make_texture(context, (1, 1), 1, data=np.full((1, 1), 7.0))
    screen = FullScreen(context, "a.frag", read=reader(UNIFORMS))
    matrix = np.arange(9).reshape(3, 3)
    screen.draw(target, gain=2.0, shift=(3, 40), m=matrix, image=image, list=[(1, 2), (100, 4)])
    assert target.read()[0, 0].tolist() == [*(2 * matrix @ [1, 2, 3]), 147]


def test_misspelt_forgotten_and_misshapen_uniforms_are_errors(context):
    target, program = (
        Target(context, (2, 2)),
        Program(
            context,
            "a.vert",
            "a.frag",
            read=reader(
                VERSION + "uniform float gain; uniform vec3 sun; uniform sampler2D image; in vec3 t; out vec4 c;\n"
                "void main() { c = vec4(gain * sun + t, texture(image, t.xy).r); }\n"
            ),
        ),
    )
    with pytest.raises(ShaderError, match="no uniform 'gian' in use; did you mean \"gain\""):
        program.set(gian=1.0)
    with pytest.raises(ShaderError, match="sun takes 1 x 3 numbers"):
        program.set(sun=(1.0, 2.0))
    with pytest.raises(ShaderError, match="image takes a texture"):
        program.set(image=3)
    with pytest.raises(ShaderError, match="no field tint"):
        GpuMesh(context, program, np.zeros(3, [("position", "<f4", 3)]))
    program.set(gain=1.0)
    with pytest.raises(ShaderError, match="never set: image, sun"):
        GpuMesh(context, program, triangle(0, (1, 1, 1))).draw(target)


@dataclass(frozen=True)
class Everything:
    """One of each, in an order that makes padding."""

    a: float = member("float", "first")
    b: np.ndarray = member("vec3", "m")
    c: float = member("float")
    d: np.ndarray = member("vec2", count=3)
    e: int = member("int")
    f: np.ndarray = member("mat3")
    g: np.ndarray = member("mat4", count=2)
    h: int = member("uint")
    i: np.ndarray = member("ivec2")


EVERYTHING = Everything(
    1.5, np.array([2, 3, 4]), 5, np.arange(6).reshape(3, 2), -7, np.arange(9).reshape(3, 3),
    np.arange(32).reshape(2, 4, 4), 2**31, np.array([-8, 9]),
)  # fmt: skip
BLOCK_FRAG = (
    VERSION
    + """
#include "Everything.block"
out vec4 colour;
void main() {
    vec4 first = vec4(a, b.z, c, d[2].y);
    vec4 second = vec4(e, (f * vec3(1, 10, 100)).y, (g[1] * vec4(1, 0, 0, 1)).w, h);
    vec4 third = vec4(i, f[2][0], g[0][3][1]);
    colour = gl_FragCoord.x < 1.0 ? first : gl_FragCoord.x < 2.0 ? second : third;
}
"""
)


def test_block_members_arrive_where_the_shader_reads_them(context):
    block, target = UniformBuffer(context, Everything), Target(context, (3, 1), ["f4"])
    block.write(EVERYTHING)
    screen = FullScreen(context, "a.frag", blocks=[Everything], read=reader(BLOCK_FRAG))
    screen.draw(target, Everything=block)
    row, last = EVERYTHING.f @ [1, 10, 100], EVERYTHING.g[1] @ [1, 0, 0, 1]
    expected = [[1.5, 4, 5, 5], [-7, row[1], last[3], 2**31], [-8, 9, EVERYTHING.f[0, 2], EVERYTHING.g[0, 1, 3]]]
    assert target.read()[0].tolist() == expected


def test_block_offsets_are_the_drivers(context):
    screen = FullScreen(context, "a.frag", blocks=[Everything], read=reader(BLOCK_FRAG))
    dtype = block_dtype(Everything)
    offsets = {name: dtype.fields[name][1] for name in dtype.names}
    assert driver_offsets(screen.program.gl.glo, dtype) == offsets
    assert screen.program.gl["Everything"].size == dtype.itemsize


def driver_offsets(program: int, dtype: np.dtype) -> dict[str, int]:
    """Ask the driver itself (glGetActiveUniformsiv, GL_UNIFORM_OFFSET), past moderngl."""
    lookup = ctypes.CDLL("libEGL.so.1").eglGetProcAddress
    lookup.restype = ctypes.c_void_p
    names = [f"{name}[0]" if dtype.fields[name][0].fields else name for name in dtype.names]
    count = len(names)
    strings = (ctypes.c_char_p * count)(*[name.encode() for name in names])
    indices, values = (ctypes.c_uint * count)(), (ctypes.c_int * count)()
    ctypes.CFUNCTYPE(None, ctypes.c_uint, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)(
        lookup(b"glGetUniformIndices")
    )(program, count, strings, indices)
    ctypes.CFUNCTYPE(None, ctypes.c_uint, ctypes.c_int, ctypes.c_void_p, ctypes.c_uint, ctypes.c_void_p)(
        lookup(b"glGetActiveUniformsiv")
    )(program, count, indices, 0x8A3B, values)
    return dict(zip(dtype.names, values, strict=True))


def test_block_refuses_what_does_not_fit(context):
    block = UniformBuffer(context, Everything)
    with pytest.raises(ValueError, match=r"Everything.b: shape \(2,\) does not fit vec3 b;"):
        block.write(Everything(**{**vars(EVERYTHING), "b": np.zeros(2)}))


@pytest.mark.parametrize("format", ["f1", "f2", "f4"])
def test_textures_come_back_as_they_went_and_layers_are_copied(context, format):
    size, kind = (6, 3), {"f1": np.uint8, "f2": np.float16, "f4": np.float32}[format]
    data = np.arange(6 * 3 * 4).reshape(3, 6, 4).astype(kind)
    target = Target(context, size, [format])
    target.colours[0].write(data)
    assert np.array_equal(target.read(), data)
    array = make_texture_array(context, size, 2, format=format, data=np.zeros((2, 3, 6, 4), kind))
    copy_to_layer(target, array, 1)
    layers = array.read()
    assert not layers[0].any()
    assert np.array_equal(layers[1], data)


@pytest.mark.parametrize(("filter", "seen"), [("nearest", 0.0), ("mipmap", 0.5), ("level", 0.5)])
def test_filters_stay_as_asked_when_levels_are_built(context, filter, seen):
    """A chessboard from afar is grey with levels, and one of its own colours without."""
    board = (np.indices((8, 8)).sum(0) % 2).astype(np.float32)
    texture = make_texture(context, (8, 8), 1, data=board, filter=filter, wrap="repeat")
    text = (
        VERSION + "uniform sampler2D board; out vec4 c;\nvoid main() { c = texture(board, gl_FragCoord.xy * 4.0); }\n"
    )
    target = Target(context, (4, 4), ["f4"])
    FullScreen(context, "a.frag", read=reader(text)).draw(target, board=texture)
    assert target.read()[..., 0] == pytest.approx(seen)
    wanted = {"nearest": 0x2600, "mipmap": 0x2703, "level": 0x2701}  # GL_NEAREST, GL_LINEAR_MIPMAP_LINEAR, ..._NEAREST
    assert texture.gl.filter[0] == wanted[filter]


def test_many_targets_and_programs_leave_nothing_behind():
    def resident() -> int:
        return int(Path("/proc/self/statm").read_text().split()[1]) * 4096

    def use() -> None:
        with Context() as context:
            target = Target(context, (512, 512), ["f4"], depth=True)
            draw(context, triangle(0, (1, 1, 1)))
            target.clear()
            target.read()
            target.release()

    for _ in range(3):
        use()
    before = resident()
    for _ in range(12):
        use()
    assert resident() - before < 8e6  # one forgotten target would be 12 x 5 MB


def test_a_driver_without_float_targets_is_one_line(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*attachments: object) -> None:
        raise moderngl.Error("the framebuffer is not complete (INCOMPLETE_ATTACHMENT)")

    monkeypatch.setattr(context.gl, "framebuffer", refuse)
    with pytest.raises(LiminalError, match=r"cannot draw 8 x 4 pixels of format f2/f4.*another device") as refused:
        Target(context, (8, 4), ["f2", "f4"])
    assert "\n" not in str(refused.value)


def test_contexts_of_a_thread_draw_by_turns(context: Context) -> None:
    """What one draws is not disturbed by another, be it open, closed or in another thread."""
    red, green = triangle(0, (1, 0, 0)), triangle(0, (0, 1, 0))
    before = draw(context, red)
    with Context() as other:
        theirs = draw(other, green)
        assert (draw(context, red) == before).all()
        assert (draw(other, green) == theirs).all()
    assert (draw(context, red) == before).all()

    elsewhere = []

    def work() -> None:
        with Context() as away:
            elsewhere.append(draw(away, green))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert (elsewhere[0] == theirs).all()
    assert (draw(context, red) == before).all()
    assert (theirs != before).any()
