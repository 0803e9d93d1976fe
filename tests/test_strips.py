"""Strips of tubes hang on chains, as long as there is room above them."""

import numpy as np
import pytest
import solids

from liminal.piece.chart import lay_out
from liminal.piece.mesh import build
from liminal.piece.panel import CHAIN, DEEP
from liminal.world.lamp_kind import LampKind
from liminal.world.material import Material


@pytest.mark.parametrize("room_above", [0.0, 0.4])
def test_chains_are_as_long_as_there_is_room_above_a_strip(room_above: float) -> None:
    window = solids.room()
    window.lamps["kind"], window.lamps["y"] = LampKind.STRIP, solids.HEIGHT - DEEP - room_above
    mesh = build(window, lay_out(window, 2))
    corner = mesh.vertices["position"][mesh.indices.reshape(-1, 3)].astype(np.float64)
    across = np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0])
    assert (np.linalg.norm(across, axis=1) > 1e-6).all()

    # Two chains for each strip, of four faces of two triangles.
    frame = mesh.vertices["material"][mesh.indices.reshape(-1, 3)[:, 0]] == Material.LAMP_FRAME
    reaches = corner[frame, :, 1].max(1) > solids.HEIGHT - 1e-3
    thin = np.ptp(corner[frame][..., (0, 2)], axis=1).max(1) < 1.5 * CHAIN
    assert (reaches & thin).sum() == (2 * 2 * 4 * 2 if room_above else 0)
