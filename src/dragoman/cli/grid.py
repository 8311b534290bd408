"""Any table of answers on a screen, as JSON and as CSV."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from dragoman.ledger.exchange.cells import harmless

if TYPE_CHECKING:
    import pyarrow as pa

SHOWN = 200  # rows on a screen


def print_grid(table: pa.Table) -> None:
    """The rows on a screen, as wide as it is; of many the first 200."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=None, pad_edge=False, header_style="dim")
    numeric = {field.name for field in table.schema if str(field.type) in {"int64", "double", "int32", "decimal128"}}
    for name in table.schema.names:
        grid.add_column(name, justify="right" if name in numeric else "left", overflow="fold")
    for row in table.slice(0, SHOWN).to_pylist():
        grid.add_row(*(Text(_plain(value)) for value in row.values()))
    Console(highlight=False).print(grid)
    if table.num_rows > SHOWN:
        click.echo(f"… and {table.num_rows - SHOWN:,} more; --format csv or --limit")
    elif not table.num_rows:
        click.echo("nothing found")


def print_json(table: pa.Table, *, lines: bool) -> None:
    """The rows as one JSON array, or one object a line."""
    import msgspec

    encode = msgspec.json.Encoder(enc_hook=str).encode
    if lines:
        for batch in table.to_batches(max_chunksize=10_000):
            click.echo(b"\n".join(encode(row) for row in batch.to_pylist()))
    else:
        click.echo(msgspec.json.format(encode(table.to_pylist()), indent=2 if sys.stdout.isatty() else 0))


def print_csv(table: pa.Table) -> None:
    """The rows as CSV; a cell that a spreadsheet would take for a formula gets an apostrophe in front."""
    lines = csv.writer(sys.stdout, lineterminator="\n")
    lines.writerow(table.schema.names)
    for batch in table.to_batches(max_chunksize=10_000):
        lines.writerows([_cell(value) for value in row.values()] for row in batch.to_pylist())


def _cell(value: Any) -> str:
    return str(value) if isinstance(value, float) else harmless(_plain(value))  # -inf is a number, too


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dict):
        return str(value["name"]) if "name" in value else ", ".join(f"{k}: {_plain(v)}" for k, v in value.items())
    if isinstance(value, Iterable) and not isinstance(value, str | bytes):
        return "; ".join(_plain(each) for each in value)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    return value.isoformat() if isinstance(value, date) else str(value)
