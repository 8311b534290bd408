"""All that a row holds as flat columns, and back: what our own CSV and Parquet have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, get_type_hints

import msgspec

from dragoman.ledger.exchange.cells import RefusedError
from dragoman.ledger.row import OWN, EventRow, Party, event_row

if TYPE_CHECKING:
    from dragoman.codebook import Codebook

SIDES = ("source", "recipient")
_KINDS: Mapping[Any, str] = {
    **{str: "text", str | None: "text", int: "whole", int | None: "whole", float: "real", float | None: "real"},
    **{bool: "flag", date | None: "day", tuple[str, ...]: "texts"},
}
_OF_SEVERAL = {"text": "texts", "texts": "lists"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column. kind: text, whole, real, flag, day, texts (a list), lists (a list of lists)."""

    name: str
    kind: str


def _columns() -> tuple[Column, ...]:
    found: list[Column] = []
    party = {name: _KINDS[hint] for name, hint in get_type_hints(Party).items()}
    for name, hint in get_type_hints(EventRow).items():
        if name in SIDES:
            found.extend(Column(f"{name}_{part}", _OF_SEVERAL[kind]) for part, kind in party.items())
        else:
            found.append(Column(name, _KINDS[hint]))
    return tuple(found)


COLUMNS = _columns()
_PARTS = tuple(get_type_hints(Party))
NEEDED = ("origin", *(each.name for each in msgspec.structs.fields(EventRow) if each.required))
_OWN = "our own coding without its article: bring the record with `dragoman import jsonl`"


def flat(row: EventRow) -> dict[str, Any]:
    """The row's values by column. A party's values stand at its place in the columns of its side."""
    values: dict[str, Any] = {}
    for column in COLUMNS:
        side, _, part = column.name.partition("_")
        if side in SIDES and part in _PARTS:
            values[column.name] = [getattr(party, part) for party in getattr(row, side)]
        else:
            values[column.name] = getattr(row, column.name)
    return values


def row_of(values: Mapping[str, Any], book: Codebook) -> EventRow:
    """The row of some flat values; those that are missing or None take the row's own default.

    Raises RefusedError for a value of another kind, parties that do not fit together, a type or code that the codebook
    does not have, and for an event that we coded: it stands in a ledger only with its article, words and actors.
    """
    fields = {name: value for name, value in values.items() if value is not None}
    if fields.get("origin") == OWN:
        raise RefusedError(_OWN)
    missing = [name for name in NEEDED if name not in fields]
    if missing:
        raise RefusedError(f"no {missing[0]}")
    for side in SIDES:
        fields[side] = _parties({part: fields.pop(f"{side}_{part}", []) for part in _PARTS}, side)
    try:
        row = event_row(fields, strict=False)
    except msgspec.ValidationError as error:
        raise RefusedError(str(error)) from error
    if row.type not in book.types:
        raise RefusedError(f"no PLOVER type {row.type!r}")
    if row.cameo not in book.cameo:
        raise RefusedError(f"no CAMEO code {row.cameo!r}")
    return row


def _parties(values: Mapping[str, list[Any]], side: str) -> list[dict[str, Any]]:
    lengths = {len(each) for each in values.values() if each}
    if len(lengths) > 1:
        raise RefusedError(f"the columns of the {side} hold different numbers of parties")
    rows = zip_longest(*values.values())
    return [{part: value for part, value in zip(values, each, strict=True) if value is not None} for each in rows]
