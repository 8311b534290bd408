"""Happenings in a ledger: all at once or one by one, again, after new versions, and by the codebook's thresholds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import pytest
from tellings import BERGEN, OSLO, OTHER_WORDS, WORDS, open_from, report, when

from dragoman.codebook import Codebook
from dragoman.ledger import Ledger, open_writer
from dragoman.ledger.happenings import step
from dragoman.ledger.happenings.step import Related, relate
from dragoman.ledger.place import Place
from dragoman.ledger.rows import ids_of
from dragoman.ledger.tables import make_tables
from dragoman.ledger.verify import verify
from dragoman.ledger.write import Writer
from dragoman.record import Record

BOOK = Codebook()
DAY = when("2014-09-19")
LONG = "The hall was cold and the clerks kept their coats on while both sides went through the papers page by page"
WRITTEN = ("copies", "happenings", "tellings")  # by relating
State = dict[str, list[tuple[Any, ...]]]


def event_of(record: Record) -> str:
    """The ledger's id of a record's only event."""
    return ids_of(record).events["e1"]


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    """A writer to plain DuckDB, ten times as fast as to DuckLake, which ``whole`` goes through."""
    lake = duckdb.connect()
    make_tables(lake)
    yield Writer(Place(tmp_path), lake, keep_text=True, command="test", made_by=None)
    lake.close()


def take(writer: Writer, *batches: Iterable[Record], book: Codebook = BOOK) -> list[Related]:
    """Take batches of records in, and relate after each."""
    found = []
    for batch in batches:
        for each in batch:
            writer.add(each)
        writer.commit()
        found.append(relate(writer, book))
    return found


def rows(writer: Writer, query: str) -> list[tuple[Any, ...]]:
    return writer.lake.execute(query).fetchall()


def state(writer: Writer) -> State:
    """All that relating writes."""
    return {name: sorted(rows(writer, f"SELECT * FROM {name}"), key=repr) for name in WRITTEN}


def names(writer: Writer, records: Iterable[Record]) -> set[str]:
    """The happenings, each as the outlets that tell it, of records that each have one event."""
    outlets = {event_of(each): each.article.source_id for each in records}
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for happening, event in rows(writer, "SELECT happening_id, event_id FROM tellings"):
        groups[happening].append(outlets[event])
    return {" ".join(sorted(group)) for group in groups.values()}


def visits() -> list[Record]:
    """Reports of a visit, two of them copies of one text, which differ in number; and of others that look like it."""
    aides = f"{WORDS} with 12 aides"
    return [
        report("A", date=DAY, place=OSLO, person="Anna Hentzau"),
        report("B", aides, extra=LONG, date=DAY, person="Anna Hentzau"),
        report("C", aides, extra=LONG, published="2014-09-21", date=DAY),
        report("D", f"{WORDS} with 40 aides", date=DAY, place=BERGEN),
        report("E", f"{WORDS} with 40 aides at last", published="2014-09-21", place=OSLO),
        report("F", published="2015-01-05", date=open_from("2014-11-01")),
        report("G", published="2015-01-06", date=when("2014-01-01", "2014-12-31")),
        report("H", aides, extra=LONG, published="2014-10-01", date=when("2014-09-29")),
    ]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, State]:
    """A ledger in which all visits were related at once, and what was written."""
    path = tmp_path_factory.mktemp("whole") / "whole.ledger"
    with open_writer(path, command="test") as writer:
        assert take(writer, visits()) == [Related(copies=1, happenings=4, merged=2)]
        before, snapshot = state(writer), writer.snapshot()
        assert relate(writer, BOOK) == Related(copies=0, happenings=0, merged=0)
        assert (state(writer), writer.snapshot()) == (before, snapshot), "relating again has changed something"
        return path, before


def test_what_the_visits_come_to(whole: tuple[Path, State]) -> None:
    """A visit to another town is another one, and so is one ten days later; a long or open date is as good as none."""
    ids = {each.article.source_id: event_of(each) for each in visits()}
    with Ledger(whole[0]) as ledger:
        assert not list(verify(ledger))
        query = "SELECT * EXCLUDE (score, why) FROM happenings JOIN tellings USING (happening_id) WHERE event_id = ?"
        (row,) = ledger.sql(query, [ids["A"]]).to_pylist()
        told = {each["event_id"]: each for each in ledger.each("SELECT * FROM tellings")}
    assert len({told[ids[outlet]]["happening_id"] for outlet in "ABCE"}) == 1
    assert told[ids["F"]]["happening_id"] == told[ids["G"]]["happening_id"]
    assert all(BOOK.happenings.least <= told[ids[outlet]]["score"] <= 1 for outlet in "ABCEFG")
    assert {(told[ids[outlet]]["score"], told[ids[outlet]]["why"]) for outlet in "DH"} == {(1.0, "the only telling")}
    assert told[ids["A"]]["why"].startswith(
        "both CONSULT; both on 2014-09-19; same nations; both visit; both with hentz"
    )
    assert (row["mentions"], row["articles"], row["sources"]) == (4, 4, 3)  # B and C are one text
    assert [str(row[name]) for name in ("first_seen", "last_seen", "date_end")] == [
        "2014-09-20",
        "2014-09-21",
        "2014-09-19",
    ]
    (number,) = row["disagreements"]
    said = sorted((ids[outlet], value) for outlet, value in (("B", "12"), ("C", "12"), ("E", "40")))
    assert number["on"] == "number" and sorted(zip(number["events"], number["values"], strict=True)) == said


@pytest.mark.parametrize("order", ["H G F E D C B A", "E B H A C G D F", "EB HA CG DF"])
def test_one_by_one_in_any_order_is_as_all_at_once(order: str, whole: tuple[Path, State], writer: Writer) -> None:
    """Or by twos; test_cluster.py has many more orders."""
    records = {each.article.source_id: each for each in visits()}
    take(writer, *([records[outlet] for outlet in batch] for batch in order.split()))
    assert state(writer) == whole[1]


def test_articles_that_tell_nothing_take_no_part_in_copies(writer: Writer) -> None:
    """Whether such a one had been there already, or came later, could not be told."""
    told = [report("B", extra=LONG), report("C", extra=LONG, published="2014-09-19")]
    silent = msgspec.structs.replace(report("S", extra=LONG, published="2014-09-18"), events=())
    take(writer, [*told, silent])
    assert rows(writer, "SELECT * FROM copies") == [(told[0].article.id, told[1].article.id, 1.0)]


def test_two_outlets_with_the_same_text_are_one_source(writer: Writer) -> None:
    """Also when the copy comes later."""
    take(writer, [report("A"), report("B", extra=LONG)], [report("C", extra=LONG)])
    assert rows(writer, "SELECT articles, sources FROM happenings") == [(3, 2)]


def test_a_new_version_of_a_page_takes_the_old_tellings_away(writer: Writer) -> None:
    url = "https://fjord.example/visit"
    old, other = report("A", date=DAY, url=url), report("B", date=DAY)
    new = report("A", OTHER_WORDS, extra=LONG, type="ASSAULT", mode=None, date=DAY, url=url)
    take(writer, [old, other])
    assert names(writer, [old, other]) == {"A B"}
    writer.add(new)
    writer.commit()
    assert state(writer) == {name: [] for name in WRITTEN}
    assert relate(writer, BOOK) == Related(copies=0, happenings=2, merged=0)
    assert names(writer, [other, new]) == {"B", "A"}


def test_a_new_coding_of_an_article_forms_its_happenings_anew(writer: Writer) -> None:
    records = [report(outlet, date=DAY) for outlet in "ABC"]
    take(writer, [*records, report("D", OTHER_WORDS, type="ASSAULT", mode=None, source="SWE", date=DAY)])
    (untouched,) = rows(writer, "SELECT happening_id FROM happenings WHERE type = 'ASSAULT'")
    writer.replace(msgspec.structs.replace(records[1], events=report("B", date=when("2014-09-12")).events))
    writer.commit()
    assert rows(writer, "SELECT happening_id FROM happenings") == [untouched]
    relate(writer, BOOK)
    days = rows(writer, "SELECT articles, date_start::VARCHAR FROM happenings WHERE type = 'CONSULT' ORDER BY ALL")
    assert days == [(1, "2014-09-12"), (2, "2014-09-19")]


@pytest.mark.parametrize(("words", "sources"), [("least: 0.99", [1, 1]), ("copy: 1.01", [2])])
def test_thresholds_are_the_codebooks(words: str, sources: list[int], writer: Writer, tmp_path: Path) -> None:
    """Two copies whose events score less than 0.99; with our thresholds they would be one happening of one source."""
    (tmp_path / "cues").mkdir()
    (tmp_path / "cues" / "happenings.yaml").write_text(words)
    take(writer, [report("A", extra=LONG, date=DAY), report("B", extra=LONG)], book=Codebook([tmp_path]))
    assert [number for (number,) in rows(writer, "SELECT sources FROM happenings")] == sources


def test_a_chain_is_followed_beyond_the_days_that_are_read_at_first(writer: Writer) -> None:
    """Four periods of which each meets the next. Without the first, the second would go with the third."""
    records = [
        report("A", "alpha bravo charlie delta echo", date=when("2014-09-01", "2014-10-11")),
        report("B", "alpha bravo charlie delta echo", date=when("2014-10-10", "2014-11-19")),
        report("C", "charlie delta echo foxtrot golf", date=when("2014-11-18", "2014-12-28")),
        report("D", "foxtrot golf hotel india juliet", date=when("2014-12-27", "2015-02-05")),
    ]
    take(writer, records[:3])
    assert names(writer, records) == {"A B", "C"}
    take(writer, records[3:])
    assert names(writer, records) == {"A B", "C D"}


def test_killed_in_between_the_next_run_goes_on(
    whole: tuple[Path, State], writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    form, done = step._form, []

    def stop_at_the_second(*given: Any) -> Any:
        done.append(given)
        if len(done) == 2:
            raise KeyboardInterrupt
        return form(*given)

    monkeypatch.setattr(step, "_form", stop_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        take(writer, visits())
    monkeypatch.undo()
    assert 0 < len(rows(writer, "FROM happenings")) < len(whole[1]["happenings"])
    relate(writer, BOOK)
    assert state(writer) == whole[1]
