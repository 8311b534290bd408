"""The list of statements."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from starlette.testclient import TestClient
from told_made import HOSTILE, REMARKS, SAID, client_of, headings, make, words_of

from dragoman.web.told import SHOWN

TOTAL = REMARKS + 4
Get = Callable[..., str]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client of the site."""
    with client_of(make(tmp_path_factory.mktemp("statements") / "made.ledger")) as found:
        yield found


@pytest.fixture(scope="module")
def get(client: TestClient) -> Get:
    """A function that gives the list for some parameters."""

    def ask(**parameters: str) -> str:
        answer = client.get("/statements", params=parameters)
        assert answer.status_code == 200, answer.text
        return str(answer.text)

    return ask


def items(html: str) -> list[str]:
    return [words_of(each) for each in re.findall(r'<li class="act">.*?</li>', html, re.DOTALL)]


def test_a_page_has_the_first_and_the_pager_leads_to_the_rest(get: Get) -> None:
    first, second = get(), get(page="2")
    assert f"{TOTAL} statements" in words_of(first)
    assert (len(items(first)), len(items(second))) == (SHOWN, TOTAL - SHOWN)
    assert not set(items(first)) & set(items(second))
    assert 'rel="next" href="/statements?page=2"' in first and 'rel="prev"' not in first
    assert 'rel="prev" href="/statements?page=1"' in second and 'rel="next"' not in second
    assert "Page 2 of 2" in words_of(second)


def test_a_page_beyond_the_last_says_so_and_leads_back(get: Get) -> None:
    html = get(page="9", speaker="NOR")
    assert "There is no such page." in html
    assert 'rel="prev" href="/statements?speaker=NOR&amp;page=2"' in html


def test_speaker_cue_content_day_and_report_are_told(get: Get) -> None:
    html = get(until="2015-01-01")
    (one,) = items(html)
    assert one.startswith("2015-01-01 Rudolf ( Norway ): warned that tide 0 would come")
    assert one.endswith("in the words of the report about Romania Remark 0 , Echo")
    assert f'<a href="/article/{SAID[0].article.id.replace(":", "%3A")}#about-s1">Remark 0</a>' in html
    assert '<mark class="cue">warned</mark>' in html


def test_a_stance_is_told_in_words(get: Get) -> None:
    friendly, hostile = items(get(since="2015-03-05", until="2015-03-06"))
    assert friendly.startswith("2015-03-05 Rudolf ( Norway ) to Ruritania: warned for Romania “We stand by them”")
    assert "word for word" in friendly
    assert "warned against Romania against Sweden that they broke their word" in hostile
    assert "about France" in hostile and "about Romania" not in hostile


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ({"speaker": "NOR"}, TOTAL - 1),
        ({"speaker": "rudolf"}, TOTAL - 1),
        ({"speaker": "SWE"}, 0),
        ({"about": "FRA"}, 1),
        ({"about": "iraq"}, 1),
        ({"about": " Romania "}, REMARKS + 2),
        ({"since": "2015-02", "until": "2015-02"}, 28),
        ({"since": "2015-03", "about": "ROU", "speaker": "NOR"}, REMARKS - 56 + 2),
        ({"speaker": "", "about": "", "since": "", "until": ""}, TOTAL),
    ],
)
def test_filters_narrow_the_list_and_stay_in_the_form(get: Get, asked: dict[str, str], number: int) -> None:
    html = get(**asked)
    assert f" {number} statement" in words_of(html)
    assert len(items(html)) == min(number, SHOWN)
    for name, value in asked.items():
        assert f'name="{name}" value="{value}"' in html
    if number > SHOWN:
        assert re.search(r'rel="next" href="/statements\?[^"]*page=2"', html)


@pytest.mark.parametrize(
    "asked",
    [
        *({"about": "Nowhereland"}, {"since": "soon"}, {"until": "2015-13"}, {"since": "2016", "until": "2015"}),
        *({"page": "0"}, {"page": "x"}),
    ],
)
def test_what_cannot_be_asked_is_400(client: TestClient, asked: dict[str, str]) -> None:
    assert client.get("/statements", params=asked).status_code == 400


def test_nothing_of_a_report_or_a_question_becomes_markup(get: Get) -> None:
    html = get(about="IRQ", speaker="")
    assert "<img" not in html and "that &lt;img src=x onerror=alert(1)&gt; was sent" in html
    assert items(html)[0].startswith("2015-03-07 Somebody unnamed that ")
    assert "<img" not in get(speaker=f'">{HOSTILE}')


def test_headings_and_labels(get: Get) -> None:
    html = get()
    assert headings(html) == [1]
    assert len(re.findall(r"<label>", html)) == 4
