"""Questions to a ledger as SQL: which events, which statements, with what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date

from dragoman.errors import QueryError

STATUSES = ("actual", "intended", "hypothetical", "denied")
_YEAR = re.compile(r"\d{4}")
_MONTH = re.compile(r"\d{4}-\d{2}")

# An event with its first evidence, its article and its happening: the fields of row.EventRow.
EVENT_COLUMNS = """
    e.event_id, e.origin, e.origin_id, e.type, e.mode, e.contexts, e.cameo, e.quad, e.goldstein, e.source, e.recipient,
    e.symmetric, e.status, e.claimant AS claimed_by, e.date_text, e.date_edtf, e.date_start, e.date_end, e.date_basis,
    e.place_text, e.place_name, e.place_country, e.place_geonames, e.place_lat, e.place_lon, e.why, e.confidence,
    e.article_id, coalesce(a.source_id, e.source_id) AS source_id, coalesce(a.title, e.title) AS title,
    coalesce(a.publisher, e.publisher) AS publisher, coalesce(a.url, e.url) AS url, e.told AS published,
    coalesce(a.language, e.language) AS language, coalesce(v.sentence, e.sentence) AS sentence, v.sentence_start,
    coalesce(v.trigger, e.trigger) AS trigger, v.trigger_start, v.source_start, v.recipient_start,
    coalesce(h.mentions, e.mentions, 1) AS mentions, coalesce(h.articles, e.articles, 1) AS articles,
    coalesce(h.sources, e.sources, 1) AS sources, t.happening_id, coalesce(a.version, e.version) AS version"""
EVENT_TABLES = """
    events e
    LEFT JOIN articles a ON a.article_id = e.article_id
    LEFT JOIN evidence v ON v.event_id = e.event_id AND v.number = 0
    LEFT JOIN tellings t ON t.event_id = e.event_id
    LEFT JOIN happenings h ON h.happening_id = t.happening_id"""
EVENT_CURRENT = "(e.article_id IS NULL OR e.article_id NOT IN (SELECT article_id FROM superseded))"
STATEMENT_COLUMNS = """
    s.statement_id, s.article_id, s.speaker_name AS speaker, s.speaker_code, s.addressee_name AS addressee, s.kind,
    s.cue, s.content, s.content_start, s.content_end, s.about, s.stance, s.events, s.told AS published, a.title,
    a.publisher, a.url"""
STATEMENT_TABLES = "statements s LEFT JOIN articles a ON a.article_id = s.article_id"
_EVENT_TOLD = """
    events e
    LEFT JOIN tellings t ON t.event_id = e.event_id
    LEFT JOIN happenings h ON h.happening_id = t.happening_id"""
DAY = "e.day"  # an event without a date of its own stands at its article's, for filters only
EVENT_ORDER = f"{DAY}, e.article_id, e.number, e.event_id"


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition in SQL with the values of its question marks."""

    sql: str
    values: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFilter:
    """Which events. All that is given must hold.

    between: two nations (ISO alpha-3 or a body's code), either way round; source, recipient: one side's nation.
    type, status, quad, origin: as in the record. since, until: a day, month or year, both included; an event without
    a date counts as of its article's. min_sources: independent sources of its happening. article, happening: ids.
    superseded: with the events of earlier versions of a page.
    """

    between: tuple[str, str] | None = None
    source: str | None = None
    recipient: str | None = None
    type: str | None = None
    status: str | None = None
    quad: int | None = None
    origin: str | None = None
    since: str | None = None
    until: str | None = None
    min_sources: int | None = None
    min_confidence: float | None = None
    article: str | None = None
    happening: str | None = None
    superseded: bool = False

    @property
    def tables(self) -> str:
        """The fewest tables that the conditions need."""
        return "events e" if self.min_sources is None and self.happening is None else _EVENT_TOLD

    def conditions(self) -> Iterator[Condition]:
        """The conditions on tables e, h, t. Raises QueryError for a value that cannot be."""
        if self.between is not None:
            one, other = (each.upper() for each in self.between)
            yield Condition(
                "((list_contains(e.source_codes, ?) AND list_contains(e.recipient_codes, ?)) OR "
                "(list_contains(e.source_codes, ?) AND list_contains(e.recipient_codes, ?)))",
                (one, other, other, one),
            )
        for side in ("source", "recipient"):
            code = getattr(self, side)
            if code is not None:
                yield Condition(f"list_contains(e.{side}_codes, ?)", (code.upper(),))
        if self.status is not None and self.status not in STATUSES:
            raise QueryError(f"no status {self.status!r}; there are {', '.join(STATUSES)}")
        yield from self._plain()
        yield from days(DAY, self.since, self.until)
        if not self.superseded:
            yield Condition(EVENT_CURRENT)

    def _plain(self) -> Iterator[Condition]:
        columns = {
            "type": "upper(?) = e.type", "status": "e.status = ?", "quad": "e.quad = ?", "origin": "e.origin = ?",
            "min_confidence": "e.confidence >= ?", "article": "e.article_id = ?", "happening": "t.happening_id = ?",
            "min_sources": "coalesce(h.sources, e.sources, 1) >= ?",
        }  # fmt: skip
        for name, sql in columns.items():
            value = getattr(self, name)
            if value is not None:
                yield Condition(sql, (value,))


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementFilter:
    """Which statements. speaker: a nation, or words of the name; about: a nation; contains: words of the content."""

    speaker: str | None = None
    about: str | None = None
    contains: str | None = None
    kind: str | None = None
    since: str | None = None
    until: str | None = None
    article: str | None = None
    superseded: bool = False

    def conditions(self) -> Iterator[Condition]:
        """The conditions on table s."""
        if self.speaker is not None:
            yield Condition(
                "(s.speaker_code = upper(?) OR contains(lower(s.speaker_name), lower(?)))", (self.speaker,) * 2
            )
        if self.about is not None:
            yield Condition("list_contains(s.about, upper(?))", (self.about,))
        if self.contains is not None:
            yield Condition("contains(lower(s.content), lower(?))", (self.contains,))
        if self.kind is not None:
            yield Condition("s.kind = ?", (self.kind,))
        if self.article is not None:
            yield Condition("s.article_id = ?", (self.article,))
        yield from days("s.told", self.since, self.until)
        if not self.superseded:
            yield Condition("s.article_id NOT IN (SELECT article_id FROM superseded)")


