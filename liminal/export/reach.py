"""How far a part of the place may reach."""

from liminal.errors import LiminalError
from liminal.view.pose import Pose

RADIUS_LEAST = 1.0  # m
RADIUS_MOST = 100.0  # m: 50 MB and 12,000 things; programs that open more are few
RADIUS_MOST_LIT = 40.0  # m: half a minute on two cores without a GPU, some 2 GB in memory, texels 4 cm wide


def check_part(centre: tuple[float, float], radius: float, pose: Pose | None, lit: bool = False) -> None:
    """Raise LiminalError unless a part, `lit` or not, may have this radius (m), and the camera stands in it."""
    most = RADIUS_MOST_LIT if lit else RADIUS_MOST
    if not RADIUS_LEAST <= radius <= most:
        raise LiminalError(
            f"a radius of {radius:g} m is out of range; a scene{' with lightmaps' if lit else ''} reaches "
            f"{RADIUS_LEAST:g} to {most:g} m from its middle"
        )
    if pose is not None and max(abs(pose.x - centre[0]), abs(pose.z - centre[1])) > radius:
        raise LiminalError(
            f"the camera at {pose.x:g},{pose.z:g} stands outside the part within {radius:g} m of "
            f"{centre[0]:g},{centre[1]:g}; raise the radius or leave the camera out"
        )
