"""The list of statements: who said what of whom, with a form to narrow it and a pager."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from starlette.routing import Route

from dragoman.errors import QueryError
from dragoman.ledger.query import StatementFilter
from dragoman.web.asked import days_checked, page_number
from dragoman.web.desk import desk_of
from dragoman.web.render import page
from dragoman.web.said import condition_of, statement_count, statements_of
from dragoman.web.sides import choices
from dragoman.web.told import SHOWN

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from dragoman.codebook import Codebook


def statements(request: Request) -> Response:
    """One page of the statements that a filter has."""
    desk = desk_of(request)
    given = dict(request.query_params)
    held = condition_of(statement_filter(given, desk.book))
    at = page_number(given)
    start = (at - 1) * SHOWN
    total = desk.once(lambda ledger: statement_count(ledger, held), "statement count", held)
    rows = desk.once(
        lambda ledger: statements_of(ledger, desk.book, held, limit=SHOWN, offset=start), "statements", held, at
    )
    around = {
        "given": given,
        "asked": {name: value for name, value in given.items() if name != "page"},
        "at": at,
        "pages": max(1, -(-total // SHOWN)),
        "choices": desk.once(lambda ledger: choices(ledger, desk.book), "choices"),
    }
    return page(request, "statements.html", {"rows": rows, "total": total, **around})


def statement_filter(given: Mapping[str, str], book: Codebook) -> StatementFilter:
    """The filter of the parameters speaker, about (a code or a name), since and until; others are ignored.

    Raises QueryError for a value that cannot be.
    """
    wanted = {name: words for name in ("speaker", "about", "since", "until") if (words := given.get(name, "").strip())}
    if "about" in wanted:
        code = book.code_of(wanted["about"])
        if code is None:
            raise QueryError(f"no country, body or group of states is called {wanted['about']!r}")
        wanted["about"] = code
    days_checked(wanted.get("since"), wanted.get("until"))
    return StatementFilter(
        speaker=wanted.get("speaker"),
        about=wanted.get("about"),
        since=wanted.get("since"),
        until=wanted.get("until"),
    )


routes = (Route("/statements", statements),)
