"""Plain OpenGL 3.3: contexts, scopes, shader text, programs, textures, uniform blocks. Alone in importing moderngl.

with Context() as context, context.scope() as scope:
    target = Target(scope, (720, 480), ["f2"], depth=True)
    scene = Program(scope, "view_scene.vert", "view_scene.frag", blocks=[View])
    view = UniformBuffer(scope, View)
    mesh = GpuMesh(scope, scene, vertices, triangles)

    view.write(View(clip_from_world=..., eye=...))
    scene.set(View=view, albedo=surfaces.albedo, exposure=1.0)
    target.clear(0, 0, 0, 1)
    with context.state(depth=True, cull=True):
        mesh.draw(target)
    picture = target.read()  # (480, 720, 4) float16, bottom row first
"""

from liminal.gl.block import UniformBuffer, block_dtype, block_text, member, pack_block
from liminal.gl.constants import constants
from liminal.gl.context import Context, Info
from liminal.gl.gpu_mesh import FullScreen, GpuMesh
from liminal.gl.point_sprites import PointSprites
from liminal.gl.program import Program
from liminal.gl.readback import Readback, ReadbackRing
from liminal.gl.scope import Scope
from liminal.gl.source import ShaderError, ShaderSource, preprocess
from liminal.gl.texture import (
    Target,
    Texture,
    TextureArray,
    copy_to_layer,
    make_table,
    make_texture,
    make_texture_array,
    table_extent,
)
from liminal.gl.trimming import trim

__all__ = [
    "Context",
    "FullScreen",
    "GpuMesh",
    "Info",
    "PointSprites",
    "Program",
    "Readback",
    "ReadbackRing",
    "Scope",
    "ShaderError",
    "ShaderSource",
    "Target",
    "Texture",
    "TextureArray",
    "UniformBuffer",
    "block_dtype",
    "block_text",
    "constants",
    "copy_to_layer",
    "make_table",
    "make_texture",
    "make_texture_array",
    "member",
    "pack_block",
    "preprocess",
    "table_extent",
    "trim",
]
