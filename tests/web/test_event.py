"""The page of one event."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest
from reports_made import HOSTILE, IMPORTED, LATER, client_of, event_id, make
from starlette.testclient import TestClient

from dragoman.codebook import Codebook
from dragoman.web.links import web_address
from dragoman.web.pages.event import headline, neighbours, pairs


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client of a site whose ledger keeps texts."""
    with client_of(make(tmp_path_factory.mktemp("event") / "made.ledger")) as found:
        yield found


def page_of(client: TestClient, own: str) -> str:
    answer = client.get(f"/event/{own}")
    assert answer.status_code == 200, answer.text
    return str(answer.text)


def words_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


@pytest.fixture(scope="module")
def visit(client: TestClient) -> str:
    return page_of(client, event_id(LATER, 1))


def test_an_event_that_is_not_there_is_404(client: TestClient) -> None:
    assert client.get("/event/b2:none").status_code == 404


def test_the_sentence_stands_among_its_neighbours(visit: str) -> None:
    quote = re.search(r"<blockquote[^>]*>(.*?)</blockquote>", visit, re.DOTALL)
    assert quote is not None
    shown = unescape(re.sub(r"<[^>]+>", "", quote[1]))
    whole = LATER.article.text
    assert shown.endswith(" …")
    assert whole.startswith(shown.removesuffix(" …"))
    assert '<mark class="trigger">arrived in Oslo</mark>' in quote[1]
    assert '<mark class="date">on Thursday</mark>' in quote[1]


def test_further_sentences_are_marked_too(visit: str) -> None:
    further = re.findall(r"<blockquote[^>]*>(.*?)</blockquote>", visit, re.DOTALL)[1:]
    she, colleague = '<mark class="source">She</mark>', '<mark class="trigger">Swedish colleague</mark>'
    assert further == [f"{she} did not meet her {colleague}."]


def test_everything_of_the_event_is_told(visit: str) -> None:
    words = words_of(visit)
    definition = Codebook().types["CONSULT"].definition
    for each in (
        *("Anna Hentzau", "foreign minister", "ROU", "GOV", "Norway", "Date 2024-03-14", "Words on Thursday"),
        *("Basis relative", "Oslo, NOR", "GeoNames 3143244", "59.9000, 10.7000", definition, "Mode visit"),
        *("CAMEO 042", "1, verbal cooperation", "Goldstein +1.9", "frame x/y#z", "Confidence 0.90", "Status actual"),
    ):
        assert each in words
    for link in ("/pair/ROU/NOR", "#about-e1", "/happening/", "/country/ROU"):
        assert re.search(rf'href="[^"]*{link}', visit), link


def test_claims_and_sides_that_nobody_names(client: TestClient) -> None:
    assert "as Anna Hentzau says" in words_of(page_of(client, event_id(LATER, 3)))
    nobody = page_of(client, event_id(LATER, 4))
    assert "nobody named" in nobody
    assert 'href="/pair/' not in nobody


def test_judgements_are_told_and_escaped(client: TestClient, visit: str) -> None:
    words = words_of(visit)
    assert "corrected by Ada, 20" in words
    assert f"; type should be {HOSTILE}: not so" in words
    assert "<script>alert" not in visit
    assert "Nobody has judged" not in visit
    assert "Nobody has judged" in page_of(client, event_id(LATER, 2))


def test_an_imported_event_says_what_its_data_set_says(client: TestClient) -> None:
    html = page_of(client, IMPORTED.event_id)
    words = words_of(html)
    assert "coded elsewhere, by ICEWS" in words
    assert "Its id there 4711" in words
    assert "3 mentions, 1 article, 1 source" in words
    assert 'href="javascript' not in html
    assert "<script>alert" not in html
    assert 'href="/article/' not in html


def test_nothing_is_inline(visit: str) -> None:
    assert not re.search(r"\sstyle=|\son\w+=|<style|<script(?! src=)", visit)


def test_neighbours_are_cut_between_words() -> None:
    text = "one two three. The sentence. four five six"
    assert neighbours(text, 15, 28, reach=9) == ("… three. ", " four …")
    assert neighbours(text, 15, 28, reach=100) == ("one two three. ", " four five six")


def test_headlines_and_pairs() -> None:
    def party(name: str, code: str | None) -> dict[str, str | None]:
        return {"name": name, "country": code, "code": None}

    row = {"type": "CONSULT", "symmetric": False, "source": [], "recipient": [party("Norway", "NOR")]}
    assert headline(row, Codebook()) == "? → Norway: consult"
    assert pairs(row) == []
    two = {**row, "symmetric": True, "source": [party("Oslo", "NOR"), party("Sweden", "SWE"), party("a man", None)]}
    assert headline(two, Codebook()) == "Oslo, Sweden, a man ↔ Norway: consult"
    assert pairs(two) == [("SWE", "NOR")]


@pytest.mark.parametrize(
    "bad", ["javascript:alert(1)", "file:///etc/passwd", "//host/x", "https://", "http://[x", "x", None]
)
def test_only_the_web_is_linked(bad: str | None) -> None:
    assert web_address(bad) is None


def test_the_web_is_linked() -> None:
    assert web_address("HTTPS://fjord.example/1?a=b") == "HTTPS://fjord.example/1?a=b"
