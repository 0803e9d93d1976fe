"""Skin pictures: the corners of a skin where its joints have them, with their light, found once for a frame."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.body.skinned_body import SkinMesh
from liminal.gl import FullScreen, Scope, Target, Texture
from liminal.light.body_light import BodyLight
from liminal.light.packed_list import pack_list, packed_size
from liminal.light.shader import SHARED, SKIN_WIDTH
from liminal.piece.body_surfels import BodySurfels, skin_light
from liminal.view.things import FINISHES
from liminal.world.grid import CELL


class SkinPicture:
    """Finds the corners of one skin of a figure and their light."""

    def __init__(self, scope: Scope, skin: SkinMesh, surfels: BodySurfels, light: BodyLight, shaded: bool) -> None:
        """`shaded`: whether that is the light that they send towards the eye, and not what they get."""
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
        if shaded:
            lists["reflectances"] = np.column_stack([skin.corners["colour"], skin.corners["finish"].astype(np.float32)])
        first, second = light.lamps_on_surfels
        self._light, self._found = light, b""
        self._target = Target(scope, packed_size(len(skin.corners), SKIN_WIDTH), ["f4"] * 4)
        self._shader = FullScreen(scope, "view_skin.frag", {"SHADED": shaded}, made={**SHARED, **FINISHES})
        self._shader.program.set(
            **{name: pack_list(scope, np.ascontiguousarray(each), width=SKIN_WIDTH) for name, each in lists.items()},
            first_lamps=first,
            second_lamps=second,
            air=light.air.target.colours[0],
            lamp_places=light.lamp_places,
            cell=CELL,
        )
        self._shader.program.set_used({**light.constants, "lamp_area": light.air.lamps.area})

    def draw(self, motions: Texture, instants: int, eye: NDArray[np.floating], state: bytes) -> None:
        """Find them by the motions of joints at 1 or 2 instants.

        `eye`: (3,), m. `state`: of all that and of the light; nothing is done if it is the last.
        """
        if state != self._found:
            self._found = state
            program, light = self._shader.program, self._light
            program.set(joint_motions=motions, ground=light.ground, lamp_output=light.output, instants=instants)
            program.set_used({"eye": eye, "lamp_shine": light.seen})
            self._shader.draw(self._target)

    @property
    def lists(self) -> dict[str, Any]:
        """What was found, as uniforms of `shaders/view_body.vert`."""
        names = ("first_places", "last_places", "skin_normals", "skin_light")
        return dict(zip(names, self._target.colours, strict=True))
