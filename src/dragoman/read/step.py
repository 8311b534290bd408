"""The read step: from what the caller gave to the article, with its furniture off."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.draft import Draft, Source
from dragoman.errors import UnreadableError
from dragoman.identity import article_id
from dragoman.read.clean import blocks, unwrapped
from dragoman.read.furniture import Dateline, Page, take_apart
from dragoman.read.html import extract
from dragoman.read.language import check_english
from dragoman.read.sources import LARGEST, iso_date
from dragoman.record import Article

if TYPE_CHECKING:
    from dragoman.codebook import Codebook

_FULL_DATE = re.compile(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}|[A-Z][a-z]+\.? \d{1,2},? \d{4}|\d{1,2} [A-Z][a-z]+\.? \d{4}")


def read(draft: Draft, book: Codebook) -> Draft:
    """Add the article. Raises InputError where the source holds no English report."""
    source = draft.source
    if len(source.content) > LARGEST:
        raise UnreadableError(f"{source.source_id}: larger than {LARGEST // 1_000_000} MB, too long for one report")
    if source.is_html:
        source = _from_html(source)
    page = take_apart([p for block in blocks(source.content) for p in unwrapped(block)], book.furniture, source.title)
    if not page.paragraphs:
        raise UnreadableError(f"{source.source_id}: empty, or nothing but page furniture")
    text = "\n\n".join((page.title, *page.paragraphs) if page.title else page.paragraphs)
    check_english(text, source.source_id)
    return replace(draft, article=_article(draft.source, source, page, text))


def _from_html(source: Source) -> Source:
    """The source with the page's text, and its metadata where the caller gave none."""
    found = extract(source.content, source.source_id, source.url)
    return replace(
        source,
        content=found.text,
        is_html=False,
        title=source.title or found.title,
        publisher=source.publisher or found.publisher,
        published=source.published or found.published,
        url=source.url or found.url,
    )


def _article(given: Source, source: Source, page: Page, text: str) -> Article:
    published, basis = iso_date(given.published), "given"
    if published is None and source.published is not None:
        published, basis = iso_date(source.published), "metadata"
    if published is None:
        published, basis = _dated(page), "dateline"
    publisher = source.publisher or (page.dateline.outlet if page.dateline else None)
    return Article(
        id=article_id(text, published, source.url or publisher),
        source_id=source.source_id,
        title=page.title,
        publisher=publisher,
        url=source.url,
        published=published,
        published_basis=basis if published else "unknown",
        language="en",
        text=text,
        furniture=page.furniture,
    )


def _dated(page: Page) -> str | None:
    """The publication date that a dateline or a time stamp gives in full; None where the year is missing."""
    words = [_date_words(page.dateline)] + [f.text for f in page.furniture if f.kind == "timestamp"]
    for each in words:
        match = _FULL_DATE.search(each)
        if match is not None:
            return _parsed(match.group())
    return None


def _date_words(dateline: Dateline | None) -> str:
    return (dateline.date or "") if dateline is not None else ""


def _parsed(words: str) -> str | None:
    from dateparser import parse

    first = re.match(r"(\d{4})|(\d)", words)
    order = "MDY" if first is None else "YMD" if first.group(1) else "DMY"
    found = parse(words, languages=["en"], settings={"DATE_ORDER": order, "STRICT_PARSING": True})
    return found.date().isoformat() if found is not None else None
