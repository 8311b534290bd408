"""A ledger held open over requests: each question sees one snapshot of it and has a time limit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import BoundedSemaphore, Event, Thread, local
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar, cast

from dragoman.errors import LedgerError
from dragoman.ledger.lake import told
from dragoman.relations.book import Ledger
from dragoman.version import VERSION

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from dragoman.codebook import Codebook

T = TypeVar("T")
AT_ONCE = 4  # questions that the ledger is asked at once; more wait
_AGAIN = 0.05  # seconds between two interrupts of a question that is late
_LATE = "the question takes too long; narrow it by nation, type or time"
_FAILED = "the ledger cannot be asked"
_SNAPSHOT = "SELECT id FROM ducklake_current_snapshot('ledger')"


class TooSlowError(LedgerError):
    """A question took longer than it may."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A ledger for one question. snapshot: the number of the state that all its answers are of."""

    ledger: Ledger
    snapshot: int


class Opened:
    """A ledger held open, for many threads at once.

    path: its folder; as_of: all answers are as the ledger was then (see ``Ledger``), else as it is when asked;
    seconds: the time limit of a question; codebook: folders that overlay ours. Raises LedgerMissingError where there
    is no ledger.
    """

    def __init__(
        self, path: Path, *, as_of: str | None = None, seconds: float = 10.0, codebook: Iterable[str | Path] = ()
    ) -> None:
        self.path = path
        self.seconds = seconds
        self.as_of = as_of
        self.version = VERSION
        self._whole = Ledger(path, as_of=as_of, codebook=codebook)
        self._room = BoundedSemaphore(AT_ONCE)
        self._own = local()

    def close(self) -> None:
        """Close the ledger."""
        self._whole.close()

    @property
    def book(self) -> Codebook:
        """The codebook that names nations, groups and types."""
        return self._whole.book

    @cached_property
    def codebook(self) -> str:
        """The codebook's content id."""
        return self.book.id

    @property
    def ledger(self) -> Ledger:
        """The ledger at its newest snapshot, for this thread, without a time limit."""
        if not hasattr(self._own, "ledger"):
            with told(_FAILED):
                self._own.ledger = _Part(self._whole)
        return cast(Ledger, self._own.ledger)

    @property
    def snapshot(self) -> int:
        """The number of the newest snapshot, or of the one that is asked for."""
        return _snapshot(self.ledger)

    def ask(self, question: Callable[[Ledger], T]) -> T:
        """The answer to a question. Raises TooSlowError where it takes too long."""
        with self.asking() as asked:
            return question(asked.ledger)

    @contextmanager
    def asking(self) -> Iterator[Asked]:
        """A ledger that stays at one snapshot until the block ends. Don't ask within a block for another one.

        Raises TooSlowError where the block takes too long; a query that runs then is interrupted.
        """
        until = monotonic() + self.seconds
        if not self._room.acquire(timeout=self.seconds):
            raise TooSlowError("too many questions at once; ask again later")
        try:
            with told(_FAILED), closing(_Turn(self._whole)) as part, _limited(part, until), told(_FAILED):
                yield Asked(part, _snapshot(part))
        finally:
            self._room.release()


class _Part(Ledger):
    """A ledger with a connection of its own."""

    def __init__(self, whole: Ledger) -> None:
        self.place, self._folders, self.book = whole.place, whole._folders, whole.book
        self._earlier = whole._earlier
        self._lake = whole._lake.cursor()
        self._lake.execute("USE ledger")


class _Turn(_Part):
    """A ledger for one turn: all queries run in one transaction, one after another. late: no more of them."""

    def __init__(self, whole: Ledger) -> None:
        super().__init__(whole)
        self.late = Event()
        self._turn = ExitStack()
        self.own = self._turn.enter_context(super()._looking())

    def close(self) -> None:
        self._turn.close()
        super().close()

    @contextmanager
    def _looking(self) -> Iterator[DuckDBPyConnection]:
        yield cast("DuckDBPyConnection", _Watched(self.own, self.late))


class _Watched:
    """A connection that is asked nothing more once it is late."""

    def __init__(self, own: DuckDBPyConnection, late: Event) -> None:
        self._own = own
        self._late = late

    def __getattr__(self, name: str) -> Any:
        return getattr(self._own, name)

    def execute(self, *query: Any) -> DuckDBPyConnection:
        if self._late.is_set():
            raise TooSlowError(_LATE)
        return self._own.execute(*query)


@contextmanager
def _limited(part: _Turn, until: float) -> Iterator[None]:
    """From that moment on interrupt what runs, and let nothing more be asked, until the block ends."""
    done = Event()

    def watch() -> None:
        if not done.wait(until - monotonic()):
            part.late.set()
            part.own.interrupt()
            while not done.wait(_AGAIN):
                part.own.interrupt()

    watcher = Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    except LedgerError as error:
        if part.late.is_set():
            raise TooSlowError(_LATE) from error
        raise
    finally:
        done.set()
        watcher.join()


def _snapshot(ledger: Ledger) -> int:
    ((number,),) = ledger.rows(_SNAPSHOT)
    return int(number)
