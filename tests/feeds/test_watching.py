"""What is new in feeds comes into the ledger, once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from feed_server import Site, rss_item

from dragoman.feeds.watch import Watch
from dragoman.ledger import Ledger

DATE = "Mon, 21 Sep 2026 23:30:00 -0500"
TOLD = "France sent 20 tonnes of flour to Lebanon on Sunday. The ships reached Beirut in the evening."


def articles(ledger: Path) -> list[tuple[str, ...]]:
    with Ledger(ledger) as found:
        return found.rows("SELECT url, title, published::VARCHAR, edition, source_id FROM articles ORDER BY added, url")


def rejects(ledger: Path) -> list[tuple[str, ...]]:
    with Ledger(ledger) as found:
        return found.rows("SELECT source_id, reason, error FROM rejects ORDER BY added, source_id")


def test_an_item_is_read_from_its_page_once_and_an_updated_one_anew(
    site: Site, watch_of: Callable[..., Watch], ledger: Path
) -> None:
    page = site.page("/flour?utm_source=rss", "Flour for Lebanon", TOLD)
    feed = site.feed("/feed", rss_item(page, "Flour for Lebanon", date=DATE))
    watch = watch_of(feed)
    watch.run(once=True)
    watch.run(once=True)
    address = f"{site.url}/flour"
    assert articles(ledger) == [(address, "Flour for Lebanon", "2026-09-21", 1, page)]
    assert site.times("/flour?utm_source=rss") == 1 and site.times("/feed") == 2

    site.page("/flour?utm_source=rss", "Flour for Lebanon", TOLD, "A second ship follows on Friday.")
    site.feed("/feed", rss_item(page, "Flour and more for Lebanon", date=DATE))
    watch.run(once=True)
    assert [(each[0], each[3]) for each in articles(ledger)] == [(address, 1), (address, 2)]
    assert rejects(ledger) == []
