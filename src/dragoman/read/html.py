"""HTML pages, through trafilatura: the article's paragraphs, its title, outlet, author and date."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.errors import UnreadableError
from dragoman.read.page_date import page_date

_TAGS = 100_000  # opening and closing; what finds the article takes time by their square


@dataclass(frozen=True, slots=True)
class Extracted:
    """What a page holds. text: paragraphs one a line; published: ISO date or None; reliability: as in the record."""

    text: str
    title: str | None
    publisher: str | None
    author: str | None
    url: str | None
    published: str | None
    reliability: str | None


def extract(html: str, name: str, url: str | None = None) -> Extracted:
    """The article of a page. Raises UnreadableError where there is none, and for a page of too many tags."""
    if html.count("<") > _TAGS:
        raise UnreadableError(f"{name}: more than {_TAGS:,} tags, too many for one report; give its text instead")
    from trafilatura import bare_extraction
    from trafilatura.settings import Document
    from trafilatura.utils import load_html

    tree = load_html(html.encode("utf-8", "replace").decode("utf-8"))  # lxml takes no half characters
    if tree is None:
        raise UnreadableError(f"{name}: no article found in the HTML; give its text instead")
    document = bare_extraction(tree, url=url, with_metadata=True, include_comments=False, include_tables=False)
    text = document.text if isinstance(document, Document) else None
    if not isinstance(document, Document) or not text or text.isspace():
        raise UnreadableError(f"{name}: no article found in the HTML; give its text instead")
    url = url or document.url
    published, reliability = page_date(tree, url, document.date)
    paragraphs = text.replace("\n", "\n\n")
    return Extracted(paragraphs, document.title, document.sitename, document.author, url, published, reliability)
