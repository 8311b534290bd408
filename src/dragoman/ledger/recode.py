"""The kept texts coded again, with the present codebook and models; how it was before stays in the snapshots."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dragoman.ledger.ledger import BATCH
from dragoman.ledger.records import records_of

if TYPE_CHECKING:
    from dragoman.coder import Coder
    from dragoman.ledger.write import Writer
    from dragoman.record import Record

_STALE = """SELECT article_id FROM articles
            WHERE text IS NOT NULL AND (? OR version <> ? OR codebook <> ? OR model <> ?) ORDER BY added, article_id"""


def stale(coder: Coder, writer: Writer, *, all_texts: bool = False) -> list[str]:
    """The ids of the articles with kept text that another coder, codebook or model coded; all of them if so asked."""
    made = coder.version
    rows = writer.lake.execute(_STALE, [all_texts, made.version, made.codebook, made.model]).fetchall()
    return [article for (article,) in rows]


def recode(articles: list[str], coder: Coder, writer: Writer) -> Iterator[Record]:
    """Code some articles again, each in the place of its old coding; the new records, as they come."""
    for start in range(0, len(articles), BATCH):
        for old in records_of(writer.lake, articles[start : start + BATCH]):
            record = coder.code_again(old.article)
            writer.replace(record)
            yield record
