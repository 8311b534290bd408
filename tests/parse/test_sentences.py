"""Sentences end where a reader would end them."""

from __future__ import annotations

import pytest

from dragoman.codebook.abbreviations import load_abbreviations
from dragoman.codebook.files import roots
from dragoman.parse.sentences import paragraphs, sentences

KNOWN = load_abbreviations(roots())


def split(text: str) -> list[str]:
    return [span.of(text) for block in paragraphs(text) for span in sentences(text, block, KNOWN)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Mr. Smith met Gen. Jones. They talked.", 2),
        ("President F.W. de Klerk spoke.", 1),
        ("The U.S. Navy sailed. The U.S. The deal failed.", 3),
        ("At 4 p.m. Friday they left. It rained.", 2),
        ("On Feb. 2 he spoke.", 1),
        ("“He was a guest,” she said. “He was not hurt.”", 2),
        ('"Is it true?" he asked. Nobody knew.', 2),
        ("One paragraph.\n\nAnother paragraph without an end", 2),
        ("Sales rose 2.5 percent. Prices fell.", 2),
        ("No. 10 Downing Street was silent.", 1),
    ],
)
def test_count(text: str, count: int) -> None:
    assert len(split(text)) == count, split(text)


def test_spans_cover_all_words_in_order() -> None:
    text = "First one. Second one!\n\nThird “one.” Fourth one?"
    assert " ".join(split(text)).split() == text.split()
