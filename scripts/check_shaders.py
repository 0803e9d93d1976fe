"""Check every shader that the program can ask for against GLSL 3.30 core, with the reference compiler of Khronos.

    .venv/bin/python scripts/check_shaders.py

Drivers let pass what others refuse; glslangValidator (Debian: glslang-tools) holds to the standard. There is no list of
shaders or switches here: a few small pictures are made, chosen so that every switch is seen, and each program that is
asked for on the way is noted. Then every combination of the switches' values is checked. A shader or a switch
that no picture asked for fails the check, so nothing new goes unseen.
"""

import math
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from liminal.api.studio import Studio
from liminal.api.world import World
from liminal.assets import preset_names, shader_names, tape_names
from liminal.body.figure import Figure
from liminal.camera.camcorder import Camcorder
from liminal.gl import Context, Program, Scope, make_texture, program
from liminal.gl.source import ShaderSource, Switch
from liminal.light.bake import bake
from liminal.light.lamp_colour import lamp_colour
from liminal.light.shader import SHARED
from liminal.piece.mesh import build
from liminal.piece.piece import make_piece
from liminal.settings.load import load_preset
from liminal.settings.preset import Preset
from liminal.settings.shot_list import revive_storyboard
from liminal.settings.surface import SurfaceSettings
from liminal.tape.chain import Chain
from liminal.thing.finish import Finish
from liminal.thing.thing import BOX, CORNER, Placement, Thing
from liminal.view.camera_block import Camera
from liminal.view.camera_lamp import CameraLamp
from liminal.view.development import Development
from liminal.view.figure_drawing import probes_of_figures
from liminal.view.framing import frame_window
from liminal.view.glass import FRAGMENTS, PANE
from liminal.view.layer_picture import LayerPicture
from liminal.view.picture_passes import PASSES
from liminal.view.scene import Scene
from liminal.view.spot_lamp import spot_uniforms
from liminal.view.stage_events import NO_EVENTS, StageEvents
from liminal.view.surface import Surface, Surfaces
from liminal.world.material import Material

CHECKER = "glslangValidator"

# So little light and detail that a picture takes a second.
SKETCH = ("light.rays=4", "light.bounces=1", "light.density=1", "surface.texture_size=128", "view.reach=10")

# All that can be switched off in a camera.
CAMERA = (
    *("aperture", "bloom", "distortion", "flare", "focus", "fringe"),
    *("mosaic", "noise", "pattern", "smear", "softness"),
)


class Cards:
    """One layer in a frame's first field, two in its second."""

    def at(self, field: int) -> tuple[LayerPicture, ...]:
        """Return them."""
        light, nearness = np.full((8, 8, 4), 0.5, np.float16), np.full((8, 8), 0.2, np.float32)
        return (LayerPicture((32, 24), (4, 4), light, nearness), LayerPicture((32, 24), (8, 8), light))[: 1 + field % 2]


HAND = {"kind": "hand-covers"}

# Looks of which each has what no other has: see the complaint of `unseen` when this no longer holds.
LOOKS = (
    ("signal.composite=0.5", "signal.separation=comb", "signal.noise=1", "signal.ghost=0.5", "signal.hum=5"),
    ("signal.composite=1", "tape.format=vhs", "tape.line_noise_reduction=0.5", "tape.bearding=0.5"),
    ("display.rec=true",),
    ("tape.format=vhs", "camera.kind=one-chip", "camera.mosaic=0.5", "camera.centred_colour=true"),
    ("tape.format=vhs", "tape.emphasis=0", "camera.kind=three-chip"),
    ("camera.kind=one-chip", *(f"camera.{name}=0" for name in CAMERA)),
)


@dataclass
class Shader:
    """A pair of stages with all the values that its switches were seen to have."""

    vertex: ShaderSource
    fragment: ShaderSource
    switches: dict[str, dict[str, Switch]] = field(default_factory=dict)  # by name and as text: 0 is not False

    def variants(self) -> Iterator[tuple[str, str]]:
        """Yield the texts of both stages for each combination of values."""
        for values in product(*(seen.values() for seen in self.switches.values())):
            yield program.stage_texts(self.vertex, self.fragment, dict(zip(self.switches, values, strict=True)))


Asked = dict[tuple[str, ...], Shader]


