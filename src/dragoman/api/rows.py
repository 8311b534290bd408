"""Events and statements of some ids, each with what stands around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from dragoman.ledger import Ledger

Row = dict[str, Any]
Days = tuple[date, date]


class StatementRow(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of reported speech, in its article.

    speaker, addressee: names; speaker_code, about: ISO 3166 alpha-3 or a body's code; kind: direct, indirect or mixed;
    content_start, content_end: characters of the article's text; stance: -1 against, 1 for, toward whom; events: ids
    of the events told in it; published: the day of the article.
    """

    statement_id: str
    article_id: str
    speaker: str | None
    speaker_code: str | None
    addressee: str | None
    kind: str
    cue: str | None
    content: str
    content_start: int
    content_end: int
    about: tuple[str, ...]
    stance: tuple[StanceRow, ...] | None
    events: tuple[str, ...]
    published: date | None
    title: str | None
    publisher: str | None
    url: str | None


class StanceRow(msgspec.Struct, frozen=True):
    """What a statement holds of a country: polarity 1 for, -1 against."""

    toward: str
    polarity: int


_EVENT = (
    *("event_id", "origin", "origin_id", "type", "mode", "contexts", "cameo", "quad", "goldstein", "source"),
    *("recipient", "symmetric", "status", "date_text", "date_edtf", "date_start", "date_end", "date_basis"),
    *("place_text", "place_name", "place_country", "place_geonames", "place_lat", "place_lon", "why", "confidence"),
    "article_id",
)
_COUNTS = ("mentions", "articles", "sources")
_WORDS = ("sentence", "sentence_start", "trigger", "trigger_start", "source_start", "recipient_start")
_ARTICLE = ("source_id", "title", "publisher", "url", "language", "version")
_STATEMENT = (
    *("statement_id", "article_id", "speaker_code", "kind", "cue", "content", "content_start", "content_end", "about"),
    *("stance", "events"),
)


def events_of(ledger: Ledger, ids: Sequence[str], told: Days | None = None) -> list[Row]:
    """The events of some ids in the order of the ids, as ``Ledger.events`` gives them.

    Table by table, which DuckDB plans in a tenth of the time of one question over all five. told: first and last day
    of their articles, where all are known; saves reading others.
    """
    found = _some(ledger, "events", (*_EVENT, *_COUNTS, "claimant", "told", "publisher", "url"), ids, told)
    own = [each["event_id"] for each in found.values() if each["article_id"] is not None]
    articles = _some(ledger, "articles", _ARTICLE, _articles(found))
    words = _some(ledger, "evidence", _WORDS, own, held="number = 0 AND ")
    tellings = _some(ledger, "tellings", ("happening_id",), own)
    of = list({each["happening_id"] for each in tellings.values()})
    happenings = _some(ledger, "happenings", _COUNTS, of)
    rows = []
    for own_id in (each for each in ids if each in found):
        event = found[own_id]
        happening_id = tellings.get(own_id, {}).get("happening_id")
        article, happening = articles.get(event["article_id"], {}), happenings.get(happening_id or "", {})
        rows.append({
            **{name: event[name] for name in _EVENT},
            **{name: words.get(own_id, {}).get(name) for name in _WORDS},
            **{name: article.get(name) for name in _ARTICLE},
            **{name: _first(article.get(name), event[name]) for name in ("publisher", "url")},
            **{name: _first(happening.get(name), event[name], 1) for name in _COUNTS},
            **{"claimed_by": event["claimant"], "published": event["told"], "happening_id": happening_id},
        })  # fmt: skip
    return rows


def statements_of(ledger: Ledger, ids: Sequence[str], told: Days | None = None) -> list[Row]:
    """The statements of some ids in the order of the ids: the fields of ``StatementRow``."""
    found = _some(ledger, "statements", (*_STATEMENT, "speaker_name", "addressee_name", "told"), ids, told)
    articles = _some(ledger, "articles", ("title", "publisher", "url"), _articles(found))
    return [
        {
            **{name: found[each][name] for name in _STATEMENT},
            **{name: found[each][f"{name}_name"] for name in ("speaker", "addressee")},
            **{"published": found[each]["told"], **articles.get(found[each]["article_id"], {})},
        }
        for each in ids
        if each in found
    ]


_KEYS = {"events": "event_id", "evidence": "event_id", "tellings": "event_id", "articles": "article_id",
         "happenings": "happening_id", "statements": "statement_id"}  # fmt: skip


def _some(
    ledger: Ledger, table: str, columns: Sequence[str], ids: Sequence[str], told: Days | None = None, *, held: str = ""
) -> dict[str, Row]:
    """Some columns of the rows of some ids, by id. held: one more condition, with an AND behind it."""
    if not ids:
        return {}
    key = _KEYS[table]
    names = ", ".join(f'"{name}"' for name in dict.fromkeys((key, *columns)))
    within = "told BETWEEN ? AND ? AND " if told else ""
    query = f"SELECT {names} FROM {table} WHERE {held}{within}{key} IN (SELECT unnest(?::VARCHAR[]))"
    return {row[key]: row for row in ledger.each(query, [*(told or ()), list(ids)])}


def _articles(rows: Mapping[str, Row]) -> list[str]:
    return list({each["article_id"] for each in rows.values()} - {None})


def _first(*values: Any) -> Any:
    """The first value that is one."""
    return next((each for each in values if each is not None), None)
