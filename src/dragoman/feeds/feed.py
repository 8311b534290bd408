"""RSS, Atom and JSON Feed: from the bytes of a feed to its items."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import msgspec

from dragoman.errors import DateError, UnreadableError
from dragoman.feeds.plain import is_cut, one_line, paragraphs
from dragoman.identity import content_id
from dragoman.read.dates import iso_date
from dragoman.read.html import has_endless_tag

_WHOLE = 500  # characters from which a description may be the whole text
_LONGEST = 1_000_000  # characters of a text that are kept of an item
_EARLIEST = "1900-01-01"
# What feedparser raises on some malformed feeds; one feed must not end the watch.
_FAULTS = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)


class Item(msgspec.Struct, frozen=True):
    """What a feed says of one article. guid: its name in the feed; published: ISO date of the outlet's own clock.

    text: its whole text, where the feed has it; told: a hash of all that the feed says.
    """

    guid: str
    told: str
    url: str | None = None
    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    published: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as read. flaw: what is wrong with it, where it could only be read in part."""

    items: tuple[Item, ...]
    flaw: str | None = None


def parse_feed(body: bytes, url: str, headers: Mapping[str, str], today: date) -> Feed:
    """The items of a feed. today: no article is from later than a day after. Raises UnreadableError for no feed."""
    if "json" in headers.get("content-type", "") or body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        from dragoman.feeds.json_feed import json_entries

        title, entries = json_entries(body, url)
        flaw = None
    else:
        title, entries, flaw = _xml_entries(body, url, headers)
        if flaw:
            entries = entries[:-1]  # the last one may be cut short
    items = {item.guid: item for entry in reversed(entries) if (item := _item(entry, title, today))}
    return Feed(tuple(items.values()), flaw)


class Entry(msgspec.Struct, frozen=True):
    """An item in the words of the feed: title, author, outlet, content and summary in HTML."""

    id: str | None = None
    url: str | None = None
    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    published: str | None = None
    updated: str | None = None
    content: str | None = None
    summary: str | None = None


def _xml_entries(body: bytes, url: str, headers: Mapping[str, str]) -> tuple[str | None, list[Entry], str | None]:
    import feedparser

    if has_endless_tag(body.decode("latin-1")):
        raise UnreadableError(f"{url}: the feed cannot be read: a tag of more attributes than any feed has")
    given = {"content-location": url, **{k: v for k, v in headers.items() if k == "content-type"}}
    try:
        found = feedparser.parse(io.BytesIO(body), response_headers=given, sanitize_html=False)
    except _FAULTS as error:
        raise UnreadableError(f"{url}: the feed cannot be read ({type(error).__name__}: {error})") from error
    if not found.get("version") and not found.entries:
        raise UnreadableError(f"{url}: neither RSS, Atom nor JSON Feed")
    fault = found.get("bozo_exception")
    broken = fault is not None and not isinstance(fault, feedparser.exceptions.ThingsNobodyCaresAboutButMe)
    flaw = f"broken XML ({fault}); read as far as it goes, but for the last item" if broken else None
    return one_line(found.feed.get("title", "")), [_of_xml(each) for each in found.entries], flaw


def _of_xml(entry: Any) -> Entry:
    contents = [str(each.get("value") or "") for each in entry.get("content", ())]
    return Entry(
        entry.get("id"), entry.get("link"), entry.get("title"), entry.get("author"),
        (entry.get("source") or {}).get("title"), entry.get("published"), dict.get(entry, "updated"),
        max(contents, key=len, default=None), entry.get("summary"),
    )  # fmt: skip


def _item(entry: Entry, title: str | None, today: date) -> Item | None:
    """An item; None for an entry that says nothing. A date of change stands in for a missing publication date."""
    guid = entry.id or entry.url or content_id(entry.title or "", entry.content or entry.summary or "")
    told = content_id(*(value or "" for value in msgspec.structs.astuple(entry)))
    if not (entry.url or entry.content or entry.summary or entry.title):
        return None
    return Item(
        guid=guid,
        told=told,
        url=entry.url or None,
        title=one_line(entry.title or ""),
        author=one_line(entry.author or ""),
        outlet=one_line(entry.outlet or "") or title,
        published=_day(entry.published, today) or _day(entry.updated, today),
        text=_whole(entry),
    )


def _whole(entry: Entry) -> str | None:
    """The whole text, where the feed has it: a content, or a long description, that does not end as teasers do."""
    for html, least in ((entry.content, 1), (entry.summary, _WHOLE)):
        text = paragraphs(html) if html else ""
        if least <= len(text) <= _LONGEST and not is_cut(text):
            return text
    return None


def _day(words: str | None, today: date) -> str | None:
    """The day that the words name where they were written, since outlets date by their own clock; None for no day."""
    try:
        found = iso_date(words or None)
    except DateError:
        return None
    return found if found and _EARLIEST <= found <= (today + timedelta(days=1)).isoformat() else None
