"""The contract in forms that other programs read: JSON Schema of the record (here), Arrow tables (``arrow``).

``record.schema.json`` in this folder is what ``record_schema`` gives; `dragoman schema` prints it.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FOLDER = Path(__file__).parent


def record_schema() -> dict[str, Any]:
    """JSON Schema 2020-12 of one record: generated from ``record.Record``, with ``constraints.yaml`` on top.

    Raises ValueError where a constraint names a field that the record doesn't have.
    """
    import msgspec
    import ryaml

    from dragoman.record import Record

    generated = msgspec.json.schema(Record)
    definitions = generated["$defs"]
    for name, fields in ryaml.loads((FOLDER / "constraints.yaml").read_text(encoding="utf-8")).items():
        _constrain(name, definitions.get(name, {}).get("properties", {}), fields)
    for definition in definitions.values():
        definition["description"] = inspect.cleandoc(definition["description"])
    definitions["Span"] |= {"items": False, "prefixItems": [{"type": "integer", "minimum": 0}] * 2}
    return {"$schema": DIALECT, "title": "Dragoman record", **generated}


def schema_text() -> str:
    """The schema as the committed file has it."""
    return json.dumps(record_schema(), indent=1, ensure_ascii=False) + "\n"


def _constrain(name: str, properties: dict[str, Any], fields: Mapping[str, Mapping[str, Any]]) -> None:
    for field, constraint in fields.items():
        if field not in properties:
            raise ValueError(f"constraints.yaml: the record has no {name}.{field}")
        inside = properties[field]
        for key, value in constraint.items():
            inside[key] = inside[key] | value if isinstance(inside.get(key), dict) else value
