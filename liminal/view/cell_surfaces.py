"""The surfaces of a piece's cells: floors, walls, ceilings and lamps, each material drawn by a program of its own."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.gl import GpuMesh, Program, Scope, Target
from liminal.gl.source import Switch
from liminal.light.shader import SHARED
from liminal.piece.box import in_view, over_cells
from liminal.piece.mesh import Mesh
from liminal.piece.piece import Piece
from liminal.view.coats import Coats, Ranges
from liminal.view.mirror import EVERY_SAMPLE, Mirror, Mirrors
from liminal.view.projection import Matrix
from liminal.view.surface import Surface, Surfaces
from liminal.world.material import DESCRIPTIONS, Material

# The materials that fill pictures, each with a program of its own: shaders without tests for the material save a sixth
# of the time on llvmpipe. Further programs would cost more to compile than they save.
LARGE = (
    Material.WALLPAPER,
    Material.CARPET,
    Material.CEILING_TILE,
    Material.DIFFUSER,
    Material.POOL_TILE,
    Material.CONCRETE,
    Material.CONCRETE_FLOOR,
    Material.OPAL,
    Material.PAINTED_STEEL,
    Material.VCT,
    Material.TERRAZZO,
    Material.PLASTER,
    Material.WOOD,
    Material.MOSAIC,
    Material.CREAM_TILE,
    Material.BLOCKWORK,
)
LUMINOUS = (Material.DIFFUSER, Material.OPAL)
# Hide most of what else there is.
WALLS = (
    *(Material.WALLPAPER, Material.POOL_TILE, Material.CONCRETE, Material.PAINTED_STEEL, Material.PLASTER),
    *(Material.MOSAIC, Material.CREAM_TILE, Material.BLOCKWORK),
)


class CellSurfaces:
    """Draws the surfaces of one piece."""

    def __init__(
        self,
        scope: Scope,
        piece: Piece,
        mesh: Mesh,
        surfaces: Surfaces,
        camera: type,
        switches: Mapping[str, Switch],
        uniforms: Mapping[str, Any],
        mirror: Mirror | None,
        *,
        unwrapped: bool,
        wet: bool,
        raised: bool,
    ) -> None:
        """`camera`: the uniform block of the camera. `switches`, `uniforms`: those that the scene's programs share.

        `mirror`: by which coatings find what they mirror; None where nothing does. `unwrapped`: whether they are spread
        out flat. `wet`: whether water is mirrored. `raised`: whether pictures of many samples show relief.
        """
        self._scope, self._made, self._camera = scope, {**surfaces.made, **SHARED}, camera
        self._uniforms = uniforms
        self._blocks = mesh.blocks[over_cells(mesh.blocks["low"], mesh.blocks["high"], piece.shown)]
        large = [each for each in LARGE if each in surfaces.materials and (self._blocks["material"] == each).any()]
        self._order = (*large, None)  # a last program draws the rest
        self._owner = np.array([large.index(each) if each in large else len(large) for each in Material])
        rays: dict[str, Switch] = {} if mirror is None else {"WET": wet, **mirror.switches}
        plain: dict[Material | None, Program] = {}
        detailed: dict[Material | None, Program] = {}  # the same with relief, and rays to what coatings mirror
        sharing: dict[Material, dict[str, Switch]] = {}  # of those whose pixels share rays on tape: switches
        for material in self._order:
            own = {**switches, "UNWRAP": unwrapped, **_switches_of(material)}
            own["COATED"] = coated = mirror is not None and material is not None and DESCRIPTIONS[material].mirrors
            plain[material] = self._program(own)
            relief = raised and material is not None and DESCRIPTIONS[material].relief > 0
            if coated or relief:
                more = {"RELIEF": relief, **({"MIRROR": True, **rays} if coated else {})}
                detailed[material] = self._program({**own, **more})
            # What tiles mirror is finer than a tape shows, and would take as long as all the rest of its picture.
            if coated and material is not None and not own["TILED"]:
                sharing[material] = own
        self._tiled = [plain[each] for each in large if DESCRIPTIONS[each].tiles and each in detailed]
        drawing = GpuMesh(scope, plain[None], mesh.vertices, mesh.indices.reshape(-1, 3))
        self._plain = {None: drawing} | {material: drawing.again(scope, plain[material]) for material in large}
        self._detailed = {material: drawing.again(scope, program) for material, program in detailed.items()}
        self._coats = Coats(scope, drawing, self._program, sharing, rays) if sharing else None
        self.programs = [*plain.values(), *detailed.values(), *(self._coats.programs if self._coats else [])]

    @property
    def mesh(self) -> GpuMesh:
        """All of them, for programs that do not ask what they are made of."""
        return self._plain[None]

    def _program(self, switches: Mapping[str, Switch]) -> Program:
        """One of the programs, with those of the uniforms that it has."""
        files = "view_scene.vert", "view_scene.frag"
        program = Program(self._scope, *files, switches, [self._camera, Surface], made=self._made)
        program.set_used(self._uniforms)
        return program

    def in_view(self, clip_from_window: Matrix) -> list[tuple[Material | None, Ranges]]:
        """The triangles that a picture may show, by program.

        Walls come first, the nearest before others, so that surfaces behind them are not shaded.
        """
        shown = self._blocks[in_view(self._blocks["low"], self._blocks["high"], clip_from_window)]
        walls = np.isin(shown["material"], WALLS)
        away = (shown["low"] + shown["high"]) / 2 @ clip_from_window[3, :3]
        shown = shown[np.lexsort((np.where(walls, away, 0), ~walls))]
        owner = self._owner[shown["material"]]
        return [(self._order[number], _ranges(shown[owner == number])) for number in np.unique(owner).tolist()]

    def drawings(
        self, target: Target, shown: list[tuple[Material | None, Ranges]], mirrors: Mirrors
    ) -> list[tuple[GpuMesh, Ranges]]:
        """Cast the rays that pixels share; return the drawings of the triangles in view, `shown`."""
        special: Mapping[Material | None, GpuMesh] = self._detailed if mirrors.weight > 0 else {}
        if mirrors is EVERY_SAMPLE:
            for program in self._tiled:
                program.set(coats=0.0)
            special = self._coats.drawings(target, shown) if self._coats is not None else {}
        return [(special.get(material) or self._plain[material], ranges) for material, ranges in shown]


def _switches_of(material: Material | None) -> dict[str, Switch]:
    """The switches of the program of a material, or of the one for all others, as far as they follow from it."""
    description = None if material is None else DESCRIPTIONS[material]
    return {
        "DIFFUSER": material in LUMINOUS,
        "OPAL": material is Material.OPAL,
        "MATERIAL": material is not None and int(material),
        "PUDDLES": material is Material.CONCRETE_FLOOR,
        "TILED": description is not None and (description.tiles or False),
        "ROUGH": description is not None and description.rough,
    }


def _ranges(blocks: NDArray[np.void]) -> list[tuple[int, int]]:
    """First index and count of each run of blocks that follow one another in the mesh."""
    first, after = blocks["first"], blocks["first"] + blocks["count"]
    begins = np.flatnonzero(np.append(True, first[1:] != after[:-1]))
    ends = np.append(begins[1:], len(blocks)) - 1
    return list(zip(first[begins].tolist(), (after[ends] - first[begins]).tolist(), strict=True))
