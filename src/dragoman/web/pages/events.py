"""The list of events: the filters of ``dragoman events`` as a form, and a pager."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from starlette.routing import Route

from dragoman.ledger.query import STATUSES, EventFilter
from dragoman.web.asked import event_filter, page_number
from dragoman.web.desk import Desk, desk_of
from dragoman.web.render import page
from dragoman.web.told import SHOWN, event_count, event_ids, events_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from dragoman.relations.book import Ledger


def events(request: Request) -> Response:
    """One page of the events that a filter has."""
    desk = desk_of(request)
    given = dict(request.query_params)
    wanted = event_filter(given)
    at = page_number(given)
    total = desk.once(lambda ledger: event_count(ledger, wanted), "count", wanted)
    found = desk.once(lambda ledger: _rows(ledger, wanted, at), "events", wanted, at)
    return page(request, "events.html", {"rows": found, "total": total, **_around(desk, given, at, total)})


def _rows(ledger: Ledger, wanted: EventFilter, at: int) -> list[dict[str, Any]]:
    return events_of(ledger, event_ids(ledger, wanted, offset=(at - 1) * SHOWN))


def _around(desk: Desk, given: Mapping[str, str], at: int, total: int) -> dict[str, Any]:
    return {
        "given": given,
        "asked": {name: value for name, value in given.items() if name != "page"},
        "at": at,
        "pages": max(1, -(-total // SHOWN)),
        "statuses": STATUSES,
        "types": [(name, kind.name) for name, kind in sorted(desk.book.types.items())],
    }


routes = (Route("/events", events),)
