"""Lamps that fill no ceiling tile are nodes of their own in exports, with their luminance and colour."""

from pathlib import Path

import numpy as np
import pytest
from glb import Scene

import liminal as library
from liminal.colour import LUMINANCE, decode_srgb
from liminal.settings.level1 import WarehouseSettings
from liminal.world.grid import CELL
from liminal.world.lamp_kind import LampKind
from liminal.world.level1.warehouse import METAL_HALIDE

CENTRE, RADIUS = np.array([-33.0, -9.0]), 9.0


def test_hanging_lamps_shine_as_they_do_here(liminal, tmp_path: Path) -> None:
    path = tmp_path / "a.glb"
    words = (
        "--set",
        "surface.texture_size=128",
        "--set",
        "level_1.high_bays=1",
        "--set",
        "level_1.sodium=0",
        "--set",
        "level_1.mercury=0",
        "--set",
        "light.flicker=0",
    )
    made = liminal("export", "level-1", "--seed", 7, "--at", "-33,-9", "--radius", RADIUS, *words, "-o", path)
    assert made.status == 0, made.err
    scene = Scene(path)
    kinds = []
    halls = WarehouseSettings(high_bays=1, sodium=0, mercury=0)
    world = library.World(7, library.load_preset("level-1").model_copy(update={"level_1": halls}))
    low = np.floor((CENTRE - RADIUS) / CELL).astype(int).tolist()
    lamps = world.window(*low, 120, 120).lamps
    for node in scene.things("lamps"):
        x, z = np.array(node.translation)[[0, 2]] + CENTRE
        [lamp] = lamps[np.hypot(lamps["x"] - x, lamps["z"] - z) < 0.01]
        kinds.append(int(lamp["kind"]))
        materials = [scene.gltf.materials[each.material] for each in scene.gltf.meshes[node.mesh].primitives]
        assert {each.name.split(" of ")[0] for each in materials} == {"opal", "lamp frame"}
        [face] = [each for each in materials if each.name.startswith("opal")]
        strength = face.extensions.get("KHR_materials_emissive_strength", {}).get("emissiveStrength", 0.0)
        if lamp["luminance"] == 0:
            assert strength == 0
            continue
        glow = decode_srgb(scene.picture(face.emissiveTexture.index)).mean((0, 1))
        light = np.array(face.emissiveFactor) * glow * strength
        assert light @ LUMINANCE == pytest.approx(float(lamp["luminance"]), rel=0.02)
        if lamp["kind"] == LampKind.HIGH_BAY:
            assert light / light[1] == pytest.approx(METAL_HALIDE / METAL_HALIDE[1], rel=0.02)
    assert kinds.count(LampKind.HIGH_BAY) > 3
    assert kinds.count(LampKind.STRIP) > 3
