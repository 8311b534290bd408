"""What holds for every page: headers, the one error page, escaping, size, static files."""

from __future__ import annotations

import gzip
import re
from typing import Any

import pytest
from acts_shown import HOSTILE
from starlette.testclient import TestClient

from dragoman.errors import LedgerError
from dragoman.web.assets import FOLDER, Assets
from dragoman.web.security import HEADERS
from dragoman.web.site import make_site

PAGES = (
    "/", "/many", "/pair/FRA/IRQ", "/pair/FRA/IRQ/below", "/pair/FRA/IRQ/acts?start=2020-07-01", "/events",
    "/pair/FRA/IRQ?by=month", "/events?between=FRA,IRQ", "/country/FRA", "/statements",
    "/compare?pair=FRA,IRQ&pair=DEU,USA",
)  # fmt: skip
OTHERS = (
    "/nowhere", "/pair/FRA/XXX", "/pair/FRA/IRQ?by=era", "/static/style.css", "/download/csv?between=FRA,IRQ",
    "/pair/FRA/IRQ/chart/mirrored.json", "/pair/fra/irq",
)  # fmt: skip
SMALL = 300_000  # bytes


def words_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html))


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_whole_small_and_have_nothing_inline(shown: TestClient, path: str) -> None:
    answer = shown.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    assert len(answer.content) < SMALL
    assert not re.search(r"<script(?![^>]* src=)|<style|<[^>]* style=|<[^>]* on\w+=|javascript:", answer.text)


@pytest.mark.parametrize("path", (*PAGES, *OTHERS))
def test_every_answer_has_the_guards(shown: TestClient, path: str) -> None:
    headers = shown.get(path, follow_redirects=False).headers
    assert {name: headers.get(name) for name in HEADERS} == dict(HEADERS)


def test_the_policy_lets_nothing_run_but_our_files() -> None:
    rules = dict(rule.split(" ", 1) for rule in HEADERS["Content-Security-Policy"].split("; "))
    assert rules["default-src"] == rules["frame-ancestors"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == "'self'"


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/nowhere", 404, "leads nowhere"),
        ("/pair/FRA/XXX", 404, "XXX"),
        ("/pair/FRA/FRA", 404, "two sides"),
        ("/pair/FRA/IRQ/chart/pie.json", 404, "mirrored"),
        ("/download/doc", 404, "gdelt"),
        ("/pair/FRA/IRQ?by=era", 400, "quarter"),
        ("/pair/FRA/IRQ?since=soon", 400, "no date"),
        ("/pair/FRA/IRQ?since=2020&until=2019", 400, "before it begins"),
        ("/events?status=certain", 400, "hypothetical"),
        ("/events?between=FRA", 400, "FRA,IRQ"),
        ("/events?quad=five", 400, "no number"),
        ("/events?page=0", 400, "10,000"),
    ],
)
def test_errors_have_one_page(shown: TestClient, path: str, status: int, words: str) -> None:
    answer = shown.get(path)
    assert answer.status_code == status
    assert '<article class="error">' in answer.text and "Traceback" not in answer.text
    assert words in answer.text


def test_an_error_does_not_repeat_hostile_words_as_they_are(shown: TestClient) -> None:
    for path in ("/pair", "/events", "/pair/FRA/IRQ"):
        parameters = {"one": HOSTILE, "other": "Iraq", "status": HOSTILE, "by": HOSTILE}
        answer = shown.get(path, params=parameters)
        assert answer.status_code == 400
        assert "<script>alert" not in answer.text and "&lt;script&gt;" in answer.text


def test_hostile_titles_and_texts_come_out_escaped(shown: TestClient) -> None:
    for path in ("/events?since=2021", "/pair/FRA/IRQ?since=2021", "/pair/FRA/IRQ/acts?start=2021-07-01"):
        html = shown.get(path).text
        assert "<script>alert" not in html and "<img" not in html
        assert "&lt;script&gt;" in html


class _Broken:
    """An opened ledger of which every question fails."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def __getattr__(self, name: str) -> Any:
        raise self.error


def test_a_fault_of_ours_tells_nothing_of_itself() -> None:
    client = TestClient(make_site(_Broken(RuntimeError("the secret"))), raise_server_exceptions=False)  # type: ignore[arg-type]
    answer = client.get("/events")
    assert answer.status_code == 500
    assert '<article class="error">' in answer.text and "secret" not in answer.text
    assert {name: answer.headers.get(name) for name in HEADERS} == dict(HEADERS)


def test_a_ledger_that_cannot_be_read_is_503() -> None:
    client = TestClient(make_site(_Broken(LedgerError("gone"))), raise_server_exceptions=False)  # type: ignore[arg-type]
    answer = client.get("/events")
    assert answer.status_code == 503 and "cannot be read now" in answer.text


def test_static_files_are_kept_for_ever_by_their_fingerprint(shown: TestClient) -> None:
    html = shown.get("/pair/FRA/IRQ").text
    files = set(re.findall(r'"(/static/[^"]+)"', html))
    assert {each.split("/")[2].split(".")[0] for each in files} == {"icon", "style", "theme", "site", "chart", "vega"}
    for file in files - {each for each in files if "vega" in each}:
        answer = shown.get(file)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]
        stem, _, ending = file.removeprefix("/static/").split(".")
        assert answer.content == (FOLDER / f"{stem}.{ending}").read_bytes()


def test_static_files_are_packed_where_the_browser_unpacks(shown: TestClient) -> None:
    file = re.findall(r'"(/static/style[^"]+)"', shown.get("/").text)[0]
    packed = shown.get(file, headers={"Accept-Encoding": "gzip"})
    plain = shown.get(file, headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip" and "content-encoding" not in plain.headers
    assert packed.content == plain.content
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"])


def test_the_chart_library_brings_the_interpreter_and_is_made_once() -> None:
    assets = Assets()
    made = assets.asset(assets.url("vega.js").removeprefix("/static/"))
    assert made is assets.charts()
    assert b"expressionInterpreter" in made.content and b"vegaEmbed" in made.content
    assert gzip.decompress(made.packed) == made.content
