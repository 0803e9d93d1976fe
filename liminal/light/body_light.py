"""The light of a figure: on its skin, and what it takes from the surfaces near it, at any instant.

As for movers (`light.mover_light`), but that joints move it: its surfels and the boxes of its limbs are where they are
then. Of each lamp that it knows by itself its surfels have the light that would fall on what faces it, so that each
corner of the skin turns to the lamps by its own normal.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.body.figure import Figure
from liminal.gl import Scope, Target, Texture, make_texture
from liminal.light.limb_shadow import LimbShadow, limb_rows
from liminal.light.mover_air import MoverAir
from liminal.light.mover_lamps import Direct
from liminal.light.mover_light import EARLY, listed, solid_share
from liminal.light.packed_list import pack_list, packed_size
from liminal.light.shader import MOVER_WIDTH, SHADOWED, bake_shader
from liminal.motion.skeleton import JointFrames
from liminal.piece.body_surfels import body_surfels
from liminal.piece.piece import Piece
from liminal.piece.standing import SIDES
from liminal.thing.mass import corners_of
from liminal.world.grid import CELL

Floats = NDArray[np.float64]

RATE = 30000 / 1001  # Hz: how often its light is found at most, once for both fields of a frame
# m that half a picture's height shows where it is: from the first on its light is found every second frame, from the
# second on every fourth.
SMALL = 1.3, 6.4
FAINT = 0.02, 0.05  # of the light of its lamps: one that gives less throws no shadow, or with the second all of it
LATE = 1e-4  # s by which a frame's first instant may be before its own time


class BodyLight:
    """Finds the light of one figure of a piece, which has probes along its way.

    `air`: the light around it. `shadow`: what it takes from surfaces near it.
    """

    def __init__(self, scope: Scope, figure: Figure, piece: Piece, colour: NDArray[np.float32], direct: Direct) -> None:
        """`colour`: of the preset's lamps, (3,). `direct`: finds their light while the piece is baked."""
        body = figure.body
        self._figure, self._body, self._floor, self._origin = figure, body, piece.window.floor, piece.window.origin
        self._found = b""
        own = body_surfels(body)
        half = own.half.astype(np.float64) / CELL
        self.air = MoverAir(scope, piece, colour, direct)
        self._lamps = self.air.lamps
        self.motions = make_texture(scope, (2, len(body.skeleton)), 4, "f4")
        self._light = Target(scope, packed_size(len(own.position), MOVER_WIDTH), ["f4"] * 4)
        self._sent = Target(scope, (len(SIDES), 1), ["f4"])
        self._radius = float(np.linalg.norm(half))
        self.constants: dict[str, Any] = {
            "lamp_colour": self.air.colour,
            "reflects": own.reflectance.mean(0),
            "solid": solid_share(half, own.outline),
            "footprint": float(np.sqrt(half[0] * half[2])),
        }
        self._on_body = bake_shader(scope, "body")
        self._on_body.program.set(
            lamp_area=self._lamps.area,
            lamp_rest=self._lamps.rest(np.ones(SHADOWED, np.float32)),
            lamp_colour=self.air.colour,
            limb_count=len(body.boxes),
            surfels=listed(scope, own.position),
            normals=listed(scope, own.normal),
            joints=pack_list(scope, own.joints.astype(np.float32), width=MOVER_WIDTH),
            weights=pack_list(scope, own.weights, width=MOVER_WIDTH),
            joint_motions=self.motions,
            cell=CELL,
        )
        self._of_body = bake_shader(scope, "mover_sent")
        self._of_body.program.set(
            normals=self._light.colours[3],
            reflectances=listed(scope, own.reflectance),
            irradiance=self._light.colours[0],
            count=len(own.position),
            window_from_thing=np.eye(4),
        )
        way = np.array([self._middle(figure.frames_at(time)) for time in figure.times()]) / CELL
        light = {
            "sent": self._sent.colours[0],
            "air": self.air.target.colours[0],
            "reflects": float(own.openness.mean()) * own.reflectance.mean(0),
            "lamp_colour": self.air.colour,
        }
        self.shadow = LimbShadow(scope, piece, way, self._radius, self._lamps, direct, light)
        self.output, self._lamps_seen = np.zeros((2, SHADOWED), np.float32)
        self.ground, self._time = 0.0, 0.0
        self._posed = self._dimmers = b""

    @property
    def seen(self) -> NDArray[np.float32]:
        """The height of each of its lamps, cells, and its luminance less what hides it: (SHADOWED, 2)."""
        rest = self._lamps.rest(self.output)
        return np.stack([rest[:, 0], rest[:, 1] * self._lamps_seen], 1)

    @property
    def lamps_on_surfels(self) -> tuple[Texture, Texture]:
        """The light of lamps 0 to 3, and 4 to 7, on what faces each at its surfels, lux, as lists.

        Of lamps as bright as the piece says: `output`, (SHADOWED,), tells how bright they are against that.
        """
        return self._light.colours[1], self._light.colours[2]

    @property
    def lamp_places(self) -> NDArray[np.float32]:
        """The middles of its lamps, (SHADOWED, 3), window-local m."""
        x, z = (self._lamps.area[:, [axis, axis + 2]].mean(1) for axis in (0, 1))
        return np.stack([x, self._lamps.height, z], 1) * np.float32(CELL)

    @property
    def stands(self) -> bool:
        """Whether it never moves further than it sways: then its light is found once."""
        return self._figure.motion is None

    @property
    def state(self) -> bytes:
        """All that the light that was found last depends on."""
        return self._found

    def look(self, time: float, clip: NDArray[np.floating] | None, dimmers: NDArray[np.float32]) -> None:
        """Choose when, about a time, s, the light is found that a picture shows; `clip`: as for `Lightmap.dim`.

        `dimmers`: of the light groups that fall on its air or on what it shades.
        """
        self._dimmers = dimmers.tobytes()
        if self.stands:
            self._time = 0.0
            return
        frames = 1
        if clip is not None:
            middle = self._local(self._figure.frames_at(time)).positions[self._body.hips]
            half = abs(clip[3] @ np.append(middle, 1.0)) / np.linalg.norm(clip[1, :3])
            frames = 2 ** sum(half > most for most in SMALL)
        number = int(np.floor((time + LATE) * RATE))
        self._time = (number // frames * frames + frames // 2) / RATE

    def changes(self, time: float, output: NDArray[np.float32]) -> bool:
        """Whether its light or its shadow at a time, s, is another than at the last. `output`: as for `light`."""
        return self._state(time, output) != self._found

    def light(self, atlas: Target, time: float, output: NDArray[np.float32]) -> None:
        """Find its light at a time, s; `output`: as for `MoverLight.light`."""
        self._found = self._state(time, output)
        self.shadow.cast(self._body.is_solid and self._figure.is_there(time))
        if not self._is_near(time):
            return
        pose = self._pose_bytes()
        if pose != self._posed:
            self._posed = pose
            self._pose()
        self.output = self._lamps.output(output)
        self.air.find(atlas, self.output)
        self.shadow.light(self.output, float(self.output @ self.air.strength))

    def _pose(self) -> None:
        """Find what depends on its pose alone: which share of each lamp comes to its skin."""
        motions = self._body.motions(self._local(self._figure.frames_at(self._time)))
        self.motions.write(motions)
        boxes = self._body.boxes_at(motions)
        corners = corners_of(boxes).reshape(-1, 3)
        middle = (corners.min(0) + corners.max(0)) / 2 / CELL
        self._lamps_seen = self.air.place(middle)
        cell = np.floor(middle[[2, 0]]).astype(int).clip(0, np.array(self._floor.shape) - 1)
        self.ground = float(self._floor[tuple(cell)]) / CELL
        counts, limbs = np.clip((self.air.strength - FAINT[0]) / (FAINT[1] - FAINT[0]), 0.0, 1.0), limb_rows(boxes)
        self._on_body.draw(self._light, limbs=limbs, lamp_seen=self._lamps_seen, lamp_counts=counts)
        self._of_body.draw(self._sent)
        self.shadow.pose(middle, limbs, counts)

    def _is_near(self, time: float) -> bool:
        """Whether it is there or, as the shutter opens before and closes after, is soon or was."""
        return self._figure.begin <= time + EARLY and time - EARLY < self._figure.end

    def _local(self, frames: JointFrames) -> JointFrames:
        x, z = self._origin
        return JointFrames(frames.positions - (x, 0.0, z), frames.rotations)

    def _middle(self, frames: JointFrames) -> Floats:
        """The middle of its boxes, (3,), window-local m."""
        corners = corners_of(self._body.boxes_at(self._body.motions(self._local(frames)))).reshape(-1, 3)
        middle: Floats = (corners.min(0) + corners.max(0)) / 2
        return middle

    def _state(self, time: float, output: NDArray[np.float32]) -> bytes:
        """All that its light and its shadow depend on."""
        if not self._is_near(time):
            return b""
        output = self._lamps.output(output)
        there = bytes([self._figure.is_there(time)])
        return b"".join((self._pose_bytes(), output.tobytes(), self._dimmers, there))

    def _pose_bytes(self) -> bytes:
        frames = self._figure.frames_at(self._time)
        return frames.positions.tobytes() + frames.rotations.tobytes()
