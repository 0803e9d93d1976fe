"""The command that passes on only what was given."""

from typing import Any

import click
from click.core import ParameterSource


class RequestCommand(click.Command):
    """A command whose function gets the options that were given, and none that was left at its usual value.

    So they are the fields of a request: what is not among them is decided by the library.
    """

    def invoke(self, ctx: click.Context) -> Any:
        """Call the function with what was given."""
        ctx.params = {
            name: value
            for name, value in ctx.params.items()
            if ctx.get_parameter_source(name) is not ParameterSource.DEFAULT
        }
        return super().invoke(ctx)
