"""Redirects: where an answer sends us."""

from __future__ import annotations

from urllib.parse import urldefrag, urljoin

from dragoman.feeds.fetch import Answer

MOST_HOPS = 5
_MOVED = frozenset({301, 302, 303, 307, 308})


def next_hop(answer: Answer) -> str | None:
    """The URL that an answer redirects to, or None."""
    if answer.status not in _MOVED or not answer.headers.get("location"):
        return None
    try:
        return urldefrag(urljoin(answer.url, answer.headers["location"])).url
    except ValueError:
        return answer.headers["location"]  # no address: the fetch will say so
