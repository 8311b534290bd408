"""Figures and faults on a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dragoman.scoring.score import Share, f1

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dragoman.scoring.faults import Fault
    from dragoman.scoring.pair import PairReport
    from dragoman.scoring.score import Report

_MEANING = {
    "event_f1": "",
    "event_precision": "ours that are in the gold",
    "event_recall": "required ones found",
    "status": "of matched events",
    "date": "where the gold has one",
    "undated": "no date where none is told",
    "place": "where the gold has one",
    "sector": "of the actors that both name",
    "mode": "of CONSULT and PROTEST",
    "statement_f1": "",
    "statement_precision": "ours that are in the gold",
    "statement_recall": "gold ones found",
    "kind": "direct, indirect, mixed",
}


def report_view(report: Report) -> RenderableType:
    """All figures, then each type's."""
    grid = _grid(3)
    for name, meaning in _MEANING.items():
        share = report.shares.get(name)
        counts = f"{share.right} of {share.of}" if share else _interval(report, name)
        grid.add_row(_title(name), _figure(report.figures[name]), counts, Text(meaning, "dim"))
    types = {kind: (score.precision, score.recall) for kind, score in report.by_type.items()}
    return Group(Text(f"{report.documents} reports\n", "bold"), grid, Text(), _by_class("type", types))


def pair_view(report: PairReport) -> RenderableType:
    """The three figures, then each root's."""
    grid = _grid(2)
    for name, value in report.figures.items():
        grid.add_row(f"macro-F1, {name}", _figure(value), "")
    return Group(Text(f"{report.sentences} sentences\n", "bold"), grid, Text(), _by_class("root", report.by_root))


def fault_view(fault: Fault) -> RenderableType:
    """One fault: what and where, the sentence with its words set off, what stands near it."""
    sentence = Text(fault.sentence)
    sentence.highlight_words([fault.words], "bold underline")
    style = "yellow" if "optional" in fault.fault else "red"
    lines = [Text.assemble((f"\n{fault.document}  ", "dim"), (fault.fault, style), "  ", (fault.what, "bold"))]
    lines += [Text(f"near: {line}", "dim") for line in fault.near]
    return Group(lines[0], Padding(Group(sentence, *lines[1:]), (0, 0, 0, 4)))


def _by_class(name: str, classes: Mapping[str, tuple[Share, Share]]) -> Table:
    table = Table(name, "F1", "precision", "recall", box=None, padding=(0, 3, 0, 0), header_style="dim")
    for kind, (precision, recall) in classes.items():
        table.add_row(kind, _figure(f1(precision, recall)), _share(precision), _share(recall))
    return table


def _grid(columns: int) -> Table:
    grid = Table.grid(padding=(0, 3, 0, 0))
    for _ in range(columns):
        grid.add_column(no_wrap=True)
    return grid


def _interval(report: Report, name: str) -> str:
    return "{:.2f} to {:.2f} (95 %)".format(*report.intervals[name]) if name in report.intervals else ""


def _share(share: Share) -> str:
    return f"{_figure(share.value)}  {share.right} of {share.of}"


def _title(name: str) -> str:
    return name.replace("_", " ").replace("f1", "F1")


def _figure(value: float | None) -> str:
    return "  –  " if value is None else f"{value:.3f}"
