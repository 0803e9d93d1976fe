"""Giving freed memory back to the system, that of the driver's textures included."""

from liminal import heap
from liminal.gl.gpu_mesh import FullScreen
from liminal.gl.scope import Scope
from liminal.gl.texture import Target, make_texture

EDGE = 64  # texels: drawing so many takes longer than asking for the next draw
DRAWS = 16  # more than the driver has begun at a time


def trim(scope: Scope) -> None:
    """Return free memory to the system, 6 ms.

    A driver that draws on the CPU keeps freed textures: those that its last program read until one reads fewer, and
    those of each batch of draws until it needs that batch's place again. Mesa 22 held 150 MB when a wide hall was lit.
    So it is waited for, and then some pictures are drawn, all from one texel, faster than they are finished.
    """
    if scope.context.info.software:
        with scope.scope() as passing:
            shader = FullScreen(passing, "common_texel.frag")
            shader.program.set(texel=make_texture(passing, (1, 1)))
            targets = [Target(passing, (EDGE, EDGE), ["f1"], channels=1) for _ in range(2)]
            scope.context.finish()
            for number in range(DRAWS):
                shader.draw(targets[number % 2])
    heap.trim()
