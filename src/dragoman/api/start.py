"""``/api``: what the ledger holds, and where to ask."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated

import msgspec
from fastapi import APIRouter, Query, Request, Response

from dragoman.api.asked import NothingAsked
from dragoman.api.cited import Cited
from dragoman.api.documented import answers
from dragoman.api.opened import Asked
from dragoman.api.service import Service, service_of
from dragoman.relations.acts import days_of

routes = APIRouter()
_TABLES = ("articles", "events", "statements", "happenings", "judgements")
_COUNTS = f"SELECT {', '.join(f'(SELECT count(*) FROM {table})' for table in _TABLES)}"
_MOMENT = "SELECT CAST(snapshot_time AS TIMESTAMP) FROM ducklake_snapshots('ledger') WHERE snapshot_id = ?"
_LISTS = ("events", "statements", "network", "movers", "actors", "groups")


class Counts(msgspec.Struct, frozen=True):
    """How many rows the ledger's tables have."""

    articles: int
    events: int
    statements: int
    happenings: int
    judgements: int


class Start(msgspec.Struct, frozen=True):
    """What the ledger holds. moment: of the snapshot, in UTC; first, last: days of its events; links: where to ask."""

    ledger: Cited
    moment: datetime | None
    counts: Counts
    first: date | None
    last: date | None
    links: dict[str, str]


@routes.get("/api", summary="The ledger", responses=answers(Start))
def start(request: Request, _: Annotated[NothingAsked, Query()]) -> Response:
    """What the ledger holds, and in which state it is."""
    service = service_of(request)
    return service.answer(request, lambda given: _start(service, given))


def _start(service: Service, given: Asked) -> Start:
    (counts,) = given.ledger.rows(_COUNTS)
    moments = given.ledger.rows(_MOMENT, [given.snapshot])
    links = {"document": "/openapi.json", **{name: f"/api/{name}" for name in _LISTS}}
    moment = moments[0][0].replace(tzinfo=UTC) if moments else None
    return Start(service.cited(given.snapshot), moment, Counts(*counts), *days_of(given.ledger), links)
