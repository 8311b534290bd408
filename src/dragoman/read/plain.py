"""What is known of an input besides its text, as short plain words: one line each, nothing invisible in it."""

from __future__ import annotations

from dataclasses import replace

from dragoman.draft import Source
from dragoman.read.clean import one_line, told_apart
from dragoman.read.given import Rejected

_LONGEST = 1_000  # characters of a title, a name, a reason
_LONGEST_URL = 4_000


def plain_source(source: Source) -> Source:
    """The source with its id, title, outlet, author and URL as plain words; a URL that is too long is none."""
    url = one_line(source.url or "")
    return replace(
        source,
        source_id=told_apart(_cut(source.source_id)),
        title=_cut(one_line(source.title or "")) or None,
        publisher=_cut(one_line(source.publisher or "")) or None,
        author=_cut(one_line(source.author or "")) or None,
        url=url if 0 < len(url) <= _LONGEST_URL else None,
    )


def plain_rejected(rejected: Rejected) -> Rejected:
    """The rejected input with its id and reason as plain words."""
    reason = _cut(one_line(rejected.reason))
    return replace(rejected, source_id=told_apart(_cut(rejected.source_id)), reason=reason)


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
