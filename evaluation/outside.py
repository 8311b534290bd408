"""The coder against data that others have annotated: statements, dates and places, each with its field's own measure.

`python evaluation/outside.py attribution|times|places [--limit N]`. The data lies in the folder `data` of
DRAGOMAN_SHARED and is not ours to give on; docs/outside-benchmarks.md
says what it is and what the figures mean. Nothing of the coder is made or tuned with it.
"""

from __future__ import annotations

from collections import Counter

import click
import outside_attribution
import outside_places
import outside_times
from outside_words import added, percent, print_scores, watched

from dragoman.codebook import Codebook
from dragoman.coder import Coder
from dragoman.scoring.score import Share

limited = click.option("--limit", type=click.IntRange(min=1), help="Only the first N documents (of each corpus).")


@click.group()
def main() -> None:
    """Measure the coder on data sets made by others."""


@main.command()
@limited
def attribution(limit: int | None) -> None:
    """Statements against PolNeAR (development part)."""
    results = outside_attribution.measured(watched(outside_attribution.documents(), limit), Coder())
    click.echo(f"PolNeAR dev, {len(results)} documents")
    print_scores("all attributions", added(each for each, _ in results))
    print_scores("attributions with a source", added(each for _, each in results))


@main.command()
@limited
def times(limit: int | None) -> None:
    """Date expressions against MEANTIME (TIMEX3 of type DATE)."""
    results = outside_times.measured(watched(outside_times.documents(), limit), Codebook())
    scores = added(each.scores for each in results)
    values = Share()
    for each in results:
        values = values.plus(each.values)
    relaxed = scores["extent, relaxed"].f1
    both = relaxed * values.value if relaxed is not None and values.value is not None else None
    click.echo(f"MEANTIME apple and gm, {len(results)} documents")
    print_scores("dates", scores)
    click.echo(f"  value accuracy on matched            {percent(values.value)} ({values.right} of {values.of})")
    click.echo(f"  value F1 (relaxed F1 x accuracy)     {percent(both)}")
    for reason, count in sum((each.left_out for each in results), Counter[str]()).most_common():
        click.echo(f"  matched, value not compared: {reason}: {count}")


@main.command()
@limited
def places(limit: int | None) -> None:
    """Place names against LGL and GeoVirus."""
    book = Codebook()
    for corpus in ("LGL", "GeoVirus"):
        results = outside_places.measured(watched(outside_places.documents(corpus), limit), book)
        for recogniser, judged in results.items():
            print_scores(f"{corpus}, {len(judged)} documents, {recogniser}", added(each.scores for each in judged))
            errors = [error for each in judged for error in each.errors]
            located, of_all, middle = outside_places.near(errors)
            known = sum(error is not None for error in errors)
            click.echo(f"  accuracy@161km on matched, located   {percent(located)} ({known} of {len(errors)} located)")
            click.echo(f"  accuracy@161km, unlocated are wrong  {percent(of_all)}")
            click.echo(f"  median error on located, km          {'–' if middle is None else f'{middle:.1f}'}")


if __name__ == "__main__":
    main()
