"""Our own Parquet: every field of a row in a typed column, lists as lists; read back without a loss.

A side's columns (``source_name``, ``source_country``, ...) are lists with one value a party; ``source_sectors`` is a
list of lists.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BufferedIOBase
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

from dragoman.errors import UnreadableError
from dragoman.ledger.exchange.cells import RefusedError
from dragoman.ledger.exchange.files import aside, breaks_off, opened, packing
from dragoman.ledger.exchange.flat import COLUMNS, flat, row_of
from dragoman.ledger.exchange.tables import Written
from dragoman.ledger.row import EventRow
from dragoman.read.sources import Rejected

if TYPE_CHECKING:
    import pyarrow as pa

    from dragoman.codebook import Codebook

EXPECTED = "a file of Parquet"
_BATCH = 10_000  # rows held at once


def write(rows: Iterable[EventRow], out: Path, book: Codebook) -> Written:
    """Write every event, whatever its status; one row an event."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema, done, left = _schema(), 0, iter(rows)
    with (
        aside(out) as temporary,
        temporary.open("wb") as file,
        pq.ParquetWriter(file, schema, compression="zstd") as writer,
    ):
        while batch := [flat(row) for row in islice(left, _BATCH)]:
            writer.write_table(pa.Table.from_pylist(batch, schema=schema))
            done += len(batch)
    return Written(done, {})


def _schema() -> pa.Schema:
    import pyarrow as pa

    text = pa.string()
    kinds = {
        **{"text": text, "whole": pa.int64(), "real": pa.float64(), "flag": pa.bool_(), "day": pa.date32()},
        **{"texts": pa.list_(text), "lists": pa.list_(pa.list_(text))},
    }
    return pa.schema([pa.field(each.name, kinds[each.kind]) for each in COLUMNS])


def holds(first: str) -> bool:
    """Whether a file with this first line is one of Parquet."""
    return first.startswith("PAR1")


def read(path: Path, book: Codebook) -> Iterator[EventRow | Rejected]:
    """The events of a file; columns may be missing, stand in another order, or be more than ours."""
    import pyarrow as pa

    number = 0
    try:
        for values in _values(path):
            number += 1
            try:
                yield row_of(values, book)
            except RefusedError as error:
                yield Rejected(f"{path.name}:{number}", str(error))
    except UnreadableError as error:
        yield breaks_off(path, number + 1, error)
    except pa.ArrowException as error:
        yield Rejected(f"{path.name}:{number + 1}", f"damaged or not whole: {error}; fetch it again", UnreadableError)


def _values(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a file, plain, .gz or .zip, with our columns only."""
    import pyarrow.parquet as pq

    ours = {each.name for each in COLUMNS}
    with opened(path) as stream, _seekable(path, stream) as whole, pq.ParquetFile(whole) as file:
        names = [name for name in file.schema_arrow.names if name in ours]
        for batch in file.iter_batches(_BATCH, columns=names):
            yield from batch.to_pylist()


@contextmanager
def _seekable(path: Path, stream: BufferedIOBase) -> Iterator[Any]:
    """A stream in which one can go back and forth: a compressed one is unpacked first."""
    if not packing(path):
        yield stream
        return
    with TemporaryFile() as unpacked:
        shutil.copyfileobj(stream, unpacked)
        unpacked.seek(0)
        yield unpacked
