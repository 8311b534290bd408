"""Files of another format than said: told at once, with what to do instead."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from exchange_rows import FOREIGN, VISIT, given
from handmade import full_record

from dragoman.codebook import Codebook
from dragoman.errors import UnreadableError
from dragoman.ledger.exchange import READERS, WRITERS, read, write
from dragoman.ledger.exchange.jsonl import write_records
from dragoman.ledger.row import EventRow
from dragoman.read.sources import Rejected
from dragoman.record import Record

KNOWN = ("gdelt", "gdelt-mentions", "icews", "icews-sample", "polecat", "csv", "parquet", "jsonl")
OTHERS = [(form, other) for form, other in product(READERS, KNOWN) if form != other]


def sample(form: str, path: Path, book: Codebook) -> Path:
    """A file of a format with one event."""
    if form == "icews-sample":
        path.write_text("France\tConsult\tIraq\t2020-08-26\n")
    elif form == "jsonl":
        write_records([full_record()], path)
    else:
        write(form, [FOREIGN], path, book)
    return path


@pytest.mark.parametrize("form", READERS)
def test_each_format_knows_its_own(form: str, tmp_path: Path, book: Codebook) -> None:
    (row,) = read(form, sample(form, tmp_path / "in", book), book)
    assert isinstance(row, (EventRow, Record))


@pytest.mark.parametrize(("form", "other"), OTHERS)
def test_a_file_of_another_format_is_named(form: str, other: str, tmp_path: Path, book: Codebook) -> None:
    (row,) = read(form, sample(other, tmp_path / "in", book), book)
    advice = "they hold no events; import the file of events that goes with them"
    instead = advice if other == "gdelt-mentions" else f"dragoman import {other}"
    assert row == Rejected("in:1", f"no file of {form}: it is one of {other}: {instead}", UnreadableError)


@pytest.mark.parametrize("form", READERS)
@pytest.mark.parametrize("other", ["petrarch", "phoenix"])
def test_a_file_of_no_format_says_what_was_expected(form: str, other: str, tmp_path: Path, book: Codebook) -> None:
    assert other in WRITERS
    write(other, [VISIT], tmp_path / "in", book)
    (row,) = read(form, tmp_path / "in", book)
    assert isinstance(row, Rejected)
    assert row.reason.startswith(f"no file of {form}: expected ")
    assert "; it begins with '" in row.reason


@pytest.mark.parametrize("form", READERS)
@pytest.mark.parametrize("raw", [b"", b"\n \n"])
def test_an_empty_file_is_told(form: str, raw: bytes, tmp_path: Path, book: Codebook) -> None:
    assert given(form, raw, tmp_path, book) == [Rejected("in.txt:1", "the file is empty", UnreadableError)]


@pytest.mark.parametrize("form", ["gdelt", "icews", "polecat", "csv"])
def test_blank_lines_in_front_do_no_harm(form: str, tmp_path: Path, book: Codebook) -> None:
    lines = sample(form, tmp_path / "in", book).read_bytes()
    (row,) = given(form, b"\n\n" + lines, tmp_path, book)
    assert isinstance(row, EventRow)
