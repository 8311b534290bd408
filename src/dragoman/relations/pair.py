"""A relation: what two sides did to and with each other, period by period, with what stands behind each figure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from dragoman.errors import QueryError
from dragoman.ledger.query import DAY, EVENT_CURRENT, Condition, days, together
from dragoman.relations.acts import BACK, BOTH, FORTH, Happened, Side, across, acts_between, coverage
from dragoman.relations.periods import all_periods, checked, label, start_of

if TYPE_CHECKING:
    from dragoman.codebook import Codebook
    from dragoman.ledger import Ledger

COOPERATION = frozenset({1, 2})
TOP = 5  # happenings shown of a period
_MEETINGS = ("visit", "host", "meet", "negotiate", "mediate", "third-party", "multilateral")


@dataclass(frozen=True, slots=True)
class Period:
    """A period of a relation. forth, back, both: acts by direction and quad class (1 to 4).

    goldstein: mean weight of the acts, None where there are none; net: cooperative less hostile acts; share: acts for
    every thousand events of the whole ledger in the period, which takes the growth of coverage out.
    """

    start: date
    label: str
    forth: tuple[int, int, int, int]
    back: tuple[int, int, int, int]
    both: tuple[int, int, int, int]
    acts: int
    goldstein: float | None
    net: int
    share: float | None
    top: tuple[Happened, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """What one side said about the other. stance: 1 for, -1 against, 0 none found."""

    statement_id: str
    article_id: str
    day: date | None
    speaker: str | None
    speaker_code: str
    about: str
    content: str
    stance: int


@dataclass(frozen=True, slots=True)
class Third:
    """A third party, and in how many acts both sides together act with it or against it, or it with or against both."""

    code: str
    name: str
    cooperation: int
    conflict: int


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation of two sides over some time, by period."""

    one: Side
    other: Side
    by: str
    since: str | None
    until: str | None
    acts: tuple[Happened, ...]
    periods: tuple[Period, ...]
    meetings: tuple[Happened, ...]
    remarks: tuple[Remark, ...]
    thirds: tuple[Third, ...]


def side_of(code: str, book: Codebook) -> Side:
    """The side that a code names: a country, a body, or a group of states with its members.

    Raises QueryError for a code that the codebook does not know.
    """
    upper = code.upper()
    group = book.groups.is_group(upper)
    if upper not in book.actors.known and not group:
        raise QueryError(f"no country or body {code!r}; countries are ISO 3166 alpha-3 (FRA), bodies short names (EU)")
    return Side(upper, book.name_of(upper), book.groups if group else None)


def relation(
    ledger: Ledger, one: Side, other: Side, *, by: str = "month", since: str | None = None, until: str | None = None,
    name_of: Callable[[str], str] = str,
) -> Relation:  # fmt: skip
    """The relation of two sides. name_of: the name of a code. Raises QueryError for a wrong period, date or pair."""
    if one.code == other.code:
        raise QueryError(f"{one.code} twice: a relation has two sides")
    checked(by)
    acts = acts_between(ledger, one, other, since=since, until=until)
    covered = coverage(ledger, by)
    return Relation(
        one,
        other,
        by,
        since,
        until,
        acts,
        tuple(periods_of(acts, covered, by)),
        tuple(each for each in acts if each.type == "CONSULT" and (each.mode or "meet") in _MEETINGS),
        remarks(ledger, one, other, since=since, until=until),
        thirds(ledger, one, other, since=since, until=until, name_of=name_of),
    )


def periods_of(acts: Sequence[Happened], covered: Mapping[date, int], by: str) -> Iterable[Period]:
    """All periods from the one of the first act to the one of the last. acts: in order of time."""
    if not acts:
        return
    inside: defaultdict[date, list[Happened]] = defaultdict(list)
    for each in acts:
        inside[start_of(each.day, by)].append(each)
    for start in all_periods(acts[0].day, acts[-1].day, by):
        yield period_of(start, by, inside[start], covered.get(start, 0))


def period_of(start: date, by: str, acts: Sequence[Happened], covered: int) -> Period:
    """The figures of one period. covered: events of the whole ledger in it."""
    quads = Counter((each.direction, each.quad) for each in acts)
    friendly = sum(each.quad in COOPERATION for each in acts)
    ways = {way: (quads[way, 1], quads[way, 2], quads[way, 3], quads[way, 4]) for way in (FORTH, BACK, BOTH)}
    return Period(
        start,
        label(start, by),
        ways[FORTH],
        ways[BACK],
        ways[BOTH],
        len(acts),
        sum(each.goldstein for each in acts) / len(acts) if acts else None,
        2 * friendly - len(acts),
        1000 * len(acts) / covered if covered else None,
        tuple(weightiest(acts)[:TOP]),
    )


