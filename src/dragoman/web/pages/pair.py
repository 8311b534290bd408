"""The page of a pair: the whole time on top, and below it all that lies in the time chosen."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dragoman.ledger.query import first_day
from dragoman.relations.pair import side_of, weightiest
from dragoman.relations.periods import following
from dragoman.web.asked import PAIR_PERIODS
from dragoman.web.below import below_of
from dragoman.web.desk import desk_of
from dragoman.web.pairs import asked_of, course_of, relation_of
from dragoman.web.problems import not_found, told
from dragoman.web.render import page, page_in_two, query, words_of
from dragoman.web.told import SHOWN, events_of

if TYPE_CHECKING:
    from starlette.requests import Request

    from dragoman.web.desk import Desk
    from dragoman.web.pairs import Asked

DRAWN = ("mirrored", "level", "timeline", "map")


def pair(request: Request) -> Response:
    """The whole page. Its top is sent before the ledger is asked."""
    desk, asked = desk_of(request), asked_of(request)
    if (asked.one, asked.other) != (request.path_params["one"], request.path_params["other"]):
        return RedirectResponse(f"{asked.path}{query(asked.given)}", 308)
    one, other = (side_of(code, desk.book) for code in (asked.one, asked.other))
    context = {"asked": asked, "one": one, "other": other, "periods_by": PAIR_PERIODS}
    return page_in_two(
        request, "pair.html", context, told(lambda: words_of(request, "below.html", _below(request, asked)))
    )


def below(request: Request) -> Response:
    """What lies below the picture on top, anew for another time."""
    return page(request, "below.html", _below(request, asked_of(request)))


def acts(request: Request) -> Response:
    """The acts of the period that begins on ``start``, weightiest first."""
    desk, asked = desk_of(request), asked_of(request)
    begun = first_day(request.query_params.get("start", ""))
    last = following(begun, asked.by)
    held = [each for each in relation_of(desk, asked).acts if begun <= each.day < last]
    ids = [each.event_id for each in weightiest(held)[:SHOWN]]
    rows = desk.once(lambda ledger: events_of(ledger, ids), "acts", asked, begun)
    more = {**asked.wanted, "since": begun.isoformat(), "until": (last - timedelta(days=1)).isoformat()}
    return page(request, "acts-of-period.html", {"rows": rows, "left": len(held) - len(rows), "more": more})


def chart(request: Request) -> Response:
    """A picture of the pair as a Vega-Lite specification."""
    desk, asked = desk_of(request), asked_of(request)
    what = request.path_params["what"]
    if what not in DRAWN:
        raise not_found(f"There is no picture {what!r}; there are {', '.join(DRAWN)}.")
    drawn = _drawn(what, desk, asked).to_dict()
    if what == "mirrored":
        drawn["encoding"]["color"]["legend"] = None  # the page has its own
    return Response(json.dumps(drawn), media_type="application/json")


def _below(request: Request, asked: Asked) -> dict[str, Any]:
    url = f"{request.url.scheme}://{request.url.netloc}{asked.path}{query(asked.given)}"
    return below_of(desk_of(request), asked, url)


def _drawn(what: str, desk: Desk, asked: Asked) -> Any:
    from dragoman.views import charts

    if what == "mirrored":
        return charts.mirrored(relation_of(desk, asked.whole), width="container", span=asked.span)
    if what == "level":
        course = course_of(desk, asked)
        return charts.level_chart(course.level, course.turns, width="container")
    draw = charts.timeline if what == "timeline" else charts.place_chart
    return draw(relation_of(desk, asked).acts, width="container")


routes = (
    Route("/pair/{one}/{other}", pair),
    Route("/pair/{one}/{other}/below", below),
    Route("/pair/{one}/{other}/acts", acts),
    Route("/pair/{one}/{other}/chart/{what}.json", chart),
)
