"""Parquet: one report a row, a few rows at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from dragoman.draft import Source
from dragoman.errors import InputError, UnreadableError
from dragoman.read.columns import chosen, source_of
from dragoman.read.given import Given, Rejected

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

_ROWS = 64  # at a time
_GROUP, _CELL = 64 << 20, 100_000  # bytes of a group of rows: at most so many and so many more for each cell


def read_parquet(stream: BinaryIO, given: Given) -> Iterator[Source | Rejected]:
    """The reports of a file, named by their ids or as "name:row", the first row being 1."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    number = 0
    try:
        columns = chosen(pq.read_schema(stream).names, given.columns)
        wanted = list(dict.fromkeys(columns.values()))
        # a cell that many rows share is kept once, and pages are unpacked as they are needed
        file = pq.ParquetFile(stream, read_dictionary=wanted, pre_buffer=False, buffer_size=1 << 20)
        _check_size(file)
        for batch in file.iter_batches(batch_size=_ROWS, columns=wanted):
            for row in _rows(_with_plain_dates(batch)):
                number += 1
                yield source_of(row, columns, f"{given.name}:{number}", given)
    except InputError as error:
        yield Rejected.of(given.name, error)
    except (pa.ArrowException, OSError, UnicodeError) as error:
        yield Rejected(given.name, f"damaged after row {number}: {error}", UnreadableError)


def _check_size(file: pq.ParquetFile) -> None:
    """Raises UnreadableError where the file itself says that its cells are too long for reports.

    The sizes of whole groups of rows: to ask for those of a column that lies ends the process.
    """
    for group in map(file.metadata.row_group, range(file.metadata.num_row_groups)):
        if group.total_byte_size > _GROUP + _CELL * group.num_rows * group.num_columns:
            raise UnreadableError("its cells are too long for reports")


def _rows(batch: pa.RecordBatch) -> Iterator[dict[str, Any]]:
    """The rows one by one: of long cells never more than one at a time."""
    names = batch.schema.names
    for number in range(batch.num_rows):
        yield {name: column[number].as_py() for name, column in zip(names, batch.columns, strict=True)}


def _with_plain_dates(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The rows with dates and moments as ISO text, whatever their unit and year."""
    import pyarrow as pa

    columns = [each.cast(pa.string()) if pa.types.is_temporal(each.type) else each for each in batch.columns]
    return pa.RecordBatch.from_arrays(columns, names=batch.schema.names)
