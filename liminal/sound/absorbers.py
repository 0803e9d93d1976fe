"""Furniture as absorbers: how much surface things add to a room, and how much of what meets it they swallow."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from liminal.sound.noise import Reals
from liminal.thing.builder import Detail
from liminal.thing.catalogue import make
from liminal.thing.finish import Finish

# Absorption by octaves from 125 Hz to 4 kHz: estimates, after what tables have for like materials (Vorlaender, 2008,
# "Auralization", appendix): upholstered seats, wooden furniture, steel lockers, window panes.
_ABSORPTION = {
    Finish.FABRIC: (0.25, 0.40, 0.50, 0.55, 0.60, 0.60),
    Finish.VINYL: (0.15, 0.25, 0.30, 0.25, 0.15, 0.10),
    Finish.CARDBOARD: (0.30, 0.25, 0.20, 0.15, 0.15, 0.15),
    Finish.PAPER: (0.05, 0.10, 0.15, 0.20, 0.25, 0.25),
    Finish.VENEER: (0.15, 0.11, 0.10, 0.07, 0.06, 0.07),
    Finish.PAINTED_STEEL: (0.10, 0.08, 0.05, 0.05, 0.04, 0.04),
    Finish.PLASTIC: (0.08, 0.06, 0.05, 0.05, 0.05, 0.05),
    Finish.RUBBER: (0.04, 0.04, 0.05, 0.06, 0.08, 0.08),
    Finish.CHROME: (0.03, 0.03, 0.03, 0.03, 0.03, 0.03),
    Finish.GLASS: (0.18, 0.06, 0.04, 0.03, 0.02, 0.02),
    Finish.SCREEN: (0.10, 0.05, 0.04, 0.03, 0.02, 0.02),
    Finish.POOL_TILE: (0.01, 0.01, 0.01, 0.01, 0.02, 0.02),
    Finish.CONCRETE: (0.01, 0.01, 0.02, 0.02, 0.03, 0.04),
    Finish.PANE: (0.18, 0.06, 0.04, 0.03, 0.02, 0.02),
    Finish.CLEAR_BLOCK: (0.05, 0.04, 0.03, 0.03, 0.02, 0.02),
    Finish.GLIMMER: (0.01, 0.01, 0.01, 0.01, 0.01, 0.01),  # has hardly a surface
}


@dataclass(frozen=True)
class Absorber:
    """`surface`: m2. `absorbed`: equivalent absorption area by octave, m2 (ISO 354)."""

    surface: float
    absorbed: Reals


@lru_cache(maxsize=256)
def absorber(name: str, variant: int = 0, dimensions: tuple[float, ...] = ()) -> Absorber:
    """What a thing of the catalogue, or a structure, is to sound: the area of its mesh, by finish."""
    thing = make(name, Detail.FAR, variant, dimensions)
    corner = thing.corners["position"][thing.triangles].astype(np.float64)
    area = np.linalg.norm(np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0]), axis=1) / 2
    by_finish = np.bincount(thing.corners["finish"][thing.triangles[:, 0]], area, len(Finish))
    table = np.array([_ABSORPTION[finish] for finish in Finish])
    return Absorber(float(area.sum()), by_finish @ table)


def absorber_of(prop: np.void) -> Absorber:
    """What a prop, one PROP, is to sound."""
    return absorber(str(prop["name"]), int(prop["variant"]), tuple(prop["dimensions"].tolist()))
