"""The same coder on all cores of a machine: reports out to worker processes, records back in order.

A report whose worker dies or takes too long is tried once more by itself, then rejected with its reason; the others
of its batch are not lost. Only a few batches a worker are under way, so that memory stays flat however long the run.
"""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

from pebble import ProcessExpired, ProcessPool

from dragoman.coder import coder_of
from dragoman.draft import Source
from dragoman.errors import CodingError
from dragoman.read.sources import Rejected
from dragoman.record import Article

if TYPE_CHECKING:
    from dragoman.record import Record

T = TypeVar("T")
BATCH = 4  # reports that a worker gets at once
AHEAD = 3  # batches a worker that wait or run
SECONDS = 120.0  # that one report may take

Work = Callable[[tuple[str, ...], Sequence[Any]], list[Any]]


class Workers(AbstractContextManager["Workers"]):
    """A coder of several processes; use it in a ``with`` block, and as a ``Coder`` for many reports.

    workers: how many; codebook: folders that overlay ours; seconds: how long one report may take.
    """

    def __init__(self, workers: int, codebook: Iterable[str | Path] = (), *, seconds: float = SECONDS) -> None:
        self._folders = tuple(str(each) for each in codebook)
        self._coder = coder_of(self._folders)
        self.book, self.version = self._coder.book, self._coder.version
        self._window, self._seconds = workers * AHEAD, seconds
        # a fresh interpreter each: forked copies of threads and open ledgers do harm
        self._pool: Any = ProcessPool(workers, initializer=_start, context=get_context("spawn"))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._pool.close()
        else:
            self._pool.stop()
        self._pool.join()

    def code_many(self, sources: Iterable[Source | Rejected]) -> Iterator[Record | Rejected]:
        """As ``Coder.code_many``; each report goes out once."""
        return self._each(_look_and_code, sources, Source)

    def look_many(self, sources: Iterable[Source | Rejected]) -> Iterator[Article | Rejected]:
        """As ``Coder.look_many``."""
        return self._each(_look, sources, Source)

    def code_articles(self, articles: Iterable[Article | T]) -> Iterator[Record | Rejected | T]:
        """As ``Coder.code_articles``."""
        return self._each(_code, articles, Article)

    def _each(self, work: Work, items: Iterable[Any], kind: type[Source] | type[Article]) -> Iterator[Any]:
        """What comes of each item, in order; those of another kind pass by."""
        waiting: deque[tuple[list[Any], Future[list[Any]]]] = deque()
        following = iter(items)
        while True:
            while len(waiting) < self._window and (batch := list(islice(following, BATCH))):
                waiting.append((batch, self._send(work, [each for each in batch if isinstance(each, kind)])))
            if not waiting:
                return
            batch, future = waiting.popleft()
            done = iter(self._outcomes(work, [each for each in batch if isinstance(each, kind)], future))
            yield from (next(done) if isinstance(each, kind) else each for each in batch)

    def _send(self, work: Work, items: list[Any]) -> Future[list[Any]]:
        seconds = self._seconds * max(len(items), 1)
        future: Future[list[Any]] = self._pool.schedule(work, args=(self._folders, items), timeout=seconds)
        return future

    def _outcomes(self, work: Work, items: list[Any], future: Future[list[Any]]) -> list[Any]:
        """The outcomes of a batch; where its worker died, those of each report by itself."""
        try:
            return future.result()
        except (ProcessExpired, TimeoutError):
            return [self._alone(work, each) for each in items]

    def _alone(self, work: Work, item: Any) -> Any:
        try:
            return self._send(work, [item]).result()[0]
        except ProcessExpired as error:
            reason = f"its worker died twice (exit code {error.exitcode}); out of memory, or a fault: please report it"
        except TimeoutError:
            reason = f"coding it takes more than {self._seconds:g} seconds"
        return Rejected(item.source_id, reason, CodingError)


def _start() -> None:
    """In a worker: Ctrl-C is for the process that hands out the work."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _look(folders: tuple[str, ...], sources: Sequence[Source]) -> list[Article | Rejected]:
    return list(coder_of(folders).look_many(sources))


def _code(folders: tuple[str, ...], articles: Sequence[Article]) -> list[Record | Rejected | Article]:
    return list(coder_of(folders).code_articles(articles))


def _look_and_code(folders: tuple[str, ...], sources: Sequence[Source]) -> list[Record | Rejected]:
    return list(coder_of(folders).code_many(sources))
