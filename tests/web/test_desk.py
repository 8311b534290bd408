"""Answers are worked out once for each snapshot."""

from __future__ import annotations

from pathlib import Path
from threading import Barrier, Thread

import pytest
from acts_made import imported, make_ledger
from acts_shown import client_of

from dragoman.ledger import open_writer
from dragoman.web.desk import Answers


def test_an_answer_is_made_once_even_by_many_at_once() -> None:
    answers, made, begin = Answers(), [], Barrier(8)

    def make() -> str:
        made.append(1)
        return "answer"

    def ask() -> None:
        begin.wait()
        assert answers.once("question", make) == "answer"

    threads = [Thread(target=ask) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert made == [1]


def test_a_failure_is_not_kept() -> None:
    answers = Answers()
    with pytest.raises(ZeroDivisionError):
        answers.once("question", lambda: 1 / 0)
    assert answers.once("question", lambda: 2.0) == 2.0


def test_the_least_used_are_forgotten() -> None:
    answers = Answers(size=2)
    for question in ("a", "b", "a", "c"):
        answers.once(question, lambda: "old")
    assert [answers.once(question, lambda: "new") for question in ("a", "c", "b")] == ["old", "old", "new"]


def test_none_is_an_answer() -> None:
    answers = Answers()
    assert answers.once("question", lambda: None) is None
    assert answers.once("question", lambda: "other") is None


def test_pages_see_what_is_written_meanwhile(tmp_path: Path) -> None:
    path = make_ledger(tmp_path / "own.ledger", [imported(1, "FRA IRQ", "2019-01-01")])
    with client_of(path) as client:
        assert "<dt>Acts</dt><dd>1</dd>" in client.get("/pair/FRA/IRQ").text
        with open_writer(path, command="test") as writer:
            writer.add_event(imported(2, "IRQ FRA", "2019-02-01"))
        assert "<dt>Acts</dt><dd>2</dd>" in client.get("/pair/FRA/IRQ").text
