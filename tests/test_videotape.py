"""A walk on tape: through the camcorder and the deck, each frame a function of its number."""

import gc
from collections.abc import Iterator
from pathlib import Path
from weakref import ref

import av
import numpy as np
import pytest
from sketch import SKETCH
from staged import board, film

from liminal.api.studio import Studio
from liminal.api.world import World
from liminal.camera.camcorder import FULL_SCALE
from liminal.film.recipe import read_recipe
from liminal.gl import Context
from liminal.settings.load import load_preset
from liminal.shoot.meter_log import InMemoryMeterLog, MeterLog
from liminal.shoot.metering import Metering
from liminal.shoot.scenes import Scenes
from liminal.shoot.still_tape import StillTape
from liminal.shoot.videotape import ASPECT, FADE, Shoot, camera_of
from liminal.shot.film_clock import FRAME, scene_around
from liminal.shot.timeline import Timeline
from liminal.view.renderer import Renderer
from liminal.view.stage import StageKey

SECOND = scene_around(0)[1]  # frames with which scenes begin
THIRD = scene_around(SECOND)[1]
QUICK = [word for override in SKETCH for word in ("--set", override)]


Staged = tuple[Context, Renderer, Timeline, World]


@pytest.fixture(scope="module")
def staged() -> Iterator[Staged]:
    """A renderer, and a walk that lasts for two scenes and a half."""
    world = World(7, load_preset("level-0", SKETCH, "camcorder"))
    walk = film(world, "stroll", seconds=(THIRD + 75) * FRAME)
    with Context() as context, Renderer(context, world) as renderer:
        yield context, renderer, walk, world


def pictures(staged: Staged, frames: list[int], log: MeterLog | None = None) -> list[bytes]:
    """What the camcorder sends for these frames, asked for in this order."""
    context, renderer, walk, _ = staged
    with Shoot(context, renderer, walk, 1, log) as shoot:
        return [bytes(shoot.picture(frame).read()) for frame in frames]


def test_a_frame_alone_is_the_frame_of_the_tape(staged: Staged) -> None:
    """Over the border of two scenes, in the fade and after it, forwards, backwards and alone."""
    late = SECOND + 40
    in_order = pictures(staged, [0, SECOND - 1, SECOND + 3, late])
    assert len(set(in_order)) == 4
    assert pictures(staged, [SECOND + 3]) == in_order[2:3]
    assert pictures(staged, [late, SECOND + 3, 0]) == [in_order[3], in_order[2], in_order[0]]


def test_a_frame_in_the_middle_needs_no_light_of_what_came_before(
    staged: Staged, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the log of its take, of which it lights one scene; and the log is the same, whoever began where."""
    late, log, other = THIRD + 40, InMemoryMeterLog(), InMemoryMeterLog()
    in_order = pictures(staged, [0, SECOND + 40, late], log)
    for first in (THIRD, 0, SECOND):
        Metering(*staged[1:3], Scenes(*staged[1:3], ASPECT, 480, FADE, FADE), other).read(first)
    assert [log.read(first) for first in (0, SECOND, THIRD)] == [other.read(first) for first in (0, SECOND, THIRD)]

    context, _, walk, world = staged
    lit: list[StageKey] = []
    light = Renderer.stage
    monkeypatch.setattr(Renderer, "stage", lambda self, key, **words: lit.append(key) or light(self, key, **words))
    with Renderer(context, world) as anew:
        assert pictures((context, anew, walk, world), [late], log) == in_order[2:]
    assert len(set(lit)) == 1


def test_a_scene_after_a_cut_is_lit_when_those_before_it_are_freed(staged: Staged) -> None:
    """Within a take one scene fades into the next, and both are kept."""
    _, renderer, _, world = staged
    shot = {"verb": "hold", "seconds": [25.0, 25.0], "begins": "edit", "place": "near"}
    scenes = Scenes(renderer, film(world, board(shot, shot), seconds=50.0), ASPECT, 480, FADE, FADE)
    cut = round(25.0 / FRAME)
    second, last = scenes.at(0)[0][0], scenes.at(cut - 1)[0][0]
    gone = [ref(stage) for stage in (second, last)]
    assert scenes.at(cut // 2 + FADE // 2)[0][0] is second
    del second, last
    scenes.at(cut)
    gc.collect()
    assert [stage() for stage in gone] == [None, None]


def test_snapshot_is_exposed_as_the_dial_says(staged: Staged) -> None:
    """Twice the key is a brighter picture; a camera without a fault shows more contrast than none at all."""
    context, renderer, _, world = staged
    means = []
    for key in (0.12, 0.3):
        preset = load_preset("level-0", [*SKETCH, f"camera.key={key}"], "camcorder")
        with StillTape(context, preset, world.seed) as tape:
            pose = world.viewpoint()
            picture = tape.picture(renderer, renderer.stage(StageKey((pose,), ASPECT, lines=480)), pose, 1)
        assert picture.shape == (480, 720, 3)
        means.append(float(picture.mean()))
    assert means[1] > 1.3 * means[0]


def test_a_tape_without_a_camera_gets_one_without_faults() -> None:
    """Off means off: nothing of a camcorder is added by a tape that says nothing of one."""
    bare = load_preset("level-0", ["tape.format=vhs"])
    assert bare.camera.kind is None
    camera = camera_of(bare)
    assert (camera.kind, camera.mosaic, camera.noise, camera.smear, camera.hunting) == ("three-chip", 0, 0, 0, 0)
    assert FULL_SCALE > 1


def test_clip_is_on_tape_unless_told_otherwise(liminal, tmp_path: Path) -> None:
    """59.94 pictures a second of 4:3, all different, with the recipe of tape and camera inside."""
    path = tmp_path / "a.mp4"
    done = liminal("clip", *QUICK, "--set", "camera.key=0.3", "--seconds", 0.2, "-o", path)
    assert (done.status, done.err) == (0, "")
    with av.open(str(path)) as movie:
        stream = movie.streams.video[0]
        assert (stream.width, stream.height, stream.sample_aspect_ratio.as_integer_ratio()) == (720, 480, (8, 9))
        frames = [frame.to_ndarray(format="rgb24") for frame in movie.decode(video=0)]
    assert len(frames) == 12
    assert len({frame.tobytes() for frame in frames}) == 12
    settings = read_recipe(path).settings
    assert settings["tape"]["format"] == "vhs"
    assert settings["camera"]["kind"] == "one-chip"

    # A still of it is on the same tape; --tape off is none.
    assert liminal("still", "--from", path, "-o", tmp_path / "a.png").status == 0
    assert read_recipe(tmp_path / "a.png").settings["tape"]["format"] == "vhs"
    assert liminal("still", *QUICK, "--tape", "off", "--size", "64x48", "-o", tmp_path / "b.png").status == 0
    assert "format" not in read_recipe(tmp_path / "b.png").settings["tape"]


def test_scan_is_for_tapes(liminal, tmp_path: Path) -> None:
    """One line, and nothing written."""
    done = liminal("clip", "--tape", "off", "--scan", "bob", "-o", tmp_path / "a.mp4")
    assert done.status == 2
    assert "--tape off has no fields" in done.err
    assert not list(tmp_path.iterdir())


def test_tape_frames_are_the_library_s(staged: Staged) -> None:
    """`Studio.tape` gives frames of two fields that move apart."""
    *_, world = staged
    with Studio(world) as studio:
        frame = next(studio.tape(0.1, samples=1))
    assert (frame.dtype, frame.shape) == (np.uint8, (480, 720, 3))
