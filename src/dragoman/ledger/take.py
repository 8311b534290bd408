"""Reports into a ledger: what is there already is not coded again, what cannot be read is kept with its reason."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol, TypeVar

from dragoman.errors import LedgerBusyError
from dragoman.ledger.tidy import DUE_COMMITS, tidy
from dragoman.read.sources import Rejected

if TYPE_CHECKING:
    from dragoman.draft import Source
    from dragoman.ledger.write import Writer
    from dragoman.record import Article, Record

T = TypeVar("T")
SECONDS = 10.0  # between two commits at most, while reports are coded


class Known:
    """An article that is in the ledger already."""

    def __init__(self, article: Article) -> None:
        self.article = article


class Crew(Protocol):
    """Who codes: a ``Coder``, or several processes of one."""

    def look_many(self, sources: Iterable[Source | Rejected], /) -> Iterator[Article | Rejected]:
        """The article of each source, read and not coded, in order."""
        ...

    def code_articles(self, articles: Iterable[Article | T], /) -> Iterator[Record | Rejected | T]:
        """The record of each article, in order; what is no article passes by."""
        ...


def take(sources: Iterable[Source | Rejected], crew: Crew, writer: Writer) -> Iterator[Record | Rejected | Known]:
    """Code each source that the ledger does not know, and give it to the writer; what came of each, in order.

    Commits every ten seconds; also what was coded before an interrupt (Ctrl-C) is kept.
    """
    last = time.monotonic()
    looked = (_unless_known(each, writer) for each in crew.look_many(sources))
    results: Iterator[Record | Rejected | Known] = crew.code_articles(looked)
    try:
        for result in results:
            if isinstance(result, Rejected):
                writer.reject(result)
            elif not isinstance(result, Known):
                writer.add(result)
            yield result
            if time.monotonic() - last >= SECONDS:
                writer.commit()
                last = time.monotonic()
    except KeyboardInterrupt:
        writer.commit()
        raise


def _unless_known(looked: Article | Rejected, writer: Writer) -> Article | Rejected | Known:
    if isinstance(looked, Rejected) or not writer.knows(looked.id):
        return looked
    return Known(looked)


def tidy_when_due(writer: Writer) -> None:
    """Tidy up after a run of many commits; where somebody reads on and on, the next run does."""
    if writer.commits >= DUE_COMMITS:
        with suppress(LedgerBusyError):
            tidy(writer)
