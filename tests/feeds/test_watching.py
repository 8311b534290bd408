"""What is new in feeds comes into the ledger, once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from feed_server import Hours, Reply, Site, articles, rejects, rss_item, status_of

from dragoman.coder import Coder
from dragoman.feeds.fetch import Fetcher
from dragoman.feeds.watch import Watch
from dragoman.ledger import Ledger

DATE = "Mon, 21 Sep 2026 23:30:00 -0500"
TOLD = "France sent 20 tonnes of flour to Lebanon on Sunday. The ships reached Beirut in the evening."


def test_an_item_is_read_from_its_page_once_and_an_updated_one_anew(
    site: Site, watch_of: Callable[..., Watch], ledger: Path
) -> None:
    page = site.page("/flour?utm_source=rss", "Flour for Lebanon", TOLD)
    feed = site.feed("/feed", rss_item(page, "Flour for Lebanon", date=DATE, author="Ada Abenov"))
    watch = watch_of(feed)
    watch.run(once=True)
    watch.run(once=True)
    address = f"{site.url}/flour"
    assert articles(ledger) == [(address, "Flour for Lebanon", "2026-09-21", 1, page)]
    assert site.times("/flour?utm_source=rss") == 1 and site.times("/feed") == 2
    with Ledger(ledger) as found:
        (row,) = found.rows("SELECT author, published_basis, publisher FROM articles")
    assert row == ("Ada Abenov", "metadata", site.url.removeprefix("http://"))

    site.page("/flour?utm_source=rss", "Flour for Lebanon", TOLD, "A second ship follows on Friday.")
    site.feed("/feed", rss_item(page, "Flour and more for Lebanon", date=DATE))
    watch.run(once=True)
    assert [(each[0], each[3]) for each in articles(ledger)] == [(address, 1), (address, 2)]
    assert rejects(ledger) == []


def test_an_unchanged_feed_is_asked_for_conditionally_and_costs_nothing(
    site: Site, watch_of: Callable[..., Watch], ledger: Path
) -> None:
    page = site.page("/flour", "Flour for Lebanon", TOLD)
    feed = site.feed("/feed", rss_item(page, "Flour"), ETag='"1"', Last_Modified="Mon, 21 Sep 2026 08:00:00 GMT")
    watch = watch_of(feed)
    watch.run(once=True)
    site.paths["/feed"] = Reply(b"", 304)
    watch.run(once=True)
    path, headers = site.asked[-1]
    assert (path, headers["if-none-match"]) == ("/feed", '"1"')
    assert headers["if-modified-since"] == "Mon, 21 Sep 2026 08:00:00 GMT"
    assert len(articles(ledger)) == 1


def test_the_feeds_own_text_is_read_where_its_page_cannot_be_had_and_the_row_says_so(
    site: Site, watch_of: Callable[..., Watch], ledger: Path
) -> None:
    told: list[str] = []
    gone = rss_item(f"{site.url}/gone", "Flour for Lebanon", guid="g1", content=f"<p>{TOLD}</p>")
    feed = site.feed("/feed", gone, rss_item(f"{site.url}/nothing", "Nothing"))
    watch_of(feed, told=told).run(once=True)
    assert [(each[0], each[4]) for each in articles(ledger)] == [(f"{site.url}/gone", f"{feed}#{site.url}/g1")]
    assert any("/gone" in line and "404" in line and "own text" in line for line in told)
    assert rejects(ledger) == [(f"{site.url}/nothing", "the server answers 404", "FetchError")]
    assert status_of(ledger)[0]["own_texts"] == 1


@pytest.mark.parametrize("step", ["look", "code_again"])
def test_a_report_on_which_the_coder_fails_is_rejected_and_the_watch_goes_on(
    step: str, site: Site, watch_of: Callable[..., Watch], ledger: Path, coder: Coder, monkeypatch: pytest.MonkeyPatch
) -> None:
    does = getattr(coder, step)

    def fails(given: Any) -> Any:
        if given.source_id.endswith("/bad"):
            raise RuntimeError("no such thing")
        return does(given)

    monkeypatch.setattr(coder, step, fails)
    pages = [site.page(f"/{name}", name, TOLD.replace("flour", name)) for name in ("bad", "good")]
    watch_of(site.feed("/feed", *(rss_item(page, page[-4:]) for page in pages))).run(once=True)
    assert [each[0] for each in articles(ledger)] == [pages[1]]
    ((source, reason, error),) = rejects(ledger)
    assert (source, error) == (pages[0], "CodingError") and "RuntimeError: no such thing" in reason


def test_robots_are_obeyed_with_their_delay(
    site: Site, watch_of: Callable[..., Watch], hours: Hours, ledger: Path
) -> None:
    site.paths["/robots.txt"] = Reply(b"User-agent: dragoman\nCrawl-delay: 20\nDisallow: /closed/\n")
    pages = [site.page(f"/{name}", name, TOLD.replace("20", name[-1])) for name in ("closed/1", "open2", "open3")]
    feed = site.feed("/feed", *(rss_item(page, page[-5:]) for page in pages))
    watch_of(feed).run(once=True)
    assert site.times("/closed/1") == 0 and site.times("/robots.txt") == 1
    assert rejects(ledger) == [(pages[0], "robots.txt forbids it", "RefusedError")]
    assert len(articles(ledger)) == 2
    assert sum(hours.waits) >= 3 * 20  # from robots.txt to the feed, to one page, to the other


def test_a_host_that_does_not_say_what_it_allows_is_left_alone(
    site: Site, watch_of: Callable[..., Watch], ledger: Path
) -> None:
    site.paths["/robots.txt"] = Reply(b"", 500)
    watch_of(site.feed("/feed")).run(once=True)
    assert site.times("/feed") == 0
    assert status_of(ledger)[0]["error"] == "robots.txt: the server answers 500"


def test_redirects_are_followed_five_times_and_never_to_a_file(
    site: Site, watch_of: Callable[..., Watch], ledger: Path
) -> None:
    site.page("/end", "Flour for Lebanon", TOLD)
    for number in range(8):
        site.paths[f"/hop{number}"] = Reply(b"", 302, {"Location": f"/hop{number + 1}" if number < 7 else "/end"})
    site.paths["/leak"] = Reply(b"", 302, {"Location": "file:///etc/passwd"})
    items = (rss_item(site.url + path, path) for path in ("/hop3", "/hop1", "/leak"))
    told: list[str] = []
    bad = f"{site.url}/bad-feed"
    site.paths["/bad-feed"] = site.paths["/leak"]
    watch_of(site.feed("/feed", *items), bad, told=told).run(once=True)
    assert [each[0] for each in articles(ledger)] == [f"{site.url}/end"]
    reasons = {name.rpartition("/")[2]: (reason, error) for name, reason, error in rejects(ledger)}
    assert reasons["hop1"] == ("more than 5 redirects", "FetchError")
    assert reasons["leak"] == ("'file:///etc/passwd' is not fetched: only http and https are", "RefusedError")
    assert any(line.startswith(f"{bad}: 'file:///etc/passwd' is not fetched") for line in told)


def test_private_addresses_are_refused_unless_allowed(
    site: Site, watch_of: Callable[..., Watch], ledger: Path, tmp_path: Path
) -> None:
    page = site.page("/flour", "Flour for Lebanon", TOLD)
    (tmp_path / "feed.xml").write_text(f"<rss><channel>{rss_item(page, 'Flour')}</channel></rss>")
    watch_of("feed.xml", site.feed("/feed"), fetcher=Fetcher()).run(once=True)
    assert site.asked == [] and articles(ledger) == []
    ((name, reason, error),) = rejects(ledger)
    assert (name, error) == (page, "RefusedError") and "--allow-private" in reason
    assert [bool(row["error"]) for row in status_of(ledger)] == [False, True]  # the file was read, the URL not


def test_the_same_page_in_two_feeds_is_one_article_and_one_request(
    site: Site, watch_of: Callable[..., Watch], ledger: Path
) -> None:
    page = site.page("/flour", "Flour for Lebanon", TOLD)
    site.paths["/flour?utm_medium=feed"] = site.paths["/flour"]
    one = site.feed("/one", rss_item(page, "Flour for Lebanon"))
    two = site.feed("/two", rss_item(f"{page}?utm_medium=feed", "France sends flour", guid="else"))
    watch_of(one, two).run(once=True)
    assert len(articles(ledger)) == 1 and rejects(ledger) == []
    assert sum(path.startswith("/flour") for path, _ in site.asked) == 1


def test_a_page_in_another_language_is_recorded_as_such(
    site: Site, watch_of: Callable[..., Watch], ledger: Path
) -> None:
    words = "Die Ministerin reiste am Montag nach Beirut und sprach dort mit der Regierung über Mehl und Schiffe. " * 3
    page = site.page("/mehl", "Mehl für den Libanon", words)
    watch_of(site.feed("/feed", rss_item(page, "Mehl für den Libanon", content=words))).run(once=True)
    ((name, reason, error),) = rejects(ledger)
    assert (name, error) == (page, "LanguageError") and "German" in reason
