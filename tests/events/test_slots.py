"""Slots: voice, control, coordination and relative clauses are told apart once, for all frames."""

from __future__ import annotations

import pytest

from dragoman.coder import Coder
from dragoman.draft import Draft, Source
from dragoman.events import slots
from dragoman.parse.split import split
from dragoman.parse.step import parse
from dragoman.parse.tree import Sentence, Token
from dragoman.record import Article


def tree(coder: Coder, text: str) -> Sentence:
    article = Article("", "-", None, None, None, None, "unknown", "en", text)
    return parse(split(Draft(Source(text), article=article), coder.book), coder.book).parse.sentences[0]


def word(sentence: Sentence, text: str) -> Token:
    return next(token for token in sentence.tokens if token.text == text)


@pytest.mark.parametrize(
    ("text", "verb", "who"),
    [
        ("France attacked Libya.", "attacked", "France"),
        ("Libya was attacked by France.", "attacked", "France"),
        ("Libya was attacked on Monday.", "attacked", None),
        ("Macron promised to help Lebanon.", "help", "Macron"),
        ("Washington urged Iran to release the prisoners.", "release", "Iran"),
        ("Algeria cut ties, accusing Morocco of hostility.", "accusing", "Algeria"),
        ("The rebels, who attacked the town, fled.", "attacked", "rebels"),
        ("Police arrested ten men and beat others.", "beat", "Police"),
    ],
)
def test_subjects(coder: Coder, text: str, verb: str, who: str | None) -> None:
    sentence = tree(coder, text)
    found = slots.subjects(sentence, word(sentence, verb))
    assert [token.text for token in found[:1]] == ([who] if who else [])


@pytest.mark.parametrize(
    ("text", "verb", "whom"),
    [
        ("France attacked Libya.", "attacked", "Libya"),
        ("Libya was attacked by France.", "attacked", "Libya"),
        ("Washington urged Iran to release the prisoners.", "urged", "Iran"),
        ("The pilot whom they arrested was Russian.", "arrested", "pilot"),
    ],
)
def test_objects(coder: Coder, text: str, verb: str, whom: str) -> None:
    sentence = tree(coder, text)
    assert slots.objects(sentence, word(sentence, verb))[0].text == whom


@pytest.mark.parametrize("text", ["Paris offered Lebanon help.", "Paris offered help to Lebanon."])
def test_datives(coder: Coder, text: str) -> None:
    sentence = tree(coder, text)
    verb = word(sentence, "offered")
    found = slots.datives(sentence, verb) or slots.after(sentence, (verb, word(sentence, "help")), "to")
    assert [token.text for token in found] == ["Lebanon"]
