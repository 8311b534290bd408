"""From what a server gave to what the coder reads."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from dragoman.draft import Source
from dragoman.errors import FetchError, UnreadableError
from dragoman.feeds.feed import Item
from dragoman.feeds.fetch import LARGEST, Answer, Failure
from dragoman.feeds.state import identity_of
from dragoman.read.encoding import decode
from dragoman.read.sources import Rejected

_TYPES = frozenset({"", "text/html", "application/xhtml+xml", "text/plain"})
_CHARSET = re.compile(r"charset=[\"']?([\w.:-]+)", re.IGNORECASE)


def page_source(item: Item, answer: Answer) -> Source | Rejected:
    """The report on the page of an item. The feed knows its date and title best, the page its outlet."""
    given = answer.headers.get("content-type", "")
    kind = given.partition(";")[0].strip().lower()
    if kind not in _TYPES:
        return Rejected(answer.url, f"the page is {kind}, not text or HTML", UnreadableError)
    try:
        content = _decoded(answer.body, given, answer.url)
    except UnreadableError as error:
        return Rejected.of(answer.url, error)
    is_html = kind != "text/plain"
    outlet = None if is_html else item.outlet
    return Source(content, is_html, answer.url, item.published, outlet, identity_of(answer.url), item.title)


def own_source(item: Item, name: str) -> Source | None:
    """The report that the feed itself has of an item, under its name there; None where it has no whole text."""
    if item.text is None:
        return None
    url = identity_of(item.url) if item.url else None
    return Source(item.text, False, name, item.published, item.outlet, url, item.title)


def _decoded(body: bytes, given: str, name: str) -> str:
    """The text of a page: by the charset that its server names, else as the read room tells."""
    match = _CHARSET.search(given)
    try:
        return codecs.decode(body, match.group(1)) if match is not None else decode(body, name)
    except (LookupError, ValueError, TypeError):
        return decode(body, name)


def read_file(url: str) -> Answer | Failure:
    """A feed that lies in a file."""
    path = Path(unquote(urlsplit(url).path))
    try:
        with path.open("rb") as file:
            body = file.read(LARGEST + 1)
    except OSError as error:
        return Failure(f"cannot be opened: {error.strerror}", FetchError)
    if len(body) > LARGEST:
        return Failure(f"larger than {LARGEST:,} bytes")
    return Answer(url, 200, {}, body)
