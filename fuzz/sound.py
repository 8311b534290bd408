"""What must hold of all that comes out of the coder, whatever went in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from dragoman.read.sources import Rejected
from dragoman.record import Article, Record, from_json

# Control characters (C0 but for tab and newline, DEL, C1), what turns the direction of writing, halves of characters.
_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_ONE_LINE = ("source_id", "title", "publisher", "url", "author")


def check(result: Article | Record | Rejected) -> None:
    """Raises AssertionError where a result breaks what is promised of all of them."""
    if isinstance(result, Rejected):
        assert result.reason.strip(), "rejected without a reason"
        _check_words({"source_id": result.source_id, "reason": result.reason})
        assert "\n" not in result.source_id + result.reason, f"a row of more than one line: {result!r}"
        return
    article = result.article if isinstance(result, Record) else result
    _check_words(msgspec.to_builtins(result))
    for name in _ONE_LINE:
        assert "\n" not in (getattr(article, name) or ""), f"more than one line in {name}"
    assert article.text.strip() == article.text != ""
    for span in _spans(msgspec.to_builtins(result)):
        assert 0 <= span[0] <= span[1] <= len(article.text), f"{span} lies outside the text"
    if isinstance(result, Record):
        assert from_json(result.to_json().decode("utf-8")) == result


def _check_words(value: Any) -> None:
    for words in _words(value):
        found = _UNWANTED.search(words)
        assert found is None, f"{found.group()!a} in {words[:80]!a}"


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list, tuple)):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _words(each)


def _spans(value: Any) -> Iterator[tuple[int, int]]:
    """All pairs of whole numbers: nothing but spans is one."""
    if isinstance(value, (list, tuple)) and len(value) == 2 and all(type(each) is int for each in value):
        yield value[0], value[1]
    elif isinstance(value, (dict, list, tuple)):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _spans(each)
