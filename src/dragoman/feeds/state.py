"""What the watch remembers: ``watch.sqlite`` in the ledger's folder.

What is to be done is committed before the ledger gets what came of it, and that it is done after. Killed in between,
the watch does the same items again; the ledger takes no article twice.
"""

from __future__ import annotations

import fcntl
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
from courlan import normalize_url

from dragoman.errors import LedgerBusyError, LedgerError
from dragoman.feeds.feed import Feed, Item
from dragoman.feeds.fetch import origin_of
from dragoman.feeds.patience import DAY

FILE = "watch.sqlite"
LOCK = "watch.lock"
FORMAT = 1
KEPT = 30 * DAY  # an item that has left its feed is remembered as long
_TABLES = """
    CREATE TABLE feeds (url TEXT PRIMARY KEY, etag TEXT, modified TEXT, succeeded REAL, failures INTEGER DEFAULT 0,
                        error TEXT, own_texts INTEGER DEFAULT 0);
    CREATE TABLE errands (id INTEGER PRIMARY KEY AUTOINCREMENT, feed TEXT, guid TEXT, url TEXT, origin TEXT, due REAL,
                          hops INTEGER DEFAULT 0, tries INTEGER DEFAULT 0, taken INTEGER DEFAULT 0, item BLOB,
                          UNIQUE (feed, guid));
    CREATE TABLE hosts (origin TEXT PRIMARY KEY, rules TEXT, rules_until REAL DEFAULT 0, ready REAL DEFAULT 0,
                        failures INTEGER DEFAULT 0);
    CREATE TABLE seen (feed TEXT, guid TEXT, url TEXT, told TEXT, owned INTEGER, gone REAL,
                       PRIMARY KEY (feed, guid)) WITHOUT ROWID;
    CREATE INDEX seen_url ON seen (url);
    CREATE TABLE commits (number INTEGER);
    INSERT INTO commits VALUES (0);
"""
# Of each host the errand that is due first; a feed goes before its host's items.
_NEXT = """
    SELECT e.id, e.feed, e.guid, e.url, e.origin, e.hops, e.tries, e.item,
           min(max(e.due, coalesce(h.ready, 0)) + CASE e.guid WHEN '' THEN 0 ELSE 0.001 END) AS moment
    FROM errands e LEFT JOIN hosts h USING (origin)
    WHERE NOT e.taken AND (e.guid <> '' OR e.due <= ?) GROUP BY e.origin ORDER BY moment LIMIT ?"""


@dataclass(frozen=True, slots=True)
class Errand:
    """Something to fetch: a feed (item None) or the page of an item. url: where it is now, after ``hops`` redirects."""

    id: int
    feed: str
    url: str
    origin: str
    hops: int
    tries: int
    item: Item | None
    moment: float

    @property
    def name(self) -> str:
        """What it is called: the feed, or the feed and the item's name in it."""
        return self.feed if self.item is None else f"{self.feed}#{self.item.guid}"


@dataclass(frozen=True, slots=True)
class Host:
    """What is known of a host. rules: its robots.txt; rules_until: when to ask again."""

    rules: str = ""
    rules_until: float = 0
    failures: int = 0


