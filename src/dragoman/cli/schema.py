"""`dragoman schema`: the contract for other programs."""

from __future__ import annotations

import click


@click.command(short_help="Print the JSON Schema of a record.")
def schema() -> None:
    """Print the JSON Schema (2020-12) that every record of `dragoman read --format json` keeps to."""
    from dragoman.schema import schema_text

    click.echo(schema_text(), nl=False)
