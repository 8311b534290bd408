"""Records as Arrow tables: articles, actors, mentions, events, evidence, statements, issues (``tables.yaml``).

A view of the contract: fields keep their names; a nested one is flattened with an underscore (``date_edtf``), a span
becomes a start and an end, in characters of the article's text, with its words beside it. Rows join on
``article_id`` and the id of the actor, event or statement, which counts within its article only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.schema import FOLDER

if TYPE_CHECKING:
    import pyarrow as pa

    from dragoman.record import Article, Event, Record, When, Where
    from dragoman.span import Span

Row = dict[str, Any]


def schemas(file: Path = FOLDER / "tables.yaml") -> dict[str, pa.Schema]:
    """The Arrow schema of each table by name, from a file of tables: ``tables.yaml`` of this folder or another."""
    import pyarrow as pa
    import ryaml

    types = _types()
    tables = ryaml.loads(file.read_text(encoding="utf-8"))
    return {
        name: pa.schema(
            [pa.field(column, types[kind.rstrip("?")], kind.endswith("?")) for column, kind in each.items()]
        )
        for name, each in tables.items()
    }


def tables(records: Iterable[Record]) -> dict[str, pa.Table]:
    """All tables of some records, by name; a table without rows is there too."""
    import pyarrow as pa

    found: defaultdict[str, list[Row]] = defaultdict(list)
    for record in records:
        for name, row in rows(record):
            found[name].append({"article_id": record.article.id, **row})
    return {name: pa.Table.from_pylist(found[name], schema=schema) for name, schema in schemas().items()}


def rows(record: Record) -> Iterator[tuple[str, Row]]:
    """Each row of a record with the name of its table, without the ``article_id`` that all of them have."""
    yield "articles", _article(record)
    yield from _actors(record)
    for event in record.events:
        yield "events", _event(event)
        yield from _evidence(event, record.article)
    yield from _statements(record)
    for issue in record.issues:
        yield "issues", {"step": issue.step, "message": issue.message, **_span("", issue.span)}


def _types() -> dict[str, pa.DataType]:
    import pyarrow as pa

    text = pa.string()
    return {
        "text": text,
        "texts": pa.list_(text),
        "whole": pa.int64(),
        "real": pa.float64(),
        "flag": pa.bool_(),
        "day": pa.date32(),
        "furniture": pa.list_(pa.struct({"text": text, "kind": text})),
        "stance": pa.list_(pa.struct({"toward": text, "polarity": pa.int64()})),
        "moment": pa.timestamp("us"),
        "wholes": pa.list_(pa.int64()),
        "parties": pa.list_(
            pa.struct(
                [(each, text) for each in ("actor_id", "name", "kind", "country", "code", "office")]
                + [("sectors", pa.list_(text))]
            )
        ),
        "disagreements": pa.list_(pa.struct({"on": text, "values": pa.list_(text), "events": pa.list_(text)})),
    }


def _article(record: Record) -> Row:
    article, coder = record.article, record.coder
    return {
        "source_id": article.source_id,
        "title": article.title,
        "publisher": article.publisher,
        "url": article.url,
        "published": day(article.published),
        "published_basis": article.published_basis,
        "language": article.language,
        "text": article.text,
        "furniture": [{"text": each.text, "kind": each.kind} for each in article.furniture],
        "author": article.author,
        "published_reliability": article.published_reliability,
        "version": coder.version,
        "codebook": coder.codebook,
        "model": coder.model,
    }


def _actors(record: Record) -> Iterator[tuple[str, Row]]:
    for actor in record.actors:
        row = {"actor_id": actor.id, "name": actor.name, "kind": actor.kind, "country": actor.country}
        yield "actors", {**row, "code": actor.code, "sectors": actor.sectors, "office": actor.office}
        for span in actor.mentions:
            yield "mentions", {"actor_id": actor.id, **_span("", span), "words": span.of(record.article.text)}


def _event(event: Event) -> Row:
    return {
        "event_id": event.id,
        "type": event.type,
        "mode": event.mode,
        "contexts": event.contexts,
        "cameo": event.cameo,
        "quad": event.quad,
        "goldstein": event.goldstein,
        "source": event.source,
        "recipient": event.recipient,
        "symmetric": event.symmetric,
        "status": event.status,
        "claimed_by": event.claimed_by,
        **_when(event.date),
        **_where(event.place),
        "why": event.why,
        "confidence": event.confidence,
    }


def _when(when: When | None) -> Row:
    if when is None:
        return {}
    days = {"date_start": day(when.start), "date_end": day(when.end)}
    words = {"date_text": when.text, "date_edtf": when.edtf, "date_basis": when.basis}
    return {**words, **days, **_span("date_span_", when.span)}


def _where(where: Where | None) -> Row:
    if where is None:
        return {}
    fields = ("text", "name", "country", "geonames", "lat", "lon")
    return {**{f"place_{field}": getattr(where, field) for field in fields}, **_span("place_span_", where.span)}


def _evidence(event: Event, article: Article) -> Iterator[tuple[str, Row]]:
    for number, each in enumerate(event.evidence):
        words = {"sentence": each.sentence.of(article.text), "trigger": each.trigger.of(article.text)}
        spans = _span("sentence_", each.sentence) | _span("trigger_", each.trigger)
        sides = _span("source_", each.source) | _span("recipient_", each.recipient)
        yield "evidence", {"event_id": event.id, "number": number, **words, **spans, **sides}


def _statements(record: Record) -> Iterator[tuple[str, Row]]:
    text = record.article.text
    for each in record.statements:
        cue = {"cue": each.cue.of(text) if each.cue else None, **_span("cue_", each.cue)}
        content = {"content": each.content.of(text), **_span("content_", each.content)}
        who = {"speaker": each.speaker, "addressee": each.addressee, "kind": each.kind}
        stance = [{"toward": one.toward, "polarity": one.polarity} for one in each.stance]
        of = {"about": each.about, "stance": stance, "events": each.events}
        yield "statements", {"statement_id": each.id, **who, **cue, **content, **of}


def _span(prefix: str, span: Span | None) -> Row:
    """A span as two columns."""
    return {f"{prefix}start": span.start, f"{prefix}end": span.end} if span is not None else {}


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
