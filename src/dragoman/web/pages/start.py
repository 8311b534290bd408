"""The start page: a pair to choose, the pairs that changed of late, what the ledger holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.responses import RedirectResponse
from starlette.routing import Route

from dragoman.web.desk import Desk, desk_of
from dragoman.web.facts import facts_of
from dragoman.web.render import page, query
from dragoman.web.sides import choices

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

MOVERS, BUSIEST = 12, 12
_KEPT = ("by", "since", "until")  # what a chosen pair takes along


def start(request: Request) -> Response:
    """The start page."""
    return page(request, "start.html", {**_choice(desk_of(request)), "one": "", "other": "", "wrong": ""})


def many(request: Request) -> Response:
    """The part of the start page that looks at all pairs: movers, and the pairs with most acts."""
    desk = desk_of(request)
    movers = desk.once(lambda ledger: ledger.movers(limit=MOVERS), "movers")
    busiest = desk.once(lambda ledger: ledger.network(limit=BUSIEST), "busiest")
    pairs = [*((each.one, each.other) for each in movers), *((each.one, each.other) for each in busiest)]
    names = {code: desk.book.name_of(code) for pair in pairs for code in pair}
    return page(request, "many.html", {"movers": movers, "busiest": busiest, "names": names})


def pair(request: Request) -> Response:
    """From two names in the boxes to the page of the pair; back to the boxes where one means nobody."""
    desk, given = desk_of(request), request.query_params
    words = {side: given.get(side, "").strip() for side in ("one", "other")}
    codes = {side: desk.book.code_of(word) for side, word in words.items()}
    wrong = _wrong(words, codes)
    if wrong:
        return page(request, "start.html", {**_choice(desk), **words, "wrong": wrong}, 400)
    kept = {name: given[name] for name in _KEPT if name in given}
    return RedirectResponse(f"/pair/{codes['one']}/{codes['other']}{query(kept)}", 303)


def _wrong(words: dict[str, str], codes: dict[str, str | None]) -> str:
    unknown = [words[side] for side in words if words[side] and codes[side] is None]
    if unknown:
        return f"No country, body or group of states is called “{unknown[0]}”."
    if not all(words.values()):
        return "A relation has two sides: fill in both boxes."
    return "A relation has two sides: these are the same." if codes["one"] == codes["other"] else ""


def _choice(desk: Desk) -> dict[str, Any]:
    return {
        "choices": desk.once(lambda ledger: choices(ledger, desk.book), "choices"),
        "facts": desk.once(facts_of, "facts"),
    }


routes = (Route("/", start), Route("/many", many), Route("/pair", pair))
