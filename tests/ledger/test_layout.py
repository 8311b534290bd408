"""Events lie in order of day within each file, in groups that are small enough to read few of them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest
from acts_made import imported

from dragoman.ledger import open_writer
from dragoman.ledger.tables import lay_out
from dragoman.ledger.tidy import tidy

DAYS = [(date(2010, 1, 1) + timedelta(number * 37 % 500)).isoformat() for number in range(200)]


def files_of(path: Path) -> list[Path]:
    return sorted((path / "data" / "main" / "events").glob("*.parquet"))


def days_of(file: Path) -> list[date]:
    query = "SELECT coalesce(date_start, told) FROM read_parquet(?) ORDER BY file_row_number"
    return [day for (day,) in duckdb.execute(query, [str(file)]).fetchall()]


def make(path: Path) -> Path:
    """A ledger of two commits."""
    with open_writer(path) as writer:
        for number, day in enumerate(DAYS):
            writer.add_event(imported(number, "FRA IRQ", day))
            if number == len(DAYS) // 2:
                writer.commit()
    return path


def test_each_file_is_in_order_and_stays_so_when_merged(tmp_path: Path) -> None:
    path = make(tmp_path / "a.ledger")
    assert len(files_of(path)) == 2
    for file in files_of(path):
        assert days_of(file) == sorted(days_of(file))
    with open_writer(path) as writer:
        tidy(writer, at_once=True)
    (merged,) = files_of(path)
    assert days_of(merged) == sorted(map(date.fromisoformat, DAYS))


def test_groups_are_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.ledger.tables.ROW_GROUP", 2048)  # the fewest that DuckDB writes
    path = tmp_path / "a.ledger"
    with open_writer(path) as writer:
        for number in range(5000):
            writer.add_event(imported(number, "FRA IRQ", "2010-01-01"))
    query = "SELECT DISTINCT row_group_num_rows FROM parquet_metadata(?) ORDER BY ALL"
    assert duckdb.execute(query, [str(files_of(path)[0])]).fetchall() == [(904,), (2048,)]


def test_a_ledger_is_laid_out_once(tmp_path: Path) -> None:
    with open_writer(make(tmp_path / "a.ledger")) as writer:
        before = writer.snapshot()
        lay_out(writer.lake)
        assert writer.snapshot() == before
