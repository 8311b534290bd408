"""`dragoman read --ledger`: reports into a ledger, and what came of them in three lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli import Failed
from dragoman.cli.options import added, written
from dragoman.cli.progress import watched

if TYPE_CHECKING:
    from dragoman.coder import Coder
    from dragoman.draft import Source
    from dragoman.read.meter import Meter
    from dragoman.read.sources import Rejected
    from dragoman.record import Record
    from dragoman.scale.workers import Workers

_NAMED = 20  # rejected inputs that are named


def keep(
    found: Iterable[Source | Rejected], coder: Coder | Workers, path: Path, show: Callable[[Record], None] | None, *,
    meter: Meter, keep_text: bool, wait: float,
) -> None:  # fmt: skip
    """Code what is new and keep it. Raises Failed where nothing at all could be read."""
    from dragoman.ledger.happenings.step import relate
    from dragoman.ledger.take import take, tidy_when_due
    from dragoman.read.sources import Rejected
    from dragoman.record import Record

    rejected: list[str] = []
    with written(path, wait, keep_text=keep_text, made_by=coder.version) as writer:
        for result in watched(take(found, coder, writer), "reading", meter=meter):
            if isinstance(result, Rejected):
                rejected.append(f"{result.source_id}: {result.reason}")
            elif isinstance(result, Record) and show is not None:
                show(result)
        writer.commit()
        relate(writer, coder.book)
        tidy_when_due(writer)
    counts = writer.counts
    for each in rejected[:_NAMED]:
        click.echo(f"dragoman: {each}", err=True)
    click.echo(f"{added(counts)}; {len(rejected):,} could not be read", err=True)
    if rejected and not counts.articles + counts.known:
        raise Failed("nothing could be read")
