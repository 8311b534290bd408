"""The one shape of errors: ``{"error": {"code", "message", "field"?}}``, never a trace."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import msgspec
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from dragoman.api.opened import TooSlowError
from dragoman.errors import DragomanError, LedgerBusyError, QueryError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fastapi import FastAPI
    from starlette.requests import Request

_LOG = logging.getLogger("dragoman.api")
_SOON = {"Retry-After": "5"}  # seconds
CODES = {
    400: "bad_question", 401: "unauthorised", 403: "forbidden", 404: "not_found", 405: "method_not_allowed",
    409: "conflict", 413: "too_large", 421: "misdirected", 422: "invalid", 423: "locked", 500: "fault",
    503: "unavailable",
}  # fmt: skip


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """What went wrong. code: a word for programs; message: for people; field: the parameter at fault."""

    code: str
    message: str
    field: str | None = None


class ErrorAnswer(msgspec.Struct, frozen=True):
    """The body of every answer that is an error."""

    error: Problem


class ApiError(DragomanError):
    """An answer that is an error. field: the parameter at fault."""

    def __init__(self, status: int, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.field = field


def problem(status: int, message: str, field: str | None = None, headers: Mapping[str, str] | None = None) -> Response:
    """The answer of an error."""
    answer = ErrorAnswer(Problem(CODES.get(status, "error"), message, field))
    return Response(msgspec.json.encode(answer), status, headers, "application/json")


def handled(app: FastAPI) -> None:
    """Answer all errors of an application in the one shape."""
    for kind, handler in (
        (RequestValidationError, _of_parameters),
        (HTTPException, _of_http),
        (DragomanError, _of_question),
        (Exception, _of_fault),
    ):
        app.add_exception_handler(kind, handler)


def _of_parameters(_: Request, error: Exception) -> Response:
    """The first parameter at fault; its value is not repeated."""
    found: list[dict[str, Any]] = list(error.errors()) if isinstance(error, RequestValidationError) else []
    if not found:
        return problem(422, "not a question")
    named = next((part for part in found[0]["loc"][1:] if isinstance(part, str)), None)
    if found[0]["type"] == "extra_forbidden":
        return problem(422, "there is no such parameter here", named)
    return problem(422, found[0]["msg"].removeprefix("Value error, "), named)


def _of_http(_: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        return problem(500, "a fault of the program")
    words = {404: "nothing is at this address", 405: "this address is not asked in that way"}
    detail = error.detail if error.detail != HTTPStatus(error.status_code).phrase else ""
    return problem(error.status_code, detail or words.get(error.status_code, "not possible"), None, error.headers)


def _of_question(_: Request, error: Exception) -> Response:
    if isinstance(error, ApiError):
        headers = {401: {"WWW-Authenticate": "Bearer"}, 423: _SOON}.get(error.status)
        return problem(error.status, str(error), error.field, headers)
    if isinstance(error, QueryError):
        return problem(400, str(error))
    if isinstance(error, LedgerBusyError):
        return problem(423, "another process writes to the ledger; try again later", None, _SOON)
    if isinstance(error, TooSlowError):
        return problem(503, str(error), None, _SOON)
    _LOG.error("the ledger cannot be read", exc_info=error)
    return problem(503, "the ledger cannot be read now", None, _SOON)


def _of_fault(request: Request, error: Exception) -> Response:
    _LOG.error("%s %s", request.method, request.url.path, exc_info=error)
    return problem(500, "a fault of the program; its log says more")
