"""Many relations: who acts with and against whom, and which pairs changed most of late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from math import sqrt
from pathlib import Path
from statistics import mean, pvariance

import pytest
from acts_made import TYPES, imported, make_ledger
from tellings import report

from dragoman.errors import QueryError
from dragoman.ledger import Ledger
from dragoman.ledger.row import EventRow
from dragoman.relations.many import Edge, Mover, last_day, movers, network

END = date(2014, 6, 28)
URL = "https://fjord.example/page"


def spread(first: int, sides: str, kinds: list[str], last: date, days: int) -> list[EventRow]:
    """Events of some types, one each so many days, of which the last is on a day."""
    start = last - timedelta(days * (len(kinds) - 1))
    return [
        imported(first + n, sides, str(start + timedelta(days * n)), kind) for n, kind in enumerate(kinds)
    ]  # fmt: skip


@pytest.fixture(scope="module")
def acts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """Single acts of a few pairs; the first three tell one happening."""
    events = [
        imported(1, "FRA IRQ", "2014-06-03"),
        imported(2, "IRQ FRA", "2014-06-02", "AGREE"),
        imported(3, "FRA+DEU IRQ", "2014-06-04"),
        imported(4, "IRQ FRA", "2014-06-05", "ASSAULT"),
        imported(5, "FRA+IRQ IRQ+FRA", "2014-06-06", "AID"),
        imported(6, "FRA FRA", "2014-06-07"),
        imported(7, "FRA -", "2014-06-08"),
        imported(8, "TUR IRQ", "2013-01-01", "ACCUSE"),
        imported(9, "FRA IRQ", "2014-06-09", status="denied"),
        imported(10, "FRA IRQ", None),
    ]
    pages = [
        report("Gulf News", words, source="USA", recipient="TUR", url=URL, published="2014-06-20") for words in "ab"
    ]
    path = make_ledger(tmp_path_factory.mktemp("many") / "acts.ledger", events, pages, [(1, 2, 3)])
    with Ledger(path) as found:
        yield found


def edges(*found: Edge) -> list[tuple[str, int, int, float]]:
    return [(f"{each.one} {each.other}", each.cooperation, each.conflict, each.goldstein) for each in found]


def test_pairs_are_counted_once_for_each_act_whichever_way_it_went(acts: Ledger) -> None:
    """Of a happening the first telling between the two counts; of an old page nothing, of acts at home neither."""
    france_iraq = (TYPES["AGREE"][2] + TYPES["ASSAULT"][2] + TYPES["AID"][2]) / 3
    assert edges(*network(acts)) == [
        ("FRA IRQ", 2, 1, pytest.approx(france_iraq)),
        ("DEU IRQ", 1, 0, pytest.approx(1.9)),
        ("IRQ TUR", 0, 1, pytest.approx(-2.0)),
        ("TUR USA", 1, 0, pytest.approx(1.9)),
    ]
    assert network(acts)[0].acts == 3


def test_the_pairs_of_one_nation_in_a_time(acts: Ledger) -> None:
    assert [(each.one, each.other) for each in network(acts, "tur")] == [("IRQ", "TUR"), ("TUR", "USA")]
    assert [(each.one, each.other) for each in network(acts, "TUR", since="2014")] == [("TUR", "USA")]
    assert edges(*network(acts, "IRQ", until="2014-06-03", limit=1)) == [("FRA IRQ", 1, 0, pytest.approx(4.0))]
    assert network(acts, "XYZ") == ()
    with pytest.raises(QueryError, match="is no date"):
        network(acts, since="now")


def test_the_last_day_is_that_of_the_last_report_else_of_the_last_event(acts: Ledger, changed: Ledger) -> None:
    assert last_day(acts) == date(2014, 6, 20)
    assert last_day(changed) == END


QUIET = ["CONSULT", "AGREE"] * 6
WAR = ["ASSAULT", "ACCUSE", "ASSAULT"]


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A pair that fell out with itself, one that warmed, one that went on, and two of which too little is known."""
    before = END - timedelta(weeks=4)
    events = [
        *spread(0, "FRA IRQ", QUIET, before, 7),
        *spread(100, "IRQ FRA", WAR, END, 7),
        *spread(200, "TUR USA", ["ACCUSE"] * 12, before, 14),
        *spread(300, "USA TUR", ["CONSULT"] * 4, END, 5),
        *spread(400, "DEU GBR", ["CONSULT", "AGREE"] * 12, END, 7),
        *spread(500, "DEU IRQ", QUIET, before, 7),
        *spread(600, "DEU IRQ", ["ASSAULT"] * 2, END, 7),
        *spread(700, "GBR IRQ", ["CONSULT"] * 2, before, 7),
        *spread(800, "GBR IRQ", ["ASSAULT"] * 3, END, 7),
        *spread(900, "FRA IRQ", ["AID"], before - timedelta(weeks=157), 7),
    ]
    with Ledger(make_ledger(tmp_path_factory.mktemp("many") / "changed.ledger", events)) as found:
        yield found


