"""The scene: the mesh of a window with its surfaces and its light, drawn as luminance."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liminal.geometry.mesh import Mesh
from liminal.gl import Block, Context, Program, Target, Texture, member
from liminal.gl import Mesh as Drawing
from liminal.gl.source import Switch
from liminal.light import lattice
from liminal.light.fold import fold
from liminal.light.lightmap import Lightmap
from liminal.view.camera_lamp import Beam
from liminal.view.figure import Figures
from liminal.view.projection import Matrix
from liminal.view.script import Figure
from liminal.view.surface import Surface, Surfaces
from liminal.world.grid import CELL
from liminal.world.material import Material

# What fills pictures, each with a program of its own: on llvmpipe a sixth of the time is saved by what a shader need
# not ask. Further programs would cost more to compile than they save.
LARGE = (Material.WALLPAPER, Material.CARPET, Material.CEILING_TILE, Material.DIFFUSER)


@dataclass(frozen=True)
class Camera:
    """The uniform block of whoever looks."""

    clip_from_window: Matrix = member("mat4", "window-local metres to clip space")


class Scene:
    """A window, ready to be drawn from anywhere inside it."""

    def __init__(
        self,
        context: Context,
        mesh: Mesh,
        lightmap: Lightmap,
        surfaces: Surfaces,
        lamp_colour: NDArray[np.float32],
        camera_lamp: bool = False,
        figures: tuple[Figure, ...] = (),
    ) -> None:
        """`figures`: who stands there at some time."""
        self._context = context
        self._surfaces = surfaces
        self._corner = lightmap.charts.window.x0, lightmap.charts.window.z0
        self._blocks = _shown(mesh.blocks, lightmap.shown)
        self._camera = Block(context, Camera)

        # The camera's lamp casts shadows, by rays through the cells.
        self._cells = lattice.upload(context, lightmap.charts.window) if camera_lamp else None
        known = {
            "Camera": self._camera,
            "cell": CELL,
            "plan_size": lightmap.charts.plan_size,
            "lightmap": lightmap.texture,
            "pages": lightmap.pages,
            "page_scale": 1 / np.array(lightmap.pages.size),
            "lightmap_scale": 1 / np.array(lightmap.texture.size),
            "ambient": lightmap.ambient,
            "lamp_colour": lamp_colour,
            "lens_reflectance": surfaces.reflectance[Material.DIFFUSER],
            "cells": self._cells,
            **surfaces.uniforms,
        }

        # Each large material has a program that knows no other; a last one (None) draws the rest.
        self._programs: dict[Material | None, Program] = {}
        for material in (*LARGE, None):
            switches: dict[str, Switch] = {
                "CAMERA_LAMP": camera_lamp,
                "DIFFUSER": material is Material.DIFFUSER,
            }
            switches["UNWRAP"] = "unwrapped" in (mesh.vertices.dtype.names or ())
            switches["MATERIAL"] = material is not None and int(material)
            program = Program(
                context,
                "view_scene.vert",
                "view_scene.frag",
                switches,
                [Camera, Surface],
                made=surfaces.made,
            )
            program.set(**{name: value for name, value in known.items() if name in program.names})
            self._programs[material] = program
        drawing = Drawing(context, self._programs[None], mesh.vertices, mesh.indices.reshape(-1, 3))
        self._drawings: dict[Material | None, Drawing] = {None: drawing}
        self._drawings |= {material: drawing.again(context, self._programs[material]) for material in LARGE}

        window = lightmap.charts.window
        self._figures = Figures(context, Camera, figures, window, lamp_colour) if figures else None
        self._lamps: Texture | None = None
        both_tubes = np.array([1, 1, 0, 0], np.float32)
        self.dim(lightmap.charts.window.lamps["luminance"][:, None] * both_tubes, 1.0)

    def dim(self, tubes: NDArray[np.float32], output: float) -> None:
        """Set how the lamps look, and a factor for all the light there is.

        `tubes`: (n, 4), cd/m2: the luminance of each lamp if both its tubes were as the first, or as the second; and
        the same for the glow of their ends.
        """
        if self._lamps is not None:
            self._lamps.release()
        self._lamps = fold(self._context, np.vstack([tubes, np.zeros((1, 4))]).astype(np.float32))
        self._programs[Material.DIFFUSER].set(lamp_tubes=self._lamps)
        for program in self._programs.values():
            program.set(output_=output)

    def people(self, time: float, luminance: NDArray[np.float32]) -> None:
        """Let those be there who are at a time (s), lit by lamps of these luminances (n,), cd/m2."""
        if self._figures is not None:
            self._figures.light(time, luminance)

    def draw(
        self,
        target: Target,
        clip_from_window: Matrix,
        footprint: float = 1.0,
        beam: Beam | None = None,
    ) -> None:
        """Draw into `target` (with depth), which is cleared first. `footprint`: see `surface.footprints`.

        `beam`: the camera's lamp, for a scene that was made with one.
        """
        self._camera.write(Camera(clip_from_window.astype(np.float32)))
        self._surfaces.place(*self._corner)
        for program in self._programs.values():
            program.set(
                surface_footprint=footprint,
                **(beam.uniforms if beam is not None else {}),
            )
        target.clear()
        with self._context.state(depth=True, cull=True):
            for material, first, count in self._in_view(clip_from_window):
                self._drawings[material].draw(target, first=first, count=count)
        if self._figures is not None:
            self._figures.draw(target, self._camera, clip_from_window)

    def _in_view(self, clip_from_window: Matrix) -> list[tuple[Material | None, int, int]]:
        """The ranges of indices that the picture may show, and the program for each.

        Walls come first, the nearest before others, so that what they hide is not shaded.
        """
        low, high = self._blocks["low"], self._blocks["high"]
        corners = np.stack(
            [np.where([(i >> axis) & 1 for axis in range(3)], high, low) for i in range(8)],
            1,
        )
        clip = corners @ clip_from_window[:, :3].T + clip_from_window[:, 3]  # (blocks, 8, 4)

        # A block is out of view when all its corners are beyond the same side of the picture.
        w = clip[..., 3:]
        outside = np.any(
            np.all(clip[..., :3] < -w, axis=1) | np.all(clip[..., :3] > w, axis=1),
            axis=-1,
        )
        kept, depth = self._blocks[~outside], clip[..., 3].mean(1)[~outside]
        place = np.where(kept["material"] == Material.WALLPAPER, depth, kept["first"])
        return _ranges(kept[np.lexsort((place, kept["material"]))])

    def release(self) -> None:
        """Free the drawing; the lightmap is its owner's."""
        for drawing in self._drawings.values():
            drawing.release()
        for program in self._programs.values():
            program.release()
        self._camera.release()
        for texture in (self._lamps, self._cells):
            if texture is not None:
                texture.release()
        if self._figures is not None:
            self._figures.release()


