"""What fails is tried again later and later; what is remembered stays bounded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random

from feed_server import Hours, Reply, Site, articles, rejects, rss_item, status_of

from dragoman.feeds.patience import DAY, back_off, retry_after
from dragoman.feeds.watch import TRIES, Watch

TOLD = "France sent 20 tonnes of flour to Lebanon on Sunday. The ships reached Beirut in the evening."
NOW = 1_790_000_000.0  # Mon, 21 Sep 2026 14:13:20 GMT


def test_waits_double_up_to_a_day_give_or_take() -> None:
    waits = [back_off(failures, 900, Random(0)) for failures in (1, 2, 3, 50)]
    bounds = [900, 1800, 3600, DAY]
    assert all(0.75 * bound <= wait <= 1.25 * bound for wait, bound in zip(waits, bounds, strict=True))
    assert len({back_off(3, 900, Random(seed)) for seed in range(9)}) == 9


def test_retry_after_is_seconds_or_a_date_and_at_most_a_day() -> None:
    assert retry_after("120", NOW) == 120
    assert retry_after("Mon, 21 Sep 2026 14:14:20 GMT", NOW) == 60
    assert retry_after("Mon, 21 Sep 2020 14:14:20 GMT", NOW) == 0
    assert retry_after("Mon, 21 Sep 2099 14:14:20 GMT", NOW) == retry_after("99999999", NOW) == DAY
    assert retry_after("soon", NOW) is retry_after("-1", NOW) is retry_after("", NOW) is retry_after(None, NOW) is None


def until(watch: Watch, hours: Hours, seconds: float) -> None:
    """Let the watch run for some seconds of its own time."""
    end = hours.time + seconds
    wait = hours.wait

    def waited(seconds: float) -> None:
        wait(seconds)
        hours.stopped = hours.time >= end

    hours.wait = waited  # type: ignore[method-assign]
    watch.run()
    hours.stopped, hours.wait = False, wait  # type: ignore[method-assign]


def test_a_feed_that_fails_is_asked_less_and_less_often(
    site: Site, watch_of: Callable[..., Watch], hours: Hours, ledger: Path
) -> None:
    told: list[str] = []
    site.paths["/feed"] = Reply(b"", 500)
    until(watch_of(f"{site.url}/feed", told=told), hours, 4 * 3600)
    assert 4 <= site.times("/feed") <= 6  # not 16
    (row,) = status_of(ledger)
    assert row["failures"] == site.times("/feed") == len(told) and row["error"] == "the server answers 500"
    assert row["succeeded"] is None and row["due"] > hours.time
    site.feed("/feed")
    until(watch_of(f"{site.url}/feed"), hours, 20 * 3600)
    (row,) = status_of(ledger)
    assert (row["failures"], row["error"]) == (0, None) and row["succeeded"] > hours.time - 1000


def test_a_host_that_asks_for_time_gets_it_for_all_its_pages(
    site: Site, watch_of: Callable[..., Watch], hours: Hours, ledger: Path
) -> None:
    pages = [site.page(f"/{name}", f"Flour {name}", TOLD.replace("20", name)) for name in ("3", "4")]
    feed = site.feed("/feed", *(rss_item(page, f"Flour {page[-1]}") for page in pages))
    well = dict(site.paths)

    def busy(_: Mapping[str, str]) -> Reply:
        site.paths.update(well)
        return Reply(b"", 429, {"Retry-After": "7200"})

    site.paths |= {"/3": busy, "/4": busy}
    watch = watch_of(feed)
    until(watch, hours, 7000)
    assert site.times("/3") + site.times("/4") == 1 and articles(ledger) == []
    until(watch, hours, 600)
    assert len(articles(ledger)) == 2


def test_a_page_that_fails_again_and_again_is_rejected_with_its_reason(
    site: Site, watch_of: Callable[..., Watch], hours: Hours, ledger: Path
) -> None:
    site.paths["/page"] = Reply(b"", 502)
    until(watch_of(site.feed("/feed", rss_item(f"{site.url}/page", "Flour"))), hours, 6 * 3600)
    assert site.times("/page") == TRIES
    assert rejects(ledger) == [(f"{site.url}/page", "the server answers 502", "FetchError")]


def test_what_left_its_feed_is_forgotten_after_thirty_days_and_not_before(
    site: Site, watch_of: Callable[..., Watch], hours: Hours
) -> None:
    page = site.page("/flour", "Flour for Lebanon", TOLD)
    item = rss_item(page, "Flour for Lebanon")
    feed = site.feed("/feed", item)
    watch = watch_of(feed)
    for days, listed in ((0, True), (40, True), (1, False), (29, False), (0, True), (1, False), (31, False)):
        hours.time += days * DAY
        site.feed("/feed", *([item] if listed else []))
        watch.run(once=True)
    assert site.times("/flour") == 1
    hours.time += DAY
    watch.run(once=True)
    site.feed("/feed", item)
    watch.run(once=True)
    assert site.times("/flour") == 2


def test_a_changed_list_is_seen_while_it_runs(
    site: Site, watch_of: Callable[..., Watch], hours: Hours, ledger: Path, tmp_path: Path
) -> None:
    told: list[str] = []
    watch = watch_of(site.feed("/one"), told=told)
    until(watch, hours, 1000)
    (tmp_path / "feeds.txt").write_text(f"{site.feed('/two')}  # a new one\n\n")
    until(watch, hours, 1000)
    assert [row["feed"] for row in status_of(ledger)] == [f"{site.url}/two"]
    assert site.times("/two") >= 1
    (tmp_path / "feeds.txt").write_text("# none\n")
    watch._look_again()
    assert "names no feed" in told[-1]
    assert [row["feed"] for row in status_of(ledger)] == [f"{site.url}/two"]