def test_movers_are_ordered_by_how_sure_the_change_is(changed: Ledger) -> None:
    found = movers(changed)
    assert [(each.one, each.other) for each in found] == [("FRA", "IRQ"), ("TUR", "USA"), ("DEU", "GBR")]
    war, thaw, same = found
    assert war.strength < -3 and 2 < thaw.strength < -war.strength and abs(same.strength) < 1


def test_the_figures_of_a_mover(changed: Ledger) -> None:
    """The pair's variance is mixed with four acts' worth of that of all acts; what is older than three years is out."""
    past, recent = ([TYPES[kind][2] for kind in kinds] for kinds in (QUIET, WAR))
    counts = {"CONSULT": 6 + 4 + 12 + 6 + 2, "AGREE": 6 + 12 + 6, "ACCUSE": 1 + 12, "ASSAULT": 2 + 2 + 3}
    everything = [TYPES[kind][2] for kind, number in counts.items() for _ in range(number)]
    mixed = (pvariance(past) * 12 + pvariance(everything) * 4) / 16
    strength = (mean(recent) - mean(past)) / sqrt(mixed * (1 / 12 + 1 / 3))
    weeks = 11 + 1 / 7  # from the first act to the window
    assert movers(changed)[0] == Mover(
        "FRA", "IRQ", pytest.approx(mean(past)), pytest.approx(mean(recent)), pytest.approx(strength), 3,
        pytest.approx(12 / (weeks / 4)),
    )  # fmt: skip


def test_the_window_and_its_end_can_be_told(changed: Ledger) -> None:
    early = movers(changed, until=END - timedelta(weeks=4))
    assert {(each.one, each.other) for each in early} >= {("FRA", "IRQ"), ("DEU", "IRQ")}
    assert all(abs(each.strength) < 1 for each in early)
    assert movers(changed, limit=1) == movers(changed)[:1]
    assert movers(changed, weeks=1) == ()  # nobody has three acts in one week
    assert movers(changed, past_weeks=1) == ()


def test_where_there_is_nothing_and_where_nothing_ever_varied(tmp_path: Path) -> None:
    """A pair that is always the same has not moved, though its variance is nought."""
    with Ledger(make_ledger(tmp_path / "made.ledger", [])) as ledger:
        assert (network(ledger), movers(ledger), last_day(ledger)) == ((), (), None)
    same = [
        *spread(0, "FRA IRQ", ["CONSULT"] * 4, END, 1),
        *spread(10, "FRA IRQ", ["CONSULT"] * 4, date(2014, 1, 1), 1),
    ]
    with Ledger(make_ledger(tmp_path / "made.ledger", same)) as ledger:
        (found,) = movers(ledger)
        assert (found.strength, found.acts) == (pytest.approx(0.0), 4)
