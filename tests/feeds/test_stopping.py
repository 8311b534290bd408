"""Whatever ends the watch, nothing is lost and nothing comes twice."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from feed_server import Hours, Reply, Site, articles, rejects, rss_item

from dragoman.errors import LedgerBusyError
from dragoman.feeds.hand import FILE, MOST_DEATHS
from dragoman.feeds.keep import Keeper
from dragoman.feeds.state import State
from dragoman.feeds.watch import Watch
from dragoman.ledger import open_writer

TOLD = "France sent 20 tonnes of flour to Lebanon on Sunday. The ships reached Beirut in the evening."


class Died(BaseException):
    """Stands for a kill."""


def two_pages(site: Site) -> str:
    pages = [site.page(f"/{name}", f"Flour {name}", TOLD.replace("20", name)) for name in ("3", "4")]
    return site.feed("/feed", *(rss_item(page, f"Flour {page[-1]}") for page in pages), ETag='"1"')


def killed(*_: object, **__: object) -> None:
    raise Died


@pytest.mark.parametrize(("owner", "name"), [(State, "commit"), (Keeper, "_written"), (State, "done")])
def test_killed_before_or_after_the_ledgers_commit_the_next_run_ends_right(
    site: Site, watch_of: Callable[..., Watch], ledger: Path, monkeypatch: pytest.MonkeyPatch, owner: type, name: str
) -> None:
    feed = two_pages(site)
    with monkeypatch.context() as patch, pytest.raises(Died):
        patch.setattr(owner, name, killed)
        watch_of(feed).run(once=True)
    watch_of(feed).run(once=True)
    watch_of(feed).run(once=True)
    assert sorted(each[0][-2:] for each in articles(ledger)) == ["/3", "/4"] and rejects(ledger) == []


def test_killed_while_two_feeds_tell_of_a_page_the_next_run_takes_it_from_the_same_one(
    site: Site, watch_of: Callable[..., Watch], ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = site.page("/flour", "Flour for Lebanon", TOLD)
    one, two = (site.feed(f"/{title}", rss_item(page, title, guid=title)) for title in ("One", "Two"))
    with monkeypatch.context() as patch, pytest.raises(Died):
        patch.setattr(State, "done", killed)  # the ledger has it, and the watch does not know
        watch_of(one, two).run(once=True)
    ((_, title, *_),) = articles(ledger)
    other = {"One": two, "Two": one}[title]
    watch_of(other).run(once=True)
    assert [each[1] for each in articles(ledger)] == [title]


def test_asked_to_end_it_keeps_what_is_finished_and_does_the_rest_next_time(
    site: Site, watch_of: Callable[..., Watch], hours: Hours, ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = watch_of(two_pages(site))
    code_again = type(watch.keeper._coder).code_again

    def coded(coder: object, article: object) -> object:
        hours.stopped = True
        return code_again(coder, article)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(type(watch.keeper._coder), "code_again", coded)
        watch.run(once=True)
    assert len(articles(ledger)) == 1
    hours.stopped = False
    watch.run(once=True)
    assert len(articles(ledger)) == 2 and site.times("/3") + site.times("/4") == 3


def test_the_ledger_can_be_written_by_others_while_the_watch_waits(
    site: Site, watch_of: Callable[..., Watch], hours: Hours, ledger: Path
) -> None:
    wait = hours.wait

    def others(seconds: float) -> None:
        with open_writer(ledger, command="another"):
            pass
        wait(seconds)

    hours.wait = others  # type: ignore[method-assign]
    watch_of(two_pages(site)).run(once=True)
    assert len(articles(ledger)) == 2 and hours.waits


def test_two_watches_of_one_ledger_are_refused(site: Site, watch_of: Callable[..., Watch], ledger: Path) -> None:
    watch_of(two_pages(site))
    with pytest.raises(LedgerBusyError, match="another `dragoman watch`"):
        State(ledger)


def test_an_item_on_which_the_process_died_again_and_again_is_rejected(
    site: Site, watch_of: Callable[..., Watch], ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed = two_pages(site)
    for _ in range(MOST_DEATHS):
        with monkeypatch.context() as patch, pytest.raises(Died):
            patch.setattr(Keeper, "_looked", killed)
            watch_of(feed).run(once=True)
    assert json.loads((ledger / FILE).read_text())[1] == MOST_DEATHS - 1
    watch_of(feed).run(once=True)
    ((name, reason, _),) = rejects(ledger)
    assert name == f"{site.url}/4" and "3 times" in reason
    assert [each[0] for each in articles(ledger)] == [f"{site.url}/3"]


def test_sigterm_ends_the_command_at_once_with_a_whole_ledger(site: Site, tmp_path: Path) -> None:
    listing, ledger = tmp_path / "feeds.txt", tmp_path / "new.ledger"
    page = site.page("/flour", "Flour for Lebanon", TOLD)
    listing.write_text(site.feed("/feed", rss_item(page, "Flour"), rss_item(f"{site.url}/slow", "Slow")))
    command = [sys.executable, "-c", "from dragoman.cli import main; main()", "watch", str(listing), "--pause", "0s"]
    process: subprocess.Popen[str]

    def slow(_: object) -> Reply:
        process.send_signal(signal.SIGTERM)
        return Reply(slow=True)

    site.paths["/slow"] = slow
    process = subprocess.Popen(
        [*command, "--allow-private", "--ledger", str(ledger)], stderr=subprocess.PIPE, text=True
    )
    _, told = process.communicate(timeout=60)
    assert process.returncode == 0, told
    assert "added" in told
    with open_writer(ledger, command="another"):
        pass  # its lock is free
    assert len(articles(ledger)) <= 1
