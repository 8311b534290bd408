"""Verification finds each kind of damage, and nothing in a whole ledger."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from made_report import make_report

from dragoman.ledger import Ledger, open_writer
from dragoman.ledger.lake import open_lake
from dragoman.ledger.place import find
from dragoman.ledger.verify import verify

DAMAGES = {
    "id twice": [
        "INSERT INTO articles SELECT * FROM articles LIMIT 1",
        "INSERT INTO events SELECT * FROM events LIMIT 1",
    ],
    "refers to nothing": [
        "DELETE FROM articles",
        "DELETE FROM evidence",
        "DELETE FROM actors",
        "DELETE FROM runs",
        "INSERT INTO tellings VALUES ('b2:h', 'b2:e', 1.0, '')",
        "INSERT INTO copies VALUES ('b2:a', 'b2:b', 1.0)",
        "INSERT INTO superseded VALUES ('b2:a', 'b2:b', '')",
    ],
    "words are not in the text": [
        "UPDATE evidence SET trigger = 'left Oslo'",
        "UPDATE evidence SET sentence_start = sentence_start + 1",
        "UPDATE statements SET content = 'We shall not'",
        "UPDATE mentions SET words = 'Anne'",
        "UPDATE events SET place_text = 'Bergen'",
    ],
    "span outside the text": ['UPDATE mentions SET "end" = 100000', "UPDATE articles SET length = 3"],
    "id is not its content's": [
        "UPDATE articles SET text = text || ' And more.', length = length + 10",
        "UPDATE articles SET published = DATE '2024-03-15'",
        "UPDATE articles SET text_id = 'b2:0'",
        "UPDATE events SET type = 'ASSAULT' WHERE type = 'CONSULT'",
        "UPDATE actors SET name = 'Nobody' WHERE number = 2",
        "UPDATE statements SET content_end = content_end - 1, content = left(content, -1)",
    ],
    "count is wrong": ["UPDATE runs SET articles = 7", "UPDATE runs SET events = 1", "UPDATE runs SET rejects = 1"],
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ledger") / "whole.ledger"
    with open_writer(path) as writer:
        writer.add(make_report(1))
        writer.add(make_report(2))
    return path


@pytest.mark.parametrize(("check", "damage"), [(check, each) for check, all_ in DAMAGES.items() for each in all_])
def test_damage_is_found(check: str, damage: str, whole: Path, tmp_path: Path) -> None:
    path = Path(shutil.copytree(whole, tmp_path / "damaged.ledger"))
    with closing(open_lake(find(path), writes=True)) as lake:
        lake.execute(damage)
    with Ledger(path) as ledger:
        assert any(fault.check == check for fault in verify(ledger))


def test_a_lost_or_broken_file_is_found(report: Any, ledger_of: Callable[..., Path]) -> None:
    path = ledger_of([report(number) for number in range(30)])
    with open_writer(path) as writer:
        from dragoman.ledger.tidy import tidy

        tidy(writer, at_once=True)
    files = sorted(Path(find(path).data_path).rglob("events/*.parquet"))
    assert files
    raw = files[0].read_bytes()
    files[0].write_bytes(raw[: len(raw) // 2])
    with Ledger(path) as ledger:
        assert "cannot be read" in {fault.check for fault in verify(ledger)}
    files[0].unlink()
    with Ledger(path) as ledger:
        assert "cannot be read" in {fault.check for fault in verify(ledger)}


def test_a_whole_ledger_has_no_fault(report: Any, ledger_of: Callable[..., Path]) -> None:
    with Ledger(ledger_of([report(1), report(2), report(3, url="https://a.example")])) as ledger:
        assert list(verify(ledger)) == []
