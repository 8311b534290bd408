"""What the page of a pair shows below its picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from dragoman.relations.compare import figures_of
from dragoman.web.facts import citation, facts_of
from dragoman.web.pages.download import FORMS
from dragoman.web.pairs import course_of, relation_of
from dragoman.web.told import row_of_act

if TYPE_CHECKING:
    from dragoman.relations.acts import Happened
    from dragoman.relations.pair import Period
    from dragoman.relations.turning import TurningPoint
    from dragoman.web.desk import Desk
    from dragoman.web.pairs import Asked

LATEST = 8  # meetings, remarks and third parties shown at once
PERIODS = 80  # rows of the table


def below_of(desk: Desk, asked: Asked, url: str) -> dict[str, Any]:
    """All that the template asks for. url: the page's own address, to cite it by."""
    found = relation_of(desk, asked)
    course = course_of(desk, asked)
    facts = desk.once(facts_of, "facts")
    held = [each for each in found.periods if each.acts]
    acts = {each.happening: each for each in relation_of(desk, asked.whole).acts}
    return {
        "asked": asked,
        "found": found,
        "level": course.level,
        "turns": [(each, _cited(each, acts)) for each in course.turns],
        "figures": figures_of(found),
        "rows": _rows(held),
        "earlier": _earlier(held),
        "claims": desk.once(lambda ledger: ledger.claims(found), "claims", asked),
        "meetings": [row_of_act(each) for each in found.meetings[: -LATEST - 1 : -1]],
        "remarks": found.remarks[: -LATEST - 1 : -1],
        "thirds": [each for each in found.thirds if each.code][:LATEST],
        "mapped": any(each.quad in {2, 4} and each.lat is not None for each in found.acts),
        "forms": FORMS,
        "cited": citation(facts, f"{found.one.name} and {found.other.name}, {asked.words}", url, date.today()),
    }


def _rows(held: Sequence[Period]) -> list[dict[str, Any]]:
    """The periods with acts, latest first; each with its bars and the words of its weightiest happening."""
    most = max((max(sum(each.forth), sum(each.back)) + sum(each.both) for each in held), default=1)
    return [
        {
            "period": each,
            "forth": _bar(each.forth, each.both, most),
            "back": _bar(each.back, each.both, most),
            "top": row_of_act(each.top[0]),
        }
        for each in held[: -PERIODS - 1 : -1]
    ]


def _cited(turn: TurningPoint, acts: Mapping[str, Happened]) -> list[tuple[str, str]]:
    """The paths and words of the links to what weighs most in a turning point."""
    found = [acts[each] for each in turn.happenings]
    return [
        (
            f"/event/{each.event_id}" if each.happening == each.event_id else f"/happening/{each.happening}",
            f"{each.day} {each.type}",
        )
        for each in found
    ]


def _earlier(held: Sequence[Period]) -> date | None:
    """The last day before the rows of the table; None where the table has all."""
    return held[-PERIODS].start - timedelta(days=1) if len(held) > PERIODS else None


def _bar(alone: Sequence[int], together: Sequence[int], most: int) -> list[tuple[int, float, float]]:
    """A bar's pieces: quad class, where it begins and how long it is, in hundredths of half the picture."""
    pieces, at = [], 0.0
    for place, count in enumerate((a + b for a, b in zip(alone, together, strict=True)), 1):
        long = 100 * count / most
        if count:
            pieces.append((place, round(at, 2), round(long, 2)))
        at += long
    return pieces
