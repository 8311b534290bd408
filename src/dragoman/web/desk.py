"""What the pages ask: the ledger as it is now, and what is worked out once for each of its snapshots."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from starlette.requests import Request

    from dragoman.api.kept import Kept
    from dragoman.api.opened import Opened
    from dragoman.codebook import Codebook
    from dragoman.relations.book import Ledger

T = TypeVar("T")
SIZE = 128  # answers kept at once


class Desk:
    """The ledger for one request. What costs time is kept for as long as the ledger does not change."""

    def __init__(self, opened: Opened, answers: Kept) -> None:
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
