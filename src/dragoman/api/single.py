"""``/api/events/{id}``, ``/api/articles/{id}``, ``/api/happenings/{id}``: one thing with all that is known of it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from dragoman.api.asked import Id, NothingAsked
from dragoman.api.documented import answers
from dragoman.api.problems import ApiError
from dragoman.api.service import service_of
from dragoman.api.things import EventAnswer, HappeningAnswer, event_answer, happening_answer
from dragoman.errors import QueryError
from dragoman.ledger import Ledger
from dragoman.record import Record

routes = APIRouter(prefix="/api")
_ID = Path(description="The content id.", examples=["b2:0123456789abcdef0123456789abcdef"])


@routes.get("/events/{event_id}", summary="One event", responses=answers(EventAnswer, 404))
def event(request: Request, event_id: Annotated[Id, _ID], _: Annotated[NothingAsked, Query()]) -> Response:
    """An event with all its evidence, the frame that fired (`why`), its article, and people's judgements of it."""
    service = service_of(request)
    return service.answer(
        request, lambda given: {"ledger": service.cited(given.snapshot), **event_answer(given.ledger, event_id)}
    )


@routes.get("/happenings/{happening_id}", summary="One happening", responses=answers(HappeningAnswer, 404))
def happening(request: Request, happening_id: Annotated[Id, _ID], _: Annotated[NothingAsked, Query()]) -> Response:
    """A happening: all events that tell it, and what they agree and disagree on."""
    service = service_of(request)
    return service.answer(
        request, lambda given: {"ledger": service.cited(given.snapshot), **happening_answer(given.ledger, happening_id)}
    )


@routes.get("/articles/{article_id}", summary="One article", responses=answers(Record, 404))
def article(request: Request, article_id: Annotated[Id, _ID], _: Annotated[NothingAsked, Query()]) -> Response:
    """The whole record of an article, as `dragoman read` gives it; its text is empty where the ledger keeps none."""
    return service_of(request).answer(request, lambda given: _record(given.ledger, article_id))


def _record(ledger: Ledger, article_id: str) -> Record:
    try:
        return ledger.record(article_id)
    except QueryError as error:
        raise ApiError(404, "no such article in the ledger", "article_id") from error