@contextmanager
def noted() -> Iterator[Asked]:
    """Note all programs that are linked. Those whose texts differ only in numbers are one."""
    asked: Asked = {}
    link = program._link

    def note(scope: Scope, vertex: ShaderSource, fragment: ShaderSource, switches: Mapping[str, Switch]) -> Any:
        alike = tuple(re.sub(r"[-\d][\d.e+-]*", "0", "\n".join(stage.lines)) for stage in (vertex, fragment))
        # Pictures with passes are told apart: else they would double all there is.
        passes = repr(switches.get("PASSES", False))
        shader = asked.setdefault((*vertex.files, *fragment.files, *alike, passes), Shader(vertex, fragment))
        for name, value in switches.items():
            shader.switches.setdefault(name, {})[repr(value)] = value
        return link(scope, vertex, fragment, switches)

    program._link = note
    try:
        yield asked
    finally:
        program._link = link


def ask(context: Context) -> None:
    """Make pictures of all kinds, small ones."""
    for tape in tape_names():
        play(context, load_preset(tape=tape))
    for look in LOOKS:
        play(context, load_preset(overrides=look))
    for name in preset_names():
        preset = load_preset(name)
        Development(context, preset.view, preset.photo, 7)
    for seed, event in ((7, {"kind": "figure", "seconds": 1}), (12, {"kind": "throw", "thing": "folding-chair"})):
        told = {"version": 1, "shot": [{"verb": "hold", "seconds": 4, "place": "near", "event": [event, HAND]}]}
        with Studio(World(seed, load_preset(overrides=SKETCH)), revive_storyboard(told, "here")) as studio:
            next(iter(studio.tape(2.0, samples=1, layers=Cards())))
            next(iter(studio.clip_passes(PASSES, 2.0, (32, 24), samples=1)))
            studio.model(3.0, lightmaps=True)
    with Studio(World(7, load_preset("flash-1998", SKETCH))) as studio:
        studio.still((32, 24), samples=1, layers=Cards())
    smile = 'figure=[{body="smile", at=[-7.1, 8.2]}, {body="worker", carries="torch", at=[-7.6, 8.0], yaw=180}]'
    for lamp in ("camera_lamp.kind=torch", "light.flicker=0"):
        with Studio(World(7, load_preset(overrides=(*SKETCH, lamp, smile)))) as studio:
            studio.still((32, 24), samples=1)
            studio.passes(PASSES, (32, 24), samples=1)
    for place, seed in (("poolrooms", 38), ("level-1", 7)):
        for lamp in ("camera_lamp.kind=torch", "light.flicker=0"):
            with Studio(World(seed, load_preset(place, (*SKETCH, lamp, "air.haze=0.01")))) as studio:
                studio.still((32, 24), samples=8)
                studio.passes(PASSES, (32, 24), samples=8)
    with Studio(World(2004, load_preset("poolrooms", SKETCH))) as wading:
        next(iter(wading.tape(4.0, samples=1)))
    furnished = World(7, load_preset(overrides=(*SKETCH, "world.landmarks=36")))
    with Studio(furnished) as studio:
        studio.still((32, 24), furnished.view_of("landmark:television"), samples=1)
    draw_thing(context, load_preset("flash-1998", (*SKETCH, "world.landmarks=36")))

    # Glass, which stands in few places, and in fewer that are wet or where it moves.
    made = Surfaces(context, SurfaceSettings(texture_size=128)).made | SHARED | PANE
    for fragment in FRAGMENTS.values():
        for on in (False, True):
            every: dict[str, Switch] = dict.fromkeys(("MIRROR", "WET", "BOXES", "GLOWING", "MOVING"), on)
            every["SPOT_LAMPS"] = 2 if on else False
            for passes in (False, True):
                glass = {**every, "PASSES": passes}
                Program(context, "view_thing.vert", fragment, glass, [Camera], made=made).release()

    # What tests and our other scripts draw: places by the numbers of their surfaces, and surfaces side by side.
    Program(context, "view_identity.vert", "view_identity.frag").release()
    surfaces = Surfaces(context, SurfaceSettings(texture_size=128))
    for material, raised in ((False, False), (int(Material.WALLPAPER), False), (int(Material.POOL_TILE), True)):
        names = "surface_sheet.vert", "surface_sheet.frag"
        switches: dict[str, Switch] = {"MATERIAL": material, "RELIEF": raised, "TILED": raised}
        Program(context, *names, switches, [Surface], made=surfaces.made).release()


