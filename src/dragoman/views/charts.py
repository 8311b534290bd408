"""Charts of a relation, with Altair: mirrored bars, the level with its band, a timeline, a network, a map.

Each function gives an ``altair.Chart`` that shows in a notebook, is saved by ``save`` and drawn on the pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from dragoman.errors import QueryError
from dragoman.relations.acts import BACK, FORTH, Happened
from dragoman.relations.many import Edge
from dragoman.relations.pair import Relation
from dragoman.relations.periods import following

if TYPE_CHECKING:
    import altair as alt

    from dragoman.relations.level import Level
    from dragoman.relations.turning import TurningPoint

QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
COLOURS = ("#8ab6d6", "#1f6fa8", "#e7a977", "#b9482e")  # told apart also by those who see red and green alike
WIDTH, HEIGHT = 720, 240
Width = float | Literal["container"]  # pixels, or as wide as the page gives
FORMATS = (".svg", ".png", ".html", ".json")


@dataclass(frozen=True, slots=True)
class Frame:
    """The scales that several pictures share. first, last: days; most: acts of the highest bar."""

    first: date
    last: date
    most: int


def frame_of(relations: Iterable[Relation]) -> Frame | None:
    """The frame that holds the bars of some relations; None where they have none."""
    ends = [(each.start, following(each.start, found.by), each) for found in relations for each in found.periods]
    if not ends:
        return None
    most = max(max(sum(each.forth), sum(each.back)) + sum(each.both) for _, _, each in ends)
    return Frame(min(first for first, _, _ in ends), max(last for _, last, _ in ends), most)


def mirrored(
    relation: Relation, *, width: Width = WIDTH, span: tuple[date, date] | None = None, frame: Frame | None = None
) -> alt.Chart:
    """Acts of each period: what the first side did above the line, what the second did below; joint acts on both.

    span: the first and last day that are chosen in it, if any; frame: the scales, where it is one of several pictures,
    in which no span can be dragged.
    """
    import altair as alt

    y = alt.Y("acts:Q", axis=_up_and_down(relation, short=frame is not None), stack=True)
    if frame is not None:
        y = y.scale(domain=[-frame.most, frame.most])
    drawn: alt.Chart = (
        alt.Chart(_data(list(_bars(relation))), width=width, height=HEIGHT)
        .mark_bar(orient="vertical", x2Offset=-0.5)
        .encode(
            x=_time("start", frame).timeUnit(_unit(relation.by)),
            x2="end:T",
            y=y,
            color=alt.Color(
                "quad:N",
                scale=alt.Scale(domain=list(QUADS), range=list(COLOURS)),
                legend=alt.Legend(title=None, orient="top", columns=2, labelLimit=200),
            ),
            order=alt.Order("order:Q"),
            tooltip=[
                alt.Tooltip("label:N", title="when"),
                alt.Tooltip("who:N", title="who acts"),
                alt.Tooltip("quad:N", title="what"),
                alt.Tooltip("number:Q", title="acts"),
            ],
        )
    )
    return drawn if frame is not None else _draggable(drawn, span)


def _draggable(drawn: alt.Chart, span: tuple[date, date] | None) -> alt.Chart:
    """With a span of time that can be dragged; what lies outside it is pale."""
    import altair as alt

    chosen: Any = {"x": [_moment(day) for day in span]} if span is not None else alt.Undefined
    brush = alt.selection_interval(encodings=["x"], name="span", value=chosen)
    pale: alt.Chart = drawn.encode(opacity=alt.condition(brush, alt.value(1.0), alt.value(0.45))).add_params(brush)
    return pale


def _up_and_down(relation: Relation, *, short: bool) -> alt.Axis:
    import altair as alt

    one, other = relation.one, relation.other
    title = f"↓ {other.code} · {one.code} ↑" if short else f"↓ {other.name} acts · {one.name} acts ↑"
    return alt.Axis(title=title, format="d", labelExpr="abs(datum.value)", tickMinStep=1)


def _time(field: str, frame: Frame | None = None) -> alt.X:
    import altair as alt

    ends: Any = [_milliseconds(frame.first), _milliseconds(frame.last)] if frame is not None else alt.Undefined
    apart = alt.Axis(labelFlush=False, labelSeparation=6)  # else the first two labels run into each other
    return alt.X(f"{field}:T", title=None, axis=apart, scale=alt.Scale(type="utc", domain=ends))


def _bars(relation: Relation) -> Iterable[dict[str, Any]]:
    names = {FORTH: relation.one.name, BACK: relation.other.name}
    for period in relation.periods:
        for way, sign, counts in ((FORTH, 1, period.forth), (BACK, -1, period.back)):
            for place, (quad, alone, together) in enumerate(zip(QUADS, counts, period.both, strict=True)):
                if alone + together:
                    number = alone + together
                    end = following(period.start, relation.by).isoformat()
                    when = {"start": period.start.isoformat(), "end": end, "label": period.label, "order": place}
                    yield {**when, "who": names[way], "quad": quad, "acts": sign * number, "number": number}


def _moment(day: date) -> dict[str, int | bool]:
    return {"year": day.year, "month": day.month, "date": day.day, "utc": True}


def _milliseconds(day: date) -> int:
    """The beginning of a day in UTC, as Vega counts time."""
    return (day - date(1970, 1, 1)).days * 86_400_000


def _unit(by: str) -> Any:
    """What the axis shows of days; bars are as wide as our periods, for Vega's own weeks begin on Sunday.

    In UTC, as are the days: local time would put the first of a month into the month before, west of Greenwich.
    """
    units = {"day": "yearmonthdate", "week": "yearmonthdate", "month": "yearmonth", "quarter": "yearquarter"}
    return f"binnedutc{units.get(by, 'year')}"


def level_chart(
    level: Level, points: Sequence[TurningPoint] = (), *, width: Width = WIDTH, frame: Frame | None = None
) -> alt.LayerChart | alt.FacetChart:
    """The level of a relation with its 90 % band, and its turning points as lines across.

    frame: the time shown, where it is one of several pictures.
    """
    import altair as alt

    values = [
        {"start": each.start.isoformat(), "level": each.level, "low": each.low, "high": each.high, "acts": each.n}
        for each in level.points
    ]
    when = _time("start", frame)
    base = alt.Chart(_data(values), width=width, height=HEIGHT).encode(x=when)
    scale = alt.Scale(domain=[-10, 10])
    band = base.mark_area(opacity=0.25, color=COLOURS[1]).encode(
        y=alt.Y("low:Q", scale=scale, title="hostile ← Goldstein → friendly"), y2="high:Q"
    )
    tips = [alt.Tooltip(f"{name}:Q", format=".1f") for name in ("level", "low", "high")]
    line = base.mark_line(color=COLOURS[1]).encode(
        y=alt.Y("level:Q", scale=scale),
        tooltip=[alt.Tooltip("start:N", title="from"), *tips, "acts:Q"],
    )
    zero = alt.Chart(_data([{"zero": 0}])).mark_rule(strokeDash=[2, 3], opacity=0.5).encode(y="zero:Q")
    breaks = [{"start": each.start.isoformat(), "before": each.before, "after": each.after} for each in points]
    rules = (
        alt.Chart(_data(breaks))
        .mark_rule(color=COLOURS[3], strokeWidth=1.5)
        .encode(
            x=when,
            tooltip=[alt.Tooltip("start:N"), *(alt.Tooltip(f"{name}:Q", format=".1f") for name in ("before", "after"))],
        )
    )
    return alt.layer(band, zero, line, rules)


def stacked(drawn: Iterable[tuple[Relation, Any]]) -> alt.VConcatChart:
    """The charts of several relations under one another, each with the names of its sides."""
    import altair as alt

    charts = [
        each.properties(title=f"{found.one.name} and {found.other.name}", height=HEIGHT / 2) for found, each in drawn
    ]
    below: alt.VConcatChart = alt.vconcat(*charts)
    return below


def timeline(acts: Sequence[Happened], *, width: Width = WIDTH) -> alt.Chart:
    """Each happening as a dot: when, how friendly, by how many sources."""
    import altair as alt

    values = [
        {
            **{"day": each.day.isoformat(), "goldstein": each.goldstein, "quad": QUADS[each.quad - 1]},
            **{"type": each.type, "sources": each.sources, "event": each.event_id},
            "who": f"{', '.join(each.source) or '?'} → {', '.join(each.recipient) or '?'}",
        }
        for each in acts
    ]
    drawn: alt.Chart = (
        alt.Chart(_data(values), width=width, height=HEIGHT)
        .mark_circle(opacity=0.7)
        .encode(
            x=_time("day"),
            y=alt.Y("goldstein:Q", title="Goldstein", scale=alt.Scale(domain=[-10, 10])),
            color=alt.Color("quad:N", scale=alt.Scale(domain=list(QUADS), range=list(COLOURS)), legend=None),
            size=alt.Size("sources:Q", legend=None),
            tooltip=["day:N", "type:N", "who:N", "sources:Q"],
        )
    )
    return drawn


def network_chart(edges: Sequence[Edge], *, width: Width = WIDTH) -> alt.LayerChart:
    """Who acts with and against whom: nations on a circle, lines by number of acts, coloured by mean weight."""
    import altair as alt

    at = _circle(sorted({code for edge in edges for code in (edge.one, edge.other)}, key=_weight(edges)))
    lines = [
        {
            **{"x": at[edge.one][0], "y": at[edge.one][1], "x2": at[edge.other][0], "y2": at[edge.other][1]},
            **{"pair": f"{edge.one} and {edge.other}", "acts": edge.acts, "goldstein": edge.goldstein},
        }
        for edge in edges
    ]
    dots = [{"code": code, "x": x, "y": y} for code, (x, y) in at.items()]
    none = alt.Axis(labels=False, ticks=False, grid=False, domain=False, title=None)
    x, y = alt.X("x:Q", axis=none, scale=alt.Scale(nice=False)), alt.Y("y:Q", axis=none, scale=alt.Scale(nice=False))
    ties = (
        alt.Chart(_data(lines), width=width, height=2 * HEIGHT)
        .mark_rule(opacity=0.7)
        .encode(
            x=x,
            y=y,
            x2="x2:Q",
            y2="y2:Q",
            size=alt.Size("acts:Q", legend=None, scale=alt.Scale(range=[0.5, 8])),
            color=alt.Color(
                "goldstein:Q",
                scale=alt.Scale(domain=[-10, 0, 10], range=[COLOURS[3], "#bbbbbb", COLOURS[1]]),
                legend=alt.Legend(title="mean Goldstein", orient="bottom"),
            ),
            tooltip=["pair:N", "acts:Q", alt.Tooltip("goldstein:Q", format=".1f")],
        )
    )
    names = alt.Chart(_data(dots)).mark_text(fontWeight="bold", dy=-9).encode(x=x, y=y, text="code:N")
    marks = alt.Chart(_data(dots)).mark_circle(size=60, color="#555555").encode(x=x, y=y)
    drawn: alt.LayerChart = alt.layer(ties, marks, names).configure_view(stroke=None)
    return drawn


def place_chart(acts: Sequence[Happened], *, width: Width = WIDTH) -> alt.Chart:
    """Where material acts took place, by longitude and latitude; verbal acts have no place worth a map."""
    import altair as alt

    values = [
        {
            **{"lon": each.lon, "lat": each.lat, "place": each.place, "type": each.type, "day": each.day.isoformat()},
            "quad": QUADS[each.quad - 1],
        }
        for each in acts
        if each.quad in {2, 4} and each.lat is not None and each.lon is not None
    ]
    drawn: alt.Chart = (
        alt.Chart(_data(values), width=width, height=HEIGHT)
        .mark_circle(opacity=0.7, size=80)
        .encode(
            x=alt.X("lon:Q", title="longitude", scale=alt.Scale(zero=False)),
            y=alt.Y("lat:Q", title="latitude", scale=alt.Scale(zero=False)),
            color=alt.Color("quad:N", scale=alt.Scale(domain=list(QUADS), range=list(COLOURS)), legend=None),
            tooltip=["place:N", "type:N", "day:N"],
        )
    )
    return drawn


def _data(values: list[dict[str, Any]]) -> alt.InlineData:
    import altair as alt

    return alt.InlineData(values=values)


def save(chart: Any, out: Path) -> None:
    """Save a chart as .svg, .png, .html or .json, offline. Raises QueryError for another ending."""
    if out.suffix not in FORMATS:
        raise QueryError(f"{out}: a chart is saved as {', '.join(FORMATS)}")
    options: dict[str, dict[str, Any]] = {".html": {"inline": True}, ".png": {"scale_factor": 2}}
    chart.save(str(out), **options.get(out.suffix, {}))


def _circle(codes: Sequence[str]) -> dict[str, tuple[float, float]]:
    from math import cos, pi, sin

    return {code: (cos(2 * pi * i / len(codes)), sin(2 * pi * i / len(codes))) for i, code in enumerate(codes)}


def _weight(edges: Sequence[Edge]) -> Any:
    from collections import Counter

    acts: Counter[str] = Counter()
    for edge in edges:
        acts.update({edge.one: edge.acts, edge.other: edge.acts})
    return lambda code: (-acts[code], code)
