"""A relation on a screen: mirrored bars of text, its turning points, meetings, claims and remarks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from dragoman.relations.acts import Happened
    from dragoman.relations.book import Course
    from dragoman.relations.pair import Period, Relation
    from dragoman.relations.visits import Checked

BAR = 24  # characters of the longest bar
_COLOURS = ("cyan", "blue", "yellow", "red")
_SHOWN = 12


def print_relation(found: Relation, course: Course, claims: Sequence[Checked]) -> None:
    """Print it all; what there is none of is left out."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    one, other = found.one.name, found.other.name
    console.print(Text.assemble((f"{one} and {other}", "bold"), f"  {len(found.acts)} acts, {found.by} by {found.by}"))
    if not found.acts:
        console.print("nothing between them in this ledger and time")
        return
    console.print(_bars(found, course))
    console.print(Text.assemble(*(part for pair in _legend() for part in pair)))
    if not course.level.points:
        console.print(Text(f"no level: {course.level.reason}", "dim"))
    for heading, lines in (
        ("turning points", [turn.sentence for turn in course.turns]),
        (f"meetings and visits ({len(found.meetings)})", [_line(each) for each in found.meetings[-_SHOWN:]]),
        ("claims of visits", [each.answer for each in claims]),
        (
            f"what they said of each other ({len(found.remarks)})",
            [f"{each.day} {each.speaker} ({each.speaker_code}): {each.content}" for each in found.remarks[-_SHOWN:]],
        ),
        (
            "together with or against",
            [f"{each.name}: {each.cooperation} with, {each.conflict} against" for each in found.thirds[:_SHOWN]],
        ),
    ):
        if lines:
            console.print(Text(f"\n{heading}", "bold"))
            for line in lines:
                console.print(Text(f"  {' '.join(line.split())}"))


def _bars(found: Relation, course: Course) -> Table:
    """One row a period: what the other side did to the left, what the first did to the right, the level beside."""
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 1, 0, 0))
    most = max((max(_acts(each)) for each in found.periods), default=1) or 1
    levels = {point.start: point for point in course.level.points}
    grid.add_row(
        "", Text(found.other.name, "dim"), Text(found.one.name, "dim"), Text("acts", "dim"), Text("level", "dim")
    )
    for period in found.periods:
        left, right = _bar(period, most, first=False), _bar(period, most, first=True)
        left.pad_left(BAR - len(left))
        right.pad_right(BAR - len(right))
        point = levels.get(period.start)
        told = f"{point.level:+.1f} ({point.low:+.1f} to {point.high:+.1f})" if point else ""
        grid.add_row(period.label, left, right, str(period.acts or ""), told)
    return grid


def _acts(period: Period) -> tuple[int, int]:
    return sum(period.forth) + sum(period.both), sum(period.back) + sum(period.both)


def _bar(period: Period, most: int, *, first: bool) -> Text:
    from rich.text import Text

    counts = [one + both for one, both in zip(period.forth if first else period.back, period.both, strict=True)]
    parts = [
        (round(BAR * count / most) or int(count > 0), colour) for count, colour in zip(counts, _COLOURS, strict=True)
    ]
    return Text.assemble(*(("█" * size, colour) for size, colour in (parts if first else parts[::-1])))


def _legend() -> Iterable[tuple[tuple[str, str], str]]:
    from dragoman.views.charts import QUADS

    return ((("█ ", colour), f"{name}  ") for name, colour in zip(QUADS, _COLOURS, strict=True))


def _line(each: Happened) -> str:
    where = f", {each.place}" if each.place else ""
    return (
        f"{each.day} {', '.join(each.source) or '?'} → {', '.join(each.recipient) or '?'}: {each.mode or 'meet'}{where}"
    )
