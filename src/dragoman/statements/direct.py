"""Quotations: which stand for themselves, and whose they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.codebook.speech import SpeechCues
from dragoman.parse.tree import Parse, Quote, Sentence, Token, is_quoted
from dragoman.span import Span
from dragoman.statements.indirect import speakers

_WORDS_ALONE = 3


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation with its cue, where one stands beside it. ``subject``: tokens of who speaks."""

    quote: Quote
    sentence: Sentence
    cue: Token | None
    subject: tuple[Token, ...]


def quoted(parse: Parse, quotes: tuple[Quote, ...], text: str, cues: SpeechCues) -> Iterator[Quoted]:
    """The quotations that stand for themselves, each with the cue beside it if there is one."""
    for quote in quotes:
        sentences = parse.sentences_in(quote.span)
        if not sentences or not _stands_alone(text, quote, quotes, sentences):
            continue
        found = _cue(sentences, quote, quotes, cues)
        if found is None:
            yield Quoted(quote, sentences[0], None, ())
        else:
            sentence, cue = found
            yield Quoted(quote, sentence, cue, speakers(sentence, cue, quote.content))


def _stands_alone(text: str, quote: Quote, quotes: tuple[Quote, ...], sentences: tuple[Sentence, ...]) -> bool:
    """Whether it is an utterance: it opens a sentence or follows a comma, a colon or a dash; no mere fragment.

    One in small letters is so only behind a colon or as the second half of an interrupted one.
    """
    before = text[: quote.span.start].rstrip()
    opens = quote.span.start <= sentences[0].span.start or before.endswith((",", ":", "—", "–", ".", "”", '"'))
    words = len(quote.content.of(text).split())
    resumed = any(sentences[0].span.start <= q.span.start and q.span.end <= quote.span.start for q in quotes)
    whole = before.endswith(":") or text[quote.content.start].isupper() or resumed
    return opens and words >= _WORDS_ALONE and whole


def _cue(
    sentences: tuple[Sentence, ...], quote: Quote, quotes: tuple[Quote, ...], cues: SpeechCues
) -> tuple[Sentence, Token] | None:
    """The speech verb nearest to the quotation, in its sentences but in no quotation; one right after it first."""
    found: list[tuple[int, Sentence, Token]] = []
    for sentence in sentences:
        for token in sentence.tokens:
            if token.pos not in {"VERB", "AUX"} or token.lemma not in cues.clause:
                continue
            if is_quoted(token, quotes):
                continue
            follows = token.span.start >= quote.span.end
            gap = token.span.start - quote.span.end if follows else quote.span.start - token.span.end
            found.append((gap if follows else gap + 10, sentence, token))
    if not found:
        return None
    _, sentence, token = min(found, key=lambda each: each[0])
    return sentence, token


def continues(text: str, quote: Quote, earlier: Span | None) -> bool:
    """Whether nothing but white space, marks or a cue-less gap lies between two quotations of one speaker."""
    return earlier is not None and not any(c.isalnum() for c in text[earlier.end : quote.span.start])
