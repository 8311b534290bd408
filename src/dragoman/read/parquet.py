"""Parquet: one report a row, a few rows at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from dragoman.draft import Source
from dragoman.errors import InputError, UnreadableError
from dragoman.read.columns import chosen, source_of
from dragoman.read.given import Given, Rejected

if TYPE_CHECKING:
    import pyarrow as pa

_ROWS = 64  # at a time


def read_parquet(stream: BinaryIO, given: Given) -> Iterator[Source | Rejected]:
    """The reports of a file, named by their ids or as "name:row", the first row being 1."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    number = 0
    try:
        file = pq.ParquetFile(stream)
        columns = chosen(file.schema_arrow.names, given.columns)
        for batch in file.iter_batches(batch_size=_ROWS, columns=list(dict.fromkeys(columns.values()))):
            for row in _with_plain_dates(batch).to_pylist():
                number += 1
                yield source_of(row, columns, f"{given.name}:{number}", given)
    except InputError as error:
        yield Rejected.of(given.name, error)
    except (pa.ArrowException, OSError, UnicodeError) as error:
        yield Rejected(given.name, f"damaged after row {number}: {error}", UnreadableError)


def _with_plain_dates(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The rows with dates and moments as ISO text, whatever their unit and year."""
    import pyarrow as pa

    columns = [each.cast(pa.string()) if pa.types.is_temporal(each.type) else each for each in batch.columns]
    return pa.RecordBatch.from_arrays(columns, names=batch.schema.names)
