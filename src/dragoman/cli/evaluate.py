"""`dragoman evaluate`: the coder against reports coded by hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli import chosen_format
from dragoman.cli.progress import watched

if TYPE_CHECKING:
    from dragoman.coder import Coder
    from dragoman.scoring.mark import Marked
    from dragoman.scoring.pair import PairReport


@click.command(short_help="Score the coder on reports coded by hand.")
@click.argument("gold", type=click.Path(path_type=Path), metavar="GOLD.jsonl")
@click.option("--show", type=click.Choice(("misses", "extras", "all")), help="List what was missed or is too much.")
@click.option("--format", "form", type=click.Choice(("table", "json")), help="Default: JSON into a pipe.")
@click.option("--codebook", "folders", multiple=True, metavar="DIR", help="A folder to lay over our codebook.")
def evaluate(gold: Path, show: str | None, form: str | None, folders: tuple[str, ...]) -> None:
    """Score the coder on GOLD.jsonl: reports with their events and statements, one JSON object a line.

    A file of single sentences with <s>source</s> and <t>target</t> marked and a "type" is scored as a forced choice.
    """
    from dragoman.coder import Coder
    from dragoman.scoring.pair import holds_pairs

    if holds_pairs(gold):
        print_pairs(choose(gold, Coder(folders)), chosen_format(form))
    else:
        print_marked(mark_all(gold, Coder(folders)), chosen_format(form), show)


def mark_all(path: Path, coder: Coder) -> list[Marked]:
    """The documents of a gold file, marked; a progress bar meanwhile."""
    from dragoman.scoring.gold import read_gold
    from dragoman.scoring.run import marks

    documents = read_gold(path)
    return list(watched(marks(documents, coder), "reading", len(documents)))


def choose(path: Path, coder: Coder) -> PairReport:
    """The forced choices of a file of marked sentences, scored; a progress bar meanwhile."""
    from dragoman.scoring.pair import answers_of, pair_report, quads_of, read_pairs

    items = read_pairs(path)
    answers = list(watched(answers_of(items, coder.code_pair), "reading", len(items)))
    return pair_report(items, answers, quads_of(coder.book.types))


def print_marked(marked: Sequence[Marked], form: str, show: str | None) -> None:
    """Print the figures and, where asked for, the faults."""
    from dragoman.scoring.faults import faults
    from dragoman.scoring.score import report

    figures = report(marked)
    found = faults(marked, show)
    for each in marked:
        if each.rejected:
            click.echo(f"dragoman: {each.gold.id} could not be read: {each.rejected}", err=True)
    if form == "json":
        _print_json({**figures.as_dict(), **({"faults": found} if show else {})})
    else:
        from rich.console import Console

        from dragoman.cli.show_scores import fault_view, report_view

        console = Console(highlight=False)
        console.print(report_view(figures))
        for fault in found:
            console.print(fault_view(fault))


def print_pairs(figures: PairReport, form: str) -> None:
    """Print the figures of a forced choice."""
    if form == "json":
        _print_json(figures.as_dict())
        return
    from rich.console import Console

    from dragoman.cli.show_scores import pair_view

    Console(highlight=False).print(pair_view(figures))


def _print_json(content: object) -> None:
    import msgspec

    click.echo(msgspec.json.format(msgspec.json.encode(content)))
