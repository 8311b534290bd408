"""What cues report, and what of it is said: by the trees alone, and with an ear made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dragoman.coder import Coder
from dragoman.draft import Draft, Source
from dragoman.model.reader import Heard
from dragoman.parse.split import split
from dragoman.parse.step import parse
from dragoman.record import Article
from dragoman.statements.heard import heard
from dragoman.statements.indirect import Reported, reported


def parsed(coder: Coder, text: str) -> Draft:
    """The draft of a text with its trees, and nothing that the model sees or hears."""
    article = Article("", "-", None, None, None, None, "unknown", "en", text)
    return parse(split(Draft(Source(text), article=article), coder.book), coder.book)


def cued(draft: Draft, coder: Coder) -> list[Reported]:
    """What the cues of the first sentence report."""
    return list(reported(draft.parse.sentences[0], draft.article.text, coder.book.speech, ()))


def told(coder: Coder, text: str, *, said: str, cues: str) -> list[tuple[str, str]]:
    """Who says what, where some words are heard as said and some as cues."""
    draft = parsed(coder, text)
    sentence = draft.parse.sentences[0]
    spans = tuple(token.span for token in sentence.tokens)
    words = [span.of(text) for span in spans]
    heard_as = [tuple(float(word in group.split()) for word in words) for group in (said, cues)]
    ear = Heard(spans, heard_as[0], (0.0,) * len(words), heard_as[1])
    kept = heard(cued(draft, coder), sentence, replace(draft, heard=(ear,)), coder.book)
    return [(each.subject[0].text, each.content.of(text)) for each in kept]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The minister dismissed the report as pure nonsense.", "the report as pure nonsense"),
        ("The truce, which the minister dismissed as a trick, began on Monday.", "a trick"),
        ("The minister denied having paid the smugglers.", "having paid the smugglers"),
        ("The minister denied any part in the smuggling of arms.", "any part in the smuggling of arms"),
        ("The minister charged Malta with hiding the survivors.", "hiding the survivors"),
        ("The police put the number of arrests at 40.", "the number of arrests at 40"),
        ("The minister accused Malta on Monday of breaking its word.", "breaking its word"),
        ("The minister accused the Maltese police of abuses in the ports.", "abuses in the ports"),
        ("The court annulled an election that the minister said he had won.", "he had won"),
        ("The deal is over what the minister called a matter of honour.", "a matter of honour"),
    ],
)
def test_what_a_cues_object_says(coder: Coder, text: str, content: str) -> None:
    assert [each.content.of(text) for each in cued(parsed(coder, text), coder)] == [content]


@pytest.mark.parametrize(
    "text", ["The minister denied the request.", "The minister praised the team for the third time."]
)
def test_a_bare_object_is_nothing_said(coder: Coder, text: str) -> None:
    assert cued(parsed(coder, text), coder) == []


def test_what_the_narrator_adds_behind_a_comma_is_not_said(coder: Coder) -> None:
    text = "Macron said that the bridge would be repaired, three years after a storm broke it."
    assert told(coder, text, said="the bridge would be repaired", cues="said") == [
        ("Macron", "the bridge would be repaired")
    ]


def test_a_second_cue_ends_what_the_first_introduces(coder: Coder) -> None:
    text = "Macron said that Paris would reopen the border and called the critics ungrateful liars."
    said = "Paris would reopen the border critics ungrateful liars"
    assert told(coder, text, said=said, cues="said called") == [
        ("Macron", "Paris would reopen the border"),
        ("Macron", "the critics ungrateful liars"),
    ]
