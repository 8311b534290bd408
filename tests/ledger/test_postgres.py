"""A catalog in Postgres: the benchmark with few articles, where Postgres and its extension are at hand."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from ledger_postgres import measure
from server import NotHereError, postgres


def test_the_ledger_is_the_same_as_with_sqlite(tmp_path: Path) -> None:
    pytest.importorskip("duckdb_extension_postgres_scanner")
    try:
        with postgres() as connection:
            figures, notes = measure(tmp_path, connection, articles=220, kills=1)
    except NotHereError as error:
        pytest.skip(str(error))
    assert notes == [] and not any(each.must and not each.met for each in figures)
