"""The level of relations and its turning points, measured.

`python evaluation/relations.py errors` measures how the coder errs on our held-out reports and writes
`src/dragoman/relations/errors.yaml`. `... simulate` draws relations whose level is known and prints how near the
index comes. `... france-iraq LEDGER` prints what a ledger of imported events says of France and Iraq.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import click
import yaml
from gate import corpora, fingerprint
from simulated_relations import Simulated, relations, world

from dragoman.relations.level import Level, level
from dragoman.relations.observed import ERRORS, Act, Observation, load_errors, observe
from dragoman.relations.periods import label
from dragoman.relations.turning import turning_points

MOST = 200.0  # rows that the overall figure may be worth, where the types do not differ more than chance makes them
BANDS = (0.0, 0.7, 0.95)  # model scores from which acts are counted apart
SEED = 20261  # not the one whose relations were looked at when the method was made
NEAR = 2  # periods between a true break and one that counts as found
# What happened between France and Iraq from 2005 to 2015, from common knowledge.
KNOWN = (
    "2007-08-19 Kouchner is the first French minister in Baghdad since 2003; Maliki then asks for an apology",
    "2009-02-10 Sarkozy visits Baghdad",
    "2009-11-16 Talabani on a state visit in Paris",
    "2014-06-10 the Islamic State takes Mosul",
    "2014-09-15 conference on Iraq in Paris",
    "2014-09-19 first French air strikes in Iraq, on the Islamic State and at the wish of Baghdad",
    "2015-11-13 attacks in Paris; French strikes increase",
)
Way = Callable[[Sequence[Observation], Sequence[Act]], tuple[Level, Sequence[date]]]
TOLD = """\
# How coders err, for the band of a relation's level (docs/relations-method.md). Counts are [right, of].
# measured: written by `python evaluation/relations.py errors`. The figures of a type are drawn towards the overall one
# as if `prior` rows more had shown that one. assumed: written by hand; a measurement leaves it as it is.
"""


@click.group()
def main() -> None:
    """Measure the level of relations."""


@main.command()
def errors() -> None:
    """Measure the coder's errors by type on the held-out reports, and write them into the package."""
    from dragoman.coder import Coder
    from dragoman.scoring.gold import read_gold
    from dragoman.scoring.run import marks

    paths = corpora()["held-out"]
    coder = Coder()
    marked = list(marks([document for path in paths for document in read_gold(path)], coder))
    origin = f"evaluation/{paths[0].name}, {len(marked)} reports of our own, {fingerprint(paths)}"
    found = {"origin": origin, "date": date.today().isoformat(), **measured(marked, coder.book.types)}
    text = yaml.safe_dump({"measured": found}, sort_keys=False, default_flow_style=None, width=120)
    by_hand = ERRORS.read_text(encoding="utf-8").partition("\nassumed:")
    ERRORS.write_text(TOLD + text + "".join(by_hand[1:]).removeprefix("\n"), encoding="utf-8")
    click.echo(text)


def measured(marked: Sequence[Any], types: Mapping[str, Any]) -> dict[str, Any]:
    """Counts of right acts by type and by model score, and what the false acts are."""
    from dragoman.scoring.score import report

    figures = report(marked)
    by_type = {kind: score for kind, score in figures.by_type.items() if score.precision.of}
    scores = [(each.event.confidence or 0.0, True) for one in marked for _, each in one.events.pairs]
    scores += [(each.event.confidence or 0.0, False) for one in marked for each in one.events.extra]
    return {
        "precision": _counts({kind: list(score.precision) for kind, score in by_type.items()}),
        "recall": _counts({kind: list(score.recall) for kind, score in by_type.items()}),
        "confidence": {
            low: [sum(inside), len(inside)]
            for low, high in zip(BANDS, (*BANDS[1:], 1.01), strict=True)
            for inside in [[right for score, right in scores if low <= score < high]]
        },
        "false_acts": _false(marked, types),
    }


