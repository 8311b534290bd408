"""HTML pages, through trafilatura: the article's paragraphs, its title, outlet, author and date."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.errors import UnreadableError
from dragoman.read.page_date import page_date

# Finding the article takes time by the square of the tags, opening and closing, and of a tag's attributes.
_TAGS = 100_000
_ATTRIBUTES, _SUSPICIOUS = 2_000, 10_000  # of one tag; characters without the end of a tag
# References to control characters and to none: one of them costs the whole article.
_NO_CHARACTER = re.compile(
    r"&#(?:x0*(?:[0-8bcef]|1[0-9a-f]|fff[ef])|0*(?:[0-8]|1[1245-9]|2\d|3[01]|6553[45]))(?![\da-f]);?", re.IGNORECASE
)
_RAW = re.compile(r"<(script|style)\b.*?(?:</\1|\Z)|<!--.*?(?:-->|\Z)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[a-z]", re.IGNORECASE)
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")


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
    if html.count("<") > _TAGS or has_endless_tag(html):
        raise UnreadableError(f"{name}: too many tags or attributes for one report; give its text instead")
    from trafilatura import bare_extraction
    from trafilatura.settings import Document
    from trafilatura.utils import load_html

    html = _NO_CHARACTER.sub(" ", html.encode("utf-8", "replace").decode("utf-8"))  # lxml takes no half characters
    tree = load_html(html)
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


def has_endless_tag(html: str) -> bool:
    """Whether some tag has more attributes than any of a report."""
    if max(map(len, html.split(">"))) < _SUSPICIOUS:
        return False
    for part in _RAW.sub("", html).split(">"):
        start = _TAG.search(part) if len(part) >= _SUSPICIOUS else None
        if start is not None and len(_QUOTED.sub("", part[start.start() :]).split()) > _ATTRIBUTES:
            return True
    return False
