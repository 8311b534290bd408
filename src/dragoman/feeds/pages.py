"""From what a server gave to what the coder reads."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from dragoman.draft import Source
from dragoman.errors import FetchError, UnreadableError
from dragoman.feeds.feed import Item
from dragoman.feeds.fetch import LARGEST, Answer, Failure
from dragoman.feeds.state import identity_of
from dragoman.read.given import Given, Rejected
from dragoman.read.payload import text_of
from dragoman.read.pdf import read_pdf

_HTML = frozenset({"", "text/html", "application/xhtml+xml"})
_CHARSET = re.compile(r"charset=[\"']?([\w.:-]+)", re.IGNORECASE)


def page_source(item: Item, answer: Answer) -> Source | Rejected:
    """The report on the page of an item. The feed knows its date and title best, the page its outlet."""
    given = answer.headers.get("content-type", "")
    kind = given.partition(";")[0].strip().lower()
    if kind == "application/pdf":
        (read,) = read_pdf(io.BytesIO(answer.body), Given(answer.url))
        return read if isinstance(read, Rejected) else _told(item, read.content, answer.url, identity_of(answer.url))
    if kind not in _HTML and kind != "text/plain":
        return Rejected(answer.url, f"the page is {kind}, not text, HTML or PDF", UnreadableError)
    charset = _CHARSET.search(given)
    try:
        content = text_of(answer.body, charset.group(1) if charset else None, answer.url)
    except UnreadableError as error:
        return Rejected.of(answer.url, error)
    if kind == "text/plain":
        return _told(item, content, answer.url, identity_of(answer.url))
    return replace(_told(item, content, answer.url, identity_of(answer.url)), is_html=True, publisher=None)


def own_source(item: Item, name: str) -> Source | None:
    """The report that the feed itself has of an item, under its name there; None where it has no whole text."""
    if item.text is None:
        return None
    return _told(item, item.text, name, identity_of(item.url) if item.url else None)


def _told(item: Item, content: str, name: str, url: str | None) -> Source:
    """A text with what the feed says of it."""
    basis = "metadata" if item.published else None
    return Source(content, False, name, item.published, item.outlet, url, item.title, item.author, basis)


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
