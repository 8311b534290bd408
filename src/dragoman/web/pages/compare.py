"""The page that sets pairs side by side: their figures in a table, their pictures on the same scales."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dragoman.errors import QueryError
from dragoman.relations.compare import MOST, figures_of
from dragoman.relations.pair import side_of
from dragoman.views import charts
from dragoman.web.asked import PAIR_PERIODS
from dragoman.web.desk import desk_of
from dragoman.web.pairs import compared_of, course_of, relation_of
from dragoman.web.problems import not_found
from dragoman.web.render import page, query
from dragoman.web.sides import choices

if TYPE_CHECKING:
    from starlette.requests import Request

    from dragoman.web.desk import Desk
    from dragoman.web.pairs import Asked

DRAWN = ("level", "mirrored")
HEIGHT = 150  # pixels of a picture; the style sheet keeps them free


def compare(request: Request) -> Response:
    """The pairs of the address, ``?pair=FRA,IRQ&pair=DEU,IRQ``; a further one is added by ``one`` and ``other``."""
    desk, pairs = desk_of(request), compared_of(request)
    added = {side: request.query_params.get(side, "").strip() for side in ("one", "other")}
    if any(added.values()):
        return RedirectResponse(f"/compare{_query(pairs, _added(desk, added))}", 303)
    context = {
        "pairs": [_shown(desk, each, pairs) for each in pairs],
        "given": given_of(pairs),
        "asked": pairs[0],
        "most": MOST,
        "periods_by": PAIR_PERIODS,
        "choices": desk.once(lambda ledger: choices(ledger, desk.book), "choices"),
    }
    return page(request, "compare.html", context)


def chart(request: Request) -> Response:
    """The picture of one of the pairs, ``of=1`` the first, on the scales of all, as a Vega-Lite specification."""
    desk, pairs = desk_of(request), compared_of(request)
    what, of = request.path_params["what"], request.query_params.get("of", "")
    if what not in DRAWN or of not in map(str, range(1, len(pairs) + 1)):
        raise not_found("There is no such picture.")
    drawn = _drawn(what, desk, pairs, pairs[int(of) - 1]).to_dict()
    drawn["height"] = HEIGHT
    if what == "mirrored":
        drawn["encoding"]["color"]["legend"] = None  # the page has its own
    return Response(json.dumps(drawn), media_type="application/json")


def given_of(pairs: tuple[Asked, ...]) -> dict[str, Any]:
    """The parameters of the address of some pairs."""
    return {"pair": [f"{each.one},{each.other}" for each in pairs], **pairs[0].given}


def _query(pairs: tuple[Asked, ...], further: str) -> str:
    given = given_of(pairs)
    return query(given, pair=[*given["pair"], further])


def _added(desk: Desk, words: dict[str, str]) -> str:
    """The pair that two names mean, as the address has it. Raises QueryError where one means nobody."""
    codes = [desk.book.code_of(each) for each in words.values()]
    for word, code in zip(words.values(), codes, strict=True):
        if code is None:
            raise QueryError(f"no country, body or group of states is called {word!r}; go back and fill in both boxes")
    return ",".join(code for code in codes if code is not None)


def _shown(desk: Desk, asked: Asked, pairs: tuple[Asked, ...]) -> dict[str, Any]:
    found, level = relation_of(desk, asked), course_of(desk, asked).level
    return {
        "asked": asked,
        "one": side_of(asked.one, desk.book),
        "other": side_of(asked.other, desk.book),
        "acts": len(found.acts),
        "figures": figures_of(found),
        "level": level,
        "others": [f"{each.one},{each.other}" for each in pairs if each != asked],
    }


def _drawn(what: str, desk: Desk, pairs: tuple[Asked, ...], asked: Asked) -> Any:
    frame = charts.frame_of(relation_of(desk, each) for each in pairs)
    if frame is None:
        raise not_found("There is nothing between them in that time, so there is nothing to draw.")
    if what == "mirrored":
        return charts.mirrored(relation_of(desk, asked), width="container", frame=frame)
    course = course_of(desk, asked)
    return charts.level_chart(course.level, course.turns, width="container", frame=frame)


routes = (Route("/compare", compare), Route("/compare/chart/{what}.json", chart))
