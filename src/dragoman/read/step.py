"""The read step: from what the caller gave to the article, with its furniture off."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.draft import Draft, Source
from dragoman.errors import UnreadableError
from dragoman.identity import article_id
from dragoman.read.clean import blocks, unwrapped
from dragoman.read.furniture import Page, take_apart
from dragoman.read.given import LARGEST
from dragoman.read.html import Extracted, extract
from dragoman.read.language import check_english
from dragoman.read.plain import plain_source
from dragoman.read.published import Published, published
from dragoman.record import Article

if TYPE_CHECKING:
    from dragoman.codebook import Codebook

LONGEST = 300_000  # characters of a report's text: some 50,000 words, which take a minute or two


def read(draft: Draft, book: Codebook) -> Draft:
    """Add the article. Raises InputError where the source holds no English report."""
    given = plain_source(draft.source)
    if len(given.content) > LARGEST:
        raise UnreadableError(f"{given.source_id}: larger than {LARGEST // 1_000_000} MB, too long for one report")
    found = extract(given.content, given.source_id, given.url) if given.is_html else None
    source = plain_source(_filled(given, found)) if found else given
    page = page_of(source, book)
    text = "\n\n".join((page.title, *page.paragraphs) if page.title else page.paragraphs)
    if len(text) > LONGEST:
        raise UnreadableError(f"{source.source_id}: {len(text):,} characters, too long for one report; give its parts")
    check_english(text, source.source_id)
    return replace(draft, article=_article(source, page, text, published(given, found, page)))


def page_of(source: Source, book: Codebook) -> Page:
    """The report of a plain text, its furniture off. Raises UnreadableError where nothing is left."""
    page = take_apart([p for block in blocks(source.content) for p in unwrapped(block)], book.furniture, source.title)
    if not page.paragraphs:
        raise UnreadableError(f"{source.source_id}: empty, or nothing but page furniture")
    return page


def _filled(source: Source, found: Extracted) -> Source:
    """The source with the page's text, and its metadata where the caller gave none."""
    return replace(
        source,
        content=found.text,
        is_html=False,
        title=source.title or found.title,
        publisher=source.publisher or found.publisher,
        url=source.url or found.url,
        author=source.author or found.author,
    )


def _article(source: Source, page: Page, text: str, when: Published) -> Article:
    publisher = source.publisher or (page.dateline.outlet if page.dateline else None)
    return Article(
        id=article_id(text, when.day, source.url or publisher),
        source_id=source.source_id,
        title=page.title,
        publisher=publisher,
        url=source.url,
        published=when.day,
        published_basis=when.basis,
        language="en",
        text=text,
        furniture=page.furniture,
        author=source.author,
        published_reliability=when.reliability,
    )
