"""Plain OpenGL 3.3: contexts, shader text, programs, textures, uniform blocks. Knows no world; only it knows moderngl.

with Context() as context:
    target = Target(context, (720, 480), ["f2"], depth=True)
    scene = Program(context, "view_scene.vert", "view_scene.frag", blocks=[View])
    view = Block(context, View)
    mesh = Mesh(context, scene, vertices, triangles)

    view.write(View(clip_from_world=..., eye=...))
    scene.set(View=view, albedo=surfaces.albedo, exposure=1.0)
    target.clear(0, 0, 0, 1)
    with context.state(depth=True, cull=True):
        mesh.draw(target)
    picture = target.read()  # (480, 720, 4) float16, bottom row first
"""

from liminal.gl.block import Block, block_dtype, block_text, member, pack_block
from liminal.gl.context import Context, Info
from liminal.gl.mesh import FullScreen, Mesh
from liminal.gl.points import Points
from liminal.gl.program import Program
from liminal.gl.source import ShaderError, Source, preprocess
from liminal.gl.texture import (
    Target,
    Texture,
    TextureArray,
    build_levels,
    copy_to_layer,
    make_texture,
    make_texture_array,
)

__all__ = [
    "Block",
    "Context",
    "FullScreen",
    "Info",
    "Mesh",
    "Points",
    "Program",
    "ShaderError",
    "Source",
    "Target",
    "Texture",
    "TextureArray",
    "block_dtype",
    "block_text",
    "build_levels",
    "copy_to_layer",
    "make_texture",
    "make_texture_array",
    "member",
    "pack_block",
    "preprocess",
]
