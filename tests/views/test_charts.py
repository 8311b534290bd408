"""Charts: the specification holds the right figures, colours and days, and is saved in four formats, offline."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import altair as alt
import pytest
from acts_made import happened

from dragoman.errors import QueryError
from dragoman.relations.acts import BACK, BOTH, Happened, Side
from dragoman.relations.level import Level, Point
from dragoman.relations.many import Edge
from dragoman.relations.pair import Relation, period_of
from dragoman.relations.turning import TurningPoint
from dragoman.views.charts import (
    COLOURS,
    FORMATS,
    QUADS,
    level_chart,
    mirrored,
    network_chart,
    place_chart,
    save,
    timeline,
)

JUNE, AUGUST = date(2014, 6, 1), date(2014, 8, 1)
ACTS = (
    happened("talks", JUNE),
    happened("aid", JUNE, "AID", sources=3, lat=33.3, lon=44.4, place="Baghdad"),
    happened("blame", JUNE, "ACCUSE", direction=BACK, lat=48.9, lon=2.4, place="Paris"),
    happened("both", JUNE, direction=BOTH),
    happened("strike", date(2014, 8, 9), "ASSAULT", direction=BACK, lat=36.3, lon=43.1, place="Mosul", source=(),
             recipient=("France", "Germany")),
    happened("nowhere", date(2014, 8, 10), "ASSAULT"),
)  # fmt: skip
POINTS = (Point(JUNE, 1.5, 0.5, 2.5, 4), Point(AUGUST, -4.0, -6.0, -2.0, 2))
TURN = TurningPoint(AUGUST, 1.5, -4.0, "From 2014-08 the level fell.", ("h strike",))
EDGES = (Edge("FRA", "IRQ", 30, 10, 1.5), Edge("IRQ", "TUR", 2, 3, -2.0))


def related(acts: tuple[Happened, ...] = ACTS, by: str = "month") -> Relation:
    """France and Iraq, with two periods."""
    periods = tuple(
        period_of(start, by, [each for each in acts if (each.day >= AUGUST) == (start == AUGUST)], 100)
        for start in (JUNE, AUGUST)
    )
    return Relation(Side("FRA", "France"), Side("IRQ", "Iraq"), by, None, None, acts, periods, (), (), ())


def values(spec: dict[str, Any]) -> list[dict[str, Any]]:
    """The data of a chart or a layer of one."""
    name = spec["data"].get("name")
    found: list[dict[str, Any]] = spec["datasets"][name] if name else spec["data"]["values"]
    return found


def layers(chart: alt.LayerChart | alt.FacetChart) -> list[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Each layer with its data."""
    spec = chart.to_dict()
    shared = spec.get("data")
    return [(layer, values({"datasets": spec.get("datasets"), "data": shared, **layer})) for layer in spec["layer"]]


def bars(relation: Relation) -> dict[tuple[str, str, str], int]:
    """The height of each bar by period, side and class."""
    return {(each["label"], each["who"], each["quad"]): each["acts"] for each in values(mirrored(relation).to_dict())}


def test_each_side_has_its_acts_and_joint_ones_stand_on_both() -> None:
    assert bars(related()) == {
        ("2014-06", "France", "verbal cooperation"): 2,
        ("2014-06", "France", "material cooperation"): 1,
        ("2014-06", "Iraq", "verbal cooperation"): -1,
        ("2014-06", "Iraq", "verbal conflict"): -1,
        ("2014-08", "France", "material conflict"): 1,
        ("2014-08", "Iraq", "material conflict"): -1,
    }


def test_the_numbers_to_read_are_never_below_zero_and_classes_are_stacked_in_order() -> None:
    found = values(mirrored(related()).to_dict())
    assert all(each["number"] == abs(each["acts"]) for each in found)
    assert {each["quad"]: each["order"] for each in found}.items() <= dict(zip(QUADS, range(4), strict=True)).items()
    spec = mirrored(related()).to_dict()["encoding"]
    assert spec["y"]["axis"]["title"] == "↓ Iraq acts · France acts ↑"
    assert spec["y"]["axis"]["labelExpr"] == "abs(datum.value)"
    assert (spec["y"]["stack"], spec["order"]["field"]) == (True, "order")


