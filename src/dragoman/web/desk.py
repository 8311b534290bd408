"""What the pages ask: the ledger as it is now, and what is worked out once for each of its snapshots."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from starlette.requests import Request

    from dragoman.api.opened import Opened
    from dragoman.codebook import Codebook
    from dragoman.relations.book import Ledger

T = TypeVar("T")
SIZE = 128  # answers kept at once


@dataclass(slots=True)
class _Answer:
    """One answer; who holds its lock makes it, the others wait."""

    lock: Lock = field(default_factory=Lock)
    made: bool = False
    value: Any = None


class Answers:
    """Answers kept by question; the least used are forgotten. Who asks what is being worked out waits for it."""

    def __init__(self, size: int = SIZE) -> None:
        self._size = size
        self._lock = Lock()
        self._held: OrderedDict[Hashable, _Answer] = OrderedDict()

    def once(self, question: Hashable, make: Callable[[], T]) -> T:
        """The answer, made where it is not there. Where ``make`` raises, the next who asks makes it."""
        with self._lock:
            answer = self._held.setdefault(question, _Answer())
            self._held.move_to_end(question)
            while len(self._held) > self._size:
                self._held.popitem(last=False)
        with answer.lock:
            if not answer.made:
                answer.value = make()
                answer.made = True
            return cast(T, answer.value)


class Desk:
    """The ledger for one request. What costs time is kept for as long as the ledger does not change."""

    def __init__(self, opened: Opened, answers: Answers) -> None:
        self.opened = opened
        self._answers = answers

    @property
    def ledger(self) -> Ledger:
        """The ledger at its newest snapshot, without a time limit."""
        return self.opened.ledger

    @property
    def book(self) -> Codebook:
        """The codebook that names nations, groups and types."""
        return self.opened.book

    @cached_property
    def snapshot(self) -> int:
        """The number of the snapshot that the request's answers are of, or of a newer one."""
        return self.opened.snapshot

    def ask(self, question: Callable[[Ledger], T]) -> T:
        """The answer to a question, at one snapshot. Raises TooSlowError where it takes too long."""
        return self.opened.ask(question)

    def once(self, question: Callable[[Ledger], T], *key: Hashable) -> T:
        """The answer to a question, worked out once for the key in each snapshot.

        A question must not ask this desk again: nothing is answered while it waits.
        """
        return self._answers.once((self.snapshot, *key), lambda: self.opened.ask(question))


def desk_of(request: Request) -> Desk:
    """The desk of a request."""
    if not hasattr(request.state, "desk"):
        request.state.desk = Desk(request.app.state.opened, request.app.state.answers)
    desk: Desk = request.state.desk
    return desk
