"""Standing things, drawn each with a model matrix and lit at its corners."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.gl import GpuMesh, Program, Scope, Target
from liminal.gl.constants import constants
from liminal.gl.source import Switch
from liminal.light.flicker.appliances import NOISE
from liminal.light.shader import SHARED
from liminal.piece.box import in_view, over_cells
from liminal.piece.standing import Standing
from liminal.thing.finish import SEEN_THROUGH, Finish
from liminal.thing.thing import CORNER, Placement, Thing, placed
from liminal.view.mirror import EVERY_SAMPLE, Mirror, Mirrors
from liminal.view.projection import Matrix

# A corner of a thing as `shaders/view_thing.vert` takes it: CORNER, and where its light is read in the lightmap.
VERTEX = np.dtype([*CORNER.descr, ("light", np.float32, 2), ("chart", np.uint16)])

HOLLOW = "arch", "barrel-vault", "cove", "curved-wall"  # structures that face themselves
WHOLE = frozenset((Finish.POOL_TILE, Finish.CONCRETE))  # finishes that large structures have all over
NO_COATS: frozenset[int] = frozenset()
SMOOTH = frozenset({Finish.CHROME, Finish.GLASS, Finish.SCREEN})  # finishes that mirror on tape, too
PLAIN = 1.0, NOISE  # how a thing shines that nothing is known of: as it is painted

FINISHES = constants("thing", **{finish.name: int(finish) for finish in Finish})


class Things:
    """Draws the things of a piece."""

    def __init__(
        self,
        scope: Scope,
        standing: Standing,
        shown: NDArray[np.bool_],
        camera: type,
        switches: Mapping[str, Switch],
        uniforms: dict[str, Any],
        mirror: Mirror | None,
        made: dict[str, str],
    ) -> None:
        """`shown`: bool (h, w), the cells that pictures show; of others come only light and shadows.

        `camera`: the uniform block of the camera. `switches`, `uniforms`: those that the scene's programs share.
        `mirror`: by which metal, glass and glaze find what they mirror; None where nothing does. `made`: of surfaces.
        """
        laid = {"LAID": _are_laid(standing), "COATED": mirror is not None}
        rays = {} if mirror is None else mirror.switches

        def program(mirrors: bool, finish: Finish | None) -> Program:
            more = {"MIRROR": mirrors, "FINISH": False if finish is None else int(finish), **(rays if mirrors else {})}
            files = "view_thing.vert", "view_thing.frag"
            linked = Program(scope, *files, {**switches, **laid, **more}, [camera], made={**made, **SHARED, **FINISHES})
            linked.set_used(uniforms)
            return linked

        finishes = [_finishes(each) for each in standing.placements]
        coats = [_coats(each) if mirror is not None else NO_COATS for each in standing.placements]
        self._smooth = {number for number, finishes in enumerate(coats) if finishes & SMOOTH}
        self._glazed = {number for number, finishes in enumerate(coats) if Finish.POOL_TILE in finishes}
        bounds = [placed(placement).bounds for placement in standing.placements]
        low, high = (np.array([pair[end] for pair in bounds]) for end in (0, 1))
        self._numbers = np.flatnonzero(over_cells(low, high, shown))
        self._low, self._high = low[self._numbers], high[self._numbers]
        # Shaders without tests for the finish take two thirds of the time on llvmpipe.
        self._programs: dict[tuple[bool, Finish | None], Program] = {}
        self._drawings: dict[tuple[int, bool], tuple[Program, GpuMesh]] = {}  # by number, and whether it casts rays
        for number in self._numbers.tolist():
            finish = next((each for each in WHOLE if {each} == finishes[number]), None)
            mesh = None
            for mirrors in (False, True) if number in self._smooth | self._glazed else (False,):
                if (mirrors, finish) not in self._programs:
                    self._programs[mirrors, finish] = program(mirrors, finish)
                own = self._programs[mirrors, finish]
                triangles = parted(standing.placements[number].thing)[0]
                mesh = mesh.again(scope, own) if mesh else GpuMesh(scope, own, vertices_of(standing, number), triangles)
                self._drawings[number, mirrors] = own, mesh
        self.programs = [*self._programs.values()]
        self.placements = standing.placements
        self._matrices = [placement.matrix for placement in standing.placements]
        self._shining: dict[int, tuple[float, tuple[float, ...]]] = {}

    def shine(self, numbers: NDArray[np.intp], level: NDArray[np.float32], pictures: NDArray[np.float32]) -> None:
        """Set how bright the things of these numbers (n,) shine, against their usual, and what their screens show.

        `level`: (n,). `pictures`: (n, 4), see `Reception.picture`.
        """
        self._shining = {
            number: (float(share), tuple(picture))
            for number, share, picture in zip(numbers.tolist(), level, pictures.tolist(), strict=True)
        }

    def shown(self, clip_from_window: Matrix) -> Iterator[tuple[int, GpuMesh, NDArray[np.float32]]]:
        """Yield those that a picture may show: number, mesh and `window_from_model`."""
        for number in self._numbers[in_view(self._low, self._high, clip_from_window)].tolist():
            yield number, self._drawings[number, False][1], self._matrices[number]

    def draw(self, target: Target, clip_from_window: Matrix, mirrors: Mirrors) -> None:
        """Draw those that a picture may show. `mirrors`: see `Scene.draw`."""
        for number in self._numbers[in_view(self._low, self._high, clip_from_window)].tolist():
            level, picture = self._shining.get(number, PLAIN)
            # What glaze mirrors is finer than a tape shows.
            shown = number in self._glazed and mirrors is not EVERY_SAMPLE
            casts = mirrors.weight > 0 and (shown or number in self._smooth)
            program, drawing = self._drawings[number, casts]
            program.set(window_from_model=self._matrices[number])
            known = {"own_light": level, "picture": picture, "glazed": float(shown)}
            program.set_used(known)
            drawing.draw(target)


def _finishes(placement: Placement) -> set[int]:
    return set(np.unique(placement.thing.corners["finish"]).tolist())


def _coats(placement: Placement) -> frozenset[int]:
    """The finishes of a thing that mirror; not the glaze of vaults, which would show the steps of their own boxes."""
    name = "" if placement.prop is None else str(placement.prop["name"])
    mirroring = SMOOTH if name in HOLLOW else SMOOTH | {Finish.POOL_TILE}
    return frozenset(mirroring & _finishes(placement))


def _are_laid(standing: Standing) -> bool:
    """Whether any of the things has tiles or the like on it, which take longer to draw."""
    return any(_finishes(placement) & WHOLE for placement in standing.placements)


def parted(thing: Thing) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The opaque triangles of a thing, (t, 3), and those of its panes."""
    clear = np.isin(thing.corners["finish"][thing.triangles[:, 0]], SEEN_THROUGH)
    return thing.triangles[~clear], thing.triangles[clear]


def vertices_of(standing: Standing, number: int) -> NDArray[np.void]:
    """The corners of a thing as `shaders/view_thing.vert` takes them: (v,) VERTEX."""
    corners = standing.placements[number].thing.corners
    vertices = np.zeros(len(corners), VERTEX)
    for name in CORNER.names or ():
        vertices[name] = corners[name]
    surfel = standing.surfel[number]
    vertices["light"], vertices["chart"] = standing.light_place(surfel), standing.surface[surfel]
    return vertices
