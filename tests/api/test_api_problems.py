"""Errors have one shape; odd questions are refused or answered, never a fault."""

from __future__ import annotations

import re
from typing import Any

import msgspec
import pytest
from starlette.testclient import TestClient

from dragoman.api.app import api_of
from dragoman.api.opened import Opened
from dragoman.api.problems import CODES, ErrorAnswer

UNKNOWN = "b2:" + "0" * 32
LONG = "x" * 50_000


def refused(client: TestClient, address: str, **asked: Any) -> tuple[int, str, str | None]:
    """The status, code and field of an answer that is an error of the documented shape, without a trace in it."""
    answer = client.get(address, **asked)
    problem = msgspec.json.decode(answer.content, type=ErrorAnswer).error
    assert answer.headers["content-type"] == "application/json" and problem.code == CODES[answer.status_code]
    assert set(answer.json()) == {"error"} and set(answer.json()["error"]) <= {"code", "message", "field"}
    assert problem.message and len(answer.content) < 1_000
    assert not re.search(r"Traceback|File \"|SELECT|duckdb|Error:", answer.text)
    return answer.status_code, problem.code, problem.field


@pytest.mark.parametrize(
    ("address", "status", "field"),
    [
        ("/api/events?limit=0", 422, "limit"),
        ("/api/events?limit=1001", 422, "limit"),
        ("/api/events?limit=99999999999999999999999999", 422, "limit"),
        ("/api/events?limit=1e3", 422, "limit"),
        ("/api/events?tpye=AID", 422, "tpye"),
        ("/api/events?type=", 422, "type"),
        ("/api/events?type=AID&type=AGREE", 422, "type"),
        ("/api/events?type=NOTHING", 400, "type"),
        ("/api/events?type=%00", 422, "type"),
        ("/api/events?status=perhaps", 422, "status"),
        ("/api/events?quad=5", 422, "quad"),
        ("/api/events?min_confidence=nan", 422, "min_confidence"),
        ("/api/events?min_confidence=inf", 422, "min_confidence"),
        ("/api/events?min_sources=-1", 422, "min_sources"),
        ("/api/events?between=FRA", 422, "between"),
        ("/api/events?between=FRA,fra", 422, "between"),
        ("/api/events?between=FRA,IRQ,DEU", 422, "between"),
        ("/api/events?since=0000-00-00", 422, "since"),
        ("/api/events?since=2014-02-30", 422, "since"),
        ("/api/events?since=20140101", 422, "since"),
        ("/api/events?since=9999-12-31", 422, "since"),
        ("/api/events?until=9999", 422, "until"),
        ("/api/events?until=9999-12", 422, "until"),
        ("/api/events?until=%D9%A2%D9%A0%D9%A1%D9%A4", 422, "until"),
        ("/api/events?since=2015&until=2014", 422, None),
        ("/api/events?cursor=abc", 422, "cursor"),
        ("/api/events?superseded=perhaps", 422, "superseded"),
        ("/api/events?article=a%20b", 422, "article"),
        (f"/api/events?article={LONG}", 422, "article"),
        ("/api/statements?contains=%00", 422, "contains"),
        (f"/api/statements?contains={LONG}", 422, "contains"),
        (f"/api/events/{UNKNOWN}", 404, "event_id"),
        ("/api/events/%ED%A0%80", 422, "event_id"),
        ("/api/events/a%00b", 422, "event_id"),
        (f"/api/events/{UNKNOWN}?limit=1", 422, "limit"),
        (f"/api/articles/{UNKNOWN}", 404, "article_id"),
        (f"/api/happenings/{UNKNOWN}", 404, "happening_id"),
        ("/api/relations/FRA/NOWHERE", 404, "other"),
        ("/api/relations/FRA/fra", 400, None),
        ("/api/relations/FRA/IRQ?by=day", 422, "by"),
        ("/api/relations/FRA/" + "A" * 65, 422, "other"),
        ("/api/relations/compare", 422, "pair"),
        ("/api/relations/compare?pair=FRA", 422, "pair"),
        ("/api/relations/compare?pair=FRA,NOWHERE", 400, "pair"),
        (
            "/api/relations/compare?" + "&".join(f"pair=FRA,{each}" for each in ("IRQ", "DEU", "USA", "GBR", "TUR")),
            422,
            "pair",
        ),
        ("/api/relations/FRA/IRQ?pair=FRA,IRQ&pair=FRA,IRQ", 422, "pair"),
        ("/api/network?code=%27--", 422, "code"),
        ("/api/movers?weeks=0", 422, "weeks"),
        ("/api/movers?until=0001", 422, "until"),
        ("/api/actors", 422, "q"),
        ("/api/actors?q=", 422, "q"),
        ("/api/actors?q=a&limit=21", 422, "limit"),
        ("/api?x=1", 422, "x"),
        ("/api/nothing", 404, None),
        ("/api/events/a/b", 404, None),
        ("/nothing", 404, None),
    ],
)
def test_what_is_refused(client: TestClient, address: str, status: int, field: str | None) -> None:
    found, _, named = refused(client, address)
    assert (found, named) == (status, field)


@pytest.mark.parametrize(
    "address",
    [
        "/api/statements?contains=%ED%A0%80",
        "/api/statements?speaker=%FF%FE",
        "/api/statements?contains=%27%3B%20DROP%20TABLE%20events",
        "/api/statements?contains=%F0%9F%95%8A",
        "/api/events?since=0001-01-01",
        "/api/events?until=0001",
        "/api/events?min_sources=1000000",
        "/api/events?min_confidence=1e-300",
        "/api/actors?q=%ED%A0%80",
        "/api/actors?q=%C2%A0%E2%80%AE",
        "/api/movers?until=9998",
        "/api/network?since=0001&until=9998",
        "/api/relations/FRA/IRQ?since=0001&until=9998",
    ],
)
def test_odd_questions_that_can_be_answered(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 200


def test_other_ways_to_ask(client: TestClient) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        answer = client.request(method, "/api/events")
        assert answer.status_code == 405 and answer.headers["allow"] == "GET"
        assert answer.json()["error"]["code"] == "method_not_allowed"


def test_a_question_that_takes_too_long(made: Any) -> None:
    with TestClient(api_of(Opened(made, seconds=0.001)), raise_server_exceptions=False) as hasty:
        assert refused(hasty, "/api/relations/FRA/IRQ") == (503, "unavailable", None)
        assert hasty.get("/api/movers").headers["retry-after"]


def test_a_fault_of_ours_is_told_without_its_trace(made: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("SELECT secrets")

    monkeypatch.setattr("dragoman.api.single.event_answer", broken)
    with TestClient(api_of(Opened(made)), raise_server_exceptions=False) as client:
        assert refused(client, f"/api/events/{UNKNOWN}") == (500, "fault", None)


def test_more_than_a_question_may_hold(client: TestClient) -> None:
    answer = client.post("/api/judgements", content=b"[" * 100_000)
    assert (answer.status_code, answer.json()["error"]["code"]) == (413, "too_large")
