"""The ledger with the questions about relations: what ``dragoman.Ledger`` is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.codebook import Codebook
from dragoman.errors import QueryError
from dragoman.ledger.ledger import Ledger as Kept
from dragoman.relations.acts import Happened
from dragoman.relations.compare import MOST, Compared, beside
from dragoman.relations.level import Level, level
from dragoman.relations.many import Edge, Mover, movers, network
from dragoman.relations.observed import Act, Errors, load_errors, observe
from dragoman.relations.pair import Relation, relation, side_of
from dragoman.relations.periods import checked
from dragoman.relations.turning import TurningPoint, turning_points
from dragoman.relations.visits import Checked, checked_claims, words_of

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Course:
    """How a relation went: its level with a 90 % band, and the points where it turned."""

    level: Level
    turns: tuple[TurningPoint, ...]


class Ledger(Kept):
    """A ledger to read from, and to ask about relations. codebook: folders that overlay ours, for names and groups."""

    def __init__(
        self, path: str | Path, *, as_of: str | int | None = None, codebook: Iterable[str | Path] = ()
    ) -> None:
        super().__init__(path, as_of=as_of)
        self._folders = tuple(codebook)

    @cached_property
    def book(self) -> Codebook:
        """The codebook that names nations and groups."""
        return Codebook(self._folders)

    def relations(
        self, one: str, other: str, *, by: str = "month", since: str | None = None, until: str | None = None
    ) -> Relation:
        """What two sides did to and with each other, by day, week, month, quarter or year.

        one, other: ISO 3166 alpha-3, a body's code, or a group of states (EU, GCC, ASEAN), which stands for its members
        on each day. Raises QueryError for an unknown code, period or date.
        """
        sides = side_of(one, self.book), side_of(other, self.book)
        return relation(self, *sides, by=by, since=since, until=until, name_of=self.book.name_of)

    def several(
        self, pairs: Iterable[tuple[str, str]], *, by: str = "month", since: str | None = None, until: str | None = None
    ) -> tuple[Relation, ...]:
        """The relations of some pairs over the same time, each pair once. Raises QueryError for more than four."""
        once = tuple(dict.fromkeys((one.upper(), other.upper()) for one, other in pairs))
        if len(once) > MOST:
            raise QueryError(f"{len(once)} pairs: at most {MOST} are compared")
        return tuple(self.relations(one, other, by=by, since=since, until=until) for one, other in once)

    def beside(self, relations: Sequence[Relation]) -> tuple[Compared, ...]:
        """Relations over the same time side by side, with their levels."""
        return beside(relations, [self.course(each).level for each in relations])

    def course(self, found: Relation) -> Course:
        """The level of a relation over its periods, and its turning points."""
        acts = [_act(each) for each in found.acts]
        observed = observe(acts, self.covered(found.by), checked(found.by), self._errors)
        reached = level(observed)
        return Course(reached, turning_points(observed, reached, acts))

    def claims(self, found: Relation) -> tuple[Checked, ...]:
        """Claims of how many visits there were, each with what the ledger has."""
        cues = self.book.visits
        return tuple(checked_claims(found.acts, cues, words_of(self, found.acts, cues)))

    def network(
        self, code: str | None = None, *, since: str | None = None, until: str | None = None, limit: int = 100
    ) -> tuple[Edge, ...]:
        """Who acts with and against whom: the pairs of one nation, or of all, with most acts."""
        return network(self, code, since=since, until=until, limit=limit)

    def movers(self, *, weeks: int = 4, until: date | None = None, limit: int = 20) -> tuple[Mover, ...]:
        """The pairs whose last weeks differ most from their own past."""
        return movers(self, weeks=weeks, until=until, limit=limit)

    def covered(self, by: str) -> dict[date, int]:
        """How many events the whole ledger has in each period."""
        from dragoman.relations.acts import coverage

        return coverage(self, by)

    @cached_property
    def _errors(self) -> Errors:
        return load_errors()


def _act(each: Happened) -> Act:
    return Act(
        day=each.day,
        type=each.type,
        quad=each.quad,
        goldstein=each.goldstein,
        sources=each.sources,
        confidence=each.confidence,
        happening=each.happening,
        origin=each.origin,
        who=f"{', '.join(each.source) or '?'} → {', '.join(each.recipient) or '?'}",
    )
