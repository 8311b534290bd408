"""Judgements: who may, what is kept, and what happens while others write."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from api_made import KEY, told
from starlette.testclient import TestClient

from dragoman.api import make_api
from dragoman.ledger import Ledger
from dragoman.ledger.lock import writing
from dragoman.ledger.rows import ids_of

VISIT = ids_of(told()).events["e1"]
ACCEPTED = {"event_id": VISIT, "verdict": "accept", "judge": "anna"}
UNKNOWN = "b2:" + "0" * 32


@pytest.fixture
def judging(own: Path) -> Iterator[TestClient]:
    """A client with the key to a ledger of the test's own."""
    with keyed(own) as client:
        yield client


@pytest.fixture(scope="module")
def refusing(made: Path) -> Iterator[TestClient]:
    """A client with the key to the ledger that all share; it is asked only for what is refused."""
    with keyed(made) as client:
        yield client
        assert client.get("/api").json()["counts"]["judgements"] == 0


def keyed(path: Path) -> TestClient:
    return TestClient(make_api(path, token=KEY), headers={"Authorization": f"Bearer {KEY}"})


def post(client: TestClient, **fields: Any) -> tuple[int, Any]:
    answer = client.post("/api/judgements", json={**ACCEPTED, **fields})
    return answer.status_code, answer.json()


def test_a_judgement_is_kept_and_shown_with_its_event(judging: TestClient, own: Path) -> None:
    tag = judging.get(f"/api/events/{VISIT}").headers["etag"]
    status, answer = post(judging, verdict="correct", changes={"type": "ACCUSE", "quad": 3}, note="She did not go.")
    assert status == 201
    shown = judging.get(f"/api/events/{VISIT}", headers={"If-None-Match": tag})
    (kept,) = shown.json()["judgements"]
    assert kept["judgement_id"] == answer["judgement_id"] and kept["judged"].endswith("Z")
    assert (kept["verdict"], kept["judge"], kept["note"]) == ("correct", "anna", "She did not go.")
    assert kept["changes"] == '{"quad": 3, "type": "ACCUSE"}' and shown.json()["event"]["type"] == "CONSULT"
    with Ledger(own) as ledger:
        assert [each["event_id"] for each in ledger.judgements()] == [VISIT]


def test_who_may_not(client: TestClient, refusing: TestClient) -> None:
    assert client.post("/api/judgements", json=ACCEPTED, headers={"Authorization": "Bearer x"}).status_code == 403
    for wrong in ("Bearer another", f"Basic {KEY}", f"Bearer {KEY}x", "Bearer ", "Bearer \xe9"):
        answer = refusing.post("/api/judgements", json=ACCEPTED, headers={"Authorization": wrong.encode("latin-1")})
        assert answer.status_code == 401 and answer.headers["www-authenticate"] == "Bearer"
        assert answer.json()["error"]["code"] == "unauthorised"


def test_while_another_writes(judging: TestClient, own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.api.judging.WAIT", 0.0)
    with writing(own):
        answer = judging.post("/api/judgements", json=ACCEPTED)
    assert answer.status_code == 423 and answer.json()["error"]["code"] == "locked" and answer.headers["retry-after"]
    assert "pytest" not in answer.text, "who holds it is not for strangers"
    assert post(judging)[0] == 201


@pytest.mark.parametrize(
    ("fields", "status", "field"),
    [
        ({"event_id": UNKNOWN}, 404, "event_id"),
        ({"event_id": "no id"}, 422, "event_id"),
        ({"verdict": "perhaps"}, 422, "verdict"),
        ({"verdict": "correct"}, 422, None),
        ({"changes": {"type": "AID"}}, 422, None),
        ({"verdict": "correct", "changes": {"colour": "red"}}, 422, None),
        ({"verdict": "correct", "changes": {"type": "a\0b"}}, 422, "changes"),
        ({"verdict": "correct", "changes": {"quad": 10**30}}, 422, "changes"),
        ({"verdict": "correct", "changes": {"type": ["AID"]}}, 422, "changes"),
        ({"judge": ""}, 422, "judge"),
        ({"judge": "a\0b"}, 422, "judge"),
        ({"note": "x" * 2_001}, 422, "note"),
        ({"colour": "red"}, 422, "colour"),
    ],
)
def test_what_is_refused(refusing: TestClient, fields: dict[str, Any], status: int, field: str | None) -> None:
    found, answer = post(refusing, **fields)
    assert (found, answer["error"].get("field")) == (status, field)


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b'"\\ud800"', b"\xff\xfe", b"[" * 10_000, b'{"verdict": 1}']
)
def test_bodies_that_are_none(refusing: TestClient, body: bytes) -> None:
    answer = refusing.post("/api/judgements", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in {400, 422} and set(answer.json()) == {"error"}


def test_half_a_character_is_refused(refusing: TestClient) -> None:
    for field in ("judge", "note"):
        body = f'{{"event_id": "{VISIT}", "verdict": "accept", "judge": "anna", "{field}": "\\ud800"}}'
        answer = refusing.post("/api/judgements", content=body, headers={"Content-Type": "application/json"})
        assert (answer.status_code, answer.json()["error"]["field"]) == (422, field)
