"""Records as rows of one Parquet file: a row a report, nested as in the record's JSON, or the reason why there is none.

The columns are made from the types of the record, so that they are those of the contract, and a row gives the same
record back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from dragoman import errors
from dragoman.read.sources import Rejected
from dragoman.record import Record

if TYPE_CHECKING:
    import pyarrow as pa
    from msgspec.inspect import Type

_AT_ONCE = 500  # rows in memory


@dataclass(slots=True)
class Counts:
    """What a file of records holds."""

    records: int = 0
    events: int = 0
    rejects: int = 0


class Refusal(msgspec.Struct, frozen=True):
    """A report that could not be read, as the row has it. error: the name of the kind of error."""

    source_id: str
    reason: str
    error: str


@cache
def schema() -> pa.Schema:
    """A column for each field of the record, and ``rejected`` for what has none."""
    import pyarrow as pa
    from msgspec.inspect import type_info

    columns = {**_fields(type_info(Record)), "rejected": _arrow(type_info(Refusal))}
    return pa.schema(list(columns.items()))


def write_rows(results: Iterable[Record | Rejected], path: Path) -> Counts:
    """Write the results in their order; what the file holds. The same results give the same bytes."""
    import pyarrow as pa
    from pyarrow.parquet import ParquetWriter

    counts = Counts()
    coming = iter(results)
    with ParquetWriter(path, schema(), compression="zstd") as file:
        while rows := [_row(each, counts) for each in islice(coming, _AT_ONCE)]:
            file.write_table(pa.Table.from_pylist(rows, schema=schema()))
    return counts


def read_rows(path: Path) -> Iterator[Record | Rejected]:
    """The results again."""
    from pyarrow.parquet import ParquetFile

    with ParquetFile(path) as file:
        for batch in file.iter_batches(_AT_ONCE):
            yield from map(_result, batch.to_pylist())


def _row(result: Record | Rejected, counts: Counts) -> dict[str, Any]:
    if isinstance(result, Rejected):
        counts.rejects += 1
        return {"rejected": {"source_id": result.source_id, "reason": result.reason, "error": result.error.__name__}}
    counts.records += 1
    counts.events += len(result.events)
    row: dict[str, Any] = msgspec.to_builtins(result)
    return row


def _result(row: dict[str, Any]) -> Record | Rejected:
    if row["rejected"] is None:
        return msgspec.convert(row, Record)
    refusal = msgspec.convert(row["rejected"], Refusal)
    return Rejected(refusal.source_id, refusal.reason, getattr(errors, refusal.error, errors.InputError))


def _fields(of: Type) -> dict[str, pa.DataType]:
    return {field.name: _arrow(field.type) for field in of.fields}  # type: ignore[attr-defined]


def _arrow(kind: Type) -> pa.DataType:
    """The Arrow type of a field. A span is a list of two, as in JSON. Raises TypeError for what no record has."""
    import pyarrow as pa
    from msgspec import inspect as of

    match kind:
        case of.StrType():
            return pa.string()
        case of.IntType():
            return pa.int64()
        case of.FloatType():
            return pa.float64()
        case of.BoolType():
            return pa.bool_()
        case of.VarTupleType():
            return pa.list_(_arrow(kind.item_type))
        case of.NamedTupleType():
            return pa.list_(_arrow(kind.fields[0].type))
        case of.StructType():
            return pa.struct(list(_fields(kind).items()))
        case of.UnionType():
            (inner,) = (each for each in kind.types if not isinstance(each, of.NoneType))
            return _arrow(inner)
    raise TypeError(f"no column for {kind}")
