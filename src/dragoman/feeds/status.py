"""How the watched feeds do, read from the watch's state while it runs or not."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from dragoman.errors import LedgerError
from dragoman.feeds.state import FILE


def status(folder: Path) -> list[dict[str, Any]]:
    """A row for each watched feed: feed, succeeded and due (seconds since 1970), failures, waiting, own_texts, error.

    Raises LedgerError where nothing is watched or its state cannot be read.
    """
    path = folder / FILE
    if not path.exists():
        raise LedgerError(f"{folder}: no feeds are watched there; `dragoman watch FEEDS --ledger {folder}` begins")
    query = """SELECT f.url AS feed, f.succeeded, max(e.due, coalesce(h.ready, 0)) AS due, f.failures,
                      (SELECT count(*) FROM errands i WHERE i.feed = f.url AND i.guid <> '') AS waiting,
                      f.own_texts, f.error
               FROM feeds f LEFT JOIN errands e ON e.feed = f.url AND e.guid = ''
               LEFT JOIN hosts h USING (origin) ORDER BY f.url"""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as db:
            cursor = db.execute(query)
            names = [each[0] for each in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor]
    except sqlite3.Error as error:
        raise LedgerError(f"{path}: cannot be read ({error})") from error
