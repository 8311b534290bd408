"""Events and statements of some ids, each with what stands around it.

A list is made in two steps, as most of a row's columns cost more than all that a filter looks at: one query finds ids
and where they lie, and only then the rows are read. Table by table, which DuckDB plans in a tenth of the time of one
question over all five.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dragoman.ledger.row import EventRow
from dragoman.ledger.tables import ledger_schemas

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

Row = dict[str, Any]
# Ids, in order; or, by id, the row's number in its file (DuckLake's file_row_number), as a query has told it.
Found = Sequence[str] | Mapping[str, int]

MOST = 1000  # rows that it pays to name one by one
_COUNTS = ("mentions", "articles", "sources")
_WORDS = ("sentence", "sentence_start", "trigger", "trigger_start", "source_start", "recipient_start")
_ARTICLE = ("source_id", "title", "publisher", "url", "language", "version")
_FROM_EVENT = {"claimed_by": "claimant", "published": "told"}
_OF_IMPORTED = (*_ARTICLE, "sentence", "trigger")  # what an imported event brings along, having no article here
_ELSEWHERE = {*_WORDS, "happening_id"} - {*_OF_IMPORTED}
_EVENT = tuple(name for name in EventRow.__struct_fields__ if name not in _ELSEWHERE)
_STATEMENT = (
    *("statement_id", "article_id", "speaker_code", "kind", "cue", "content", "content_start", "content_end", "about"),
    *("stance", "events"),
)
_KEYS = {"events": "event_id", "evidence": "event_id", "tellings": "event_id", "articles": "article_id",
         "happenings": "happening_id", "statements": "statement_id"}  # fmt: skip


def events_of(own: DuckDBPyConnection, found: Found, more: Sequence[str] = (), ends: Sequence[str] = ()) -> list[Row]:
    """The events found, in their order: the fields of ``row.EventRow``. Those that are not there are left out.

    more, ends: further columns of the event and of its first evidence.
    """
    there = _rows(own, "events", (*(_FROM_EVENT.get(name, name) for name in _EVENT), *more), found)
    coded = [key for key, each in there.items() if each["article_id"] is not None]
    words = _some(own, "evidence", (*_WORDS, *ends), coded, "number = 0 AND ")
    articles = _some(own, "articles", _ARTICLE, _articles(there))
    tellings = _some(own, "tellings", ("happening_id",), coded)
    happenings = _some(own, "happenings", _COUNTS, {each["happening_id"] for each in tellings.values()})

    def row(key: str) -> Row:
        event, happening_id = there[key], tellings.get(key, {}).get("happening_id")
        article, happening = articles.get(event["article_id"], {}), happenings.get(happening_id or "", {})
        return {
            **{name: event[_FROM_EVENT.get(name, name)] for name in (*_EVENT, *more)},
            **{name: words.get(key, {}).get(name) for name in (*_WORDS, *ends)},
            **{name: _first(article.get(name), words.get(key, {}).get(name), event[name]) for name in _OF_IMPORTED},
            **{name: _first(happening.get(name), event[name], 1) for name in _COUNTS},
            "happening_id": happening_id,
        }

    return [row(key) for key in found if key in there]


def event_table(rows: Sequence[Row]) -> pa.Table:
    """The rows of ``events_of`` as Arrow."""
    import pyarrow as pa

    of = ledger_schemas()
    kinds = {field.name: field.type for table in ("tellings", "evidence", "articles", "events") for field in of[table]}
    names = EventRow.__struct_fields__
    schema = pa.schema([(name, kinds[_FROM_EVENT.get(name, name)]) for name in names])
    return pa.Table.from_pylist([{name: row[name] for name in names} for row in rows], schema=schema)


def statements_of(own: DuckDBPyConnection, found: Found) -> list[Row]:
    """The statements found, in their order. Those that are not there are left out."""
    there = _rows(own, "statements", (*_STATEMENT, "speaker_name", "addressee_name", "told"), found)
    articles = _some(own, "articles", ("title", "publisher", "url"), _articles(there))
    return [
        {
            **{name: there[key][name] for name in _STATEMENT},
            **{name: there[key][f"{name}_name"] for name in ("speaker", "addressee")},
            **{"published": there[key]["told"], **articles.get(there[key]["article_id"], {})},
        }
        for key in found
        if key in there
    ]


def _rows(own: DuckDBPyConnection, table: str, columns: Sequence[str], found: Found) -> dict[str, Row]:
    """Some columns of the rows found. Where they lie is looked up first if it is not known."""
    there = _at(own, table, columns, found) if isinstance(found, Mapping) else {}
    lost = [key for key in found if key not in there]
    return {**there, **_at(own, table, columns, _places(own, table, lost))}


def _at(own: DuckDBPyConnection, table: str, columns: Sequence[str], places: Mapping[str, int]) -> dict[str, Row]:
    """Some columns of the rows that lie at some places; none of those that do not."""
    numbers = ", ".join(str(int(number)) for number in places.values())
    return _some(own, table, columns, places, f"file_row_number IN ({numbers}) AND ")


def _places(own: DuckDBPyConnection, table: str, ids: Sequence[str]) -> dict[str, int]:
    there = _some(own, table, ("file_row_number",), ids)
    return {key: row["file_row_number"] for key, row in there.items()}


def _some(
    own: DuckDBPyConnection, table: str, columns: Sequence[str], ids: Iterable[str], held: str = ""
) -> dict[str, Row]:
    """Some columns of the rows of some ids, by id. held: one more condition, with an AND behind it."""
    wanted, key = list(ids), _KEYS[table]
    if not wanted:
        return {}
    names = ", ".join(f'"{name}"' for name in dict.fromkeys((key, *columns)))
    holes = ", ".join("?" * len(wanted))  # not unnest(?): only single values make DuckDB skip what it need not read
    found = own.execute(f"SELECT {names} FROM {table} WHERE {held}{key} IN ({holes})", wanted).to_arrow_table()
    return {row[key]: row for row in found.to_pylist()}


def _articles(rows: Mapping[str, Row]) -> set[str]:
    return {each["article_id"] for each in rows.values()} - {None}


def _first(*values: Any) -> Any:
    """The first value that is one."""
    return next((each for each in values if each is not None), None)
