"""Redirects: where an answer sends us."""

from __future__ import annotations

from contextlib import suppress
from urllib.parse import urldefrag, urljoin

from dragoman.feeds.fetch import Answer

MOST_HOPS = 5
_MOVED = frozenset({301, 302, 303, 307, 308})


def next_hop(answer: Answer) -> str | None:
    """The URL that an answer redirects to, or None."""
    target = answer.headers.get("location")
    if answer.status not in _MOVED or not target:
        return None
    with suppress(UnicodeError):
        target = target.encode("latin-1").decode()  # as browsers do; headers are read as Latin-1
    try:
        return urldefrag(urljoin(answer.url, target)).url
    except ValueError:
        return target  # no address: the fetch will say so
