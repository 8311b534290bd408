"""The coder put to the test: each gold document read and marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from dragoman.draft import Source
from dragoman.record import Record
from dragoman.scoring.gold import GoldDocument
from dragoman.scoring.mark import Marked, mark

if TYPE_CHECKING:
    from dragoman.coder import Coder


def marks(documents: Sequence[GoldDocument], coder: Coder) -> Iterator[Marked]:
    """The documents read by the coder and marked, in order; one that cannot be read counts as nothing found."""
    results = coder.code_many(_sources(documents))
    for document, result in zip(documents, results, strict=True):
        if isinstance(result, Record):
            yield mark(document, result)
        else:
            yield mark(document, None, rejected=result.reason)


def _sources(documents: Iterable[GoldDocument]) -> Iterator[Source]:
    for each in documents:
        yield Source(each.text, source_id=each.id, published=each.published, publisher=each.publisher)
