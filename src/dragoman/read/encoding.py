"""Bytes to text: byte-order marks, UTF-8, and what else newspapers' pages come in."""

from __future__ import annotations

import codecs

from dragoman.errors import UnreadableError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 64_000


def decode(raw: bytes, name: str) -> str:
    """The text of some bytes. Raises UnreadableError for binary content and for encodings that cannot be told."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _strictly(raw, encoding, name)
    if b"\0" in raw[:_SAMPLE]:
        raise UnreadableError(f"{name}: binary content, not text; give plain text, HTML or JSONL")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(raw, name)


def _strictly(raw: bytes, encoding: str, name: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError(f"{name}: starts as {encoding}, but byte {error.start} breaks it") from error


def _guessed(raw: bytes, name: str) -> str:
    """By charset-normalizer, on a sample; binary content that has no zero bytes is told by its control characters."""
    from charset_normalizer import from_bytes

    control = sum(byte < 9 or 13 < byte < 32 for byte in raw[:_SAMPLE])
    best = from_bytes(raw[:_SAMPLE], cp_isolation=["cp1252", "cp1250", "cp1251", "iso8859_15", "mac_roman"]).best()
    if best is None or control > len(raw[:_SAMPLE]) // 50:
        raise UnreadableError(f"{name}: binary content or an unknown encoding; save it as UTF-8")
    return raw.decode(best.encoding, errors="replace")