def weightiest(acts: Iterable[Happened]) -> list[Happened]:
    """Acts by independent sources, then by weight for better or worse; of equal ones the earlier comes first."""
    return sorted(acts, key=lambda each: (-each.sources, -abs(each.goldstein), each.day, each.event_id))


def remarks(
    ledger: Ledger, one: Side, other: Side, *, since: str | None = None, until: str | None = None
) -> tuple[Remark, ...]:
    """What each side said about the other, in order of publication."""
    here, there = sorted(one.codes()), sorted(other.codes())
    between = Condition(
        "((s.speaker_code IN (SELECT unnest(?)) AND list_has_any(s.about, ?)) OR "
        "(s.speaker_code IN (SELECT unnest(?)) AND list_has_any(s.about, ?)))",
        (here, there, there, here),
    )
    held = together([between, *days("s.told", since, until)])
    query = f"""SELECT s.* FROM statements s WHERE {held.sql}
        AND s.article_id NOT IN (SELECT article_id FROM superseded) ORDER BY s.told, s.article_id, s.number"""
    found = (_remark(row, one, other) for row in ledger.each(query, list(held.values)))
    return tuple(each for each in found if each is not None)


def _remark(row: Mapping[str, Any], one: Side, other: Side) -> Remark | None:
    """A statement as a remark of one side about the other; None where it is within one of them on its day."""
    here, there = one.codes(row["told"]), other.codes(row["told"])
    speaker, about = (row["speaker_code"],), row["about"]
    if across(speaker, about, here, there):
        target, towards = other, there
    elif across(speaker, about, there, here):
        target, towards = one, here
    else:
        return None
    total = sum(each["polarity"] for each in row["stance"] or () if each["toward"] in towards)
    stance = (total > 0) - (total < 0)
    who = row["speaker_name"], row["speaker_code"]
    return Remark(row["statement_id"], row["article_id"], row["told"], *who, target.code, row["content"], stance)


def thirds(
    ledger: Ledger, one: Side, other: Side, *, since: str | None = None, until: str | None = None,
    name_of: Callable[[str], str] = str,
) -> tuple[Third, ...]:  # fmt: skip
    """The third parties that both sides together act with or against, most acts first. name_of: the name of a code."""
    joint = "(len(e.{0}) > 1 AND list_has_any(e.{0}, ?) AND list_has_any(e.{0}, ?))"
    both = Condition(
        f"({joint.format('source_codes')} OR {joint.format('recipient_codes')})",
        (sorted(one.codes()), sorted(other.codes())) * 2,
    )
    held = together([both, *days(DAY, since, until)])
    query = f"""SELECT coalesce(t.happening_id, e.event_id) AS happening, {DAY} AS day, e.quad, e.source_codes,
            e.recipient_codes
        FROM events e LEFT JOIN tellings t ON t.event_id = e.event_id
        WHERE e.status = 'actual' AND {DAY} IS NOT NULL AND {held.sql} AND {EVENT_CURRENT}
        ORDER BY happening, day, e.event_id"""
    quads: defaultdict[str, dict[str, int]] = defaultdict(dict)  # by third party and happening: the first telling's
    for row in ledger.each(query, list(held.values)):
        for code in _faced_together(row, one, other):
            quads[code].setdefault(row["happening"], row["quad"])
    friendly = {code: sum(quad in COOPERATION for quad in acts.values()) for code, acts in quads.items()}
    ordered = sorted(quads, key=lambda code: (-len(quads[code]), code))
    return tuple(Third(code, name_of(code), friendly[code], len(quads[code]) - friendly[code]) for code in ordered)


def _faced_together(row: Mapping[str, Any], one: Side, other: Side) -> set[str]:
    """Who stands on the other side of an act, where both sides of the relation are on one."""
    here, there = one.codes(row["day"]), other.codes(row["day"])
    source, recipient = row["source_codes"], row["recipient_codes"]
    found: set[str] = set()
    for side, faced in ((source, recipient), (recipient, source)):
        if across(side, side, here, there):
            found |= {*faced} - here - there
    return found
