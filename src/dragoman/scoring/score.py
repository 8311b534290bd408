"""The figures: event and statement precision, recall and F1, and how right the values of matched ones are.

Precision counts the record's events that are paired with a gold one (required or not), one to one: the same act
told twice as two events is right once. Recall counts the required gold events that are paired.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from dragoman.record import Event
from dragoman.scoring.agree import WITH_MODES, same_date, same_place, sectors_right
from dragoman.scoring.gold import GoldEvent
from dragoman.scoring.mark import Marked

RESAMPLES = 1000
SEED = 20201
F1S = ("event", "statement")


class Share(NamedTuple):
    """So many right of so many."""

    right: int = 0
    of: int = 0

    @property
    def value(self) -> float | None:
        """The share, 0 to 1; None of nothing."""
        return self.right / self.of if self.of else None

    def plus(self, other: Share) -> Share:
        """Both together."""
        return Share(self.right + other.right, self.of + other.of)


Shares = Mapping[str, Share]


@dataclass(frozen=True, slots=True)
class TypeScore:
    """One type: our events of it that are right; required gold events with it as first-named type that we found."""

    precision: Share
    recall: Share

    @property
    def f1(self) -> float | None:
        return f1(self.precision, self.recall)


@dataclass(frozen=True, slots=True)
class Report:
    """All figures of some marked documents.

    shares: event_precision, event_recall, status, date, undated, place, sector, mode, statement_precision,
    statement_recall, kind. undated: of matched acts that a report without publication date leaves undated, those
    that we leave undated. intervals: 95 % of ``RESAMPLES`` resamples of the documents, for event_f1 and statement_f1.
    """

    documents: int
    shares: Shares
    intervals: Mapping[str, tuple[float, float]]
    by_type: Mapping[str, TypeScore]

    @property
    def figures(self) -> dict[str, float | None]:
        """Each figure, 0 to 1, more is better; None where nothing was there to be judged."""
        values: dict[str, float | None] = {}
        for name in F1S:
            values[f"{name}_f1"] = _f1_of(self.shares, name)
        return values | {name: share.value for name, share in self.shares.items()}

    def as_dict(self) -> dict[str, Any]:
        """The report as plain data for JSON: counts as [right, of]."""
        types = {
            kind: {"f1": score.f1, "precision": list(score.precision), "recall": list(score.recall)}
            for kind, score in self.by_type.items()
        }
        counts = {name: list(share) for name, share in self.shares.items()}
        intervals = {name: list(ends) for name, ends in self.intervals.items()}
        head = {"documents": self.documents, "figures": self.figures}
        return {**head, "intervals": intervals, "counts": counts, "by_type": types}


def report(marked: Sequence[Marked]) -> Report:
    """The figures of all documents together (each event counts the same, not each document)."""
    shares = [_shares(each) for each in marked]
    return Report(len(marked), _total(shares), intervals(shares), _by_type(marked))


def f1(precision: Share, recall: Share) -> float | None:
    """The harmonic mean; None where nothing was there on both sides, 0 where nothing is right."""
    if not precision.of and not recall.of:
        return None
    values = precision.value or 0.0, recall.value or 0.0
    return 2 * values[0] * values[1] / sum(values) if all(values) else 0.0


def intervals(shares: Sequence[Shares]) -> dict[str, tuple[float, float]]:
    """95 % percentile intervals of the F1s over resampled documents (B. Efron, 1979); the same seed each time."""
    if not shares:
        return {}
    chance = random.Random(SEED)
    drawn = [_total(chance.choices(shares, k=len(shares))) for _ in range(RESAMPLES)]
    found = {f"{name}_f1": sorted(_f1_of(each, name) or 0.0 for each in drawn) for name in F1S}
    low, high = int(0.025 * RESAMPLES), int(0.975 * RESAMPLES) - 1
    return {name: (values[low], values[high]) for name, values in found.items()}


def _f1_of(shares: Shares, name: str) -> float | None:
    return f1(shares[f"{name}_precision"], shares[f"{name}_recall"])


def _total(shares: Iterable[Shares]) -> dict[str, Share]:
    sums: dict[str, Share] = {}
    for each in shares:
        for name, share in each.items():
            sums[name] = sums.get(name, Share()).plus(share)
    return sums


def _shares(marked: Marked) -> dict[str, Share]:
    """The counts of one document."""
    events, statements = marked.events, marked.statements
    found = len(statements.pairs)
    pairs = [(gold, each.event) for gold, each in events.pairs]
    return {
        "event_precision": Share(len(pairs), len(pairs) + len(events.extra)),
        "event_recall": _share([True] * _required(gold for gold, _ in pairs) + [False] * _required(events.missed)),
        "status": _share(gold.status == event.status for gold, event in pairs),
        "date": _share(same_date(gold, event) for gold, event in pairs if gold.date),
        "undated": _undated(marked, pairs),
        "place": _share(same_place(gold, event) for gold, event in pairs if gold.place),
        "sector": _share(right for gold, each in events.pairs for right in sectors_right(gold, each)),
        "mode": _share(gold.mode == event.mode for gold, event in pairs if gold.mode and event.type in WITH_MODES),
        "statement_precision": Share(found, found + len(statements.extra)),
        "statement_recall": Share(found, found + len(statements.missed)),
        "kind": _share(each.statement.kind in gold.kind.split("|") for gold, each in statements.pairs),
    }


def _undated(marked: Marked, pairs: Iterable[tuple[GoldEvent, Event]]) -> Share:
    if marked.gold.published is not None:
        return Share()
    return _share(event.date is None for gold, event in pairs if gold.date is None)


def _required(events: Iterable[GoldEvent]) -> int:
    return sum(event.required for event in events)


def _share(results: Iterable[bool]) -> Share:
    counts = Counter(results)
    return Share(counts[True], counts.total())


def _by_type(marked: Sequence[Marked]) -> dict[str, TypeScore]:
    """Precision and recall of each type that is in the gold or in the records, by name."""
    precision, recall = dict[str, Share](), dict[str, Share]()
    for each in marked:
        for gold, mine in each.events.pairs:
            _count(precision, mine.event.type, True)
            _count(recall, gold.types[0], True, gold.required)
        for mine in each.events.extra:
            _count(precision, mine.event.type, False)
        for gold in each.events.missed:
            _count(recall, gold.types[0], False, gold.required)
    types = sorted({*precision, *recall})
    return {kind: TypeScore(precision.get(kind, Share()), recall.get(kind, Share())) for kind in types}


def _count(counts: dict[str, Share], kind: str, right: bool, counted: bool = True) -> None:
    counts[kind] = counts.get(kind, Share()).plus(Share(right and counted, int(counted)))
