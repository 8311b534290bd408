"""What the pages ask: the ledger as it is now, and what is worked out once for each of its snapshots."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from starlette.requests import Request

    from dragoman.codebook import Codebook
    from dragoman.relations.book import Ledger

T = TypeVar("T")
KEPT = 64  # answers kept at once


class Opened(Protocol):
    """A ledger held open over requests: ``ledger`` is at its newest snapshot, whose number ``snapshot`` is."""

    @property
    def ledger(self) -> Ledger: ...
    @property
    def snapshot(self) -> int: ...


class Desk:
    """The ledger for the pages. Answers that cost time are kept for as long as the ledger does not change."""

    def __init__(self, opened: Opened) -> None:
        self.opened = opened
        self._lock = Lock()
        self._kept: OrderedDict[tuple[Hashable, ...], Any] = OrderedDict()

    @property
    def ledger(self) -> Ledger:
        """The ledger at its newest snapshot."""
        return self.opened.ledger

    @property
    def book(self) -> Codebook:
        """The codebook that names nations, groups and types."""
        return self.ledger.book

    def once(self, make: Callable[[Ledger], T], *key: Hashable) -> T:
        """What ``make`` gives, worked out once for the key in each snapshot; the least used are forgotten."""
        whole = (self.opened.snapshot, *key)
        with self._lock:
            if whole in self._kept:
                self._kept.move_to_end(whole)
                held: T = self._kept[whole]
                return held
        made = make(self.ledger)
        with self._lock:
            self._kept[whole] = made
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return made


def desk_of(request: Request) -> Desk:
    """The desk of the site that a request came to."""
    desk: Desk = request.app.state.desk
    return desk
