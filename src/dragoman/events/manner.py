"""How an act is done: its mode and CAMEO code, by its frame and by what the model sees of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dragoman.draft import Cast, Seen
from dragoman.events.match import PARTS, match
from dragoman.parse.tree import Sentence

if TYPE_CHECKING:
    from dragoman.codebook import Codebook
    from dragoman.codebook.types import Mode

Manner = tuple[str | None, str]


def manner(kind: str, sight: Seen, framed: Manner, book: Codebook) -> Manner:
    """Mode and CAMEO code of an act of that type: the model's likeliest mode, where the frame's own counts for more.

    framed: those of its frame; they stand where the model knows nothing of the type's modes, or is sure of none.
    """
    if kind not in book.model.modes:
        return framed

    def weight(mode: Mode) -> float:
        return sight.reading.likely("mode", mode.name) * (book.model.lean if mode.name == framed[0] else 1)

    best = max(book.types[kind].modes, key=weight)
    return (best.name, best.cameo) if weight(best) >= book.model.mode else framed


def framed_at(kind: str, sight: Seen, sentence: Sentence, cast: Cast, book: Codebook) -> Manner:
    """Mode and CAMEO code of the first frame of the type that fires at the words; else the type's own code."""
    return next(_framed(kind, sight, sentence, cast, book), (None, book.types[kind].cameo))


def _framed(kind: str, sight: Seen, sentence: Sentence, cast: Cast, book: Codebook) -> Iterator[Manner]:
    for token in sentence.tokens:
        part = PARTS.get(token.pos) if token.span.meets(sight.span) else None
        for frame in book.frames.of(part, token.lemma) if part is not None else ():
            if frame.type == kind and not frame.claims and match(frame, sentence, token, cast, None) is not None:
                yield frame.mode, frame.cameo
