"""Reading: records come back as they were, filters find what they say, nothing can be changed or reached by a query."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from dragoman.errors import LedgerError, LedgerMissingError, QueryError
from dragoman.ledger import Ledger, open_writer
from dragoman.ledger.query import first_day, next_day


@pytest.fixture
def path(report: Any, ledger_of: Any) -> Path:
    return ledger_of([report(1), report(2, url="https://a.example/2")])  # type: ignore[no-any-return]


def test_records_come_back_as_they_went_in(path: Path, report: Any) -> None:
    with Ledger(path) as ledger:
        assert list(ledger.records()) == [report(1), report(2, url="https://a.example/2")]
        assert ledger.record(report(1).article.id) == report(1)
        with pytest.raises(QueryError, match="no article 'b2:none'"):
            ledger.record("b2:none")


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        ({}, 8),
        ({"between": ("NOR", "ROU")}, 4),
        ({"between": ("rou", "nor")}, 4),
        ({"source": "ROU", "type": "consult"}, 4),
        ({"type": "CONSULT", "status": "denied"}, 2),
        ({"quad": 4}, 2),
        ({"since": "2024-03-14", "until": "2024-03-14"}, 8),
        ({"since": "2024-03-15"}, 0),
        ({"until": "2023"}, 0),
        ({"since": "2024", "until": "2024-03"}, 8),
        ({"min_sources": 2}, 0),
        ({"min_confidence": 0.95}, 0),
        ({"origin": "gdelt"}, 0),
    ],
)
def test_events_are_found_by(wanted: dict[str, Any], count: int, path: Path) -> None:
    with Ledger(path) as ledger:
        assert ledger.events(**wanted).num_rows == count


def test_an_event_comes_with_all_that_stands_around_it(path: Path, report: Any) -> None:
    with Ledger(path) as ledger:
        visit = next(ledger.event_rows(article=report(2, url="https://a.example/2").article.id, type="CONSULT"))
    assert (visit.source[0].name, visit.source[0].office, visit.recipient[0].country) == (
        "Anna Hentzau", "foreign minister", "NOR",
    )  # fmt: skip
    assert (visit.url, visit.publisher, visit.title) == ("https://a.example/2", "Fjord Wire", "Minister visits")
    assert visit.sentence is not None and visit.trigger == "arrived in Oslo"
    assert visit.sentence_start is not None and visit.trigger_start is not None
    start = visit.trigger_start - visit.sentence_start
    assert visit.sentence[start : start + len(visit.trigger)] == visit.trigger


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        ({}, 4),
        ({"speaker": "hentzau"}, 2),
        ({"speaker": "ROU"}, 2),
        ({"contains": "BRIDGE"}, 2),
        ({"kind": "mixed"}, 0),
    ],
)
def test_statements_are_found_by(wanted: dict[str, Any], count: int, path: Path) -> None:
    with Ledger(path) as ledger:
        assert ledger.statements(**wanted).num_rows == count


def test_answers_come_as_arrow_pandas_or_polars(path: Path) -> None:
    with Ledger(path) as ledger:
        assert ledger.events().num_rows == len(ledger.events(form="pandas")) == ledger.events(form="polars").height == 8
        assert list(ledger.sql("SELECT 1 AS one", form="pandas")["one"]) == [1]


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("DELETE FROM events", "one SELECT"),
        ("COPY events TO 'out.csv'", "one SELECT"),
        ("SELECT 1; SELECT 2", "one SELECT"),
        ("", "one SELECT"),
        ("SET memory_limit = '1GB'", "one SELECT"),
        ("SELECT * FROM read_csv('/etc/passwd')", "/etc/passwd"),
        ("SELECT * FROM nothing", "nothing"),
        ("SELEC 1", "syntax error"),
    ],
)
def test_a_query_only_reads_the_ledger(query: str, reason: str, path: Path) -> None:
    with Ledger(path) as ledger, pytest.raises(QueryError, match=reason):
        ledger.sql(query)


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [
        ({"colour": "red"}, "no filter 'colour'"),
        ({"status": "maybe"}, "no status 'maybe'"),
        ({"since": "last year"}, "'last year' is no date"),
        ({"since": "2024-02-30"}, "is no date"),
    ],
)
def test_a_wrong_filter_is_named(wanted: dict[str, Any], reason: str, path: Path) -> None:
    with Ledger(path) as ledger, pytest.raises(QueryError, match=reason):
        ledger.events(**wanted)


def test_a_period_ends_with_its_last_day() -> None:
    assert [str(next_day(each)) for each in ("2023", "2023-12", "2024-02", "2024-02-28")] == [
        "2024-01-01", "2024-01-01", "2024-03-01", "2024-02-29",
    ]  # fmt: skip
    assert [str(first_day(each)) for each in ("2023", "2023-12", "2024-02-28")] == [
        "2023-01-01", "2023-12-01", "2024-02-28",
    ]  # fmt: skip


def test_as_it_was(path: Path, report: Any) -> None:
    with Ledger(path) as ledger:
        before = ledger.snapshots().to_pylist()[-1]
    with open_writer(path) as writer:
        writer.add(report(3))
    today = datetime.now(UTC).date().isoformat()
    for as_of, count in ((before["snapshot"], 8), (before["moment"].isoformat(), 8), (today, 12), (None, 12)):
        with Ledger(path, as_of=as_of) as ledger:
            assert ledger.events().num_rows == count, as_of
            assert ledger.rows("SELECT count(*) FROM articles") == [(count // 4,)]
    for wrong in ("2001-01-01", "99999", "soon"):
        with pytest.raises(LedgerError):
            Ledger(path, as_of=wrong)


def test_tidying_keeps_what_was(path: Path, report: Any) -> None:
    from dragoman.ledger.tidy import tidy

    for number in range(3, 9):
        with open_writer(path) as writer:
            writer.add(report(number))
    with Ledger(path) as ledger:
        counts = {row["snapshot"]: 0 for row in ledger.snapshots().to_pylist()}
    for snapshot in list(counts)[2:]:
        with Ledger(path, as_of=snapshot) as ledger:
            counts[snapshot] = ledger.events().num_rows
    with open_writer(path) as writer:
        done = tidy(writer, at_once=True)
    assert done.flushed > 0 and done.orphans == 0
    for snapshot in list(counts)[2:]:
        with Ledger(path, as_of=snapshot) as ledger:
            assert ledger.events().num_rows == counts[snapshot]


def test_no_ledger_there_says_how_to_begin_one(tmp_path: Path) -> None:
    with pytest.raises(LedgerMissingError, match="begins one"):
        Ledger(tmp_path / "none.ledger")


def test_a_ledger_of_a_later_format_is_refused(path: Path, ledger_of: Callable[..., Path]) -> None:
    (path / "ledger.json").write_text('{"format": 2, "catalog": "sqlite:catalog.sqlite", "data": "data"}')
    with pytest.raises(LedgerError, match="format 2"):
        Ledger(path)


@pytest.mark.parametrize("words", ["9999", "9999-12", "9999-12-31"])
def test_the_last_year_of_all_cannot_be_asked_for(words: str) -> None:
    with pytest.raises(QueryError, match="beyond the years"):
        next_day(words)
