"""DuckLake: the one module that opens connections, loads extensions and turns DuckDB's errors into ours."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from shutil import disk_usage
from typing import TYPE_CHECKING

from dragoman.errors import LedgerError, LedgerFullError, LedgerMissingError, QueryError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from dragoman.ledger.place import Place

MEMORY = "1200MB"  # what DuckDB may hold; the process itself comes on top
BUSY_MS = 60_000  # how long a reader waits for a commit to the SQLite catalog
_NO_SPACE = ("no space left", "disk full", "database or disk is full", "disk quota exceeded", "file too large")
_IO_ERROR, _ROOM = "disk I/O error", 100_000  # bytes; SQLite needs 32 KB beside the catalog even to read


def open_lake(place: Place, *, writes: bool = False, as_of: str | None = None) -> DuckDBPyConnection:
    """A connection with the ledger attached as ``ledger`` and in use.

    as_of: a snapshot's number, or a date or moment in UTC (a date means its end). Raises LedgerError where it cannot
    be opened or was not there then.
    """
    import duckdb

    config: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "memory_limit": MEMORY,
        "preserve_insertion_order": "false",
    }
    lake = duckdb.connect(config=config)
    with told(f"{place.folder}: cannot be opened", place.folder):
        for name in ("postgres_scanner" if place.is_postgres else "sqlite_scanner", "ducklake"):
            _load(lake, name)
        if place.is_in_object_storage:
            _reach_storage(lake)
        if place.is_new:
            _look(lake, place)
        options = [f"DATA_PATH '{_quoted(place.data_path)}'", "OVERRIDE_DATA_PATH true"]
        if not place.is_postgres:
            options += [f"META_BUSY_TIMEOUT {BUSY_MS}", *(["META_JOURNAL_MODE 'WAL'"] if writes else [])]
        if not writes:
            options += ["READ_ONLY", "CREATE_IF_NOT_EXISTS false", *_snapshot(as_of)]
        lake.execute(f"ATTACH '{_quoted(place.target)}' AS ledger ({', '.join(options)})")
        lake.execute("USE ledger")
    return lake


def shut_in(lake: DuckDBPyConnection, place: Place) -> None:
    """From now on the connection reaches nothing but the ledger's own data, and its settings stay."""
    if not place.is_postgres:
        folders = [place.data_path, str(place.folder.resolve()) + "/"]
        lake.execute("SET allowed_directories = ?", [folders])
        lake.execute("SET enable_external_access = false")
    lake.execute("SET lock_configuration = true")


@contextmanager
def told(what: str, folder: Path | None = None) -> Iterator[None]:
    """Turn an error of DuckDB or the file system into one of ours, which says what to do.

    folder: where SQLite's "disk I/O error" may mean that the disk is full.
    """
    import duckdb

    try:
        yield
    except duckdb.Error as error:
        full = folder is not None and _IO_ERROR in str(error) and disk_usage(folder).free < _ROOM
        raise _ours(what, "no space left" if full else str(error)) from error
    except OSError as error:
        full = error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
        raise _ours(what, "no space left" if full else str(error)) from error


def _ours(what: str, words: str) -> LedgerError:
    low = words.lower()
    first = words.strip().splitlines()[0] if words.strip() else "unknown error"
    if any(each in low for each in _NO_SPACE):
        return LedgerFullError(
            f"{what}: no space left on the disk. All that was committed before is safe; make room and run it again"
        )
    if "no snapshot found" in low:
        return QueryError(f"{what}: it has no snapshot then; `dragoman ledger log` lists them")
    if "does not exist" in low and "ducklake" in low and "table" not in low:
        return LedgerMissingError(f"{what}: {first}")
    return LedgerError(f"{what}: {first}")


def _reach_storage(lake: DuckDBPyConnection) -> None:
    """Make S3 reachable, or a server that speaks as it does. Keys and region the extension takes from AWS_* itself."""
    _load(lake, "httpfs")
    scheme, _, address = os.environ.get("AWS_ENDPOINT_URL", "").rstrip("/").rpartition("://")
    if address:
        lake.execute("SET GLOBAL s3_endpoint = ?", [address])
        lake.execute("SET GLOBAL s3_use_ssl = ?", [scheme != "http"])
        lake.execute("SET GLOBAL s3_url_style = 'path'")


def _look(lake: DuckDBPyConnection, place: Place) -> None:
    """Raise LedgerError where a new ledger's data would not be alone: tidying removes Parquet that it does not know.

    So a bucket that cannot be reached is told now, and not when the first commit leaves the catalog.
    """
    with told(f"{place.data}: cannot be reached (keys, region and server: AWS_ACCESS_KEY_ID and so on)"):
        ((there,),) = lake.execute("SELECT count(*) FROM glob(?)", [f"{place.data_path}**"]).fetchall()
    if there:
        raise LedgerError(f"{place.data}: holds {there} files already; name a place of the ledger's own")


def _load(lake: DuckDBPyConnection, name: str) -> None:
    """The extension that the user's DuckDB has, else the one of the same version from PyPI; signatures are checked."""
    import duckdb

    try:
        lake.execute(f"LOAD {name}")
    except duckdb.Error:
        lake.execute(f"LOAD '{_quoted(str(_packaged(name)))}'")


def _packaged(name: str) -> Path:
    spec = find_spec(f"duckdb_extension_{name}")
    for folder in (spec.submodule_search_locations or []) if spec is not None else []:
        for path in Path(folder).rglob("*.duckdb_extension"):
            return path
    raise LedgerError(
        f"DuckDB's extension {name} is not here; `pip install duckdb-extension-{name.replace('_', '-')}` brings it"
    )


def _snapshot(as_of: str | None) -> list[str]:
    if as_of is None:
        return []
    if as_of.isdigit() and len(as_of) < 8:
        return [f"SNAPSHOT_VERSION {as_of}"]
    return [f"SNAPSHOT_TIME '{moment(as_of).isoformat(sep=' ')}+00'"]


def moment(words: str) -> datetime:
    """The moment in UTC that some words name; a date means its end. Raises QueryError where they name none."""
    try:
        if len(words) <= 10:
            return datetime.combine(date.fromisoformat(words) + timedelta(days=1), datetime.min.time())
        found = datetime.fromisoformat(words)
    except ValueError as error:
        raise QueryError(
            f"{words!r} is no moment; write a snapshot's number, 2026-11-25, or 2026-11-25T14:30"
        ) from error
    offset = found.utcoffset()
    return found.replace(tzinfo=None) - offset if offset is not None else found


def moment_now() -> datetime:
    """Now, in UTC, as the tables keep moments: without a zone."""
    return datetime.now(UTC).replace(tzinfo=None)


def _quoted(words: str) -> str:
    return words.replace("'", "''")
