"""The page of a report: its text with what was found in it, layer by layer, and the events and statements beside."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from starlette.routing import Route

from dragoman.web.desk import desk_of
from dragoman.web.facts import citation, facts_of
from dragoman.web.layers import LAYERS, chosen, marks_of, paragraphs, runs
from dragoman.web.links import web_address
from dragoman.web.problems import not_found
from dragoman.web.render import page
from dragoman.web.told import events_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from dragoman.relations.book import Ledger
    from dragoman.span import Span

Row = dict[str, Any]
_ARTICLE = """
SELECT a.*, s.by_article_id FROM articles a LEFT JOIN superseded s USING (article_id) WHERE a.article_id = ?"""
_OTHERS = "SELECT article_id, title, publisher, published, edition FROM articles"
_EDITIONS = f"{_OTHERS} WHERE document_id = ? AND article_id <> ? ORDER BY edition"
_COPIES = f"""
WITH first AS (SELECT coalesce((SELECT original_id FROM copies WHERE article_id = ?), ?) AS article_id)
{_OTHERS} WHERE article_id <> ? AND (article_id IN (FROM first)
    OR article_id IN (SELECT article_id FROM copies WHERE original_id IN (FROM first)))
ORDER BY published, article_id"""
_STATEMENTS = "SELECT * FROM statements WHERE article_id = ? ORDER BY number"
_NUMBERED = "SELECT event_id, number FROM events WHERE article_id = ? AND number > 0 ORDER BY number"
_SENTENCES = "SELECT DISTINCT sentence_start, sentence FROM evidence WHERE article_id = ? ORDER BY sentence_start"


def article(request: Request) -> Response:
    """The report of an id; 404 where the ledger has none."""
    desk, own = desk_of(request), request.path_params["id"]
    asked = request.query_params
    layers = chosen(asked.getlist("layers") if "layers" in asked else None)
    found = desk.once(lambda ledger: _read(ledger, own), "article", own)
    if found is None:
        raise not_found("There is no such article in this ledger.")
    title = found["article"]["title"] or "A report without a title"
    facts = desk.once(facts_of, "facts")
    cited = citation(facts, title, str(request.url.replace(query="")), datetime.now(UTC).date())
    link = web_address(found["article"]["url"])
    return page(
        request,
        "article.html",
        {**found, "title": title, "link": link, "cited": cited, "layers": LAYERS, "on": layers},
    )


def _read(ledger: Ledger, own: str) -> dict[str, Any] | None:
    """All that the page shows of an article; None where there is no such article."""
    found = next(ledger.each(_ARTICLE, [own]), None)
    if found is None:
        return None
    record = ledger.record(own)
    kept = found["text"] is not None
    stretches = paragraphs(found["text"]) if kept else ledger.rows(_SENTENCES, [own])
    return {
        "article": found,
        "kept": kept,
        "paragraphs": runs(stretches, list(marks_of(record))),
        "events": _events(ledger, own),
        "statements": _statements(ledger, own),
        "issues": [(each, _words(found["text"], each.span)) for each in record.issues],
        "editions": list(ledger.each(_EDITIONS, [found["document_id"], own])),
        "copies": list(ledger.each(_COPIES, [own] * 3)),
    }


def _events(ledger: Ledger, article_id: str) -> list[tuple[str, Row]]:
    """The events with their ids in the record, as ``e1``."""
    numbers = dict(ledger.rows(_NUMBERED, [article_id]))
    return [(f"e{numbers[row['event_id']]}", row) for row in events_of(ledger, list(numbers))]


def _statements(ledger: Ledger, article_id: str) -> list[tuple[str, Row]]:
    """The statements with their ids in the record, as ``s1``."""
    return [(f"s{row['number']}", row) for row in ledger.each(_STATEMENTS, [article_id])]


def _words(text: str | None, span: Span | None) -> str:
    return text[span.start : span.end] if text and span else ""


routes = (Route("/article/{id}", article),)
