"""The lists: what the filters give, and that pages join to the whole, also while others write."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from api_made import FIRST, imported
from starlette.testclient import TestClient

from dragoman.api import make_api
from dragoman.api.lists import EventsPage, StatementsPage
from dragoman.api.paging import Place, place_of
from dragoman.api.problems import ApiError
from dragoman.ledger import Ledger, open_writer

Get = Callable[..., Any]


def ids(page: Any) -> list[str]:
    return [each["event_id"] for each in page["events"]]


def walk(client: TestClient, limit: int, **parameters: Any) -> Iterator[list[str]]:
    """The ids of each page, to the end."""
    cursor = None
    while True:
        page = client.get(
            "/api/events", params={**parameters, "limit": limit, **({"cursor": cursor} if cursor else {})}
        )
        assert page.status_code == 200, page.text
        yield ids(page.json())
        cursor = page.json()["next"]
        if cursor is None:
            return


def test_events_come_in_order_of_day_and_id_with_undated_ones_last(get: Get) -> None:
    found = get("/api/events", limit=1000)
    keys = [(each["date_start"] or each["published"], each["event_id"]) for each in found["events"]]
    assert len(keys) == 47 and found["next"] is None
    assert keys[0][0] == "2010-01-01" and keys[-1][0] is None
    dated = [key for key in keys if key[0]]
    assert dated == sorted(dated) and keys[len(dated) :] == sorted(keys[len(dated) :], key=str) and len(dated) == 46


def test_a_row_is_what_the_ledger_gives(get: Get, made: Path) -> None:
    page = get("/api/events", limit=1000)
    with Ledger(made) as ledger:
        rows = {each["event_id"]: each for each in ledger.events().to_pylist()}
    shown = msgspec.json.decode(msgspec.json.encode(rows))
    assert {each["event_id"]: each for each in page["events"]} == shown
    assert msgspec.convert(page, EventsPage).ledger.snapshot == page["ledger"]["snapshot"]


@pytest.mark.parametrize(
    ("parameters", "count"),
    [
        ({"between": "FRA,IRQ"}, 32),
        ({"between": "irq,fra"}, 32),
        ({"source": "FRA", "recipient": "DEU"}, 8),
        ({"source": "DEU"}, 0),
        ({"type": "SANCTION"}, 1),
        ({"type": "sanction", "status": "hypothetical"}, 1),
        ({"mode": "visit"}, 4),
        ({"mode": "VISIT", "min_sources": 3}, 3),
        ({"min_sources": 2}, 3),
        ({"quad": 4}, 1),
        ({"origin": "icews"}, 40),
        ({"min_confidence": 0.5}, 7),
        ({"since": "2010-01", "until": "2010-01"}, 2),
        ({"since": "2014-09-19", "until": "2014-09-19"}, 3),
        ({"until": "2010-01-01"}, 1),
    ],
)
def test_filters(get: Get, parameters: dict[str, Any], count: int) -> None:
    assert len(get("/api/events", **parameters)["events"]) == count


def test_an_event_is_found_by_article_and_by_happening(get: Get) -> None:
    visit = get("/api/events", min_sources=3)["events"][0]
    assert len(get("/api/events", happening=visit["happening_id"])["events"]) == 3
    assert ids(get("/api/events", article=visit["article_id"])) == [visit["event_id"]]


@pytest.mark.parametrize("limit", [5, 46, 47, 1000])
def test_pages_join_to_the_whole(client: TestClient, get: Get, limit: int) -> None:
    pages = list(walk(client, limit))
    assert [each for page in pages for each in page] == ids(get("/api/events", limit=1000))
    assert len(pages) == -(-47 // limit) and all(len(page) == limit for page in pages[:-1])


def test_pages_of_a_filter_join_to_the_whole(client: TestClient, get: Get) -> None:
    asked = {"between": "FRA,IRQ", "since": "2011"}
    assert [each for page in walk(client, 3, **asked) for each in page] == ids(get("/api/events", **asked))


def test_no_event_comes_twice_while_others_are_added(own: Path) -> None:
    with TestClient(make_api(own)) as client:
        before = [each for page in walk(client, 1000) for each in page]
        pages = walk(client, 10)
        seen = next(pages)
        for number, page in enumerate(pages):
            seen += page
            if number < 3:
                with open_writer(own, command="test") as writer:
                    for each, later in ((100 + number, 1), (200 + number, 1_400)):
                        day = FIRST + timedelta(days=later)
                        writer.add_event(imported(each, date_start=day, date_end=day))
    behind = {imported(200 + number).event_id for number in range(3)}
    assert len(seen) == len(set(seen)) and set(seen) == set(before) | behind


def test_statements(get: Get) -> None:
    whole = get("/api/statements")
    assert {each["content"] for each in whole["statements"]} == {
        "We will build the bridge together", "Oslo may cut aid to Ruritania"
    }  # fmt: skip
    msgspec.convert(whole, StatementsPage)
    (said,) = get("/api/statements", speaker="hentzau")["statements"]
    assert (said["speaker"], said["speaker_code"], said["kind"]) == ("Anna Hentzau", "ROU", "direct")
    assert (said["title"], said["publisher"], said["published"]) == ("Minister visits", "Fjord Wire", "2024-03-14")
    assert get("/api/statements", speaker="ROU")["statements"] == [said]
    assert get("/api/statements", contains="BRIDGE")["statements"] == [said]
    assert (
        get("/api/statements", since="2024-04")["statements"] == get("/api/statements", about="IRQ")["statements"] == []
    )


def test_pages_of_statements(get: Get) -> None:
    first = get("/api/statements", limit=1)
    second = get("/api/statements", limit=1, cursor=first["next"])
    assert second["next"] is None
    assert first["statements"] + second["statements"] == get("/api/statements")["statements"]


@pytest.mark.parametrize("day", [None, FIRST])
def test_a_cursor_names_its_place(day: Any) -> None:
    place = Place(day, "b2:1")
    assert place_of(place.cursor()) == place


@pytest.mark.parametrize("cursor", ["a", "abcd", "bnVsbA", "WzEsMl0", Place(None, "x").cursor()[:-2], "_-_-"])
def test_what_is_no_cursor(cursor: str) -> None:
    with pytest.raises(ApiError, match="not a cursor"):
        place_of(cursor)
