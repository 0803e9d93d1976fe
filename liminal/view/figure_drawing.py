"""Figures: bodies that stand or move in a place, drawn in the light that they have where they are."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.body.coarse_skin import coarsened
from liminal.body.figure import Figure
from liminal.body.skinned_body import LEVELS, SkinMesh
from liminal.gl import GpuMesh, Program, Scope, Target, UniformBuffer, make_texture
from liminal.gl.source import Switch
from liminal.light.body_light import BodyLight
from liminal.light.shader import SHARED
from liminal.motion import quaternion
from liminal.motion.skeleton import JointFrames
from liminal.piece.body_surfels import body_surfels
from liminal.view.camera_block import Camera
from liminal.view.contact_shadow import ContactShadow
from liminal.view.mirror import EVERY_SAMPLE, Mirrors
from liminal.view.movers import way_in_picture
from liminal.view.projection import Matrix, pixel_size
from liminal.view.skin_picture import SkinPicture
from liminal.view.things import FINISHES
from liminal.view.triangle_order import side_by_side
from liminal.view.way_probes import way_probes
from liminal.world.grid import CELL
from liminal.world.window import Window

# m: where a pixel covers more of a body, its next coarser skin is drawn
COARSER = (0.0028, 0.0075, 0.018, 0.042, 0.085)
CUBES = (0.05, 0.075, 0.12)  # m: of the coarsest ones, which the body's own coarsest becomes
FINER = 0.6, 2.5  # times as much on tape, which keeps less than it is drawn with, and in stills
DETAILED = 0.0075  # m: where it covers more, fine creases do not show, and corners are a few pixels apart
NOTICED = 0.75  # rows of a picture of 480: what goes less far between two instants stands still
SHOE = np.array([0.075, 0.19])  # m: half the width and the length of the dark under a foot
SHOE_SHADE = 0.55  # the share of the floor's light that is gone in its middle
BALL = np.array([0.0, 0.0, 0.14])  # m ahead of the ankle: of a foot whose toes have no joint
LIFTED = 0.12  # m above where it stands: a foot as high as this leaves no dark


def probes_of_figures(figures: Sequence[Figure], origin: tuple[float, float]) -> NDArray[np.float64]:
    """Return the points along the ways of figures at which light is found: (k, 3), m, of a window with this origin."""
    hips = [figure.body.hips for figure in figures]
    ways = (
        np.array([figure.frames_at(time).positions[joint] for time in figure.times()])
        for figure, joint in zip(figures, hips, strict=True)
    )
    return way_probes(ways, origin)


class Figures:
    """Draws the figures of a stage as they are at one time."""

    def __init__(
        self,
        scope: Scope,
        figures: Sequence[Figure],
        lights: Sequence[BodyLight],
        window: Window,
        camera: type,
        switches: Mapping[str, Switch],
        uniforms: dict[str, Any],
        made: dict[str, str],
        direct: Sequence[BodyLight] = (),
    ) -> None:
        """`lights`: of each figure. `direct`: of that, what comes straight from what shines, for pictures with passes.

        The rest: as for `Movers`.
        """
        self._scope, self._figures, self._lights, self._direct = scope, figures, lights, direct
        self._origin, self._floor = window.origin, window.floor
        known = {**made, **SHARED, **FINISHES}
        solid = {figure.body.is_solid for figure in figures}
        kinds: dict[str, tuple[str, dict[str, Switch]]] = {}
        if False in solid:
            kinds["glimmer"] = "view_glimmer.frag", {}
        if True in solid:
            kinds["far"] = "view_body.frag", {"SHADED": True}
            kinds["near"] = "view_thing.frag", {"BODY": True}
        if any(figure.carries == "torch" for figure in figures):
            kinds["silhouette"] = "view_silhouette.frag", {}
        self._torch = UniformBuffer(scope, Camera)
        self.programs: dict[str, Program] = {}  # by their kind
        for kind, (fragment, own) in kinds.items():
            lit = {} if kind == "silhouette" else switches
            program = Program(scope, "view_body.vert", fragment, {**lit, **own}, [camera], made=known)
            program.set_used(uniforms)
            self.programs[kind] = program
        self._shadow = ContactShadow(scope, camera)
        self._motions = [make_texture(scope, (4, len(figure.body.skeleton)), 4, "f4") for figure in figures]
        self._skins: dict[tuple[int, int, str], tuple[SkinPicture, GpuMesh]] = {}  # by number, level and kind
        self._directly_lit: dict[tuple[int, int], SkinPicture] = {}  # by number and level
        self._posed = [b""] * len(figures)
        self._first = self._last = 0.0

    def _skin(self, number: int, level: int, kind: str) -> tuple[SkinPicture, GpuMesh]:
        """A skin of a figure, made when it is first shown, and its mesh for a kind of program."""
        if (number, level, kind) not in self._skins:
            body, light, skin = self._figures[number].body, self._lights[number], self.skin_of(number, level)
            picture = SkinPicture(self._scope, skin, body_surfels(body), light, kind == "far")
            for direct in self._direct[number : number + 1]:
                self._directly_lit[number, level] = SkinPicture(self._scope, skin, body_surfels(body), direct, False)
            triangles = side_by_side(skin.corners["position"], skin.triangles)
            mesh = GpuMesh(self._scope, self.programs[kind], skin.corners, triangles)
            self._skins[number, level, kind] = picture, mesh
        return self._skins[number, level, kind]

    def skin_of(self, number: int, level: int) -> SkinMesh:
        """A skin of a figure as it was made."""
        body = self._figures[number].body
        skin, names = body.skin(min(level, LEVELS - 1)), body.skeleton.names
        if level < LEVELS:
            return skin
        return coarsened(skin, CUBES[level - LEVELS], names.index("head") if "head" in names else -1)

    def mesh(self, number: int, level: int) -> GpuMesh:
        """The mesh of a skin of a figure, for programs that know where its corners are."""
        return self._skin(number, level, "near" if self._figures[number].body.is_solid else "glimmer")[1]

    def place(self, first: float, last: float) -> None:
        """Let them be where they are from a time to another, s, of one picture: its light is that of the first."""
        self._first, self._last = first, last

    @property
    def numbers(self) -> set[int]:
        """The numbers of all of them but arms."""
        return {number for number, figure in enumerate(self._figures) if figure.arm is None}

    def arms(self, time: float) -> list[int]:
        """The numbers of the operator's own arms that are before the lens at a time, s."""
        return [number for number, each in enumerate(self._figures) if each.arm is not None and each.is_there(time)]

    def travels(self, first: float, second: float, clip_from_window: Matrix) -> dict[int, float]:
        """How far any joint of each that moves goes in the picture between two times, s, in heights of the picture.

        By the figures' numbers; those that come or go meanwhile are among them, those that stand still are not.
        """
        ways = {}
        for number in self.numbers:
            figure = self._figures[number]
            there = figure.is_there(first)
            if there != figure.is_there(second):
                ways[number] = 0.0
            elif there and figure.motion is not None:
                ends = [self._local(figure.frames_at(time)).positions for time in (first, second)]
                way = way_in_picture(ends[0], ends[1], clip_from_window)
                if way > NOTICED / 480:
                    ways[number] = way
        return ways

    def draw(
        self,
        target: Target,
        clip_from_window: Matrix,
        mirrors: Mirrors,
        numbers: Iterable[int],
        time: float | None = None,
        *,
        solid: bool = True,
    ) -> None:
        """Draw those of some `numbers` that are there, with a state that culls back faces, in their light of last.

        `time`: s, of those that they were placed at, or near these; None: the first. `mirrors`: see `Scene.draw`.
        `solid`: those that are, or else those that glimmer in the dark, into a target that holds the place and keeps
        its depth, blended "through".
        """
        time = self._first if time is None else time
        there = [number for number in numbers if self._figures[number].is_there(time)]
        there = [number for number in there if self._figures[number].body.is_solid == solid]
        if not there:
            return
        pixel = pixel_size(clip_from_window, target.size[1])
        length = self._last - self._first
        between = (time - self._first) / length if length > 0 else 0.0
        # To the tenth of a millimetre: samples of one picture have one.
        eye = Camera.of(clip_from_window).eye.round(4)
        for number in there:
            light = self._lights[number]
            depth = self._depth(number, self.frames_at(number, self._first), clip_from_window)
            covers = pixel * depth / _fineness(mirrors)
            # Passes tell apart what pixels find, not what corners send.
            near = covers < DETAILED or bool(self._direct)
            kind, level = "glimmer" if not solid else "near" if near else "far", _level(covers)
            skin, drawing = self._posed_skin(number, level, kind, eye)
            own = {**skin.lists, "between": between}
            if (number, level) in self._directly_lit:
                own["skin_direct"] = self._directly_lit[number, level].lists["skin_light"]
            if kind == "near":
                own |= {"lamp_area": light.air.lamps.area, "lamp_shine": light.seen}
                own["lamp_colour"] = light.constants["lamp_colour"]
            self.programs[kind].set_used(own)
            drawing.draw(target)

    def _posed_skin(self, number: int, level: int, kind: str, eye: NDArray[np.floating]) -> tuple[SkinPicture, GpuMesh]:
        """As `_skin`, moved to where the figure is at both times, in its light of last, seen from an eye (3,), m."""
        figure, light = self._figures[number], self._lights[number]
        moves = figure.motion is not None and self._last > self._first
        times = (self._first, self._last) if moves else (self._first,)
        each = [self._local(figure.frames_at(time)) for time in times]
        skin, drawing = self._skin(number, level, kind)
        state = b"".join(part.tobytes() for frames in each for part in frames)
        if state != self._posed[number]:
            # Writing waits for what still reads it.
            motions = [figure.body.motions(frames) for frames in (each[0], each[-1])]
            self._motions[number].write(np.concatenate(motions, 1))
            self._posed[number] = state
        skin.draw(self._motions[number], len(each), eye, state + light.state + eye.tobytes())
        if (number, level) in self._directly_lit:
            lit = state + self._direct[number].state + eye.tobytes()
            self._directly_lit[number, level].draw(self._motions[number], len(each), eye, lit)
        return skin, drawing

    def places(self, time: float) -> dict[int, NDArray[np.float64]]:
        """Where the hips of those are that throw shadows at a time, s, by their numbers: (3,), m."""
        solid = {number: each for number, each in enumerate(self._figures) if each.arm is None and each.body.is_solid}
        there = [number for number, each in solid.items() if each.is_there(time)]
        frames = {number: self._local(self._figures[number].frames_at(time)) for number in there}
        return {number: frames[number].positions[self._figures[number].body.hips] for number in there}

    def draw_silhouettes(
        self,
        target: Target,
        numbers: Iterable[int],
        clip_from_window: Matrix,
        lamp: NDArray[np.float64],
        square: tuple[int, int, int, int],
    ) -> None:
        """Draw how near those of some `numbers` are to a lamp at a place (3,), m, into a square of a target."""
        self._torch.write(Camera.of(clip_from_window))
        program = self.programs["silhouette"]
        program.set(Camera=self._torch, lamp=lamp)
        for number in numbers:
            skin, drawing = self._posed_skin(number, LEVELS - 1, "silhouette", np.zeros(3))
            program.set_used({**skin.lists, "between": 0.0})
            drawing.draw(target, viewport=square)

    def frames_at(self, number: int, time: float) -> JointFrames:
        """The frames of a figure's joints at a time, s, in the window."""
        return self._local(self._figures[number].frames_at(time))

    def level_at(self, number: int, time: float, clip_from_window: Matrix, mirrors: Mirrors, lines: int) -> int:
        """Which of a figure's skins a picture of so many lines shows at a time, s."""
        pixel = pixel_size(clip_from_window, lines)
        depth = self._depth(number, self.frames_at(number, time), clip_from_window)
        return _level(pixel * depth / _fineness(mirrors))

    def _depth(self, number: int, frames: JointFrames, clip_from_window: Matrix) -> float:
        """How far before the camera a figure is, m, at least 0."""
        hips = frames.positions[self._figures[number].body.hips]
        return max(float(clip_from_window[3] @ np.append(hips, 1.0)), 0.0)

    def darken_floor(self, target: Target, camera: UniformBuffer) -> None:
        """Darken the floor under the feet of those that are there, in a target that holds the place and its depth."""
        with self._scope.context.state(depth=True, blend="over"):
            for figure in self._figures:
                if figure.arm is None and figure.is_there(self._first) and figure.body.is_solid:
                    self._stand(target, camera, figure, self._local(figure.frames_at(self._first)))

    def _stand(self, target: Target, camera: UniformBuffer, figure: Figure, frames: JointFrames) -> None:
        """Darken the floor under the feet that are on it."""
        names, rest = figure.body.skeleton.names, figure.body.skeleton.rest_frames
        for side in ("left", "right"):
            ankle, toes = names.index(f"{side}_foot"), f"{side}_toes"
            x, z = (frames.positions[ankle, [0, 2]] / CELL).astype(int).clip(0, np.array(self._floor.shape)[::-1] - 1)
            floor = float(self._floor[z, x])
            lift = max(float(frames.positions[ankle, 1] - rest.positions[ankle, 1]) - floor, 0.0)
            shade = SHOE_SHADE * max(1.0 - lift / LIFTED, 0.0)
            if shade > 0:
                if toes in names:
                    ball = frames.positions[names.index(toes)]
                else:
                    turn = quaternion.product(frames.rotations[ankle], quaternion.inverse(rest.rotations[ankle]))
                    ball = frames.positions[ankle] + quaternion.rotated(turn, BALL)
                ahead = (ball - frames.positions[ankle])[[0, 2]]
                along = ahead / max(float(np.linalg.norm(ahead)), 1e-9)
                middle = frames.positions[ankle, [0, 2]] + 0.5 * ahead
                axes = np.array([SHOE[1] * along, SHOE[0] * np.array([-along[1], along[0]])])
                self._shadow.draw(target, camera, (middle[0], floor, middle[1]), axes, shade)

    def _local(self, frames: JointFrames) -> JointFrames:
        return JointFrames(frames.positions - (self._origin[0], 0.0, self._origin[1]), frames.rotations)


def _fineness(mirrors: Mirrors) -> float:
    """How many times as fine the skins of a picture are."""
    return FINER[mirrors is not EVERY_SAMPLE]


def _level(covers: float) -> int:
    """The skin for a picture of which a pixel covers so much of a body, m."""
    return sum(covers > most for most in COARSER)
