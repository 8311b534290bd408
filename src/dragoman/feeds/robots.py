"""What a host asks of robots, by RFC 9309."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from protego import Protego

from dragoman.feeds.fetch import Answer, Failure, Fetcher
from dragoman.feeds.hops import MOST_HOPS, next_hop
from dragoman.feeds.patience import DAY

NAME = "dragoman"  # the user agent that robots.txt may name
KEPT = DAY  # that rules hold before they are asked for again
_LONGEST = 500_000  # bytes that are read of them
_SLOWEST = 3600.0  # seconds between two requests, whatever is asked


def fetch_rules(fetcher: Fetcher, origin: str) -> str | Failure:
    """The rules of a host, with redirects followed; "" where it has none.

    A host that fails to say what it allows allows nothing, until it says.
    """
    url = f"{origin}/robots.txt"
    for _ in range(MOST_HOPS + 1):
        got = fetcher.get(url)
        if isinstance(got, Failure):
            return replace(got, reason=f"robots.txt: {got.reason}") if got.later else ""
        target = next_hop(got)
        if target is None:
            return _rules(got)
        url = target
    return ""


def _rules(got: Answer) -> str | Failure:
    if got.status == 429 or got.status >= 500:
        return Failure(f"robots.txt: the server answers {got.status}", later=True, of_host=True)
    return got.body[:_LONGEST].decode("utf-8", "replace") if got.status < 300 else ""


@lru_cache(maxsize=64)
def _read(rules: str) -> Protego:
    return Protego.parse(rules)


def allows(rules: str, url: str) -> bool:
    """Whether the rules let us fetch a URL."""
    return bool(_read(rules).can_fetch(url, NAME))


def delay(rules: str) -> float:
    """The seconds between two requests that the rules ask for; 0 where they ask for none."""
    return min(float(_read(rules).crawl_delay(NAME) or 0), _SLOWEST)
