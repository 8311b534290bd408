"""From what a user names (files, folders, standard input) to sources, one a report, read as they are needed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import msgspec

from dragoman.draft import Source
from dragoman.errors import DateError, DragomanError, InputError, NotFoundError, UnreadableError
from dragoman.read.encoding import decode

LARGEST = 2_000_000  # bytes of one report: some 300,000 words
_SUFFIXES = frozenset({".txt", ".text", ".html", ".htm", ".jsonl", ".ndjson"})
_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ].*)?")
_TAG = re.compile(r"\s*(?:<!doctype html|<html|<head|<body|<\?xml|<article|<div|<p[ >])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rejected:
    """An input that could not be read: which, why, and the kind of error."""

    source_id: str
    reason: str
    error: type[DragomanError] = InputError

    @classmethod
    def of(cls, source_id: str, error: DragomanError) -> Rejected:
        """The row for an error; the message without the input's name in front."""
        return cls(source_id, str(error).removeprefix(f"{source_id}: "), type(error))


class Line(msgspec.Struct):
    """A line of JSONL input."""

    id: str | int | None = None
    text: str | None = None
    html: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    title: str | None = None


def iso_date(words: str | None) -> str | None:
    """An ISO date, or the date part of an ISO date-time; None stays None. Raises DateError for anything else."""
    if words is None:
        return None
    from datetime import date

    match = _DATE.fullmatch(words.strip())
    try:
        return date.fromisoformat(match.group(1)).isoformat() if match else _no_date(words)
    except ValueError:
        return _no_date(words)


def _no_date(words: str) -> str:
    raise DateError(f"{words!r} is no date; write it as 2020-08-27")


def sources(
    paths: Sequence[str], *, published: str | None = None, stdin: BinaryIO | None = None
) -> Iterator[Source | Rejected]:
    """The reports that the paths name: text, HTML and JSONL files, folders of them, "-" for standard input.

    published: the date of those that carry none of their own. Raises DateError where it is none. What cannot be
    read comes as Rejected; the rest goes on.
    """
    day = iso_date(published)
    for path in paths:
        yield from _of_stdin(stdin, day) if path == "-" and stdin is not None else _of_path(Path(path), day)


def _of_path(path: Path, day: str | None) -> Iterator[Source | Rejected]:
    if path.is_dir():
        inside = sorted(p for p in path.rglob("*") if p.suffix.lower() in _SUFFIXES and p.is_file())
        if not inside:
            yield Rejected(str(path), "an empty folder: no .txt, .html or .jsonl file in it", NotFoundError)
        for each in inside:
            yield from _of_path(each, day)
        return
    if not path.exists():
        yield Rejected(str(path), "no such file or folder", NotFoundError)
        return
    try:
        with path.open("rb") as opened:
            yield from _of_stream(opened, str(path), day, path.suffix.lower())
    except OSError as error:
        yield Rejected(str(path), f"cannot be opened: {error.strerror}", UnreadableError)


def _of_stdin(stdin: BinaryIO, day: str | None) -> Iterator[Source | Rejected]:
    yield from _of_stream(stdin, "-", day, "")


def _of_stream(stream: BinaryIO, name: str, day: str | None, suffix: str) -> Iterator[Source | Rejected]:
    """The reports of a stream: lines of JSON where the name or the first line says so, else one report."""
    if suffix in {".jsonl", ".ndjson"}:
        yield from _of_lines(stream, b"", name, day)
        return
    first = stream.readline(LARGEST + 1)
    if not suffix and first.lstrip().startswith(b"{") and _is_json(first):
        yield from _of_lines(stream, first, name, day)
        return
    raw = first + stream.read(LARGEST + 1 - len(first))
    try:
        yield _one(raw, name, day, suffix)
    except InputError as error:
        yield Rejected.of(name, error)


def _one(raw: bytes, name: str, day: str | None, suffix: str) -> Source:
    if len(raw) > LARGEST:
        raise UnreadableError(
            f"{name}: over {LARGEST // 1_000_000} MB, too long for one report; give many as JSONL, one a line"
        )
    text = decode(raw, name)
    if not text.strip():
        raise UnreadableError(f"{name}: empty")
    return Source(text, suffix in {".html", ".htm"} or _TAG.match(text) is not None, name, day)


def _is_json(line: bytes) -> bool:
    try:
        msgspec.json.decode(line, type=Line)
    except msgspec.DecodeError:
        return False
    return True


def _of_lines(stream: BinaryIO, first: bytes, name: str, day: str | None) -> Iterator[Source | Rejected]:
    number = 0
    line = first or stream.readline(LARGEST + 1)
    while line:
        number += 1
        if line.strip():
            yield _of_line(line, f"{name}:{number}", day)
        if len(line) > LARGEST and not line.endswith(b"\n"):
            _skip_line(stream)
        line = stream.readline(LARGEST + 1)


def _skip_line(stream: BinaryIO) -> None:
    while (rest := stream.readline(LARGEST)) and not rest.endswith(b"\n"):
        pass


def _of_line(raw: bytes, name: str, day: str | None) -> Source | Rejected:
    if len(raw) > LARGEST:
        return Rejected(name, f"a line of more than {LARGEST // 1_000_000} MB", UnreadableError)
    try:
        line = msgspec.json.decode(raw, type=Line)
        own = iso_date(line.published)
    except msgspec.DecodeError as error:
        return Rejected(name, f"not a line of JSON as expected: {error}", UnreadableError)
    except DateError as error:
        return Rejected(name, str(error), DateError)
    content = line.text if line.text is not None else line.html
    if content is None or not content.strip():
        return Rejected(name, "neither `text` nor `html` in the line", UnreadableError)
    source_id = name if line.id is None else str(line.id)
    return Source(content, line.text is None, source_id, own or day, line.publisher, line.url, line.title)
