"""Writing a table of tabs, row by row: counts what is written and what is left out, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from dragoman.ledger.exchange.cells import cell
from dragoman.ledger.exchange.files import aside
from dragoman.ledger.exchange.pairs import Pair, left_out, pairs
from dragoman.ledger.row import EventRow


class Written(Struct, frozen=True):
    """What came of writing. rows: rows of the file; skipped: how many events were left out, by reason."""

    rows: int
    skipped: Mapping[str, int]


Cells = Callable[[EventRow, Pair], Iterable[object]]


def write_table(rows: Iterable[EventRow], out: Path, cells: Cells, header: Sequence[str] = ()) -> Written:
    """Write one line a pair of each event that the formats of what happened have room for."""
    written, skipped = 0, Counter[str]()
    with aside(out) as temporary, temporary.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
        if header:
            file.write("\t".join(header) + "\n")
        for row in rows:
            reason = left_out(row)
            if reason is not None:
                skipped[reason] += 1
                continue
            for pair in pairs(row):
                file.write("\t".join(map(cell, cells(row, pair))) + "\n")
                written += 1
    return Written(written, dict(skipped))
