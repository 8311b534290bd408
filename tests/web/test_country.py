"""The page of a country, a body or a group."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from starlette.testclient import TestClient
from told_made import client_of, headings, make, part, words_of

Get = Callable[[str], str]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client of the site."""
    with client_of(make(tmp_path_factory.mktemp("country") / "made.ledger")) as found:
        yield found


@pytest.fixture(scope="module")
def get(client: TestClient) -> Get:
    """A function that gives the page of a code."""

    def ask(code: str) -> str:
        answer = client.get(f"/country/{code}")
        assert answer.status_code == 200, answer.text
        return str(answer.text)

    return ask


def rows(html: str) -> list[str]:
    return [words_of(each) for each in re.findall(r"<tr>.*?</tr>", html, re.DOTALL)]


@pytest.mark.parametrize("address", ["/country/XXQ", "/country/XXQ/network.json", "/country?code=Nowhereland"])
def test_what_nobody_is_called_is_404(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("words", ["norway", " NOR ", "Norwegian"])
def test_a_name_leads_to_the_page(client: TestClient, words: str) -> None:
    answer = client.get("/country", params={"code": words}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/country/NOR")


def test_those_it_acts_with_lead_to_the_pages_of_the_pairs(get: Get) -> None:
    norway = part(get("NOR"), "partners")
    assert rows(norway)[1:] == ["Romania 1 0 +1.9"]
    assert '<a href="/pair/NOR/ROU">Romania</a>' in norway
    assert rows(part(get("fra"), "partners"))[1:] == ["Iraq 0 1 −10.0"]


def test_the_picture_has_the_same_pairs(client: TestClient) -> None:
    drawn = client.get("/country/NOR/network.json").json()
    assert {row["pair"] for each in drawn["datasets"].values() for row in each if "pair" in row} == {"NOR and ROU"}
    assert drawn["width"] == "container"
    assert client.get("/country/SWE/network.json").status_code == 404


def test_counts_lead_to_the_events(get: Get) -> None:
    html = get("NOR")
    assert '<a href="/events?source=NOR">0</a>' in html
    assert '<a href="/events?recipient=NOR">5</a>' in html


def test_offices_and_groups_are_those_of_the_last_day(get: Get) -> None:
    html = get("NOR")
    assert "Prime Minister Erna Solberg 2013-10-16" in rows(part(html, "offices"))
    assert "On 2014-09-21, as the codebook knows them." in html
    assert '<a href="/country/NATO">NATO</a>' in part(html, "groups")
    assert "European Union" not in part(html, "groups")


def test_offices_and_groups_are_those_of_the_day_asked_for(get: Get, client: TestClient) -> None:
    html = get("FIN?on=1996-06")
    assert "Prime Minister Paavo Lipponen 1995-04-13" in rows(part(html, "offices"))
    assert 'name="on" value="1996-06-01"' in html
    assert "European Union" in part(html, "groups") and "NATO" not in part(html, "groups")
    assert "The codebook has none on 1700-01-01." in get("FIN?on=1700")
    assert client.get("/country/FIN?on=yesterday").status_code == 400


def test_a_group_has_its_members(get: Get) -> None:
    html = get("NORDIC")
    assert words_of(html).count("Nordic countries") >= 1
    members = part(html, "members")
    assert "Its members: 5" in members and '<a href="/country/NOR">Norway</a>' in members
    assert 'id="offices"' not in html and 'id="groups"' not in html


def test_what_counts_as_a_nations_leads_to_the_nation(get: Get) -> None:
    assert 'Its acts count as those of <a href="/country/GBR">United Kingdom</a>.' in get("SINNFEIN")


def test_events_and_statements_are_the_latest(get: Get) -> None:
    html = get("NOR")
    assert part(html, "events").count('<li class="act">') == 5
    by = re.findall(r'<div class="when">(.*?)</div>', part(html, "by"))
    assert by[:2] == ["2015-03-08", "2015-03-06"] and len(by) == 10
    assert "None in this ledger." in part(html, "about")
    about = re.findall(r'<div class="when">(.*?)</div>', part(get("ROU"), "about"))
    assert about[:2] == ["2015-03-06", "2015-03-05"] and len(about) == 10


def test_a_country_of_which_nothing_is_told_has_a_page(get: Get) -> None:
    words = words_of(get("NZL"))
    assert "No acts between it and another in this ledger." in words and "No events in this ledger." in words


def test_nothing_of_a_report_becomes_markup(get: Get) -> None:
    for code in ("NOR", "IRQ"):
        html = get(code)
        assert "<img" not in html and "&lt;img src=x" in html


def test_headings_go_down_one_by_one(get: Get) -> None:
    levels = headings(get("NOR"))
    assert levels[0] == 1 and set(levels[1:]) == {2}
