"""Make the weights of bearings: how much each mark of a place says that an act was done there.

`python training/places.py` codes our reports (`reports/`), takes the acts that match a coded event with a place, learns
which of the places that the report names it is, writes `codebook/cues/bearings.csv` and prints the share of right ones
by cross-validation over reports. A log-linear choice (D. McFadden, 1974) with a ridge penalty. Only acts that are told
in the coded event's own sentence teach; where the act before was done they take from the table as it stands. Run it
again when the model was made again.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
import numpy as np
from msgspec import structs
from scipy.optimize import minimize

from dragoman.assemble import assemble
from dragoman.coder import Coder
from dragoman.draft import Source
from dragoman.record import Event
from dragoman.scoring.agree import same_place
from dragoman.scoring.gold import GoldDocument, read_gold
from dragoman.scoring.mark import mark
from dragoman.span import Span
from dragoman.whenwhere.bearings import choices, weight_of
from dragoman.whenwhere.places import Map

HERE = Path(__file__).resolve().parent
TABLE = HERE.parent / "src" / "dragoman" / "codebook" / "cues" / "bearings.csv"
FOLDS, RARE, RIDGE, LEAST_WEIGHT = 6, 30, 6.0, 0.05


@dataclass(frozen=True)
class Case:
    """An act with a coded place: the marks of each place that it may have, and which of them are the coded one."""

    report: str
    marks: tuple[Mapping[str, float], ...]
    right: tuple[bool, ...]

    def is_right(self, weights: Mapping[str, float]) -> bool:
        """Whether the place that weighs most is the coded one."""
        sums = [weight_of(each, weights) for each in self.marks]
        return bool(sums) and self.right[sums.index(max(sums))]


def cases(gold: GoldDocument, coder: Coder) -> Iterator[Case]:
    """The cases of one report."""
    draft = coder.draft(Source(gold.text, source_id=gold.id, published=gold.published, publisher=gold.publisher))
    if draft.quiet:
        return
    text = draft.article.text
    found = choices(draft, Map(draft, coder.book), coder.book)
    bearings = {act.evidence[0].trigger: each for act, (_, each) in zip(draft.acts, found, strict=True)}
    for event, told in mark(gold, assemble(draft, coder.book, coder.version)).events.pairs:
        trigger = _told_at(text.find(event.trigger), told.event)
        own = bearings[trigger] if event.place is not None and trigger is not None else []
        if not own:
            continue
        right = tuple(same_place(event, structs.replace(told.event, place=each.where(text))) for each in own)
        yield Case(gold.id, tuple(each.marks for each in own), right)


def _told_at(at: int, event: Event) -> Span | None:
    """Our trigger in the sentence of the coded one; None where ours is another sentence's, and so maybe another act."""
    return next((each.trigger for each in event.evidence if each.sentence.start <= at < each.sentence.end), None)


def learn(found: Sequence[Case]) -> dict[str, float]:
    """The weight of each mark that is not rare, where it has one worth speaking of."""
    often = Counter(name for case in found for marks in case.marks for name in marks)
    names = sorted(name for name, count in often.items() if count >= RARE)
    usable = [case for case in found if any(case.right)]
    rows = np.array([[marks.get(name, 0.0) for name in names] for case in usable for marks in case.marks])
    right = np.array([each for case in usable for each in case.right], dtype=float)
    owner = np.repeat(np.arange(len(usable)), [len(case.marks) for case in usable])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        sums = rows @ weights
        powers = np.exp(sums - sums.max())
        of_all, of_right = np.bincount(owner, powers), np.bincount(owner, powers * right)
        slope = rows.T @ (powers / of_all[owner] - powers * right / of_right[owner])
        return float(np.log(of_all / of_right).sum() + RIDGE * weights @ weights / 2), slope + RIDGE * weights

    best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return {name: float(weight) for name, weight in zip(names, best, strict=True) if abs(weight) >= LEAST_WEIGHT}


def across(found: Sequence[Case]) -> float:
    """The share of right places where each report is judged by weights learned without it."""
    reports = list(dict.fromkeys(case.report for case in found))
    fold = {report: number % FOLDS for number, report in enumerate(reports)}
    right = 0
    for held in range(FOLDS):
        weights = learn([case for case in found if fold[case.report] != held])
        right += sum(case.is_right(weights) for case in found if fold[case.report] == held)
    return right / len(found)


@click.command()
def main() -> None:
    """Learn the weights, say how well they carry over, and write them."""
    coder = Coder()
    paths = sorted((HERE / "reports").glob("*.jsonl"))
    found = [case for path in paths for gold in read_gold(path) for case in cases(gold, coder)]
    click.echo(f"{len(found)} acts with a place; right across reports: {across(found):.3f}")
    with TABLE.open("w", encoding="utf-8", newline="") as lines:
        table = csv.writer(lines, lineterminator="\n")
        table.writerow(("mark", "weight"))
        table.writerows((name, f"{weight:.3f}") for name, weight in learn(found).items())


if __name__ == "__main__":
    main()
