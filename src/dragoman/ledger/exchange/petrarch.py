"""PETRARCH2 events: writes the table of 7 columns, or 8 where the article has a URL; no header.

Source of the order: petrarch2, PETRwriter.py. Its optional columns of words, off there by default, are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.ledger.exchange.actor_codes import ActorCodes
from dragoman.ledger.exchange.pairs import Pair, day_of, sentence_id, sides
from dragoman.ledger.exchange.tables import Written, write_table
from dragoman.ledger.row import EventRow

if TYPE_CHECKING:
    from dragoman.codebook import Codebook

COLUMNS = ("Date", "Source", "Target", "EventCode", "Issues", "SentenceIDs", "URL", "StorySource")
_NO_SOURCE = "NULL"


def write(rows: Iterable[EventRow], out: Path, book: Codebook) -> Written:
    """Write events that happened on a day; one row a pair of source and recipient."""
    codes = ActorCodes(book)
    return write_table(rows, out, lambda row, pair: _cells(row, pair, codes))


def _cells(row: EventRow, pair: Pair, codes: ActorCodes) -> Iterator[object]:
    yield f"{day_of(row):%Y%m%d}"
    yield from (codes.petrarch(party) for party in sides(pair))
    yield from (row.cameo, None, sentence_id(row))
    if row.url:
        yield row.url
    yield row.publisher or _NO_SOURCE
