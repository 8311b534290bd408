"""Whether it happened, from the words around the trigger."""

from __future__ import annotations

import pytest

from dragoman.coder import Coder
from dragoman.draft import Draft, Source
from dragoman.events.status import status_of
from dragoman.parse.split import split
from dragoman.parse.step import parse
from dragoman.record import Article


@pytest.mark.parametrize(
    ("text", "trigger", "status"),
    [
        ("Iran attacked Iraq.", "attacked", "actual"),
        ("Iran did not attack Iraq.", "attack", "denied"),
        ("Iran never attacked Iraq.", "attacked", "denied"),
        ("Iran may attack Iraq.", "attack", "hypothetical"),
        ("Iran would attack Iraq if it were provoked.", "attack", "hypothetical"),
        ("If Iran attacks Iraq, prices will rise.", "attacks", "hypothetical"),
        ("Kishida will visit Seoul in May.", "visit", "intended"),
        ("Kishida plans to visit Seoul.", "visit", "intended"),
        ("Kishida is to visit Seoul.", "visit", "intended"),
        ("Kishida refused to visit Seoul.", "visit", "denied"),
        ("Kishida failed to visit Seoul.", "visit", "denied"),
        ("The two will hold talks on Monday.", "talks", "intended"),
        ("The planned visit was welcomed.", "visit", "intended"),
        ("A possible attack was discussed.", "attack", "hypothetical"),
        ("Kishida has visited Seoul.", "visited", "actual"),
    ],
)
def test_status(coder: Coder, text: str, trigger: str, status: str) -> None:
    article = Article("", "-", None, None, None, None, "unknown", "en", text)
    sentence = parse(split(Draft(Source(text), article=article), coder.book), coder.book).parse.sentences[0]
    token = next(t for t in sentence.tokens if t.text == trigger)
    assert status_of(sentence, token, coder.book.status) == status
