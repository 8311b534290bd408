"""CSV and TSV: one report a row, its columns named by the first row."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from typing import BinaryIO, cast

from dragoman.draft import Source
from dragoman.errors import InputError, UnreadableError
from dragoman.read.columns import chosen, source_of
from dragoman.read.encoding import decode
from dragoman.read.given import LARGEST, Given, Rejected

_LONGEST = 8 * LARGEST  # characters of a cell or a line; in a longer one the rows can no longer be told apart
_SEPARATORS = ",;\t|"
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_table(stream: BinaryIO, given: Given) -> Iterator[Source | Rejected]:
    """The reports of a table, named by their ids or as "name:row", the first row after the header being 1."""
    number = 0
    try:
        rows = _rows(stream, given)
        header = [_plain(each, given.name) for each in next(rows, [])]
        columns = chosen(header, given.columns)
        for row in rows:
            if row:
                number += 1
                yield _of_row(header, row, columns, f"{given.name}:{number}", given)
    except csv.Error as error:
        reason = f"row {number + 1} cannot be told from the next ({error}); what follows it was not read"
        yield Rejected(given.name, reason, UnreadableError)
    except UnicodeError as error:
        yield Rejected(given.name, f"row {number + 1}: {error}; what follows it was not read", UnreadableError)
    except InputError as error:
        yield Rejected.of(given.name, error)


def _of_row(
    header: Sequence[str], row: Sequence[str], columns: dict[str, str], place: str, given: Given
) -> Source | Rejected:
    if len(row) > len(header):
        return Rejected(place, f"{len(row)} cells under {len(header)} columns", UnreadableError)
    try:
        values = {name: _plain(cell, place) for name, cell in zip(header, row, strict=False)}
    except InputError as error:
        return Rejected.of(place, error)
    return source_of(values, columns, place, given)


def _rows(stream: BinaryIO, given: Given) -> Iterator[list[str]]:
    csv.field_size_limit(_LONGEST)  # Python keeps it for the whole process: 131,072 would refuse long reports
    lines = _lines(stream)
    first = next(lines, "")
    separator = "\t" if given.suffix == ".tsv" else max(_SEPARATORS, key=first.count)
    yield from csv.reader(_after(first, lines), delimiter=separator)


def _after(first: str, lines: Iterator[str]) -> Iterator[str]:
    yield first
    yield from lines


def _lines(stream: BinaryIO) -> Iterator[str]:
    """Lines of UTF-8 or, with its mark, UTF-16. Bytes that are neither stay as surrogates, for ``_plain``."""
    start = cast(io.BufferedReader, stream).peek(2)[:2]
    encoding = "utf-16" if start in _UTF_16 else "utf-8-sig"
    text = io.TextIOWrapper(stream, encoding, errors="surrogateescape", newline="")
    while line := text.readline(_LONGEST):
        if len(line) == _LONGEST:
            raise csv.Error(f"a line of more than {_LONGEST} characters")
        yield line


def _plain(cell: str, place: str) -> str:
    """The cell; one that is not UTF-8 in the encoding that it seems to be in."""
    if cell.isascii():
        return cell
    try:
        cell.encode()
    except UnicodeEncodeError:
        return decode(cell.encode("utf-8", "surrogateescape"), place)
    return cell
