"""The shadow on the floor of what stands on it, from the volume alone: soft, and on the side away from the light."""

import numpy as np
from numpy.typing import NDArray

from liminal.colour import luminance
from liminal.light.volume import Volume

Floats = NDArray[np.float32]

# +x, -x, +z, -z, up.
FACES = np.array([(1, 0, 0), (-1, 0, 0), (0, 0, 1), (0, 0, -1), (0, 1, 0)], np.float32)
NARROWEST = 0.22  # radians: half of what a lamp spans, seen from the floor


def light_left(volume: Volume, points: Floats, centre: Floats, radius: float) -> Floats:
    """How much of the floor's light at `points` (n, 3) a ball at `centre` (3,) of `radius` leaves: (n,), 0 to 1.

    Metres, window-local; the ball lies above the points. Several balls make a thing: multiply. The light is taken as
    one cone, and the rest as coming evenly from above. An approximation: with one lamp a few metres off it is 0.05 from
    the truth on average, and up to 0.25 where the shadow ends, which is some centimetres too far out.
    """
    received = np.stack(
        [luminance(volume.irradiance(points, np.broadcast_to(face, points.shape))) for face in FACES], 1
    ).astype(np.float32)  # (n, 5)

    # What the side turned away from the light gets is even light; what the floor gets beyond that has a direction. Of
    # the sides, the next darkest also sees what the light side's surroundings throw back, which has none.
    sides = np.sort(received[:, :4], axis=1)
    from_above = np.maximum(received[:, 4] - sides[:, 0], 0)
    excess = np.maximum(received[:, :4] - sides[:, 1:2], 0)
    flow = np.stack([excess[:, 0] - excess[:, 1], from_above, excess[:, 2] - excess[:, 3]], 1)
    directed = from_above / np.maximum(received[:, 4], 1e-6)

    # What the ball takes of even light is its form factor, exactly (Howell, Radiation Heat Transfer, B-45).
    towards = centre - points
    distance = np.maximum(np.linalg.norm(towards, axis=1), radius * 1.0001)
    sine = radius / distance
    even = np.clip(towards[:, 1] / distance, 0, 1) * sine**2

    # Light of lamps on several sides adds up on the faces but cancels in the vector: the more so, the wider its cone.
    cancelled = 2 * (np.minimum(excess[:, 0], excess[:, 1]) + np.minimum(excess[:, 2], excess[:, 3]))
    one_way = 1 - cancelled / np.maximum(excess.sum(1) + from_above, 1e-6)
    cone = np.clip(np.arccos(np.clip(2 * one_way - 1, -1, 1)), NARROWEST, np.pi / 2)
    strength = np.maximum(np.linalg.norm(flow, axis=1), 1e-6)
    between = np.arccos(np.clip((towards * flow).sum(1) / (distance * strength), -1, 1))
    taken = _overlap(np.arcsin(sine), cone, between)
    left: Floats = (1 - directed * taken - (1 - directed) * even).astype(np.float32)
    return left


def _overlap(ball: Floats, cone: Floats, between: Floats) -> Floats:
    """The share of a cone of light (half angle, radians) that a ball covers; their middles are `between` apart.

    Caps on a sphere, blended where they overlap in part (Oat and Sander 2007, "Ambient Aperture Lighting", section 3).
    """
    most = np.minimum((1 - np.cos(ball)) / np.maximum(1 - np.cos(cone), 1e-6), 1)
    apart, within = ball + cone, abs(ball - cone)
    t = np.clip((apart - between) / np.maximum(apart - within, 1e-6), 0, 1)
    share: Floats = most * t * t * (3 - 2 * t)
    return share