def _counts(types: dict[str, list[int]]) -> dict[str, Any]:
    overall = [sum(right for right, _ in types.values()), sum(of for _, of in types.values())]
    return {"overall": overall, "prior": prior(list(types.values())), "types": types}


def prior(counts: Sequence[Sequence[int]]) -> float:
    """How many rows the overall share is worth beside a type's own: the likeliest under a beta-binomial law."""
    from scipy.optimize import minimize_scalar
    from scipy.stats import betabinom

    share = sum(right for right, _ in counts) / sum(of for _, of in counts)

    def unlikely(log_rows: float) -> float:
        rows = math.exp(log_rows)
        return -sum(betabinom.logpmf(right, of, rows * share, rows * (1 - share)) for right, of in counts)

    found = minimize_scalar(unlikely, bounds=(0.0, math.log(MOST)), method="bounded")
    return round(math.exp(found.x), 1)


def _false(marked: Iterable[Any], types: Mapping[str, Any]) -> dict[str, Any]:
    """The false acts: how many, their mean weight, and how far they follow the true ones of their report.

    follow: the slope of their weights on the mean weight of the report's true acts, at most 1; follow_error: its
    standard deviation over reports drawn again.
    """
    import numpy as np

    reports: list[list[tuple[float, float]]] = []
    for one in marked:
        true = [_weight(each, types) for each in (*(gold for gold, _ in one.events.pairs), *one.events.missed)]
        if true and one.events.extra:
            reports.append([(float(np.mean(true)), each.event.goldstein) for each in one.events.extra])
    chance = np.random.default_rng(SEED)
    again = [_slope([reports[place] for place in chance.integers(0, len(reports), len(reports))]) for _ in range(1000)]
    weights = [weight for report in reports for _, weight in report]
    return {
        "number": len(weights),
        "mean": round(float(np.mean(weights)), 2),
        "follow": round(min(max(_slope(reports), 0.0), 1.0), 2),
        "follow_error": round(float(np.std(again)), 2),
    }


def _slope(reports: Sequence[Sequence[tuple[float, float]]]) -> float:
    import numpy as np

    pairs = [pair for report in reports for pair in report]
    return float(np.polyfit(*zip(*pairs, strict=True), 1)[0])


def _weight(gold: Any, types: Mapping[str, Any]) -> float:
    kind = types[gold.types[0]]
    return {mode.name: mode.goldstein for mode in kind.modes}.get(gold.mode, kind.goldstein)


@dataclass
class Tally:
    """How near one way comes to the truth. errors: of the level, in points; inside: whether the band holds it."""

    errors: list[float] = field(default_factory=list)
    inside: list[bool] = field(default_factory=list)
    found: int = 0
    told: int = 0
    true: int = 0

    def levels(self, truth: Simulated, drawn: Level) -> None:
        """Count the levels of one relation."""
        levels = dict(zip(truth.starts, truth.levels, strict=True))
        self.errors += [abs(point.level - levels[point.start]) for point in drawn.points]
        self.inside += [point.low <= levels[point.start] <= point.high for point in drawn.points]

    def breaks(self, truth: Simulated, told: Sequence[date]) -> None:
        """Count the breaks of one relation: each true one found once, within ``NEAR`` periods."""
        left = [truth.starts.index(each) for each in told]
        self.told += len(left)
        self.true += len(truth.breaks)
        for place in map(truth.starts.index, truth.breaks):
            near = [each for each in left if abs(each - place) <= NEAR]
            if near:
                left.remove(min(near, key=lambda each: abs(each - place)))
                self.found += 1

    def row(self) -> str:
        """The figures as cells of a table."""
        inside = f"{sum(self.inside) / len(self.inside):.3f}" if self.inside else ""
        error = f"{sum(self.errors) / len(self.errors):.2f}" if self.errors else ""
        shares = f"{self.found / max(self.told, 1):.2f} | {self.found / max(self.true, 1):.2f}" if self.told else " | "
        return f"{inside} | {error} | {shares}"


