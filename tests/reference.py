"""The stored views of a path tracer (`scripts/oracle.py`), and how far a picture of ours is from one."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from raycast import pixel_rays

from liminal.body.figure import Figure
from liminal.colour import luminance
from liminal.gl import Context, Target
from liminal.light.bake import bake
from liminal.light.lamp_colour import lamp_colour
from liminal.piece.mesh import build
from liminal.piece.occluder import trace
from liminal.piece.piece import Piece, make_piece
from liminal.piece.visibility import Viewpoint, visible_cells
from liminal.settings.load import load_preset
from liminal.settings.preset import Preset
from liminal.thing.mover import Mover
from liminal.thing.thing import Placement
from liminal.view.figure_drawing import probes_of_figures
from liminal.view.mirror import EVERY_SAMPLE, mirrors_of
from liminal.view.movers import probes_of
from liminal.view.pose import Pose
from liminal.view.projection import clip_from_view, view_from_world
from liminal.view.sampling import pixel_offsets
from liminal.view.scene import Scene
from liminal.view.stage import Stage, StageKey
from liminal.view.stage_events import StageEvents
from liminal.view.surface import Surfaces
from liminal.world.cell_grid import CellGrid
from liminal.world.grid import CELL
from liminal.world.window import Window

FOLDER = Path(__file__).parent / "oracle"
CASES = json.loads((FOLDER / "views.json").read_text())
SIZE = 160, 120  # pixels
STEPS = 256.0  # stored values are 1 + STEPS * log2(1 + cd/m2); 0 is left out
SAMPLES = 16  # for each pixel, as a still has
FLATTEN = 1e5  # pixels: with so large a footprint every texture is read where it is one texel, its mean


@dataclass(frozen=True)
class Reference:
    """`light`: (120, 160) luminance, cd/m2. `left_out`: bool (120, 160), lamps, their edges, and edges in depth."""

    name: str
    seed: int
    pose: Pose
    light: NDArray[np.float64]
    left_out: NDArray[np.bool_]
    district: str = ""

    def errors(self, light: NDArray[np.float64]) -> NDArray[np.float64]:
        """Relative errors, with their sign, of the pixels that are compared: (n,)."""
        kept = ~self.left_out
        return light[kept] / self.light[kept] - 1


def stored(name: str) -> NDArray[np.float64]:
    """A stored picture: (120, 160) luminance, cd/m2; below 0 where it is left out."""
    with Image.open(FOLDER / f"{name}.png") as picture:
        return np.asarray(2 ** ((np.asarray(picture, np.float64) - 1) / STEPS) - 1)


def references() -> list[Reference]:
    """Those of Level 0."""
    return [_reference(entry) for entry in CASES["views"]]


def of_places() -> list[tuple[Reference, Preset]]:
    """Those of other places, and the place of each."""
    return [(_reference(entry), plain(entry["place"], entry["settings"])) for entry in CASES["places"]]


def _reference(entry: dict[str, Any]) -> Reference:
    light = stored(entry["name"])
    seed, pose = entry["seed"], Pose(**entry["pose"])
    return Reference(entry["name"], seed, pose, light, light < 0, entry.get("district", ""))


def plain(place: str = "level-0", settings: Sequence[str] = tuple(CASES["settings"]), **light: float) -> Preset:
    """A place in the colours of the references, without wear, prints and props, which they lack. `light`: changes."""
    preset = load_preset(place, tuple(settings))
    unworn = {"wear": 0.0, "print_strength": 0.0, "drop_tone": 0.0, "stained_tiles": 0.0, "slipped_tiles": 0.0}
    surface = preset.surface.model_copy(update={**unworn, "texture_size": 128})
    world = preset.world.model_copy(update={"things": 0.0, "landmarks": 0.0})
    changed = {"surface": surface, "world": world, "light": preset.light.model_copy(update=light)}
    return preset.model_copy(update=changed)


def draw(context: Context, reference: Reference, preset: Preset, surfaces: Surfaces) -> NDArray[np.float64]:
    """Our luminance of the same view, cd/m2, (120, 160), with surfaces of one colour each."""
    pose, aspect = reference.pose, SIZE[0] / SIZE[1]
    stage = Stage(context, CellGrid(reference.seed, preset), surfaces, StageKey((pose,), aspect))
    light = picture(context, stage.scene, pose, stage.origin, matt=True)
    stage.release()
    return light


def draw_room(
    context: Context,
    window: Window,
    placements: Sequence[Placement],
    pose: Pose,
    movers: tuple[Mover, ...] = (),
    matt: bool = False,
    figures: tuple[Figure, ...] = (),
    times: tuple[float, ...] = (0.0,),
) -> tuple[NDArray[np.float64], Piece]:
    """Our luminance of a room with things, cd/m2, (120, 160), with surfaces of one colour each; and its piece.

    `movers`, `figures`: they are where they are at the last of `times`, s, at each of which a picture is drawn. `matt`:
    tiles mirror nothing.
    """
    preset = plain()
    with context.scope() as scope:
        surfaces = Surfaces(scope, preset.surface)
        visible = visible_cells(window, [Viewpoint(pose.x, pose.z, 0.0, np.pi)])
        probes = np.concatenate([probes_of(movers, window.origin), probes_of_figures(figures, window.origin)])
        piece = make_piece(window, preset.light.density, visible, surfaces.reflectance, placements, probes)
        lightmap = bake(scope, piece, preset.light, movers=movers, figures=figures)
        mesh, colour = build(window, piece.charts), lamp_colour(preset.light)
        events = StageEvents(figures=figures, movers=movers)
        scene = Scene(scope, piece, mesh, lightmap, surfaces, colour, stage_events=events)
        for time in times:
            scene.place(time)
            lightmap.dim(np.zeros(0, np.float32), time=time)
            drawn = picture(context, scene, pose, (0.0, 0.0), matt)
        return drawn, piece


def met(piece: Piece, pose: Pose) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """What the middle of each pixel shows: a box's number, or -1, (120, 160); and where that is, (120, 160, 3), m."""
    rays, eye = pixel_rays(pose, *SIZE), np.array([pose.x, pose.y, pose.z])
    hits = trace(piece.occluder, np.tile(eye / CELL, (len(rays), 1)), rays)
    place = eye + rays * hits.distance[:, None] * CELL
    shape = SIZE[1], SIZE[0]
    return hits.box.reshape(shape)[::-1], place.reshape(*shape, 3)[::-1]


def picture(
    context: Context,
    scene: Scene,
    pose: Pose,
    origin: tuple[float, float],
    matt: bool = False,
    footprint: float = FLATTEN,
) -> NDArray[np.float64]:
    """The luminance of a scene, cd/m2, (120, 160), top row first.

    `matt`: tiles mirror nothing. `footprint`: pixels that a sample stands for.
    """
    target, aspect = Target(context, SIZE, ["f4"], depth=True), SIZE[0] / SIZE[1]
    view = view_from_world(pose, origin)
    total = np.zeros((SIZE[1], SIZE[0], 3))
    for number, offset in enumerate(pixel_offsets(SAMPLES)):
        jitter = (2 * offset[0] / SIZE[0], 2 * offset[1] / SIZE[1])
        mirrors = EVERY_SAMPLE if matt else mirrors_of(number, SAMPLES, scene.rough)
        scene.draw(target, clip_from_view(pose.fov, aspect, jitter=jitter) @ view, footprint, mirrors=mirrors)
        total += target.read()[::-1, :, :3]
    target.release()
    return np.asarray(luminance(total / SAMPLES))
