"""ICEWS as benchmarks of temporal graphs hand it on: source name, event text, target name, date; no header, no ids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.ledger.exchange.acts import Acts
from dragoman.ledger.exchange.cells import RefusedError, day
from dragoman.ledger.exchange.icews import ORIGIN
from dragoman.ledger.exchange.imported import event, read_table
from dragoman.ledger.exchange.who import Who
from dragoman.ledger.row import EventRow
from dragoman.read.sources import Rejected

if TYPE_CHECKING:
    from dragoman.codebook import Codebook

EXPECTED = "lines of 4 columns, separated by tabs: source, event text, target, date"
_COLUMNS = 4


def holds(first: str) -> bool:
    """Whether a file with this first line is one of four columns."""
    return len(first.split("\t")) == _COLUMNS


def read(path: Path, book: Codebook) -> Iterator[EventRow | Rejected]:
    """The events of a file. An id rests on the row and on how many equal rows the file has before it."""
    return read_table(path, _Reader(book).row)


class _Reader:
    """What one file's rows need: the codebook's look-ups, and how often each row has come."""

    def __init__(self, book: Codebook) -> None:
        self._acts, self._who = Acts(book), Who(book)
        self._times = Counter[tuple[str, ...]]()

    def row(self, cells: Sequence[str]) -> EventRow:
        if len(cells) != _COLUMNS:
            raise RefusedError(f"{len(cells)} columns, not {_COLUMNS}")
        source, text, target, written = key = tuple(map(str.strip, cells))
        if not source or not target:
            raise RefusedError("no name of a source or target")
        act, on = self._acts.of_text(text), day(written)
        self._times[key] += 1
        parties = {"source": (self._who.named(source, on),), "recipient": (self._who.named(target, on),)}
        return event(ORIGIN, (*key, str(self._times[key])), act, on, None, **parties)