@pytest.mark.parametrize("draw", [lambda: mirrored(related()), lambda: timeline(ACTS), lambda: place_chart(ACTS)])
def test_every_class_has_its_colour_also_where_it_does_not_occur(draw: Callable[[], alt.Chart]) -> None:
    scale = draw().to_dict()["encoding"]["color"]["scale"]
    assert (tuple(scale["domain"]), tuple(scale["range"])) == (QUADS, COLOURS)
    assert len(set(COLOURS)) == len(QUADS) == 4


@pytest.mark.parametrize(
    ("by", "unit"),
    [
        ("day", "binnedutcyearmonthdate"),
        ("week", "binnedutcyearmonthdate"),
        ("month", "binnedutcyearmonth"),
        ("quarter", "binnedutcyearquarter"),
        ("year", "binnedutcyear"),
    ],
)
def test_bars_are_as_wide_as_the_period_and_days_are_utc(by: str, unit: str) -> None:
    """In local time the first of June would be May in America."""
    x = mirrored(related(by=by)).to_dict()["encoding"]["x"]
    assert (x["timeUnit"], x["scale"]["type"], x["field"]) == (unit, "utc", "start")


def test_weeks_begin_on_monday() -> None:
    """Vega's own begin on Sunday."""
    monday = date(2014, 6, 2)
    week = Relation(*(Side("FRA", "France"), Side("IRQ", "Iraq")), "week", None, None, ACTS[:1],
                    (period_of(monday, "week", ACTS[:1], 9),), (), (), ())  # fmt: skip
    spec = mirrored(week).to_dict()
    assert {(each["start"], each["end"]) for each in values(spec)} == {("2014-06-02", "2014-06-09")}
    assert spec["encoding"]["x2"]["field"] == "end"


def test_days_are_told_as_they_are_written() -> None:
    """A temporal value in a tooltip would be read in local time."""
    specs = [
        timeline(ACTS).to_dict(),
        place_chart(ACTS).to_dict(),
        *level_chart(Level(POINTS), [TURN]).to_dict()["layer"],
    ]
    told = [tip for spec in specs for tip in spec["encoding"].get("tooltip", ())]
    assert {tip["field"] for tip in told} >= {"day", "start"}
    assert all(tip["type"] != "temporal" for tip in told)


def test_a_stretch_of_time_can_be_selected_and_may_be_so_from_the_first() -> None:
    (span,) = mirrored(related()).to_dict()["params"]
    assert (span["name"], span["select"]) == ("span", {"type": "interval", "encodings": ["x"]})
    assert "value" not in span
    (chosen,) = mirrored(related(), span=(JUNE, AUGUST)).to_dict()["params"]
    days = ({"year": 2014, "month": month, "date": 1, "utc": True} for month in (6, 8))
    assert chosen["value"] == {"x": list(days)}


def test_the_level_has_its_band_and_its_turning_points() -> None:
    band, zero, line, rules = layers(level_chart(Level(POINTS), [TURN]))
    first = {"start": "2014-06-01", "level": 1.5, "low": 0.5, "high": 2.5, "acts": 4}
    assert band[1] == line[1] and line[1][0] == first and len(line[1]) == 2
    assert band[0]["mark"]["type"] == "area" and line[0]["mark"]["type"] == "line"
    assert (band[0]["encoding"]["y"]["field"], band[0]["encoding"]["y2"]["field"]) == ("low", "high")
    assert band[0]["encoding"]["y"]["scale"]["domain"] == line[0]["encoding"]["y"]["scale"]["domain"] == [-10, 10]
    assert zero[1] == [{"zero": 0}]
    assert rules[0]["mark"]["type"] == "rule"
    assert rules[1] == [{"start": "2014-08-01", "before": 1.5, "after": -4.0}]
    assert rules[0]["encoding"]["x"] == line[0]["encoding"]["x"]
    assert line[0]["encoding"]["x"]["scale"]["type"] == "utc"


