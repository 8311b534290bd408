"""Make the weights of datings: how much each mark of a date says that an act happened then.

`python training/dates.py` takes the coded events of our reports (`reports/`) that have a date, at their triggers,
learns which of the dates that the report offers it is, writes `codebook/cues/datings.csv` and prints the share of right
ones by cross-validation over reports. A log-linear choice (D. McFadden, 1974) with a ridge penalty. What the model says
is no mark here: it has learned from the same reports; it is added with a weight of its own (`datings` in
`cues/model.yaml`), chosen on reports that it has not seen.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click
import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from dragoman.coder import Coder
from dragoman.draft import Act, Draft, Source
from dragoman.parse.tree import Sentence, Token
from dragoman.pipeline import run
from dragoman.scoring.gold import GoldDocument, GoldEvent, read_gold
from dragoman.span import Span
from dragoman.statements.step import statements
from dragoman.whenwhere.dates import Calendar
from dragoman.whenwhere.datings import Datings, weight_of

HERE = Path(__file__).resolve().parent
TABLE = HERE.parent / "src" / "dragoman" / "codebook" / "cues" / "datings.csv"
FOLDS, RARE, RIDGE, LEAST_WEIGHT = 6, 30, 20.0, 0.1


@dataclass(frozen=True)
class Case:
    """An event with a coded date: the marks of each date that it may have, and which of them is the coded one."""

    report: str
    marks: tuple[Mapping[str, float], ...]
    right: tuple[bool, ...]

    def is_right(self, weights: Mapping[str, float]) -> bool:
        """Whether the date that weighs most is the coded one."""
        sums = [weight_of(each, weights) for each in self.marks]
        return bool(sums) and self.right[sums.index(max(sums))]


def cases(gold: GoldDocument, coder: Coder) -> Iterator[Case]:
    """The cases of one report that has a publication date."""
    source = Source(gold.text, source_id=gold.id, published=gold.published, publisher=gold.publisher)
    draft = run(source, coder.book, until=statements)
    if draft.quiet or draft.article.published is None:
        return
    datings = Datings(draft, Calendar(draft, coder.book), date.fromisoformat(draft.article.published))
    for event in gold.events:
        act = _act(event, draft)
        if event.date is not None and act is not None:
            found = datings.of(act)
            right = tuple(each.when.edtf == event.date for each in found)
            yield Case(gold.id, tuple(each.marks for each in found), right)


def _act(event: GoldEvent, draft: Draft) -> Act | None:
    """The coded event as the coder would have found it at its trigger."""
    at = draft.article.text.find(event.trigger)
    sentence = next((each for each in draft.parse.sentences if each.span.start <= at < each.span.end), None)
    head = _head(sentence, Span(at, at + len(event.trigger))) if sentence is not None else None
    if sentence is None or head is None:
        return None
    return Act(
        event.types[0], event.mode, (), "", (), (), event.symmetric, event.status, (), "", 1.0, sentence.index, head.i
    )


def _head(sentence: Sentence, trigger: Span) -> Token | None:
    """The topmost verb of the trigger, else its topmost word."""
    words = [token for token in sentence.tokens if token.span.meets(trigger)]
    inside = {token.i for token in words}
    heads = [token for token in words if token.head not in inside or token.head == token.i]
    return next((token for token in heads if token.pos == "VERB"), next(iter(heads), None))


def learn(found: Sequence[Case]) -> dict[str, float]:
    """The weight of each mark that is not rare, where it has one worth speaking of."""
    often = Counter(name for case in found for marks in case.marks for name in marks)
    names = sorted(name for name, count in often.items() if count >= RARE)
    usable = [case for case in found if any(case.right)]
    rows = _rows([marks for case in usable for marks in case.marks], names)
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


def _rows(marked: Sequence[Mapping[str, float]], names: Sequence[str]) -> csr_matrix:
    """One row a date, one column a mark; most are empty."""
    place = {name: column for column, name in enumerate(names)}
    cells = [
        (row, place[name], value) for row, marks in enumerate(marked) for name, value in marks.items() if name in place
    ]
    row, column, value = zip(*cells, strict=True)
    return csr_matrix((value, (row, column)), shape=(len(marked), len(names)))


def across(found: Sequence[Case]) -> float:
    """The share of right dates where each report is judged by weights learned without it."""
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
    click.echo(f"{len(found)} events with a date; right across reports: {across(found):.3f}")
    with TABLE.open("w", encoding="utf-8", newline="") as lines:
        table = csv.writer(lines, lineterminator="\n")
        table.writerow(("mark", "weight"))
        table.writerows((name, f"{weight:.3f}") for name, weight in learn(found).items())


if __name__ == "__main__":
    main()
