"""`dragoman relations`: a pair over the years, or several side by side, in the terminal or as a picture."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dragoman.cli import chosen_format
from dragoman.cli.options import as_of_option, codebook_option, ledger_option

if TYPE_CHECKING:
    from dragoman.relations.book import Ledger
    from dragoman.relations.pair import Relation

CHARTS = ("mirrored", "level", "timeline", "map")


@click.command(short_help="A pair over the years: who did what, its level, its turning points.")
@click.argument("one")
@click.argument("other")
@ledger_option
@click.option("--compare", "more", nargs=2, multiple=True, metavar="A B", help="Another pair beside it, up to three.")
@click.option("--by", default="year", type=click.Choice(("week", "month", "quarter", "year")), help="Periods (year).")
@click.option("--since", metavar="DATE", help="From a day, month or year on.")
@click.option("--until", metavar="DATE", help="Up to a day, month or year.")
@click.option("--chart", type=click.Path(path_type=Path), metavar="FILE", help="Draw it: .svg, .png, .html, .json.")
@click.option("--what", default="mirrored", type=click.Choice(CHARTS), help="What to draw (mirrored).")
@as_of_option
@click.option("--format", "form", type=click.Choice(("table", "json")), help="Default: JSON into a pipe.")
@codebook_option
def relations(
    one: str, other: str, path: Path, more: tuple[tuple[str, str], ...], by: str, since: str | None, until: str | None,
    chart: Path | None, what: str, as_of: str | None, form: str | None, folders: tuple[str, ...],
) -> None:  # fmt: skip
    """Show the relation of ONE and OTHER: countries (FRA), bodies (UN), or groups of states (EU, GCC, ASEAN).

    Acts are what actually happened, once a happening however many reports tell it. Forth is what ONE did to OTHER.
    With --compare the figures, acts, mean weights and levels of several pairs stand side by side.
    """
    from dragoman.relations.book import Ledger

    with Ledger(path, as_of=as_of, codebook=folders) as ledger:
        pairs = ((one, other), *more)
        found = ledger.several(pairs, by=by, since=since, until=until)
        if chart is not None:
            from dragoman.views.charts import save

            save(drawn(what, ledger, found[0]) if len(found) == 1 else drawn_beside(what, ledger, found), chart)
            told = ", ".join(f"{each.one.name} and {each.other.name}" for each in found)
            click.echo(f"{chart}: {what} of {told}")
        elif len(found) == 1:
            _show(ledger, found[0], form)
        else:
            _show_beside(ledger, found, form)


def _show(ledger: Ledger, found: Relation, form: str | None) -> None:
    import msgspec

    from dragoman.cli.show_relation import print_relation
    from dragoman.views.plain import relation_view

    course, claims = ledger.course(found), ledger.claims(found)
    if chosen_format(form) == "table":
        print_relation(found, course, claims)
    else:
        click.echo(msgspec.json.encode(relation_view(found, course, claims)))


def _show_beside(ledger: Ledger, found: Sequence[Relation], form: str | None) -> None:
    import msgspec

    from dragoman.cli.show_compared import print_compared
    from dragoman.views.plain import compared_view

    pairs = ledger.beside(found)
    if chosen_format(form) == "table":
        print_compared(pairs)
    else:
        click.echo(msgspec.json.encode(compared_view(pairs)))


def drawn(what: str, ledger: Ledger, found: Relation) -> Any:
    """The chart of that name. Raises QueryError where there is too little to draw a level."""
    from dragoman.errors import QueryError
    from dragoman.views import charts

    if what == "level":
        course = ledger.course(found)
        if not course.level.points:
            raise QueryError(f"no level to draw: {course.level.reason}")
        return charts.level_chart(course.level, course.turns)
    if what == "mirrored":
        return charts.mirrored(found)
    return (charts.timeline if what == "timeline" else charts.place_chart)(found.acts)


def drawn_beside(what: str, ledger: Ledger, relations: Sequence[Relation]) -> Any:
    """The charts of several pairs under one another, on the same scales.

    Raises QueryError where there is nothing to draw, and for a chart that has no common scale.
    """
    from dragoman.errors import QueryError
    from dragoman.views import charts

    frame = charts.frame_of(relations)
    if frame is None:
        raise QueryError("nothing between them in that time, so there is nothing to draw")
    if what not in {"mirrored", "level"}:
        raise QueryError(f"{what}: several pairs are drawn as mirrored or level")
    if what == "mirrored":
        return charts.stacked((each, charts.mirrored(each, frame=frame)) for each in relations)
    courses = [(each, ledger.course(each)) for each in relations]
    return charts.stacked((each, charts.level_chart(at.level, at.turns, frame=frame)) for each, at in courses)
