"""Events as the pages show them: a row with its words and what is marked in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dragoman.ledger.query import DAY, EVENT_COLUMNS, EVENT_TABLES, Condition, EventFilter
from dragoman.web.marks import Mark

if TYPE_CHECKING:
    from dragoman.ledger import Ledger

Row = dict[str, Any]
SHOWN = 50  # events on a page
_ENDS = """v.sentence_end, v.trigger_end, v.source_end, v.recipient_end, e.date_span_start, e.date_span_end,
    e.place_span_start, e.place_span_end"""
_MARKED = (
    ("source", "source_start", "source_end"),
    ("recipient", "recipient_start", "recipient_end"),
    ("date", "date_span_start", "date_span_end"),
    ("place", "place_span_start", "place_span_end"),
    ("trigger", "trigger_start", "trigger_end"),
)
_ORDER = f"{DAY}, e.article_id, e.number, e.event_id"


def events_of(ledger: Ledger, ids: Sequence[str]) -> list[Row]:
    """The events of some ids with their words, in the order of the ids; ids that are not there are left out.

    A row has the fields of ``ledger.row.EventRow``, the ends of its spans, and ``marks``: what is marked in the
    sentence, in characters of the article's text (so is ``sentence_start``).
    """
    if not ids:
        return []
    query = f"SELECT {EVENT_COLUMNS}, {_ENDS} FROM {EVENT_TABLES} WHERE e.event_id IN (SELECT unnest(?::VARCHAR[]))"
    found = {row["event_id"]: row for row in ledger.each(query, [list(ids)])}
    return [{**found[each], "marks": list(marks_of(found[each]))} for each in ids if each in found]


def event_ids(ledger: Ledger, wanted: EventFilter, *, limit: int = SHOWN, offset: int = 0) -> list[str]:
    """The ids of the events of a filter, in order of time."""
    held = _where(wanted)
    query = (
        f"SELECT e.event_id FROM {EVENT_TABLES} WHERE {held.sql} ORDER BY {_ORDER} LIMIT {limit:d} OFFSET {offset:d}"
    )
    return [each for (each,) in ledger.rows(query, list(held.values))]


def event_count(ledger: Ledger, wanted: EventFilter) -> int:
    """How many events a filter has."""
    held = _where(wanted)
    needs_happenings = wanted.min_sources is not None or wanted.happening is not None
    tables = EVENT_TABLES if needs_happenings else "events e"
    ((count,),) = ledger.rows(f"SELECT count(*) FROM {tables} WHERE {held.sql}", list(held.values))
    return int(count)


def marks_of(row: Mapping[str, Any]) -> Iterator[Mark]:
    """What is marked in an event's sentence."""
    for kind, start, end in _MARKED:
        if row[start] is not None and row[end] is not None:
            yield Mark(row[start], row[end], kind)


def _where(wanted: EventFilter) -> Condition:
    held = list(wanted.conditions())
    return Condition(" AND ".join(each.sql for each in held) or "true", tuple(v for each in held for v in each.values))
