"""`dragoman relations`: a pair over the years, in the terminal or as a picture."""

from __future__ import annotations

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
@click.option("--by", default="year", type=click.Choice(("week", "month", "quarter", "year")), help="Periods (year).")
@click.option("--since", metavar="DATE", help="From a day, month or year on.")
@click.option("--until", metavar="DATE", help="Up to a day, month or year.")
@click.option("--chart", type=click.Path(path_type=Path), metavar="FILE", help="Draw it: .svg, .png, .html, .json.")
@click.option("--what", default="mirrored", type=click.Choice(CHARTS), help="What to draw (mirrored).")
@as_of_option
@click.option("--format", "form", type=click.Choice(("table", "json")), help="Default: JSON into a pipe.")
@codebook_option
def relations(
    one: str, other: str, path: Path, by: str, since: str | None, until: str | None, chart: Path | None, what: str,
    as_of: str | None, form: str | None, folders: tuple[str, ...],
) -> None:  # fmt: skip
    """Show the relation of ONE and OTHER: countries (FRA), bodies (UN), or groups of states (EU, GCC, ASEAN).

    Acts are what actually happened, once a happening however many reports tell it. Forth is what ONE did to OTHER.
    """
    from dragoman.relations.book import Ledger

    with Ledger(path, as_of=as_of, codebook=folders) as ledger:
        found = ledger.relations(one, other, by=by, since=since, until=until)
        if chart is not None:
            from dragoman.views.charts import save

            save(drawn(what, ledger, found), chart)
            click.echo(f"{chart}: {what} of {found.one.name} and {found.other.name}")
        elif chosen_format(form) == "table":
            from dragoman.cli.show_relation import print_relation

            print_relation(found, ledger.course(found), ledger.claims(found))
        else:
            import msgspec

            from dragoman.views.plain import relation_view

            click.echo(msgspec.json.encode(relation_view(found, ledger.course(found), ledger.claims(found))))


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
