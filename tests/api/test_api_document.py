"""The OpenAPI document says what is so: Schemathesis asks by it, and holds each answer against it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from api_made import KEY
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import booleans
from jsonschema import Draft202012Validator
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from dragoman.api import make_api
from dragoman.api.problems import CODES
from dragoman.ledger import Ledger

EXAMPLES = 12  # questions of each address that keep to the document, and as many that break it
ASKED = (
    "/api", "/api/events", "/api/statements", "/api/events/{event_id}", "/api/happenings/{happening_id}",
    "/api/articles/{article_id}", "/api/relations/{one}/{other}", "/api/relations/compare",
    "/api/network", "/api/movers", "/api/actors",
    "/api/groups",
)  # fmt: skip
JUDGED = "/api/judgements"
ALONE = {"/api", "/api/groups"}  # without parameters: no question breaks the document
SETTINGS = settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


@pytest.fixture(scope="module")
def schema(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The document of an API whose ledger may be judged."""
    own = shutil.copytree(made, tmp_path_factory.mktemp("document") / "own.ledger")
    return schemathesis.openapi.from_asgi("/openapi.json", make_api(Path(own), token=KEY))


@pytest.fixture(scope="module")
def document(schema: Any) -> Any:
    return schema.raw_schema


@pytest.fixture(scope="module")
def real(made: Path) -> dict[str, str]:
    """What stands in the ledger, by the name of a part of an address."""
    with Ledger(made) as ledger:
        ((event, happening, article),) = ledger.rows(
            "SELECT event_id, happening_id, article_id FROM tellings JOIN events USING (event_id) ORDER BY ALL LIMIT 1"
        )
    return {"event_id": event, "happening_id": happening, "article_id": article, "one": "FRA", "other": "IRQ"}


@pytest.mark.parametrize("path", [*ASKED, JUDGED])
def test_answers_to_questions_that_keep_to_the_document(schema: Any, real: dict[str, str], path: str) -> None:
    """Half of them of what is there; a cursor that is none would leave nothing to look at."""

    def asked(case: schemathesis.Case, there: bool) -> None:
        if there:
            case.path_parameters = {name: real[name] for name in case.path_parameters or {}}
        case.query = {name: value for name, value in (case.query or {}).items() if name != "cursor"}
        # Not all that is refused can be said in a schema: 30 February, a type that is none, accept with changes.
        case.call_and_validate(headers=key_for(path), excluded_checks=[positive_data_acceptance])

    given_cases(schema, path, GenerationMode.POSITIVE, asked)


@pytest.mark.parametrize("path", [each for each in (*ASKED, JUDGED) if each not in ALONE])
def test_answers_to_questions_that_break_the_document(schema: Any, path: str) -> None:
    def asked(case: schemathesis.Case, there: bool) -> None:
        case.call_and_validate(headers=key_for(path))

    given_cases(schema, path, GenerationMode.NEGATIVE, asked)


def given_cases(schema: Any, path: str, mode: GenerationMode, asked: Any) -> None:
    """Ask the questions that Schemathesis makes for an address."""
    operation = schema[path]["POST" if path == JUDGED else "GET"]
    SETTINGS(given(case=operation.as_strategy(generation_mode=mode), there=booleans())(asked))()


def key_for(path: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {KEY}"} if path == JUDGED else {}


def test_all_addresses_are_asked(document: Any) -> None:
    assert {path: set(each) for path, each in document["paths"].items()} == {
        **{path: {"get"} for path in ASKED}, JUDGED: {"post"}
    }  # fmt: skip


def test_all_is_told_in_words(document: Any) -> None:
    for path, each in document["paths"].items():
        for operation in each.values():
            assert operation["summary"] and operation["description"]
            for parameter in operation.get("parameters", ()):
                told = parameter.get("description") or parameter["schema"].get("description")
                assert told, f"{path}: {parameter['name']}"
            assert {"422", "503"} <= operation["responses"].keys() and len(operation["responses"]) > 3


def test_schemas_are_whole(document: Any) -> None:
    schemas = document["components"]["schemas"]
    named = set(re.findall(r"#/components/schemas/(\w+)", json.dumps(document)))
    assert named <= schemas.keys() and "HTTPValidationError" not in schemas
    assert {"EventRow", "Record", "Happened", "ErrorAnswer"} <= named
    for each in schemas.values():
        Draft202012Validator.check_schema(each)


def test_the_page_names_all_addresses_and_filters(document: Any) -> None:
    page = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
    for path in (*ASKED, JUDGED):
        assert re.search(rf"`(POST )?{re.escape(path)}(\?\w+=)?`", page), path
    for path in ("/api/events", "/api/statements"):
        for parameter in document["paths"][path]["get"]["parameters"]:
            assert f"`{parameter['name']}`" in page, parameter["name"]
    for status, code in CODES.items():
        assert status == 500 or (code in page and str(status) in page)
