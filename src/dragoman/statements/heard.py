"""Reported speech as the model hears it: weighs what the cues found, and adds what only the model hears."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.draft import Draft
from dragoman.model.reader import Heard
from dragoman.parse.tree import Sentence, Token
from dragoman.span import Span
from dragoman.statements.indirect import Reported, speakers, trim

if TYPE_CHECKING:
    from dragoman.codebook import Codebook

_SHORT = 12  # characters: a stretch below it is no statement of its own
_HALF = 0.5  # likelier than not
_BREAKS = frozenset(",;:—–()")


def heard(found: Iterable[Reported], sentence: Sentence, draft: Draft, book: Codebook) -> Iterator[Reported]:
    """The reported stretches of a sentence: those of the cues that the model hears too, and those only it hears."""
    ear = draft.heard[sentence.index]
    text = draft.article.text
    worded = list(filter(_has_words, found))
    certain = [each for each in worded if each.cue.lemma in book.speech.certain]
    told = _told([each for each in worded if each.cue.lemma not in book.speech.certain], ear, text)
    kept = [*certain, *(each for each in told if _has_words(each) and ear.share(each.content) >= book.model.said)]
    yield from kept
    for span in ear.stretches():
        content = trim(text, span)
        if ear.share(content) < book.model.hear or content.end - content.start < _SHORT:
            continue
        if any(content.meets(each.content) for each in kept):
            continue
        cue = _cue(content, [c for c in ear.cues() if not content.meets(c)], sentence)
        if cue is not None:
            yield Reported(sentence, cue, cue.span, _subject(sentence, cue, content), content)


def _has_words(each: Reported) -> bool:
    """Whether anything is left of the content without its outer punctuation."""
    return each.content.start < each.content.end


def _told(found: Sequence[Reported], ear: Heard, text: str) -> Iterator[Reported]:
    """The same without what the narrator says in the outer parts, and cut where a second cue goes on from the first:

    "said the vote was fair and called the critics liars", both said by the first one's subject.
    """
    subjects: dict[int, tuple[Token, ...]] = {}
    for each in found:
        sentence, content = each.sentence, each.content
        subject = subjects.get(each.cue.i, each.subject)
        second = _second_cue(each, ear)
        if second is not None:
            subjects[second.i] = subject
            joint = next(t for t in reversed(sentence.tokens[: second.i]) if t.pos not in {"CCONJ", "ADV", "PUNCT"})
            content = Span(content.start, max(joint.span.end, content.start + 1))
        parts = list(_parts(sentence, content))
        while len(parts) > 1 and ear.share(parts[-1]) < _HALF:
            parts.pop()
        while len(parts) > 1 and ear.share(parts[0]) < _HALF:
            parts.pop(0)
        yield replace(each, subject=subject, content=trim(text, Span(parts[0].start, parts[-1].end)))


def _second_cue(each: Reported, ear: Heard) -> Token | None:
    """The verb with which the speaker goes on: joined to what is said, without subject, a cue itself or not said."""
    cues = list(ear.cues())
    for token in each.sentence.tokens:
        inside = each.content.holds(token.span) and token.span.start > each.cue_span.end
        alone = each.sentence.child(token, "nsubj", "nsubjpass", "aux", "auxpass") is None
        if not inside or not alone or token.pos != "VERB" or token.dep != "conj":
            continue
        if any(cue.meets(token.span) for cue in cues) or ear.share(token.span) < _HALF:
            return token
    return None


def _parts(sentence: Sentence, content: Span) -> Iterator[Span]:
    """The stretches of the content between its marks."""
    start = content.start
    for token in sentence.tokens:
        if token.text in _BREAKS and start < token.span.start < content.end:
            yield Span(start, token.span.start)
            start = token.span.end
    if start < content.end:
        yield Span(start, content.end)


def _cue(content: Span, cues: Sequence[Span], sentence: Sentence) -> Token | None:
    """The word of the cue nearest to what is said; a verb where there is one."""
    words = [t for t in sentence.tokens if any(t.span.meets(cue) for cue in cues)]
    distance = {t.i: min(abs(t.span.end - content.start), abs(content.end - t.span.start)) for t in words}
    return min(words, key=lambda t: (t.pos not in {"VERB", "AUX"}, distance[t.i]), default=None)


def _subject(sentence: Sentence, cue: Token, content: Span) -> tuple[Token, ...]:
    """Who speaks: the verb's subject, or the noun behind "according to"."""
    if cue.pos in {"VERB", "AUX"}:
        return speakers(sentence, cue, content)
    return tuple(noun for t in (cue, *sentence.children(cue, "prep")) for noun in sentence.children(t, "pobj"))
