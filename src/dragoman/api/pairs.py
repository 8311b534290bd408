"""``/api/relations``, ``/api/network``, ``/api/movers``: what is between two sides, and between all."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
from fastapi import APIRouter, Path, Query, Request, Response

from dragoman.api.asked import Code, CompareAsked, MoversAsked, NetworkAsked, RelationAsked
from dragoman.api.cited import Cited
from dragoman.api.documented import answers
from dragoman.api.problems import ApiError
from dragoman.api.service import Service, service_of
from dragoman.errors import QueryError
from dragoman.ledger.query import next_day
from dragoman.relations.acts import Happened
from dragoman.relations.compare import Moment
from dragoman.relations.many import Mover
from dragoman.relations.pair import Period, Remark, Third, side_of
from dragoman.views.plain import compared_view, relation_view

if TYPE_CHECKING:
    from dragoman.api.opened import Asked
    from dragoman.relations.book import Ledger
    from dragoman.relations.many import Edge
    from dragoman.relations.pair import Relation

routes = APIRouter(prefix="/api")
MOST_PERIODS = 3_000  # of one relation; a level over more takes too much memory


class SideRow(msgspec.Struct, frozen=True):
    """One side of a relation."""

    code: str
    name: str


class PointRow(msgspec.Struct, frozen=True):
    """The level in a period on the Goldstein scale (-10 to 10), with its 90 % band. acts: in the period."""

    start: date
    level: float
    low: float
    high: float
    acts: int


class TurnRow(msgspec.Struct, frozen=True):
    """From a period on the level is another. happenings: the ids of those that weigh most in it."""

    start: date
    before: float
    after: float
    sentence: str
    happenings: tuple[str, ...]


class ClaimRow(msgspec.Struct, frozen=True):
    """A claim of how many visits there were, checked against the ledger."""

    words: str
    holds: bool
    answer: str
    event_id: str


class RelationAnswer(msgspec.Struct, frozen=True):
    """A relation by period. no_level: why there is no level, where there is none. Forth is what one did to other."""

    ledger: Cited
    one: SideRow
    other: SideRow
    by: str
    since: str | None
    until: str | None
    acts: int
    periods: tuple[Period, ...]
    level: tuple[PointRow, ...]
    no_level: str | None
    turning_points: tuple[TurnRow, ...]
    meetings: tuple[Happened, ...]
    claims: tuple[ClaimRow, ...]
    remarks: tuple[Remark, ...]
    thirds: tuple[Third, ...]


class ComparedRow(msgspec.Struct, frozen=True):
    """A relation beside others. friendly, hostile: cooperative and hostile acts; mean: their Goldstein weight.

    days: of the first and the last act; no_level: why there is no level, where there is none. All pairs have the same
    periods.
    """

    one: SideRow
    other: SideRow
    acts: int
    friendly: int
    hostile: int
    mean: float | None
    days: tuple[date, date] | None
    no_level: str | None
    periods: tuple[Moment, ...]


class CompareAnswer(msgspec.Struct, frozen=True):
    """Relations over the same time, side by side, each once, in the order asked for."""

    ledger: Cited
    by: str
    since: str | None
    until: str | None
    pairs: tuple[ComparedRow, ...]


class EdgeRow(msgspec.Struct, frozen=True):
    """Two nations and how many acts were between them. goldstein: mean weight."""

    one: str
    other: str
    acts: int
    cooperation: int
    conflict: int
    goldstein: float


class NetworkAnswer(msgspec.Struct, frozen=True):
    """The pairs with most acts between them."""

    ledger: Cited
    pairs: tuple[EdgeRow, ...]


class MoversAnswer(msgspec.Struct, frozen=True):
    """The pairs whose last weeks differ most from their past."""

    ledger: Cited
    pairs: tuple[Mover, ...]


_SIDE = Path(description="A country (ISO 3166 alpha-3), a body (UN) or a group of states (EU).", examples=["FRA"])


@routes.get("/relations/{one}/{other}", summary="A relation", responses=answers(RelationAnswer, 404))
def relation(
    request: Request,
    one: Annotated[Code, _SIDE],
    other: Annotated[Code, _SIDE],
    asked: Annotated[RelationAsked, Query()],
) -> Response:
    """What two sides did to and with each other by period, with level, turning points, meetings and remarks.

    Acts are what actually happened, once a happening however many reports tell it. The four numbers of `forth`, `back`
    and `both` are verbal and material cooperation, verbal and material conflict.
    """
    service = service_of(request)
    return service.answer(request, lambda given: _relation(service, given, one, other, asked))


@routes.get("/relations/compare", summary="Relations side by side", responses=answers(CompareAnswer))
def compare(request: Request, asked: Annotated[CompareAsked, Query()]) -> Response:
    """Up to four relations by the same periods: acts, mean weight and level of each, with its 90 % band."""
    service = service_of(request)
    return service.answer(request, lambda given: _compared(service, given, asked))


@routes.get("/network", summary="The busiest pairs", responses=answers(NetworkAnswer))
def network(request: Request, asked: Annotated[NetworkAsked, Query()]) -> Response:
    """Who acts with and against whom: the pairs of one nation, or of all, with most acts."""
    service = service_of(request)
    return service.answer(
        request,
        lambda given: {
            "ledger": service.cited(given.snapshot),
            "pairs": [_edge(each) for each in _network(given.ledger, asked)],
        },
    )


@routes.get("/movers", summary="The pairs that changed", responses=answers(MoversAnswer))
def movers(request: Request, asked: Annotated[MoversAsked, Query()]) -> Response:
    """The pairs whose mean Goldstein weight in the last weeks differs most from that of three years before."""
    service = service_of(request)
    return service.answer(
        request,
        lambda given: {
            "ledger": service.cited(given.snapshot),
            "pairs": _movers(given.ledger, asked),
        },
    )


def _relation(service: Service, given: Asked, one: str, other: str, asked: RelationAsked) -> dict[str, Any]:
    book = service.opened.book
    for name, code in (("one", one), ("other", other)):
        try:
            side_of(code, book)
        except QueryError as error:
            raise ApiError(404, "no such country or body; countries are ISO 3166 alpha-3, as FRA", name) from error
    found = given.ledger.relations(one, other, by=asked.by, since=asked.since, until=asked.until)
    _limited(found)
    view = relation_view(found, given.ledger.course(found), given.ledger.claims(found))
    return {"ledger": service.cited(given.snapshot), **view}


def _compared(service: Service, given: Asked, asked: CompareAsked) -> dict[str, Any]:
    pairs = [(one, other) for one, _, other in (each.partition(",") for each in asked.pair)]
    try:
        found = given.ledger.several(pairs, by=asked.by, since=asked.since, until=asked.until)
    except QueryError as error:
        raise ApiError(400, str(error), "pair") from error
    for each in found:
        _limited(each)
    return {"ledger": service.cited(given.snapshot), **compared_view(given.ledger.beside(found))}


def _limited(found: Relation) -> None:
    if len(found.periods) > MOST_PERIODS:
        raise ApiError(400, f"more than {MOST_PERIODS:,} periods; ask for longer ones, or for less time", "by")


def _edge(edge: Edge) -> EdgeRow:
    return EdgeRow(**{name: getattr(edge, name) for name in EdgeRow.__struct_fields__})


def _network(ledger: Ledger, asked: NetworkAsked) -> tuple[Edge, ...]:
    return ledger.network(asked.code, since=asked.since, until=asked.until, limit=asked.limit)


def _movers(ledger: Ledger, asked: MoversAsked) -> tuple[Mover, ...]:
    last = next_day(asked.until) - timedelta(days=1) if asked.until else None
    try:
        return ledger.movers(weeks=asked.weeks, until=last, limit=asked.limit)
    except QueryError as error:
        raise ApiError(422, str(error), "until") from error
