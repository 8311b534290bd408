"""JSON Feed, versions 1 and 1.1 (https://www.jsonfeed.org)."""

from __future__ import annotations

from html import escape
from typing import Any
from urllib.parse import urljoin

import msgspec

from dragoman.errors import UnreadableError
from dragoman.feeds.feed import Entry


class _Author(msgspec.Struct):
    name: str | None = None


class _Item(msgspec.Struct):
    id: Any = None  # text by the standard, a number in the wild
    url: str | None = None
    external_url: str | None = None
    title: str | None = None
    content_html: str | None = None
    content_text: str | None = None
    summary: str | None = None
    date_published: str | None = None
    date_modified: str | None = None
    author: _Author | None = None
    authors: list[_Author] | None = None


class _Feed(msgspec.Struct):
    version: str
    items: list[_Item]
    title: str | None = None


def json_entries(body: bytes, url: str) -> tuple[str | None, list[Entry]]:
    """The title and entries of a JSON Feed. Raises UnreadableError where it is none."""
    try:
        feed = msgspec.json.decode(body.removeprefix(b"\xef\xbb\xbf"), type=_Feed)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UnreadableError(f"{url}: not a JSON Feed: {error}") from error
    return feed.title, [_entry(item, url) for item in feed.items]


def _entry(item: _Item, base: str) -> Entry:
    link = item.url or item.external_url
    content = item.content_html or (_as_html(item.content_text) if item.content_text else None)
    names = [each.name for each in (item.authors or ([item.author] if item.author else [])) if each.name]
    return Entry(
        str(item.id) if item.id is not None else None, _joined(base, link) if link else None,
        escape(item.title) if item.title else None, escape(", ".join(names)), None,
        item.date_published, item.date_modified, content, escape(item.summary) if item.summary else None,
    )  # fmt: skip


def _joined(base: str, link: str) -> str:
    try:
        return urljoin(base, link)
    except ValueError:
        return link  # no address: the fetch will say so


def _as_html(text: str) -> str:
    return "".join(f"<p>{escape(block)}</p>" for block in text.split("\n\n"))
