"""One request, bounded in time and size. It does not follow redirects: each hop is a request of its own."""

from __future__ import annotations

import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPException
from threading import Timer

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, LocationParseError
from urllib3.util import Url, parse_url

from dragoman.errors import DragomanError, FetchError, RefusedError
from dragoman.feeds.address import connect
from dragoman.version import VERSION

AGENT = f"Dragoman/{VERSION} (reads news feeds for research; obeys robots.txt as dragoman)"
LARGEST = 10_000_000  # bytes of one answer, unpacked
LONGEST = 30.0  # seconds of one request, from resolving the name to the last byte
_PART = 1 << 16
_FAULTS = (HTTPError, HTTPException, OSError, ValueError)  # of servers and of the way to them


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server gave. headers: names in lower case."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is nothing. later: another try may help; of_host: the whole host is to be left alone for a while.

    wait: seconds that the server asks for, or None.
    """

    reason: str
    error: type[DragomanError] = FetchError
    later: bool = False
    of_host: bool = False
    wait: float | None = None


class Fetcher:
    """Makes requests, from several threads at once. ``stop`` ends those under way."""

    def __init__(
        self, *, allow_private: bool = False, largest: int = LARGEST, longest: float = LONGEST, agent: str = AGENT
    ) -> None:
        self._allow_private = allow_private
        self._largest = largest
        self._longest = longest
        self._agent = agent
        self._lines: set[_Line] = set()

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Answer | Failure:
        """The answer to one request for an http or https URL."""
        try:
            parts = _parts(url)
            with self._line(parts) as line:
                return self._asked(line, url, parts.request_uri, headers or {})
        except RefusedError as error:
            return Failure(str(error), RefusedError)
        except _FAULTS as error:
            return Failure(_plain(error), later=True, of_host=True)

    def stop(self) -> None:
        """Cut all requests under way; they end as failures."""
        for line in tuple(self._lines):
            line.cut()

    def _asked(self, line: _Line, url: str, path: str, headers: Mapping[str, str]) -> Answer | Failure:
        asked = {"User-Agent": self._agent, "Accept-Encoding": "gzip, deflate", **headers}
        try:
            line.request("GET", path, headers=asked, preload_content=False)
            response = line.getresponse()
            body = bytearray()
            while len(body) <= self._largest and (part := response.read(_PART, decode_content=True)):
                body += part
        except (*_FAULTS, AttributeError):  # AttributeError: http.client, its line cut away
            if not line.is_cut:
                raise
        if line.is_cut:
            return Failure(f"not whole within {self._longest:g} seconds", later=True, of_host=True)
        if len(body) > self._largest:
            return Failure(f"larger than {self._largest:,} bytes")
        return Answer(url, response.status, {k.lower(): v for k, v in response.headers.items()}, bytes(body))

    @contextmanager
    def _line(self, parts: Url) -> Iterator[_Line]:
        """A connection of its own for each request, cut when the time is up."""
        kind = _SecureLine if parts.scheme == "https" else _Line
        line = kind((parts.host or "").strip("[]"), parts.port, timeout=self._longest)
        line.allow_private = self._allow_private
        timer = Timer(self._longest, line.cut)
        timer.daemon = True
        self._lines.add(line)
        timer.start()
        try:
            yield line
        finally:
            timer.cancel()
            self._lines.discard(line)
            line.close()


class _Line(HTTPConnection):
    """A connection to an address that has been checked, which another thread may cut."""

    allow_private = False
    is_cut = False
    _held: socket.socket | None = None

    def _new_conn(self) -> socket.socket:
        self._held = connect(
            self.host, self.port or self.default_port, self._seconds(), allow_private=self.allow_private
        )
        return self._held

    def _seconds(self) -> float:
        return float(self.timeout) if isinstance(self.timeout, (int, float)) else LONGEST

    def connect(self) -> None:
        """Connect; for TLS, the socket that is held is the one inside."""
        super().connect()
        self._held = self.sock

    def cut(self) -> None:
        """End whatever is being read or written."""
        self.is_cut = True
        if self._held is not None:
            with suppress(OSError):
                socket.socket.shutdown(self._held, socket.SHUT_RDWR)


class _SecureLine(_Line, HTTPSConnection):
    """The same through TLS, with the certificates that the system trusts."""


def _parts(url: str) -> Url:
    """The parts of a URL that may be fetched. Raises RefusedError for any other."""
    try:
        parts = parse_url(url)
    except LocationParseError as error:
        raise RefusedError(f"{url[:200]!r} is no address") from error
    if parts.scheme not in {"http", "https"} or not parts.host:
        raise RefusedError(f"{url[:200]!r} is not fetched: only http and https are")
    return parts


def origin_of(url: str) -> str:
    """Scheme, host and port of a URL that may be fetched ("https://news.example"); "" of any other."""
    try:
        parts = _parts(url)
    except RefusedError:
        return ""
    return f"{parts.scheme}://{parts.netloc}"


def _plain(error: Exception) -> str:
    """The words of an error, without its number and the objects that urllib3 puts before them."""
    words = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return (words.rpartition(">: ")[2] or words or type(error).__name__)[:300]
