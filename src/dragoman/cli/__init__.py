"""The command line: parse, call, print. Each command's module is imported when the command is asked for."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

import click

from dragoman.errors import DragomanError
from dragoman.version import VERSION

COMMANDS = (
    *("read", "relations", "events", "statements", "movers", "network", "sql", "export", "import", "recode", "diff"),
    *("judge", "ledger", "serve", "watch"),
    *("code", "merge"),
    *("evaluate", "codebook", "schema"),
)
_MODULES = {"import": "import_"}  # where a command's name cannot be a module's


class Failed(click.ClickException):
    """What was given cannot be used: one line on the standard error, exit code 2."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        click.echo(f"dragoman: {self.message}", err=True)


class Commands(click.Group):
    """The commands of this package, each ``name`` from the module ``name``."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order in which people meet them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        name = _MODULES.get(cmd_name, cmd_name)
        command: click.Command = getattr(import_module(f"dragoman.cli.{name}"), name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what the package raises on purpose becomes one line."""
        try:
            return super().invoke(ctx)
        except DragomanError as error:
            raise Failed(str(error)) from error


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="dragoman")
def main() -> None:
    """Read news reports; keep the sourced record of who did what to whom, who said what, when and where."""


def chosen_format(given: str | None) -> str:
    """The format asked for; where none is, a table on a terminal and JSON into a pipe."""
    return given or ("table" if sys.stdout.isatty() else "json")
