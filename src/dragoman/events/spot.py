"""The spot step: what the model takes for triggers of acts, and what it makes of each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.draft import Draft, Sight
from dragoman.model.reader import load_reader

if TYPE_CHECKING:
    from dragoman.codebook import Codebook


def spot(draft: Draft, book: Codebook) -> Draft:
    """Add the sights, for each sentence the possible triggers from left to right, and what is heard in it."""
    text, sentences = draft.article.text, draft.parse.sentences
    reader = load_reader()
    read = [(s.span.of(text), sentences[s.index - 1].span.of(text) if s.index else "") for s in sentences]
    spots = reader.spots(read, book.model.least)
    asked = [(*read[s.index], each.span) for s in sentences for each in spots[s.index][0]]
    readings = iter(reader.readings(asked))
    sights = []
    for sentence in sentences:
        by = sentence.span.start
        sights.append(
            tuple(
                Sight(each.span.moved(by), each.types, each.status, next(readings).moved(by))
                for each in spots[sentence.index][0]
            )
        )
    heard = tuple(spots[s.index][1].moved(s.span.start) for s in sentences)
    return replace(draft, sights=tuple(sights), heard=heard)
