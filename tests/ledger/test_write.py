"""Writing: the same again changes nothing, versions follow one another, a failure leaves what was there."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dragoman.errors import LedgerBusyError, LedgerError, LedgerMissingError, UnreadableError
from dragoman.ledger import Ledger, open_writer
from dragoman.ledger.lock import without_readers
from dragoman.ledger.place import make
from dragoman.ledger.row import EventRow, Party
from dragoman.ledger.verify import verify
from dragoman.read.sources import Rejected

TABLES = ("articles", "actors", "mentions", "events", "evidence", "statements", "issues", "rejects", "superseded")


def contents(path: Path, leave_out: str = "EXCLUDE (run_id, added)") -> dict[str, list[Any]]:
    """All rows of a ledger but what differs by run."""
    with Ledger(path) as ledger:
        found = {}
        for name in TABLES:
            columns = {row["column_name"] for row in ledger.sql(f"DESCRIBE {name}").to_pylist()}
            off = ", ".join(sorted({"run_id", "added"} & columns))
            rows = ledger.sql(f"SELECT * {f'EXCLUDE ({off})' if off else ''} FROM {name}").to_pylist()
            found[name] = sorted(rows, key=repr)
        return found


def test_the_same_article_again_changes_nothing_and_says_so(tmp_path: Path, report: Any) -> None:
    path = tmp_path / "a.ledger"
    with open_writer(path) as writer:
        writer.add(report(1))
        writer.add(report(1))
        writer.add(report(2))
    assert (writer.counts.articles, writer.counts.known) == (2, 1)
    before = contents(path)
    with open_writer(path) as writer:
        assert writer.knows(report(1).article.id)
        writer.add(report(2))
    assert (writer.counts.articles, writer.counts.known) == (0, 2)
    assert contents(path) == before
    assert len(before["articles"]) == 2 and len(before["events"]) == 8


def test_a_run_that_meets_nothing_new_leaves_no_trace_in_the_tables(tmp_path: Path, report: Any) -> None:
    path = tmp_path / "a.ledger"
    with open_writer(path) as writer:
        writer.add(report(1))
    with open_writer(path) as writer:
        assert writer.knows(report(1).article.id)
    with Ledger(path) as ledger:
        assert ledger.rows("SELECT articles, known FROM runs") == [(1, 0)]


def test_copies_at_two_outlets_are_two_articles(tmp_path: Path, report: Any, ledger_of: Any) -> None:
    path = ledger_of([report(1), report(1, publisher="Other Wire"), report(1, url="https://a.example/1")])
    with Ledger(path) as ledger:
        assert ledger.rows("SELECT count(*), count(DISTINCT text_id) FROM articles") == [(3, 1)]


def test_a_changed_page_is_a_new_version_and_its_events_take_the_old_ones_place(report: Any, ledger_of: Any) -> None:
    url = "https://a.example/visit"
    path = ledger_of([report(1, url=url), report(2), report(3, url=url)])
    with open_writer(path) as writer:
        writer.add(report(4, url=url))
    with Ledger(path) as ledger:
        editions = ledger.rows("SELECT edition FROM articles WHERE url IS NOT NULL ORDER BY edition")
        assert editions == [(1,), (2,), (3,)]
        replaced = ledger.rows("SELECT article_id, by_article_id FROM superseded")
        ids = [report(number, url=url).article.id for number in (1, 3, 4)]
        assert sorted(replaced) == sorted([(ids[0], ids[1]), (ids[1], ids[2])])
        assert ledger.events().num_rows == 8
        assert ledger.events(superseded=True).num_rows == 16
        assert not list(verify(ledger))


def test_rejects_are_kept_once_with_their_reason(tmp_path: Path) -> None:
    path = tmp_path / "a.ledger"
    for _ in range(2):
        with open_writer(path) as writer:
            writer.reject(Rejected("feed.jsonl:3", "empty", UnreadableError))
            writer.reject(Rejected("feed.jsonl:4", "empty", UnreadableError))
    with Ledger(path) as ledger:
        rows = ledger.rows("SELECT source_id, reason, error FROM rejects ORDER BY source_id")
    assert rows == [("feed.jsonl:3", "empty", "UnreadableError"), ("feed.jsonl:4", "empty", "UnreadableError")]


def test_without_texts_the_words_behind_each_value_stay(tmp_path: Path, report: Any) -> None:
    path = tmp_path / "a.ledger"
    with open_writer(path, keep_text=False) as writer:
        writer.add(report(1))
    with Ledger(path) as ledger:
        (row,) = ledger.sql("SELECT text, furniture, length, text_id FROM articles").to_pylist()
        assert row["text"] is None and row["furniture"] == [] and row["length"] == len(report(1).article.text)
        assert ledger.events()["sentence"].to_pylist()[0].startswith("The foreign minister")
        assert not list(verify(ledger))


def imported(number: int) -> EventRow:
    return EventRow(
        event_id=f"b2:{number:032x}", origin="icews", origin_id=str(number), type="CONSULT", cameo="042", quad=1,
        goldstein=1.9, source=(Party("France", "country", "FRA"),), recipient=(Party("Iraq", "country", "IRQ"),),
        why="imported from icews",
    )  # fmt: skip


def test_imported_events_come_in_once(tmp_path: Path) -> None:
    path = tmp_path / "a.ledger"
    for known in (1, 3):
        with open_writer(path) as writer:
            for number in (1, 2, 1):
                writer.add_event(imported(number))
        assert writer.counts.known == known
    with Ledger(path) as ledger:
        assert ledger.rows("SELECT origin_id, article_id FROM events ORDER BY 1") == [("1", None), ("2", None)]
        assert next(ledger.event_rows()).source[0].name == "France"
        assert not list(verify(ledger))


def test_what_fails_in_the_middle_of_a_commit_leaves_the_ledger_as_it_was(tmp_path: Path, report: Any) -> None:
    path = tmp_path / "a.ledger"
    with open_writer(path) as writer:
        writer.add(report(1))
    before = contents(path)
    with pytest.raises(LedgerError), open_writer(path) as writer:
        writer.add(report(2))
        writer.put("copies", [{"article_id": "x", "original_id": None, "similarity": 1.0}])
        writer.commit()
    assert writer.counts.articles == 0
    assert contents(path) == before


def _hold(path: str, ready: Any, done: Any) -> None:
    with open_writer(path, command="the other one"):
        ready.set()
        done.wait(20)


def test_a_second_writer_is_told_who_writes_and_gets_its_turn(tmp_path: Path) -> None:
    path = tmp_path / "a.ledger"
    context = multiprocessing.get_context("spawn")
    ready, done = context.Event(), context.Event()
    holder = context.Process(target=_hold, args=(str(path), ready, done))
    holder.start()
    assert ready.wait(20)
    told: list[str] = []

    def hear(words: str) -> None:
        told.append(words)
        done.set()

    with pytest.raises(LedgerBusyError, match=f"process {holder.pid} on "), open_writer(path):
        pass
    with open_writer(path, wait=20, on_wait=hear) as writer:
        assert writer.knows("b2:none") is False
    holder.join()
    assert len(told) == 1 and f"process {holder.pid}" in told[0]


def test_nothing_is_tidied_up_while_somebody_reads(tmp_path: Path, report: Any, ledger_of: Callable[..., Path]) -> None:
    path = ledger_of([report(1)])
    with Ledger(path) as ledger:
        rows = ledger.each("SELECT * FROM articles")
        next(rows)
        with pytest.raises(LedgerBusyError, match="somebody is reading"), without_readers(path, 0.05):
            pass
        rows.close()
        with without_readers(path, 0.05):
            pass


@pytest.mark.parametrize("inside", ["a file", "a folder with something in it"])
def test_a_ledger_does_not_move_in_with_others(tmp_path: Path, inside: str) -> None:
    path = tmp_path / "reports"
    if inside == "a file":
        path.write_text("hello")
    else:
        path.mkdir()
        (path / "report.txt").write_text("hello")
    with pytest.raises((LedgerError, OSError)), open_writer(path):
        pass


def test_the_folder_can_be_copied_and_moved(tmp_path: Path, report: Any, ledger_of: Callable[..., Path]) -> None:
    path = ledger_of([report(n) for n in range(40)])
    with open_writer(path) as writer:
        from dragoman.ledger.tidy import tidy

        tidy(writer)
    moved = path.rename(tmp_path / "elsewhere.ledger")
    with Ledger(moved) as ledger:
        assert ledger.events().num_rows == 160
    with open_writer(moved) as writer:
        writer.add(report(41))
    with Ledger(moved) as ledger:
        assert ledger.events().num_rows == 164
        assert not list(verify(ledger))


def test_a_ledger_that_was_only_begun_is_none_for_readers_and_is_finished_by_the_next_writer(tmp_path: Path) -> None:
    make(tmp_path / "begun.ledger")
    with pytest.raises(LedgerMissingError, match="no ledger there"):
        Ledger(tmp_path / "begun.ledger")
    with open_writer(tmp_path / "begun.ledger"):
        pass
    with Ledger(tmp_path / "begun.ledger") as ledger:
        assert ledger.rows("SELECT count(*) FROM articles") == [(0,)]
