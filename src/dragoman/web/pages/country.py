"""The page of a country, a body or a group: with whom it acts, who speaks for it, what it did and said of late."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dragoman.ledger.query import DAY, Condition, EventFilter, first_day
from dragoman.relations.many import last_day
from dragoman.views import charts
from dragoman.web.desk import desk_of
from dragoman.web.problems import not_found
from dragoman.web.render import page
from dragoman.web.said import statements_of
from dragoman.web.told import event_count, events_of

if TYPE_CHECKING:
    from starlette.requests import Request

    from dragoman.codebook import Codebook
    from dragoman.relations.book import Ledger
    from dragoman.relations.many import Edge

LATEST = 20  # events shown
REMARKS = 10  # statements shown, by it and about it each
PARTNERS = 30  # of the table
DRAWN = 20  # of the picture, which more would fill with lines
HEIGHT = 400  # pixels of the picture; the style sheet keeps them free
_NOW = "article_id NOT IN (SELECT article_id FROM superseded)"
_EVENTS = f"""
SELECT event_id FROM events e
WHERE (list_contains(source_codes, ?) OR list_contains(recipient_codes, ?)) AND (article_id IS NULL OR {_NOW})
ORDER BY {DAY} DESC NULLS LAST, article_id, number, event_id LIMIT {LATEST}"""
_BY = Condition(f"s.speaker_code = ? AND s.{_NOW}")
_ABOUT = Condition(f"list_contains(s.about, ?) AND s.{_NOW}")


def country(request: Request) -> Response:
    """The page of a code of the codebook; ``?on=`` a day: its offices and groups on that day.

    Raises QueryError where the day is none.
    """
    desk, code = desk_of(request), _code(request)
    shown = desk.once(lambda ledger: _shown(ledger, desk.book, code), "country", code)
    on = request.query_params.get("on", "").strip()
    day = first_day(on) if on else desk.once(last_day, "last day") or datetime.now(UTC).date()
    return page(request, "country.html", {"code": code, **shown, **_belongs(desk.book, code, day)})


def network(request: Request) -> Response:
    """The picture of whom it acts with and against, as a Vega-Lite specification."""
    desk, code = desk_of(request), _code(request)
    drawn = desk.once(lambda ledger: _picture(ledger.network(code, limit=DRAWN)), "network picture", code)
    return Response(drawn, media_type="application/json")


def chosen(request: Request) -> Response:
    """From a name or code, ``?code=``, to its page."""
    words = request.query_params.get("code", "")
    code = desk_of(request).book.code_of(words)
    if code is None:
        raise not_found(f"No country, body or group of states is called {words!r}.")
    return RedirectResponse(f"/country/{code}", 303)


def _picture(edges: tuple[Edge, ...]) -> str:
    if not edges:
        raise not_found("It acts with nobody in this ledger, so there is nothing to draw.")
    drawn = charts.network_chart(edges, width="container").to_dict()
    drawn["height"] = HEIGHT
    drawn["layer"][0]["encoding"]["color"]["legend"] = None  # the page tells it in words
    return json.dumps(drawn)


def _code(request: Request) -> str:
    """The code in the path. Raises the error of a missing page where the codebook has none like it."""
    code: str = request.path_params["code"].upper()
    book = desk_of(request).book
    if code not in book.actors.known and not book.groups.is_group(code):
        raise not_found(f"The codebook has no country, body or group {code!r}.")
    return code


def _shown(ledger: Ledger, book: Codebook, code: str) -> dict[str, Any]:
    edges = ledger.network(code, limit=PARTNERS)
    return {
        **_named(book, code),
        "does": event_count(ledger, EventFilter(source=code)),
        "undergoes": event_count(ledger, EventFilter(recipient=code)),
        "partners": [(_other(each, code), book.name_of(_other(each, code)), each) for each in edges],
        "events": events_of(ledger, [each for (each,) in ledger.rows(_EVENTS, [code, code])]),
        "by": statements_of(ledger, book, Condition(_BY.sql, (code,)), limit=REMARKS, latest=True),
        "about": statements_of(ledger, book, Condition(_ABOUT.sql, (code,)), limit=REMARKS, latest=True),
    }


def _named(book: Codebook, code: str) -> dict[str, Any]:
    """Name and kind; ``nation``, the code and name of the nation whose acts its acts are counted among, or None."""
    known = book.actors.known.get(code)
    counted = (known.country or known.code) if known is not None else None
    kind = "group of states" if book.groups.is_group(code) else known.kind if known is not None else ""
    nation = (counted, book.name_of(counted)) if counted not in (None, code) and counted is not None else None
    return {"name": book.name_of(code), "kind": kind, "nation": nation}


def _belongs(book: Codebook, code: str, day: date) -> dict[str, Any]:
    """Who holds its offices, which groups it is in and which members it has, on a day."""
    members = sorted((book.name_of(each), each) for each in book.groups.members(code, day))
    return {
        "day": day,
        "offices": book.offices.holders(code, day.isoformat()),
        "groups": [(each, book.name_of(each)) for each in book.groups.of(code, day)],
        "members": [(each, name) for name, each in members],
    }


def _other(edge: Edge, code: str) -> str:
    return edge.other if edge.one == code else edge.one


routes = (
    Route("/country", chosen),
    Route("/country/{code}", country),
    Route("/country/{code}/network.json", network),
)
