"""Answers are worked out once for each snapshot."""

from __future__ import annotations

from pathlib import Path

from acts_made import imported, make_ledger
from acts_shown import client_of

from dragoman.ledger import open_writer


def test_pages_see_what_is_written_meanwhile(tmp_path: Path) -> None:
    path = make_ledger(tmp_path / "own.ledger", [imported(1, "FRA IRQ", "2019-01-01")])
    with client_of(path) as client:
        assert "<dt>Acts</dt><dd>1</dd>" in client.get("/pair/FRA/IRQ").text
        with open_writer(path, command="test") as writer:
            writer.add_event(imported(2, "IRQ FRA", "2019-02-01"))
        assert "<dt>Acts</dt><dd>2</dd>" in client.get("/pair/FRA/IRQ").text
