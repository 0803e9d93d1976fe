"""The library's public face: few names, loaded late, returning arrays; and nothing left open behind it."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from sketch import SKETCH

import liminal
from liminal.settings.section import Section


@pytest.fixture(scope="module")
def sketch() -> Section:
    """Level 0 with coarse light and small textures."""
    return liminal.load_preset("level-0", SKETCH)


@pytest.fixture(scope="module")
def pose() -> liminal.Pose:
    return liminal.World(7).viewpoint()


def test_the_package_is_typed() -> None:
    assert (Path(liminal.__file__).parent / "py.typed").exists()


def test_import_loads_nothing_heavy() -> None:
    heavy = {"numpy", "moderngl", "PIL", "pydantic", "av", "scipy"}
    code = f"import sys, liminal; print({heavy} & set(sys.modules) or 'light')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "light"


def test_a_still_is_an_array_and_the_same_each_time(sketch: Section, pose: liminal.Pose) -> None:
    first = liminal.render_still(sketch, seed=7, size=(64, 48), pose=pose)
    assert (first.shape, first.dtype) == ((48, 64, 3), np.uint8)
    np.testing.assert_array_equal(liminal.render_still(sketch, seed="7", size=(64, 48), pose=pose), first)


def test_exposure_brightens(sketch: Section, pose: liminal.Pose) -> None:
    dim, bright = (liminal.render_still(sketch, 7, (32, 24), pose, exposure=ev).mean() for ev in (-2.0, 1.0))
    assert dim < 0.7 * bright


def test_light_is_linear_in_the_lamps(pose: liminal.Pose) -> None:
    # Twice the luminance of every lamp is twice the light everywhere; half floats keep three digits.
    one, two = (
        liminal.render_light(
            liminal.load_preset("level-0", [*SKETCH, f"light.lamp_luminance={lamps}"]), 7, (32, 24), pose
        )
        for lamps in (1000.0, 2000.0)
    )
    assert (one.shape, one.dtype) == ((24, 32, 3), np.float32)
    np.testing.assert_allclose(two, 2.0 * one, rtol=5e-3, atol=0.05)


def test_frame_n_does_not_depend_on_the_length_of_the_clip(sketch: Section, pose: liminal.Pose) -> None:
    short = list(liminal.render_clip(sketch, 7, 0.1, (32, 24), pose))
    long = liminal.render_clip(sketch, 7, 0.3, (32, 24), pose)
    np.testing.assert_array_equal(short, [next(long) for _ in short])
    assert len(short) == 3
    assert len(list(long)) == 6


def test_a_floor_plan_needs_no_opengl_and_agrees_with_the_world() -> None:
    plan = liminal.floor_plan("level-0", seed=3, at=(10.0, -20.0), radius=8.0)
    assert plan.dtype == np.uint8
    assert plan.shape[0] == plan.shape[1]
    cells = round(8.0 / 0.1524)
    window = liminal.World(3).window(round(10 / 0.1524) - cells, round(-20 / 0.1524) - cells, 2 * cells, 2 * cells)
    scale = plan.shape[0] // (2 * cells)
    middles = plan[scale // 2 :: scale, scale // 2 :: scale].mean(axis=2)
    assert middles[~window.open].max() < middles[window.open].min()


def test_a_pose_stands_on_the_floor_and_not_in_a_wall() -> None:
    world = liminal.World(7)
    found = world.viewpoint()
    x, z = int(found.x // 0.1524), int(found.z // 0.1524)
    floor = float(world.window(x, z, 1, 1).floor[0, 0])
    assert world.stand(found.x, found.z, eye=1.5).y == pytest.approx(floor + 1.5)
    assert world.stand(found.x, found.z, yaw=-90.0).yaw == 270.0
    window = world.window(0, 0, 128, 128)
    z, x = np.argwhere(~window.open)[0]
    with pytest.raises(liminal.LiminalError, match="wall"):
        world.stand((x + 0.5) * 0.1524, (z + 0.5) * 0.1524)


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ({"size": (0, 48)}, "size 0x48 is out of range; width and height must each be 1 to 8192"),
        ({"size": (64, 100_000)}, "64x100000"),
        ({"size": (64.5, 48)}, "64.5x48"),
        ({"seed": -1}, "-1"),
        ({"preset": "level-o"}, "level-0"),
        ({"exposure": float("nan")}, "exposure nan EV is out of range"),
        ({"pose": liminal.Pose(0.0, 500.0, 0.0)}, "."),
    ],
)
def test_arguments_that_do_not_hold(arguments: dict[str, object], complaint: str) -> None:
    with pytest.raises(liminal.LiminalError, match=complaint):
        liminal.render_still(**arguments)  # type: ignore[arg-type]


def test_a_clip_complains_when_it_is_asked_for_and_not_later() -> None:
    with pytest.raises(liminal.LiminalError, match="-1 seconds"):
        liminal.render_clip(seconds=-1.0)
    with pytest.raises(liminal.LiminalError, match="size"):
        liminal.render_clip(size=(0, 0))


# In a process of its own, so that what other tests left does not count. The textures of one still take 24 MB here, and
# what is left behind three times stands out from the ups and downs of the allocator.
MANY_STILLS = """
import gc, sys
from pathlib import Path
import liminal

def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 2**20

preset = liminal.load_preset("level-0", sys.argv[1:])
pose = liminal.World(7).viewpoint()
used = []
for _ in range(5):
    liminal.render_still(preset, 7, (160, 120), pose)
    gc.collect()  # objects that hold one another go when Python comes to it
    used.append(resident())
print(used[1], used[-1])
"""


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="reads Linux's own count of memory")
def test_stills_leave_no_memory_behind() -> None:
    settings = [*SKETCH, "surface.texture_size=512"]
    # What the allocator keeps for later would go up and down by as much as we look for: let it keep little.
    thrifty = os.environ | {"MALLOC_ARENA_MAX": "1", "MALLOC_MMAP_THRESHOLD_": "65536"}
    command = [sys.executable, "-c", MANY_STILLS, *settings]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=thrifty)
    early, late = map(float, done.stdout.split())
    assert late - early < 30.0, f"{early:.0f} MB after two stills, {late:.0f} MB after five"
