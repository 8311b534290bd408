"""The page of a pair, its parts and its pictures."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from html import unescape
from typing import Any

import anyio
import pytest
from acts_shown import IMPORTED
from starlette.requests import Request
from starlette.testclient import TestClient

from dragoman.api import Opened
from dragoman.api.opened import TooSlowError
from dragoman.web.below import PERIODS
from dragoman.web.pages import pair
from dragoman.web.render import LATER, page_in_two


def figures_of(html: str) -> dict[str, str]:
    """The figures of a page by their names."""
    found = re.search(r'<dl class="figures" id="figures">(.*?)</dl>', html, re.DOTALL)
    assert found is not None
    return dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", found[1]))


def rows_of(html: str) -> list[str]:
    """The labels of the periods in the table."""
    return re.findall(r'<tr class="figures-row"><th[^>]*>(.*?)</th>', html)


def chart_of(shown: TestClient, what: str, **given: str) -> Any:
    answer = shown.get(f"/pair/FRA/IRQ/chart/{what}.json", params=given)
    assert answer.status_code == 200
    return answer.json()


def test_the_page_counts_what_actually_happened(shown: TestClient) -> None:
    html = shown.get("/pair/FRA/IRQ").text
    found = figures_of(html)
    assert found["Acts"] == str(len(IMPORTED) + 3)
    assert int(found["Cooperative"]) + int(found["Hostile"]) == len(IMPORTED) + 3
    assert (found["First"], found["Last"]) == ("2008-01-05", "2021-08-29")
    assert "may speak again" not in html
    assert "France and Iraq" in html


def test_a_span_of_time_narrows_all_below_and_nothing_above(shown: TestClient) -> None:
    narrow = shown.get("/pair/FRA/IRQ", params={"since": "2020-10", "until": "2021"}).text
    assert figures_of(narrow)["Acts"] == "2"
    assert rows_of(narrow) == ["2021-Q3", "2020-Q4"]
    assert "met Iraqi leaders" not in narrow
    whole, part = (chart_of(shown, "mirrored", **given) for given in ({}, {"since": "2020-10", "until": "2021"}))
    assert whole["datasets"] == part["datasets"]
    assert "value" not in whole["params"][0]
    begun, ended = part["params"][0]["value"]["x"]
    assert (begun["year"], begun["month"], begun["date"]) == (2020, 10, 1)
    assert (ended["year"], ended["month"], ended["date"]) == (2021, 12, 31)


def test_the_part_below_is_what_the_page_has(shown: TestClient) -> None:
    given = {"since": "2020", "until": "2020", "by": "month"}
    page, part = (shown.get(path, params=given).text for path in ("/pair/FRA/IRQ", "/pair/FRA/IRQ/below"))
    assert part.strip() in page
    assert "<html" not in part


def test_filters_in_the_address_come_back_in_the_page(shown: TestClient) -> None:
    html = shown.get("/pair/FRA/IRQ", params={"since": "2020-01", "until": "2020-11", "by": "month"}).text
    assert re.search(r'name="since" value="2020-01"', html) and re.search(r'name="until" value="2020-11"', html)
    assert re.search(r'aria-current="true">by month', html)
    for link in re.findall(r'<a data-keeps href="([^"]+)"', html):
        assert "since=2020-01" in link and "until=2020-11" in link
    opens = re.findall(r'data-part="([^"]+)"', html)
    assert opens
    assert all("by=month" in each and "since=2020-01" in each and "start=2020-" in each for each in opens)
    taken = [unescape(each) for each in re.findall(r'href="(/download/[^"]+)"', html)]
    assert len(taken) == 9
    assert all("between=FRA%2CIRQ&status=actual&since=2020-01&until=2020-11" in each for each in taken)


def test_codes_in_small_letters_lead_to_the_page(shown: TestClient) -> None:
    answer = shown.get("/pair/fra/irq?since=2020", follow_redirects=False)
    assert answer.status_code == 308 and answer.headers["location"] == "/pair/FRA/IRQ?since=2020"


def test_each_period_opens_to_its_acts_with_their_words_marked(shown: TestClient) -> None:
    part = shown.get("/pair/FRA/IRQ/acts", params={"start": "2020-07-01"}).text
    assert part.count('<li class="act">') == 1
    assert '<mark class="trigger">Macron</mark> met Iraqi leaders' in part
    assert "/article/" in part and "Northern Wire" in part
    assert shown.get("/pair/FRA/IRQ/acts").status_code == 400


def test_acts_stay_within_the_time_chosen(shown: TestClient) -> None:
    part = shown.get("/pair/FRA/IRQ/acts", params={"start": "2020-01-01", "by": "year", "until": "2020-09"}).text
    assert "met Iraqi leaders" in part and "struck a camp" not in part


def test_a_long_table_leads_to_what_came_before(shown: TestClient) -> None:
    latest = shown.get("/pair/FRA/IRQ?by=month").text
    assert len(rows_of(latest)) == PERIODS
    before = re.search(r'href="([^"]+)">Earlier periods', latest)
    assert before is not None
    earlier = shown.get(unescape(before[1])).text
    assert len(rows_of(earlier)) == len(IMPORTED) + 3 - PERIODS
    assert not set(rows_of(latest)) & set(rows_of(earlier))
    assert "Earlier periods" not in earlier


def test_nothing_between_them_says_so(shown: TestClient) -> None:
    assert "Nothing between them" in shown.get("/pair/DEU/TUR").text
    assert "in that time" in shown.get("/pair/FRA/IRQ?since=1990&until=1991").text


@pytest.mark.parametrize("what", ["mirrored", "level", "timeline", "map"])
def test_pictures_fill_the_page_and_ask_nobody_else(shown: TestClient, what: str) -> None:
    drawn = shown.get(f"/pair/FRA/IRQ/chart/{what}.json")
    assert '"width": "container"' in drawn.text
    assert not re.findall(r'"url": "', drawn.text)


def test_the_level_of_a_span_is_the_level_of_all_time_there(shown: TestClient) -> None:
    def points(**given: str) -> dict[str, float]:
        drawn = chart_of(shown, "level", **given)
        values = drawn["datasets"][drawn["layer"][0]["data"]["name"]]
        return {each["start"]: each["level"] for each in values}

    whole, part = points(), points(since="2012", until="2013")
    assert len(part) == 8
    assert all(whole[start] == level for start, level in part.items())


def test_the_page_says_how_to_cite_it(shown: TestClient, ledger_shown: Any) -> None:
    html = shown.get("/pair/FRA/IRQ?since=2020").text
    cited = unescape(re.findall(r'id="cite">(.*?)</p>', html)[0])
    snapshot = Opened(ledger_shown).snapshot
    for each in ("France and Iraq, since 2020", "ledger shown.ledger", f"snapshot {snapshot} of", "codebook b2:0",
                 "Dragoman 0.1.0", "http://testserver/pair/FRA/IRQ?since=2020"):  # fmt: skip
        assert each in cited


def test_the_top_is_out_before_the_ledger_is_asked(shown: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise TooSlowError("the <question> takes too long")

    monkeypatch.setattr(pair, "below_of", fails)
    answer = shown.get("/pair/FRA/IRQ")
    assert answer.status_code == 200
    assert "<h1>France and Iraq</h1>" in answer.text and answer.text.rstrip().endswith("</html>")
    assert '<p class="problem" role="alert">the &lt;question&gt; takes too long</p>' in answer.text
    assert shown.get("/pair/FRA/IRQ/below").status_code == 503


@pytest.mark.parametrize("packing", ["gzip", "identity"])
def test_each_piece_is_sent_when_it_is_there(shown: TestClient, packing: str) -> None:
    told: list[str] = []
    scope = {"type": "http", "app": shown.app, "path": "/x", "headers": [(b"accept-encoding", packing.encode())]}
    answer = page_in_two(Request(scope), "error.html", {"status": 1, "heading": "x", "detail": LATER}, _part(told))
    assert told == []
    unpack = zlib.decompressobj(wbits=31)

    async def first() -> bytes:
        async for piece in answer.body_iterator:
            return piece.encode() if isinstance(piece, str) else bytes(piece)
        raise AssertionError("no pieces")

    sent = anyio.run(first)
    words = unpack.decompress(sent) if packing == "gzip" else sent
    assert answer.headers["content-encoding"] == packing
    assert b"<body>" in words and b"</html>" not in words and told == []


def _part(told: list[str]) -> Callable[[], str]:
    def part() -> str:
        told.append("asked")
        return "part"

    return part
