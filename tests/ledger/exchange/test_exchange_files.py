"""Files in and out: compressed ones, broken ones, lines that are none, and no half file ever."""

from __future__ import annotations

import gzip
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from exchange_rows import FOREIGN, IRAQ, MINISTER, NATO, PKK, VISIT, given, other, written

from dragoman.codebook import Codebook
from dragoman.errors import InputError, UnreadableError
from dragoman.ledger.exchange import READERS, WRITERS, read, write
from dragoman.ledger.exchange.lines import LONGEST
from dragoman.ledger.row import EventRow
from dragoman.read.sources import Rejected

OF_WHAT_HAPPENED = ["gdelt", "gdelt-mentions", "icews", "polecat", "petrarch", "phoenix"]
ROW = "France\tConsult\tIraq\t2020-08-26"


def packed(path: Path, data: bytes) -> Path:
    """The data as a file, packed as its name says."""
    if path.suffix == ".gz":
        path.write_bytes(gzip.compress(data))
    elif path.suffix == ".zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("inside.csv", data)
    else:
        path.write_bytes(data)
    return path


def test_every_format_has_its_module(tmp_path: Path, book: Codebook) -> None:
    assert set(WRITERS) == {*OF_WHAT_HAPPENED, "csv", "parquet"}
    assert set(READERS) == {"gdelt", "icews", "icews-sample", "polecat", "csv", "parquet", "jsonl"}
    for form in WRITERS:
        assert write(form, [VISIT], tmp_path / form, book).rows == 1


def test_an_unknown_format_is_named(tmp_path: Path, book: Codebook) -> None:
    with pytest.raises(
        InputError, match="no format 'acled'; there are gdelt, icews, icews-sample, polecat, csv, parquet, jsonl"
    ):
        read("acled", tmp_path / "x", book)
    with pytest.raises(InputError, match="no format 'icews-sample'"):
        write("icews-sample", [], tmp_path / "x", book)


@pytest.mark.parametrize("name", ["in.tsv", "in.tsv.gz", "in.tsv.zip"])
@pytest.mark.parametrize("called", ["in.CSV", "in.zip", "in.gz"])
def test_files_may_be_packed_whatever_their_names_say(name: str, called: str, tmp_path: Path, book: Codebook) -> None:
    path = packed(tmp_path / name, f"{ROW}\n".encode()).rename(tmp_path / called)
    (row,) = read("icews-sample", path, book)
    assert isinstance(row, EventRow)


@pytest.mark.parametrize("form", ["csv", "parquet"])
@pytest.mark.parametrize("suffix", [".gz", ".zip"])
def test_our_own_files_may_be_packed(form: str, suffix: str, tmp_path: Path, book: Codebook) -> None:
    write(form, [FOREIGN], tmp_path / "plain", book)
    path = packed(tmp_path / f"in{suffix}", (tmp_path / "plain").read_bytes())
    assert list(read(form, path, book)) == [FOREIGN]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (ROW.replace("Iraq", "C\xf4te").encode("latin-1"), "not UTF-8: byte 0xf4 in the line"),
        (ROW.replace("Iraq", "Ir\0aq").encode(), "a NUL byte in the line"),
        (b"x" * (LONGEST + 10), "a line of more than 1 MB"),
    ],
)
def test_a_line_that_is_none_is_refused_and_the_rest_goes_on(
    raw: bytes, reason: str, tmp_path: Path, book: Codebook
) -> None:
    found = given("icews-sample", ROW.encode() + b"\n" + raw + b"\n" + ROW.encode() + b"\n", tmp_path, book)
    assert found[1] == Rejected("in.txt:2", reason, UnreadableError)
    assert [type(each) for each in found] == [EventRow, Rejected, EventRow]


def test_blank_lines_and_foreign_line_ends_do_no_harm(tmp_path: Path, book: Codebook) -> None:
    raw = b"\xef\xbb\xbf" + f"{ROW}\r\n\r\n{ROW}".encode()
    found = given("icews-sample", raw, tmp_path, book)
    assert [each.source[0].name for each in found if isinstance(each, EventRow)] == ["France", "France"]


