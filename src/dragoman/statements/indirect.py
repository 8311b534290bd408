"""Reported speech around a cue verb: whose it is, and which stretch of the text it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.codebook.speech import SpeechCues
from dragoman.events import slots
from dragoman.parse.tree import Quote, Sentence, Token, is_quoted
from dragoman.span import Span
from dragoman.statements import objects

_STRIP = " \t\n,.;:—–-"
_QUOTE_MARKS = '"“”„«»'


@dataclass(frozen=True, slots=True)
class Reported:
    """A cue with its content. ``cue``: the verb (or "according"); ``subject``: who speaks."""

    sentence: Sentence
    cue: Token
    cue_span: Span
    subject: tuple[Token, ...]
    content: Span


def reported(sentence: Sentence, text: str, cues: SpeechCues, quotes: tuple[Quote, ...]) -> Iterator[Reported]:
    """The indirect and mixed statements of a sentence: one a cue verb outside quotations."""
    for token in sentence.tokens:
        if is_quoted(token, quotes):
            continue
        if token.pos in {"VERB", "AUX"} and cues.holds(token.lemma):
            content = _content(sentence, token, text, cues)
            if content is not None:
                whole = _stretched(sentence, token, content)
                yield Reported(sentence, token, token.span, speakers(sentence, token, whole), trim(text, whole))
        elif token.lower in {"according"} or token.lower == "in":
            found = _phrase(sentence, token, text, cues)
            if found is not None:
                yield found


def speakers(sentence: Sentence, cue: Token, content: Span) -> tuple[Token, ...]:
    """The subject of a cue verb; behind the verb where the parser sees it in what is said, or nowhere:

    "Nonsense," retorted the minister.
    """
    found = slots.subjects(sentence, cue)
    if content.end > cue.span.start or (found and not content.holds(found[0].span)):
        return found
    behind = [t for t in sentence.tokens[cue.i + 1 :] if t.head == cue.i and t.pos in {"NOUN", "PROPN", "PRON"}]
    return tuple(behind[:1]) or found


def trim(text: str, span: Span) -> Span:
    """The span without outer punctuation, an opening "that", and quotation marks that enclose all of it."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip(_STRIP))
    end = span.start + len(words.rstrip(_STRIP))
    if text[start : start + 5].lower() == "that ":
        start += 5
    while end - start > 2 and _stray(text, start, end):
        if text[end - 1] in _QUOTE_MARKS:
            end = start + len(text[start : end - 1].rstrip(_STRIP))
        else:
            start += 1
    return Span(start, max(end, start))


def _stray(text: str, start: int, end: int) -> bool:
    """Whether quotation marks enclose all of it, or one stands at an end without its partner."""
    inside = sum(mark in _QUOTE_MARKS for mark in text[start + 1 : end - 1])
    return inside % 2 == 0 and (text[start] in _QUOTE_MARKS or text[end - 1] in _QUOTE_MARKS)


def _stretched(sentence: Sentence, verb: Token, content: Span) -> Span:
    """The content with the phrases right behind it that the parser hung on the cue verb instead."""
    end = content.end
    if end <= verb.span.end:
        return content
    for token in sentence.tokens:
        if token.span.start < end:
            continue
        if token.pos in {"PUNCT", "CCONJ"}:
            break
        end = token.span.end
    return Span(content.start, end)


def _content(sentence: Sentence, verb: Token, text: str, cues: SpeechCues) -> Span | None:
    """What the verb reports: its object, or a clause."""
    below = objects.content(sentence, verb, cues)
    if below is None and verb.lemma in cues.clause:
        below = _clause(sentence, verb, text, cues)
    return below if below is not None else objects.whole(sentence, verb, cues)


def _clause(sentence: Sentence, verb: Token, text: str, cues: SpeechCues) -> Span | None:
    """A that-clause or bare clause after the verb; or the sentence that the cue closes or interrupts."""
    around = _around(sentence, verb)
    if around is not None:
        return _between_semicolons(sentence, verb, around) if verb.lemma not in cues.careful else None
    clauses = [c for c in sentence.children(verb, "ccomp") if slots.clause_form(sentence, c) == "that"]
    if not clauses:
        return None
    marked = any(child.lower == "that" for child in sentence.children(clauses[0], "mark"))
    if verb.lemma in cues.careful and not marked:
        return None
    first = sentence.phrase(clauses[0])
    if first.start < verb.span.start:  # "an election that he said he had won"
        behind = [t for t in sentence.subtree(clauses[0]) if t.i > verb.i]
        return Span(behind[0].span.start, behind[-1].span.end) if clauses[0] in behind else None
    if any(
        c.lower in {"whether", "if", "what", "how", "when", "why"}
        for c in sentence.children(clauses[0], "mark", "advmod")[:1]
    ):
        return None
    joined = [sentence.phrase(c) for c in sentence.joined(clauses[0])]
    return Span(first.start, max(span.end for span in joined))


def _around(sentence: Sentence, verb: Token) -> Span | None:
    """The words about a cue that follows them ("..., he said") or interrupts them ("..., he said, but ..."):

    the words before the cue's own clause, or the whole sentence where more follows it.
    """
    subject = sentence.child(verb, "nsubj")
    if subject is None:
        return None
    own = [*sentence.subtree(subject), verb]
    start = min(t.i for t in own)
    before = sentence.tokens[:start]
    if len(before) < 2 or before[-1].text not in {",", "—", "–", "?", "!", "”", '"'}:
        return None
    if not (verb.dep in {"parataxis", "ccomp"} or verb.head == verb.i or verb.dep == "conj"):
        return None
    left = [c for c in sentence.children(verb, "ccomp") if c.i < start]
    if not left and verb.dep != "parataxis":
        return None
    end = max(t.i for t in own)
    rest = [t for t in sentence.tokens[end + 1 :] if t.pos != "PUNCT"]
    more = sentence.tokens[end + 1].text == "," and len(rest) > 2 if end + 1 < len(sentence.tokens) else False
    later_clause = more and rest[0].tag != "VBG" and any(t.pos in {"VERB", "AUX"} for t in rest)
    stop = sentence.span.end if later_clause else before[-1].span.end
    return Span(sentence.span.start, stop)


def _phrase(sentence: Sentence, token: Token, text: str, cues: SpeechCues) -> Reported | None:
    """ "according to X": what X says is the rest of the sentence."""
    for phrase in cues.phrases:
        end = token.span.start + len(phrase)
        if text[token.span.start : end].lower() != phrase:
            continue
        last = next((t for t in sentence.tokens[token.i :] if t.span.end >= end), None)
        nouns = sentence.children(last, "pobj") if last is not None else ()
        if not nouns:
            return None  # also where a sentence without end was cut within the phrase
        own = sentence.phrase(nouns[0])
        cue = Span(token.span.start, end)
        if token.i <= 1:
            content = Span(min(own.end, sentence.span.end), sentence.span.end)
        elif own.end >= sentence.span.end - 2:
            content = Span(sentence.span.start, token.span.start)
        else:
            content = sentence.span
        content = _between_semicolons(sentence, token, content)
        return Reported(sentence, token, cue, (nouns[0],), trim(text, content))
    return None


def _between_semicolons(sentence: Sentence, cue: Token, content: Span) -> Span:
    """The content as far as the semicolons on either side of the cue: beyond them others speak."""
    stops = [t for t in sentence.tokens if t.text == ";"]
    start = max((t.span.end for t in stops if t.i < cue.i), default=content.start)
    end = min((t.span.start for t in stops if t.i > cue.i), default=content.end)
    return Span(max(start, content.start), min(end, content.end))