def event_query(wanted: EventFilter, limit: int | None = None) -> Condition:
    """The query for the events of a filter, in order of time."""
    return _query(EVENT_COLUMNS, EVENT_TABLES, wanted.conditions(), EVENT_ORDER, limit)


def first_query(wanted: EventFilter, limit: int) -> Condition:
    """The query for the ids of the first events of a filter, and where they lie: what ``listed`` reads them by."""
    return _query("e.event_id, e.file_row_number", wanted.tables, wanted.conditions(), EVENT_ORDER, limit)


def statement_query(wanted: StatementFilter, limit: int | None = None) -> Condition:
    """The query for the statements of a filter, in order of time."""
    return _query(STATEMENT_COLUMNS, STATEMENT_TABLES, wanted.conditions(), "s.told, s.article_id, s.number", limit)


def filter_of(kind: type[EventFilter] | type[StatementFilter], given: dict[str, object]) -> object:
    """A filter from names and values. Raises QueryError for a name that the filter doesn't have."""
    known = {each.name for each in fields(kind)}
    for name in given:
        if name not in known:
            raise QueryError(f"no filter {name!r}; there are {', '.join(sorted(known))}")
    return kind(**given)  # type: ignore[arg-type]


def days(column: str, since: str | None, until: str | None) -> Iterator[Condition]:
    """A column of days within two days, months or years, both included."""
    if since is not None:
        yield Condition(f"{column} >= ?", (first_day(since),))
    if until is not None:
        yield Condition(f"{column} < ?", (next_day(until),))


def first_day(words: str) -> date:
    """The first day of a day, month or year. Raises QueryError where the words are none."""
    if _YEAR.fullmatch(words):
        words += "-01"
    if _MONTH.fullmatch(words):
        words += "-01"
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        raise QueryError(f"{words!r} is no date; write 2014, 2014-06 or 2014-06-30") from error


def next_day(words: str) -> date:
    """The first day after a day, month or year. Raises QueryError where the words are none."""
    first = first_day(words)
    if first.year == date.max.year:
        raise QueryError(f"{words!r} lies beyond the years that can be asked for")
    if _YEAR.fullmatch(words):
        return date(first.year + 1, 1, 1)
    if _MONTH.fullmatch(words):
        return date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return date.fromordinal(first.toordinal() + 1)


def together(conditions: Iterable[Condition]) -> Condition:
    """The condition that all of some hold; of none, one that always holds."""
    held = list(conditions)
    sql = " AND ".join(each.sql for each in held) or "true"
    return Condition(sql, tuple(value for each in held for value in each.values))


def _query(columns: str, tables: str, conditions: Iterable[Condition], order: str, limit: int | None) -> Condition:
    held = together(conditions)
    most = "" if limit is None else f" LIMIT {limit:d}"
    return Condition(f"SELECT {columns} FROM {tables} WHERE {held.sql} ORDER BY {order}{most}", held.values)
