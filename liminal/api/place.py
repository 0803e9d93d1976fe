"""The place that a request names: its world, and where to stand in it."""

from dataclasses import asdict, replace
from pathlib import Path

from liminal.api.look import exposed
from liminal.api.own_figures import facing_camera, lacks_standing_place, with_figures
from liminal.api.own_things import before_camera, lacks_place, with_things
from liminal.api.request import StillRequest
from liminal.api.world import World
from liminal.errors import LiminalError
from liminal.film.recipe import Recipe, check_world, read_recipe
from liminal.settings.alignment import NOTHING_TO_ALIGN, aligned
from liminal.settings.load import is_override_of, load_preset, revive_preset, seeded_tape
from liminal.settings.preset import Preset, has_look
from liminal.settings.thing import ThingSettings
from liminal.view.pose import Pose
from liminal.view.viewpoint import check_pose


def recipe_of(source: Recipe | Path | None) -> Recipe | None:
    """Return the recipe that a request starts from, if there is one. Raises LiminalError."""
    return source if source is None or isinstance(source, Recipe) else read_recipe(source)


def world_of(
    request: StillRequest,
    recipe: Recipe | None,
    settings: tuple[str, ...] = (),
    things: tuple[ThingSettings, ...] = (),
    usual_tape: str | None = None,
) -> World:
    """Return the world that a request names, which starts from `recipe`. Raises LiminalError for invalid values.

    `settings`: overrides below those of the request. `things`: of a storyboard, which stand beside the preset's unless
    an override of the request says what does; a recipe keeps those it has. `usual_tape`: the tape it is recorded on
    where neither request, preset nor recipe names one.
    """
    seed = request.seed if recipe is None or request.is_set("seed") else recipe.seed
    overrides, tape = (*settings, *request.overrides), seeded_tape(request.tape, seed)
    if recipe is not None:
        if request.preset is not None:
            raise LiminalError(f'give the preset "{request.preset}" or --from {request.source}, not both')
        place = _place_of(request)
        check_world(recipe, place)
        preset = revive_preset(recipe.settings, overrides, str(place), tape)
        name = recipe.preset
    else:
        named = request.preset or "level-0"
        loaded = named if isinstance(named, Preset) else load_preset(named)
        if tape is None and usual_tape is not None and not has_look(loaded):
            tape = usual_tape
        name = loaded.title if isinstance(named, Preset) else str(named)
        preset = _changed(named, overrides, tape)
    if not any(is_override_of("thing", override) for override in request.overrides):
        there = {thing.file for thing in preset.thing} if recipe is not None else set()
        preset = with_things(preset, [thing for thing in things if thing.file not in there])
    preset = with_things(preset, request.things)
    preset = with_figures(preset, request.figures)
    if lacks_place(preset) or lacks_standing_place(preset):
        empty = World(seed, preset.model_copy(update={"thing": (), "figure": ()}))
        pose = pose_of(empty, request, recipe)
        preset = facing_camera(before_camera(preset, pose), pose, empty)
    if request.aligned:
        if not has_look(preset):
            raise LiminalError(NOTHING_TO_ALIGN)
        preset = aligned(preset)
    return World(seed, exposed(preset, request.exposure), name=name)


def _place_of(request: StillRequest) -> Path:
    """Return where the recipe of a request was found, for people."""
    return Path("the recipe") if isinstance(request.source, Recipe) else Path(request.source or "the recipe")


def _changed(preset: Preset | Path | str, overrides: tuple[str, ...], tape: Path | str | None) -> Preset:
    if not isinstance(preset, Preset):
        return load_preset(preset, overrides, tape)
    tables = preset.model_dump(mode="json", exclude_none=True)
    return revive_preset(tables, overrides, preset.title or "the preset", tape)


def pose_of(world: World, request: StillRequest, recipe: Recipe | None) -> Pose:
    """Return where to stand: at the place that is asked for, that of the recipe, or one that is found."""
    # A seed of one's own is another place, where the old pose may be inside a wall.
    kept = recipe.pose if recipe is not None and recipe.seed == world.seed else None
    view = {name: getattr(request, name) for name in ("eye", "yaw", "pitch", "roll", "fov")}
    asked = {name: value for name, value in view.items() if value is not None}
    if request.at is not None and request.goto is not None:
        raise LiminalError("give --at or --goto, not both")
    if request.at is not None:
        # At another position, the recipe's direction and field of view still hold.
        gaze = {name: asdict(kept)[name] for name in ("yaw", "pitch", "roll", "fov")} if kept is not None else {}
        return world.stand(*request.at, **{**gaze, **asked})
    pose = world.view_of(request.goto) if request.goto is not None else kept or world.viewpoint()
    if "eye" in asked:
        pose = world.stand(
            pose.x, pose.z, eye=asked.pop("eye"), yaw=pose.yaw, pitch=pose.pitch, roll=pose.roll, fov=pose.fov
        )
    pose = replace(pose, **asked)
    check_pose(world, pose)
    return pose
