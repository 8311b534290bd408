"""The lines of a foreign file, one at a time: what is no line of UTF-8 text comes as Rejected, and the rest goes on."""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedIOBase
from pathlib import Path
from typing import NamedTuple

from dragoman.errors import UnreadableError
from dragoman.ledger.exchange.files import breaks_off, opened
from dragoman.read.sources import Rejected

LONGEST = 1_000_000  # bytes of one line; the rows of all formats are some thousand
_MARK = b"\xef\xbb\xbf"  # byte order mark of UTF-8


class Line(NamedTuple):
    """One line without its end. where: the file's name and the line's number, as Rejected names it."""

    where: str
    text: str


def read_lines(path: Path, longest: int = LONGEST) -> Iterator[Line | Rejected]:
    """The lines of a file, plain or packed; blank ones are left out. A file that breaks off ends with Rejected.

    longest: bytes of a line; a longer one is Rejected.
    """
    number = 0
    try:
        with opened(path) as stream:
            while raw := stream.readline(longest + 1):
                number += 1
                if raw.strip():
                    yield _line(raw, f"{path.name}:{number}", longest)
                if len(raw) > longest and not raw.endswith(b"\n"):
                    _skip(stream, longest)
    except UnreadableError as error:
        yield breaks_off(path, number + 1, error)


def first_line(path: Path) -> str:
    """The first line of a file that is not blank, with what is no UTF-8 replaced; "" where there is none.

    Raises UnreadableError where the file cannot be read.
    """
    with opened(path) as stream:
        lines = iter(lambda: stream.readline(LONGEST), b"")
        raw = next((each for each in lines if each.strip()), b"")
    return raw.removeprefix(_MARK).rstrip(b"\r\n").decode("utf-8", errors="replace")


def _line(raw: bytes, where: str, longest: int) -> Line | Rejected:
    if len(raw) > longest:
        return Rejected(where, f"a line of more than {longest // 1_000_000} MB", UnreadableError)
    if b"\0" in raw:
        return Rejected(where, "a NUL byte in the line", UnreadableError)
    try:
        return Line(where, raw.removeprefix(_MARK).rstrip(b"\r\n").decode("utf-8"))
    except UnicodeDecodeError as error:
        return Rejected(where, f"not UTF-8: byte {error.object[error.start]:#04x} in the line", UnreadableError)


def _skip(stream: BufferedIOBase, longest: int) -> None:
    while (rest := stream.readline(longest)) and not rest.endswith(b"\n"):
        pass
