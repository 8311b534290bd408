"""Paragraphs and sentences, by rules that one can read: the parser is handed one sentence at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.codebook.abbreviations import Abbreviations
from dragoman.span import Span

_BREAK = re.compile(r"([.!?…]+)([\"”’'»)\]]*)(\s+)(?=([\"“‘«(\[]*)([A-Z0-9À-Þ]\S*))")
_WORD_BEFORE = re.compile(r"(\S+)$")


def paragraphs(text: str) -> Iterator[Span]:
    """The blocks between blank lines, without their outer white space."""
    for block in re.finditer(r"\S(?:.|\n(?!\s*\n))*", text):
        yield Span(block.start(), block.start() + len(block.group().rstrip()))


def sentences(text: str, paragraph: Span, known: Abbreviations) -> Iterator[Span]:
    """The sentences of one paragraph, without the white space between them."""
    start = paragraph.start
    for match in _BREAK.finditer(text, paragraph.start, paragraph.end):
        if match.start(3) <= start or not _ends(text[start : match.start()], match, known):
            continue
        yield Span(start, match.end(2))
        start = match.end(3)
    if start < paragraph.end:
        yield Span(start, paragraph.end)


def _ends(before: str, match: re.Match[str], known: Abbreviations) -> bool:
    """Whether the mark ends a sentence, given the text before it and the word after it."""
    if match.group(1) != ".":
        return True
    word_match = _WORD_BEFORE.search(before)
    word = word_match.group(1).lstrip("\"“‘'([«") if word_match else ""
    follower = match.group(5)
    if word in known.before_name or (len(word) == 1 and word.isupper() and word != "I"):
        return False
    if word in known.before_number and follower[0].isdigit():
        return False
    if word in known.maybe or re.fullmatch(r"(?:[A-Z]\.)+[A-Z]", word):
        return bool(match.group(2)) or follower.rstrip(".,;:") in known.starters
    return True
