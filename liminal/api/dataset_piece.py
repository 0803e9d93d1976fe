"""A piece of a data set: a shard of its samples, made from the plan alone, in any process on any machine."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

from liminal.api.drawing_studio import DrawingStudio, Picture
from liminal.api.world import World
from liminal.film.dataset_folder import FAILURES, SAMPLES, write_lines, write_sample_picture
from liminal.film.dataset_plan import DatasetPlan, Shard, Tables
from liminal.film.dataset_statistics import Line, measures_of
from liminal.film.pass_file import Arrays, png_of, write_packed, write_passes
from liminal.film.pass_manifest import camera_fields, entity_fields
from liminal.film.picture import write_picture
from liminal.film.recipe import Recipe
from liminal.random import Stream, key_of
from liminal.settings.alignment import aligned
from liminal.settings.load import RANDOM_TAPE, load_tape, revive_preset
from liminal.settings.preset import LOOK_TABLES, Preset
from liminal.shoot.still_tape import FRAMES
from liminal.shot.sampled_views import view_groups
from liminal.view.entity import Entity, stable_number
from liminal.view.pose import Pose


def make_shard(plan: DatasetPlan, shard: Shard, folder: Path, done: Callable[[], None] = lambda: None) -> None:
    """Make the samples of a shard in an empty folder. `done`: called for each. Raises LiminalError."""
    preset = revive_preset(plan.places[shard.place], (), shard.place)
    lines: list[Line] = []
    failures: list[Line] = []
    for seed in range(shard.first, shard.last):
        world = World(seed, preset, name=shard.place)
        groups = view_groups(world, plan.views, plan.size[0] / plan.size[1])
        found = sum(map(len, groups))
        if found < plan.views:
            failures.append({"place": shard.place, "seed": seed, "lacking": plan.views - found})
        with DrawingStudio(world) as studio:
            maker = _SampleMaker(plan, shard, folder, studio)
            for line in maker.samples(groups):
                lines.append(line)
                done()
        for _ in range(plan.views - found):
            done()
    write_lines(folder / SAMPLES, lines)
    if failures:
        write_lines(folder / FAILURES, failures)


class _SampleMaker:
    """Makes the samples of one world."""

    def __init__(self, plan: DatasetPlan, shard: Shard, folder: Path, studio: DrawingStudio) -> None:
        self._plan, self._shard, self._folder, self._studio = plan, shard, folder, studio
        self._preset: Preset = studio.world.preset

    def samples(self, groups: list[tuple[Pose, ...]]) -> Iterator[Line]:
        """Make the samples of all views, and yield their lines of the manifest."""
        views = count()
        for group in groups:
            lines = [self._sample(view, pose, group) for view, pose in zip(views, group, strict=False)]
            # Tape after tape, as a camera and a deck take longer to set up than to play one picture.
            for name, tables in self._plan.tapes.items():
                for line, pose in zip(lines, group, strict=True):
                    self._play(name, tables, line, pose, group)
            yield from lines

    def _sample(self, view: int, pose: Pose, group: tuple[Pose, ...]) -> Line:
        """Make a clean picture and its passes, and return its line."""
        plan, studio, seed = self._plan, self._studio, self._studio.world.seed
        key, lit_for = f"{self._shard.place}-{seed}-{view:03}", self._lit_for(group)
        recipe = studio.recipe(plan.size, pose, plan.samples, lit_for=lit_for)
        picture = studio.still(plan.size, pose, plan.samples, lit_for=lit_for)
        files: dict[str, Any] = {"picture": self._write_picture(f"{key}.{plan.pictures}", picture, recipe)}
        arrays: Arrays = {}
        entities: dict[int, Entity] = {}
        if plan.passes:
            passes = studio.passes(plan.passes, plan.size, pose, plan.samples, lit_for).picture
            arrays, entities = passes.arrays, passes.entities
            files["passes"] = self._write_passes(f"{key}.{plan.pass_format}", arrays, recipe)
        return {
            "key": key,
            "split": plan.split_of(seed),
            "place": self._shard.place,
            "seed": seed,
            "view": view,
            "files": files,
            "camera": camera_fields(pose, plan.size),
            "ids": {str(number): entity_fields(each) for number, each in sorted(entities.items())},
            "looks": {},
            "measures": measures_of(picture, arrays, entities),
            "recipe": recipe.model_dump(mode="json", exclude_none=True),
        }

    def _play(self, name: str, tables: Tables | None, line: Line, pose: Pose, group: tuple[Pose, ...]) -> None:
        """Play a view from a tape, and note that in its line. `tables`: of the tape; None: they are drawn."""
        plan, studio, lit_for = self._plan, self._studio, self._lit_for(group)
        key = studio.world.seed, Stream.SAMPLED_LOOK, stable_number(f"{line['place']} {name}"), line["view"]
        if tables is None:
            tables = load_tape(f"{RANDOM_TAPE}:{key_of(*key, 0)}").tables
        frame = key_of(*key, 1) % FRAMES
        look = revive_preset(plan.places[line["place"]] | tables, (), name)
        look = aligned(look) if plan.aligned else look
        picture = studio.snapshot(pose, plan.samples, plan.size, look, frame, lit_for=lit_for)
        recipe = studio.recipe(plan.size, pose, plan.samples, lit_for=lit_for, look=look, frame=frame)
        line["files"][name] = self._write_picture(f"{line['key']}.{name}.{plan.pictures}", picture, recipe)
        told = look.model_dump(mode="json", exclude_none=True)
        line["looks"][name] = {"frame": frame} | {table: told[table] for table in LOOK_TABLES if table in told}

    def _lit_for(self, group: tuple[Pose, ...]) -> tuple[Pose, ...]:
        """Return the poses that light is found for together; none where each has light of its own."""
        # The indirect light of a camera's own lamp is that of one pose.
        return group if self._preset.camera_lamp.kind is None else ()

    def _write_picture(self, name: str, picture: Picture, recipe: Recipe) -> str:
        path = self._folder / name
        if path.suffix == ".npy":
            write_sample_picture(path, picture)
        else:
            write_picture(path, picture, recipe)
        return self._told(path)

    def _write_passes(self, name: str, arrays: Arrays, recipe: Recipe) -> str | list[str]:
        path = self._folder / name
        if path.suffix == ".npz":
            write_packed(path, arrays)
            return self._told(path)
        write_passes(path, arrays, recipe.text())
        return self._told(path) if path.suffix == ".exr" else [self._told(png_of(path, each)) for each in arrays]

    def _told(self, path: Path) -> str:
        return f"{self._shard.name}/{path.name}"
