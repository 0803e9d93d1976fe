"""The world of a seed and a preset, and where to stand in it."""

from pathlib import Path

from liminal.errors import LiminalError, did_you_mean
from liminal.settings.load import load_preset
from liminal.settings.preset import Preset
from liminal.settings.seed import parse_seed
from liminal.view.landmark_view import landmark_view
from liminal.view.pose import Pose
from liminal.view.viewpoint import check_pose, find_viewpoint
from liminal.world.cell_grid import CellGrid
from liminal.world.grid import CELL


class World(CellGrid):
    """The place that a seed and a preset name, endless, made of numpy arrays; no OpenGL is needed.

    `seed`: a whole number from 0, or a word. `preset`: a name, the path of a .toml file, or a `Preset`.
    `name`: the preset's name in recipes; None: its own name, or its title. Its things and figures that have
    no place stand before `viewpoint()`. Raises LiminalError for an invalid seed or preset, and for what cannot stand.
    """

    def __init__(
        self, seed: int | str = 7, preset: str | Path | Preset = "level-0", *, name: str | None = None
    ) -> None:
        super().__init__(parse_seed(seed), preset if isinstance(preset, Preset) else load_preset(preset))
        if self.preset.thing:
            from liminal.api.own_things import before_camera, lacks_place, stand_things

            if lacks_place(self.preset):
                self.preset = before_camera(self.preset, self.viewpoint())
            stand_things(self)
        if self.preset.figure:
            from liminal.api.own_figures import facing_camera, lacks_standing_place, stand_figures

            if lacks_standing_place(self.preset):
                self.preset = facing_camera(self.preset, self.viewpoint(), self)
            stand_figures(self)
        self.name = name or (self.preset.title if isinstance(preset, Preset) else str(preset))

    @property
    def title(self) -> str:
        """The place's name, for people."""
        return self.preset.title or Path(self.name).stem

    def viewpoint(self) -> Pose:
        """Find a good place to stand and look from: depth, openings, several lamps, a wall close by."""
        return find_viewpoint(self)

    def view_of(self, goal: str) -> Pose:
        """Find a view of the nearest landmark to the origin, `goal` being "landmark:NAME". Raises LiminalError."""
        if not self.landmarks:
            raise LiminalError(f'"{goal}": this place has no landmarks; raise the setting "landmarks" of its table')
        kind, _, name = goal.partition(":")
        if kind != "landmark" or name not in self.landmarks:
            hint = did_you_mean(name, self.landmarks) or f"; there are {', '.join(self.landmarks)}"
            raise LiminalError(f'there is nothing called "{goal}" to go to: write landmark:NAME{hint}')
        return landmark_view(self, name)

    def stand(
        self,
        x: float,
        z: float,
        *,
        eye: float | None = None,
        yaw: float = 0.0,
        pitch: float = 0.0,
        roll: float = 0.0,
        fov: float | None = None,
    ) -> Pose:
        """Return a pose at (x, z), metres, with the eye `eye` metres above the floor; angles in degrees, see `Pose`.

        Raises LiminalError when that is inside or against a wall.
        """
        view = self.preset.view
        floor = float(self.window(int(x // CELL), int(z // CELL), 1, 1).floor[0, 0])
        height = floor + (view.eye if eye is None else eye)
        pose = Pose(x, height, z, yaw % 360.0, pitch, roll, view.fov if fov is None else fov)
        check_pose(self, pose)
        return pose
