"""Our own CSV: every field of a row, with a header, safe to open in a spreadsheet; read back without a loss.

Several values of one cell are joined with "; " (a semicolon inside one has a backslash before it), a party's sectors
with "|".
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from dragoman.errors import UnreadableError
from dragoman.ledger.exchange.cells import RefusedError, as_meant, harmless
from dragoman.ledger.exchange.files import aside, breaks_off, opened
from dragoman.ledger.exchange.flat import COLUMNS, NEEDED, flat, row_of
from dragoman.ledger.exchange.tables import Written
from dragoman.ledger.row import EventRow
from dragoman.read.sources import Rejected

if TYPE_CHECKING:
    from _csv import Reader

    from dragoman.codebook import Codebook

_KINDS = {each.name: each.kind for each in COLUMNS}
EXPECTED = f"a first line with the names of our columns, separated by commas ({', '.join(NEEDED)} at least)"
_JOIN, _WITHIN = "; ", "|"
_TOKENS = re.compile(r"\\.|; ?|[^\\;]+|\\", re.DOTALL)


def write(rows: Iterable[EventRow], out: Path, book: Codebook) -> Written:
    """Write every event, whatever its status; one row an event."""
    done = 0
    with aside(out) as temporary, temporary.open("w", encoding="utf-8", errors="replace", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([each.name for each in COLUMNS])
        for row in rows:
            values = flat(row)
            writer.writerow([_written(values[each.name], each.kind) for each in COLUMNS])
            done += 1
    return Written(done, {})


def _written(value: Any, kind: str) -> str:
    if value is None:
        return ""
    if kind == "flag":
        return "true" if value else "false"
    if kind == "texts":
        return harmless(_joined(value))
    if kind == "lists":
        return harmless(_joined([_WITHIN.join(each) for each in value]))
    return harmless(value) if kind == "text" else str(value)


def _joined(values: Sequence[str | None]) -> str:
    texts = [each or "" for each in values]
    return _JOIN.join(re.sub(r"([\\;])", r"\\\1", each) for each in texts) if any(texts) else ""


def holds(first: str) -> bool:
    """Whether a file with this first line is one of ours."""
    return set(NEEDED).issubset(each.strip('"') for each in first.split(","))


def read(path: Path, book: Codebook) -> Iterator[EventRow | Rejected]:
    """The events of a file; columns may be missing, stand in another order, or be more than ours."""
    reader = None
    try:
        with opened(path) as stream:
            text = io.TextIOWrapper(cast("BinaryIO", stream), "utf-8-sig", "surrogateescape", newline="")
            reader = csv.reader(text)
            yield from _rows(reader, path.name, book)
    except UnreadableError as error:
        yield breaks_off(path, reader.line_num + 1 if reader is not None else 1, error)


def _rows(reader: Reader, name: str, book: Codebook) -> Iterator[EventRow | Rejected]:
    names: Sequence[str] = ()
    while True:
        try:
            cells = next(reader, None)
            if cells is None:
                return
            if not names:
                names = cells
            elif cells:
                yield row_of(_values(names, cells), book)
        except csv.Error as error:
            yield Rejected(f"{name}:{reader.line_num}", f"no line of CSV: {error}", UnreadableError)
        except RefusedError as error:
            yield Rejected(f"{name}:{reader.line_num}", str(error))


def _values(names: Sequence[str], cells: Sequence[str]) -> dict[str, Any]:
    if len(cells) != len(names):
        raise RefusedError(f"{len(cells)} columns, not {len(names)}")
    if any("\0" in each for each in cells):
        raise RefusedError("a NUL byte in the line")
    if not all(map(_is_text, cells)):
        raise RefusedError("not UTF-8")
    known = ((name, cell, _KINDS[name]) for name, cell in zip(names, cells, strict=True) if name in _KINDS)
    return {name: _read(as_meant(cell), kind) for name, cell, kind in known if cell}


def _is_text(cell: str) -> bool:
    return cell.isascii() or not any("\ud800" <= each <= "\udfff" for each in cell)


def _read(cell: str, kind: str) -> Any:
    if kind == "texts":
        return [each or None for each in _several(cell)]
    if kind == "lists":
        return [list(filter(None, each.split(_WITHIN))) for each in _several(cell)]
    return cell


def _several(cell: str) -> list[str]:
    parts = [""]
    for token in _TOKENS.findall(cell):
        if token[0] == ";":
            parts.append("")
        else:
            parts[-1] += token[1:] if len(token) > 1 and token[0] == "\\" else token
    return parts
