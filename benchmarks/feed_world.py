"""A made-up world of feeds on loopback for `feeds.py`: what is published when, and how its servers misbehave.

All texts are put together from `made.yaml`. Which request meets which fault is drawn from the seed and the request's
number, so that a run can be repeated.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import cache
from hashlib import blake2b
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random
from threading import Event, Thread
from typing import Any

import yaml

HOSTS, FEEDS, DAY = 4, 22, 86_400.0
BEGIN = 1_790_000_000.0  # seconds since 1970: a Monday in September 2026
ROBOTS = "User-agent: *\nCrawl-delay: 1\nDisallow: /closed/\n"
# What becomes of a page, how often, and whether the ledger must have it: as an article, or as a reject with its reason.
PAGES = {
    "well": (70, "article"), "gone, text in the feed": (4, "article"), "gone": (3, "reject"),
    "closed by robots.txt, text in the feed": (3, "article"), "closed by robots.txt": (2, "reject"),
    "fails twice": (4, "article"), "fails always": (2, "reject"), "busy once": (3, "article"),
    "too slow once": (2, "article"), "moved": (4, "article"), "moved in circles": (2, "reject"),
    "moved to a private address": (2, "reject"),
    "moved to a file": (2, "reject"), "too large": (1, "reject"), "a bomb": (1, "reject"), "not English": (5, "reject"),
    "a picture": (2, "reject"),
}  # fmt: skip
# How some feeds fail now and then (or always: share 1); the others do not.
FAULTS = {
    15: ("500", 0.25), 16: ("429", 0.2), 17: ("slow", 0.1), 18: ("moved", 1.0), 19: ("broken", 0.3), 20: ("file", 1.0),
    21: ("private", 1.0),
}  # fmt: skip
DEAD = (20, 21)  # feeds that nobody can ever read
_OTHER = "Die Ministerin reiste nach Genf und sprach dort mit der Regierung über Häfen, Fähren und den Handel. " * 3


@dataclass(frozen=True, slots=True)
class Story:
    """One article. feeds: those that list it; changed: when its second version came, or None. Seconds since BEGIN."""

    number: int
    kind: str
    feeds: tuple[int, ...]
    published: float
    changed: float | None

    def version(self, now: float) -> int:
        """Which version is up."""
        return 2 if self.changed is not None and self.changed <= now else 1

    @property
    def host(self) -> int:
        """The host that has its page."""
        return self.feeds[0] % HOSTS

    @property
    def path(self) -> str:
        """Its page's path."""
        return f"/{'closed' if self.kind.startswith('closed') else 'story'}/{self.number}"


