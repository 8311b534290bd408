"""Answers kept for as long as the ledger stays as it is; of too many the least used go."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, TypeVar, cast

T = TypeVar("T")


@dataclass(slots=True, eq=False)
class _Answer:
    """One answer; who holds its lock makes it, the others wait."""

    lock: Lock = field(default_factory=Lock)
    made: bool = False
    value: Any = None
    weight: int = 0


class Kept:
    """Answers by question. size: how much is kept in all; weigh: how much an answer is of that, 1 where not given.

    Who asks what is being worked out waits for it.
    """

    def __init__(self, size: int, weigh: Callable[[Any], int] = lambda _: 1) -> None:
        self._size = size
        self._weigh = weigh
        self._weight = 0
        self._lock = Lock()
        self._held: OrderedDict[Hashable, _Answer] = OrderedDict()

    def once(self, question: Hashable, make: Callable[[], T]) -> T:
        """The answer, made where it is not there. Where ``make`` raises, the next who asks makes it."""
        with self._lock:
            answer = self._held.setdefault(question, _Answer())
            self._held.move_to_end(question)
        with answer.lock:
            if not answer.made:
                try:
                    answer.value = make()
                    answer.made = True
                finally:
                    self._settle(question, answer)
            return cast(T, answer.value)

    def _settle(self, question: Hashable, answer: _Answer) -> None:
        """Keep an answer that is made, and let as many go as are too many; one that is not made goes itself."""
        with self._lock:
            if not answer.made:
                if self._held.get(question) is answer:
                    del self._held[question]
                return
            answer.weight = self._weigh(answer.value)
            before = self._held.get(question)
            self._held[question] = answer
            self._weight += answer.weight - (before.weight if before is not None and before is not answer else 0)
            while self._weight > self._size:
                self._weight -= self._held.popitem(last=False)[1].weight
