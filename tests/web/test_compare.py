"""Pairs side by side: figures in a table, pictures on the same scales, pairs added and left out by plain addresses."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from html import unescape
from typing import Any

import pytest
from starlette.testclient import TestClient

BOTH = "pair=FRA,IRQ&pair=DEU,USA"


def words_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def drawn(shown: TestClient, what: str, of: int) -> Any:
    answer = shown.get(f"/compare/chart/{what}.json?{BOTH}&of={of}")
    assert answer.status_code == 200
    return answer.json()


def test_the_figures_of_each_pair_stand_in_a_table(shown: TestClient) -> None:
    html = shown.get(f"/compare?{BOTH}").text
    rows = [words_of(each) for each in re.findall(r"<tr><th scope=\"row\">.*?</tr>", html, re.DOTALL)]
    assert [each.split(" leave")[0] for each in rows] == ["France and Iraq", "Germany and United States"]
    assert " 133 " in rows[0] and rows[1].endswith("none")
    assert re.search(r'href="/pair/FRA/IRQ">France and Iraq', html)
    assert "No level:" in html
    pictures = [unescape(each) for each in re.findall(r'data-chart="([^"]+)"', html)]
    assert len(pictures) == 3 and all(shown.get(each).status_code == 200 for each in pictures)


def test_all_pictures_have_the_same_scales(shown: TestClient) -> None:
    bars, few = (drawn(shown, "mirrored", of)["encoding"] for of in (1, 2))
    assert bars["y"]["scale"] == few["y"]["scale"] and bars["y"]["scale"]["domain"] == [-2, 2]
    level = drawn(shown, "level", 1)["layer"][0]["encoding"]
    assert bars["x"]["scale"] == few["x"]["scale"] == level["x"]["scale"]
    first, last = (datetime.fromtimestamp(each / 1000, UTC) for each in bars["x"]["scale"]["domain"])
    assert (first.date(), last.date()) == (date(2008, 1, 1), date(2021, 10, 1))
    assert bars["color"]["legend"] is None and "params" not in drawn(shown, "mirrored", 1)


def test_a_further_pair_is_added_by_names(shown: TestClient) -> None:
    given = {"pair": "FRA,IRQ", "since": "2014", "one": "Germany", "other": "United States"}
    answer = shown.get("/compare", params=given, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/compare?pair=FRA%2CIRQ&pair=DEU%2CUSA&since=2014"


def test_a_pair_can_be_left_out_and_its_page_leads_here(shown: TestClient) -> None:
    html = shown.get(f"/compare?{BOTH}&by=year").text
    assert 'href="/compare?pair=DEU%2CUSA&amp;by=year">leave out' in html
    assert 'href="/compare?pair=FRA%2CIRQ&amp;since=2014">compare with' in shown.get("/pair/FRA/IRQ?since=2014").text


def test_four_pairs_have_no_box_for_a_fifth(shown: TestClient) -> None:
    four = "&".join(f"pair=FRA,{each}" for each in ("IRQ", "DEU", "USA", "GBR"))
    assert 'name="one"' in shown.get(f"/compare?{BOTH}").text
    assert 'name="one"' not in shown.get(f"/compare?{four}").text


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/compare", 400, "pair=FRA,IRQ"),
        ("/compare?pair=FRA", 400, "FRA,IRQ"),
        ("/compare?pair=FRA,XXX", 404, "XXX"),
        ("/compare?pair=FRA,FRA", 404, "two sides"),
        ("/compare?pair=FRA,IRQ&one=Ruritania&other=Iraq", 400, "Ruritania"),
        ("/compare?" + "&".join(f"pair=FRA,{each}" for each in ("IRQ", "DEU", "USA", "GBR", "TUR")), 400, "5 pairs"),
        (f"/compare/chart/pie.json?{BOTH}&of=1", 404, "no such picture"),
        (f"/compare/chart/level.json?{BOTH}&of=3", 404, "no such picture"),
        ("/compare/chart/level.json?pair=FRA,GBR&of=1", 404, "nothing to draw"),
    ],
)
def test_what_cannot_be_is_told(shown: TestClient, path: str, status: int, words: str) -> None:
    answer = shown.get(path)
    assert answer.status_code == status and words in unescape(answer.text)
