"""The page of a pair: the whole time on top, and below it all that lies in the time chosen."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dragoman.errors import QueryError
from dragoman.ledger.query import first_day, next_day
from dragoman.relations.pair import Relation, side_of
from dragoman.relations.periods import following, start_of
from dragoman.views import charts
from dragoman.web.asked import PAIR_PERIODS, days_checked
from dragoman.web.desk import Desk, desk_of
from dragoman.web.facts import citation, facts_of
from dragoman.web.pages.download import FORMS
from dragoman.web.problems import not_found
from dragoman.web.render import page, query
from dragoman.web.told import SHOWN, events_of

if TYPE_CHECKING:
    from starlette.requests import Request

    from dragoman.relations.book import Course, Ledger

LATEST = 8  # meetings and remarks shown at once
DRAWN = ("mirrored", "level", "timeline", "map")


@dataclass(frozen=True, slots=True)
class Asked:
    """Which pair, by which periods, and the time chosen: both days included, None where it is open."""

    one: str
    other: str
    by: str
    since: str | None
    until: str | None

    @property
    def path(self) -> str:
        """The page's path."""
        return f"/pair/{self.one}/{self.other}"

    @property
    def given(self) -> dict[str, str | None]:
        """The parameters of the page's address."""
        return {"by": None if self.by == "quarter" else self.by, "since": self.since, "until": self.until}

    @property
    def wanted(self) -> dict[str, str | None]:
        """The parameters of the event list that holds the same."""
        return {"between": f"{self.one},{self.other}", "status": "actual", "since": self.since, "until": self.until}

    def has(self, day: date) -> bool:
        """Whether a day lies in the time chosen."""
        begun = self.since is None or day >= first_day(self.since)
        return begun and (self.until is None or day < next_day(self.until))


def pair(request: Request) -> Response:
    """The whole page."""
    desk, asked = desk_of(request), _asked(request)
    if (asked.one, asked.other) != (request.path_params["one"], request.path_params["other"]):
        return RedirectResponse(f"{asked.path}{query(asked.given)}", 308)
    return page(request, "pair.html", {**_below(desk, asked, str(request.url)), "periods_by": PAIR_PERIODS})


def below(request: Request) -> Response:
    """What lies below the picture on top, anew for another time."""
    desk, asked = desk_of(request), _asked(request)
    url = f"{request.url.scheme}://{request.url.netloc}{asked.path}{query(asked.given)}"
    return page(request, "below.html", _below(desk, asked, url))


def acts(request: Request) -> Response:
    """The acts of the period that begins on ``start``, weightiest first."""
    desk, asked = desk_of(request), _asked(request)
    begun = first_day(request.query_params.get("start", ""))
    last = following(begun, asked.by)
    held = [each for each in _relation(desk, asked).acts if begun <= each.day < last]
    ordered = sorted(held, key=lambda each: (-each.sources, -abs(each.goldstein), each.day, each.event_id))
    rows = events_of(desk.ledger, [each.event_id for each in ordered[:SHOWN]])
    more = {**asked.wanted, "since": begun.isoformat(), "until": (last - timedelta(days=1)).isoformat()}
    return page(request, "acts-of-period.html", {"rows": rows, "left": len(held) - len(rows), "more": more})


def chart(request: Request) -> Response:
    """A picture of the pair as a Vega-Lite specification."""
    desk, asked = desk_of(request), _asked(request)
    what = request.path_params["what"]
    if what not in DRAWN:
        raise not_found(f"There is no picture {what!r}; there are {', '.join(DRAWN)}.")
    drawn = desk.once(lambda ledger: json.dumps(_drawn(what, desk, asked, ledger)), "chart", what, asked)
    return Response(drawn, media_type="application/json")


def _drawn(what: str, desk: Desk, asked: Asked, ledger: Ledger) -> Any:
    whole = _relation(desk, _always(asked))
    if what == "mirrored":
        drawn: Any = charts.mirrored(whole, width="container", span=_span(asked))
    elif what == "level":
        course = _course(desk, asked)
        level, turns = _within(course, asked)
        drawn = charts.level_chart(level, turns, width="container")
    else:
        draw = charts.timeline if what == "timeline" else charts.place_chart
        drawn = draw(_relation(desk, asked).acts, width="container")
    return drawn.to_dict()


def _within(course: Course, asked: Asked) -> tuple[Any, Any]:
    """The level and the turning points that lie in the time chosen."""
    held = {start_of(each.start, asked.by) for each in course.level.points if asked.has(each.start)}
    points = tuple(each for each in course.level.points if each.start in held)
    return replace(course.level, points=points), tuple(each for each in course.turns if each.start in held)


