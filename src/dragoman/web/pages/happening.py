"""The page of a happening: what happened, and each report that tells it, with what they agree and disagree on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from starlette.routing import Route

from dragoman.web.desk import desk_of
from dragoman.web.facts import citation, facts_of
from dragoman.web.problems import not_found
from dragoman.web.render import page
from dragoman.web.told import events_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from dragoman.codebook import Codebook
    from dragoman.relations.book import Ledger

Row = dict[str, Any]
_TELLINGS = "SELECT event_id, score, why FROM tellings WHERE happening_id = ?"
_COPIES = """
SELECT c.article_id, c.original_id, c.similarity, a.title, a.publisher, a.published
FROM copies c LEFT JOIN articles a ON a.article_id = c.original_id
WHERE c.article_id IN (SELECT unnest(?::VARCHAR[]))"""


def happening(request: Request) -> Response:
    """The happening of an id; 404 where the ledger has none."""
    desk, own = desk_of(request), request.path_params["id"]
    found = desk.once(lambda ledger: _shown(ledger, desk.book, own), "happening", own)
    if found is None:
        raise not_found("There is no such happening in this ledger. One that gains a report has a new address.")
    facts = desk.once(facts_of, "facts")
    cited = citation(facts, found["title"], str(request.url.replace(query="")), datetime.now(UTC).date())
    return page(request, "happening.html", {**found, "cited": cited})


def _shown(ledger: Ledger, book: Codebook, own: str) -> dict[str, Any] | None:
    """All that the page shows of a happening; None where there is no such happening."""
    found = next(ledger.each("SELECT * FROM happenings WHERE happening_id = ?", [own]), None)
    if found is None:
        return None
    tellings = _tellings(ledger, own)
    return {
        "happening": found,
        "title": _title(found, tellings, book),
        "type": book.types.get(found["type"]),
        "when": _when(found["date_start"], found["date_end"]),
        "where": _where(found["place"], found["place_country"], book),
        "sides": {side: _nations(found[f"{side}_codes"], book) for side in ("source", "recipient")},
        "outlets": list(_by_outlet(tellings)),
        "said": [*_alike(found, tellings), *_differing(found, tellings)],
        "copies": _copies(ledger, tellings),
    }


def _tellings(ledger: Ledger, own: str) -> list[Row]:
    """The events that tell it with ``score``, ``why_told`` and ``outlet``, those reported first first."""
    joined = {event: {"score": score, "why_told": why} for event, score, why in ledger.rows(_TELLINGS, [own])}
    rows = [{**each, **joined[each["event_id"]], "outlet": _outlet(each)} for each in events_of(ledger, list(joined))]
    return sorted(rows, key=lambda row: (row["published"] or date.max, row["article_id"], row["sentence_start"]))


def _outlet(row: Mapping[str, Any]) -> str:
    return row["publisher"] or "Outlet not named"


def _by_outlet(tellings: Sequence[Row]) -> Iterator[tuple[str, list[Row]]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for each in tellings:
        found[each["outlet"]].append(each)
    yield from found.items()


def _copies(ledger: Ledger, tellings: Sequence[Row]) -> dict[str, Row]:
    """The originals of the articles that are copies, by the copies' ids."""
    articles = sorted({each["article_id"] for each in tellings})
    return {row["article_id"]: row for row in ledger.each(_COPIES, [articles])}


def _alike(found: Row, tellings: Sequence[Row]) -> Iterator[Row]:
    """What all tellings that say anything of it say alike, in the form of ``_differing``."""
    from dragoman.api.things import agreements

    for each in agreements(tellings, {row["on"] for row in found["disagreements"] or ()}):
        yield {"on": each.on, "alike": True, "values": [(each.value, each.events, [])]}


def _differing(found: Row, tellings: Sequence[Row]) -> Iterator[Row]:
    """What they differ in. values: what is said, by how many, and the telling of each that says it."""
    rows = {each["event_id"]: each for each in tellings}
    for each in found["disagreements"] or ():
        said: defaultdict[str, list[Row]] = defaultdict(list)
        for value, event in zip(each["values"], each["events"], strict=True):
            said[value].append(rows[event])
        ordered = sorted(said.items(), key=lambda pair: (-len(pair[1]), pair[0]))
        values = [(value, len(events), events) for value, events in ordered]
        yield {"on": each["on"], "alike": False, "values": values}


def _nations(codes: Sequence[str], book: Codebook) -> list[tuple[str, str]]:
    return [(code, book.name_of(code)) for code in codes]


def _title(found: Row, tellings: Sequence[Row], book: Codebook) -> str:
    kind = book.types.get(found["type"])
    what = kind.name if kind is not None else found["type"]
    source, recipient = (
        " and ".join(book.name_of(code) for code in found[f"{s}_codes"]) for s in ("source", "recipient")
    )
    together = any(each["symmetric"] for each in tellings) or source == recipient
    sides = source if source == recipient else f"{source or '?'} {'↔' if together else '→'} {recipient or '?'}"
    return f"{what}: {sides}"


def _when(first: date | None, last: date | None) -> str | None:
    """The day, or the days it lies within; None where no report tells."""
    if first is None or last is None or first == last:
        known = first or last
        return known.isoformat() if known else None
    return f"{first} to {last}"


def _where(place: str | None, country: str | None, book: Codebook) -> str | None:
    """The place with its country where that is another name; None where no report tells."""
    return ", ".join(dict.fromkeys(each for each in (place, country and book.name_of(country)) if each)) or None


routes = (Route("/happening/{id}", happening),)
