"""The watch: what is due is asked for, one request a host and turn; what comes is handed to the keeper in batches."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from random import Random
from typing import TYPE_CHECKING

from dragoman.errors import InputError, LedgerError, RefusedError, UnreadableError
from dragoman.feeds.clock import Clock
from dragoman.feeds.feed import parse_feed
from dragoman.feeds.fetch import Answer, Failure, Fetcher
from dragoman.feeds.hops import MOST_HOPS, next_hop
from dragoman.feeds.keep import InHand, Keeper
from dragoman.feeds.listing import Listing
from dragoman.feeds.pages import own_source, page_source, read_file
from dragoman.feeds.patience import DAY, back_off, retry_after
from dragoman.feeds.robots import KEPT, allows, delay, fetch_rules
from dragoman.feeds.state import Errand, State
from dragoman.read.given import Rejected

if TYPE_CHECKING:
    from dragoman.draft import Source

AT_ONCE = 8  # hosts that are asked at the same time
BATCH = 50  # items of one commit
OLDEST = 60.0  # seconds that an item may wait for the commit; also the longest wait before the list is looked at again
TRIES = 5  # of a page, before what the feed has must do
_NEVER = float("inf")
Got = Answer | Failure | str  # a page or feed, why there is none, or the rules of a host
_PAGE_BASE, _HOST_BASE = 300.0, 30.0  # seconds before the second try


@dataclass(frozen=True, slots=True)
class Manners:
    """How often a feed is asked, and how long a host is left alone between two requests, in seconds."""

    every: float = 900
    pause: float = 1


@dataclass(slots=True)
class Watch:
    """Watches the feeds of a list. tell: takes a line for people."""

    listing: Listing
    state: State
    keeper: Keeper
    fetcher: Fetcher
    clock: Clock
    tell: Callable[[str], None]
    manners: Manners = field(default_factory=Manners)
    random: Random = field(default_factory=Random)
    _batch: list[InHand] = field(default_factory=list)
    _since: float = _NEVER  # when the first turn was that is not committed
    _forgot: float = 0

    def run(self, *, once: bool = False) -> None:
        """Watch until the clock is stopped; once: until each feed that is not backing off has been read.

        Raises InputError where the list names no feeds, LedgerError where ledger or state cannot be written.
        """
        try:
            self._run(once)
        except sqlite3.Error as error:
            raise LedgerError(f"the watch's state cannot be kept ({error}); nothing is lost: run it again") from error

    def _run(self, once: bool) -> None:
        begun = self.clock.now()
        self._look_at_list()
        if once:
            self.state.all_due(begun)
        until = begun if once else _NEVER
        with ThreadPoolExecutor(AT_ONCE) as pool:
            while not self.clock.stopped and self._turn(pool, until):
                pass
        self._commit()

    def _turn(self, pool: ThreadPoolExecutor, feeds_until: float) -> bool:
        """Do what is due, or wait. False where nothing is left to do."""
        now = self.clock.now()
        errands = self.state.next(AT_ONCE, feeds_until)
        due = [each for each in errands if each.moment <= now]
        if not due:
            return self._rest(errands, now, is_once=feeds_until < _NEVER)
        self._since = min(self._since, now)
        questions = [self._question(each, now) for each in due]
        for errand, got in zip(due, pool.map(lambda question: question(), questions), strict=True):
            if self.clock.stopped:
                return False
            self._take(errand, got)
        if len(self._batch) >= BATCH or self.clock.now() - self._since >= OLDEST:
            self._commit()
        return True

    def _rest(self, errands: list[Errand], now: float, *, is_once: bool) -> bool:
        """Nothing is due: commit what there is, unless more comes soon."""
        soonest = min((each.moment for each in errands), default=now + DAY)
        if self._since <= now and not (self._batch and soonest - self._since <= OLDEST):
            self._commit()
            return True
        if is_once and soonest - now > OLDEST:
            return False
        self.clock.wait(min(soonest - now, OLDEST))
        if not is_once:
            self._look_again()
        return True

    def _look_at_list(self) -> None:
        feeds = self.listing.changed()
        if feeds is not None:
            self.state.list_feeds(feeds, self.clock.now())

    def _look_again(self) -> None:
        """The list may have changed; where it cannot be read now, the feeds are those that they were."""
        try:
            self._look_at_list()
        except InputError as error:
            self.tell(str(error))

    def _commit(self) -> None:
        now = self.clock.now()
        if now - self._forgot > DAY:
            self.state.forget(now)
            self._forgot = now
        batch, self._batch, self._since = self._batch, [], _NEVER
        self.keeper.keep(batch)

    def _question(self, errand: Errand, now: float) -> Callable[[], Got]:
        """One request to the errand's host, for a thread of its own: for robots.txt, where it is not known."""
        is_feed = errand.item is None
        if errand.item is not None and errand.item.url is None:
            return partial(Failure, "the feed gives it neither a link nor a whole text", UnreadableError)
        if is_feed and errand.url == errand.feed and not errand.origin:
            return partial(read_file, errand.url)
        host = self.state.host(errand.origin)
        if errand.origin and host.rules_until <= now:
            return partial(fetch_rules, self.fetcher, errand.origin)
        if errand.origin and not allows(host.rules, errand.url):
            return partial(Failure, "robots.txt forbids it", RefusedError)
        return partial(self.fetcher.get, errand.url, self.state.conditions(errand.feed) if is_feed else {})

    def _take(self, errand: Errand, got: Got) -> None:
        now = self.clock.now()
        if isinstance(got, Answer):
            got = self._judged(got, now)
        self._rest_host(errand, got, now)
        if isinstance(got, str):
            self.state.set_rules(errand.origin, got, now + KEPT)
        elif isinstance(got, Failure):
            self._fail(errand, got, now)
        elif (target := next_hop(got)) is not None:
            self._hop(errand, target, now)
        elif errand.item is None:
            self._take_feed(errand, got, now)
        else:
            self._hold(errand, page_source(errand.item, got))

    def _judged(self, got: Answer, now: float) -> Answer | Failure:
        """The answer, where it is one to use."""
        if 200 <= got.status < 300 or got.status == 304 or next_hop(got) is not None:
            return got
        busy = got.status in {429, 503}
        wait = retry_after(got.headers.get("retry-after"), now)
        later = busy or got.status >= 500 or got.status in {408, 425}
        return Failure(f"the server answers {got.status}", later=later, of_host=busy, wait=wait)

    def _rest_host(self, errand: Errand, got: Got, now: float) -> None:
        """Leave the host alone for as long as it asks, or for longer and longer where it fails."""
        if not errand.origin:
            return
        host = self.state.host(errand.origin)
        if isinstance(got, Failure) and got.of_host:
            longer = back_off(host.failures + 1, _HOST_BASE, self.random)
            self.state.rest_host(errand.origin, now + (longer if got.wait is None else got.wait), host.failures + 1)
        else:
            rules = got if isinstance(got, str) else host.rules
            self.state.rest_host(errand.origin, now + max(self.manners.pause, delay(rules)), 0)

    def _hop(self, errand: Errand, target: str, now: float) -> None:
        if errand.hops >= MOST_HOPS:
            self._fail(errand, Failure(f"more than {MOST_HOPS} redirects"), now)
        else:
            self.state.hop(errand, target)

    def _fail(self, errand: Errand, failure: Failure, now: float) -> None:
        """A feed is asked again later; a page too, where that may help, else the feed's own text must do."""
        wait = failure.wait or 0
        if errand.item is None:
            failures = self.state.failures(errand.feed) + 1
            self.tell(f"{errand.feed}: {failure.reason}")
            due = now + max(wait, back_off(failures, self.manners.every, self.random))
            self.state.feed_failed(errand, failure.reason, due)
        elif failure.later and errand.tries + 1 < TRIES:
            self.state.put_off(errand, now + max(wait, back_off(errand.tries + 1, _PAGE_BASE, self.random)))
        else:
            self._hold(errand, Rejected(errand.item.url or errand.name, failure.reason, failure.error))

    def _take_feed(self, errand: Errand, got: Answer, now: float) -> None:
        due = now + self.manners.every
        if got.status == 304:
            self.state.feed_read(errand, now, due)
            return
        try:
            feed = parse_feed(got.body, got.url, got.headers, datetime.fromtimestamp(now, UTC).date())
        except UnreadableError as error:
            self._fail(errand, Failure(str(error).removeprefix(f"{got.url}: "), UnreadableError), now)
            return
        if feed.flaw:  # asked for whole next time: it may be mended without a new date
            self.tell(f"{errand.feed}: {feed.flaw}")
            self.state.remember(errand.feed, None, None)
        else:
            self.state.remember(errand.feed, got.headers.get("etag"), got.headers.get("last-modified"))
        self.state.take_in(errand.feed, feed, now)
        self.state.feed_read(errand, now, due, feed.flaw)

    def _hold(self, errand: Errand, page: Source | Rejected) -> None:
        """An item goes into the batch."""
        own = own_source(errand.item, errand.name) if errand.item is not None else None
        self._batch.append(InHand(errand, page, own))
        self.state.take(errand)
