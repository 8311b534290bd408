"""The ledger's tables: their Arrow schemas (``tables.yaml``) and the SQL that makes them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.schema.arrow import schemas

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

FILE = Path(__file__).parent / "tables.yaml"
ROW_GROUP = 8192  # events that are read at once: lists of parties cannot be read for a single row
_DAY = "coalesce(date_start, told)"
_SHELF = f"concat_ws(' ', year({_DAY}), array_to_string(list_sort(source_codes[1:1] || recipient_codes[1:1]), ' '))"
# Plain columns only, and the last tells any two apart: DuckLake sorts inlined rows once more, as text, when it flushes
# them, and counts by that order which of them are gone.
_IN_ORDER = "ALTER TABLE events SET SORTED BY (shelf ASC, day ASC, event_id ASC)"
_IS_LAID_OUT = "SELECT 1 FROM ducklake_options('ledger') WHERE option_name = 'parquet_row_group_size'"


@cache
def ledger_schemas() -> dict[str, pa.Schema]:
    """The Arrow schema of each table of a ledger by name."""
    return schemas(FILE)


def make_tables(lake: DuckDBPyConnection) -> None:
    """Make the tables that are missing, and add the columns that a table of an earlier version lacks."""
    there = columns(lake)
    for name, schema in ledger_schemas().items():
        if name not in there:
            lake.execute(f"CREATE TABLE {name} ({', '.join(_column(field) for field in schema)})")
        else:
            for field in schema:
                if field.name not in there[name]:
                    lake.execute(f'ALTER TABLE {name} ADD COLUMN "{field.name}" {_sql_type(field.type)}')
    if "day" not in there.get("events", {"day"}):
        lake.execute(_IN_ORDER)
        lake.execute(f"UPDATE events SET day = {_DAY}, shelf = {_SHELF}")


def lay_out(lake: DuckDBPyConnection) -> None:
    """Keep the events of each file by year and pair, in small groups, so that a page of a list reads few of them.

    By day alone, the events of a pair would lie in all groups; by pair alone, those of a month would.
    """
    if not lake.execute(_IS_LAID_OUT).fetchall():
        lake.execute(_IN_ORDER)
        lake.execute(f"CALL ledger.set_option('parquet_row_group_size', {ROW_GROUP}, table_name => 'events')")


def earlier_events(lake: DuckDBPyConnection) -> str | None:
    """SQL for a view that gives a reader the columns that an earlier version's ledger lacks; None where all are there.

    It stays right when a writer adds them meanwhile.
    """
    there = columns(lake).get("events")
    lacking = [each for each in ledger_schemas()["events"] if there is not None and each.name not in there]
    if not lacking:
        return None
    names = ", ".join(f"'{each.name}'" for each in lacking)
    values = (f'{_DAY if each.name == "day" else f"NULL::{_sql_type(each.type)}"} AS "{each.name}"' for each in lacking)
    return f"""CREATE TEMP VIEW events AS
        SELECT COLUMNS(name -> name NOT IN ({names})), file_row_number, {", ".join(values)} FROM ledger.events"""


def columns(lake: DuckDBPyConnection) -> dict[str, set[str]]:
    """The columns of each table that is there."""
    found: dict[str, set[str]] = {}
    rows = lake.execute(
        "SELECT table_name, column_name FROM duckdb_columns() WHERE database_name = 'ledger' AND NOT internal"
    )
    for table, column in rows.fetchall():
        found.setdefault(table, set()).add(column)
    return found


def _column(field: pa.Field) -> str:
    return f'"{field.name}" {_sql_type(field.type)}{"" if field.nullable else " NOT NULL"}'


def _sql_type(kind: pa.DataType) -> str:
    import pyarrow.types as is_a

    if is_a.is_list(kind):
        return f"{_sql_type(kind.value_type)}[]"
    if is_a.is_struct(kind):
        fields = ", ".join(f'"{each.name}" {_sql_type(each.type)}' for each in kind)
        return f"STRUCT({fields})"
    names = {"string": "VARCHAR", "int64": "BIGINT", "double": "DOUBLE", "bool": "BOOLEAN", "date32[day]": "DATE"}
    return names.get(str(kind), "TIMESTAMP")
