"""Relations side by side have the same periods, whichever of them has acts there; in the command line, too."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from acts_made import imported, make_ledger
from click.testing import CliRunner, Result

from dragoman.cli import main
from dragoman.errors import QueryError
from dragoman.relations.book import Ledger


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """France and Iraq in 2014 and 2016, Germany and Iraq in 2015 only."""
    events = [
        imported(1, "FRA IRQ", "2014-03-01"), imported(2, "IRQ FRA", "2014-04-01", "ACCUSE"),
        imported(3, "FRA IRQ", "2016-05-01", "AID"), imported(4, "DEU IRQ", "2015-06-01", "ASSAULT"),
    ]  # fmt: skip
    return make_ledger(tmp_path_factory.mktemp("compare") / "made.ledger", events)


def call(path: Path, *more: str) -> Result:
    given = ("relations", "FRA", "IRQ", "--ledger", str(path), "--compare", "deu", "irq", *more)
    return CliRunner().invoke(main, given)


def test_all_have_the_same_periods(path: Path) -> None:
    with Ledger(path) as ledger:
        found = ledger.beside(ledger.several([("FRA", "IRQ"), ("DEU", "IRQ")], by="year"))
    france, germany = found
    assert [each.label for each in france.moments] == ["2014", "2015", "2016"]
    assert [(each.acts, each.friendly, each.hostile) for each in france.moments] == [(2, 1, 1), (0, 0, 0), (1, 1, 0)]
    assert [(each.acts, each.goldstein) for each in germany.moments] == [(0, None), (1, -10.0), (0, None)]
    assert (france.figures.friendly, france.figures.hostile) == (2, 1)
    assert france.figures.days == (date(2014, 3, 1), date(2016, 5, 1)) and germany.figures.mean == -10.0


def test_each_pair_comes_once_and_four_are_the_most(path: Path) -> None:
    with Ledger(path) as ledger:
        assert len(ledger.several([("FRA", "IRQ"), ("fra", "irq")])) == 1
        with pytest.raises(QueryError, match="5 pairs"):
            ledger.several([("FRA", each) for each in ("IRQ", "DEU", "USA", "GBR", "TUR")])


def test_of_a_time_without_acts_there_are_no_periods(path: Path) -> None:
    with Ledger(path) as ledger:
        found = ledger.beside(ledger.several([("FRA", "IRQ"), ("DEU", "IRQ")], since="2020"))
    assert [(each.moments, each.figures.mean, each.figures.days) for each in found] == [((), None, None)] * 2


def test_into_a_pipe(path: Path) -> None:
    answer = call(path)
    assert answer.exit_code == 0, answer.output
    found = json.loads(answer.stdout)
    assert [(each["one"]["code"], each["acts"], len(each["periods"])) for each in found["pairs"]] == [
        ("FRA", 3, 3), ("DEU", 1, 3)
    ]  # fmt: skip
    assert found["by"] == "year" and found["pairs"][1]["no_level"]


def test_on_a_screen(path: Path) -> None:
    lines = call(path, "--format", "table", "--by", "year").output.splitlines()
    assert any(line.startswith("France and Iraq") and " 3 " in line for line in lines)
    (years, *_) = (at for at, line in enumerate(lines) if line == "acts")
    assert [line.split() for line in lines[years + 2 : years + 5]] == [["2014", "2"], ["2015", "1"], ["2016", "1"]]


@pytest.mark.parametrize("what", ["mirrored", "level"])
def test_as_a_picture_on_the_same_scales(path: Path, what: str, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    answer = call(path, "--what", what, "--chart", str(out))
    assert answer.exit_code == 0 and "France and Iraq, Germany and Iraq" in answer.output
    drawn: Any = json.loads(out.read_text())["vconcat"]
    assert [each["title"] for each in drawn] == ["France and Iraq", "Germany and Iraq"]
    if what == "mirrored":
        one, other = (each["encoding"] for each in drawn)
        assert one["y"]["scale"] == other["y"]["scale"] and one["x"]["scale"] == other["x"]["scale"]


def test_what_has_no_common_scale_is_not_drawn(path: Path, tmp_path: Path) -> None:
    answer = call(path, "--what", "map", "--chart", str(tmp_path / "out.svg"))
    assert answer.exit_code and "mirrored or level" in str(answer.output)
