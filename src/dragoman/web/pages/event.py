"""The page of one event: its words, and every field of it with what it rests on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from starlette.routing import Route

from dragoman.ledger.judge import ATTACHED
from dragoman.web.desk import desk_of
from dragoman.web.facts import citation, facts_of
from dragoman.web.links import web_address
from dragoman.web.problems import not_found
from dragoman.web.render import page
from dragoman.web.told import events_of, marks_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from dragoman.codebook import Codebook
    from dragoman.relations.book import Ledger

Row = dict[str, Any]
REACH = 300  # characters shown on either side of the sentence
_MORE = """
SELECT e.number, e.mentions AS own_mentions, e.articles AS own_articles, e.sources AS own_sources,
    a.article_id IS NOT NULL AS article_here, a.text, a.codebook, a.model, r.version AS run_version,
    CAST(r.started AS DATE) AS run_day
FROM events e LEFT JOIN articles a USING (article_id) LEFT JOIN runs r ON r.run_id = e.run_id
WHERE e.event_id = ?"""
_EVIDENCE = "SELECT * FROM evidence WHERE event_id = ? AND number > 0 ORDER BY number"
_JUDGED = f"SELECT * FROM ({ATTACHED}) WHERE event_id = ?"


def event(request: Request) -> Response:
    """The event of an id; 404 where the ledger has none."""
    desk, own = desk_of(request), request.path_params["id"]
    found = desk.once(lambda ledger: _read(ledger, own), "event", own)
    if found is None:
        raise not_found("There is no such event in this ledger.")
    row = found["row"]
    title = headline(row, desk.book)
    facts = desk.once(facts_of, "facts")
    cited = citation(facts, title, str(request.url.replace(query="")), datetime.now(UTC).date())
    shown = {"title": title, "link": web_address(row["url"]), "cited": cited, "own": row["article_id"] is not None}
    return page(request, "event.html", {**found, **shown, **_coded(desk.book, row)})


def headline(row: Mapping[str, Any], book: Codebook) -> str:
    """Who did what to whom, in a line."""
    source, recipient = (", ".join(each["name"] for each in row[side]) for side in ("source", "recipient"))
    arrow = "↔" if row["symmetric"] else "→"
    sides = f"{source or '?'} {arrow} {recipient}" if recipient else source or "?"
    kind = book.types.get(row["type"])
    return f"{sides}: {kind.name.lower() if kind is not None else row['type']}"


def neighbours(text: str, start: int, end: int, reach: int = REACH) -> tuple[str, str]:
    """What stands before and after a stretch of a text, at most ``reach`` characters each, cut between words."""
    before, after = text[max(0, start - reach) : start], text[end : end + reach]
    if start > reach:
        before = f"… {before.partition(' ')[2]}"
    if end + reach < len(text):
        after = f"{after.rpartition(' ')[0]} …"
    return before, after


def pairs(row: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The pairs of nations or bodies that an event stands between, each once."""
    sides = ([each["country"] or each["code"] for each in row[side]] for side in ("source", "recipient"))
    sources, recipients = sides
    found = ((one, other) for one in sources for other in recipients if one and other and one != other)
    return list(dict.fromkeys(found))


def _read(ledger: Ledger, own: str) -> dict[str, Any] | None:
    """All that the page shows from the ledger; None where there is no such event."""
    row = next(iter(events_of(ledger, [own])), None)
    if row is None:
        return None
    more = next(ledger.each(_MORE, [own]))
    kept = more["text"] is not None and row["sentence"] is not None
    around = neighbours(more["text"], row["sentence_start"], row["sentence_end"]) if kept else ("", "")
    return {
        "row": row,
        "more": more,
        "around": around,
        "further": [{**each, "marks": marks_of(each)} for each in ledger.each(_EVIDENCE, [own])],
        "judged": [{**each, "changes": json.loads(each["changes"])} for each in ledger.each(_JUDGED, [own])],
        "pairs": pairs(row),
    }


def _coded(book: Codebook, row: Row) -> dict[str, Any]:
    """What the codebook says of the event's codes; None for those that it doesn't know."""
    kind = book.types.get(row["type"])
    modes = kind.modes if kind is not None else ()
    contexts = {each.name: each.definition for each in book.contexts}
    return {
        "names": {code: book.name_of(code) for pair in pairs(row) for code in pair},
        "kind": kind,
        "mode": next((each for each in modes if each.name == row["mode"]), None),
        "cameo": book.cameo.get(row["cameo"]),
        "contexts": [(each, contexts.get(each)) for each in row["contexts"]],
    }


routes = (Route("/event/{id}", event),)
