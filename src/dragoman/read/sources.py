"""From what a user names (files, folders, standard input) to sources, one a report, read as they are needed."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, NamedTuple

from dragoman.draft import Source
from dragoman.errors import NotFoundError, UnreadableError
from dragoman.read.dates import iso_date
from dragoman.read.given import LARGEST, Given, Rejected
from dragoman.read.lines import read_any, read_lines
from dragoman.read.meter import Meter
from dragoman.read.one import read_one
from dragoman.read.packed import DAMAGED, PACKED
from dragoman.read.parquet import read_parquet
from dragoman.read.pdf import read_pdf
from dragoman.read.plain import plain_rejected, plain_source
from dragoman.read.table import read_table
from dragoman.read.warc import read_warc

__all__ = ["LARGEST", "Rejected", "iso_date", "sources"]


Read = Callable[[BinaryIO, Given], Iterator[Source | Rejected]]


class Format(NamedTuple):
    """A form that reports come in. packed: a file of it may be packed, its name then ends in .gz or .zst."""

    suffixes: tuple[str, ...]
    read: Read
    packed: bool = True


FORMATS = (
    Format((".txt", ".text", ".html", ".htm", ".xhtml"), read_one),
    Format((".jsonl", ".ndjson"), read_lines),
    Format((".csv", ".tsv"), read_table),
    Format((".parquet",), read_parquet, packed=False),
    Format((".warc", ".warc.gz", ".warc.zst"), read_warc, packed=False),  # FastWARC unpacks record by record
    Format((".pdf",), read_pdf, packed=False),
)


def sources(
    paths: Sequence[str], *, published: str | None = None, stdin: BinaryIO | None = None,
    columns: Mapping[str, str] | None = None, meter: Meter | None = None,
) -> Iterator[Source | Rejected]:  # fmt: skip
    """The reports that the paths name: files of the forms above, folders of them, "-" for standard input.

    published: the date of those that carry none of their own; columns: the column of each field in tables and lines.
    meter: sees what is read. Raises DateError where published is no date. What cannot be read comes as Rejected; the
    rest goes on.
    """
    given, told = Given("-", "", iso_date(published), columns or {}), meter or Meter()
    for path in paths:
        piped = stdin if path == "-" else None
        for each in _of_stream(read_any, piped, given) if piped else _of_path(Path(path), given, told):
            yield plain_source(each) if isinstance(each, Source) else plain_rejected(each)


def _of_path(path: Path, given: Given, meter: Meter) -> Iterator[Source | Rejected]:
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        yield Rejected(str(path), "no such file or folder", NotFoundError)
    except (OSError, ValueError) as error:
        yield _not_opened(path, error)
    else:
        if stat.S_ISDIR(mode):
            yield from _of_folder(path, given, meter)
        elif stat.S_ISREG(mode):
            yield from _of_file(path, given, meter)
        else:
            reason = "neither a file nor a folder; give what comes out of it on the standard input, as -"
            yield Rejected(str(path), reason, UnreadableError)


def _of_folder(path: Path, given: Given, meter: Meter) -> Iterator[Source | Rejected]:
    """The reports of all its files. Links to folders are not followed: they may lead in circles."""
    inside = _inside(path)
    if not inside:
        suffixes = " ".join(suffix for form in FORMATS for suffix in form.suffixes)
        yield Rejected(str(path), f"no report in the folder; it takes files of {suffixes}", NotFoundError)
    for each in inside:
        yield from _of_path(each, given, meter)


def _inside(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if known(p.name) and p.is_file())


def meter_of(paths: Sequence[str]) -> Meter:
    """A meter for what the paths name; it knows no total where one is the standard input."""
    if "-" in paths:
        return Meter()
    files = (each for path in map(Path, paths) for each in (_inside(path) if path.is_dir() else [path]))
    return Meter(each.stat().st_size for each in files if each.is_file())


def _not_opened(path: Path, error: OSError | ValueError) -> Rejected:
    told = (error.strerror if isinstance(error, OSError) else None) or error
    return Rejected(str(path), f"cannot be opened: {told}", UnreadableError)


def _of_file(path: Path, given: Given, meter: Meter) -> Iterator[Source | Rejected]:
    read, suffix, packing = known(path.name) or (read_any, "", path.suffix.lower())
    named = replace(given, name=str(path), suffix=suffix)
    try:
        with path.open("rb") as opened, meter.reads(opened, path.stat().st_size):
            stream = PACKED[packing](opened) if packing in PACKED else opened
            yield from _of_stream(read, stream, named)
    except OSError as error:
        yield _not_opened(path, error)


def _of_stream(read: Read, stream: BinaryIO, given: Given) -> Iterator[Source | Rejected]:
    """The reports of a stream; where it is damaged, those before the damage and then why there are no more."""
    try:
        yield from read(stream, given)
    except DAMAGED as error:
        yield Rejected(given.name, f"damaged or cut short; what follows was not read: {error}", UnreadableError)


def known(name: str) -> tuple[Read, str, str] | None:
    """The reader for a file of that name, its suffix without that of packing, and the latter; None where none is."""
    lower = name.lower()
    packing = next((each for each in PACKED if lower.endswith(each)), "")
    for form in FORMATS:
        for suffix in form.suffixes:
            if lower.endswith(suffix):
                return form.read, suffix, ""
            if packing and form.packed and lower.endswith(suffix + packing):
                return form.read, suffix, packing
    return None
