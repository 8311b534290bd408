"""What the OpenAPI document says of answers: their schemas, made from the types that hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from dragoman.api.problems import ErrorAnswer

if TYPE_CHECKING:
    from fastapi import FastAPI

Answers = dict[int | str, dict[str, Any]]
_REF = "#/components/schemas/{name}"
_ERRORS = {
    400: "A question that cannot be answered, such as one with an unknown code.",
    401: "No key, or a wrong one.",
    403: "Nobody may judge: the server was begun without a key.",
    404: "There is no such thing in the ledger.",
    409: "The server answers as the ledger was at an earlier time, and cannot add to it.",
    413: "More than a question may hold.",
    422: "A parameter that breaks its limits; `field` names it.",
    423: "Another process writes to the ledger.",
    503: "The question took too long, or the ledger cannot be read now.",
}
_HEADERS = {
    "ETag": {"description": "Changes with the ledger's snapshot.", "schema": {"type": "string"}},
    "Cache-Control": {"description": "Keep it, but ask again.", "schema": {"type": "string"}},
}


def answers(kind: Any, *errors: int, status: int = 200) -> Answers:
    """The answers of an address: one of that type, and the errors; 400, 422 and 503 may come from any."""
    told: Answers = {status: {"description": "The answer.", "content": _json(kind)}}
    if status == 200:
        told[200]["headers"] = _HEADERS
        told[304] = {"description": "Not changed since the ETag that was sent.", "headers": _HEADERS}
    for each in sorted({400, 422, 503, *errors}):
        told[each] = {"description": _ERRORS[each], "content": _json(ErrorAnswer)}
    return told


def described(app: FastAPI, kinds: tuple[Any, ...]) -> None:
    """Add the schemas of the answers' types to an application's OpenAPI document."""
    plain = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            document = plain()
            _, schemas = msgspec.json.schema_components([ErrorAnswer, *kinds], ref_template=_REF)
            held = document.setdefault("components", {}).setdefault("schemas", {})
            for unused in ("HTTPValidationError", "ValidationError"):
                held.pop(unused, None)
            held.update(schemas)
        return app.openapi_schema or {}

    app.openapi = openapi  # type: ignore[method-assign]


def _json(kind: Any) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": _REF.format(name=kind.__name__)}}}