def _span(asked: Asked) -> tuple[date, date] | None:
    if asked.since is None or asked.until is None:
        return None
    return first_day(asked.since), next_day(asked.until) - timedelta(days=1)


def _asked(request: Request) -> Asked:
    """Raises QueryError for what cannot be, and the error of a missing page for a side that nobody is called by."""
    given, book = request.query_params, desk_of(request).book
    codes = [request.path_params[name].upper() for name in ("one", "other")]
    for code in codes:
        try:
            side_of(code, book)
        except QueryError as error:
            raise not_found(str(error)) from error
    by = given.get("by") or "quarter"
    if by not in PAIR_PERIODS:
        raise QueryError(f"by={by!r}: periods are {', '.join(PAIR_PERIODS)}")
    since, until = given.get("since") or None, given.get("until") or None
    days_checked(since, until)
    return Asked(codes[0], codes[1], by, since, until)


def _always(asked: Asked) -> Asked:
    return Asked(asked.one, asked.other, asked.by, None, None)


def _relation(desk: Desk, asked: Asked) -> Relation:
    def ask(ledger: Ledger) -> Relation:
        return ledger.relations(asked.one, asked.other, by=asked.by, since=asked.since, until=asked.until)

    return desk.once(ask, "relation", asked)


def _course(desk: Desk, asked: Asked) -> Course:
    """The course of the whole time: a level rests on what came before."""
    whole = _always(asked)
    return desk.once(lambda ledger: ledger.course(_relation(desk, whole)), "course", whole)


def _below(desk: Desk, asked: Asked, url: str) -> dict[str, Any]:
    found = _relation(desk, asked)
    level, turns = _within(_course(desk, asked), asked)
    title = f"{found.one.name} and {found.other.name}, {_time(asked)}"
    facts = desk.once(facts_of, "facts")
    return {
        "asked": asked,
        "found": found,
        "level": level,
        "turns": turns,
        "figures": _figures(found),
        "rows": _rows(desk, found),
        "claims": desk.once(lambda ledger: ledger.claims(found), "claims", asked),
        "meetings": events_of(desk.ledger, [each.event_id for each in found.meetings[: -LATEST - 1 : -1]]),
        "remarks": found.remarks[: -LATEST - 1 : -1],
        "thirds": [each for each in found.thirds if each.code][:LATEST],
        "mapped": any(each.quad in {2, 4} and each.lat is not None for each in found.acts),
        "forms": FORMS,
        "cited": citation(facts, title, url, date.today()),
    }


def _figures(found: Relation) -> dict[str, Any]:
    quads = Counter(each.quad for each in found.acts)
    weights = [each.goldstein for each in found.acts]
    return {
        "friendly": quads[1] + quads[2],
        "hostile": quads[3] + quads[4],
        "mean": sum(weights) / len(weights) if weights else None,
        "days": (found.acts[0].day, found.acts[-1].day) if found.acts else None,
    }


def _rows(desk: Desk, found: Relation) -> list[dict[str, Any]]:
    """The periods with acts, latest first; each with its bars and its weightiest happening."""
    held = [each for each in found.periods if each.acts]
    most = max((max(sum(each.forth), sum(each.back)) + sum(each.both) for each in held), default=1)
    tops = {row["event_id"]: row for row in events_of(desk.ledger, [each.top[0].event_id for each in held])}
    return [
        {
            "period": each,
            "forth": _bar(each.forth, each.both, most),
            "back": _bar(each.back, each.both, most),
            "top": tops.get(each.top[0].event_id),
        }
        for each in reversed(held)
    ]


def _bar(alone: Sequence[int], together: Sequence[int], most: int) -> list[tuple[int, float, float]]:
    """A bar's pieces: quad class, where it begins and how long it is, in hundredths of half the picture."""
    pieces, at = [], 0.0
    for place, count in enumerate((a + b for a, b in zip(alone, together, strict=True)), 1):
        long = 100 * count / most
        if count:
            pieces.append((place, round(at, 2), round(long, 2)))
        at += long
    return pieces


def _time(asked: Asked) -> str:
    if asked.since and asked.until:
        return f"{asked.since} to {asked.until}"
    return f"since {asked.since}" if asked.since else f"until {asked.until}" if asked.until else "all years"


routes = (
    Route("/pair/{one}/{other}", pair),
    Route("/pair/{one}/{other}/below", below),
    Route("/pair/{one}/{other}/acts", acts),
    Route("/pair/{one}/{other}/chart/{what}.json", chart),
)
