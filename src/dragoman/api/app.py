"""The API as an application, as a router, and as a route of a larger site."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import APIRouter, Depends, FastAPI, Request
from starlette.routing import BaseRoute, Match, NoMatchFound

from dragoman.api import judging, lists, names, pairs, single, start
from dragoman.api.asked import once_each
from dragoman.api.documented import described
from dragoman.api.opened import Opened
from dragoman.api.people import ActorsAnswer
from dragoman.api.problems import handled
from dragoman.api.service import Service
from dragoman.api.small import Small
from dragoman.api.things import EventAnswer, HappeningAnswer
from dragoman.record import Record
from dragoman.version import VERSION

if TYPE_CHECKING:
    from starlette.datastructures import URLPath
    from starlette.types import ASGIApp, Receive, Scope, Send

DOCUMENT = "/openapi.json"
_ANSWERS = (
    start.Start, lists.EventsPage, lists.StatementsPage, EventAnswer, HappeningAnswer, Record, pairs.RelationAnswer,
    pairs.CompareAnswer, pairs.NetworkAnswer, pairs.MoversAnswer, ActorsAnswer, names.GroupsAnswer,
    judging.JudgementAnswer,
)  # fmt: skip
_ABOUT = """Who did what to whom, who said what, when and where: a ledger of coded news reports.

Every answer names the snapshot of the ledger that it is of, and carries an `ETag` that changes with it: send it back as
`If-None-Match`, and where nothing has changed the answer is 304. Every error has one shape:
`{"error": {"code", "message", "field"?}}`. Parameters that an address does not have are refused."""


def make_api(path: Path, *, token: str | None = None, seconds: float = 10.0, as_of: str | None = None) -> FastAPI:
    """The API of the ledger in a folder. Raises LedgerMissingError where there is none.

    token: the key for judgements, None where nobody may judge; seconds: the time limit of a question; as_of: a
    snapshot's number, a date or a moment: all answers are as the ledger was then.
    """
    return api_of(Opened(path, as_of=as_of, seconds=seconds), token=token)


def api_of(opened: Opened, *, token: str | None = None) -> FastAPI:
    """The API of an opened ledger: ``/api``, all below it, and ``/openapi.json``."""
    app = FastAPI(
        title="Dragoman", version=VERSION, description=_ABOUT, docs_url=None, redoc_url=None, openapi_url=DOCUMENT
    )
    app.include_router(router(opened, token=token))
    app.add_middleware(Small)
    handled(app)
    described(app, _ANSWERS)
    return app


def router(opened: Opened, *, token: str | None = None) -> APIRouter:
    """The addresses below ``/api``, for an application that answers errors by ``problems.handled``."""
    bound = Depends(_binding(Service(opened, token)))
    found = APIRouter(dependencies=[bound, Depends(once_each)])
    for module in (start, lists, single, pairs, names, judging):
        found.include_router(module.routes)
    return found


def is_api(path: str) -> bool:
    """Whether a path is one of the API's."""
    return path in {"/api", DOCUMENT} or path.startswith("/api/")


class ApiRoute(BaseRoute):
    """The API as one route of another site: ``/api``, all below it, and ``/openapi.json`` go to it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Whether a request is the API's."""
        own = scope["type"] == "http" and is_api(scope.get("path", ""))
        return (Match.FULL if own else Match.NONE), {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        await self.app(scope, receive, send)

    def url_path_for(self, name: str, /, **path_params: object) -> URLPath:
        """Nothing: the API's addresses have no names here."""
        raise NoMatchFound(name, dict(path_params))


def _binding(service: Service) -> Callable[[Request], None]:
    def bind(request: Request) -> None:
        request.state.service = service

    return bind
