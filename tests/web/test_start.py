"""The start page: two boxes, the pairs that changed, what the ledger holds."""

from __future__ import annotations

import re
from html import unescape

import pytest
from starlette.testclient import TestClient

from dragoman.codebook import Codebook


@pytest.fixture(scope="module")
def book() -> Codebook:
    return Codebook()


@pytest.mark.parametrize(
    ("words", "code"),
    [("FRA", "FRA"), ("fra", "FRA"), ("France", "FRA"), (" united  states ", "USA"), ("french", "FRA"),
     ("Paris", "FRA"), ("EU", "EU"), ("gcc", "GCC"), ("United Nations", "UN")],
)  # fmt: skip
def test_names_mean_sides(book: Codebook, words: str, code: str) -> None:
    assert book.code_of(words) == code


@pytest.mark.parametrize("words", ["", "Ruritania", "France and Iraq", "<script>"])
def test_other_words_mean_nobody(book: Codebook, words: str) -> None:
    assert book.code_of(words) is None


def test_two_names_lead_to_the_pair(shown: TestClient) -> None:
    given = {"one": "france", "other": "Iraq", "since": "2014"}
    answer = shown.get("/pair", params=given, follow_redirects=False)
    assert answer.status_code == 303 and answer.headers["location"] == "/pair/FRA/IRQ?since=2014"


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [("Ruritania", "Iraq", "Ruritania"), ("", "Iraq", "both boxes"), ("France", "FRA", "the same")],
)
def test_wrong_names_come_back_to_the_boxes(shown: TestClient, one: str, other: str, words: str) -> None:
    answer = shown.get("/pair", params={"one": one, "other": other}, follow_redirects=False)
    assert answer.status_code == 400
    told = re.search(r'role="alert">(.*?)</p>', answer.text)
    assert told is not None and words in unescape(told[1])
    assert f'name="other" value="{other}"' in answer.text


def test_the_boxes_suggest_whom_the_ledger_knows(shown: TestClient) -> None:
    offered = re.findall(r'<option value="([^"]+)" label="([^"]+)">', shown.get("/").text)
    assert set(offered[:2]) == {("France", "FRA"), ("Iraq", "IRQ")}
    assert ("European Union", "EU") in offered


def test_the_ledger_is_told_of(shown: TestClient) -> None:
    html = " ".join(re.sub(r"<[^>]+>", " ", shown.get("/").text).split())
    for words in (
        "Articles 4",
        "Events 135",
        "First event 2008-01-05",
        "Last event 2021-08-30",
        "131 events from ICEWS",
    ):
        assert words in html


def test_the_busiest_pairs_are_linked(shown: TestClient) -> None:
    html = shown.get("/many").text
    assert 'href="/pair/FRA/IRQ">France and Iraq' in html and "/pair/DEU/USA" in html
