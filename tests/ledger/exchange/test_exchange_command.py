"""`dragoman export` and `dragoman import`: out of a ledger, into another, and the same content; and what goes wrong."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from exchange_rows import IRAQ, MINISTER, NATO, other
from handmade import full_record

from dragoman.cli import export, import_, main
from dragoman.ledger import Ledger, open_writer
from dragoman.ledger.exchange import READERS, WRITERS
from dragoman.ledger.verify import verify
from dragoman.record import Record

MEETING = "South Korea\tHost a visit\tNorth Korea\t2005-06-17"
STATEMENT = "South Korea\tMake statement\tNorth Korea\t2005-06-18"


def call(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments])


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    """A ledger of events of another data set: one pair, one with three parties, one of another status."""
    rows = [
        other(event_id="b2:01", origin="mine", origin_id="1"),
        other(event_id="b2:02", origin="mine", origin_id="2", source=(MINISTER, NATO), recipient=(IRAQ,)),
        other(event_id="b2:03", origin="mine", origin_id="3", status="denied"),
    ]
    with open_writer(tmp_path / "foreign.ledger", command="test") as writer:
        for row in rows:
            writer.add_event(row)
    return tmp_path / "foreign.ledger"


def test_the_commands_know_the_formats_of_the_package() -> None:
    assert import_.import_.params[0].type.choices == tuple(READERS)  # type: ignore[attr-defined]
    assert set(export.export.params[0].type.choices) == {*WRITERS, "jsonl"}  # type: ignore[attr-defined]


@pytest.mark.parametrize("form", ["gdelt", "icews", "polecat", "csv", "parquet"])
def test_what_goes_out_and_comes_in_goes_out_the_same(form: str, foreign: Path, tmp_path: Path) -> None:
    first, second, other_ledger = tmp_path / "first", tmp_path / "second", tmp_path / "other.ledger"
    assert call("export", form, "--ledger", foreign, "--out", first).exit_code == 0
    done = call("import", form, first, "--ledger", other_ledger)
    assert done.exit_code == 0, done.output
    assert "3 events added; 0 were there already" in done.stdout
    assert call("export", form, "--ledger", other_ledger, "--out", second).exit_code == 0
    assert sorted(second.read_bytes().splitlines()) == sorted(first.read_bytes().splitlines())
    with Ledger(other_ledger) as ledger:
        assert list(verify(ledger)) == []


def test_what_a_data_set_says_of_its_stories_is_kept_shown_and_carried_out(foreign: Path, tmp_path: Path) -> None:
    kept = {"source_id", "title", "language", "sentence", "trigger", "version"}
    done = call("events", "--ledger", foreign, "--format", "json", "--limit", "1")
    assert {name: getattr(other(), name) for name in kept}.items() <= json.loads(done.stdout)[0].items()
    with open_writer(tmp_path / "mine.ledger", command="test") as writer:
        writer.add_event(other(event_id="b2:1", origin="icews", origin_id="7 2020-08-26", source_id="28235806"))
        writer.add_event(other(event_id="b2:2", origin="polecat", origin_id="p", language="fr", version="NGEC-1"))
    for form, row, values in (("icews", 1, ["28235806"]), ("polecat", 2, ["fr", "NGEC-1"]), ("csv", 1, ["28235806"])):
        call("export", form, "--ledger", tmp_path / "mine.ledger", "--out", tmp_path / form)
        line = (tmp_path / form).read_text().splitlines()[row]
        assert set(values) <= set(re.split("[\\t,]", line)), line
    table = call("events", "--ledger", foreign, "--format", "table")
    assert (table.exit_code, "Parly arrived" in table.stdout) == (0, True), table.output


@pytest.mark.parametrize("form", ["gdelt", "icews", "polecat"])
def test_what_is_left_out_is_counted(form: str, foreign: Path, tmp_path: Path) -> None:
    done = call("export", form, "--ledger", foreign, "--out", tmp_path / "out")
    assert done.stdout == f"3 rows in {tmp_path / 'out'}\nleft out: 1 event, status denied\n"


def test_the_same_file_again_adds_nothing(foreign: Path, tmp_path: Path) -> None:
    call("export", "icews", "--ledger", foreign, "--out", tmp_path / "out")
    call("import", "icews", tmp_path / "out", "--ledger", foreign)
    done = call("import", "icews", tmp_path / "out", "--ledger", foreign)
    assert done.stdout == "0 events added; 3 were there already\n"


def test_records_go_out_and_come_in_whole_with_their_happenings(tmp_path: Path) -> None:
    one, two = tmp_path / "one.ledger", tmp_path / "two.ledger"
    with open_writer(one, command="test") as writer:
        writer.add(full_record())
    assert call("export", "jsonl", "--ledger", one, "--out", tmp_path / "out").stdout.startswith("1 article in ")
    done = call("import", "jsonl", tmp_path / "out", "--ledger", two)
    assert done.stdout.startswith("1 article, "), done.output
    with Ledger(one) as first, Ledger(two) as second:
        (record,) = second.records()
        assert isinstance(record, Record)
        assert [record] == list(first.records())
        ((related,),) = second.rows("SELECT count(*) FROM happenings")
        assert related > 0
    again = call("import", "jsonl", tmp_path / "out", "--ledger", two)
    assert again.stdout == "0 articles, 0 events added; 1 were there already\n"


def test_records_say_what_they_leave_out(foreign: Path, tmp_path: Path) -> None:
    done = call("export", "jsonl", "--ledger", foreign, "--out", tmp_path / "out")
    assert "left out: 3 events of other data sets, which csv and parquet hold" in done.stdout
    assert call("export", "jsonl", "--ledger", foreign, "--out", tmp_path / "out", "--type", "AID").exit_code == 2


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_our_own_coding_does_not_come_in_without_its_articles(form: str, tmp_path: Path) -> None:
    one, two = tmp_path / "one.ledger", tmp_path / "two.ledger"
    with open_writer(one, command="test") as writer:
        writer.add(full_record())
    call("export", form, "--ledger", one, "--out", tmp_path / "out")
    done = call("import", form, tmp_path / "out", "--ledger", two)
    assert done.exit_code == 2
    assert "our own coding without its article: bring the record with `dragoman import jsonl`" in done.stdout
    with Ledger(two) as ledger:
        assert ledger.rows("SELECT count(*) FROM events") == [(0,)]
        assert list(verify(ledger)) == []


def test_a_bad_line_has_a_row_with_its_number_and_reason(tmp_path: Path) -> None:
    (tmp_path / "in.tsv").write_text(f"{MEETING}\n{STATEMENT}\nonly\ttwo\n{STATEMENT}\n")
    done = call("import", "icews-sample", tmp_path / "in.tsv", "--ledger", tmp_path / "a.ledger")
    reason = "CAMEO 010 (Make statement, not specified below) has no PLOVER type"
    assert done.exit_code == 0
    assert done.stdout.splitlines()[:3] == [
        "1 event added; 0 were there already",
        f"not taken: 2 rows from in.tsv:2 on: {reason}",
        "not taken: 1 row from in.tsv:3 on: 2 columns, not 4",
    ]
    with Ledger(tmp_path / "a.ledger") as ledger:
        rows = ledger.rows("SELECT source_id, reason FROM rejects ORDER BY 1")
    assert rows == [("in.tsv:2", reason), ("in.tsv:3", "2 columns, not 4"), ("in.tsv:4", reason)]


def test_one_file_of_another_format_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "good.tsv").write_text(f"{MEETING}\n")
    (tmp_path / "bad.tsv").write_text("{}\n")
    files = (tmp_path / "bad.tsv", tmp_path / "good.tsv")
    done = call("import", "icews-sample", *files, "--ledger", tmp_path / "a.ledger")
    assert (done.exit_code, done.stdout.splitlines()[0]) == (0, "1 event added; 0 were there already")
    assert "not taken: 1 row from bad.tsv:1 on: no file of icews-sample: expected lines of 4 columns" in done.stdout


def test_where_nothing_can_be_taken_the_command_fails(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    done = call("import", "gdelt", tmp_path / "empty", "--ledger", tmp_path / "a.ledger")
    assert done.exit_code == 2
    assert "not taken: 1 row from empty:1 on: the file is empty" in done.stdout
    assert done.stderr == "dragoman: nothing could be taken\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("import", "acled", "no"), "'acled' is not one of 'gdelt', 'icews', 'icews-sample', 'polecat', 'csv'"),
        (("import", "gdelt", "no"), "File 'no' does not exist"),
        (("import", "gdelt", "."), "File '.' is a directory"),
        (("export", "acled", "--out", "x"), "'acled' is not one of 'gdelt', 'gdelt-mentions', 'icews'"),
        (("export", "csv"), "Missing option '--out'"),
    ],
)
def test_a_wrong_call_says_what_is_wrong(arguments: tuple[str, ...], words: str, tmp_path: Path) -> None:
    done = call(*arguments, "--ledger", tmp_path / "none.ledger")
    assert done.exit_code == 2
    assert words in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_no_ledger_and_no_place_to_write(foreign: Path, tmp_path: Path) -> None:
    done = call("export", "csv", "--ledger", tmp_path / "none", "--out", tmp_path / "out")
    assert done.exit_code == 2 and "no ledger there" in done.stderr
    done = call("export", "csv", "--ledger", foreign, "--out", tmp_path / "no" / "out")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == f"dragoman: {tmp_path / 'no' / 'out'}: cannot be written: No such file or directory\n"


def test_no_cell_of_a_ledger_is_a_formula(tmp_path: Path) -> None:
    with open_writer(tmp_path / "a.ledger", command="test") as writer:
        for number, sign in enumerate("=+-@"):
            writer.add_event(other(event_id=f"b2:{number}", origin="mine", publisher=f"{sign}HYPERLINK(1)", url=sign))
    call("export", "csv", "--ledger", tmp_path / "a.ledger", "--out", tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["publisher"] for row in rows} == {f"'{sign}HYPERLINK(1)" for sign in "=+-@"}
    assert not [cell for row in rows for cell in row.values() if cell[:1] in "=+-@" and cell and not _is_number(cell)]


def _is_number(cell: str) -> bool:
    return cell.removeprefix("-").replace(".", "", 1).isdecimal()
