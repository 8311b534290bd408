"""Web archives (WARC): the HTML pages that servers sent. The day of the crawl is nobody's day of publication."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from dragoman.draft import Source
from dragoman.errors import InputError, UnreadableError
from dragoman.read.given import LARGEST, Given, Rejected, too_long
from dragoman.read.payload import text_of, unchunked, unpacked

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

_HTML = frozenset({"text/html", "application/xhtml+xml"})
_OK = 200


def read_warc(stream: BinaryIO, given: Given) -> Iterator[Source | Rejected]:
    """The pages of an archive, packed or not, named "name:record", the first record being 1.

    Requests, other answers than 200 and other content than HTML are passed over.
    """
    from fastwarc.warc import ArchiveIterator

    number = 0
    try:
        for record in ArchiveIterator(stream, parse_http=False, quirks_mode=True):
            number += 1
            found = _of_record(record, f"{given.name}:{number}", given)
            if found is not None:
                yield found
    except OSError as error:
        yield Rejected(given.name, f"damaged after record {number}: {error}", UnreadableError)
        return
    if not number:
        yield Rejected(given.name, "no WARC record in it", UnreadableError)


def _of_record(record: WarcRecord, place: str, given: Given) -> Source | Rejected | None:
    from fastwarc.warc import WarcRecordType

    if record.record_type != WarcRecordType.response or not record.is_http:
        return None
    try:
        record.parse_http()
        status = record.http_headers.status_code
        if status is None:
            raise UnreadableError("no HTTP answer in it")
        if status != _OK or (record.http_content_type or "").lower() not in _HTML:
            return None
        text = text_of(_payload(record), record.http_charset, place)
    except InputError as error:
        return Rejected.of(place, error)
    except (OSError, zlib.error) as error:
        return Rejected(place, f"a damaged record: {error}", UnreadableError)
    url = record.headers.get("WARC-Target-URI")
    return Source(text, True, place, url=url, published_else=given.published)


def _payload(record: WarcRecord) -> bytes:
    raw = record.reader.read(LARGEST + 1)
    if len(raw) < min(record.content_length, LARGEST):
        raise UnreadableError(f"cut short: {len(raw)} bytes of {record.content_length}")
    headers = record.http_headers
    if len(raw) > LARGEST:
        raise too_long("a page")
    if (headers.get("Transfer-Encoding") or "").strip().lower() == "chunked":
        raw = unchunked(raw)
    return unpacked(raw, (headers.get("Content-Encoding") or "").strip().lower())
