"""The ledger as readers see it: events, statements, records and SQL, now or as it was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self, overload

from dragoman.errors import QueryError
from dragoman.ledger.judge import ATTACHED
from dragoman.ledger.lake import open_lake, shut_in, told
from dragoman.ledger.listed import MOST, Found, event_table, events_of, statements_of
from dragoman.ledger.lock import reading
from dragoman.ledger.place import find
from dragoman.ledger.query import (
    Condition,
    EventFilter,
    StatementFilter,
    event_query,
    filter_of,
    first_query,
    statement_query,
)
from dragoman.ledger.records import records_of
from dragoman.ledger.tables import earlier_events

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

    from dragoman.ledger.row import EventRow
    from dragoman.record import Record

Form = Literal["arrow", "pandas", "polars"]
BATCH = 2_000  # articles or events read at once


class Ledger:
    """A ledger to read from; many processes may, also while one writes.

    path: its folder. as_of: a snapshot's number, or a date or moment in UTC (a date means its end): all answers are
    as the ledger was then. What is asked reaches the ledger's own files only. Raises LedgerMissingError where there is
    none, QueryError where it had no snapshot then.
    """

    def __init__(self, path: str | Path, *, as_of: str | int | None = None) -> None:
        self.place = find(Path(path))
        self._lake = open_lake(self.place, as_of=None if as_of is None else str(as_of))
        self._earlier = earlier_events(self._lake)
        shut_in(self._lake, self.place)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection."""
        self._lake.close()

    @overload
    def events(self, *, form: Literal["arrow"] = "arrow", limit: int | None = None, **wanted: Any) -> pa.Table: ...
    @overload
    def events(self, *, form: Literal["pandas"], limit: int | None = None, **wanted: Any) -> pd.DataFrame: ...
    @overload
    def events(self, *, form: Literal["polars"], limit: int | None = None, **wanted: Any) -> pl.DataFrame: ...

    def events(self, *, form: Form = "arrow", limit: int | None = None, **wanted: Any) -> Any:
        """The events of a filter in order of time, with sentence, article and happening: the fields of EventRow.

        wanted: the fields of ``query.EventFilter``: between=("FRA", "IRQ"), type="ASSAULT", since="2014", ...
        form: an Arrow table, or a pandas or Polars data frame (which must be installed).
        """
        asked = self._filter(EventFilter, wanted)
        if limit is None or limit > MOST:
            return self._table(event_query(asked, limit), form)
        first = first_query(asked, limit)
        with told("the query failed"), self._looking() as own:
            rows = events_of(own, dict(own.execute(first.sql, list(first.values)).fetchall()))
        return _in_form(event_table(rows), form)

    def events_of(self, found: Found, more: Sequence[str] = (), ends: Sequence[str] = ()) -> list[dict[str, Any]]:
        """The events of some ids in their order, as ``listed.events_of`` gives them."""
        with told("the query failed"), self._looking() as own:
            return events_of(own, found, more, ends)

    def statements_of(self, found: Found) -> list[dict[str, Any]]:
        """The statements of some ids in their order, as ``listed.statements_of`` gives them."""
        with told("the query failed"), self._looking() as own:
            return statements_of(own, found)

    @overload
    def statements(self, *, form: Literal["arrow"] = "arrow", limit: int | None = None, **wanted: Any) -> pa.Table: ...
    @overload
    def statements(self, *, form: Literal["pandas"], limit: int | None = None, **wanted: Any) -> pd.DataFrame: ...
    @overload
    def statements(self, *, form: Literal["polars"], limit: int | None = None, **wanted: Any) -> pl.DataFrame: ...

    def statements(self, *, form: Form = "arrow", limit: int | None = None, **wanted: Any) -> Any:
        """The statements of a filter in order of time. wanted: the fields of ``query.StatementFilter``."""
        return self._table(statement_query(self._filter(StatementFilter, wanted), limit), form)

    @overload
    def sql(self, query: str, values: list[Any] | None = None, *, form: Literal["arrow"] = "arrow") -> pa.Table: ...
    @overload
    def sql(self, query: str, values: list[Any] | None = None, *, form: Literal["pandas"]) -> pd.DataFrame: ...
    @overload
    def sql(self, query: str, values: list[Any] | None = None, *, form: Literal["polars"]) -> pl.DataFrame: ...

    def sql(self, query: str, values: list[Any] | None = None, *, form: Form = "arrow") -> Any:
        """The answer to a query in DuckDB's SQL; nothing can be changed by it. Raises QueryError where it fails."""
        return self._table(Condition(query, tuple(values or ())), form)

    def rows(self, query: str, values: list[Any] | None = None) -> list[tuple[Any, ...]]:
        """The answer to a query as plain tuples."""
        table = self.sql(query, values)
        return list(zip(*(column.to_pylist() for column in table.columns), strict=True))

    def each(self, query: str, values: list[Any] | None = None) -> Iterator[dict[str, Any]]:
        """The rows of an answer one by one, in flat memory."""
        with told("the query failed"), self._looking() as own:
            for batch in own.execute(query, values or []).to_arrow_reader(BATCH):
                yield from batch.to_pylist()

    def event_rows(self, **wanted: Any) -> Iterator[EventRow]:
        """The events of a filter one by one, for exports; memory stays flat."""
        from dragoman.ledger.row import event_row

        query = event_query(self._filter(EventFilter, wanted))
        yield from (event_row(row) for row in self.each(query.sql, list(query.values)))

    def record(self, article_id: str) -> Record:
        """The record of an article. Raises QueryError where there is no such article."""
        with self._looking() as own:
            for record in records_of(own, [article_id]):
                return record
        raise QueryError(f"no article {article_id!r} in the ledger")

    def snapshots(self) -> pa.Table:
        """The states one can go back to: number, moment (UTC), what was changed."""
        return self.sql(
            "SELECT snapshot_id AS snapshot, CAST(snapshot_time AS TIMESTAMP) AS moment, "
            "array_to_string(map_keys(changes), ', ') AS changes FROM ducklake_snapshots('ledger') ORDER BY 1"
        )

    def judgements(self) -> list[dict[str, Any]]:
        """People's judgements, each with the ``event_id`` that it is about now; None where coding lost the event."""
        return list(self.each(ATTACHED))

    def records(self, articles: Sequence[str] | None = None) -> Iterator[Record]:
        """The records of some articles, or all in the order in which they were added."""
        every = "SELECT article_id FROM articles ORDER BY added, article_id"
        ids = self.sql(every)["article_id"].to_pylist() if articles is None else list(articles)
        for start in range(0, len(ids), BATCH):
            with self._looking() as own:
                yield from records_of(own, ids[start : start + BATCH])

    @contextmanager
    def _looking(self) -> Iterator[DuckDBPyConnection]:
        """A connection that sees one snapshot while the block lasts; nothing is tidied up meanwhile."""
        with reading(self.place.folder), self._lake.cursor() as own:
            own.execute("USE ledger")
            if self._earlier:
                own.execute(self._earlier)
            own.execute("BEGIN TRANSACTION READ ONLY")
            yield own

    def _filter(self, kind: Any, wanted: dict[str, Any]) -> Any:
        return filter_of(kind, wanted)

    def _table(self, query: Condition, form: Form) -> Any:
        import duckdb

        try:
            asked = self._lake.extract_statements(query.sql)
            if len(asked) != 1 or asked[0].type not in {duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN}:
                raise QueryError("not one question; ask with one SELECT (a ledger is written by `dragoman read`)")
            with self._looking() as own:
                table = own.execute(asked[0], list(query.values)).to_arrow_table()
        except duckdb.Error as error:
            raise QueryError(_plain(str(error))) from error
        return _in_form(table, form)


def _in_form(table: pa.Table, form: Form) -> Any:
    if form == "pandas":
        return table.to_pandas()
    if form == "polars":
        import polars

        return polars.from_arrow(table)
    return table


def _plain(words: str) -> str:
    """DuckDB's message without the repeated query under it."""
    return words.split("\n\n")[0].strip()
