"""Reported speech as the model hears it: weighs what the cues found, and adds what only the model hears."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from dragoman.draft import Draft
from dragoman.events import slots
from dragoman.parse.tree import Sentence, Token
from dragoman.span import Span
from dragoman.statements.indirect import Reported, trim

if TYPE_CHECKING:
    from dragoman.codebook import Codebook

_SHORT = 12  # characters: a stretch below it is no statement of its own


def heard(found: Iterable[Reported], sentence: Sentence, draft: Draft, book: Codebook) -> Iterator[Reported]:
    """The reported stretches of a sentence: those of the cues that the model hears too, and those only it hears."""
    ear = draft.heard[sentence.index]
    kept = [each for each in found if ear.share(each.content) >= book.model.said]
    yield from kept
    for span in ear.stretches():
        content = trim(draft.article.text, span)
        if ear.share(content) < book.model.hear or content.end - content.start < _SHORT:
            continue
        if any(content.meets(each.content) for each in kept):
            continue
        cue = _cue(content, [c for c in ear.cues() if not content.meets(c)], sentence)
        if cue is not None:
            yield Reported(sentence, cue, cue.span, _subject(sentence, cue), content)


def _cue(content: Span, cues: Sequence[Span], sentence: Sentence) -> Token | None:
    """The word of the cue nearest to what is said; a verb where there is one."""
    words = [t for t in sentence.tokens if any(t.span.meets(cue) for cue in cues)]
    distance = {t.i: min(abs(t.span.end - content.start), abs(content.end - t.span.start)) for t in words}
    return min(words, key=lambda t: (t.pos not in {"VERB", "AUX"}, distance[t.i]), default=None)


def _subject(sentence: Sentence, cue: Token) -> tuple[Token, ...]:
    """Who speaks: the verb's subject, or the noun behind "according to"."""
    if cue.pos in {"VERB", "AUX"}:
        return slots.subjects(sentence, cue)
    return tuple(noun for t in (cue, *sentence.children(cue, "prep")) for noun in sentence.children(t, "pobj"))
