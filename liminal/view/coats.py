"""Surfaces whose coatings mirror, in pictures of few samples: their pixels share rays."""

from collections.abc import Callable, Mapping, Sequence

from liminal.gl import GpuMesh, Program, Scope, Target
from liminal.gl.source import Switch
from liminal.view.coarse import Coarse
from liminal.world.material import Material

Ranges = list[tuple[int, int]]  # of indices of a mesh: first, count
PIXELS_A_RAY = 2  # along each edge of a picture


class Coats:
    """The programs and drawings of the materials of a scene whose pixels share rays."""

    def __init__(
        self,
        scope: Scope,
        drawing: GpuMesh,
        program: Callable[[dict[str, Switch]], Program],
        materials: Mapping[Material, dict[str, Switch]],
        rays: dict[str, Switch],
    ) -> None:
        """`drawing`: of the mesh. `program`: makes one of the scene. `materials`: the switches of the program of each.

        `rays`: those of programs that follow rays.
        """
        self._rays = Coarse(scope, ["f2"], PIXELS_A_RAY, depth=True, filter="linear")
        finding = {material: program({**switches, **rays, "RAYS": True}) for material, switches in materials.items()}
        self._showing = {material: program({**switches, "SHARED": True}) for material, switches in materials.items()}
        self.programs = [*finding.values(), *self._showing.values()]
        self._found = {material: drawing.again(scope, each) for material, each in finding.items()}
        self._shown: dict[Material | None, GpuMesh] = {
            material: drawing.again(scope, each) for material, each in self._showing.items()
        }

    def drawings(
        self, target: Target, shown: Sequence[tuple[Material | None, Ranges]]
    ) -> Mapping[Material | None, GpuMesh]:
        """Cast their rays for a picture; return the drawing of each. `shown`: the triangles in view."""
        rays = self._rays.of(target)
        rays.clear()
        for material, ranges in shown:
            if material in self._found:
                self._found[material].draw(rays, ranges)
        for program in self._showing.values():
            program.set(shared_rays=rays.colours[0], picture=target.size)
        return self._shown
