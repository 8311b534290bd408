"""The gate's rules, on figures made up."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest
from scripts import script

PATH = Path(__file__).parents[2] / "evaluation" / "gate.py"


@pytest.fixture(scope="module")
def gate() -> ModuleType:
    return script("evaluation/gate.py")


def test_floors_are_pinned_rounded_down_and_hold(gate: ModuleType) -> None:
    pinned = gate.raised({"event_f1": 0.66666, "date": 0.5}, "b2:1", gate.Pinned())
    assert pinned.floors == {"event_f1": 0.666, "date": 0.5}
    assert gate.complaints({"event_f1": 0.66666, "date": 0.5}, "b2:1", pinned) == []
    assert gate.complaints({"event_f1": 0.657, "date": 0.5}, "b2:1", pinned) == []


def test_a_lower_figure_a_lost_one_and_another_gold_are_complained_of(gate: ModuleType) -> None:
    pinned = gate.Pinned("b2:1", {"event_f1": 0.6, "date": 0.5})
    first, second, third = gate.complaints({"event_f1": 0.5899}, "b2:2", pinned)
    assert "changed" in first and "0.5899, below its floor 0.600" in second and "date is no longer" in third
    assert "--update" in gate.complaints({}, "b2:1", gate.Pinned())[0]


def test_an_update_never_lowers(gate: ModuleType) -> None:
    pinned = gate.raised(
        {"event_f1": 0.5, "date": 0.7}, "b2:2", gate.Pinned("b2:1", {"event_f1": 0.6, "date": 0.5, "place": 1.0})
    )
    assert pinned.floors == {"event_f1": 0.6, "date": 0.7, "place": 1.0} and pinned.fingerprint == "b2:2"


def test_a_floor_falls_only_with_its_reason_written_down(gate: ModuleType, tmp_path: Path) -> None:
    before = gate.Pinned("b2:1", {"event_f1": 0.6, "date": 0.5, "place": 1.0})
    pinned = gate.lowered({"event_f1": 0.55, "date": 0.7}, "b2:2", before, "stricter gold")
    assert pinned.floors == {"event_f1": 0.55, "date": 0.5}
    assert [(note["figure"], note["from"], note["to"]) for note in pinned.allowed] == [
        ("event_f1", 0.6, 0.55),
        ("place", 1.0, None),
    ]
    assert all(note["reason"] == "stricter gold" for note in pinned.allowed)
    gate.save(tmp_path / "floors.json", {"golden": pinned})
    assert gate.load(tmp_path / "floors.json") == {"golden": pinned}


def test_the_fingerprint_is_of_the_words(gate: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text("{}\n")
    before = gate.fingerprint((path,))
    path.write_text("{} \n")
    assert before.startswith("b2:") and gate.fingerprint((path,)) != before


def test_development_data_is_left_out_where_it_is_absent(
    gate: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DRAGOMAN_SHARED", str(tmp_path))
    assert set(gate.corpora()) <= {"golden", "held-out", "held-out-2", "held-out-3"}
