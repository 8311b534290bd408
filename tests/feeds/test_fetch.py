"""Requests are bounded, and go only where they may."""

from __future__ import annotations

import gzip
import socket

import pytest
from feed_server import Reply, Site

from dragoman.errors import FetchError, RefusedError
from dragoman.feeds.address import is_public
from dragoman.feeds.fetch import Answer, Failure, Fetcher, origin_of
from dragoman.feeds.hops import next_hop


def test_an_answer_comes_with_status_headers_and_body_and_we_say_who_we_are(site: Site) -> None:
    site.paths["/a?b=c"] = Reply("Größe".encode(), 203, {"X-Thing": "1"})
    got = Fetcher(allow_private=True).get(f"{site.url}/a?b=c", {"If-None-Match": "x"})
    assert isinstance(got, Answer)
    assert (got.status, got.headers["x-thing"], got.body.decode()) == (203, "1", "Größe")
    (_, headers) = site.asked[0]
    assert headers["user-agent"].startswith("Dragoman/") and headers["if-none-match"] == "x"


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.3.4", "192.168.1.1", "0.0.0.0", "100.64.0.1"),
        *("169.254.169.254", "168.63.129.16", "192.0.0.192", "100.100.100.200", "224.0.0.1", "255.255.255.255"),
        *("::1", "::", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "::ffff:127.0.0.1", "::ffff:169.254.169.254"),
        *("64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "ff02::1"),
    ],
)
def test_private_loopback_link_local_and_metadata_addresses_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::808:808"])
def test_others_are(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1"])
def test_a_private_address_is_refused_however_it_is_written(site: Site, host: str) -> None:
    got = Fetcher().get(site.url.replace("127.0.0.1", host))
    assert isinstance(got, Failure) and got.error is RefusedError and "private" in got.reason
    assert site.asked == []


def test_a_name_that_resolves_to_a_private_address_later_is_refused(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = iter(["93.184.216.34", "127.0.0.1"])
    port = int(site.url.rpartition(":")[2])

    def resolve(*_: object, **__: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(places), port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    assert is_public(str(socket.getaddrinfo("news.example", port)[0][4][0]))  # what a check beforehand would see
    got = Fetcher().get(f"http://news.example:{port}/")
    assert isinstance(got, Failure) and got.error is RefusedError
    assert site.asked == []


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://news.example/a", "gopher://x", "javascript:1", "", "http:"]
)
def test_only_http_and_https_are_fetched(url: str) -> None:
    got = Fetcher(allow_private=True).get(url)
    assert isinstance(got, Failure) and got.error is RefusedError
    assert origin_of(url) == ""


def test_size_is_bounded_also_after_unpacking(site: Site) -> None:
    bomb = gzip.compress(b" " * 5_000_000)
    site.paths["/bomb"] = Reply(bomb, headers={"Content-Encoding": "gzip"})
    site.paths["/large"] = Reply(b" " * 20_000)
    site.paths["/fits"] = Reply(gzip.compress(b"x" * 9_000), headers={"Content-Encoding": "gzip"})
    fetcher = Fetcher(allow_private=True, largest=10_000)
    for path in ("/bomb", "/large"):
        got = fetcher.get(site.url + path)
        assert isinstance(got, Failure) and "larger than 10,000 bytes" in got.reason and not got.later
    fits = fetcher.get(f"{site.url}/fits")
    assert isinstance(fits, Answer) and len(fits.body) == 9_000


def test_an_answer_that_drips_is_cut_when_the_time_is_up(site: Site) -> None:
    site.paths["/slow"] = Reply(slow=True)
    got = Fetcher(allow_private=True, longest=0.2).get(f"{site.url}/slow")
    assert isinstance(got, Failure) and got.later and got.error is FetchError and "0.2 seconds" in got.reason


def test_a_request_under_way_ends_when_the_watch_is_to_end(site: Site) -> None:
    fetcher = Fetcher(allow_private=True)

    def stop(_: object) -> Reply:
        fetcher.stop()
        return Reply(slow=True)

    site.paths["/slow"] = stop
    assert isinstance(fetcher.get(f"{site.url}/slow"), Failure)


@pytest.mark.parametrize(
    "reply",
    [
        Reply(b"short", headers={"Transfer-Encoding": "chunked", "Connection": "close"}),
        Reply(b"no gzip", headers={"Content-Encoding": "gzip"}),
        Reply(b"", headers={"X-Long": "x" * 70_000}),
    ],
    ids=["chunks that lie", "no gzip", "a header without end"],
)
def test_an_answer_that_lies_is_a_failure(site: Site, reply: Reply) -> None:
    site.paths["/"] = reply
    got = Fetcher(allow_private=True).get(f"{site.url}/")
    assert isinstance(got, Failure) and got.later


def test_a_redirect_may_be_relative_and_in_utf_8() -> None:
    answer = Answer("https://a.example/x/y", 302, {"location": "../süd#top".encode().decode("latin-1")}, b"")
    assert next_hop(answer) == "https://a.example/süd"
    assert next_hop(Answer("https://a.example/", 304, {"location": "/b"}, b"")) is None


def test_a_server_that_is_not_there_is_a_failure_of_the_host(site: Site, free_port: int) -> None:
    got = Fetcher(allow_private=True).get(f"http://127.0.0.1:{free_port}/")
    assert isinstance(got, Failure) and got.later and got.of_host and "refused" in got.reason.lower()


@pytest.fixture
def free_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])
