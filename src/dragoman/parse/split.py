"""The split step: paragraphs, then quotations, then sentences, by rules that one can read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.draft import Draft
from dragoman.parse.quotes import find_quotes
from dragoman.parse.sentences import paragraphs, sentences
from dragoman.parse.tree import Split

if TYPE_CHECKING:
    from dragoman.codebook import Codebook


def split(draft: Draft, book: Codebook) -> Draft:
    """Add the split layer. The title, where the report has one, is paragraph 0."""
    text, title = draft.article.text, draft.article.title
    blocks = tuple(paragraphs(text))
    spans = ((n, span) for n, block in enumerate(blocks) for span in sentences(text, block, book.abbreviations))
    quotes = (quote for block in blocks for quote in find_quotes(text, block))
    has_title = bool(blocks) and blocks[0].of(text) == title
    return replace(draft, split=Split(blocks, tuple(spans), tuple(quotes), has_title))
