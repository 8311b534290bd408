"""``/api/actors`` and ``/api/groups``: whom one may ask about."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import msgspec
from fastapi import APIRouter, Query, Request, Response

from dragoman.api.asked import ActorsAsked, NothingAsked
from dragoman.api.cited import Cited
from dragoman.api.documented import answers
from dragoman.api.people import ActorsAnswer, actors_of
from dragoman.api.service import service_of

if TYPE_CHECKING:
    from dragoman.codebook import Codebook

routes = APIRouter(prefix="/api")


class MemberRow(msgspec.Struct, frozen=True):
    """One state's time in a group. until: its last day, null while it lasts."""

    code: str
    name: str
    since: date
    until: date | None
    note: str


class GroupRow(msgspec.Struct, frozen=True):
    """A group of states and who was in it when."""

    code: str
    name: str
    members: tuple[MemberRow, ...]


class GroupsAnswer(msgspec.Struct, frozen=True):
    """The groups of states that may stand on either side of a relation."""

    ledger: Cited
    groups: tuple[GroupRow, ...]


@routes.get("/actors", summary="Actors by name", responses=answers(ActorsAnswer))
def actors(request: Request, asked: Annotated[ActorsAsked, Query()]) -> Response:
    """Countries, bodies and persons of the ledger and the codebook whose name, or a word of it, begins with `q`."""
    service = service_of(request)
    return service.answer(
        request,
        lambda given: ActorsAnswer(
            service.cited(given.snapshot),
            tuple(actors_of(given, service.roster, service.opened.book, asked.q, asked.limit)),
        ),
    )


@routes.get("/groups", summary="Groups of states", responses=answers(GroupsAnswer))
def groups(request: Request, _: Annotated[NothingAsked, Query()]) -> Response:
    """The groups of states of the codebook, with their members over time."""
    service = service_of(request)
    return service.answer(
        request, lambda given: GroupsAnswer(service.cited(given.snapshot), tuple(_groups(service.opened.book)))
    )


def _groups(book: Codebook) -> list[GroupRow]:
    return [
        GroupRow(
            code,
            book.name_of(code),
            tuple(
                MemberRow(each.member, book.name_of(each.member), each.since, each.until, each.note) for each in spells
            ),
        )
        for code, spells in sorted(book.groups.spells.items())
    ]
