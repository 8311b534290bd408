"""Claims such as "her second visit within six weeks", checked against the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dragoman.relations.acts import BACK, BOTH, FORTH, Happened

if TYPE_CHECKING:
    from dragoman.codebook.visits import VisitCues


_TURNED = {FORTH: BACK, BACK: FORTH, BOTH: BOTH}


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit as an act tells it. direction: of the journey, also where the act is that of the host; who: travels."""

    act: Happened
    direction: str
    who: tuple[str, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """A claim of how many visits there were, and what the ledger has.

    words: the claim; wanted: the number claimed; since: first day of the window, None where the words give none;
    found: the visits of that side in the window, the claim's own among them; holds: as many as claimed, or more.
    """

    claim: Happened
    words: str
    wanted: int
    since: date | None
    found: tuple[Visit, ...]

    @property
    def holds(self) -> bool:
        """Whether the ledger has as many."""
        return len(self.found) >= self.wanted

    @property
    def answer(self) -> str:
        """The answer in one sentence."""
        known = ", ".join(f"{each.act.day} {' and '.join(each.who) or '?'}" for each in self.found)
        verdict = "borne out" if self.holds else "not borne out (the ledger may not hold all reports)"
        return f"“{self.words}”: {verdict}; {len(self.found)} in the ledger: {known}"


def checked_claims(acts: Iterable[Happened], cues: VisitCues) -> Iterator[Checked]:
    """Each claim in the sentences of visits, with the visits of the same side to the same nation before it."""
    visits = [visit for each in acts if (visit := _visit(each, cues)) is not None]
    for own in visits:
        for match in cues.pattern.finditer(own.act.sentence or ""):
            wanted = cues.ordinals[match.group("ordinal").lower()]
            since = _since(match.groupdict(), own.act.day, cues)
            found = [
                each
                for each in visits
                if each.direction == own.direction and (since or date.min) <= each.act.day <= own.act.day
            ]
            yield Checked(own.act, match.group(), wanted, since, _by_day(found))


def _visit(act: Happened, cues: VisitCues) -> Visit | None:
    """The visit that an act tells; None where it tells none."""
    traveller = cues.modes.get(act.mode or "") if act.type == "CONSULT" else None
    if traveller is None:
        return None
    if traveller == "source":
        return Visit(act, act.direction, act.source, act.source_codes)
    return Visit(act, _TURNED[act.direction], act.recipient, act.recipient_codes)


def _since(found: Mapping[str, str | None], day: date, cues: VisitCues) -> date | None:
    """The first day of the window that the words name."""
    year, unit = found["year"], found["unit"]
    if year is not None:
        return date(int(year), 1, 1)
    if unit is None:
        return None
    number = (found["number"] or "one").lower()
    count = int(number) if number.isdigit() else cues.numbers[number]
    return day - timedelta(days=count * cues.days[unit.lower().rstrip("s")])


def _by_day(visits: Iterable[Visit]) -> tuple[Visit, ...]:
    """One visit a day and nation: what several happenings tell of one trip is one visit."""
    first: dict[tuple[date, tuple[str, ...]], Visit] = {}
    for each in visits:
        first.setdefault((each.act.day, each.codes), each)
    return tuple(first.values())
