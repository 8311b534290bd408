"""A list with a limit is the beginning of the whole, wherever its rows lie; also in a ledger of an earlier version."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from acts_made import imported

from dragoman.ledger import Ledger, open_writer
from dragoman.ledger.tidy import tidy
from dragoman.ledger.verify import verify

PAIRS = ("FRA IRQ", "IRQ FRA", "DEU USA", "FRA+DEU IRQ", "UN -")


def day_of(number: int) -> str | None:
    return None if number % 11 == 5 else date(2010 + number % 4, 1 + number * 5 % 12, 1 + number * 7 % 28).isoformat()


@pytest.fixture
def path(report: Any, ledger_of: Any) -> Path:
    """A ledger with rows in the catalog, in files, and some taken away again."""
    found: Path = ledger_of([report(number) for number in range(3)])
    with open_writer(found) as writer:
        for number in range(120):
            writer.add_event(imported(number, PAIRS[number % 5], day_of(number), published=date(2012, 2, 2)))
            if number in {4, 8, 90, 100}:
                writer.commit()
            if number == 100:
                tidy(writer)
        writer.commit()
        with writer.transaction():
            for number in (3, 50, 105):
                writer.lake.execute(
                    "DELETE FROM events WHERE event_id = ?", [imported(number, "FRA IRQ", None).event_id]
                )
    return found


def make_earlier(path: Path) -> None:
    """As an earlier version left it."""
    with open_writer(path) as writer, writer.transaction():
        writer.lake.execute("ALTER TABLE events RESET SORTED BY")
        for name in ("day", "shelf"):
            writer.lake.execute(f"ALTER TABLE events DROP COLUMN {name}")


def events_in(path: Path, **asked: Any) -> list[dict[str, Any]]:
    with Ledger(path) as ledger:
        found: list[dict[str, Any]] = ledger.events(**asked).to_pylist()
    return found


@pytest.mark.parametrize(
    "asked", [{}, {"between": ("IRQ", "FRA")}, {"since": "2011", "until": "2012-06"}, {"source": "UN"}, {"type": "AID"}]
)
@pytest.mark.parametrize("earlier", [False, True])
def test_a_list_with_a_limit_is_the_beginning_of_the_whole(path: Path, asked: dict[str, Any], earlier: bool) -> None:
    if earlier:
        make_earlier(path)
    whole = events_in(path, **asked)
    for limit in (1, 17, 1000, 2000):
        assert events_in(path, **asked, limit=limit) == whole[:limit]
    days = [each["date_start"] or each["published"] for each in whole]
    assert days == sorted(days)


def test_the_forms_of_both_are_the_same(path: Path) -> None:
    with Ledger(path) as ledger:
        whole, few = ledger.events(), ledger.events(limit=3)
        assert few.schema.names == whole.schema.names
        kinds = [[str(each).replace("element:", "item:").replace("l:", "item:") for each in table.schema.types]
                 for table in (whole, few)]  # fmt: skip
        assert kinds[0] == kinds[1]
        assert list(ledger.events(limit=3, form="pandas")["event_id"]) == few["event_id"].to_pylist()


def test_rows_come_in_the_order_asked_for_wherever_they_are_said_to_lie(path: Path) -> None:
    ids = [imported(number, "FRA IRQ", None).event_id for number in (119, 1, 60, 3, 99)]
    with Ledger(path) as ledger:
        there = [each["event_id"] for each in ledger.events_of([*ids, "b2:none"])]
        assert there == [ids[0], ids[1], ids[2], ids[4]]
        wrong = dict.fromkeys(ids, 10**6)
        assert [each["event_id"] for each in ledger.events_of(wrong)] == there


def test_a_writer_brings_an_earlier_ledger_up_to_date(path: Path) -> None:
    whole = events_in(path)
    make_earlier(path)
    with Ledger(path) as ledger:
        before = ledger.snapshots()["snapshot"].to_pylist()[-1]
        assert ledger.rows("SELECT count(*), count(day) FROM events") == [(len(whole), len(whole))]
        with open_writer(path):
            pass
        assert ledger.rows("SELECT count(*) FROM events WHERE day >= '2013-01-01'"), "the view still holds"
    with Ledger(path) as ledger:
        assert ledger.rows("SELECT count(*) FROM events WHERE day IS NULL OR shelf IS NULL") == [(0,)]
        first = imported(0, "FRA IRQ", None).event_id
        assert ledger.rows("SELECT shelf FROM events WHERE event_id = ?", [first]) == [("2010 FRA IRQ",)]
        assert {each.check for each in verify(ledger)} == {"count is wrong"}, "only that three were taken away"
    assert events_in(path) == whole
    with Ledger(path, as_of=before) as then:
        assert then.events(limit=20).to_pylist() == whole[:20]
    with open_writer(path) as writer:
        writer.add_event(imported(500, "FRA IRQ", "2009-01-01"))
        tidy(writer, at_once=True)
    assert events_in(path)[1:] == whole
