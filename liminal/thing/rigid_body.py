"""Rigid bodies: a thing that is thrown, falls or tips over, among boxes that do not move, until it lies still.

MuJoCo solves it: contacts are stiff springs with dampers, friction is Coulomb's. Steps are even and nothing is drawn
by chance, so that the same throw gives the same bits in every process.
"""

from dataclasses import dataclass

import mujoco
import numpy as np
from numpy.typing import ArrayLike, NDArray

from liminal.thing.builder import Detail
from liminal.thing.mass import fewer, mass_properties
from liminal.thing.movable import Movable
from liminal.thing.round import radius_and_axis
from liminal.thing.thing import Thing
from liminal.thing.trajectory import GRAVITY, Floats, Impact, RigidPose, Trajectory
from liminal.thing.turning import cross_matrix

STEP = 1 / 960  # s
RATE = 240  # Hz, of the samples
LONGEST = 6.0  # s

_STIFF = 0.006  # s: time constant of contacts, MuJoCo's `solref`
_BOUNCE = 0.4  # share of critical damping: of speed across a surface a third is thrown back (measured)
_ROLLING, _SPINNING = 0.008, 0.01  # m: how hard carpet is to roll and to spin upon (by eye)
_SLOW, _THICK = 4.0, 4.0  # s after which air grows thick, 1/s3: so that all is over in time
_INSIDE = 0.02  # m: what begins deeper in anything is inside it
_QUIET, _STILL = 0.3, (0.008, 0.03)  # s; m/s and rad/s: a body slower than that for so long lies still
_APART = 0.015  # s: what parted for less has not parted
_PART = 0.08  # m: how large a part of a thing touches or does not
_SOFTEST = 0.12  # m/s across a surface: a softer touch is no blow
_UPRIGHT = 0.7  # of a normal's height: such a face is a floor


@dataclass(frozen=True)
class Launch:
    """How a thing begins: its origin's place and rotation, `velocity` of its centre of mass, m/s, and `spin`, rad/s."""

    position: Floats
    rotation: Floats
    velocity: ArrayLike = (0.0, 0.0, 0.0)
    spin: ArrayLike = (0.0, 0.0, 0.0)


def solve(movable: Movable, launch: Launch, solids: NDArray[np.void]) -> Trajectory | None:
    """Return how a thing moves among `solids` (n,) BOX from time 0 on, until it lies still.

    All in one space, m; y is up. None where it begins inside any of them, which would hurl it out.
    """
    thing = movable.thing(Detail.FAR)
    mass, centre, inertia = mass_properties(thing, movable.mass)
    shape = _cylinder(thing) if movable.round else "".join(map(_geom, fewer(thing.boxes)))
    terms = [*np.diag(inertia), inertia[0, 1], inertia[0, 2], inertia[1, 2]]
    body = (
        f'<body name="thing"><freejoint/><inertial mass="{mass!r}" pos="{_words(centre)}" '
        f'fullinertia="{_words(terms)}"/>{shape}</body>'
    )
    model = mujoco.MjModel.from_xml_string(_MODEL.format(
        step=STEP, gravity=-GRAVITY, friction=_words((movable.friction, _SPINNING, _ROLLING)),
        stiff=_words((_STIFF, _BOUNCE)), world="".join(map(_geom, solids)), body=body,
    ))  # fmt: skip
    data = mujoco.MjData(model)
    spin, rotation = np.asarray(launch.spin, float), np.asarray(launch.rotation, float)
    data.qpos[:3] = launch.position
    mujoco.mju_mat2Quat(data.qpos[3:7], rotation.ravel())
    data.qvel[:3] = np.asarray(launch.velocity, float) - np.cross(spin, rotation @ centre)
    data.qvel[3:] = rotation.T @ spin
    mujoco.mj_fwdPosition(model, data)
    if data.ncon and data.contact.dist.min() < -_INSIDE:
        return None
    return _Run(model, data, len(solids)).until_still()


_MODEL = """<mujoco><compiler inertiafromgeom="false" balanceinertia="true"/>
<option timestep="{step!r}" gravity="0 {gravity!r} 0" cone="elliptic" impratio="10" iterations="30"/>
<default><geom type="box" condim="6" friction="{friction}" solref="{stiff}" solimp="0.95 0.99 0.001"/></default>
<worldbody>{world}{body}</worldbody></mujoco>"""