def test_a_level_that_turns_nowhere_has_no_rules() -> None:
    *_, rules = layers(level_chart(Level(POINTS)))
    assert rules[1] == []


def test_the_timeline_has_a_dot_for_each_happening() -> None:
    spec = timeline(ACTS).to_dict()
    found = values(spec)
    assert [each["event"] for each in found] == [each.event_id for each in ACTS]
    assert found[4] == {
        **{"day": "2014-08-09", "goldstein": -10.0, "quad": "material conflict", "type": "ASSAULT", "sources": 1},
        **{"event": "e strike", "who": "? → France, Germany"},
    }
    encoding = spec["encoding"]
    assert (encoding["x"]["field"], encoding["y"]["field"], encoding["size"]["field"]) == (
        "day",
        "goldstein",
        "sources",
    )
    assert encoding["y"]["scale"]["domain"] == [-10, 10] and encoding["x"]["scale"]["type"] == "utc"


def test_the_network_ties_its_nations_on_a_circle() -> None:
    (ties, lines), (_, marks), (names, dots) = layers(network_chart(EDGES))
    assert [each["code"] for each in dots] == ["IRQ", "FRA", "TUR"]  # most acts first
    assert marks == dots and names["encoding"]["text"]["field"] == "code"
    assert all(each["x"] ** 2 + each["y"] ** 2 == pytest.approx(1) for each in dots)
    at = {each["code"]: (each["x"], each["y"]) for each in dots}
    assert len(set(at.values())) == 3
    assert [(each["pair"], each["acts"], each["goldstein"]) for each in lines] == [
        ("FRA and IRQ", 40, 1.5),
        ("IRQ and TUR", 5, -2.0),
    ]
    assert [((each["x"], each["y"]), (each["x2"], each["y2"])) for each in lines] == [
        (at["FRA"], at["IRQ"]),
        (at["IRQ"], at["TUR"]),
    ]
    assert ties["encoding"]["color"]["scale"]["domain"] == [-10, 0, 10]


def test_material_acts_are_on_the_map_where_their_place_is_known() -> None:
    found = values(place_chart(ACTS).to_dict())
    assert [(each["place"], each["lat"], each["lon"], each["quad"], each["day"]) for each in found] == [
        ("Baghdad", 33.3, 44.4, "material cooperation", "2014-06-01"),
        ("Mosul", 36.3, 43.1, "material conflict", "2014-08-09"),
    ]


def test_charts_can_be_as_wide_as_the_page() -> None:
    assert mirrored(related(), width="container").to_dict()["width"] == "container"
    assert timeline(ACTS, width=300).to_dict()["width"] == 300


@pytest.mark.parametrize(
    "draw",
    [lambda: mirrored(related(())), lambda: level_chart(Level()), lambda: timeline(()), lambda: network_chart(()),
     lambda: place_chart(())],
)  # fmt: skip
def test_of_nothing_there_is_an_empty_chart(draw: Callable[[], Any], tmp_path: Path) -> None:
    save(draw(), tmp_path / "empty.svg")
    assert (tmp_path / "empty.svg").read_text().startswith("<svg")


BEGINNINGS = {".svg": b"<svg", ".png": b"\x89PNG\r\n", ".html": b"<!DOCTYPE html>", ".json": b"{"}


@pytest.mark.parametrize("ending", FORMATS)
def test_a_chart_is_saved_in_each_format(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"chart{ending}"
    save(mirrored(related()), path)
    content = path.read_bytes()
    assert content.lstrip().startswith(BEGINNINGS[ending])
    if ending == ".svg":
        assert "quad: verbal cooperation" in content.decode() and "↓ Iraq acts" in content.decode()
    if ending == ".json":
        assert json.loads(content) == mirrored(related()).to_dict()
    if ending == ".html":
        assert b"https://cdn" not in content


@pytest.mark.parametrize("name", ["chart.pdf", "chart", "chart.svg.zip"])
def test_another_ending_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(QueryError, match=r"a chart is saved as \.svg, \.png, \.html, \.json"):
        save(timeline(ACTS), tmp_path / name)
    assert not list(tmp_path.iterdir())
