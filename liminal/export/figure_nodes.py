"""Figures of a model: each body of a part as a skin over a skeleton, with what it does."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from liminal.body.figure import Figure
from liminal.body.skinned_body import SkinMesh
from liminal.export.thing_nodes import ThingNode, coats_of, dyed
from liminal.thing.thing import Placement, Thing, placed
from liminal.thing.turning import moved
from liminal.view.placed_figures import figures_of
from liminal.world.cell_grid import CellGrid
from liminal.world.grid import CELL
from liminal.world.window import Window

GROUP = "figures"
FINEST = 0  # the level of the skins that leave
NOW = 0.0  # s: the time at which figures are posed, as a still shows them
SPACING = 0.04  # m: corners closer than this share their light


@dataclass(frozen=True)
class FigureNode:
    """A figure of a part. `made`: its skin where the figure is, in the pose that the skin is made in.

    `skin`: the same, with the joints that move it.
    """

    figure: Figure
    skin: SkinMesh
    made: ThingNode

    @property
    def posed(self) -> ThingNode:
        """Its skin as it stands, in even colours."""
        coats = tuple(even for coat in self.made.coats for even in dyed(coat))
        return replace(self.made, thing=_posed(self.figure, self.skin), coats=coats)


def figures_within(world: CellGrid, window: Window, filmed: Sequence[Figure] = ()) -> tuple[Figure, ...]:
    """Return the figures of a world's preset that stand as a whole in an enclosed window.

    And those that a film shows, where any of their way is in it.
    """
    rows, columns = window.floor.shape
    most = (np.array([columns, rows]) - 1) * CELL
    found = []
    for figure in figures_of(world):
        low, high = (bound[[0, 2]] for bound in placed(figure_placement(figure, window)).bounds)
        if (low >= CELL).all() and (high <= most).all():
            found.append(figure)
    for figure in filmed:
        ways = np.array(figure.places()) - window.origin
        if ((ways >= CELL) & (ways <= most)).all(axis=1).any():
            found.append(figure)
    return tuple(found)


def figure_placement(figure: Figure, window: Window) -> Placement:
    """Return a figure as it stands, as a thing in window-local metres."""
    place = figure.x - window.origin[0], figure.floor, figure.z - window.origin[1]
    matrix = moved(place, _turn(figure)).astype(np.float32)
    return Placement(_posed(figure, figure.body.skin(FINEST)), matrix, SPACING, blended=True)


def figure_nodes(
    figures: Sequence[Figure], centre: tuple[float, float], shown: Sequence[NDArray[np.float32]] | None
) -> tuple[FigureNode, ...]:
    """Return the nodes of figures in a model around a `centre` (x, z), m. `shown`: as for `thing_nodes`."""
    counts: Counter[str] = Counter()
    kinds: dict[int, str] = {}  # names of the first that have skins
    nodes = []
    for number, figure in enumerate(figures):
        counts[figure.dress] += 1
        name, skin, body = f"{figure.dress} {counts[figure.dress]}", figure.body.skin(FINEST), figure.body
        made = Thing(skin.corners, skin.triangles, body.boxes)
        node = ThingNode(
            name,
            kinds.setdefault(id(skin), name),
            (figure.x - centre[0], figure.floor, figure.z - centre[1]),
            _turn(figure).astype(np.float32),
            made,
            coats_of(made),
            None if shown is None else shown[number],
        )
        nodes.append(FigureNode(figure, skin, node))
    return tuple(nodes)


def _posed(figure: Figure, skin: SkinMesh) -> Thing:
    """A skin of a figure as it is posed, in the figure's own space."""
    body = figure.body
    return body.thing(body.skeleton.frames(figure.pose_at(NOW)), skin)


def _turn(figure: Figure) -> NDArray[np.float64]:
    """The rotation (3, 3) of a figure in the place."""
    turn: NDArray[np.float64] = Rotation.from_quat(figure.turn).as_matrix()
    return turn
