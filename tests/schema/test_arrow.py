"""Arrow tables hold all that a record holds."""

from __future__ import annotations

from datetime import date

from handmade import TEXT, full_record, span

from dragoman.schema.arrow import schemas, tables

NAMES = {"articles", "actors", "mentions", "events", "evidence", "statements", "issues"}


def test_every_table_is_there_with_its_schema_even_without_rows() -> None:
    empty = tables([])
    assert set(empty) == set(schemas()) == NAMES
    assert all(table.num_rows == 0 and table.schema == schemas()[name] for name, table in empty.items())


def test_every_column_is_filled_from_the_record() -> None:
    """Keys that no column bears, and columns that no key fills, would both be lost in silence."""
    from dragoman.schema.arrow import rows

    filled: dict[str, set[str]] = {}
    for name, row in rows(full_record()):
        filled.setdefault(name, {"article_id"}).update(row)
    unfilled = {name: set(schema.names) ^ filled[name] for name, schema in schemas().items()}
    late = {"cue_start", "cue_end", "source_start", "source_end", "recipient_start", "recipient_end"}
    assert set().union(*unfilled.values()) <= late


def test_rows_are_those_of_the_record() -> None:
    record = full_record()
    found = {name: table.to_pylist() for name, table in tables([record, record]).items()}
    assert {name: len(found[name]) // 2 for name in NAMES} == {
        "articles": 1, "actors": 5, "mentions": 1, "events": 4, "evidence": 4, "statements": 2, "issues": 1,
    }  # fmt: skip
    visit = found["events"][0]
    assert (visit["article_id"], visit["event_id"], visit["source"]) == (record.article.id, "e1", ["a1"])
    assert (visit["date_edtf"], visit["date_start"]) == ("2024-03-14", date(2024, 3, 14))
    assert (visit["place_name"], visit["place_country"], visit["place_lat"]) == ("Oslo", "NOR", 59.9)
    assert found["events"][1]["date_edtf"] is None and found["events"][1]["place_name"] is None
    assert found["evidence"][0]["trigger"] == "arrived in Oslo"
    assert TEXT[found["evidence"][0]["trigger_start"] : found["evidence"][0]["trigger_end"]] == "arrived in Oslo"
    assert found["mentions"][0]["words"] == TEXT[75:87]
    assert (found["issues"][0]["start"], found["issues"][0]["end"]) == span("on Thursday")
    assert found["articles"][0]["published"] == date(2024, 3, 14)


def test_what_is_never_null_is_declared_so() -> None:
    for name, table in tables([full_record()]).items():
        for field in table.schema:
            assert field.nullable or table.column(field.name).null_count == 0, f"{name}.{field.name}"