class State:
    """The memory of one watch. Raises LedgerError where the file cannot be used or another watch uses it."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._lock = (folder / LOCK).open("w")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            self._lock.close()
            raise LedgerBusyError(f"{folder}: another `dragoman watch` runs there; stop it first") from error
        try:
            self._db = sqlite3.connect(self._path)
            self._db.execute("PRAGMA journal_mode = WAL")
            (version,) = self._db.execute("PRAGMA user_version").fetchone()
            if version not in {0, FORMAT}:
                raise LedgerError(f"{self._path}: of format {version}; this version reads format {FORMAT}")
            if not version:
                self._db.executescript(f"BEGIN; {_TABLES} PRAGMA user_version = {FORMAT}; COMMIT;")
            self._db.execute("UPDATE errands SET taken = 0 WHERE taken")
        except sqlite3.DatabaseError as error:
            raise LedgerError(f"{self._path}: cannot be used ({error}); without it, all feeds are new") from error

    def commit(self) -> None:
        """Keep all that was changed since the last time."""
        self._db.commit()

    def close(self) -> None:
        """Forget what was not committed."""
        self._db.close()
        self._lock.close()

    def list_feeds(self, urls: Iterable[str], now: float) -> None:
        """From now on these feeds are watched, and no others."""
        wanted = dict.fromkeys(urls)
        there = {url for (url,) in self._db.execute("SELECT url FROM feeds")}
        for url in there - wanted.keys():
            self._db.execute("DELETE FROM feeds WHERE url = ?", [url])
            self._db.execute("DELETE FROM errands WHERE feed = ? AND guid = ''", [url])
            self._db.execute("UPDATE seen SET gone = ? WHERE feed = ? AND gone IS NULL", [now, url])
        for url in [each for each in wanted if each not in there]:
            self._db.execute("INSERT INTO feeds (url) VALUES (?)", [url])
            self._put_errand(url, "", url, now, None)

    def all_due(self, now: float) -> None:
        """Every feed that did not fail is due."""
        well = "SELECT url FROM feeds WHERE failures = 0"
        self._db.execute(f"UPDATE errands SET due = min(due, ?) WHERE guid = '' AND feed IN ({well})", [now])

    def next(self, limit: int, feeds_until: float = float("inf")) -> list[Errand]:
        """What to fetch next, one errand a host, with the moment from which it may be done."""
        rows = self._db.execute(_NEXT, [feeds_until, limit]).fetchall()
        return [
            Errand(id_, feed, url, origin, hops, tries, msgspec.json.decode(item, type=Item) if guid else None, moment)
            for id_, feed, guid, url, origin, hops, tries, item, moment in rows
        ]

    def conditions(self, feed: str) -> dict[str, str]:
        """The headers that ask for a feed only where it has changed."""
        row = self._db.execute("SELECT etag, modified FROM feeds WHERE url = ?", [feed]).fetchone() or (None, None)
        names = ("If-None-Match", "If-Modified-Since")
        return {name: value for name, value in zip(names, row, strict=True) if value}

    def hop(self, errand: Errand, url: str) -> None:
        """The errand goes on at another URL."""
        sets = "url = ?, origin = ?, hops = hops + 1"
        self._db.execute(f"UPDATE errands SET {sets} WHERE id = ?", [url, origin_of(url), errand.id])

    def put_off(self, errand: Errand, due: float) -> None:
        """Another try later, from the first URL on."""
        first = errand.feed if errand.item is None else errand.item.url or ""
        sets = "url = ?, origin = ?, hops = 0, tries = tries + 1, due = ?"
        self._db.execute(f"UPDATE errands SET {sets} WHERE id = ?", [first, origin_of(first), due, errand.id])

    def take(self, errand: Errand) -> None:
        """The errand is in hand: not to be done again, and not done yet."""
        self._db.execute("UPDATE errands SET taken = 1 WHERE id = ?", [errand.id])

    def done(self, errand: Errand, *, own_text: bool = False) -> None:
        """An item is dealt with. own_text: it was read from the feed, not from its page."""
        self._db.execute("DELETE FROM errands WHERE id = ?", [errand.id])
        self._db.execute("UPDATE feeds SET own_texts = own_texts + ? WHERE url = ?", [own_text, errand.feed])

    def give_back(self) -> None:
        """What is in hand is to be done anew."""
        self._db.execute("UPDATE errands SET taken = 0 WHERE taken")

    def feed_failed(self, errand: Errand, reason: str, due: float) -> None:
        """A feed could not be read."""
        self._db.execute("UPDATE feeds SET failures = failures + 1, error = ? WHERE url = ?", [reason, errand.feed])
        self.put_off(errand, due)

    def feed_read(self, errand: Errand, now: float, due: float, flaw: str | None = None) -> None:
        """A feed was had."""
        self._db.execute(
            "UPDATE feeds SET succeeded = ?, failures = 0, error = ? WHERE url = ?", [now, flaw, errand.feed]
        )
        self.put_off(errand, due)
        self._db.execute("UPDATE errands SET tries = 0 WHERE id = ?", [errand.id])

    def remember(self, feed: str, etag: str | None, modified: str | None) -> None:
        """What to ask with next time."""
        self._db.execute("UPDATE feeds SET etag = ?, modified = ? WHERE url = ?", [etag, modified, feed])

    def failures(self, feed: str) -> int:
        """How often in a row the feed failed."""
        row = self._db.execute("SELECT failures FROM feeds WHERE url = ?", [feed]).fetchone()
        return int(row[0]) if row else 0

    def take_in(self, url: str, feed: Feed, now: float) -> int:
        """Make errands of what is new or changed in a feed; how many there are."""
        self._db.execute("UPDATE seen SET gone = ? WHERE feed = ? AND gone IS NULL", [now, url])
        return sum([self._take_in(url, item, now) for item in feed.items])

    def _take_in(self, feed: str, item: Item, now: float) -> bool:
        page = identity_of(item.url) if item.url else None
        row = self._db.execute("SELECT told, owned FROM seen WHERE feed = ? AND guid = ?", [feed, item.guid]).fetchone()
        is_new = row is None or (row[0] != item.told)
        # A page that another feed has brought is that feed's as long as it lists it, or knew it before this one.
        others = "SELECT 1 FROM seen WHERE url = ? AND feed <> ? AND owned" + (" AND gone IS NULL" if row else "")
        is_fetched = is_new and self._db.execute(others, [page, feed]).fetchone() is None
        owned = is_fetched or bool(row and row[1])
        values = [feed, item.guid, page, item.told, owned]
        self._db.execute("INSERT OR REPLACE INTO seen VALUES (?, ?, ?, ?, ?, NULL)", values)
        if is_fetched:
            self._put_errand(feed, item.guid, item.url or "", now, item)
        return is_fetched

    def _put_errand(self, feed: str, guid: str, url: str, due: float, item: Item | None) -> None:
        values = [feed, guid, url, origin_of(url), due, msgspec.json.encode(item)]
        self._db.execute(
            "INSERT OR REPLACE INTO errands (feed, guid, url, origin, due, item) VALUES (?, ?, ?, ?, ?, ?)", values
        )

    def host(self, origin: str) -> Host:
        """What is known of a host."""
        query = "SELECT rules, rules_until, failures FROM hosts WHERE origin = ?"
        row = self._db.execute(query, [origin]).fetchone()
        return Host(row[0] or "", *row[1:]) if row else Host()

    def set_rules(self, origin: str, rules: str, until: float) -> None:
        """Keep a host's robots.txt."""
        self._set_host(origin, rules=rules, rules_until=until)

    def rest_host(self, origin: str, ready: float, failures: int) -> None:
        """Leave a host alone until then."""
        self._set_host(origin, ready=ready, failures=failures)

    def _set_host(self, origin: str, **values: Any) -> None:
        self._db.execute("INSERT OR IGNORE INTO hosts (origin) VALUES (?)", [origin])
        sets = ", ".join(f"{name} = ?" for name in values)
        self._db.execute(f"UPDATE hosts SET {sets} WHERE origin = ?", [*values.values(), origin])

    def forget(self, now: float) -> None:
        """Drop what left its feed, and hosts that were not asked, more than 30 days ago."""
        self._db.execute("DELETE FROM seen WHERE gone < ?", [now - KEPT])
        self._db.execute("DELETE FROM hosts WHERE ready < ?", [now - KEPT])

    def commits(self, plus: int) -> int:
        """How many commits the ledger has had since it was last tidied, with some more; a negative number takes off."""
        self._db.execute("UPDATE commits SET number = number + ?", [plus])
        (number,) = self._db.execute("SELECT number FROM commits").fetchone()
        return int(number)


def identity_of(url: str) -> str:
    """A URL without what only counts visitors ("utm_source=rss") and without its fragment."""
    try:
        return str(normalize_url(url)).partition("#")[0]
    except (ValueError, TypeError):
        return url
