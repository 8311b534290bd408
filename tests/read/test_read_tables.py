"""CSV, TSV, Parquet and JSONL: which column holds what, and what becomes of rows that are none."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from inputs_made import TEXT, ZIPPED

from dragoman.draft import Source
from dragoman.errors import DateError, InputError
from dragoman.read.columns import columns_of
from dragoman.read.given import LARGEST

COLUMNS = {"text": "story", "published": "when", "id": "doc_id"}
LINES = f'{{"doc_id": 7, "story": "{TEXT}", "when": "2024-03-14", "byline": "Ada Lind"}}\n'
TABLE = f'doc_id,when,story,byline\n7,2024-03-14,"{TEXT}",Ada Lind\n'
WANTED = Source(TEXT, source_id="7", published="2024-03-14", author="Ada Lind")


def parquet(**columns: Any) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out)
    return out.getvalue()


@pytest.mark.parametrize("packing", ZIPPED)
@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("a.csv", TABLE),
        ("a.csv", TABLE.replace("\n", "\r\n")),
        ("a.csv", "\ufeff" + TABLE),
        ("a.csv", TABLE.encode("utf-16")),
        ("a.csv", TABLE.replace(",", ";")),
        ("a.tsv", TABLE.replace(",", "\t")),
        ("a.jsonl", LINES),
        ("a.ndjson", LINES),
    ],
)
def test_named_columns_are_taken(name: str, raw: str | bytes, packing: str, found: Any) -> None:
    plain = raw.encode() if isinstance(raw, str) else raw
    assert found(f"{name}{packing}", ZIPPED[packing](plain), columns=COLUMNS) == [WANTED]


def test_a_parquet_file_is_read_and_its_own_dates_taken(found: Any) -> None:
    raw = parquet(doc_id=[7], story=[TEXT], when=[date(2024, 3, 14)], byline=["Ada Lind"])
    assert found("a.parquet", raw, columns=COLUMNS) == [WANTED]
    days = pa.array([1_710_454_200_000_000_001, 0], pa.timestamp("ns")), pa.array([2**31 - 1], pa.date32())
    assert [each.published for each in found("c.parquet", parquet(text=[TEXT] * 2, date=days[0]))] == [
        "2024-03-14",
        "1970-01-01",
    ]
    (rejected,) = found("d.parquet", parquet(text=[TEXT], date=days[1]))
    assert rejected.error is DateError
    raw = parquet(text=[TEXT] * 200, date=[datetime(2024, 3, 14, 22)] * 200)
    assert [each.source_id.rsplit(":")[-1] for each in found("b.parquet", raw)] == [str(n) for n in range(1, 201)]


@pytest.mark.parametrize(
    ("field", "column"),
    [
        *[("content", name) for name in ("text", "body", "Content", "ARTICLE")],
        *[("published", name) for name in ("published", "date", "pubDate", "published_at")],
        *[
            ("url", "link"),
            ("title", "headline"),
            ("publisher", "source"),
            ("publisher", "outlet"),
            ("author", "byline"),
        ],
    ],
)
def test_customary_columns_need_no_name(field: str, column: str, found: Any) -> None:
    value = "2024-03-14" if field == "published" else TEXT
    header, row = ("x", "") if field == "content" else ("text", f'"{TEXT}"')
    (source,) = found("a.csv", f'{header},{column}\n{row},"{value}"\n')
    assert getattr(source, field) == value


def test_a_named_content_is_the_only_one(found: Any) -> None:
    (source,) = found("a.csv", f'text,page\nteaser,"<p>{TEXT}"\n', columns={"html": "page"})
    assert source.is_html and source.content == f"<p>{TEXT}"


@pytest.mark.parametrize(
    ("name", "raw"),
    [("a.csv", "Heading,x\n1,2\n"), ("a.csv", ""), ("a.parquet", parquet(Heading=["1"], x=["2"]))],
)
@pytest.mark.parametrize("columns", [None, {"text": "story"}])
def test_a_missing_column_tells_those_there_are(name: str, raw: Any, columns: Any, found: Any) -> None:
    (rejected,) = found(name, raw, columns=columns)
    assert rejected.error is InputError
    assert ("'story'" if columns else "no column with text") in rejected.reason
    assert ("'Heading', 'x'" if raw else "none") in rejected.reason


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("8,soon,words,", "'soon' is no date"),
        ("8,2024-02-30,words,", "'2024-02-30' is no date"),
        ("8,2024-03-14,,", "neither text nor HTML"),
        ("8,2024-03-14,words,,more", "5 cells under 4 columns"),
        (f"8,2024-03-14,{'x' * (LARGEST + 1)},", "too long for one report"),
    ],
)
def test_a_bad_row_is_rejected_and_the_next_is_read(row: str, reason: str, found: Any) -> None:
    rejected, source = found("a.csv", TABLE.replace("\n7", f"\n{row}\n7"), columns=COLUMNS)
    assert rejected.source_id.endswith("a.csv:1") and reason in rejected.reason
    assert (rejected.error is DateError) == ("date" in reason)
    assert source == WANTED


def test_a_row_in_another_encoding_is_read(found: Any) -> None:
    text = TEXT.replace("fish", "the café and the fiancé")
    (source,) = found("a.csv", f'text\n"{text}"\n'.encode("cp1252"))
    assert source.content == text


@pytest.mark.parametrize("end", ['8,,"no end', "8,,x"])
def test_a_cell_without_end_leaves_what_came_before(end: str, found: Any) -> None:
    source, rejected = found("a.csv", TABLE + end + "x" * 9 * LARGEST, columns=COLUMNS)
    assert source == WANTED
    assert "row 2 cannot be told from the next" in rejected.reason


def test_a_damaged_parquet_file_is_rejected(found: Any) -> None:
    raw = parquet(text=[TEXT * 9 + str(number) for number in range(500)])
    for broken in (raw[:-200], raw[: len(raw) // 2] + b"\xff" * 200 + raw[len(raw) // 2 + 200 :], b"PAR1"):
        assert "damaged" in found("a.parquet", broken)[-1].reason


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("[1]", "not a line of JSON"),
        ('{"text": ["a"]}', "'text' holds list"),
        ('{"text": "\\ud800"}', "not a line of JSON"),
        ('{"text": ' + "[" * 100_000, "nested too deeply"),
        ('{"id": 1}', "there are: 'id'"),
        ('{"text": "x", "published": 1710374400}', "is no date"),
    ],
)
def test_a_bad_line_is_rejected_and_the_next_is_read(line: str, reason: str, found: Any) -> None:
    rejected, source = found("a.jsonl", f"{line}\n{LINES.replace('story', 'text').replace('when', 'date')}")
    assert reason in rejected.reason and rejected.source_id.endswith("a.jsonl:1")
    assert source.content == TEXT


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2024-03-14T22:10:00Z", "2024-03-14"),
        ("2024-03-14 22:10:00+02:00", "2024-03-14"),
        ("20240314", "2024-03-14"),
        ("Thu, 14 Mar 2024 22:10:00 GMT", "2024-03-14"),
        ("Thu, 14 Mar 2024 22:10:00 -0500", "2024-03-14"),
        ("14 Mar 2024", "2024-03-14"),
        ("14 March 2024", "2024-03-14"),
        ("Thu,14 Mar 24 22:10 GMT", "2024-03-14"),
        ("Thursday, 14-Mar-24  22:10:00 GMT", "2024-03-14"),
        ("", None),
    ],
)
def test_dates_of_the_common_forms_are_taken(words: str, day: str | None, found: Any) -> None:
    (source,) = found("a.csv", f'text,date\nwords,"{words}"\n')
    assert source.published == day


@pytest.mark.parametrize("words", ["32 Mar 2024", "14 Foo 2024", "14 Mar 24", "14/03/2024", "2024", "99999999"])
def test_other_dates_are_not_guessed(words: str, found: Any) -> None:
    (rejected,) = found("a.csv", f'text,date\nwords,"{words}"\n')
    assert rejected.error is DateError


def test_columns_are_written_as_pairs() -> None:
    assert columns_of("text=body, id = doc id") == {"text": "body", "id": "doc id"}
    assert columns_of(None) == {}
    for wrong in ("words=body", "text", "text="):
        with pytest.raises(InputError, match="FIELD=COLUMN"):
            columns_of(wrong)
