"""The list of events: filters in the address, the pager, what a row has."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from acts_made import event_id, imported, make_ledger
from acts_shown import IMPORTED
from starlette.testclient import TestClient

from dragoman.errors import QueryError
from dragoman.ledger.query import EventFilter
from dragoman.relations.book import Ledger
from dragoman.web.asked import event_filter, page_number
from dragoman.web.told import SHOWN, event_count, event_ids, event_rows


def test_parameters_become_the_filter() -> None:
    given = {
        "between": "FRA, IRQ", "type": "assault", "quad": "4", "status": "actual", "since": "2014", "until": "2015-06",
        "min_sources": "2", "min_confidence": "0.5", "origin": "icews", "superseded": "true", "source": "", "page": "3",
    }  # fmt: skip
    assert event_filter(given) == EventFilter(
        between=("FRA", "IRQ"), type="assault", quad=4, status="actual", since="2014", until="2015-06", min_sources=2,
        min_confidence=0.5, origin="icews", superseded=True,
    )  # fmt: skip


@pytest.mark.parametrize(
    "given", [{"between": "FRA,IRQ,DEU"}, {"quad": "x"}, {"since": "2014-13"}, {"since": "2015", "until": "2014"}]
)
def test_what_cannot_be_is_an_error(given: dict[str, str]) -> None:
    with pytest.raises(QueryError):
        event_filter(given)


@pytest.mark.parametrize("words", ["0", "-1", "10001", "two"])
def test_pages_are_numbers(words: str) -> None:
    with pytest.raises(QueryError):
        page_number({"page": words})


def test_the_form_shows_the_filter_and_links_keep_it(shown: TestClient) -> None:
    given = {"between": "FRA,IRQ", "since": "2008", "until": "2018", "status": "actual", "origin": "icews", "quad": ""}
    html = shown.get("/events", params=given).text
    for name in ("between", "since", "until", "origin"):
        assert f'name="{name}" value="{given[name]}"' in html
    assert re.search(r'<option value="actual" selected>', html)
    later = re.search(r'rel="next" href="([^"]+)"', html)
    assert later is not None
    assert unescape(later[1]) == ("/events?between=FRA%2CIRQ&since=2008&until=2018&status=actual&origin=icews&page=2")


def test_pages_hold_every_event_once(shown: TestClient) -> None:
    seen: list[str] = []
    address = "/events?between=FRA,IRQ&origin=icews"
    while address:
        html = shown.get(address).text
        seen += re.findall(r'href="/event/([^"]+)">event', html)
        later = re.search(r'rel="next" href="([^"]+)"', html)
        address = unescape(later[1]) if later else ""
    assert len(seen) == len(set(seen)) == len(IMPORTED) > SHOWN


def test_a_row_has_its_words_and_what_fired(shown: TestClient) -> None:
    html = shown.get("/events?type=ASSAULT&origin=dragoman").text
    assert html.count('<li class="act">') == 1
    assert '<mark class="trigger">Jets</mark> of France struck a camp' in html
    assert "material conflict" in html and "−10.0" in html


def test_only_addresses_of_the_web_are_linked(shown: TestClient) -> None:
    html = shown.get("/events?origin=icews&until=2008-02").text
    assert html.count('<li class="act">') == 2
    assert 'href="https://data.example/1"' in html and "javascript:" not in html


def test_none_found_says_so(shown: TestClient) -> None:
    assert "No events like that" in shown.get("/events?between=DEU,TUR").text


def test_a_group_stands_for_who_was_in_it_on_the_day(tmp_path: Path) -> None:
    events = [
        imported(1, "GBR IRQ", "2019-06-01"),
        imported(2, "GBR IRQ", "2021-06-01"),
        imported(3, "IRQ EU", "2021-07-01"),
        imported(4, "IRQ USA", "2021-08-01"),
    ]
    with Ledger(make_ledger(tmp_path / "groups.ledger", events)) as ledger:
        found = list(event_ids(ledger, EventFilter(between=("eu", "IRQ"))))
        assert found == [event_id(1), event_id(3)]
        assert [each.event_id for each in event_rows(ledger, EventFilter(between=("IRQ", "EU")))] == found
        assert event_count(ledger, EventFilter(between=("EU", "IRQ"), source="GBR")) == 1
