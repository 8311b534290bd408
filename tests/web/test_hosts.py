"""Names that the server answers to: another site's name that points here gets nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dragoman.api import ApiRoute, Opened, api_of
from dragoman.web.hosts import Hosts
from dragoman.web.security import HEADERS
from dragoman.web.site import make_site


@pytest.fixture
def named(ledger_shown: Path) -> TestClient:
    opened = Opened(ledger_shown)
    return TestClient(make_site(opened, ApiRoute(api_of(opened)), hosts=Hosts("127.0.0.1", ["atlas.example"])))


@pytest.mark.parametrize(
    ("bound", "header", "answers"),
    [
        ("127.0.0.1", "127.0.0.1:8000", True),
        ("127.0.0.1", "LocalHost:8000", True),
        ("127.0.0.1", "localhost.", True),
        ("127.0.0.1", "[::1]:8000", True),
        ("127.0.0.1", "Atlas.example", True),
        ("127.0.0.1", "rebound.example:8000", False),
        ("127.0.0.1", "localhost.rebound.example", False),
        ("127.0.0.1", "localhost@rebound.example", False),
        ("127.0.0.1", "192.0.2.7", False),
        ("127.0.0.1", "", False),
        ("127.0.0.1", "[::1", False),
        ("192.0.2.7", "192.0.2.7:80", True),
        ("192.0.2.7", "localhost", True),
        ("0.0.0.0", "192.0.2.7:8000", True),
        ("::", "[2001:db8::7]:8000", True),
        ("0.0.0.0", "rebound.example", False),
        ("inner.example", "inner.example", True),
    ],
)
def test_names(bound: str, header: str, answers: bool) -> None:
    assert Hosts(bound, ["atlas.example"]).has(header) is answers


def test_pages_and_api_answer_to_their_own_names(named: TestClient) -> None:
    for host in ("127.0.0.1:8000", "localhost", "atlas.example"):
        assert named.get("/events", headers={"Host": host}).status_code == 200
        assert named.get("/api", headers={"Host": host}).status_code == 200


def test_to_another_name_they_are_deaf(named: TestClient) -> None:
    page = named.get("/", headers={"Host": "rebound.example"})
    assert page.status_code == 421 and "--allow-host" in page.text
    assert page.headers["content-type"].startswith("text/plain")
    assert page.headers["content-security-policy"] == HEADERS["Content-Security-Policy"]
    for path in ("/api", "/api/events", "/openapi.json"):
        told = named.get(path, headers={"Host": "rebound.example"})
        assert told.status_code == 421
        assert told.json()["error"]["code"] == "misdirected" and "--allow-host" in told.json()["error"]["message"]


def test_a_request_of_no_name_or_of_two_is_refused(named: TestClient) -> None:
    assert named.get("/api", headers=[("Host", "localhost"), ("Host", "rebound.example")]).status_code == 421
    assert named.get("/api", headers={"Host": ""}).status_code == 421
