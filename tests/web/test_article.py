"""The page of a report: its text, its layers, and what stands beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest
from reports_made import COPY, FIRST, HOSTILE, LATER, SCRIPT, URL, client_of, make
from starlette.testclient import TestClient

import dragoman.web
from dragoman.errors import QueryError
from dragoman.record import Record
from dragoman.web.layers import LAYERS, chosen, marks_of, paragraphs, runs
from dragoman.web.marks import Mark

TEXT = re.compile(r'<div class="(text sheet[^"]*)".*?>(.*?)</div>', re.DOTALL)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client of a site whose ledger keeps texts."""
    with client_of(make(tmp_path_factory.mktemp("article") / "made.ledger")) as found:
        yield found


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client of a site whose ledger keeps no texts."""
    with client_of(make(tmp_path_factory.mktemp("bare") / "made.ledger", keep_text=False)) as found:
        yield found


def page_of(client: TestClient, record: Record, query: str = "") -> str:
    answer = client.get(f"/article/{record.article.id}{query}")
    assert answer.status_code == 200, answer.text
    return str(answer.text)


def plain(html: str) -> str:
    """The words of a piece of a page."""
    return unescape(re.sub(r"<[^>]+>", "", html))


def text_of(html: str) -> tuple[list[str], list[str]]:
    """The classes of the text's element, and its paragraphs."""
    found = TEXT.search(html)
    assert found is not None
    return found[1].split(), re.findall(r"<p>(.*?)</p>", found[2], re.DOTALL)


def test_an_article_that_is_not_there_is_404(client: TestClient) -> None:
    assert client.get("/article/b2:none").status_code == 404


def test_the_whole_text_is_shown_with_its_paragraphs(client: TestClient) -> None:
    _, shown = text_of(page_of(client, LATER))
    assert [plain(each) for each in shown] == LATER.article.text.split("\n\n")


def test_hostile_words_come_out_escaped(client: TestClient) -> None:
    for record in (LATER, SCRIPT):
        html = page_of(client, record)
        assert "<script>alert" not in html
        assert html.count("&lt;script&gt;alert") >= 3  # page title, heading, text


def test_triggers_link_to_their_events_and_back(client: TestClient) -> None:
    html = page_of(client, LATER)
    _, shown = text_of(html)
    assert '<a href="#about-e1"><mark class="trigger"><span id="e1"></span>arrived in Oslo</mark></a>' in shown[1]
    for number in range(1, 5):
        assert html.count(f'id="e{number}"') == html.count(f'<li id="about-e{number}">') == 1
        assert html.count(f'href="#e{number}"') == 1


def test_marks_stand_where_they_belong() -> None:
    shown = [run for each in runs(paragraphs(LATER.article.text), list(marks_of(LATER))) for run in each]
    words = {kind: "".join(run.text for run in shown if kind in sum(run.layers, ())) for kind in ("date", "place")}
    assert words == {"date": "on Thursday", "place": "Oslo"}
    said = "".join(run.text for run in shown if ("content",) in run.layers)
    assert said == "Oslo may cut aid to RuritaniaWe will build the bridge together"


def test_a_trigger_within_a_trigger_links_to_its_own_event() -> None:
    ((before, inner, after),) = runs(
        [(0, "held long talks")], [Mark(0, 15, "trigger", "e1"), Mark(5, 9, "trigger", "e2")]
    )
    assert [each.event for each in (before, inner, after)] == ["e1", "e2", "e1"]
    assert [each.anchors for each in (before, inner, after)] == [("e1",), ("e2",), ()]


def test_of_marks_on_the_same_words_the_shorter_lies_on_top(client: TestClient) -> None:
    ((_, inner),) = runs([(0, "held talks")], [Mark(5, 10, "source"), Mark(0, 10, "trigger"), Mark(0, 10, "actor")])
    assert inner.layers == (("actor",), ("trigger", "source"))
    _, shown = text_of(page_of(client, LATER))
    assert '<mark class="content"><mark class="trigger"><span id="e3"></span>cut aid</mark></mark>' in shown[1]


