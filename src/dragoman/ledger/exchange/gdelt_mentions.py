"""GDELT 2.0 mentions: writes the table of 16 columns beside the events, no header.

Source of the order: GDELT Event Database codebook 2.0, Mentions Table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from dragoman.ledger.exchange.gdelt import event_number, moment
from dragoman.ledger.exchange.pairs import Pair
from dragoman.ledger.exchange.tables import Written, write_table
from dragoman.ledger.row import EventRow

if TYPE_CHECKING:
    from dragoman.codebook import Codebook

COLUMNS = (
    *("GlobalEventID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier"),
    *("SentenceID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence"),
    *("MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo", "Extras"),
)
_MOMENT = re.compile(r"\d{14}")
_WEB, _CITATION = 1, 2
_UNKNOWN = -1


def write(rows: Iterable[EventRow], out: Path, book: Codebook) -> Written:
    """Write the mention of each event that the event's own article makes; one row a pair, as in the events' table."""
    return write_table(rows, out, _cells)


def holds(first: str) -> bool:
    """Whether a file with this first line is one of GDELT's mentions."""
    cells = first.split("\t")
    return len(cells) == len(COLUMNS) and all(map(_MOMENT.fullmatch, cells[1:3]))


def _cells(row: EventRow, pair: Pair) -> Iterator[object]:
    offsets = (row.source_start, row.recipient_start, row.trigger_start)
    yield from (event_number(row, pair), moment(row.published), moment(row.published))
    yield from _named(row)
    yield None
    yield from (_UNKNOWN if each is None else each for each in offsets)
    yield from (None, percent(row.confidence), None, None, None, None)


def percent(confidence: float | None) -> int | None:
    """A confidence from 0 to 1 as GDELT has it: 10 to 100, in tens."""
    return None if confidence is None else max(10, round(confidence * 10) * 10)


def _named(row: EventRow) -> tuple[object, ...]:
    """Type, name and identifier: a web page by its URL, else the outlet as a citation."""
    if row.url:
        return _WEB, (urlsplit(row.url).hostname or "").removeprefix("www.") or row.publisher, row.url
    return (_CITATION, row.publisher, row.publisher) if row.publisher else (None, None, None)
