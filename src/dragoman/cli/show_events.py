"""Events and statements of a ledger on a screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    import pyarrow as pa
    from rich.text import Text

SHOWN = 100


def print_events(found: pa.Table) -> None:
    """Each event with date, type, sides, and the sentence with its trigger marked; of many the first hundred."""
    _print(found, _event)


def print_statements(found: pa.Table) -> None:
    """Each statement with date, speaker and words; of many the first hundred."""
    _print(found, _statement)


def _print(found: pa.Table, row: Any) -> None:
    from rich.console import Console
    from rich.table import Table

    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(no_wrap=True)
    grid.add_column(no_wrap=True)
    grid.add_column(ratio=1)
    for each in found.slice(0, SHOWN).to_pylist():
        grid.add_row(*row(each))
    Console(highlight=False).print(grid)
    if found.num_rows > SHOWN:
        click.echo(f"… and {found.num_rows - SHOWN:,} more; narrow the question, or --format csv")
    elif not found.num_rows:
        click.echo("nothing found")


def _event(row: Mapping[str, Any]) -> tuple[Text, Text, Text]:
    from rich.text import Text

    act = Text.assemble((row["type"], "bold"), f" {row['mode']}" if row["mode"] else "", (f"\n{row['status']}", "dim"))
    arrow = " ↔ " if row["symmetric"] else " → "
    told = Text(f"{_side(row['source'])}{arrow if row['recipient'] else ''}{_side(row['recipient'])}\n")
    return Text(row["date_edtf"] or "undated", "" if row["date_edtf"] else "dim"), act, told.append(_told(row))


def _told(row: Mapping[str, Any]) -> Text:
    """The sentence with its trigger, and who tells it."""
    from rich.text import Text

    told = Text()
    if row["sentence"]:
        sentence, trigger = row["sentence"], row["trigger"] or ""
        known = row["trigger_start"] is not None  # only for what we coded ourselves
        start = row["trigger_start"] - row["sentence_start"] if known else max(sentence.find(trigger), 0)
        end = start + (len(trigger) if sentence.startswith(trigger, start) else 0)
        told.append_text(Text.assemble(sentence[:start], (sentence[start:end], "bold underline"), sentence[end:]))
        told = Text(" ").join(told.split(allow_blank=True)) if "\n" in told.plain else told
    sources = f"{row['sources']} sources" if row["sources"] > 1 else ""
    place = ", ".join(filter(None, (row["place_name"], row["place_country"])))
    claim = f"says {row['claimed_by']}" if row["claimed_by"] else ""
    outlet = row["publisher"] or (row["origin"] if row["origin"] != "dragoman" else "")
    about = " · ".join(filter(None, (place, claim, outlet, sources)))
    return told.append(f"\n{about}" if told else about, "dim")


def _side(parties: Sequence[Mapping[str, Any]]) -> str:
    return ", ".join(
        f"{each['name']} ({' '.join(filter(None, (each['country'] or each['code'], *each['sectors'])))})"
        for each in parties
    ) or "?"  # fmt: skip


def _statement(row: Mapping[str, Any]) -> tuple[Text, Text, Text]:
    from rich.text import Text

    code = f"\n{row['speaker_code']}" if row["speaker_code"] else ""
    about = f"about {', '.join(row['about'])}" if row["about"] else ""
    words = Text(" ".join(row["content"].split()))
    words.append("  ".join(("", " · ".join(filter(None, (row["kind"], about, row["publisher"]))))), "dim")
    return (
        Text(str(row["published"] or "undated")),
        Text.assemble((row["speaker"] or "?", "bold"), (code, "dim")),
        words,
    )
