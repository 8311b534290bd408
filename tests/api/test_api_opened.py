"""The opened ledger: one snapshot a question, time limits, many threads, and what is kept."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from api_made import imported, told

from dragoman.api.opened import AT_ONCE, Opened, TooSlowError
from dragoman.errors import LedgerError, LedgerMissingError, QueryError
from dragoman.ledger import open_writer
from dragoman.version import VERSION

COUNT = "SELECT count(*) FROM events"
ENDLESS = "SELECT count(*) FROM range(100000000000) a, range(1000) b"


def add(path: Path, number: int) -> None:
    with open_writer(path, command="test") as writer:
        writer.add_event(imported(number))


def test_a_new_snapshot_is_seen_by_the_next_question_and_not_by_one_that_runs(own: Path) -> None:
    opened = Opened(own)
    before = opened.snapshot
    with opened.asking() as asked:
        assert asked.ledger.rows(COUNT) == [(47,)]
        add(own, 100)
        assert asked.ledger.rows(COUNT) == [(47,)] and asked.snapshot == before
    assert opened.ask(lambda ledger: ledger.rows(COUNT)) == opened.ledger.rows(COUNT) == [(48,)]
    with opened.asking() as asked:
        assert asked.snapshot == opened.snapshot > before


def test_as_it_was(own: Path) -> None:
    before = Opened(own).snapshot
    add(own, 100)
    opened = Opened(own, as_of=str(before))
    assert opened.snapshot == before and opened.ledger.rows(COUNT) == [(47,)]
    with opened.asking() as asked:
        assert asked.snapshot == before and asked.ledger.rows(COUNT) == [(47,)]


def test_what_answers_are_cited_by(made: Path) -> None:
    opened = Opened(made)
    assert opened.version == VERSION and opened.codebook == opened.book.id


def test_a_closed_ledger_answers_no_more(made: Path) -> None:
    opened = Opened(made)
    opened.close()
    with pytest.raises(LedgerError):
        opened.ask(lambda ledger: ledger.rows(COUNT))


def test_no_ledger(tmp_path: Path) -> None:
    with pytest.raises(LedgerMissingError):
        Opened(tmp_path)


def test_a_query_is_interrupted_and_the_ledger_answers_again(made: Path) -> None:
    opened = Opened(made, seconds=0.3)
    with pytest.raises(TooSlowError, match="too long"):
        opened.ask(lambda ledger: ledger.rows(ENDLESS))
    opened.seconds = 30
    assert opened.ask(lambda ledger: ledger.rows(COUNT)) == [(47,)]


def test_nothing_more_is_asked_once_time_is_up(made: Path) -> None:
    opened = Opened(made, seconds=0.2)
    with pytest.raises(TooSlowError), opened.asking() as asked:
        Event().wait(0.4)
        asked.ledger.rows("SELECT 1")


def test_a_wrong_question_is_no_slow_one(made: Path) -> None:
    with pytest.raises(QueryError, match="nowhere"):
        Opened(made).ask(lambda ledger: ledger.rows("SELECT * FROM nowhere"))


def test_more_questions_than_may_be_asked_at_once_wait_and_give_up(made: Path) -> None:
    opened, go = Opened(made, seconds=0.5), Event()

    def hold() -> None:
        opened.seconds = 60
        with opened.asking():
            go.wait()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        held = [pool.submit(hold) for _ in range(AT_ONCE)]
        while opened._room._value:
            Event().wait(0.01)
        opened.seconds = 0.2
        with pytest.raises(TooSlowError, match="at once"):
            opened.ask(lambda ledger: ledger.rows(COUNT))
        go.set()
        assert [each.result() for each in held] == [None] * AT_ONCE
    opened.seconds = 30
    assert opened.ask(lambda ledger: ledger.rows(COUNT)) == [(47,)]


def test_many_threads_get_each_their_own_answer(made: Path) -> None:
    opened, record = Opened(made, seconds=60), told()

    def ask(number: int) -> bool:
        if number % 2:
            return opened.ask(lambda ledger: ledger.record(record.article.id)).article == record.article
        return opened.ledger.rows("SELECT ?", [number]) == [(number,)]

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(ask, range(24)))