@main.command()
@click.option("--number", default=200, help="Relations to draw (200).")
def simulate(number: int) -> None:
    """Draw relations whose level is known, and print how near each way to it comes."""
    import rival_levels as rivals

    from dragoman.codebook import Codebook

    weights = {kind: each.goldstein for kind, each in Codebook().types.items()}
    drawn = world(weights, yaml.safe_load(ERRORS.read_text(encoding="utf-8"))["measured"])
    ways: dict[str, Way] = {
        "ours": ours,
        "ours, by month": ours,
        "ours, by quarter": ours,
        "statsmodels, auxiliary residuals": lambda seen, _: rivals.gaussian(seen),
        "ruptures, PELT": lambda seen, _: (Level(), rivals.pelt(seen)),
    }
    tallies = {name: Tally() for name in (*ways, "moving average of 3")}
    errors, without = load_errors(), 0
    for truth in relations(drawn, number, SEED):
        seen = observe(truth.acts, truth.coverage, truth.by, errors)
        if level(seen).reason:
            without += 1
            continue
        for name, way in ways.items():
            if not name.startswith("ours, ") or name.endswith(truth.by):
                found, breaks = way(seen, truth.acts)
                tallies[name].levels(truth, found)
                tallies[name].breaks(truth, breaks)
        means = rivals.moving_average(truth.acts, truth.starts, truth.by)
        pairs = [(mean, true) for mean, true in zip(means, truth.levels, strict=True) if mean is not None]
        tallies["moving average of 3"].errors += [abs(mean - true) for mean, true in pairs]
    click.echo(f"{number} relations, {without} without a level; {tallies['ours'].true} breaks\n")
    click.echo("| way | in the 90 % band | mean error | breaks precision | breaks recall |\n|---|---|---|---|---|")
    for name, tally in tallies.items():
        click.echo(f"| {name} | {tally.row()} |")


def ours(seen: Sequence[Observation], acts: Sequence[Act]) -> tuple[Level, Sequence[date]]:
    """The level and the turning points of the package."""
    found = level(seen)
    return found, [turn.start for turn in turning_points(seen, found, acts)]


@main.command()
@click.argument("ledger", type=click.Path(path_type=Path, exists=True))
def france_iraq(ledger: Path) -> None:
    """Print the level of France and Iraq by quarter and its turning points, beside what is known to have happened."""
    from dragoman.ledger import Ledger
    from dragoman.relations.acts import Side, acts_between, coverage

    with Ledger(ledger) as opened:
        happened = acts_between(opened, Side("FRA", "France"), Side("IRQ", "Iraq"))
        covered = coverage(opened, "quarter")
    acts = [act_of(each) for each in happened]
    seen = observe(acts, covered, "quarter", load_errors())
    found = level(seen)
    click.echo(found.reason or f"{len(acts)} acts")
    for point in found.points:
        thin = "" if point.n >= 3 else "  too thin: fewer than 3 acts" if point.n else "  no acts: the band only widens"
        band = f"{point.level:+5.1f}  ({point.low:+5.1f} to {point.high:+5.1f})"
        click.echo(f"{label(point.start, 'quarter')}  {point.n:3} acts  {band}{thin}")
    for turn in turning_points(seen, found, acts):
        click.echo(turn.sentence)
    click.echo("\nKnown to have happened:\n" + "\n".join(KNOWN))


def act_of(each: Any) -> Act:
    """What happened, as an act of the index."""
    who = f"{', '.join(each.source) or '?'} → {', '.join(each.recipient) or '?'}"
    same = (each.day, each.type, each.quad, each.goldstein, each.sources, each.confidence, each.happening, each.origin)
    return Act(*same, who)


if __name__ == "__main__":
    main()
