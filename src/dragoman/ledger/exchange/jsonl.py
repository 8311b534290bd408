"""Our own records, one article a line: what `dragoman read --format jsonl` prints, out of a ledger and into it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from dragoman.errors import UnreadableError
from dragoman.ledger.exchange.files import aside
from dragoman.ledger.exchange.lines import read_lines
from dragoman.read.sources import Rejected
from dragoman.record import Record, from_json

if TYPE_CHECKING:
    from dragoman.codebook import Codebook

EXPECTED = "on each line a record in JSON, as `dragoman read --format jsonl` prints it (reports go to `dragoman read`)"
_LONGEST = 100_000_000  # bytes of one record, with its text


def write_records(records: Iterable[Record], out: Path) -> int:
    """Write records; how many. The file stands only when it is whole. Raises InputError where it can't be written."""
    done = 0
    with aside(out) as temporary, temporary.open("wb") as file:
        for record in records:
            file.write(record.to_json() + b"\n")
            done += 1
    return done


def holds(first: str) -> bool:
    """Whether a file with this first line is one of ours."""
    return first.lstrip().startswith("{") and '"article"' in first


def read(path: Path, book: Codebook) -> Iterator[Record | Rejected]:
    """The records of a file; a line that is none comes as Rejected."""
    for line in read_lines(path, _LONGEST):
        if isinstance(line, Rejected):
            yield line
            continue
        try:
            yield from_json(line.text)
        except msgspec.DecodeError as error:
            yield Rejected(line.where, f"not a record of `dragoman read`: {error}", UnreadableError)
