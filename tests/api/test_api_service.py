"""Tags, answers as of an earlier time, and the API as a part of a larger site."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from api_made import imported
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from dragoman.api import ApiRoute, Opened, api_of, make_api
from dragoman.ledger import open_writer

ADDRESSES = (
    "/api", "/api/events?type=CONSULT&limit=2", "/api/statements", "/api/relations/FRA/IRQ",
    "/api/relations/compare?pair=FRA,IRQ&pair=FRA,DEU", "/api/network",
    "/api/movers", "/api/actors?q=fra", "/api/groups",
)  # fmt: skip


def add(path: Path, number: int) -> None:
    with open_writer(path, command="test") as writer:
        writer.add_event(imported(number))


@pytest.fixture
def changing(own: Path) -> Iterator[TestClient]:
    """A client of a ledger of the test's own."""
    with TestClient(make_api(own)) as client:
        yield client


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_one_has_already_is_not_sent_again(client: TestClient, address: str) -> None:
    first = client.get(address)
    tag = first.headers["etag"]
    assert first.headers["cache-control"] == "no-cache"
    assert client.get(address).content == first.content, "what was kept is what was answered"
    for known in (tag, tag.removeprefix("W/"), f'"other", {tag}'):
        again = client.get(address, headers={"If-None-Match": known})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get(address, headers={"If-None-Match": '"other"'}).content == first.content


def test_tags_differ_by_question(client: TestClient) -> None:
    tags = [client.get(address).headers["etag"] for address in ADDRESSES]
    assert len(set(tags)) == len(ADDRESSES)
    assert client.get("/api/events?limit=1").headers["etag"] != client.get("/api/events?limit=2").headers["etag"]


def test_a_tag_holds_until_the_ledger_changes(changing: TestClient, own: Path) -> None:
    before = changing.get("/api/events?limit=1000")
    add(own, 100)
    after = changing.get("/api/events?limit=1000", headers={"If-None-Match": before.headers["etag"]})
    assert after.status_code == 200 and len(after.json()["events"]) == len(before.json()["events"]) + 1
    assert after.json()["ledger"]["snapshot"] > before.json()["ledger"]["snapshot"]
    assert changing.get("/api").json()["counts"]["events"] == 48


def test_new_names_are_found_once_they_are_there(changing: TestClient, own: Path) -> None:
    before = changing.get("/api/actors?q=france").json()["actors"][0]["events"]
    add(own, 100)
    assert changing.get("/api/actors?q=france").json()["actors"][0]["events"] == before + 1


def test_all_answers_are_as_the_ledger_was(changing: TestClient, own: Path) -> None:
    was = changing.get("/api").json()["ledger"]["snapshot"]
    add(own, 100)
    with TestClient(make_api(own, as_of=str(was), token="a key")) as then:
        found = then.get("/api").json()
        assert found["ledger"]["snapshot"] == was and found["ledger"]["as_of"] == str(was)
        assert found["counts"]["events"] == len(then.get("/api/events?limit=1000").json()["events"]) == 47
        judged = {"event_id": imported(0).event_id, "verdict": "accept", "judge": "anna"}
        answer = then.post("/api/judgements", json=judged, headers={"Authorization": "Bearer a key"})
        assert (answer.status_code, answer.json()["error"]["code"]) == (409, "conflict")


def test_an_errors_answer_has_no_tag(client: TestClient) -> None:
    for address in ("/api/events/b2:none", "/api/events?limit=0", "/api/nothing"):
        assert "etag" not in client.get(address).headers


def test_as_a_part_of_a_larger_site(made: Path) -> None:
    def page(_: object) -> PlainTextResponse:
        return PlainTextResponse("a page")

    routes = [Route("/", page), Route("/apiary", page), ApiRoute(api_of(Opened(made)))]
    with TestClient(Starlette(routes=routes)) as site:
        assert site.get("/").text == site.get("/apiary").text == "a page"
        assert site.get("/api").json()["counts"]["events"] == 47
        assert site.get("/api/nothing").json()["error"]["code"] == "not_found"
        assert site.get("/api/events?limit=0").json()["error"]["field"] == "limit"
        assert site.get("/openapi.json").json()["info"]["title"] == "Dragoman"
        assert site.get("/other").text == "Not Found"
