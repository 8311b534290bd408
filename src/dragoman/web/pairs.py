"""A pair as an address asks for it, and what the ledger has of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dragoman.errors import QueryError
from dragoman.ledger.query import first_day, next_day
from dragoman.relations.compare import MOST
from dragoman.relations.pair import periods_of, side_of, thirds
from dragoman.web.asked import PAIR_PERIODS, between, days_checked
from dragoman.web.desk import desk_of
from dragoman.web.problems import not_found

if TYPE_CHECKING:
    from starlette.requests import Request

    from dragoman.codebook import Codebook
    from dragoman.relations.book import Course
    from dragoman.relations.pair import Relation
    from dragoman.web.desk import Desk

USUAL = "quarter"  # the periods where the address names none


@dataclass(frozen=True, slots=True)
class Asked:
    """Which pair, by which periods, and the time chosen: both days included, None where it is open."""

    one: str
    other: str
    by: str = USUAL
    since: str | None = None
    until: str | None = None

    @property
    def path(self) -> str:
        """The page's path."""
        return f"/pair/{self.one}/{self.other}"

    @property
    def given(self) -> dict[str, str | None]:
        """The parameters of the page's address."""
        return {"by": None if self.by == USUAL else self.by, "since": self.since, "until": self.until}

    @property
    def wanted(self) -> dict[str, str | None]:
        """The parameters of the event list that holds the same."""
        return {"between": f"{self.one},{self.other}", "status": "actual", "since": self.since, "until": self.until}

    @property
    def whole(self) -> Asked:
        """The same pair over all time."""
        return replace(self, since=None, until=None)

    @property
    def span(self) -> tuple[date, date] | None:
        """The first and last day chosen; None where one of them is open."""
        if self.since is None or self.until is None:
            return None
        return first_day(self.since), next_day(self.until) - timedelta(days=1)

    @property
    def words(self) -> str:
        """The time chosen, for people."""
        if self.since and self.until:
            return f"{self.since} to {self.until}"
        return f"since {self.since}" if self.since else f"until {self.until}" if self.until else "all years"

    def checked(self, book: Codebook) -> Asked:
        """Itself. Raises the error of a missing page for a side that nobody is called by, or one side twice."""
        for code in (self.one, self.other):
            try:
                side_of(code, book)
            except QueryError as error:
                raise not_found(str(error)) from error
        if self.one == self.other:
            raise not_found(f"{self.one} twice: a relation has two sides.")
        return self

    def has(self, day: date | None) -> bool:
        """Whether a day lies in the time chosen; no day lies only in all time."""
        if day is None:
            return self.since is None and self.until is None
        begun = self.since is None or day >= first_day(self.since)
        return begun and (self.until is None or day < next_day(self.until))


def asked_of(request: Request) -> Asked:
    """The pair that a request asks for; codes in capitals.

    Raises QueryError for what cannot be, and the error of a missing page for a side that nobody is called by.
    """
    one, other = (request.path_params[name].upper() for name in ("one", "other"))
    return Asked(one, other, *_time_of(request.query_params)).checked(desk_of(request).book)


def compared_of(request: Request) -> tuple[Asked, ...]:
    """The pairs that a request asks to compare, ``pair=FRA,IRQ``, each once, over the same time.

    Raises QueryError for what cannot be, and the error of a missing page for a side that nobody is called by.
    """
    given = request.query_params
    pairs = dict.fromkeys(between(words.upper()) for words in given.getlist("pair"))
    if not 1 <= len(pairs) <= MOST:
        raise QueryError(f"{len(pairs)} pairs: compare two to {MOST}, as in pair=FRA,IRQ&pair=DEU,IRQ")
    time = _time_of(given)
    return tuple(Asked(one, other, *time).checked(desk_of(request).book) for one, other in pairs)


def _time_of(given: Mapping[str, str]) -> tuple[str, str | None, str | None]:
    """Periods, first and last day. Raises QueryError for what cannot be."""
    by = given.get("by") or USUAL
    if by not in PAIR_PERIODS:
        raise QueryError(f"by={by!r}: periods are {', '.join(PAIR_PERIODS)}")
    since, until = given.get("since") or None, given.get("until") or None
    days_checked(since, until)
    return by, since, until


def relation_of(desk: Desk, asked: Asked) -> Relation:
    """The relation in the time chosen, cut out of the whole."""
    whole = desk.once(lambda ledger: ledger.relations(asked.one, asked.other, by=asked.by), "relation", asked.whole)
    if asked == asked.whole:
        return whole
    covered = desk.once(lambda ledger: ledger.covered(asked.by), "covered", asked.by)
    span = {"since": asked.since, "until": asked.until}
    others = desk.once(
        lambda ledger: thirds(ledger, whole.one, whole.other, **span, name_of=desk.book.name_of), "thirds", asked
    )
    acts = tuple(each for each in whole.acts if asked.has(each.day))
    return replace(
        whole,
        since=asked.since,
        until=asked.until,
        acts=acts,
        periods=tuple(periods_of(acts, covered, asked.by)),
        meetings=tuple(each for each in whole.meetings if asked.has(each.day)),
        remarks=tuple(each for each in whole.remarks if asked.has(each.day)),
        thirds=others,
    )


def course_of(desk: Desk, asked: Asked) -> Course:
    """The level and the turning points that lie in the time chosen; a level rests on what came before, too."""
    whole = relation_of(desk, asked.whole)
    course = desk.once(lambda ledger: ledger.course(whole), "course", asked.whole)
    points = tuple(each for each in course.level.points if asked.has(each.start))
    turns = tuple(each for each in course.turns if asked.has(each.start))
    return replace(course, level=replace(course.level, points=points), turns=turns)
