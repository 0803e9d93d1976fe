"""`liminal presets`: what can be set, what it is set to, and whether a file holds."""

import json
import sys
from collections.abc import Iterator

import click

from liminal.assets import preset_names
from liminal.cli.options import set_option
from liminal.settings.load import load_preset
from liminal.settings.preset import Preset
from liminal.settings.range import as_toml, bounds_of, unit_of
from liminal.settings.section import Section


@click.group()
def presets() -> None:
    """List, show and check presets."""


@presets.command("list")
def list_() -> None:
    """List the presets that come with the program."""
    width = max(len(name) for name in preset_names())
    for name in preset_names():
        click.echo(f"{name:{width}}  {load_preset(name).description}")


@presets.command()
@click.argument("preset", default="level-0", metavar="[PRESET]")
@set_option
def show(preset: str, overrides: tuple[str, ...]) -> None:
    """Show every setting of PRESET: its value, unit and range, and what it does."""
    from rich.console import Console
    from rich.table import Table

    loaded = load_preset(preset, overrides)
    # In a pipe there is no width to fit: then a row is a line, whatever its length.
    console = Console(width=None if sys.stdout.isatty() else 200, highlight=False)
    console.print(f"[bold]{loaded.title or preset}[/]: {loaded.description}")
    for name, field in Preset.model_fields.items():
        section = getattr(loaded, name)
        if not isinstance(section, Section):
            continue
        console.print(f"\n[bold]\\[{name}][/]  [dim]{field.description}[/]")
        table = Table(box=None, pad_edge=False, show_header=False)
        for style in ("yellow", "bold", "", "dim"):
            table.add_column(style=style, no_wrap=style != "dim")
        for row in _rows(section):
            table.add_row(*row)
        console.print(table)


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
def check(file: str) -> None:
    """Check a preset FILE, and every file it extends."""
    loaded = load_preset(file)
    click.echo(f"{file}: {loaded.title or 'untitled'}: all settings hold")


@presets.command()
def schema() -> None:
    """Print the JSON Schema of preset files, for editors that complete and check."""
    click.echo(json.dumps(Preset.model_json_schema(), indent=2))
