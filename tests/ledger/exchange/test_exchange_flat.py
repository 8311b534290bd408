"""Our own CSV and Parquet: every field out and in, and cells that no spreadsheet runs."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from exchange_rows import FOREIGN, IRAQ, MINISTER, NATO, PKK, VISIT, back, given, other, refused, taken
from msgspec import structs

from dragoman.codebook import Codebook
from dragoman.errors import UnreadableError
from dragoman.ledger.exchange import read, write
from dragoman.ledger.exchange.cells import as_meant, harmless
from dragoman.ledger.exchange.flat import COLUMNS
from dragoman.ledger.row import EventRow, Party
from dragoman.read.sources import Rejected

ODD = Party("Smith; Jones \\ Co;\tLtd", "organisation", "GBR", None, ("BUS", "MED"), None, "a7")
CHANGED: tuple[dict[str, object], ...] = (
    {},
    {"source": (MINISTER, NATO, ODD), "recipient": (PKK, IRAQ), "symmetric": True, "status": "denied",
     "claimed_by": "b2:3"},
    {"source": (), "recipient": (), "contexts": (), "date_start": None, "date_end": None, "published": None},
    {"status": "intended", "goldstein": -0.1, "place_lat": -33.333333333333336, "source": (Party("x"), Party("y"))},
    {"title": "=HYPERLINK(1)", "trigger": "'+1", "sentence": "-- said\r\nhe", "place_text": "@home", "why": "'plain"},
)  # fmt: skip
ROWS = (
    *(structs.replace(FOREIGN, **changed) for changed in CHANGED),
    EventRow(event_id="b2:9", origin="mine", type="PROTEST", cameo="14", quad=4, goldstein=-6.5),
)


def cells(path: Path) -> dict[str, str]:
    with path.open(encoding="utf-8", newline="") as file:
        return next(iter(csv.DictReader(file)))


@pytest.mark.parametrize("form", ["csv", "parquet"])
@pytest.mark.parametrize("row", ROWS)
def test_every_field_comes_back(form: str, row: EventRow, tmp_path: Path, book: Codebook) -> None:
    assert back(form, row, tmp_path, book) == row


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_events_of_every_status_are_written_once(form: str, tmp_path: Path, book: Codebook) -> None:
    done = write(form, iter(ROWS), tmp_path / "out", book)
    assert (done.rows, done.skipped) == (len(ROWS), {})
    assert list(read(form, tmp_path / "out", book)) == list(ROWS)


def test_there_is_a_column_for_every_field() -> None:
    names = [each.name for each in COLUMNS]
    for name in EventRow.__struct_fields__:
        expected = [f"{name}_{part}" for part in Party.__struct_fields__] if name in ("source", "recipient") else [name]
        assert [each for each in names if each in expected] == expected
    assert len(set(names)) == len(names) == len(EventRow.__struct_fields__) - 2 + 2 * len(Party.__struct_fields__)


def test_parties_stand_side_by_side_in_csv(tmp_path: Path, book: Codebook) -> None:
    write("csv", [other(source=(MINISTER, NATO))], tmp_path / "out", book)
    row = cells(tmp_path / "out")
    assert (row["source_name"], row["source_country"], row["source_code"]) == (
        "Florence Parly; NATO",
        "FRA; ",
        "; NATO",
    )
    assert (row["source_sectors"], row["source_actor_id"]) == ("GOV|MIL; IGO|MIL", "")
    assert (row["contexts"], row["symmetric"], row["date_start"]) == ("military; diplomatic", "false", "2020-08-26")


@pytest.mark.parametrize(
    ("text", "safe"),
    [("=1+1", "'=1+1"), ("+x", "'+x"), ("-x", "'-x"), ("@a", "'@a"), ("\ta", "'\ta"), ("\ra", "'\ra"), ("\na", "'\na"),
     ("＝1", "'＝1"), ("＠a", "'＠a"),
     ("'=1", "''=1"), ("-5", "-5"), ("+4.5", "+4.5"), ("-1e3", "-1e3"), ("a=b", "a=b"), ("'a", "'a"), ("", "")],
)  # fmt: skip
def test_no_cell_is_a_formula(text: str, safe: str) -> None:
    assert harmless(text) == safe
    assert as_meant(safe) == text


@pytest.mark.parametrize("field", ["title", "sentence", "place_name", "claimed_by", "why"])
def test_no_field_is_a_formula(field: str, tmp_path: Path, book: Codebook) -> None:
    write("csv", [other(**{field: "=cmd|'/c calc'!A1"})], tmp_path / "out", book)
    assert cells(tmp_path / "out")[field] == "'=cmd|'/c calc'!A1"


def test_no_party_is_a_formula(tmp_path: Path, book: Codebook) -> None:
    write("csv", [other(source=(Party("=1"), Party("b")), goldstein=-5.0)], tmp_path / "out", book)
    row = cells(tmp_path / "out")
    assert (row["source_name"], row["goldstein"]) == ("'=1; b", "-5.0")


def test_parquet_has_types_and_lists(tmp_path: Path, book: Codebook) -> None:
    write("parquet", [VISIT], tmp_path / "out", book)
    table = pq.read_table(tmp_path / "out")
    types = {name: str(table.schema.field(name).type) for name in table.column_names}
    assert types["date_start"] == "date32[day]"
    assert (types["goldstein"], types["quad"], types["symmetric"]) == ("double", "int64", "bool")
    assert pa.types.is_list(table.schema.field("contexts").type)
    (row,) = table.to_pylist()
    assert (row["source_name"], row["source_sectors"]) == (["Florence Parly"], [["GOV", "MIL"]])
    assert row["date_start"] == date(2020, 8, 26)


def test_a_file_without_events_is_one(tmp_path: Path, book: Codebook) -> None:
    for form in ("csv", "parquet"):
        assert write(form, [], tmp_path / form, book).rows == 0
        assert list(read(form, tmp_path / form, book)) == []


def test_columns_may_be_fewer_and_in_another_order(tmp_path: Path, book: Codebook) -> None:
    lines = ["note,goldstein,cameo,quad,type,event_id,origin", "good,1.9,042,1,CONSULT,e1,mine"]
    row = taken("csv", lines, tmp_path, book)
    assert row == EventRow(event_id="e1", origin="mine", type="CONSULT", cameo="042", quad=1, goldstein=1.9)
    pq.write_table(pa.table({"event_id": ["e1"], "type": ["CONSULT"], "cameo": ["042"], "quad": [1], "goldstein": [1.9],
                             "origin": ["mine"], "note": ["good"]}), tmp_path / "few.parquet")  # fmt: skip
    assert list(read("parquet", tmp_path / "few.parquet", book)) == [row]


HEADER = "event_id,origin,type,cameo,quad,goldstein,date_start,source_name,source_country,symmetric"
GOOD = "e1,mine,CONSULT,042,1,1.9,2020-01-01,A; B,FRA; DEU,true"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("e1,mine,JUGGLE,042,1,1.9,,,,", "no PLOVER type 'JUGGLE'"),
        ("e1,mine,CONSULT,999,1,1.9,,,,", "no CAMEO code '999'"),
        ("e1,mine,CONSULT,,1,1.9,,,,", "no cameo"),
        ("e1,mine,CONSULT,042,1,1.9,2020-13-01,,,", "Invalid RFC3339"),
        ("e1,mine,CONSULT,042,one,1.9,,,,", "Expected `int`"),
        ("e1,mine,CONSULT,042,1,1.9,,A; B,FRA; DEU; USA,", "columns of the source hold different numbers of parties"),
        ("e1,mine,CONSULT,042,1,1.9,,,FRA,", "Object missing required field `name`"),
        ("e1,mine,CONSULT", "3 columns, not 10"),
        ("e1,mine,CONSULT,042,1,1.9,,A\0,,", "a NUL byte in the line"),
    ],
)
def test_what_cannot_be_taken_says_why(line: str, reason: str, tmp_path: Path, book: Codebook) -> None:
    found = given("csv", [HEADER, line, GOOD], tmp_path, book)
    assert isinstance(found[0], Rejected)
    assert found[0].source_id == "in.txt:2"
    assert reason in found[0].reason
    assert isinstance(found[1], EventRow)


def test_bytes_that_are_no_utf_8_are_refused(tmp_path: Path, book: Codebook) -> None:
    raw = f"{HEADER}\n".encode() + GOOD.replace("A; B", "Gül").encode("latin-1") + b"\n" + GOOD.encode() + b"\n"
    found = given("csv", raw, tmp_path, book)
    assert found[0] == Rejected("in.txt:2", "not UTF-8")
    assert isinstance(found[1], EventRow)


def test_a_byte_order_mark_does_no_harm(tmp_path: Path, book: Codebook) -> None:
    assert taken("csv", b"\xef\xbb\xbf" + f"{HEADER}\r\n{GOOD}\r\n".encode(), tmp_path, book).event_id == "e1"


def test_a_file_of_something_else_ends_at_once(tmp_path: Path, book: Codebook) -> None:
    row = refused("csv", ["a,b", GOOD], tmp_path, book)
    assert (row.source_id, row.error) == ("in.txt:1", UnreadableError)
    assert row.reason == (
        "no file of csv: expected a first line with the names of our columns, separated by commas (origin, event_id, "
        "type, cameo, quad, goldstein at least); it begins with 'a,b'"
    )
    row = refused("parquet", b"PAR1 but not really", tmp_path, book)
    assert row.source_id == "in.txt:1"
    assert row.reason.startswith("damaged or not whole: ")


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_our_own_coding_needs_its_article(form: str, tmp_path: Path, book: Codebook) -> None:
    write(form, [VISIT, FOREIGN], tmp_path / "out", book)
    first, second = read(form, tmp_path / "out", book)
    assert isinstance(first, Rejected)
    assert first.source_id == ("out:3" if form == "csv" else "out:1")  # in CSV the sentence holds a line break
    assert first.reason.startswith("our own coding without its article: bring the record with `dragoman import jsonl`")
    assert second == FOREIGN


def test_a_row_that_names_no_data_set_is_refused(tmp_path: Path, book: Codebook) -> None:
    assert refused("csv", [HEADER, GOOD.replace("mine", "")], tmp_path, book) == Rejected("in.txt:2", "no origin")


def test_a_row_of_parquet_that_breaks_the_rules_is_refused(tmp_path: Path, book: Codebook) -> None:
    both = {"origin": ["mine"] * 2, "cameo": ["042"] * 2, "quad": [1] * 2, "goldstein": [1.9] * 2}
    table = pa.table({"event_id": ["e1", "e2"], "type": ["JUGGLE", "CONSULT"], **both})
    pq.write_table(table, tmp_path / "in.parquet")
    first, second = read("parquet", tmp_path / "in.parquet", book)
    assert first == Rejected("in.parquet:1", "no PLOVER type 'JUGGLE'")
    assert isinstance(second, EventRow)


def test_fields_added_to_the_row_get_a_column() -> None:
    assert {each.name for each in structs.fields(EventRow)} == set(EventRow.__struct_fields__)
    assert {each.kind for each in COLUMNS} == {"text", "whole", "real", "flag", "day", "texts", "lists"}
