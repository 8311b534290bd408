"""A news site on loopback for tests, a clock that moves when somebody waits, and what came into a ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

from dragoman.feeds.status import status
from dragoman.ledger import Ledger

PAGE = (
    """<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{paragraphs}</article></body></html>"""
)


@dataclass(slots=True)
class Reply:
    """What a path answers. slow: bytes come one by one, and never end."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    slow: bool = False


@dataclass(slots=True)
class Site:
    """The site. asked: (path, headers) in order; paths: what each path answers."""

    url: str = ""
    paths: dict[str, Reply | Callable[[Mapping[str, str]], Reply]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    over: Event = field(default_factory=Event)

    def times(self, path: str) -> int:
        """How often a path was asked for."""
        return sum(each == path for each, _ in self.asked)

    def page(self, path: str, title: str, *paragraphs: str) -> str:
        """Serve a page; its URL."""
        told = "".join(f"<p>{escape(each)}</p>" for each in paragraphs)
        body = PAGE.format(title=escape(title), paragraphs=told).encode()
        self.paths[path] = Reply(body, headers={"Content-Type": "text/html; charset=utf-8"})
        return self.url + path

    def feed(self, path: str, *items: str, **headers: str) -> str:
        """Serve an RSS feed of some items; its URL."""
        body = f"<rss version='2.0'><channel><title>Harbour Post</title>{''.join(items)}</channel></rss>"
        named = {"Content-Type": "application/rss+xml", **{k.replace("_", "-"): v for k, v in headers.items()}}
        self.paths[path] = Reply(body.encode(), headers=named)
        return self.url + path


def rss_item(
    link: str, title: str, *, guid: str | None = None, date: str = "", author: str = "", content: str = ""
) -> str:
    """An item of an RSS feed."""
    parts = {"title": title, "link": link, "guid": guid or link, "pubDate": date, "author": author}
    told = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in parts.items() if value)
    encoded = "content:encoded"
    namespace = "xmlns:content='http://purl.org/rss/1.0/modules/content/'"
    return f"<item {namespace}>{told}{f'<{encoded}>{escape(content)}</{encoded}>' if content else ''}</item>"


@contextmanager
def served(site: Site) -> Iterator[Site]:
    """The site while it is served."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
            found = site.paths.get(self.path, Reply(b"", 404))
            reply = found if isinstance(found, Reply) else found(dict(self.headers))
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if not reply.slow:
                self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            while reply.slow and not site.over.wait(0.02):
                self.wfile.write(b" ")
            self.wfile.write(reply.body)

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            pass  # a client that went away

    server = Server(("127.0.0.1", 0), Handler)
    site.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield site
    finally:
        site.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


class Hours:
    """A clock that moves when somebody waits. waits: for how long, each time."""

    def __init__(self) -> None:
        self.time = 1_790_000_000.0
        self.stopped = False
        self.waits: list[float] = []

    def now(self) -> float:
        return self.time

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.time += seconds


def articles(ledger: Path) -> list[tuple[str, ...]]:
    """URL, title, day, edition and source_id of each article."""
    with Ledger(ledger) as found:
        return found.rows("SELECT url, title, published::VARCHAR, edition, source_id FROM articles ORDER BY added, url")


def rejects(ledger: Path) -> list[tuple[str, ...]]:
    """source_id, reason and error of each reject."""
    with Ledger(ledger) as found:
        return found.rows("SELECT source_id, reason, error FROM rejects ORDER BY added, source_id")


def status_of(ledger: Path) -> list[dict[str, Any]]:
    """The state of each feed."""
    return status(ledger)
