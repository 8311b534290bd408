"""Claims such as "her second visit within six weeks", checked against the ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dragoman.relations.acts import BACK, BOTH, FORTH, Happened

if TYPE_CHECKING:
    from dragoman.codebook.visits import VisitCues
    from dragoman.ledger import Ledger

Words = Mapping[str, Sequence[tuple[str, str]]]  # by happening: event and sentence of each piece of evidence

LONG = timedelta(31)  # what lasts longer ("since 2014") is no date of a visit: it is one of the days up to its end
NEAR = timedelta(7)  # a visit without a day and one so shortly before its report are the same
_WORDS = """SELECT coalesce(t.happening_id, v.event_id) AS happening, v.event_id, v.sentence
    FROM evidence v LEFT JOIN tellings t ON t.event_id = v.event_id
    WHERE coalesce(t.happening_id, v.event_id) IN (SELECT unnest(?::VARCHAR[]))
        AND v.article_id NOT IN (SELECT article_id FROM superseded)
    ORDER BY happening, v.event_id, v.number"""
_TURNED = {FORTH: BACK, BACK: FORTH, BOTH: BOTH}


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit as an act tells it. direction: of the journey, also where the act is that of the host; who: travels.

    day: of the visit; of the report where the act has no date but a long time.
    """

    act: Happened
    day: date
    direction: str
    who: tuple[str, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """A claim of how many visits there were, and what the ledger has.

    claim: the visit, as the event tells it whose words claim the number; words: the claim; wanted: the number claimed;
    since: first day of the window, None where the words give none; found: the visits of that side in the window, the
    claim's own among them; holds: as many as claimed, or more.
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
        known = ", ".join(f"{each.day} {' and '.join(each.who) or '?'}" for each in self.found)
        verdict = "borne out" if self.holds else "not borne out (the ledger may not hold all reports)"
        return f"“{self.words}”: {verdict}; {len(self.found)} in the ledger: {known}"


def words_of(ledger: Ledger, acts: Iterable[Happened], cues: VisitCues) -> Words:
    """All that is told of the visits among some acts, by all reports."""
    ids = [each.happening for each in acts if _visit(each, cues) is not None]
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for happening, event_id, sentence in ledger.rows(_WORDS, [ids]) if ids else ():
        found[happening].append((event_id, sentence))
    return found


def checked_claims(acts: Iterable[Happened], cues: VisitCues, words: Words) -> Iterator[Checked]:
    """Each claim in the words of visits, once a visit, with the visits of the same side to the same nation before it.

    words: of all reports of a visit; of one that is not among them, its own sentence counts.
    """
    visits = [visit for each in acts if (visit := _visit(each, cues)) is not None]
    for own in visits:
        claimed = set()
        for event_id, sentence in words.get(own.act.happening, ((own.act.event_id, own.act.sentence or ""),)):
            for match in cues.pattern.finditer(sentence):
                wanted = cues.ordinals[match.group("ordinal").lower()]
                since = _since(match.groupdict(), own.day, cues)
                if (wanted, since) not in claimed:
                    claimed.add((wanted, since))
                    claim = replace(own.act, event_id=event_id, sentence=sentence)
                    yield Checked(claim, match.group(), wanted, since, _up_to(own, visits, since or date.min))


def _visit(act: Happened, cues: VisitCues) -> Visit | None:
    """The visit that an act tells; None where it tells none."""
    traveller = cues.modes.get(act.mode or "") if act.type == "CONSULT" else None
    if traveller is None:
        return None
    day = act.last if _is_long(act) else act.day
    if traveller == "source":
        return Visit(act, day, act.direction, act.source, act.source_codes)
    return Visit(act, day, _TURNED[act.direction], act.recipient, act.recipient_codes)


def _is_long(act: Happened) -> bool:
    return act.last - act.day > LONG


def _up_to(own: Visit, visits: Iterable[Visit], since: date) -> tuple[Visit, ...]:
    """The visits of a side from a day to the one of its own visit. One without a day counts where no other is near."""
    side = [each for each in visits if each.direction == own.direction and since <= each.day <= own.day]
    dated = [each for each in side if not _is_long(each.act)]
    vague = [own] if _is_long(own.act) and not any(own.day - each.day <= NEAR for each in dated) else []
    return _by_day([*dated, *vague])


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
        first.setdefault((each.day, each.codes), each)
    return tuple(first.values())
