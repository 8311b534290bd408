"""Events as the pages show them: which a filter has, and each with its words and what is marked in them.

A filter's two sides may be groups of states here, which stand for their members.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from dragoman.ledger.query import DAY, EVENT_COLUMNS, EVENT_ORDER, EVENT_TABLES, Condition, EventFilter, together
from dragoman.ledger.row import EventRow, event_row
from dragoman.relations.acts import BOTH, Happened
from dragoman.web.marks import Mark

if TYPE_CHECKING:
    from dragoman.codebook.groups import Groups
    from dragoman.ledger.listed import Found
    from dragoman.relations.book import Ledger

Row = dict[str, Any]
SHOWN = 50  # events on a page
_SPANS = ("date_span_start", "date_span_end", "place_span_start", "place_span_end")
_ENDS = ("sentence_end", "trigger_end", "source_end", "recipient_end")
_MARKED = (
    ("source", "source_start", "source_end"),
    ("recipient", "recipient_start", "recipient_end"),
    ("date", "date_span_start", "date_span_end"),
    ("place", "place_span_start", "place_span_end"),
    ("trigger", "trigger_start", "trigger_end"),
)


def events_of(ledger: Ledger, found: Found) -> list[Row]:
    """The events of some ids with their words, in the order of the ids; ids that are not there are left out.

    A row has the fields of ``ledger.row.EventRow``, the ends of its spans (None where it has no words), and ``marks``:
    what is marked in the sentence, in characters of the article's text (so is ``sentence_start``).
    """
    rows = ledger.events_of(found, _SPANS, _ENDS)
    return [{**row, "sentence_start": row["sentence_start"] or 0, "marks": marks_of(row)} for row in rows]


def row_of_act(each: Happened) -> Row:
    """An act of a relation as a row, without asking the ledger: of its words only the trigger is marked."""
    trigger = (
        [] if each.trigger_at is None else [Mark(each.trigger_at, each.trigger_at + len(each.trigger or ""), "trigger")]
    )
    same = (
        *("event_id", "article_id", "type", "mode", "quad", "goldstein", "sources", "confidence", "origin", "sentence"),
        "place_country",
    )
    return {
        **{name: getattr(each, name) for name in same},
        **{side: [_party(name) for name in getattr(each, side)] for side in ("source", "recipient")},
        **{"date_edtf": each.day.isoformat(), "place_name": each.place, "symmetric": each.direction == BOTH},
        **dict.fromkeys(("published", "claimed_by", "url", "publisher", "title", "why", "happening_id")),
        **{"status": "actual", "articles": 1, "marks": trigger, "sentence_start": 0},
    }


def _party(name: str) -> Row:
    return {"name": name, "country": None, "code": None, "sectors": ()}


def event_ids(ledger: Ledger, wanted: EventFilter, *, limit: int = SHOWN, offset: int = 0) -> Mapping[str, int]:
    """The ids of the events of a filter, in order of time, with where they lie."""
    held = _where(ledger, wanted)
    ordered = f"SELECT e.event_id, e.file_row_number FROM {wanted.tables} WHERE {held.sql} ORDER BY {EVENT_ORDER}"
    return dict(ledger.rows(f"{ordered} LIMIT {limit:d} OFFSET {offset:d}", list(held.values)))


def event_rows(ledger: Ledger, wanted: EventFilter) -> Iterator[EventRow]:
    """The events of a filter one by one, in order of time, for exports."""
    held = _where(ledger, wanted)
    query = f"SELECT {EVENT_COLUMNS} FROM {EVENT_TABLES} WHERE {held.sql} ORDER BY {EVENT_ORDER}"
    yield from (event_row(row) for row in ledger.each(query, list(held.values)))


def event_count(ledger: Ledger, wanted: EventFilter) -> int:
    """How many events a filter has."""
    held = _where(ledger, wanted)
    ((count,),) = ledger.rows(f"SELECT count(*) FROM {wanted.tables} WHERE {held.sql}", list(held.values))
    return int(count)


def marks_of(row: Mapping[str, Any]) -> list[Mark]:
    """What is marked in an event's sentence, the longest first, so that a shorter one lies on top."""
    found = [
        Mark(row[start], row[end], kind)
        for kind, start, end in _MARKED
        if row.get(start) is not None and row.get(end) is not None
    ]
    return sorted(found, key=lambda mark: mark.start - mark.end)


def _where(ledger: Ledger, wanted: EventFilter) -> Condition:
    sides, groups = wanted.between, ledger.book.groups
    held = list(wanted.conditions())
    if sides is not None and any(groups.is_group(code.upper()) for code in sides):
        held = [*replace(wanted, between=None).conditions(), between_groups(*sides, groups)]
    return together(held)


def between_groups(one: str, other: str, groups: Groups) -> Condition:
    """The condition that an event is between two sides, either way round; a group stands for its members of the day."""
    ways = [(_side("source", here, groups), _side("recipient", there, groups))
            for here, there in ((one.upper(), other.upper()), (other.upper(), one.upper()))]  # fmt: skip
    sql = " OR ".join(f"({source.sql} AND {recipient.sql})" for source, recipient in ways)
    return Condition(f"({sql})", tuple(value for way in ways for each in way for value in each.values))


def _side(side: str, code: str, groups: Groups) -> Condition:
    """The condition that a nation, or a member of a group on the event's day, is on a side."""
    spells: defaultdict[tuple[date, date], list[str]] = defaultdict(list)
    for each in groups.spells.get(code, ()):
        spells[each.since, each.until or date.max].append(each.member)
    held = [Condition(f"list_contains(e.{side}_codes, ?)", (code,))]
    held += [
        Condition(f"({DAY} BETWEEN ? AND ? AND list_has_any(e.{side}_codes, ?))", (*days, members))
        for days, members in spells.items()
    ]
    return Condition(f"({' OR '.join(each.sql for each in held)})", tuple(v for each in held for v in each.values))
