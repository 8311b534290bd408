"""The split step: paragraphs, then quotations, then sentences, by rules that one can read."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from dragoman.draft import Draft
from dragoman.errors import UnreadableError
from dragoman.parse.quotes import find_quotes
from dragoman.parse.sentences import paragraphs, sentences
from dragoman.parse.tree import Split

if TYPE_CHECKING:
    from dragoman.codebook import Codebook

_MOST = 5_000  # sentences; a report of the longest text has some 2,500


def split(draft: Draft, book: Codebook) -> Draft:
    """Add the split layer. The title, where the report has one, is paragraph 0.

    Raises UnreadableError for more sentences than any report has.
    """
    text, title = draft.article.text, draft.article.title
    blocks = tuple(paragraphs(text))
    each = ((n, span) for n, block in enumerate(blocks) for span in sentences(text, block, book.abbreviations))
    spans = tuple(islice(each, _MOST + 1))
    if len(spans) > _MOST:
        raise UnreadableError(f"{draft.source.source_id}: more than {_MOST:,} sentences, too many for one report")
    quotes = (quote for block in blocks for quote in find_quotes(text, block))
    has_title = bool(blocks) and blocks[0].of(text) == title
    return replace(draft, split=Split(blocks, spans, tuple(quotes), has_title))
