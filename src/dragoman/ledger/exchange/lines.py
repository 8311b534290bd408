"""The lines of a foreign file, one at a time: what is no line of UTF-8 text comes as Rejected, and the rest goes on."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from io import BufferedIOBase
from pathlib import Path
from typing import NamedTuple

from dragoman.errors import UnreadableError
from dragoman.ledger.exchange.files import opened
from dragoman.read.sources import Rejected

LONGEST = 1_000_000  # bytes of one line; the rows of all formats are some thousand


class Line(NamedTuple):
    """One line without its end. where: the file's name and the line's number, as Rejected names it."""

    where: str
    text: str


def read_lines(path: Path) -> Iterator[Line | Rejected]:
    """The lines of a file, plain, .gz or .zip; blank ones are left out. A file that breaks off ends with Rejected."""
    number = 0
    try:
        with opened(path) as stream:
            while raw := stream.readline(LONGEST + 1):
                number += 1
                if raw.strip():
                    yield _line(raw, f"{path.name}:{number}")
                if len(raw) > LONGEST and not raw.endswith(b"\n"):
                    _skip(stream)
    except (UnreadableError, zlib.error) as error:
        reason = str(error).removeprefix(f"{path}: ")
        yield Rejected(f"{path.name}:{number + 1}", f"the file breaks off here: {reason}", UnreadableError)


def _line(raw: bytes, where: str) -> Line | Rejected:
    if len(raw) > LONGEST:
        return Rejected(where, f"a line of more than {LONGEST // 1_000_000} MB", UnreadableError)
    if b"\0" in raw:
        return Rejected(where, "a NUL byte in the line", UnreadableError)
    try:
        return Line(where, raw.removeprefix(b"\xef\xbb\xbf").rstrip(b"\r\n").decode("utf-8"))
    except UnicodeDecodeError as error:
        return Rejected(where, f"not UTF-8: byte {error.object[error.start]:#04x} in the line", UnreadableError)


def _skip(stream: BufferedIOBase) -> None:
    while (rest := stream.readline(LONGEST)) and not rest.endswith(b"\n"):
        pass
