"""The share of light that the surface of water mirrors, by Fresnel's equations for unpolarised light."""

import numpy as np
import pytest

from liminal.assets import shader_text
from liminal.gl import Context, FullScreen, Target
from liminal.light.shader import SHARED

INDEX = 1.333
STEPS = 512  # cosines of the angle of incidence, from 0 to 1

SHARE = """#version 330 core
#include "common_fresnel.glsl"
in vec2 uv;
layout(location = 0) out float share;
void main() {
    share = fresnel(uv.x);
}
"""


@pytest.fixture(scope="module")
def shares(context: Context) -> tuple[np.ndarray, np.ndarray]:
    """Cosines of the angle in air, and the share that is mirrored at each."""
    with context.scope() as scope:
        target = Target(scope, (STEPS, 1), ["f4"], channels=1)

        def read(name: str) -> str:
            return SHARE if name == "share.frag" else shader_text(name)

        FullScreen(scope, "share.frag", read=read, made=SHARED).draw(target)
        found = target.read()[0, :, 0].astype(np.float64)
    return (np.arange(STEPS) + 0.5) / STEPS, found


def test_two_hundredths_are_mirrored_straight_down(shares: tuple[np.ndarray, np.ndarray]) -> None:
    assert shares[1][-1] == pytest.approx(((INDEX - 1) / (INDEX + 1)) ** 2, abs=2e-5)
    assert shares[1][-1] == pytest.approx(0.0204, abs=1e-4)


def test_at_brewsters_angle_only_light_across_is_mirrored(shares: tuple[np.ndarray, np.ndarray]) -> None:
    """The tangent of that angle is the index: of light in the plane of incidence nothing comes back."""
    found = np.interp(np.cos(np.arctan(INDEX)), *shares)
    assert found == pytest.approx(((INDEX**2 - 1) / (INDEX**2 + 1)) ** 2 / 2, abs=1e-4)


def test_every_angle_is_fresnels(shares: tuple[np.ndarray, np.ndarray]) -> None:
    cosine, found = shares
    angle = np.arccos(cosine)
    within = np.arcsin(np.sin(angle) / INDEX)
    across, along = np.sin(angle - within) / np.sin(angle + within), np.tan(angle - within) / np.tan(angle + within)
    assert found == pytest.approx((across**2 + along**2) / 2, abs=2e-5)
