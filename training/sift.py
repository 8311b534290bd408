"""Make the sift: which words tell reports of acts between political actors from other news.

`python training/sift.py` learns from our coded reports (`reports/`), marked sentences (`sentences/`) and quiet articles
(`quiet/`, news that holds no such act), writes `codebook/cues/sift.csv` and prints, by five-fold cross-validation, how
many coded events and quiet articles pass at which bound. The bound itself stands in `codebook/cues/sift.yaml`.
Logistic regression with a ridge penalty; seed fixed, no other randomness.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from random import Random
from typing import Any

import click
import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from dragoman.codebook import Codebook
from dragoman.codebook.sift import bag
from dragoman.parse.sentences import paragraphs, sentences

HERE = Path(__file__).resolve().parent
TABLE = HERE.parent / "src" / "dragoman" / "codebook" / "cues" / "sift.csv"
FOLDS, RARE, RIDGE, LEAST_WEIGHT = 5, 4, 0.25, 0.03
PIECES = {True: 6, False: 3}  # random stretches of a quiet article, of a coded report
DOUBTFUL, QUIET, MARKED, UNMARKED = 0.3, 3.0, 0.3, 0.1  # weights of samples; the others have 1
BOUNDS = (-2.0, -1.6, -1.4, -1.2, -1.0, -0.8, -0.4, 0.0)
COURTS = "crime"  # of this topic quiet articles are left out: what courts and police do is an act


@dataclass(frozen=True)
class Article:
    """An article as its sentences, each with the number of its coded events; fold: in which it is held out."""

    texts: tuple[str, ...]
    events: tuple[int, ...]
    quiet: bool
    fold: int


@dataclass(frozen=True)
class Sample:
    """What one sample teaches. fold: -1 in all."""

    counts: Counter[str]
    acts: bool
    weight: float
    fold: int


def articles() -> list[Article]:
    """The coded reports and the quiet articles."""
    book = Codebook([])
    found = []
    for number, path in enumerate(
        sorted((HERE / "reports").glob("*.jsonl")) + sorted((HERE / "quiet").glob("*.jsonl"))
    ):
        for line, words in enumerate(path.read_text(encoding="utf-8").splitlines()):
            found.append(_article(json.loads(words), book, (number + line) % FOLDS))
    return found


def _article(report: dict[str, Any], book: Codebook, fold: int) -> Article:
    quiet = "events" not in report
    text = f"{report['title']}\n\n{report['text']}" if quiet else report["text"]
    spans = [span for block in paragraphs(text) for span in sentences(text, block, book.abbreviations)]
    starts = [text.find(event["trigger"]) for event in report.get("events", ()) if event.get("trigger")]
    events = tuple(sum(span.start <= start < span.end for start in starts) for span in spans)
    return Article(tuple(span.of(text) for span in spans), events, quiet, fold)


def samples(found: Sequence[Article]) -> Iterator[Sample]:
    """Whole articles and random stretches of them, and the marked sentences."""
    random = Random(1)
    for each in found:
        starts = [random.randrange(max(1, len(each.texts) - 2)) for _ in range(PIECES[each.quiet])]
        for start, end in [(0, None), *((at, at + random.randint(3, 8)) for at in starts)]:
            acts = any(each.events[start:end])
            weight = QUIET if each.quiet else 1.0 if acts else DOUBTFUL
            yield Sample(bag(" ".join(each.texts[start:end])), acts, weight, each.fold)
    for path in sorted((HERE / "sentences").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            marked = json.loads(line)
            acts = marked["type"] != "NONE"
            yield Sample(bag(re.sub(r"</?[st]>", "", marked["text"])), acts, MARKED if acts else UNMARKED, -1)


def matrix(bags: Sequence[Counter[str]], features: dict[str, int]) -> Any:
    """A row a bag: the root of each count, over the root of the length."""
    rows, columns, values = [], [], []
    for row, counts in enumerate(bags):
        length = sqrt(sum(counts.values())) or 1.0
        known = [(features[name], number) for name, number in counts.items() if name in features]
        rows += [row] * len(known)
        columns += [at for at, _ in known]
        values += [sqrt(number) / length for _, number in known]
    return csr_matrix((values, (rows, columns)), shape=(len(bags), len(features)))


def fit(rows: Any, acts: Any, weights: Any) -> Any:
    """The weights of the features, the base last."""
    sign = acts * 2.0 - 1.0

    def loss(guess: Any) -> tuple[float, Any]:
        margin = sign * (rows @ guess[:-1] + guess[-1])
        slope = -weights * sign / (1 + np.exp(margin))
        value = (weights * np.logaddexp(0, -margin)).sum() + RIDGE / 2 * (guess[:-1] ** 2).sum()
        return value, np.append(rows.T @ slope + RIDGE * guess[:-1], slope.sum())

    start = np.zeros(rows.shape[1] + 1)
    return minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 300}).x


def main() -> None:
    """Cross-validate, then learn from all and write the table."""
    found = articles()
    taught = list(samples(found))
    counts = Counter(name for each in taught for name in each.counts)
    features = {name: at for at, name in enumerate(sorted(name for name, n in counts.items() if n >= RARE))}
    rows = matrix([each.counts for each in taught], features)
    acts, weights, folds = (
        np.array([getattr(each, name) for each in taught], dtype=float) for name in ("acts", "weight", "fold")
    )
    whole = matrix([bag(" ".join(each.texts)) for each in found], features)
    scores = np.zeros(len(found))
    for fold in range(FOLDS):
        learned = fit(rows[folds != fold], acts[folds != fold], weights[folds != fold])
        held = np.array([each.fold == fold for each in found])
        scores[held] = whole[held] @ learned[:-1] + learned[-1]
    show(found, scores)
    learned = fit(rows, acts, weights)
    named = {
        "": learned[-1],
        **{name: learned[at] for name, at in features.items() if abs(learned[at]) >= LEAST_WEIGHT},
    }
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(
            [
                ("words", "weight"),
                *((name, f"{weight:.2f}") for name, weight in named.items() if abs(weight) >= LEAST_WEIGHT),
            ]
        )


def show(found: Sequence[Article], scores: Any) -> None:
    """What passes at each bound."""
    events = np.array([sum(each.events) for each in found])
    quiet = np.array([each.quiet for each in found])
    click.echo(
        f"{sum(quiet)} quiet articles, {sum(~quiet)} coded reports with {sum(events)} events; held out by fifths"
    )
    for bound in BOUNDS:
        kept, passed = events[scores >= bound].sum() / events.sum(), (scores[quiet] >= bound).mean()
        click.echo(f"bound {bound:5.2f}: {kept:.4f} of the events kept, {passed:.3f} of the quiet articles read")


if __name__ == "__main__":
    main()
