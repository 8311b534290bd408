"""Many imported events: the benchmark with few; nothing here depends on time."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import ledger_million
import many_events
from many_events import event_rows, sample

EVENTS = 3_000


@pytest.fixture
def no_sample(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DRAGOMAN_SHARED", str(tmp_path))


@pytest.mark.usefixtures("no_sample")
def test_without_the_sample_the_names_are_made_up() -> None:
    what, acts = sample()
    assert what.startswith("made-up names") and "DRAGOMAN_SHARED" in what
    rows = list(event_rows(500, acts))
    assert len({each.event_id for each in rows}) == 500 and rows == list(event_rows(500, acts))
    assert {each.source[0].country for each in rows} >= {"FRA", "IRQ"}


def test_a_body_of_a_country_has_its_sector() -> None:
    party = many_events._party("Military (Mali)")
    assert (party.kind, party.country, party.sectors) == ("group", "MLI", ("MIL",))
    assert many_events._party("Nobody Known").kind == "person"


@pytest.mark.usefixtures("no_sample")
def test_all_events_are_there_and_questions_are_answered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_million, "ARTICLES", 20)
    ledger_million.load(tmp_path / "ledger", EVENTS)
    (tmp_path / "plain").mkdir()
    plain = ledger_million.load_plain(tmp_path / "plain", EVENTS)
    assert plain["bytes"] > 0 and ledger_million.size_of(tmp_path / "ledger") > 0
    assert len(ledger_million.questions(tmp_path / "ledger")) == 5
