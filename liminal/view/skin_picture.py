"""Skin pictures: the corners of a skin where its joints have them, with their light, found once for each time."""

from typing import Any

import numpy as np

from liminal.body.skinned_body import SkinMesh
from liminal.gl import FullScreen, Scope, Target, Texture
from liminal.light.body_light import BodyLight
from liminal.light.packed_list import pack_list, packed_size
from liminal.light.shader import SHARED, SKIN_WIDTH
from liminal.piece.body_surfels import BodySurfels, skin_light
from liminal.world.grid import CELL


class SkinPicture:
    """Finds the corners of one skin of a figure and their light."""

    def __init__(self, scope: Scope, skin: SkinMesh, surfels: BodySurfels, light: BodyLight) -> None:
        own = skin_light(surfels, skin)
        lists = {
            "positions": np.column_stack([skin.corners["position"], own.openness]),
            "normals": np.column_stack([skin.corners["normal"], skin.overhead]),
            "open_sides": own.open_side,
            "joints": skin.joints.astype(np.float32),
            "weights": skin.weights,
            "surfels": own.surfels.astype(np.float32),
            "shares": own.shares,
        }
        first, second = light.lamps_on_surfels
        self._light, self._found = light, b""
        self._target = Target(scope, packed_size(len(skin.corners), SKIN_WIDTH), ["f4"] * 3)
        self._shader = FullScreen(scope, "view_skin.frag", made=SHARED)
        self._shader.program.set(
            **{name: pack_list(scope, np.ascontiguousarray(each), width=SKIN_WIDTH) for name, each in lists.items()},
            **light.constants,
            first_lamps=first,
            second_lamps=second,
            air=light.air.target.colours[0],
            lamp_places=light.lamp_places,
            cell=CELL,
        )

    def draw(self, motions: Texture, state: bytes) -> None:
        """Find them by the motions of joints. `state`: of these and of the light; nothing is done if it is the last."""
        if state != self._found:
            self._found = state
            self._shader.draw(
                self._target, joint_motions=motions, ground=self._light.ground, lamp_output=self._light.output
            )

    @property
    def lists(self) -> dict[str, Any]:
        """What was found, as uniforms of `shaders/view_body.vert`."""
        names = ("skin_places", "skin_normals", "skin_light")
        return dict(zip(names, self._target.colours, strict=True))
