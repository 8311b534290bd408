"""Relations side by side on a screen: their figures, then a table for each measure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.table import Table

    from dragoman.relations.compare import Compared, Moment


def print_compared(pairs: Sequence[Compared]) -> None:
    """Print the figures of each pair, and for acts, mean weight and level a row a period and a column a pair."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    console.print(_figures(pairs))
    for title, value in _MEASURES.items():
        console.print(Text(f"\n{title}", "bold"))
        console.print(_by_period(pairs, value))


def name_of(pair: Compared) -> str:
    """The names of a pair."""
    return f"{pair.relation.one.name} and {pair.relation.other.name}"


def _grid(first: str, columns: Sequence[str]) -> Table:
    from rich.table import Table

    grid = Table(box=None, pad_edge=False, header_style="dim")
    grid.add_column(first)
    for name in columns:
        grid.add_column(name, justify="right")
    return grid


def _figures(pairs: Sequence[Compared]) -> Table:
    grid = _grid("", ("acts", "cooperative", "hostile", "mean Goldstein", "level at the end"))
    for each in pairs:
        figures = each.figures
        last = next((moment for moment in reversed(each.moments) if moment.level is not None), None)
        level = _level(last) if last else f"none: {each.level.reason}"
        counts = (str(len(each.relation.acts)), str(figures.friendly), str(figures.hostile))
        grid.add_row(name_of(each), *counts, _signed(figures.mean), level)
    return grid


def _by_period(pairs: Sequence[Compared], value: Callable[[Moment], str]) -> Table:
    grid = _grid("", [name_of(each) for each in pairs])
    for moments in zip(*(each.moments for each in pairs), strict=True):
        grid.add_row(moments[0].label, *(value(each) for each in moments))
    return grid


def _level(each: Moment) -> str:
    return "" if each.level is None else f"{_signed(each.level)} ({_signed(each.low)} to {_signed(each.high)})"


def _signed(value: float | None) -> str:
    return "" if value is None else f"{value:+.1f}"


_MEASURES: dict[str, Callable[[Moment], str]] = {
    "acts": lambda each: str(each.acts or ""),
    "mean Goldstein": lambda each: _signed(each.goldstein),
    "level, with its 90 % band": _level,
}
