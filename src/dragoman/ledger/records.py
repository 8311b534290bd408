"""From the ledger's rows back to records, as the coder gave them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dragoman.errors import LedgerError
from dragoman.issues import Issue
from dragoman.ledger.lake import told
from dragoman.record import (
    Actor,
    Article,
    Event,
    Evidence,
    Furniture,
    Record,
    Stance,
    Statement,
    Version,
    When,
    Where,
)
from dragoman.span import Span

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Row = Mapping[str, Any]
_ORDER = {
    "actors": "number", "mentions": "start", "events": "number", "evidence": "number", "statements": "number",
    "issues": "step",
}  # fmt: skip


def records_of(lake: DuckDBPyConnection, article_ids: Sequence[str]) -> Iterator[Record]:
    """The records of some articles, in the order of the ids. An article whose text is not kept has an empty one.

    Raises LedgerError where rows are missing or cannot be read.
    """
    wanted = list(article_ids)
    articles = {row["article_id"]: row for row in _rows(lake, "articles", wanted)}
    layers: dict[str, dict[str, list[Row]]] = {key: {name: [] for name in _ORDER} for key in articles}
    for name in _ORDER:
        for row in _rows(lake, name, wanted):
            if row["article_id"] in layers:
                layers[row["article_id"]][name].append(row)
    for key in wanted:
        if key in articles:
            try:
                yield _record(articles[key], layers[key])
            except KeyError as error:
                raise LedgerError(
                    f"article {key} names {error}, which is not there; `dragoman ledger verify`"
                ) from error


def _rows(lake: DuckDBPyConnection, name: str, ids: Sequence[str]) -> list[Row]:
    order = f" ORDER BY {_ORDER[name]}" if name in _ORDER else ""
    query = f"SELECT * FROM {name} WHERE article_id IN (SELECT unnest(?::VARCHAR[])){order}"
    with told(f"table {name} cannot be read"):
        found: list[Row] = lake.execute(query, [list(ids)]).to_arrow_table().to_pylist()
    return found


def _record(article: Row, layers: Mapping[str, list[Row]]) -> Record:
    names = {row["actor_id"]: f"a{row['number']}" for row in layers["actors"]}
    events = {row["event_id"]: f"e{row['number']}" for row in layers["events"]}
    return Record(
        article=_article(article),
        actors=tuple(_actor(row, layers["mentions"], names) for row in layers["actors"]),
        events=tuple(_event(row, layers["evidence"], names, events) for row in layers["events"]),
        statements=tuple(_statement(row, names, events) for row in layers["statements"]),
        issues=tuple(Issue(row["step"], row["message"], _span(row, "")) for row in layers["issues"]),
        coder=Version(article["version"], article["codebook"], article["model"]),
    )


def _article(row: Row) -> Article:
    return Article(
        id=row["article_id"],
        source_id=row["source_id"],
        title=row["title"],
        publisher=row["publisher"],
        url=row["url"],
        published=_iso(row["published"]),
        published_basis=row["published_basis"],
        language=row["language"],
        text=row["text"] or "",
        furniture=tuple(Furniture(each["text"], each["kind"]) for each in row["furniture"] or ()),
        author=row.get("author"),  # not in a ledger of an earlier version
        published_reliability=row.get("published_reliability"),
    )


def _actor(row: Row, mentions: list[Row], names: Mapping[str, str]) -> Actor:
    spans = tuple(Span(each["start"], each["end"]) for each in mentions if each["actor_id"] == row["actor_id"])
    who = names[row["actor_id"]], row["name"], row["kind"], row["country"], row["code"]
    return Actor(*who, tuple(row["sectors"]), row["office"], spans)


def _event(row: Row, evidence: list[Row], names: Mapping[str, str], events: Mapping[str, str]) -> Event:
    pieces = tuple(_evidence(each) for each in evidence if each["event_id"] == row["event_id"])
    if not pieces:
        raise KeyError(f"evidence of {row['event_id']}")
    return Event(
        id=events[row["event_id"]],
        **{name: row[name] for name in ("type", "mode", "cameo", "quad", "goldstein", "symmetric", "status", "why")},
        contexts=tuple(row["contexts"]),
        source=tuple(names[each["actor_id"]] for each in row["source"]),
        recipient=tuple(names[each["actor_id"]] for each in row["recipient"]),
        claimed_by=names[row["claimed_by"]] if row["claimed_by"] else None,
        date=_when(row),
        place=_where(row),
        evidence=pieces,
        confidence=row["confidence"],
    )


def _when(row: Row) -> When | None:
    if row["date_edtf"] is None:
        return None
    days = _iso(row["date_start"]), _iso(row["date_end"])
    return When(row["date_text"], row["date_edtf"], *days, row["date_basis"], _span(row, "date_span_"))


def _where(row: Row) -> Where | None:
    span = _span(row, "place_span_")
    if span is None:
        return None
    fields = {name: row[f"place_{name}"] for name in ("text", "name", "country", "geonames", "lat", "lon")}
    return Where(**fields, span=span)


def _evidence(row: Row) -> Evidence:
    sentence, trigger = Span(row["sentence_start"], row["sentence_end"]), Span(row["trigger_start"], row["trigger_end"])
    return Evidence(sentence, trigger, _span(row, "source_"), _span(row, "recipient_"))


def _statement(row: Row, names: Mapping[str, str], events: Mapping[str, str]) -> Statement:
    who = names[row["speaker"]] if row["speaker"] else None, names[row["addressee"]] if row["addressee"] else None
    content = Span(row["content_start"], row["content_end"])
    stance = tuple(Stance(each["toward"], each["polarity"]) for each in row["stance"] or ())
    about, inside = tuple(row["about"]), tuple(events[each] for each in row["events"] if each in events)
    return Statement(f"s{row['number']}", *who, row["kind"], _span(row, "cue_"), content, about, stance, inside)


def _span(row: Row, prefix: str) -> Span | None:
    start, end = row[f"{prefix}start"], row[f"{prefix}end"]
    return None if start is None else Span(start, end)


def _iso(value: object) -> str | None:
    return None if value is None else str(value)
