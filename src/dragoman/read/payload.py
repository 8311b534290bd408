"""What a server sent, as text: chunks joined, unpacked within the bound, in the character set that it named."""

from __future__ import annotations

import codecs
import io
import re
import zlib

from dragoman.errors import UnreadableError
from dragoman.read.encoding import decode
from dragoman.read.given import LARGEST, too_long

_CHUNK = re.compile(rb"[0-9a-fA-F]{1,8}[ \t]*(?:;[^\r\n]*)?\r\n")
_GZIP = b"\x1f\x8b"
_NO_CHARSETS = frozenset({"punycode", "idna", "unicode_escape", "raw_unicode_escape", "utf-7"})  # slow, or no text


def unchunked(raw: bytes) -> bytes:
    """The chunks joined; many archives hold them joined and still say that they are not. Raises OSError."""
    from fastwarc.stream_io import ChunkedReader

    return ChunkedReader(io.BytesIO(raw)).read(LARGEST + 1) if _CHUNK.match(raw) else raw


def unpacked(raw: bytes, encoding: str) -> bytes:
    """The content behind an HTTP content encoding, at most one byte above the bound; as it is where it is plain.

    Raises UnreadableError, OSError or zlib.error where it cannot be unpacked.
    """
    if encoding in {"gzip", "x-gzip"} and not raw.startswith(_GZIP):
        return raw
    if encoding in {"gzip", "x-gzip", "deflate"}:
        return _inflated(raw)
    if encoding == "br":
        from fastwarc.stream_io import BrotliReader

        return BrotliReader(io.BytesIO(raw)).read(LARGEST + 1)
    if encoding in {"", "identity"}:
        return raw
    raise UnreadableError(f"packed as {encoding!r}, which is not read")


def _inflated(raw: bytes) -> bytes:
    packed = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)
    found = packed.decompress(raw, LARGEST + 1)
    if not packed.eof and len(found) <= LARGEST:
        raise UnreadableError("cut short: its packed content has no end")
    return found


def text_of(raw: bytes, charset: str | None, name: str) -> str:
    """The text; the character set that the server names, where it can be right, else the one that it seems to be.

    Raises UnreadableError for too much, for none and for what is no text.
    """
    if len(raw) > LARGEST:
        raise too_long("a page")
    try:
        known = charset is not None and codecs.lookup(charset).name not in _NO_CHARSETS
        text = raw.decode(charset) if charset and known else decode(raw, name)
    except (LookupError, ValueError):
        text = decode(raw, name)
    if not text.strip():
        raise UnreadableError("empty")
    return text
