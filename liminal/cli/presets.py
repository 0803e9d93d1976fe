"""`liminal presets`: lists presets, shows their settings, and checks files."""

import json
import sys
from collections.abc import Iterator

import click

from liminal.assets import preset_names, storyboard_names, tape_names
from liminal.cli.options import set_option
from liminal.settings.foreign import is_foreign
from liminal.settings.load import is_random_tape, load_preset, load_tape
from liminal.settings.preset import LOOK_TABLES, Preset
from liminal.settings.range import as_toml, bounds_of, unit_of
from liminal.settings.section import Section
from liminal.settings.shot_list import load_storyboard
from liminal.settings.storyboard import Storyboard
from liminal.settings.thing import ThingSettings


@click.group()
def presets() -> None:
    """List, show and check presets."""


@presets.command("list")
def list_() -> None:
    """List the places, the tapes and the storyboards that come with the program."""
    places = {name: load_preset(name).description for name in preset_names()}
    tapes = {name: load_tape(name).description for name in tape_names()}
    films = {name: load_storyboard(name).description for name in storyboard_names()}
    width = max(len(name) for name in (*places, *tapes, *films))
    for name, description in places.items():
        click.echo(f"{name:{width}}  {description}")
    for heading, described in (("Tapes, for --tape:", tapes), ("Storyboards of clips, for --shot:", films)):
        click.echo(f"\n{heading}")
        for name, description in described.items():
            click.echo(f"{name:{width}}  {description}")
        if described is tapes:
            click.echo(f"{'random:12':{width}}  One that is drawn from a seed: format, wear, copies, camera.")


@presets.command()
@click.argument("preset", default="level-0", metavar="[PRESET]")
@set_option
def show(preset: str, overrides: tuple[str, ...]) -> None:
    """Show every setting of PRESET: its value, unit and range, and what it does.

    PRESET is a place, or a tape (also random:SEED), of which only its own tables are shown, or a storyboard, of which
    its shots are.
    """
    from rich.console import Console
    from rich.table import Table

    if preset in storyboard_names():
        _show_storyboard(load_storyboard(preset), preset)
        return
    tape = load_tape(preset) if preset in tape_names() or is_random_tape(preset) else None
    loaded = load_preset(overrides=overrides, tape=preset) if tape else load_preset(preset, overrides)
    title, description = (tape or loaded).title or preset, (tape or loaded).description
    # In a pipe there is no width to fit: then a row is a line of any length.
    console = Console(width=None if sys.stdout.isatty() else 200, highlight=False)
    console.print(f"[bold]{title}[/]: {description}")
    for name, field in Preset.model_fields.items():
        section = getattr(loaded, name)
        if not isinstance(section, Section) or (tape and name not in LOOK_TABLES):
            continue
        console.print(f"\n[bold]\\[{name}][/]  [dim]{field.description}[/]")
        table = Table(box=None, pad_edge=False, show_header=False)
        for style in ("yellow", "bold", "", "dim"):
            table.add_column(style=style, no_wrap=style != "dim")
        for row in _rows(section):
            table.add_row(*row)
        console.print(table)
    _show_things(() if tape else loaded.thing)


def _show_things(things: tuple[ThingSettings, ...]) -> None:
    """Show the models of a preset or a storyboard."""
    for thing in things:
        about = thing.model_dump(exclude_none=True)
        click.echo("\n[[thing]]  " + "  ".join(f"{key} = {as_toml(value)}" for key, value in about.items()))


def _show_storyboard(storyboard: Storyboard, name: str) -> None:
    """Show the shots of a film, and their events."""
    click.echo(f"{storyboard.title or name}: {storyboard.description}")
    for setting in storyboard.overrides(taped=True):
        click.echo(f"  --set {setting}")
    _show_things(storyboard.thing)
    for number, shot in enumerate(storyboard.shot, 1):
        changed = shot.model_dump(exclude_defaults=True, exclude={"verb", "event"})
        told = "  ".join(f"{key} = {as_toml(value)}" for key, value in changed.items())
        click.echo(f"{number:3}  {shot.verb:7}  {told}".rstrip())
        for event in shot.event:
            about = event.model_dump(exclude_defaults=True, exclude={"kind"})
            told = "  ".join(f"{key} = {as_toml(value)}" for key, value in about.items())
            click.echo(f"     - {event.kind:12}  {told}".rstrip())


def _rows(section: Section, prefix: str = "") -> Iterator[tuple[str, str, str, str]]:
    """Yield key, value with unit, range and help of each setting; the keys of an inner table get its name in front."""
    for name, field in type(section).model_fields.items():
        value = getattr(section, name)
        if isinstance(value, Section):
            yield from _rows(value, f"{prefix}{name}.")
        else:
            unit = unit_of(field)
            yield f"{prefix}{name}", f"{as_toml(value)} {unit}".rstrip(), bounds_of(field), field.description or ""


@presets.command()
@click.argument("file", type=click.Path())
@click.option("--tape", is_flag=True, help="FILE is a tape, not a place; a .json file of ntsc-rs or ntscQT always is.")
@click.option("--shot", is_flag=True, help="FILE is a storyboard.")
def check(file: str, tape: bool, shot: bool) -> None:
    """Check a preset FILE, and every file it extends.

    Of a preset of ntsc-rs or ntscQT, it lists what has no counterpart here. Of a file with several, FILE#NAME is one.
    """
    if shot:
        storyboard = load_storyboard(file)
        click.echo(f"{file}: {storyboard.title or 'untitled'}: all {len(storyboard.shot)} shots hold")
        return
    loaded = load_tape(file) if tape or is_foreign(file) else load_preset(file)
    for note in getattr(loaded, "notes", ()):
        click.echo(note)
    click.echo(f"{file}: {loaded.title or 'untitled'}: all settings hold")


@presets.command()
def schema() -> None:
    """Print the JSON Schema of preset files, for editors that complete and check."""
    click.echo(json.dumps(Preset.model_json_schema(), indent=2))
