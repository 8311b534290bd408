"""Fixtures: records with true ids, and ledgers of them in a temporary folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from made_report import make_report

from dragoman.ledger import open_writer
from dragoman.record import Record

Report = Callable[..., Record]


@pytest.fixture
def report() -> Report:
    return make_report


@pytest.fixture
def ledger_of(tmp_path: Path) -> Callable[[Iterable[Record]], Path]:
    """A function that makes a ledger of some records and gives its folder."""

    def make(records: Iterable[Record]) -> Path:
        path = tmp_path / "made.ledger"
        with open_writer(path, command="test") as writer:
            for record in records:
                writer.add(record)
        return path

    return make
