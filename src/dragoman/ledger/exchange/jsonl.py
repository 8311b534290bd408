"""Our own records, one article a line: what `dragoman read --format jsonl` prints, out of a ledger and into it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from dragoman.errors import UnreadableError
from dragoman.ledger.exchange.files import aside, opened
from dragoman.read.sources import Rejected
from dragoman.record import Record, from_json


def write_records(records: Iterable[Record], out: Path) -> int:
    """Write records; how many. The file stands only when it is whole."""
    done = 0
    with aside(out) as temporary, temporary.open("wb") as file:
        for record in records:
            file.write(record.to_json() + b"\n")
            done += 1
    return done


def read_records(path: Path) -> Iterator[Record | Rejected]:
    """The records of a file; a line that is none comes as Rejected."""
    with opened(path) as file:
        for number, line in enumerate(file, start=1):
            if line.strip():
                try:
                    yield from_json(line)
                except msgspec.DecodeError as error:
                    yield Rejected(f"{path.name}:{number}", f"not a record: {error}", UnreadableError)
