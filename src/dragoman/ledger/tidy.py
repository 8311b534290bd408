"""Keeping a ledger's files few and large; what it was at any moment stays as it was."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from dragoman.ledger.lake import told
from dragoman.ledger.lock import without_readers

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from dragoman.ledger.write import Writer

DUE_COMMITS = 100  # a run of as many commits tidies up by itself
_PATIENCE = 10.0  # seconds that it waits for readers
_KEPT = timedelta(days=2)  # a replaced file stays for readers who opened the ledger before


@dataclass(frozen=True, slots=True)
class Tidied:
    """What was done. flushed: rows moved from the catalog to Parquet; merged, removed, orphans: files."""

    flushed: int
    merged: int
    removed: int
    orphans: int


def tidy(writer: Writer, *, at_once: bool = False) -> Tidied:
    """Move small commits out of the catalog, merge small files, remove what no snapshot needs and killed runs left.

    at_once: also remove files replaced just now, which a reader that is open may still need. Snapshots are kept.
    Waits for those who read, and they for it. Raises LedgerBusyError where somebody reads on and on.
    """
    lake = writer.lake
    folder = writer.place.folder
    with without_readers(folder, _PATIENCE), told(f"{folder}: cannot be tidied"), _on_one_thread(lake):
        flushed = sum(row[2] for row in lake.execute("CALL ducklake_flush_inlined_data('ledger')").fetchall())
        lake.execute("CALL ducklake_rewrite_data_files('ledger')")
        merged = sum(row[2] for row in lake.execute("CALL ducklake_merge_adjacent_files('ledger')").fetchall())
        which = "cleanup_all => true" if at_once else f"older_than => TIMESTAMPTZ '{_before()}'"
        removed = lake.execute(f"CALL ducklake_cleanup_old_files('ledger', {which})").fetchall()
        orphans = lake.execute("CALL ducklake_delete_orphaned_files('ledger', cleanup_all => true)").fetchall()
    return Tidied(flushed, merged, len(removed), len(orphans))


@contextmanager
def _on_one_thread(lake: DuckDBPyConnection) -> Iterator[None]:
    """On several threads, two of some 300 tidyings under load ended in a corrupt heap (DuckDB 1.5.5)."""
    lake.execute("SET threads = 1")
    try:
        yield
    finally:
        lake.execute("RESET threads")


def _before() -> str:
    """DuckLake compares this by the day where the catalog is SQLite, so a day is added to the one that we mean."""
    return f"{(datetime.now(UTC) - _KEPT).date()} 00:00:00+00"
