"""JSONL: one report a line, an object with our fields or with those that the caller names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec

from dragoman.draft import Source
from dragoman.errors import InputError, UnreadableError
from dragoman.read.columns import found_columns, source_of
from dragoman.read.encoding import decode
from dragoman.read.given import LARGEST, Given, Rejected, too_long
from dragoman.read.one import read_one

_LONGEST_LINE = 100 * LARGEST  # bytes that are passed over to find its end


def read_lines(stream: BinaryIO, given: Given, begun: bytes = b"") -> Iterator[Source | Rejected]:
    """The reports of a stream of lines, named by their ids or as "name:line". begun: the first line, where read."""
    number = 0
    line = begun or stream.readline(LARGEST + 1)
    while line:
        number += 1
        if line.strip():
            yield _of_line(line, f"{given.name}:{number}", given)
        if len(line) > LARGEST and not line.endswith(b"\n") and not _skipped(stream):
            reason = f"a line of more than {_LONGEST_LINE // 1_000_000} MB; what follows was not read"
            yield Rejected(given.name, reason, UnreadableError)
            return
        line = stream.readline(LARGEST + 1)


def read_any(stream: BinaryIO, given: Given) -> Iterator[Source | Rejected]:
    """The reports of a stream whose name says nothing: lines of JSON where the first line is one, else one report."""
    first = stream.readline(LARGEST + 1)
    read = read_lines if _is_object(first, given.name) else read_one
    yield from read(stream, given, first)


def _is_object(line: bytes, name: str) -> bool:
    try:
        return line.lstrip().startswith(b"{") and bool(_object(line, name))
    except InputError:
        return False


def _skipped(stream: BinaryIO) -> bool:
    """Whether the rest of a line could be passed over within the bound."""
    for _ in range(_LONGEST_LINE // LARGEST):
        rest = stream.readline(LARGEST)
        if not rest or rest.endswith(b"\n"):
            return True
    return False


def _of_line(raw: bytes, place: str, given: Given) -> Source | Rejected:
    try:
        if len(raw) > LARGEST:
            raise too_long("a line")
        row = _object(raw, place)
    except InputError as error:
        return Rejected.of(place, error)
    return source_of(row, found_columns(row, given.columns), place, given)


def _object(raw: bytes, place: str) -> dict[str, Any]:
    try:
        return msgspec.json.decode(decode(raw, place), type=dict[str, Any])
    except msgspec.DecodeError as error:
        raise UnreadableError(f"not a line of JSON as expected: {error}") from error
    except RecursionError as error:
        raise UnreadableError("not a line of JSON as expected: nested too deeply") from error
