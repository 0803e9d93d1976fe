"""A piece of a data set: a shard of its samples, made from the plan alone, in any process on any machine."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from liminal.api.drawing_studio import DrawingStudio, Picture
from liminal.api.world import World
from liminal.film.atomic import replacing
from liminal.film.dataset_folder import FAILURES, SAMPLES, Line, write_lines, write_sample_picture
from liminal.film.dataset_plan import DatasetPlan, Shard
from liminal.film.dataset_statistics import measures_of
from liminal.film.pass_file import Arrays, packed_npz, png_of, write_passes
from liminal.film.pass_manifest import camera_fields, entity_fields
from liminal.film.picture import write_picture
from liminal.film.recipe import Recipe
from liminal.settings.load import revive_preset
from liminal.settings.preset import Preset
from liminal.shot.sampled_views import view_groups
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
        number = 0
        for group in groups:
            for pose in group:
                yield self._sample(number, pose, group)
                number += 1

    def _sample(self, view: int, pose: Pose, group: tuple[Pose, ...]) -> Line:
        plan, studio, seed = self._plan, self._studio, self._studio.world.seed
        key = f"{self._shard.place}-{seed}-{view:03}"
        # The indirect light of a camera's own lamp is that of one pose.
        lit_for = group if self._preset.camera_lamp.kind is None else ()
        recipe = studio.recipe(plan.size, pose, plan.samples, lit_for=lit_for)
        picture = studio.still(plan.size, pose, plan.samples, lit_for=lit_for)
        files: dict[str, Any] = {"picture": self._write_picture(f"{key}.{plan.pictures}", picture, recipe)}
        arrays: Arrays = {}
        entities = {}
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
            "measures": measures_of(picture, arrays, entities),
            "recipe": recipe.model_dump(mode="json", exclude_none=True),
        }

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
            with replacing(path) as part:
                part.write_bytes(packed_npz(arrays))
            return self._told(path)
        write_passes(path, arrays, recipe.text())
        return self._told(path) if path.suffix == ".exr" else [self._told(png_of(path, each)) for each in arrays]

    def _told(self, path: Path) -> str:
        return f"{self._shard.name}/{path.name}"
