"""A ledger of an earlier version gets the columns that it lacks when it is next written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from msgspec.structs import replace

from dragoman.ledger import Ledger, open_writer
from dragoman.ledger.verify import verify

LATER = {"author", "published_reliability"}
OF_EVENTS = ("source_id", "title", "language", "sentence", "trigger", "version")


def test_an_earlier_ledger_is_read_as_it_is_and_gets_new_columns_from_a_writer(report: Any, ledger_of: Any) -> None:
    path: Path = ledger_of([report(1)])
    with open_writer(path) as writer:
        for name in LATER:
            writer.lake.execute(f"ALTER TABLE articles DROP COLUMN {name}")
    before = replace(report(1), article=replace(report(1).article, author=None, published_reliability=None))
    with Ledger(path) as ledger:
        assert not LATER & set(ledger.sql("DESCRIBE articles")["column_name"].to_pylist())
        assert list(ledger.records()) == [before]
    with open_writer(path) as writer:
        writer.add(report(2))
    with Ledger(path) as ledger:
        assert set(ledger.sql("DESCRIBE articles")["column_name"].to_pylist()) >= LATER
        assert list(ledger.records()) == [before, report(2)]
        assert not list(verify(ledger))


def test_events_of_an_earlier_ledger_are_listed(report: Any, ledger_of: Any) -> None:
    path: Path = ledger_of([report(1)])
    with Ledger(path) as ledger:
        before = ledger.events().to_pylist(), list(ledger.event_rows())
    with open_writer(path) as writer:
        for name in OF_EVENTS:
            writer.lake.execute(f"ALTER TABLE events DROP COLUMN {name}")
    with Ledger(path) as ledger:
        assert before == (ledger.events().to_pylist(), list(ledger.event_rows()))
        assert before[0][0]["sentence"] and ledger.events(limit=1)["title"][0].as_py() == before[0][0]["title"]