@dataclass(slots=True)
class World:
    """What is served. now: seconds since BEGIN; failed: how often each feed failed."""

    stories: tuple[Story, ...]
    hours: float
    now: float = 0
    urls: list[str] = field(default_factory=list)
    asked: Counter[str] = field(default_factory=Counter)
    failed: Counter[int] = field(default_factory=Counter)
    over: Event = field(default_factory=Event)

    def feed_url(self, feed: int) -> str:
        """The URL of a feed."""
        return f"{self.urls[feed % HOSTS]}/feed/{feed}"

    def url(self, story: Story) -> str:
        """The URL of a story's page."""
        return self.urls[story.host] + story.path

    def answer(self, path: str, headers: Any) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body; status 0 stands for an answer that never ends."""
        self.asked[path] += 1
        number = int(path.rpartition("/")[2].partition("?")[0] or -1) if path.rpartition("/")[2][:1].isdigit() else -1
        if path.startswith("/now/"):
            self.now = max(self.now, float(number))
            return 200, {}, b""
        if path == "/robots.txt":
            return 200, {}, ROBOTS.encode()
        if path.startswith("/feed/"):
            return self._feed(path, number, headers)
        known = 0 <= number < len(self.stories)
        return self._page(path, self.stories[number]) if known else (404, {}, b"")

    def _feed(self, path: str, feed: int, headers: Any) -> tuple[int, dict[str, str], bytes]:
        fault, share = FAULTS.get(feed, ("", 0.0))
        is_bad = Random(f"{path}:{self.asked[path]}").random() < share and (self.now < self.hours * 3600 or share == 1)
        self.failed[feed] += is_bad and fault != "moved"
        if is_bad and fault in {"500", "429"}:
            return int(fault), {"Retry-After": "1200"} if fault == "429" else {}, b""
        if is_bad and fault == "slow":
            return 0, {}, b""
        if is_bad and fault != "broken" and not path.endswith("?moved"):
            return 302, {"Location": {"moved": f"{path}?moved", "file": "file:///etc/passwd"}.get(fault, _PRIVATE)}, b""
        body, kind = _listed(self, feed)
        if is_bad and fault == "broken":
            cut = len(body) * 2 // 3 if self.asked[path] % 2 else len(body)
            return 200, {"Content-Type": kind}, body[:cut].replace(b"</item>", b"</item> & ")
        tag = f'"{blake2b(body, digest_size=8).hexdigest()}"'
        conditional = {"ETag": tag} if feed % 3 else {}
        if conditional and headers.get("If-None-Match") == tag:
            return 304, conditional, b""
        return 200, {"Content-Type": kind, **conditional}, body

    def _page(self, path: str, story: Story) -> tuple[int, dict[str, str], bytes]:
        html, kind, times = {"Content-Type": "text/html; charset=utf-8"}, story.kind, self.asked[path]
        moved = {
            "moved in circles": path,
            "moved to a private address": _PRIVATE,
            "moved to a file": "file:///etc/hosts",
        }
        if kind in moved or (kind == "moved" and "?" not in path):
            return 301, {"Location": moved.get(kind, f"{path}?id={story.number}")}, b""
        if kind.startswith("gone") or story.published > self.now:
            return 404, {}, b""
        if kind == "fails always" or (kind == "fails twice" and times <= 2):
            return 503, {}, b""
        if kind == "busy once" and times == 1:
            return 429, {"Retry-After": "600"}, b""
        if kind == "too slow once" and times == 1:
            return 0, {}, b""
        if kind == "a picture":
            return 200, {"Content-Type": "image/png"}, b"\x89PNG"
        if kind == "a bomb":
            return 200, {**html, "Content-Encoding": "gzip"}, _bomb()
        body = _html(story, story.version(self.now)).encode()
        return 200, html, body.ljust(12_000_000) if kind == "too large" else body


_HTML = "type='html'"
_PRIVATE = "http://127.0.0.2/"  # loopback, and not the world's own address


@cache
def _bomb() -> bytes:
    import gzip

    return gzip.compress(bytes(20_000_000))


@cache
def _words() -> dict[str, Any]:
    return yaml.safe_load((Path(__file__).parent / "made.yaml").read_text(encoding="utf-8"))


def make_world(hours: float, stories: int, seed: int) -> World:
    """A world that publishes so many stories within some hours; a tenth of them is in two feeds, an eighth changes."""
    random = Random(seed)
    kinds, weights = list(PAGES), [share for share, _ in PAGES.values()]
    alive = [feed for feed in range(FEEDS) if feed not in DEAD]
    made = []
    for number in range(stories):
        kind = kinds[number] if number < len(kinds) else random.choices(kinds, weights)[0]
        published = random.uniform(0, hours * 3600)
        changes = random.random() < 0.125 and kind in {"well", "moved", "fails twice"}
        changed = random.uniform(published, hours * 3600) if changes else None
        # Only one feed has a whole text where the page is gone, so that which feed comes first does not matter.
        feeds = random.sample(alive, 2 if random.random() < 0.1 and "feed" not in kind else 1)
        made.append(Story(number, kind, tuple(feeds), published, changed))
    return World(tuple(made), hours)


def mark(story: Story, version: int) -> str:
    """Words that only this version of this story has."""
    return f"Docket {story.number} of series {version}"


@cache
def _paragraphs(story: Story, version: int) -> tuple[str, ...]:
    if story.kind == "not English":
        return (f"{mark(story, version)}.", _OTHER, _OTHER)
    random, words = Random(f"{story.number}:{version}"), _words()
    told = []
    for act in random.sample(words["acts"], 2):
        source, recipient = random.sample(sorted(words["countries"].values()), 2)
        parts = {"s": source, "r": recipient, "p": random.choice(words["places"])[0], "d": "on Monday"}
        told.append(act["words"].replace("[", "").replace("]", "").format(**parts))
    return (told[0], f"{told[1]} {mark(story, version)} was opened in the registry of the harbour office that evening.")


def _title(story: Story, version: int, feed: int) -> str:
    seen = "" if feed == story.feeds[0] else ", as others tell it"
    return f"Harbour news {story.number}{', revised' if version > 1 else ''}{seen}"


def _html(story: Story, version: int) -> str:
    told = "".join(f"<p>{escape(each)}</p>" for each in _paragraphs(story, version))
    title = _title(story, version, story.feeds[0])
    return f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{told}</article></body></html>"


def _listed(world: World, feed: int) -> tuple[bytes, str]:
    """A feed's body, newest first, and its content type."""
    items = []
    for story in sorted(world.stories, key=lambda each: -each.published):
        if feed in story.feeds and world.now - DAY <= story.published <= world.now:
            version = story.version(world.now)
            text = "".join(f"<p>{escape(each)}</p>" for each in _paragraphs(story, version))
            link = world.url(story) + ("?utm_source=feed" if feed != story.feeds[0] else "")
            items.append(
                {
                    "id": f"tag:{feed}:{story.number}", "url": link, "title": _title(story, version, feed),
                    "when": datetime.fromtimestamp(BEGIN + story.published, UTC),
                    "html": text if "text in the feed" in story.kind else "",
                }
            )  # fmt: skip
    return _FORMS[0 if feed < 10 or feed > 14 else 1 if feed < 13 else 2](f"Feed {feed}", items)


