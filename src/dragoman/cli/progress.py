"""The progress bar of long work: how many, how many a second, how long yet."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress

    from dragoman.read.meter import Meter

T = TypeVar("T")


def watched(
    items: Iterable[T], label: str, length: int | None = None, *, meter: Meter | None = None, hidden: bool = False
) -> Iterator[T]:
    """The items, with a bar on a terminal while they come; with the time left, where the length or a meter is given."""
    if hidden or not sys.stderr.isatty():
        yield from items
        return
    total = meter.total or None if meter else length
    with _bar(timed=total is not None) as bar:
        task = bar.add_task(label, total=total, count=0, rate=0.0)
        for count, each in enumerate(items, 1):
            yield each
            rate = count / (bar.tasks[task].elapsed or 1)
            bar.update(task, completed=meter.read if meter else count, count=count, rate=rate)


def _bar(*, timed: bool) -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[count]:,} · {task.fields[rate]:,.1f} a second"),
        *((TextColumn("· time left"), TimeRemainingColumn()) if timed else ()),
        console=Console(stderr=True),
        redirect_stdout=False,
    )