class _Run:
    """A model that is stepped, and the course of it so far."""

    def __init__(self, model: mujoco.MjModel, data: mujoco.MjData, solids: int) -> None:
        self._model, self._data, self._solids = model, data, solids
        self._touched: dict[tuple[int, ...], float] = {}  # when each part of the thing last touched anything, s
        self._impacts: list[Impact] = []
        self._slip = 0.0

    def until_still(self) -> Trajectory:
        model = self._model
        every = round(1 / (STEP * RATE))
        times, poses, slips = [0.0], [self._pose()], [0.0]
        quiet = 0
        while quiet < _QUIET * RATE and times[-1] < LONGEST - 0.5 / RATE:
            model.dof_damping[:] = model.body_mass[1] * max(0.0, times[-1] - _SLOW) ** 2 * _THICK
            self._slip = 0.0
            for _ in range(every):
                self._step()
            times.append(len(times) / RATE)
            poses.append(self._pose())
            slips.append(self._slip)
            # From sample to sample: springs that tremble from step to step go nowhere.
            fast, turning = (float(np.linalg.norm(a - b)) * RATE for a, b in zip(poses[-1], poses[-2], strict=True))
            quiet = quiet + 1 if fast < _STILL[0] and turning < _STILL[1] * np.sqrt(2) and self._touches() else 0
        positions, rotations = (np.array(each) for each in zip(*poses, strict=True))
        return Trajectory(np.array(times), positions, rotations, np.array(slips), tuple(_distinct(self._impacts)))

    def _touches(self) -> bool:
        """Whether it has touched anything of late: what lies on stiff springs hops by less than can be seen."""
        return bool(self._data.time - max(self._touched.values(), default=-1.0) < _QUIET)

    def _pose(self) -> RigidPose:
        rotation = np.zeros(9)
        mujoco.mju_quat2Mat(rotation, self._data.qpos[3:7])
        return self._data.qpos[:3].copy(), rotation.reshape(3, 3)

    def _step(self) -> None:
        data = self._data
        time, velocity, (position, rotation) = data.time, data.qvel.copy(), self._pose()
        mujoco.mj_step(self._model, data)
        if not data.ncon:
            return
        # Contacts are those before the step: with the speed from then they tell how hard the blow is.
        # Normals look from one geom to the other; here, out of what stands, whose geoms are the first in the model.
        places = data.contact.pos
        normals = np.where(data.contact.geom[:, :1] < self._solids, 1.0, -1.0) * data.contact.frame[:, :3]
        arms = places - position
        speeds = velocity[:3] + arms @ cross_matrix(rotation @ velocity[3:]).T
        across = -np.einsum("nk,nk->n", speeds, normals)
        along = np.sqrt(np.maximum(np.einsum("nk,nk->n", speeds, speeds) - across**2, 0.0))
        self._slip = max(self._slip, float(along.max()))

        # A blow is new where nothing has touched of late, as a box that stands on its edge already touches.
        parts = np.rint(arms @ rotation / _PART).astype(int).tolist()
        for number in np.flatnonzero(across > _SOFTEST).tolist():
            if time - self._touched.get(tuple(parts[number]), -1.0) > _APART:
                x, y, z = places[number].tolist()
                floor = bool(normals[number, 1] > _UPRIGHT)
                self._impacts.append(Impact(time, x, y, z, float(across[number]), float(along[number]), floor))
        self._touched |= {tuple(part): time for part in parts}


def _distinct(impacts: list[Impact]) -> list[Impact]:
    """The hardest of the blows of each moment: several corners of several boxes are one blow."""
    kept: list[Impact] = []
    for impact in impacts:
        if not kept or impact.time - kept[-1].time > _APART:
            kept.append(impact)
        elif impact.normal > kept[-1].normal:
            kept[-1] = impact._replace(time=kept[-1].time)
    return kept


def _geom(box: np.void) -> str:
    quaternion = np.zeros(4)
    mujoco.mju_mat2Quat(quaternion, box["axes"].astype(float).T.ravel())
    return f'<geom pos="{_words(box["centre"])}" size="{_words(box["half"])}" quat="{_words(quaternion)}"/>'


def _cylinder(thing: Thing) -> str:
    (radius, axis), (low, high) = radius_and_axis(thing), thing.bounds
    quaternion, middle, half = np.zeros(4), (low + high) / 2, float(high[axis] - low[axis]) / 2
    mujoco.mju_quatZ2Vec(quaternion, np.eye(3)[axis])
    size = f'size="{radius!r} {half!r}"'
    return f'<geom type="cylinder" pos="{_words(middle)}" {size} quat="{_words(quaternion)}"/>'


def _words(numbers: ArrayLike) -> str:
    return " ".join(map(repr, np.asarray(numbers, float).tolist()))
