"""``/api/events`` and ``/api/statements``: lists, page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import msgspec
from fastapi import APIRouter, Query, Request, Response

from dragoman.api.asked import EventsAsked, StatementsAsked
from dragoman.api.cited import Cited
from dragoman.api.documented import answers
from dragoman.api.paging import Listed, page_of
from dragoman.api.problems import ApiError
from dragoman.api.rows import StatementRow
from dragoman.api.service import Service, service_of
from dragoman.ledger.query import DAY, Condition
from dragoman.ledger.row import EventRow

if TYPE_CHECKING:
    from dragoman.api.opened import Asked

routes = APIRouter(prefix="/api")


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
    wanted = asked.filter()
    mode = [Condition("e.mode = lower(?)", (asked.mode,))] if asked.mode is not None else []
    every = Listed(wanted.tables, DAY, "e.event_id", "e.file_row_number", (*wanted.conditions(), *mode))
    page = page_of(given.ledger, every, cursor=asked.cursor, limit=asked.limit)
    rows = given.ledger.events_of(page.found)
    return {"ledger": service.cited(given.snapshot), "events": rows, "next": page.next}


def _statements(service: Service, given: Asked, asked: StatementsAsked) -> dict[str, Any]:
    held = tuple(asked.filter().conditions())
    every = Listed("statements s", "s.told", "s.statement_id", "s.file_row_number", held)
    page = page_of(given.ledger, every, cursor=asked.cursor, limit=asked.limit)
    rows = given.ledger.statements_of(page.found)
    return {"ledger": service.cited(given.snapshot), "statements": rows, "next": page.next}