def draw_thing(context: Context, preset: Preset) -> None:
    """Light and draw a place in which a thing stands before a text on a wall, with a camera's lamp and with a torch."""
    world = World(7, preset)
    pose = world.view_of("landmark:writing")
    window, visibility = frame_window(world, [pose], 4 / 3, 5.0)
    corners, boxes = np.zeros(3, CORNER), np.zeros(1, BOX)
    corners["position"][1:, :2], corners["normal"] = np.eye(2), (0, 0, 1)
    corners["finish"] = Finish.POOL_TILE
    boxes["axes"], boxes["half"] = np.eye(3), 0.5
    matrix = np.eye(4, dtype=np.float32)
    matrix[:3, 3] = pose.x - window.origin[0], pose.y, pose.z - window.origin[1]
    placement = Placement(Thing(corners, np.arange(3)[None], boxes), matrix)
    surfaces = Surfaces(context, preset.surface)
    torches = (Figure("worker", 1.78, pose.x, pose.z, 0.0, pose.yaw, -1.0, math.inf, carries="torch"),)
    probes = probes_of_figures(torches, window.origin)
    piece = make_piece(window, 1, visibility, surfaces.reflectance, [placement], probes)
    beam = CameraLamp(preset.camera_lamp, preset.view.shutter).at(pose, window.origin)
    lightmap = bake(context, piece, preset.light, spots=spot_uniforms([beam]), figures=torches)
    mesh = build(window, piece.charts, piece.shown)
    for lamp, events in ((False, NO_EVENTS), (True, NO_EVENTS), (True, StageEvents(figures=torches))):
        Scene(context, piece, mesh, lightmap, surfaces, lamp_colour(preset.light), lamp, events)


def play(context: Context, look: Preset) -> None:
    """Play a frame with a look: from a camera's picture, and from another."""
    with Chain(context, look.tape, look.display, 1, look.signal) as chain, Camcorder(context, look.camera, 1):
        for texture in (make_texture(context, (720, 480), 3, "f1"), make_texture(context, (180, 480), 4, "i4")):
            chain.play(texture, 0)
            texture.release()


def unseen(asked: Asked) -> list[str]:
    """Return complaints of stages and switches that nothing has asked for."""
    stages = [(stage, shader) for shader in asked.values() for stage in (shader.vertex, shader.fragment)]
    # A vertex shader that several fragment shaders share has switches that not all of these know.
    known = {(stage.files[0], name) for stage, _ in stages for name in stage.switches}
    on = {
        (stage.files[0], name)
        for stage, shader in stages
        for name, values in shader.switches.items()
        if values.keys() != {"False"}
    }
    return [
        *(f"{name}: nothing asks for it" for name in sorted(shader_names() - {stage.files[0] for stage, _ in stages})),
        *(f"{name}: nothing asks for it with {switch}" for name, switch in sorted(known - on)),
    ]


def complaints(asked: Asked) -> tuple[int, list[str]]:
    """Return how many variants of stages were checked, and what the compiler has to say of them."""
    stages: dict[str, ShaderSource] = {}
    for shader in asked.values():
        for vertex, fragment in shader.variants():
            stages[vertex], stages[fragment] = shader.vertex, shader.fragment
    with TemporaryDirectory() as folder:
        files = {}
        for number, (text, source) in enumerate(stages.items()):
            file = Path(folder, f"{number}{Path(source.files[0]).suffix}")
            file.write_text(text, encoding="utf-8")
            files[str(file)] = source
        done = subprocess.run([CHECKER, *files], capture_output=True, text=True, check=False)
    told = []
    source = next(iter(stages.values()))
    for line in done.stdout.splitlines():
        if line in files:
            source = files[line]
        elif (explained := source.explain(line)) != line:  # it names a place
            told.append(explained)
    if done.returncode and not told:
        told.append(f"{CHECKER} failed: {done.stderr.strip()}")
    return len(stages), list(dict.fromkeys(told))


def main() -> int:
    """Check all; return the exit status."""
    with noted() as asked, Context() as context:
        ask(context)
    count, wrong = complaints(asked)
    wrong += unseen(asked)
    print("\n".join(wrong) or f"All {count} variants of {len(shader_names())} shaders are GLSL 3.30 core.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
