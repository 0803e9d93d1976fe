"""`liminal things`: what can stand in the place, and how it looks."""

from pathlib import Path

import click

from liminal.cli.options import output_option


@click.group()
def things() -> None:
    """List what can stand in the place, and look at it."""


@things.command("list")
def list_() -> None:
    """List the things by name, with their width, depth and height, and how heavy they are.

    Structures, parts of buildings of any dimensions, follow with their usual ones.
    """
    from liminal.thing.catalogue import CATALOGUE, make
    from liminal.world.structure import FORMS

    width = max(map(len, [*CATALOGUE, *FORMS]))
    for name, article in CATALOGUE.items():
        low, high = make(name).bounds
        across, height, deep = (high - low).tolist()
        click.echo(f"{name:{width}}  {across:.2f} x {deep:.2f} x {height:.2f} m  {article.mass:g} kg")
    for name, form in FORMS.items():
        dimensions = ", ".join(f"{dimension} {usual:.4g}" for dimension, usual in form.usual.items())
        click.echo(f"{name:{width}}  {dimensions}")


@things.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME...|all")
@click.option("--width", type=click.IntRange(80, 2000), default=480, show_default=True, help="Pixels of each picture.")
@output_option(".png", ".jpg")
def show(names: tuple[str, ...], width: int, output: Path) -> None:
    """Photograph things on neutral ground, lit by one lamp, side by side in one picture.

    With "all", every thing there is. Structures have their usual dimensions.
    """
    from liminal.api.thing_writer import write_things
    from liminal.cli.progress import reporting

    with reporting() as report:
        write_things(output, () if "all" in names else names, width, report)


@things.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--up", type=click.Choice(["y", "z"]), default=None, help="The axis of the file that is up.")
def check(file: Path, up: str | None) -> None:
    """Say what is understood of a model FILE of yours: see --thing of `liminal still`."""
    from liminal.settings.thing import ThingSettings
    from liminal.sound.collision import timbre_of
    from liminal.thing.model_import import model_of
    from liminal.thing.movable import model_movable

    thing = ThingSettings(file=str(file), up=up, moves=True)
    model, movable = model_of(thing), model_movable(thing)
    width, depth, height = model.size
    click.echo(
        f"{file}: {width:.2f} x {depth:.2f} x {height:.2f} m (width, depth, height), its unit taken as {model.unit}"
    )
    click.echo(f"triangles: {model.triangles}; materials: {model.materials}; pictures: {model.textures}")
    click.echo(f"corners with a colour: {len(model.thing.corners)}; boxes for rays: {len(model.thing.boxes)}")
    click.echo(f"if it moves: {movable.mass:.3g} kg, and it sounds of {timbre_of(movable).material}")
    for note in model.notes:
        click.echo(f"left out: {note}")
