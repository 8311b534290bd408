"""Reports into a ledger: what is there already is not coded again, what cannot be read is kept with its reason."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from dragoman.errors import InputError, LedgerBusyError
from dragoman.ledger.tidy import DUE_COMMITS, tidy
from dragoman.read.sources import Rejected

if TYPE_CHECKING:
    from dragoman.coder import Coder
    from dragoman.draft import Source
    from dragoman.ledger.write import Writer
    from dragoman.record import Article, Record

SECONDS = 10.0  # between two commits at most, while reports are coded


class Known:
    """An article that is in the ledger already."""

    def __init__(self, article: Article) -> None:
        self.article = article


def take(sources: Iterable[Source | Rejected], coder: Coder, writer: Writer) -> Iterator[Record | Rejected | Known]:
    """Code each source that the ledger does not know, and give it to the writer; what came of each, in order.

    Commits every ten seconds; also what was coded before an interrupt (Ctrl-C) is kept.
    """
    last = time.monotonic()
    try:
        for source in sources:
            yield _one(source, coder, writer)
            if time.monotonic() - last >= SECONDS:
                writer.commit()
                last = time.monotonic()
    except KeyboardInterrupt:
        writer.commit()
        raise


def _one(source: Source | Rejected, coder: Coder, writer: Writer) -> Record | Rejected | Known:
    if isinstance(source, Rejected):
        writer.reject(source)
        return source
    try:
        article = coder.look(source)
        if writer.knows(article.id):
            return Known(article)
        record = coder.code(source)
    except InputError as error:
        rejected = Rejected.of(source.source_id, error)
        writer.reject(rejected)
        return rejected
    writer.add(record)
    return record


def tidy_when_due(writer: Writer) -> None:
    """Tidy up after a run of many commits; where somebody reads on and on, the next run does."""
    if writer.commits >= DUE_COMMITS:
        with suppress(LedgerBusyError):
            tidy(writer)
