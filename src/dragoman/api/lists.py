"""``/api/events`` and ``/api/statements``: lists, page by page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
from fastapi import APIRouter, Query, Request, Response

from dragoman.api.asked import EventsAsked, StatementsAsked
from dragoman.api.cited import Cited
from dragoman.api.documented import answers
from dragoman.api.paging import Part, page_of
from dragoman.api.problems import ApiError
from dragoman.api.rows import StatementRow, events_of, statements_of
from dragoman.api.service import Service, service_of
from dragoman.ledger.query import Condition
from dragoman.ledger.row import EventRow

if TYPE_CHECKING:
    from dragoman.api.opened import Asked

routes = APIRouter(prefix="/api")
_DAYS = (("e.date_start", "e.date_start IS NOT NULL"), ("e.told", "e.date_start IS NULL"))  # what query.DAY is made of


class EventsPage(msgspec.Struct, frozen=True):
    """Events in order of day and id. next: the cursor of the page behind this one, null at the end."""

    ledger: Cited
    events: tuple[EventRow, ...]
    next: str | None


class StatementsPage(msgspec.Struct, frozen=True):
    """Statements in order of day and id. next: the cursor of the page behind this one, null at the end."""

    ledger: Cited
    statements: tuple[StatementRow, ...]
    next: str | None


@routes.get("/events", summary="Events", responses=answers(EventsPage))
def events(request: Request, asked: Annotated[EventsAsked, Query()]) -> Response:
    """The events of a filter in order of day and id; an event without a date of its own stands at its article's.

    Undated ones come last. To walk through all, ask again with `cursor` set to `next` until that is null: no event
    comes twice, even where others are added meanwhile.
    """
    service = service_of(request)
    return service.answer(request, lambda given: _events(service, given, asked))


@routes.get("/statements", summary="Statements", responses=answers(StatementsPage))
def statements(request: Request, asked: Annotated[StatementsAsked, Query()]) -> Response:
    """The statements of a filter in order of their article's day and of id, page by page as events."""
    service = service_of(request)
    return service.answer(request, lambda given: _statements(service, given, asked))


def _events(service: Service, given: Asked, asked: EventsAsked) -> dict[str, Any]:
    if asked.type is not None and asked.type.upper() not in service.opened.book.types:
        raise ApiError(400, f"no such type; there are {', '.join(sorted(service.opened.book.types))}", "type")
    page = page_of(given.ledger, _parts(asked), cursor=asked.cursor, limit=asked.limit)
    rows = events_of(given.ledger, page.ids, page.told)
    return {"ledger": service.cited(given.snapshot), "events": rows, "next": page.next}


def _parts(asked: EventsAsked) -> Iterator[Part]:
    """Events with a date of their own, and those that stand at their article's."""
    wanted = asked.filter()
    mode = [Condition("e.mode = lower(?)", (asked.mode,))] if asked.mode is not None else []
    for day, where in _DAYS:
        held = (Condition(where), *wanted.conditions(day), *mode)
        yield Part(wanted.tables, day, "e.event_id", "e.told", held)


def _statements(service: Service, given: Asked, asked: StatementsAsked) -> dict[str, Any]:
    every = Part("statements s", "s.told", "s.statement_id", "s.told", tuple(asked.filter().conditions()))
    page = page_of(given.ledger, [every], cursor=asked.cursor, limit=asked.limit)
    rows = statements_of(given.ledger, page.ids, page.told)
    return {"ledger": service.cited(given.snapshot), "statements": rows, "next": page.next}
