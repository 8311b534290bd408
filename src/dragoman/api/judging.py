"""``POST /api/judgements``: a person's word on an event, from who has the key."""

from __future__ import annotations

import hmac
from typing import Annotated, Any, Literal

import msgspec
from fastapi import APIRouter, Depends, Request, Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import Field, StringConstraints, model_validator

from dragoman.api.asked import Id, Parameters, Text
from dragoman.api.documented import answers
from dragoman.api.problems import ApiError
from dragoman.api.service import service_of
from dragoman.ledger import open_writer
from dragoman.ledger.judge import judge
from dragoman.ledger.row import EventRow

routes = APIRouter(prefix="/api")
WAIT = 2.0  # seconds to wait for another writer
_FIELDS = frozenset(EventRow.__struct_fields__) - {"event_id", "article_id", "happening_id"}
_bearer = HTTPBearer(auto_error=False, description="The key that the server was begun with.")
Note = Annotated[str, StringConstraints(min_length=1, max_length=2_000, pattern=r"^[^\x00-\x08\x0b-\x1f\x7f]+$")]
Number = Annotated[float, Field(ge=-(10**9), le=10**9, allow_inf_nan=False)]
Value = Text | Annotated[int, Field(ge=-(10**9), le=10**9)] | Number | bool | None


class Judged(Parameters):
    """A judgement. changes: for "correct" only, the event's fields that are wrong with their right values."""

    event_id: Id = Field(description="The id of the event.")
    verdict: Literal["accept", "reject", "correct"]
    judge: Text = Field(description="Who judges.", examples=["anna"])
    changes: dict[str, Value] = Field({}, max_length=20, examples=[{"type": "ACCUSE"}])
    note: Note | None = Field(None, description="Why.")

    @model_validator(mode="after")
    def _whole(self) -> Judged:
        if (self.verdict == "correct") != bool(self.changes):
            raise ValueError("changes go with the verdict correct, and only with it")
        if not self.changes.keys() <= _FIELDS:
            raise ValueError("changes name fields that an event does not have")
        return self


class JudgementAnswer(msgspec.Struct, frozen=True):
    """The id of a judgement that is kept."""

    judgement_id: str


def _may(request: Request, key: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]) -> None:
    """Raises ApiError where the asker may not judge."""
    token = service_of(request).token
    if token is None:
        raise ApiError(403, "nobody may judge here: the server was begun without a key")
    if key is None or not hmac.compare_digest(key.credentials.encode(), token.encode()):
        raise ApiError(401, "judging needs the header Authorization: Bearer KEY")


@routes.post(
    "/judgements",
    summary="Judge an event",
    status_code=201,
    dependencies=[Depends(_may)],
    responses=answers(JudgementAnswer, 401, 403, 404, 409, 413, 423, status=201),
)
def judgement(request: Request, given: Judged) -> Response:
    """Keep a judgement: accept, reject, or correct. The event stays as it was coded."""
    service = service_of(request)
    if service.opened.as_of is not None:
        raise ApiError(409, "the server answers as the ledger was then, and adds nothing to it")
    with service.opened.asking() as asked:
        if not asked.ledger.rows("SELECT 1 FROM events WHERE event_id = ?", [given.event_id]):
            raise ApiError(404, "no such event in the ledger", "event_id")
    changes: dict[str, Any] = dict(given.changes)
    with open_writer(service.opened.path, wait=WAIT, command="judgement over HTTP") as writer:
        kept = judge(writer, given.event_id, given.verdict, given.judge, changes=changes, note=given.note)
    return Response(msgspec.json.encode(JudgementAnswer(kept)), 201, media_type="application/json")
