"""Pages: when they were published and on whose word, who wrote them, and what Article keeps of it."""

from __future__ import annotations

from typing import Any

import pytest
from inputs_made import TEXT, page

from dragoman.coder import Coder
from dragoman.draft import Source
from dragoman.errors import LanguageError

PUBLISHED = '<meta property="article:published_time" content="2024-03-14T22:10:00+01:00">'
MODIFIED = '<meta property="article:modified_time" content="2024-05-01T10:00:00Z">'
JSON_LD = '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-03-14"}</script>'


def when(coder: Coder, source: Source) -> tuple[str | None, str, str | None]:
    article = coder.look(source)
    return article.published, article.published_basis, article.published_reliability


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (Source(TEXT, published="2024-03-14"), ("given", "high")),
        (Source(TEXT, published="2024-03-14", published_basis="metadata"), ("metadata", "high")),
        (Source(page(head=PUBLISHED), True, published="2024-03-14"), ("given", "high")),
        (Source(page(head=PUBLISHED), True), ("metadata", "high")),
        (Source(page(head=MODIFIED + PUBLISHED), True), ("metadata", "high")),
        (Source(page(head=JSON_LD), True), ("metadata", "high")),
        (
            Source(page(before='<time itemprop="datePublished" datetime="2024-03-14">x</time>'), True),
            ("metadata", "high"),
        ),
        (Source(page(head=PUBLISHED), True, url="https://a.example/2024/03/13/visit"), ("metadata", "high")),
        (Source(page(), True, url="https://a.example/2024/03/14/visit"), ("metadata", "medium")),
        (Source(f"OSLO, March 14, 2024 (Fjord Wire) - {TEXT}"), ("dateline", "medium")),
        (Source(page(f"OSLO, March 14, 2024 (Fjord Wire) - {TEXT}"), True), ("dateline", "medium")),
        (Source(f"OSLO/BERGEN, 14th March, 2024 (Fjord Wire) - {TEXT}"), ("dateline", "medium")),
        (Source(f"14 March 2024 - {TEXT}"), ("dateline", "medium")),
        (Source(page().replace("<body>", '<body><div class="date">14 March 2024</div>'), True), ("metadata", "low")),
        (Source(TEXT, published_else="2024-03-14"), ("given", "high")),
        (Source(TEXT, published="2024-03-14", published_else="2024-05-01"), ("given", "high")),
        (Source(page(head=PUBLISHED), True, published_else="2024-05-01"), ("metadata", "high")),
        (Source(f"OSLO, March 14, 2024 (Fjord Wire) - {TEXT}", published_else="2024-05-01"), ("dateline", "medium")),
        (
            Source(
                page().replace("<body>", '<body><div class="date">2 May 2023</div>'), True, published_else="2024-03-14"
            ),
            ("given", "high"),
        ),
    ],
)
def test_a_date_has_its_basis_and_reliability(source: Source, expected: tuple[str, str], coder: Coder) -> None:
    assert when(coder, source) == ("2024-03-14", *expected)


@pytest.mark.parametrize("source", [Source(TEXT), Source(page(), True)])
def test_no_date_has_no_reliability(source: Source, coder: Coder) -> None:
    assert when(coder, source) == (None, "unknown", None)


def test_the_day_of_a_change_is_not_relied_on(coder: Coder) -> None:
    assert when(coder, Source(page(head=MODIFIED), True))[2] in {None, "low"}


@pytest.mark.parametrize(
    ("given", "author"), [({}, "Ada Lind"), ({"author": "Bo Berg"}, "Bo Berg")], ids=["of the page", "given"]
)
def test_the_author_is_kept(given: Any, author: str, coder: Coder) -> None:
    source = Source(page(head='<meta name="author" content="Ada Lind">'), True, **given)
    assert coder.look(source).author == author


def test_author_and_reliability_are_in_the_record_as_json(coder: Coder) -> None:
    article = coder.code(Source(TEXT, published="2024-03-14", author="Ada Lind")).to_json()
    assert b'"author":"Ada Lind","published_reliability":"high"' in article


def test_a_page_in_a_language_without_spaces_is_no_menu(coder: Coder) -> None:
    lines = (
        "首相は木曜日にオスロに到着し、ノルウェーの外相と漁業と貿易について会談した。",
        "両国の国境についても話し合われた",
    )
    with pytest.raises(LanguageError, match=r"Japanese \(ja\)"):
        coder.look(Source("\n\n".join([*lines, lines[0], "北極圏の平和を守るために" * 10])))
