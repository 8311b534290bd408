"""What happened between two sides, from the ledger: one act a happening, whichever way it went."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from dragoman.ledger.query import DAY, EVENT_CURRENT, Condition, days, together
from dragoman.relations.periods import checked

if TYPE_CHECKING:
    from dragoman.codebook.groups import Groups
    from dragoman.ledger import Ledger

FORTH, BACK, BOTH = "forth", "back", "both"

_EVENTS = f"""
SELECT coalesce(t.happening_id, e.event_id) AS happening, {DAY} AS day,
    greatest(coalesce(e.date_end, e.told), {DAY}) AS last, e.event_id, e.type, e.mode, e.quad, e.goldstein,
    e.source_codes, e.recipient_codes, e.source, e.recipient, e.symmetric, e.confidence, e.origin, e.article_id,
    e.place_name, e.place_country, e.place_lat, e.place_lon, e.date_edtf, e.contexts,
    coalesce(h.sources, e.sources, 1) AS sources, coalesce(h.mentions, e.mentions, 1) AS mentions,
    v.sentence, v.trigger, v.sentence_start, v.trigger_start
FROM events e
LEFT JOIN evidence v ON v.event_id = e.event_id AND v.number = 0
LEFT JOIN tellings t ON t.event_id = e.event_id
LEFT JOIN happenings h ON h.happening_id = t.happening_id
WHERE e.status = 'actual' AND {DAY} IS NOT NULL
    AND {EVENT_CURRENT}"""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a relation: a nation, or a group of states whose members it stands for, by day.

    code: as asked for; name: for people; groups: None for a nation.
    """

    code: str
    name: str
    groups: Groups | None = None

    def codes(self, day: date | None = None) -> frozenset[str]:
        """The codes that stand for it on a day; on any day where none is given."""
        own = frozenset({self.code})
        return own | self.groups.members(self.code, day) if self.groups is not None else own


@dataclass(frozen=True, slots=True)
class Happened:
    """What happened once between two sides.

    direction: forth (the first side did it to the second), back, or both (they did it together). day, last: the first
    and last of its date, or that of the report where the event has none. event_id: the first telling. source,
    recipient: the parties' names.
    """

    happening: str
    event_id: str
    article_id: str | None
    day: date
    last: date
    direction: str
    type: str
    mode: str | None
    quad: int
    goldstein: float
    source: tuple[str, ...]
    recipient: tuple[str, ...]
    source_codes: tuple[str, ...]
    recipient_codes: tuple[str, ...]
    contexts: tuple[str, ...]
    sources: int
    mentions: int
    confidence: float | None
    origin: str
    place: str | None
    place_country: str | None
    lat: float | None
    lon: float | None
    sentence: str | None
    trigger: str | None
    trigger_at: int | None  # characters of the sentence


def acts_between(
    ledger: Ledger, one: Side, other: Side, *, since: str | None = None, until: str | None = None
) -> tuple[Happened, ...]:
    """All that actually happened between two sides, in order of time. Raises QueryError for a wrong date."""
    held = together([_either_way(one, other), *days(DAY, since, until)])
    rows = ledger.each(f"{_EVENTS} AND {held.sql} ORDER BY happening, day, e.event_id", list(held.values))
    found = (_happened(list(group), one, other) for _, group in groupby(rows, key=lambda row: row["happening"]))
    return tuple(sorted((each for each in found if each is not None), key=lambda each: (each.day, each.event_id)))


def _either_way(one: Side, other: Side) -> Condition:
    ways = [(_has("source", here), _has("recipient", there)) for here, there in ((one, other), (other, one))]
    sql = " OR ".join(f"({source.sql} AND {recipient.sql})" for source, recipient in ways)
    return Condition(f"({sql})", tuple(value for way in ways for each in way for value in each.values))


def _has(side: str, who: Side) -> Condition:
    """That one of a side's codes stands on one side of an event."""
    codes = sorted(who.codes())
    if len(codes) == 1:
        return Condition(f"list_contains(e.{side}_codes, ?)", (codes[0],))  # in half the time of the next
    return Condition(f"list_has_any(e.{side}_codes, ?)", (codes,))


def direction(row: Mapping[str, Any], one: Side, other: Side) -> str | None:
    """Which way an event went between two sides on its day; None where it was within one of them."""
    here, there = one.codes(row["day"]), other.codes(row["day"])
    forth = across(row["source_codes"], row["recipient_codes"], here, there)
    back = across(row["source_codes"], row["recipient_codes"], there, here)
    if (forth and back) or (row["symmetric"] and (forth or back)):
        return BOTH
    return FORTH if forth else BACK if back else None


def across(source: Iterable[str], recipient: Iterable[str], here: frozenset[str], there: frozenset[str]) -> bool:
    """Whether one of here acts on one of there. What those do among themselves who are of both is within either."""
    both = here & there
    return any(not {one, other} <= both for one in here & {*source} for other in there & {*recipient})


def _happened(tellings: Sequence[Mapping[str, Any]], one: Side, other: Side) -> Happened | None:
    """The happening that some events tell, as the first of them does that is between the two; None where none is."""
    for row in tellings:
        way = direction(row, one, other)
        if way is not None:
            return _of_row(row, way)
    return None


def _of_row(row: Mapping[str, Any], way: str) -> Happened:
    at = None if row["trigger_start"] is None else row["trigger_start"] - row["sentence_start"]
    same = (
        *("happening", "event_id", "article_id", "day", "last", "type", "mode", "quad", "goldstein"),
        *("sources", "mentions", "confidence", "origin", "place_country", "sentence", "trigger"),
    )
    lists: dict[str, Any] = {name: tuple(row[name]) for name in ("source_codes", "recipient_codes", "contexts")}
    return Happened(
        **{name: row[name] for name in same},
        **lists,
        direction=way,
        source=_names(row["source"]),
        recipient=_names(row["recipient"]),
        place=row["place_name"],
        lat=row["place_lat"],
        lon=row["place_lon"],
        trigger_at=at,
    )


def _names(parties: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    return tuple(each["name"] for each in parties)


def days_of(ledger: Ledger) -> tuple[date | None, date | None]:
    """The days of the ledger's first and last event; None where it has none with a day."""
    ((first, last),) = ledger.rows(f"SELECT min({DAY}), max({DAY}) FROM events e")
    return first, last


def coverage(ledger: Ledger, by: str) -> dict[date, int]:
    """How many events the whole ledger has in each period, by the period's first day."""
    query = f"""SELECT CAST(date_trunc('{checked(by)}', {DAY}) AS DATE), count(*) FROM events e
                WHERE status = 'actual' AND {DAY} IS NOT NULL
                    AND {EVENT_CURRENT} GROUP BY 1"""
    return dict(ledger.rows(query))
