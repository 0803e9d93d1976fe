"""Figures: bodies that stand or move in a place, drawn in the light that they have where they are."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from liminal.body.coarse_skin import coarsened
from liminal.body.figure import Figure
from liminal.body.skinned_body import LEVELS
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

COARSER = (0.0028, 0.0075, 0.018, 0.036)  # m: where a pixel covers more of a body, its next coarser skin is drawn
CUBES = (0.05, 0.09)  # m: of the two coarsest ones, which the body's own coarsest becomes
FINER = 2.5  # times as much in stills
DETAILED = 0.005  # m: where it covers more, fine creases do not show
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
    ) -> None:
        """`lights`: of each figure. The rest: as for `Movers`."""
        self._scope, self._figures, self._lights = scope, figures, lights
        self._origin, self._floor = window.origin, window.floor
        known = {**made, **SHARED, **FINISHES}
        solid = {figure.body.is_solid for figure in figures}
        kinds: dict[str, tuple[str, dict[str, Switch]]] = {}
        if False in solid:
            kinds["glimmer"] = "view_glimmer.frag", {}
        if True in solid:
            kinds["plain"] = "view_thing.frag", {"BODY": True}
            kinds["detailed"] = "view_thing.frag", {"BODY": True, "DETAILS": True}
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
        self._motions = [make_texture(scope, (2, len(figure.body.skeleton)), 4, "f4") for figure in figures]
        self._skins: dict[tuple[int, int], tuple[SkinPicture, dict[str, GpuMesh]]] = {}  # by number and level
        self._posed = [b""] * len(figures)
        self._time = 0.0

    def _skin(self, number: int, level: int, kind: str) -> tuple[SkinPicture, GpuMesh]:
        """A skin of a figure, made when it is first shown, and its mesh for a kind of program."""
        if (number, level) not in self._skins:
            body, light = self._figures[number].body, self._lights[number]
            skin = body.skin(min(level, LEVELS - 1))
            if level >= LEVELS:
                skin = coarsened(skin, CUBES[level - LEVELS])
            picture = SkinPicture(self._scope, skin, body_surfels(body), light)
            triangles = side_by_side(skin.corners["position"], skin.triangles)
            mesh = GpuMesh(self._scope, self.programs["plain" if body.is_solid else "glimmer"], skin.corners, triangles)
            meshes = {"glimmer": mesh}
            if body.is_solid:
                others = self.programs.keys() - {"plain", "glimmer"}
                meshes = {"plain": mesh} | {each: mesh.again(self._scope, self.programs[each]) for each in others}
            self._skins[number, level] = picture, meshes
        picture, meshes = self._skins[number, level]
        return picture, meshes[kind]

    def place(self, time: float) -> None:
        """Let them be where they are at a time, s."""
        self._time = time

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
        self, target: Target, clip_from_window: Matrix, mirrors: Mirrors, numbers: Iterable[int], *, solid: bool = True
    ) -> None:
        """Draw those of some `numbers` that are there, with a state that culls back faces, in their light of last.

        `mirrors`: see `Scene.draw`. `solid`: those that are, or else those that glimmer in the dark, into a target that
        holds the place and keeps its depth, blended "through".
        """
        pixel = pixel_size(clip_from_window, target.size[1])
        for number in numbers:
            figure = self._figures[number]
            if not figure.is_there(self._time) or figure.body.is_solid != solid:
                continue
            frames, light = self._local(figure.frames_at(self._time)), self._lights[number]
            hips = frames.positions[figure.body.hips]
            distance = float(clip_from_window[3] @ np.append(hips, 1.0))
            covers = pixel * max(distance, 0.0) / (1.0 if mirrors is EVERY_SAMPLE else FINER)
            kind = "glimmer" if not solid else "detailed" if covers < DETAILED else "plain"
            skin, drawing = self._posed_skin(number, sum(covers > most for most in COARSER), kind)
            own = {
                "lamp_area": light.air.lamps.area,
                "lamp_shine": light.seen,
                "lamp_colour": light.constants["lamp_colour"],
            }
            program = self.programs[kind]
            program.set(**skin.lists)
            program.set_used(own)
            drawing.draw(target)

    def _posed_skin(self, number: int, level: int, kind: str) -> tuple[SkinPicture, GpuMesh]:
        """As `_skin`, moved to where the figure is now, in its light of last."""
        figure = self._figures[number]
        frames, light = self._local(figure.frames_at(self._time)), self._lights[number]
        skin, drawing = self._skin(number, level, kind)
        state = frames.positions.tobytes() + frames.rotations.tobytes()
        if state != self._posed[number]:
            # Writing waits for what still reads it.
            self._motions[number].write(figure.body.motions(frames))
            self._posed[number] = state
        skin.draw(self._motions[number], state + light.state)
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
            skin, drawing = self._posed_skin(number, LEVELS - 1, "silhouette")
            program.set_used(skin.lists)
            drawing.draw(target, viewport=square)

    def darken_floor(self, target: Target, camera: UniformBuffer) -> None:
        """Darken the floor under the feet of those that are there, in a target that holds the place and its depth."""
        with self._scope.context.state(depth=True, blend="over"):
            for figure in self._figures:
                if figure.arm is None and figure.is_there(self._time) and figure.body.is_solid:
                    self._stand(target, camera, figure, self._local(figure.frames_at(self._time)))

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
