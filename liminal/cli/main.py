"""`liminal`: the command and its sub-commands, and the one place where errors turn into exit codes."""

import errno
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper
from typing import NoReturn

import click

from liminal.errors import LiminalError, did_you_mean
from liminal.version import __version__

# Where each sub-command lives, and its line in `liminal --help`: that page must not wait for a renderer to load.
COMMANDS = {
    "still": ("liminal.cli.still:still", "Make one picture of the place."),
    "clip": ("liminal.cli.clip:clip", "Walk through the place and film it."),
    "join": ("liminal.cli.join:join", "Put pieces of a film together."),
    "contact": ("liminal.cli.contact:contact", "Make a contact sheet of a film."),
    "vhs": ("liminal.cli.vhs:vhs", "Play your own footage onto a tape and back."),
    "dataset": ("liminal.cli.dataset:dataset", "Make many views of many places, as data."),
    "export": ("liminal.cli.export:export", "Cut out a part as a scene for Blender and others."),
    "map": ("liminal.cli.map:map_", "Draw the floor plan."),
    "things": ("liminal.cli.things:things", "List what can stand in the place, and look at it."),
    "motion": ("liminal.cli.motion:motion", "See how people move, by captured motion or without."),
    "presets": ("liminal.cli.presets:presets", "List, show and check presets."),
    "doctor": ("liminal.cli.doctor:doctor", "See whether this machine has all it takes."),
}

EXIT_MISTAKE = 2  # something a person can mend
EXIT_INTERRUPTED = 130  # 128 + SIGINT, as shells have it


class LazyGroup(click.Group):
    """A group that imports a sub-command when it is called for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            hint = did_you_mean(args[0], COMMANDS) or f"; there are {', '.join(COMMANDS)}"
            raise LiminalError(f'unknown command "{args[0]}"{hint}')
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="liminal %(version)s")
def cli() -> None:
    """A seed becomes an endless yellow place, and the place a picture or a tape."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line (`sys.argv` unless given) and exit: 0, 2 for a mistake, 130 for Ctrl-C."""
    words = list(sys.argv[1:] if arguments is None else arguments) or ["--help"]
    _replace_unprintable_signs()
    try:
        status = cli.main(words, prog_name="liminal", standalone_mode=False, obj=words)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        sys.exit(EXIT_MISTAKE)
    except (LiminalError, click.ClickException) as error:
        message = error.format_message() if isinstance(error, click.ClickException) else str(error)
        if isinstance(error, click.NoSuchOption):
            message += _dash_hint(words)
        _complain(message)
    except OSError as error:
        # Our own names are short, so this one was given; any question about such a file ends like this.
        if error.errno != errno.ENAMETOOLONG:
            raise
        _complain(f"there can be no file {error.filename}: its name is too long; check it")
    except (click.Abort, KeyboardInterrupt):
        click.echo("liminal: interrupted", err=True)
        sys.exit(EXIT_INTERRUPTED)
    # A command may return its exit status; click returns that of `--help` and `--version`.
    sys.exit(status if isinstance(status, int) else 0)


def _complain(message: str) -> NoReturn:
    click.echo(f"liminal: error: {' '.join(message.split())}", err=True)
    sys.exit(EXIT_MISTAKE)


def _replace_unprintable_signs() -> None:
    """Let no sign that a console lacks end the program: "×" on one of ASCII, or a file's name that is not UTF-8."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def _dash_hint(words: Sequence[str]) -> str:
    """Return how to give a file whose name begins with a dash, if there is one that was taken for an option."""
    names = [word for word in words if word.startswith("-") and os.path.lexists(word)]
    return f"; if the file {names[0]} is meant, write ./{names[0]}" if names else ""
