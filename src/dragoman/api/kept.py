"""Answers kept for as long as the ledger stays as it is; of too many the least used go."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock

SIZE = 32 * 1024 * 1024  # bytes kept in all


class Kept:
    """Answers by snapshot and question. size: bytes in all; an answer of more than a quarter of it isn't kept."""

    def __init__(self, size: int = SIZE) -> None:
        self._size = size
        self._held = 0
        self._lock = Lock()
        self._answers: OrderedDict[tuple[int, Hashable], bytes] = OrderedDict()

    def get(self, snapshot: int, question: Hashable) -> bytes | None:
        """The answer, or None."""
        with self._lock:
            found = self._answers.get((snapshot, question))
            if found is not None:
                self._answers.move_to_end((snapshot, question))
            return found

    def put(self, snapshot: int, question: Hashable, answer: bytes) -> None:
        """Keep an answer."""
        if len(answer) * 4 > self._size:
            return
        with self._lock:
            self._held += len(answer) - len(self._answers.pop((snapshot, question), b""))
            self._answers[snapshot, question] = answer
            while self._held > self._size:
                self._held -= len(self._answers.popitem(last=False)[1])
