"""`liminal motion`: files of captured motion."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from liminal.cli.options import output_option

if TYPE_CHECKING:
    from liminal.motion.bones import Bones
    from liminal.motion.rigged_model import RiggedModel
    from liminal.motion.skeleton import Skeleton


@click.group()
def motion() -> None:
    """See how people move, by a file of captured motion or without one."""


_settings_option = click.option(
    "--settings",
    "table",
    type=click.Path(path_type=Path),
    default=None,
    help="A .toml file with [motion] and [motion.bones], where more is to be said than the file says.",
)
_stature_option = click.option(
    "--stature", type=click.FloatRange(0.5, 3.0), default=1.75, show_default=True, help="Of the person, m."
)


@motion.command()
@click.argument("file", type=click.Path(path_type=Path))
@_settings_option
@click.option(
    "--onto",
    type=click.Path(path_type=Path),
    default=None,
    help="A .glb or .gltf whose character takes the motion over, instead of a person.",
)
@_stature_option
def check(file: Path, table: Path | None, onto: Path | None, stature: float) -> None:
    """Report how a motion FILE is read (.bvh, .glb, .gltf), and how a person takes it over."""
    from liminal.motion.bones import bones_of
    from liminal.motion.motion_file import read_motion
    from liminal.motion.person import PERSON_BONES, person
    from liminal.motion.retarget import retarget
    from liminal.motion.rigged_model import read_rigged_model
    from liminal.settings.motion import MotionSettings
    from liminal.settings.motion_table import load_motion_settings

    captured = read_motion(file, load_motion_settings(table) if table else MotionSettings())
    source, model = captured.motion, read_rigged_model(onto) if onto else None
    target, target_bones, who = person(stature), PERSON_BONES, f"a person of {stature:g} m"
    if model is not None:
        target, target_bones, who = model.skeleton, bones_of(model.skeleton, {}, str(onto)), str(onto)
    taken = retarget(source, captured.bones, target, target_bones)
    click.echo(
        f"{file}: {len(source)} poses at {source.rate:.4g} Hz, {source.seconds:.2f} s; unit: {captured.unit}; "
        f"up: {captured.up}; stature: {captured.stature:.2f} m"
    )
    _tell_bones(source.skeleton, captured.bones)
    if model is not None:
        _tell_model(who, model)
    hips = target_bones.joints["hips"]
    start, end = (target.frames(taken.pose_at(time)).positions[hips] for time in (0.0, taken.seconds))
    click.echo(f"{who} ends {end[2] - start[2]:+.2f} m ahead and {end[0] - start[0]:+.2f} m to the left")
    for note in captured.notes:
        click.echo(f"left out: {note}")


@motion.command()
@click.argument("source", metavar="FILE|MOTION")
@_settings_option
@_stature_option
@click.option(
    "--body",
    type=click.Choice(("person", "creature")),
    default=None,
    help="Which moves, where both do so.",
)
@click.option("--width", type=click.IntRange(80, 2000), default=320, show_default=True, help="Pixels of each picture.")
@output_option(".png", ".jpg")
def show(source: str, table: Path | None, stature: float, body: str | None, width: int, output: Path) -> None:
    """Draw stick figures of a person who moves as a FILE has it, or without one in one of these ways.

    walk, run, stand, turn, stairs; look, crouch, sit, sit-down (on the floor), fall, fall-back, fall-aside, get-up,
    reach, lean, squeeze, beckon, point, flinch. The creature does stalk, chase, unfold, peer, and fall by `--body
    creature`. Each is seen from its left and from its front; the left is red.
    """
    from liminal.api.motion_writer import write_motion
    from liminal.settings.motion import MotionSettings
    from liminal.settings.motion_table import load_motion_settings

    write_motion(output, source, load_motion_settings(table) if table else MotionSettings(), stature, width, body)


def _tell_bones(skeleton: "Skeleton", bones: "Bones") -> None:
    """Say which joint is which bone."""
    for bone, joint in bones.joints.items():
        click.echo(f"{bone:22}  {skeleton.names[joint]}")
    for chain, joints in (("spine", bones.spine), ("neck", bones.neck)):
        click.echo(f"{chain:22}  {', '.join(skeleton.names[joint] for joint in joints) or 'none'}")


def _tell_model(file: str, model: "RiggedModel") -> None:
    """Say how large a character is, and of what it is made."""
    corners = model.corners(model.skeleton.rest_frames)
    width, height, depth = (corners.max(axis=0) - corners.min(axis=0)).tolist()
    triangles = sum(len(mesh.triangles) for mesh in model.meshes)
    click.echo(
        f"{file}: {width:.2f} x {depth:.2f} x {height:.2f} m (width, depth, height); joints: {len(model.skeleton)}; "
        f"triangles: {triangles}; animations: {', '.join(model.motions) or 'none'}"
    )
    for note in model.notes:
        click.echo(f"left out: {note}")
