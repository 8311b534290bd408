"""`dragoman diff`: which records came, went or moved."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dragoman.cli import chosen_format
from dragoman.cli.options import ledger_option, opened

if TYPE_CHECKING:
    from dragoman.ledger import Ledger
    from dragoman.ledger.diff import Change


@click.command(short_help="What changed between two states of a ledger.")
@click.argument("before")
@click.argument("after", default="now")
@ledger_option
@click.option("--limit", default=20, type=click.IntRange(min=0), help="Show so many changes (20); all are counted.")
@click.option("--format", "form", type=click.Choice(("table", "json", "jsonl")), help="Default: JSON into a pipe.")
def diff(before: str, after: str, path: Path, limit: int, form: str | None) -> None:
    """Show which events and statements came, went or moved between BEFORE and AFTER, and in which fields.

    Each of the two is a snapshot's number, a date (its end), a moment in UTC, "now", or the folder of another ledger.
    """
    from dragoman.ledger.diff import diff as changes
    from dragoman.ledger.diff import tally

    with _state(before, path) as one, _state(after, path) as other:
        found = list(changes(one, other))
    counts = tally(iter(found))
    if chosen_format(form) == "table":
        _print(found, counts, limit)
        return
    import msgspec

    if form == "jsonl":
        for change in found:
            click.echo(msgspec.json.encode(change, enc_hook=str))
    else:
        click.echo(msgspec.json.encode({"counts": counts, "changes": found}, enc_hook=str))


def _state(words: str, path: Path) -> Ledger:
    if (Path(words) / "ledger.json").exists():
        return opened(Path(words))
    return opened(path, None if words == "now" else words)


def _print(found: Sequence[Change], counts: dict[str, dict[str, int]], limit: int) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    if not found:
        console.print("no difference")
    for kind, each in counts.items():
        ordered = sorted(each.items(), key=lambda item: -item[1])
        console.print(Text.assemble((f"{kind}: ", "bold"), ", ".join(f"{count} {name}" for name, count in ordered)))
    for change in islice(found, limit):
        words = " ".join((change.words or "").split())
        console.print(
            Text.assemble(f"\n{change.how} ", (change.what, "dim"), f"  {words[:90]}", (f"  {change.article}", "dim"))
        )
        for name, (old, new) in change.fields.items():
            console.print(Text.assemble(f"    {name}: ", _value(old), " → ", _value(new)))
    if len(found) > limit > 0:
        console.print(f"\n… and {len(found) - limit:,} more; --limit, or --format jsonl")


def _value(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_value(each) for each in value) or "–"
    if isinstance(value, dict):
        return f"{value['name']} ({value['country'] or value['code']})" if "name" in value else str(value)
    return "–" if value is None else str(value)
