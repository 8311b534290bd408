"""A file that is one report: plain text or HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from dragoman.draft import Source
from dragoman.errors import InputError, UnreadableError
from dragoman.read.encoding import decode
from dragoman.read.given import LARGEST, Given, Rejected, too_long

HTML = frozenset({".html", ".htm", ".xhtml"})
_TAG = re.compile(r"\s*(?:<!doctype html|<html|<head|<body|<\?xml|<article|<div|<p[ >])", re.IGNORECASE)


def read_one(stream: BinaryIO, given: Given, begun: bytes = b"") -> Iterator[Source | Rejected]:
    """The one report of a stream. begun: what was read of it already."""
    try:
        yield _one(begun + stream.read(LARGEST + 1 - len(begun)), given)
    except InputError as error:
        yield Rejected.of(given.name, error)


def _one(raw: bytes, given: Given) -> Source:
    if len(raw) > LARGEST:
        raise UnreadableError(f"{too_long('a file')}; give many as JSONL, one a line")
    text = decode(raw, given.name)
    if not text.strip():
        raise UnreadableError(f"{given.name}: empty")
    is_html = given.suffix in HTML or _TAG.match(text) is not None
    return Source(text, is_html, given.name, published_else=given.published)
