"""Answers are worked out once, by use and by size."""

from __future__ import annotations

from threading import Barrier, Thread

import pytest

from dragoman.api.kept import Kept


def test_an_answer_is_made_once_even_by_many_at_once() -> None:
    answers, made, begin = Kept(8), [], Barrier(8)

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
    answers = Kept(8)
    with pytest.raises(ZeroDivisionError):
        answers.once("question", lambda: 1 / 0)
    assert answers.once("question", lambda: 2.0) == 2.0


def test_the_least_used_are_forgotten() -> None:
    answers = Kept(size=2)
    for question in ("a", "b", "a", "c"):
        answers.once(question, lambda: "old")
    assert [answers.once(question, lambda: "new") for question in ("a", "c", "b")] == ["old", "old", "new"]


def test_none_is_an_answer() -> None:
    answers = Kept(8)
    assert answers.once("question", lambda: None) is None
    assert answers.once("question", lambda: "other") is None


def test_large_answers_leave_room_for_fewer() -> None:
    kept = Kept(100, len)

    def asked(question: int, size: int) -> bool:
        """Whether the answer had to be made."""
        made: list[int] = []
        kept.once(question, lambda: made.append(size) or bytes(size))
        return bool(made)

    assert all(asked(number, 20) for number in range(5)) and not asked(0, 20)
    assert asked(5, 40), "two of twenty go: the first and second by use"
    assert not asked(0, 20) and not asked(3, 20) and asked(1, 20)
    assert asked(6, 101) and asked(6, 101), "too large to keep"
    assert asked(3, 20), "and it has pushed the others out"
