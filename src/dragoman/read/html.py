"""HTML pages, through trafilatura: the article's paragraphs, its title, outlet and date."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.errors import UnreadableError


@dataclass(frozen=True, slots=True)
class Extracted:
    """What a page holds. text: paragraphs one a line; published: ISO date or None."""

    text: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None


def extract(html: str, name: str, url: str | None = None) -> Extracted:
    """The article of a page. Raises UnreadableError where there is none."""
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    document = bare_extraction(html, url=url, with_metadata=True, include_comments=False, include_tables=False)
    found = document.as_dict() if isinstance(document, Document) else {}
    text = found.get("text") or ""
    if not text.strip():
        raise UnreadableError(f"{name}: no article found in the HTML; give its text instead")
    paragraphs = text.replace("\n", "\n\n")
    return Extracted(paragraphs, found.get("title"), found.get("sitename"), found.get("date"), found.get("url") or url)
