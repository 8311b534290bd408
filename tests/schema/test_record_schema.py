"""The committed JSON Schema is the generated one, and records keep to it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from handmade import full_record
from jsonschema import Draft202012Validator

from dragoman.codebook.files import OURS
from dragoman.schema import FOLDER, record_schema, schema_text

PLAIN = json.loads(full_record().to_json())


def test_the_committed_file_is_the_generated_schema() -> None:
    committed = (FOLDER / "record.schema.json").read_text(encoding="utf-8")
    assert committed == schema_text(), "write it anew: dragoman schema > src/dragoman/schema/record.schema.json"


def test_the_schema_is_one_and_a_full_record_keeps_to_it() -> None:
    Draft202012Validator.check_schema(record_schema())
    assert list(Draft202012Validator(record_schema()).iter_errors(PLAIN)) == []


def changed(path: str, value: Any) -> Any:
    """The full record with one value replaced; the path is keys and numbers apart by dots."""
    content = json.loads(json.dumps(PLAIN))
    *way, last = (int(part) if part.isdigit() else part for part in path.split("."))
    inside = content
    for part in way:
        inside = inside[part]
    inside[last] = value
    return content


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("article.published", "27 August 2020"),
        ("article.published_basis", "guess"),
        ("article.published_reliability", "fair"),
        ("actors.0.kind", "man"),
        ("actors.0.country", "France"),
        ("actors.0.sectors", ["PM"]),
        ("events.0.type", "VISIT"),
        ("events.0.status", "maybe"),
        ("events.0.quad", 5),
        ("events.0.goldstein", 12.5),
        ("events.0.confidence", 1.5),
        ("events.0.evidence", []),
        ("events.0.evidence.0.trigger", [4]),
        ("events.0.evidence.0.trigger", [4, 5, 6]),
        ("events.0.evidence.0.trigger", [-4, 5]),
        ("events.0.date.start", "2024"),
        ("statements.0.kind", "reported"),
    ],
)
def test_what_breaks_the_contract_breaks_the_schema(path: str, value: Any) -> None:
    (error, *_) = Draft202012Validator(record_schema()).iter_errors(changed(path, value))
    assert error.message


def test_the_types_are_those_of_the_codebook() -> None:
    types = record_schema()["$defs"]["Event"]["properties"]["type"]["enum"]
    assert set(types) == {path.stem for path in (OURS / "events").glob("[A-Z]*.yaml")}