def _shown(blocks: NDArray[np.void], shown: NDArray[np.bool_]) -> NDArray[np.void]:
    """Those blocks of a mesh that hold any of the `shown` cells."""
    low = np.floor(blocks["low"][:, [2, 0]] / CELL - 0.5).astype(int).clip(0)  # walls are thin: look on both sides
    high = np.ceil(blocks["high"][:, [2, 0]] / CELL + 0.5).astype(int)
    kept = [shown[z0:z1, x0:x1].any() for (z0, x0), (z1, x1) in zip(low, high, strict=True)]
    result: NDArray[np.void] = blocks[np.array(kept, bool)]
    return result


def _ranges(blocks: NDArray[np.void]) -> list[tuple[Material | None, int, int]]:
    """For each run of blocks that follow one another in the mesh and share a program: which, first index and count."""
    program = np.where(np.isin(blocks["material"], LARGE), blocks["material"], len(Material))
    after = blocks["first"] + blocks["count"]
    goes_on = (program[1:] == program[:-1]) & (blocks["first"][1:] == after[:-1])
    first = np.flatnonzero(~np.append(False, goes_on)[: len(blocks)])
    last = np.append(first, len(blocks))[1:] - 1
    columns = (values.tolist() for values in (program[first], blocks["first"][first], after[last]))
    return [
        (Material(kind) if kind < len(Material) else None, begin, end - begin)
        for kind, begin, end in zip(*columns, strict=True)
    ]