def test_what_was_taken_off_the_page_is_told(client: TestClient) -> None:
    html = page_of(client, LATER)
    assert "taken off before reading: 1 piece." in html
    (piece,) = re.findall(r'<li><span class="tag">share</span>(.*?)</li>', html)
    assert plain(piece).strip() == HOSTILE
    assert "Not the report" not in page_of(client, SCRIPT)


def test_layers_that_are_off_are_off(client: TestClient) -> None:
    classes, _ = text_of(page_of(client, LATER))
    assert classes == ["text", "sheet"]
    html = page_of(client, LATER, "?layers=&layers=events&layers=dates")
    assert text_of(html)[0] == ["text", "sheet", "off-statements", "off-actors", "off-places"]
    assert re.findall(r'value="(\w+)" checked', html) == ["dates", "events"]
    assert len(text_of(page_of(client, LATER, "?layers="))[0]) == 2 + len(LAYERS)
    assert chosen(["events,dates"]) == chosen(["dates", "events"]) == ("dates", "events")


def test_the_style_sheet_makes_every_layer_plain() -> None:
    style = (Path(dragoman.web.__file__).parent / "static" / "style.css").read_text()
    for layer, kinds in LAYERS.items():
        rule = re.search(rf"\.off-{layer} mark([^{{]*?)[,{{]\s*(?:\.text|background)", style)
        assert rule is not None
        assert all(f".{kind}" in rule[1] for kind in kinds)


def test_a_layer_that_there_is_not_is_400(client: TestClient) -> None:
    assert client.get(f"/article/{LATER.article.id}?layers=smells").status_code == 400
    with pytest.raises(QueryError, match="smells"):
        chosen(["smells"])


def test_only_addresses_of_the_web_are_linked(client: TestClient) -> None:
    assert f'<a href="{URL}" rel="noopener noreferrer nofollow">' in page_of(client, LATER)
    html = page_of(client, SCRIPT)
    assert 'href="javascript' not in html
    assert "javascript:&lt;script" in html


def test_editions_and_copies_are_named(client: TestClient) -> None:
    first, later, copy = (page_of(client, each) for each in (FIRST, LATER, COPY))
    assert f'<a href="/article/{LATER.article.id.replace(":", "%3A")}">a later edition</a>' in first
    assert "a later edition" not in later
    assert f'href="/article/{FIRST.article.id.replace(":", "%3A")}"' in later
    assert f'href="/article/{COPY.article.id.replace(":", "%3A")}"' in later
    assert f'href="/article/{LATER.article.id.replace(":", "%3A")}"' in copy


def test_what_was_left_open_and_what_coded_it(client: TestClient) -> None:
    html = page_of(client, LATER)
    assert "&#39;on Thursday&#39; left unresolved" in html
    assert "(dates, at “on Thursday”)" in html
    assert LATER.coder.codebook in html


def test_without_the_text_its_sentences_stand(bare: TestClient) -> None:
    html = page_of(bare, LATER)
    assert "does not keep texts" in html
    _, shown = text_of(html)
    assert [plain(each).strip() for each in shown] == [
        "The foreign minister of Ruritania, Anna Hentzau, arrived in Oslo on Thursday.",
        "She did not meet her Swedish colleague.",
        "Oslo may cut aid to Ruritania, she warned.",
        "“We will build the bridge together,” Hentzau said.",
    ]
    assert '<span id="e2"></span>meet' in shown[1]
    assert "We will build the bridge together" in html


def test_nothing_is_inline(client: TestClient) -> None:
    html = page_of(client, LATER)
    assert not re.search(r"\sstyle=|\son\w+=|<style|<script(?! src=)", html)
    levels = [int(each) for each in re.findall(r"<h(\d)", html)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
