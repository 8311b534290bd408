"""The page of a happening."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from starlette.testclient import TestClient
from told_made import HOSTILE, VISITS, client_of, headings, make, part, words_of

from dragoman.ledger import Ledger
from dragoman.ledger.rows import ids_of


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, str]]:
    """A client of the site, and the id of the happening that five reports tell."""
    path = make(tmp_path_factory.mktemp("happening") / "made.ledger")
    with Ledger(path) as ledger, client_of(path) as client:
        ((own,),) = ledger.rows("SELECT happening_id FROM happenings WHERE articles = 5")
        yield client, own


@pytest.fixture(scope="module")
def html(made: tuple[TestClient, str]) -> str:
    client, own = made
    answer = client.get(f"/happening/{own}")
    assert answer.status_code == 200, answer.text
    return str(answer.text)


def test_a_happening_that_is_not_there_is_404(made: tuple[TestClient, str]) -> None:
    assert made[0].get("/happening/b2:none").status_code == 404


def test_what_happened_and_how_often_it_was_told(html: str) -> None:
    words = words_of(html)
    assert "Consult: Romania → Norway" in words
    assert "Who acts Romania To or with whom Norway When 2014-09-19 Where Oslo, Norway" in words
    for each in ("Independent sources 3", "Reports 5", "Mentions 5", "First seen 2014-09-20", "Last seen 2014-09-21"):
        assert each in words


def test_every_report_is_told_under_its_outlet_with_its_sentence_score_and_reasons(html: str) -> None:
    reports = part(html, "reports")
    under = re.split(r"<h3>", reports)[1:]
    outlets = {words_of(each.split("</h3>")[0]): each for each in under}
    assert set(outlets) == {"Fjord Wire", "Coast Post", "Valley News", f"Outlet {HOSTILE}"}
    assert outlets["Fjord Wire"].count("<blockquote>") == 2
    for record in VISITS:
        assert f"/event/{ids_of(record).events['e1'].replace(':', '%3A')}" in reports
    assert reports.count('<mark class="trigger">Hentzau</mark>') == 5
    assert len(re.findall(r"Score [01]\.\d\d: both CONSULT; both on 2014-09-19;", reports)) == 5


def test_a_copy_is_told_with_its_original(html: str) -> None:
    told = re.findall(r"<p class=\"note\"><strong>A copy</strong>.*?</p>", html)
    assert len(told) == 1
    original, copy = VISITS[0].article, VISITS[1].article
    words = words_of(told[0])
    assert re.search(r"A copy , \d\d % alike, of Hentzau comes( again)? , (Fjord Wire|Coast Post), 2014-09-20", words)
    assert any(each.id.replace(":", "%3A") in told[0] for each in (original, copy))


def test_agreements_and_disagreements_are_a_table(html: str) -> None:
    rows = [words_of(row) for row in re.findall(r"<tr>.*?</tr>", part(html, "said"), re.DOTALL)]
    assert "type agree CONSULT all 5 that say anything of it" in rows
    assert "date agree 2014-09-19 all 5 that say anything of it" in rows
    place = next(number for number, row in enumerate(rows) if row.startswith("place differ Oslo "))
    assert rows[place].count(" 2014-09-2") == 4
    assert rows[place + 1] == f"Norway Outlet {HOSTILE} 2014-09-20"
    number = next(at for at, row in enumerate(rows) if row.startswith("number differ 40 "))
    assert rows[number + 1] == "60 Valley News 2014-09-20"


def test_nothing_of_a_report_becomes_markup_or_script(html: str) -> None:
    assert "<img" not in html
    assert html.count("&lt;img src=x onerror=alert(1)&gt;") >= 3
    assert "<style" not in html and " style=" not in html
    assert all("src=" in each for each in re.findall(r"<script[^>]*>", html))


def test_headings_go_down_one_by_one(html: str) -> None:
    levels = headings(html)
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
