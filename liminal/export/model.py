"""The model: a part of the place, cut out and named, as other programs take it. Metres, +Y up, like glTF."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from liminal.errors import LiminalError
from liminal.export.figure_nodes import FigureNode, figure_nodes, figure_placement, figures_within
from liminal.export.filmed_part import FilmedPart, MoverNode, mover_nodes
from liminal.export.lamp_track import lamp_tracks
from liminal.export.part import NO_LAMP, Part, cut
from liminal.export.reach import check_part
from liminal.export.skin import Skin, everywhere
from liminal.export.swatch import Swatch
from liminal.export.thing_nodes import ThingNode, thing_nodes
from liminal.export.writing_nodes import WritingNode, writing_nodes
from liminal.light.flicker import Dimmers
from liminal.light.lamp_colour import lamp_colour, lamp_colours
from liminal.piece.chart import lay_out
from liminal.piece.mesh import VERTEX, Mesh, build
from liminal.piece.patch import UPRIGHT, axes_of, pattern_place
from liminal.piece.piece import Piece, make_piece
from liminal.settings.preset import Preset
from liminal.thing.mover import Mover
from liminal.view.cell_surfaces import LUMINOUS
from liminal.view.furniture import staged, standing_in, unmoved
from liminal.view.pose import Pose
from liminal.view.stage import behaving
from liminal.view.stage_events import NO_EVENTS
from liminal.view.surface import periods
from liminal.world.cell_grid import CellGrid
from liminal.world.fixture import FixtureKind
from liminal.world.grid import CELL, TILE_X
from liminal.world.material import Material, mean_reflectance
from liminal.world.prop import bounds
from liminal.world.window import Window, enclosed

HALF_CELL = CELL / 2

Colour = tuple[float, float, float]  # linear Rec. 709

# One corner of a triangle as it leaves the program. `normal`: unit length. `tangent`: the direction in which u grows,
# unit length, then the sign of the bitangent, as glTF 2.0 (3.7.2.1) has it. `uv`: repeats of the material's picture,
# u to the right, v down. `skin`: its place on the skin, 0..1 from the upper left; 0 where there is none.
CORNER = np.dtype(
    [
        *(("position", np.float32, 3), ("normal", np.float32, 3), ("tangent", np.float32, 4)),
        *(("uv", np.float32, 2), ("skin", np.float32, 2)),
    ]
)


@dataclass(frozen=True)
class Surfacing:
    """Triangles of one material: (v,) CORNER relative to their node, and (t, 3) uint32 counter-clockwise.

    `luminance`: cd/m2 of the diffuser of a lamp; None for other surfaces, 0 for a dead lamp. `colour`: of its light,
    linear Rec. 709, of luminance 1. `changes`: of a lamp that is not steady in a film, what it has of its luminance at
    each sample of the camera.
    """

    material: Material
    luminance: float | None
    colour: Colour
    corners: NDArray[np.void]
    triangles: NDArray[np.uint32]
    changes: tuple[float, ...] = ()


@dataclass(frozen=True)
class Node:
    """A named object: its `group`, its position `at` (m, relative to the model's origin), and its triangles."""

    group: str
    name: str
    at: tuple[float, float, float]
    surfacings: tuple[Surfacing, ...]


@dataclass(frozen=True)
class Model:
    """A part of the place with its materials.

    `origin`: world (x, z), metres, of the model's own (0, 0). `radius`: metres. `lens`: linear reflectance of an unlit
    diffuser. `skin`: our light on it, if asked for. `pose`: of its camera, in world metres.
    `film`: that of its camera, and of its figures and movers, if it has one.
    """

    title: str
    origin: tuple[float, float]
    radius: float
    lens: Colour
    swatches: Mapping[Material, Swatch]
    skin: Skin | None
    pose: Pose | None
    aspect: float  # width / height of the camera's pictures
    film: FilmedPart | None
    nodes: tuple[Node, ...]
    things: tuple[ThingNode, ...]
    movers: tuple[MoverNode, ...]
    figures: tuple[FigureNode, ...]
    writing: tuple[WritingNode, ...]
    window: Window


def cut_out(
    world: CellGrid,
    swatches: Mapping[Material, Swatch],
    centre: tuple[float, float],
    radius: float,
    pose: Pose | None = None,
    aspect: float = 4 / 3,
    skinning: Callable[[Mesh, Piece], Skin] | None = None,
    film: FilmedPart | None = None,
) -> Model:
    """Cut out the square within `radius` metres of `centre` (x, z) along each axis, closed off where the place goes on.

    `skinning` photographs its surfaces in our light. `film`: what its camera films there. Raises LiminalError for a
    radius that is out of range, a camera outside the part, or a part that is all wall.
    """
    check_part(centre, radius, pose)
    events, preset = NO_EVENTS if film is None else film.events, world.preset
    window = part_window(world, centre, radius, events.movers)
    dimmers = Dimmers(world.seed, window.lamps, preset.light, events.outages)
    window = replace(window, lamps=behaving(window.lamps, dimmers))
    changes = {} if film is None else lamp_tracks(dimmers, film.move.times.tolist(), preset.view.shutter)
    if not window.open.any():
        raise LiminalError(
            f"within {radius:g} m of {centre[0]:g},{centre[1]:g} all is wall; raise the radius or choose another place"
        )
    mesh, skin = build(window, lay_out(window, preset.light.density)), None
    standing, reflectance = standing_in(window), mean_reflectance(preset.surface)
    figures = figures_within(world, window, events.figures)
    if skinning is not None:
        placements = [each.placement for each in standing] + [figure_placement(each, window) for each in figures]
        piece = make_piece(window, preset.light.density, everywhere(window), reflectance, placements)
        mesh = build(window, piece.charts)
        skin = skinning(mesh, piece)
    colours = lamp_colours(window.lamps, lamp_colour(preset.light))
    offset = np.array([window.origin[0] - centre[0], 0.0, window.origin[1] - centre[1]])
    uv = picture_places(mesh.vertices, window, preset)

    # Parts of one object share a node, which stands where the object does.
    objects: dict[tuple[str, tuple[float, float], int], list[Part]] = {}
    for part in cut(mesh, window):
        objects.setdefault((part.group, part.middle, part.lamp), []).append(part)
    nodes = []
    for (group, middle, lamp), parts in objects.items():
        stands = np.array([middle[0], 0.0, middle[1]])
        if lamp != NO_LAMP:
            stands[1] = window.lamps["y"][lamp]
        name = f"{SINGULAR[group]} {_number(middle[0] + window.origin[0])},{_number(middle[1] + window.origin[1])}"
        surfacings = tuple(
            _surfacing(part, mesh.vertices, uv, skin, stands, window, colours, changes) for part in parts
        )
        x, y, z = (stands + offset).tolist()
        nodes.append(Node(group, name, (x, y, z), surfacings))
    return Model(
        title=f"liminal {world.seed}",
        origin=centre,
        radius=radius,
        lens=preset.surface.diffuser,
        swatches=swatches,
        skin=skin,
        pose=pose,
        aspect=aspect,
        film=film,
        nodes=tuple(nodes),
        things=thing_nodes(standing, offset, None if skin is None else skin.things[: len(standing)]),
        movers=mover_nodes(events.movers, centre, radius),
        figures=figure_nodes(figures, centre, None if skin is None else skin.things[len(standing) :]),
        writing=writing_nodes(window, offset, reflectance[Material.WALLPAPER], None if skin is None else skin.writing),
        window=window,
    )


SINGULAR = {
    "floors": "floor",
    "ceilings": "ceiling",
    "walls": "walls",
    "border": "border",
    "skirting": "skirting",
    "lamps": "lamp",
    "outlets": "outlets",
    "vents": "vent",
}


def part_window(world: CellGrid, centre: tuple[float, float], radius: float, movers: Sequence[Mover] = ()) -> Window:
    """The window of a part, enclosed by one more cell all around that is solid.

    Fixtures on lost walls, and props and models that the border would cut, are left out, and those that are `movers`;
    movers that never move stand in it.
    """
    low = [int(np.floor((middle - radius) / CELL + 1e-6)) - 1 for middle in centre]
    high = [int(np.ceil((middle + radius) / CELL - 1e-6)) + 1 for middle in centre]
    whole = enclosed(world.window(low[0], low[1], high[0] - low[0], high[1] - low[1]))
    whole = replace(whole, props=staged(whole.props, movers), models=unmoved(whole.models, movers))
    fixtures = whole.fixtures
    x, z = fixtures["x"] / CELL - whole.x0, fixtures["z"] / CELL - whole.z0
    margin = np.where(fixtures["kind"] == FixtureKind.VENT, 1 + TILE_X / 2, 1.5)
    rows, columns = whole.floor.shape
    kept = (x > margin) & (z > margin) & (x < columns - margin) & (z < rows - margin)
    models = tuple(each for each in whole.models if _is_within(whole, each.area))
    return replace(whole, fixtures=fixtures[kept], props=_uncut(whole), models=models)


def _is_within(window: Window, area: tuple[int, int, int, int]) -> bool:
    """Whether a rectangle of cells (x0, z0, width, height) lies within an enclosed window."""
    x0, z0, width, height = area
    rows, columns = window.floor.shape
    right, bottom = window.x0 + columns - 1, window.z0 + rows - 1
    return window.x0 < x0 and window.z0 < z0 and x0 + width <= right and z0 + height <= bottom


def _uncut(window: Window) -> NDArray[np.void]:
    """The props of an enclosed window that stand within it as a whole: (n,) PROP."""
    rows, columns = window.floor.shape
    least = np.array(window.origin) + CELL
    most = np.array(window.origin) + np.array([columns - 1, rows - 1]) * CELL
    boxes = [bounds(prop) for prop in window.props]
    whole = [bool((low[[0, 2]] >= least).all() and (high[[0, 2]] <= most).all()) for low, high in boxes]
    kept: NDArray[np.void] = window.props[np.array(whole, bool)]
    return kept


def picture_places(vertices: NDArray[np.void], window: Window, preset: Preset) -> NDArray[np.float32]:
    """Where each vertex (VERTEX) lies on its material's picture: float32 (v, 2), repeats, u to the right and v down.

    The pictures are fixed in the world as in `shaders/surface_place.glsl`, so that tiles hang in their grid.
    """
    assert vertices.dtype == VERTEX
    period = periods(preset.surface)[vertices["material"]]

    # The window's corner in half-cells, as each surface counts, less whole repeats.
    corner = pattern_place(np.array([[2 * window.x0, 0, 2 * window.z0]]), vertices["normal"])
    repeats = (vertices["surface"].astype(np.float64) / HALF_CELL + corner % period) / period
    return np.asarray(repeats * (1, -1), np.float32)


def _surfacing(
    part: Part,
    vertices: NDArray[np.void],
    uv: NDArray[np.float32],
    skin: Skin | None,
    stands: NDArray[np.float64],
    window: Window,
    colours: NDArray[np.float32],
    changes: Mapping[int, tuple[float, ...]],
) -> Surfacing:
    """One part as corners relative to the place (window-local metres) where its node `stands`.

    `colours`: of the light of the window's lamps, (m, 3). `changes`: of those that are not steady, by their numbers.
    """
    corners = np.zeros(len(part.vertices), CORNER)
    corners["position"] = vertices["position"][part.vertices] - stands
    corners["normal"] = part.normal
    corners["tangent"] = _tangents(part.normal)
    corners["uv"] = uv[part.vertices]
    if skin is not None:
        corners["skin"] = skin.place[part.vertices]
    shines = part.material in LUMINOUS
    luminance = float(window.lamps["luminance"][part.lamp]) if shines else None
    colour = _triple(colours[part.lamp]) if shines else (1.0, 1.0, 1.0)
    own = changes.get(part.lamp, ()) if luminance else ()
    return Surfacing(part.material, luminance, colour, corners, part.triangles, own)


def _tangents(normal: NDArray[np.float32]) -> NDArray[np.float32]:
    """Tangents (v, 4) of corners with these unit normals (v, 3): to the right, bent into faces that lean."""
    right, _ = axes_of(normal)
    tangent = right - (right * normal).sum(1, keepdims=True) * normal
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)

    # Pictures grow upwards on walls and ceilings as one looks at them, but on floors towards the one who looks.
    handed = np.where(normal[:, 1] > UPRIGHT, -1, 1)
    return np.column_stack([tangent, handed]).astype(np.float32)


def _triple(colour: NDArray[np.float32]) -> Colour:
    return float(colour[0]), float(colour[1]), float(colour[2])


def _number(metres: float) -> str:
    """A coordinate for a name: to a decimetre, without a minus before zero."""
    return f"{round(metres, 1) + 0.0:.1f}"
