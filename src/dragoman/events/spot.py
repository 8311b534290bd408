"""The spot step: what the model takes for triggers of acts, and what is said, before anything is parsed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.draft import Draft, Seen, Sight
from dragoman.model.reader import load_reader

if TYPE_CHECKING:
    from dragoman.codebook import Codebook


def spot(draft: Draft, book: Codebook) -> Draft:
    """Add the sights, for each sentence the possible triggers from left to right, and what is heard in it."""
    read = [in_context(draft, i) for i in range(len(draft.split.sentences))]
    spots = load_reader(book.reader).spots(read, book.model.least)
    starts = [span.start for _, span in draft.split.sentences]
    return replace(
        draft,
        sights=tuple(
            tuple(Sight(each.span.moved(by), each.types, each.status) for each in found)
            for (found, _), by in zip(spots, starts, strict=True)
        ),
        heard=tuple(heard.moved(by) for (_, heard), by in zip(spots, starts, strict=True)),
    )


def read_at(sight: Sight, draft: Draft, sentence: int, book: Codebook) -> Seen:
    """The sight with what the model makes of it when its words are marked, its types on average of both looks.

    Asked only of sights that count, since each answer takes a run.
    """
    if isinstance(sight, Seen):
        return sight
    text, before = in_context(draft, sentence)
    by = draft.split.sentences[sentence][1].start
    (reading,) = load_reader(book.reader).readings([(text, before, sight.span.moved(-by))])
    types = {name: (share + reading.types[name]) / 2 for name, share in sight.types.items()}
    return Seen(sight.span, types, sight.status, reading.moved(by))


def may_score(sight: Sight, least: float) -> bool:
    """Whether a sight may have that score when it is read."""
    return (sight.score + 1) / 2 >= least


def in_context(draft: Draft, sentence: int) -> tuple[str, str]:
    """The words of a sentence, and of the one before it."""
    text, spans = draft.article.text, draft.split.sentences
    return spans[sentence][1].of(text), spans[sentence - 1][1].of(text) if sentence else ""