def _rss(title: str, items: list[dict[str, Any]]) -> tuple[bytes, str]:
    told = "".join(
        f"<item><guid isPermaLink='false'>{each['id']}</guid><link>{escape(each['url'])}</link>"
        f"<title>{each['title']}</title><pubDate>{format_datetime(each['when'])}</pubDate>"
        f"{_element('content:encoded', each['html'])}</item>"
        for each in items
    )
    names = "version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'"
    return f"<rss {names}><channel><title>{title}</title>{told}</channel></rss>".encode(), "application/rss+xml"


def _atom(title: str, items: list[dict[str, Any]]) -> tuple[bytes, str]:
    told = "".join(
        f"<entry><id>{each['id']}</id><link href='{escape(each['url'])}'/><title>{each['title']}</title>"
        f"<published>{each['when'].isoformat()}</published>{_element('content', each['html'], _HTML)}</entry>"
        for each in items
    )
    made = f"<feed xmlns='http://www.w3.org/2005/Atom'><title>{title}</title>{told}</feed>"
    return made.encode(), "application/atom+xml"


def _element(name: str, html: str, given: str = "") -> str:
    return f"<{name} {given}>{escape(html)}</{name}>" if html else ""


def _json(title: str, items: list[dict[str, Any]]) -> tuple[bytes, str]:
    told = [
        {"id": each["id"], "url": each["url"], "title": each["title"], "date_published": each["when"].isoformat()}
        | ({"content_html": each["html"]} if each["html"] else {})
        for each in items
    ]
    made = {"version": "https://jsonfeed.org/version/1.1", "title": title, "items": told}
    return json.dumps(made).encode(), "application/feed+json"


_FORMS = (_rss, _atom, _json)


@contextmanager
def served(world: World) -> Iterator[World]:
    """The world while its hosts run, each on a port of 127.0.0.1."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = world.answer(self.path, self.headers)
            self.send_response(status or 200)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            while not status and not world.over.wait(0.05):
                self.wfile.write(b" ")
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            pass  # a client that was killed

    with ExitStack() as stack:
        for _ in range(HOSTS):
            server = stack.enter_context(Server(("127.0.0.1", 0), Handler))
            world.urls.append(f"http://127.0.0.1:{server.server_port}")
            thread = Thread(target=server.serve_forever, args=(0.01,))
            thread.start()
            stack.callback(thread.join)
            stack.callback(server.shutdown)
        stack.callback(world.over.set)
        yield world
