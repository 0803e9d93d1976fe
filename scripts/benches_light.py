"""Benches of the world, its light, and the pass that draws it."""

from dataclasses import replace
from functools import cache, partial
from itertools import count
from time import perf_counter, process_time
from typing import TYPE_CHECKING

from yardstick import FRAME_RATE, Bench

if TYPE_CHECKING:
    from liminal.api.world import World
    from liminal.view.pose import Pose
    from liminal.view.renderer import Renderer

WALKED = 1800  # frames: to the end of a scene

_column = count()
_roll = count()  # thousandths of a degree: a pose that nothing is lit for yet


def chunk_milliseconds() -> float:
    """One chunk of world that nobody has asked for yet, in a stretch of 16 x 4 of them."""
    from liminal.api.world import World

    world = World(7)
    row = next(_column) * 4
    began = perf_counter()
    for z in range(row, row + 4):
        for x in range(16):
            world.chunk(x, z)
    return (perf_counter() - began) / 64 * 1e3


@cache
def _usual() -> "tuple[Renderer, Pose, World]":
    from liminal.api.world import World
    from liminal.gl.context import Context
    from liminal.view.renderer import Renderer

    world = World(7)
    return Renderer(Context(), world), world.viewpoint(), world


def scene_milliseconds() -> float:
    """One more sample of a frame: what 17 take, less what one takes, so that glow and development are left out."""
    from liminal.view.stage import StageKey

    renderer, pose, _ = _usual()
    stage = renderer.stage(StageKey((pose,), 720 / 480))

    def seconds(samples: int) -> float:
        began = perf_counter()
        renderer.picture([(stage, 1.0)], pose, (720, 480), 0.0, samples)
        return perf_counter() - began

    seconds(1)
    return (seconds(17) - seconds(1)) / 16 * 1e3


def bake_seconds() -> float:
    """Light all that a still sees: mesh, direct light, bounces, lightmap."""
    from liminal.view.stage import StageKey

    renderer, pose, _ = _usual()
    began = perf_counter()
    renderer.stage(StageKey((replace(pose, roll=pose.roll + next(_roll) / 1000),), 4 / 3, moment=0.0))
    renderer._scope.context.finish()
    return perf_counter() - began


def bake_rays() -> float:
    """Million rays a second: the cosine-distributed ones from every texel of a still."""
    from liminal.light import occluder_textures, surfel_textures
    from liminal.light.light_transport import Transport
    from liminal.piece.piece import make_piece
    from liminal.view.framing import frame_window

    renderer, pose, world = _usual()
    context, rays = renderer._scope.context, 64
    window, visibility = frame_window(world, [pose], 4 / 3, 70.0)
    piece = make_piece(window, 2, visibility, renderer._surfaces.reflectance)
    textures = occluder_textures.upload(context, piece.occluder), surfel_textures.upload(context, piece.surfels)
    began = perf_counter()
    Transport(context, piece, *textures, rays)
    context.finish()
    seconds = perf_counter() - began
    return len(piece.surfels) * rays / seconds / 1e6


def dimming_milliseconds() -> float:
    """Light a frame anew in which each of eight lamps has changed: what they do, and what that does to the room."""
    from unittest.mock import patch

    from liminal.api.world import World
    from liminal.gl.context import Context
    from liminal.light import bake
    from liminal.settings.load import load_preset
    from liminal.view.projection import clip_from_view, view_from_world
    from liminal.view.renderer import Renderer
    from liminal.view.stage import StageKey

    bake.LIGHT_GROUPS = 8  # the nearest
    world = World(7, load_preset("level-0", ["light.failing=0.1"]))
    with Context() as context, Renderer(context, world) as renderer:
        pose = world.viewpoint()
        stage = renderer.stage(StageKey((pose,), 720 / 480))
        clip = clip_from_view(pose.fov, 720 / 480) @ view_from_world(pose, stage.origin)
        dimmers = stage._dimmers
        tubes = dimmers.tubes
        with patch.object(dimmers, "tubes", lambda time, shutter: tubes(time, shutter) * (1 - time / 10)):
            stage.light_at(0.0, clip)
            context.finish()
            began = perf_counter()
            for frame in range(1, 41):
                stage.light_at(frame / FRAME_RATE, clip)
                context.finish()
            return (perf_counter() - began) / 40 * 1e3


def throw_seconds() -> float:
    """Planning a film of 6 s in which a chair is thrown, less one in which nothing happens: mean of four seeds."""
    from liminal.api.world import World
    from liminal.settings.shot_list import revive_storyboard
    from liminal.shot.timeline import Timeline

    def seconds(seed: int, *events: dict[str, str]) -> float:
        shot = {"verb": "hold", "seconds": 6, "place": "near", "event": list(events)}
        board, world = revive_storyboard({"version": 1, "shot": [shot]}, "the bench"), World(seed)
        pose = world.viewpoint()
        began = process_time()
        Timeline(world, board, pose, 6.0)
        return process_time() - began

    return sum(seconds(seed, {"kind": "throw"}) - seconds(seed) for seed in (4, 7, 11, 21)) / 4


def walking_milliseconds(seed: int) -> float:
    """Processor time of light for a frame of a walk on tape, on average over a minute: mesh, world, metering."""
    from liminal.api.studio import Studio
    from liminal.api.world import World
    from liminal.gl.context import Context
    from liminal.rate import frame_time
    from liminal.shoot.meter_log import InMemoryMeterLog
    from liminal.shoot.metering import Metering
    from liminal.shoot.scenes import Scenes, scenes_between
    from liminal.shoot.videotape import ASPECT, FADE, PICTURE
    from liminal.view.renderer import Renderer

    world = World(seed)
    film = Studio(world).film(frame_time(WALKED), world.viewpoint())
    with Context() as context, Renderer(context, world) as renderer:
        scenes = Scenes(renderer, film, ASPECT, PICTURE[1], FADE, FADE)
        metering = Metering(renderer, film, scenes, InMemoryMeterLog())
        began = process_time()
        for first in scenes_between(film, 0, WALKED):
            metering.read(first)
        context.finish()
        return (process_time() - began) / WALKED * 1e3


BENCHES = (
    Bench("light of a still, baked", bake_seconds, "s", 1.0, times=3),
    Bench("rays cast while baking", bake_rays, "million/s", 13.0, times=3, more_is_better=True),
    Bench("light of a frame, 8 lamps flickering", dimming_milliseconds, "ms", 1.0, times=5),
    *(
        Bench(f"light of a walk, a frame, seed {seed}", partial(walking_milliseconds, seed), "ms", 8.0)
        for seed in (7, 3, 11)
    ),
    Bench("throw planned", throw_seconds, "s", 0.3, times=3),
    Bench("chunk of world", chunk_milliseconds, "ms", 5.0, times=5),
    Bench("scene pass 720 x 480, a sample added", scene_milliseconds, "ms", 9.0, times=5),
)
