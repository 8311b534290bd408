"""When a page was published, and how far one can rely on it."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from dragoman.errors import DateError
from dragoman.read.dates import iso_date

_OTHER_DATES = re.compile(r"modif|updat|copyright|url", re.IGNORECASE)  # metadata of a change, a year, an address
_MARKED = './/*[@itemprop="datePublished"] | .//time[@pubdate]'


def page_date(tree: Any, url: str | None, guess: str | None) -> tuple[str | None, str | None]:
    """The ISO date and its reliability: high from the page's metadata, medium from its URL, low for the guess.

    tree: the page as lxml has it; metadata of other dates are taken out of it.
    """
    from htmldate.core import examine_header
    from htmldate.extractors import extract_url_date, json_search
    from htmldate.settings import MIN_DATE
    from htmldate.utils import Extractor

    options = Extractor(False, datetime.now(), MIN_DATE, True, "%Y-%m-%d")
    for meta in tree.xpath(".//meta"):
        if any(_OTHER_DATES.search(meta.get(name, "")) for name in ("name", "property", "itemprop")):
            meta.drop_tree()
    found = examine_header(tree, options) or json_search(tree, options) or _marked(tree)
    if found:
        return found, "high"
    in_url = extract_url_date(url, options)
    return (in_url, "medium") if in_url else (guess, "low" if guess else None)


def _marked(tree: Any) -> str | None:
    """The date of an element that says that it holds the publication date."""
    for each in tree.xpath(_MARKED):
        try:
            return iso_date(each.get("datetime") or each.get("content") or each.text_content())
        except DateError:
            continue
    return None