def test_a_file_that_breaks_off_gives_what_it_had(tmp_path: Path, book: Codebook) -> None:
    lines = [f"Person {number}\tConsult\tIraq\t2020-08-26" for number in range(50_000)]
    whole = gzip.compress("\n".join(lines).encode())
    (tmp_path / "cut.tsv.gz").write_bytes(whole[: len(whole) // 2])
    *before, last = read("icews-sample", tmp_path / "cut.tsv.gz", book)
    assert len(before) > 1000
    assert all(isinstance(each, EventRow) for each in before)
    assert isinstance(last, Rejected)
    assert last.source_id == f"cut.tsv.gz:{len(before) + 1}"
    assert last.reason.startswith("damaged or not whole (")
    assert last.reason.endswith("; fetch it again")


@pytest.mark.parametrize("mark", [b"\x1f\x8b\x08", b"PK\x03\x04"])
@pytest.mark.parametrize("form", sorted(READERS))
def test_a_damaged_packed_file_is_refused(form: str, mark: bytes, tmp_path: Path, book: Codebook) -> None:
    (tmp_path / "in").write_bytes(mark + b"\0" * 40)
    (row,) = read(form, tmp_path / "in", book)
    assert isinstance(row, Rejected)
    assert (row.source_id, row.error) == ("in:1", UnreadableError)
    assert row.reason.startswith("damaged or not whole (")


@pytest.mark.parametrize("form", ["csv", "parquet", "jsonl"])
def test_our_own_files_that_break_off_say_so(form: str, tmp_path: Path, book: Codebook) -> None:
    rows = (other(event_id=f"b2:{number:032x}", origin="mine", sentence=f"{number**9}") for number in range(3000))
    if form == "jsonl":
        (tmp_path / "plain").write_text("".join(f'{{"article": {number**9}}}\n' for number in range(3000)))
    else:
        write(form, rows, tmp_path / "plain", book)
    whole = gzip.compress((tmp_path / "plain").read_bytes())
    (tmp_path / "cut.gz").write_bytes(whole[: len(whole) // 2])
    *_, last = read(form, tmp_path / "cut.gz", book)
    assert isinstance(last, Rejected)
    assert last.reason.startswith("damaged or not whole (")


@pytest.mark.parametrize("form", sorted(READERS))
def test_a_folder_and_a_pipe_are_refused(form: str, tmp_path: Path, book: Codebook) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe"):
        reason = "a folder or a pipe; give a plain file"
        assert list(read(form, path, book)) == [Rejected(f"{path.name}:1", reason, UnreadableError)]


def test_a_zip_of_several_files_says_what_to_do(tmp_path: Path, book: Codebook) -> None:
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as archive:
        archive.writestr("a", ROW)
        archive.writestr("b", ROW)
    (row,) = read("icews-sample", tmp_path / "in.zip", book)
    assert row == Rejected("in.zip:1", "a zip of 2 files; unpack it and name those to import", UnreadableError)


@pytest.mark.parametrize("form", sorted(WRITERS))
def test_a_place_where_nothing_can_be_written_is_named(form: str, tmp_path: Path, book: Codebook) -> None:
    with pytest.raises(InputError, match="no/out: cannot be written: No such file or directory"):
        write(form, [VISIT], tmp_path / "no" / "out", book)
    with pytest.raises(InputError, match="a folder; name the file to write in it"):
        write(form, [VISIT], tmp_path, book)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", sorted(READERS))
def test_a_file_that_is_not_there_is_refused(form: str, tmp_path: Path, book: Codebook) -> None:
    (row,) = read(form, tmp_path / "no.csv", book)
    assert isinstance(row, Rejected)
    assert "No such file" in row.reason


@pytest.mark.parametrize("form", sorted(READERS))
def test_rows_come_one_by_one(form: str, tmp_path: Path, book: Codebook) -> None:
    assert isinstance(read(form, tmp_path / "no.csv", book), Iterator)


@pytest.mark.parametrize("form", sorted(WRITERS))
def test_no_half_file_stands(form: str, tmp_path: Path, book: Codebook) -> None:
    def broken() -> Iterator[EventRow]:
        yield VISIT
        assert not (tmp_path / "out").exists()
        raise RuntimeError("no more")

    with pytest.raises(RuntimeError, match="no more"):
        write(form, broken(), tmp_path / "out", book)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "out").write_text("as it was")
    with pytest.raises((RuntimeError, AssertionError)):
        write(form, broken(), tmp_path / "out", book)
    assert (tmp_path / "out").read_text() == "as it was"


@pytest.mark.parametrize("form", OF_WHAT_HAPPENED)
def test_only_what_happened_on_a_day_is_written(form: str, tmp_path: Path, book: Codebook) -> None:
    rows = [VISIT, *(other(status=each) for each in ("intended", "denied", "denied", "hypothetical"))]
    done, _ = written(form, [*rows, other(date_start=None, date_end=None)], tmp_path, book)
    assert done.rows == 1
    assert done.skipped == {"status intended": 1, "status denied": 2, "status hypothetical": 1, "no day known": 1}


@pytest.mark.parametrize("form", OF_WHAT_HAPPENED)
def test_each_source_meets_each_recipient(form: str, tmp_path: Path, book: Codebook) -> None:
    rows = [other(source=(MINISTER, NATO, PKK), recipient=(IRAQ, PKK)), other(source=(), recipient=(IRAQ, PKK))]
    assert written(form, rows, tmp_path, book)[0].rows == 8
    assert written(form, [other(source=(), recipient=())], tmp_path, book)[0].rows == 1


def test_those_who_met_meet_each_other_once(tmp_path: Path, book: Codebook) -> None:
    meeting = other(source=(MINISTER, NATO, IRAQ), recipient=(), symmetric=True)
    _, lines = written("icews", [meeting], tmp_path, book)
    sides = [tuple(each.split("\t")[2:9:6]) for each in lines[1:]]
    assert sides == [("Florence Parly", "NATO"), ("Florence Parly", "Iraq"), ("NATO", "Iraq")]
    _, lines = written("icews", [other(source=(MINISTER,), recipient=(), symmetric=True)], tmp_path, book)
    assert lines[1].split("\t")[8] == ""


@pytest.mark.parametrize("form", OF_WHAT_HAPPENED)
def test_tabs_and_line_breaks_become_spaces(form: str, tmp_path: Path, book: Codebook) -> None:
    row = other(publisher="Gulf\tWire\r\nDaily\u2028News", place_name="Bagh\ndad", source=(IRAQ,), recipient=(IRAQ,))
    plain, broken = written(form, [VISIT], tmp_path, book)[1], written(form, [row], tmp_path, book)[1]
    assert len(broken) == len(plain)
    assert broken[-1].count("\t") == plain[-1].count("\t")
    if form not in ("gdelt", "gdelt-mentions"):
        assert "Gulf Wire Daily News" in broken[-1]


def test_ids_stay_the_same(tmp_path: Path, book: Codebook) -> None:
    first, again = (written("gdelt", [VISIT], tmp_path, book)[1] for _ in range(2))
    assert first == again
    changed = written("gdelt", [other(event_id="b2:ff")], tmp_path, book)[1]
    assert changed[0].split("\t")[0] != first[0].split("\t")[0]


@pytest.mark.parametrize(
    ("start", "end", "day"), [("2020-08-01", "2020-08-31", "20200801"), (None, "2020-08-31", "20200831")]
)
def test_an_interval_is_written_by_its_first_known_day(
    start: str | None, end: str, day: str, tmp_path: Path, book: Codebook
) -> None:
    from datetime import date

    row = other(date_start=date.fromisoformat(start) if start else None, date_end=date.fromisoformat(end))
    assert written("gdelt", [row], tmp_path, book)[1][0].split("\t")[1] == day
