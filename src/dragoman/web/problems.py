"""The one error page: what went wrong, in words, with the right status and never a trace."""

from __future__ import annotations

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import TYPE_CHECKING

from markupsafe import Markup
from starlette.exceptions import HTTPException

from dragoman.errors import DragomanError, LedgerError, QueryError
from dragoman.web.render import page
from dragoman.web.security import HEADERS

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

_LOG = logging.getLogger("dragoman.web")
_HEADINGS = {
    400: "This cannot be asked",
    401: "A key is needed",
    404: "Nothing is here",
    405: "Not in this way",
    503: "The ledger cannot be read now",
}


def not_found(words: str) -> HTTPException:
    """The error to raise where a page's subject is not in the ledger."""
    return HTTPException(404, words)


def problem(request: Request, status: int, detail: str) -> Response:
    """The error page."""
    heading = _HEADINGS.get(status) or HTTPStatus(status).phrase
    return page(request, "error.html", {"status": status, "heading": heading, "detail": detail}, status)


def of_http(request: Request, error: Exception) -> Response:
    """The page of an error that has a status."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    detail = error.detail if isinstance(error, HTTPException) else ""
    if detail == HTTPStatus(status).phrase:
        detail = "The address leads nowhere." if status == 404 else ""
    return problem(request, status, detail)


def of_question(request: Request, error: Exception) -> Response:
    """The page of a question that the ledger cannot answer: 400, or 503 where the ledger itself is at fault."""
    asked_wrong = isinstance(error, QueryError) or (
        isinstance(error, DragomanError) and not isinstance(error, LedgerError)
    )
    return problem(request, 400 if asked_wrong else 503, str(error))


def told(part: Callable[[], str]) -> Callable[[], str]:
    """The part of a page; where the ledger cannot answer, the words of that, as the page's top is out already."""

    def made() -> str:
        try:
            return part()
        except DragomanError as error:
            return str(Markup('<p class="problem" role="alert">{}</p>').format(error))

    return made


def of_fault(request: Request, error: Exception) -> Response:
    """The page of a fault of ours. It is answered outside the guards, so it brings their headers itself."""
    _LOG.error("%s %s", request.method, request.url.path, exc_info=error)
    answer = problem(request, 500, "This is a fault of the program. Its log says more.")
    answer.headers.update(dict(HEADERS))
    return answer
