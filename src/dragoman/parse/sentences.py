"""Paragraphs and sentences, by rules that one can read: the parser is handed one sentence at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.codebook.abbreviations import Abbreviations
from dragoman.span import Span

# Without a way back: a run of marks is tried once, from its first one, however long it is.
_BREAK = re.compile(r"(?<![.!?…])([.!?…]++)([\"”’'»)\]]*+)(\s++)(?=([\"“‘«(\[]*+)([A-Z0-9À-Þ]\S*))")
_LONGEST = 1_000  # characters of a sentence; the longest in the reports we know has 331
_LONGEST_WORD = 40  # characters of the word before a mark that are looked at


def paragraphs(text: str) -> Iterator[Span]:
    """The blocks between blank lines, without their outer white space."""
    for block in re.finditer(r"\S(?:.|\n(?!\s*\n))*", text):
        yield Span(block.start(), block.start() + len(block.group().rstrip()))


def sentences(text: str, paragraph: Span, known: Abbreviations) -> Iterator[Span]:
    """The sentences of one paragraph, without the white space between them. What goes on for ever is cut."""
    for sentence in _marked(text, paragraph, known):
        yield from _pieces(text, sentence)


def _pieces(text: str, sentence: Span) -> Iterator[Span]:
    """A sentence in pieces of at most ``_LONGEST`` characters, cut between words where there are any."""
    start = sentence.start
    while sentence.end - start > _LONGEST:
        space = text.rfind(" ", start + 1, start + _LONGEST)
        end = space if space > 0 else start + _LONGEST
        yield Span(start, end)
        start = end + (space > 0)
    if start < sentence.end:
        yield Span(start, sentence.end)


def _marked(text: str, paragraph: Span, known: Abbreviations) -> Iterator[Span]:
    start = paragraph.start
    for match in _BREAK.finditer(text, paragraph.start, paragraph.end):
        if match.start(3) <= start or not _ends(_word_before(text, start, match.start()), match, known):
            continue
        yield Span(start, match.end(2))
        start = match.end(3)
    if start < paragraph.end:
        yield Span(start, paragraph.end)


def _word_before(text: str, start: int, end: int) -> str:
    before = text[max(start, end - _LONGEST_WORD) : end]
    return re.split(r"\s", before)[-1].lstrip("\"“‘'([«")


def _ends(word: str, match: re.Match[str], known: Abbreviations) -> bool:
    """Whether the mark ends a sentence, given the word before it and the word after it."""
    if match.group(1) != ".":
        return True
    follower = match.group(5)
    if word in known.before_name or (len(word) == 1 and word.isupper() and word != "I"):
        return False
    if word in known.before_number and follower[0].isdigit():
        return False
    if word in known.maybe or re.fullmatch(r"(?:[A-Z]\.)+[A-Z]", word):
        return bool(match.group(2)) or follower.rstrip(".,;:") in known.starters
    return True
