"""The command that passes on only the options that were given."""

from typing import Any

import click
from click.core import ParameterSource


class RequestCommand(click.Command):
    """A command whose function gets the options that were given, and none that was left at its usual value.

    So they are the fields of a request, and the library decides all others.
    """

    def invoke(self, ctx: click.Context) -> Any:
        """Call the function with the options that were given."""
        ctx.params = {
            name: value
            for name, value in ctx.params.items()
            if ctx.get_parameter_source(name) is not ParameterSource.DEFAULT
        }
        return super().invoke(ctx)
