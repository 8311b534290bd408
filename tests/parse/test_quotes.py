"""Quotations are found before sentences are."""

from __future__ import annotations

import pytest

from dragoman.parse.quotes import find_quotes
from dragoman.span import Span


def contents(text: str) -> list[str]:
    return [quote.content.of(text) for quote in find_quotes(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We will stay," he said. "We must."', ["We will stay,", "We must."]),
        ("“It’s our duty,” she said.", ["It’s our duty,"]),
        ("Rome called it ‘an act of war’ and left.", ["an act of war"]),
        ("The ministers’ talks and the workers’ strike ended.", []),
        ("No quotation here.", []),
        ('He called it "a farce" and "a shame".', ["a farce", "a shame"]),
        ("„Genug“, sagte er. «Assez», dit-elle.", ["Genug", "Assez"]),
    ],
)
def test_contents(text: str, expected: list[str]) -> None:
    assert contents(text) == expected


def test_an_unclosed_quotation_runs_to_the_end_of_its_paragraph() -> None:
    text = "“First paragraph of a long speech."
    (quote,) = find_quotes(text, Span(0, len(text)))
    assert quote.open_end
    assert quote.content.of(text) == "First paragraph of a long speech."
