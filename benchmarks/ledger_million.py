"""A million events in a ledger: how fast they load, what memory and disk they take, how fast questions are answered.

`python benchmarks/ledger_million.py --events 1000000`. The load runs in a process of its own. Beside it the same rows
go into a plain DuckDB file, without looking for what is there already; the ratio of the two says more than seconds do.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import made
from figures import Figure, at_least, at_most, count_of_faults, show
from many_events import event_rows, sample

from dragoman.ledger import Ledger, open_writer
from dragoman.ledger.rows import Run, imported_row
from dragoman.ledger.tables import ledger_schemas, make_tables
from dragoman.ledger.tidy import tidy
from dragoman.ledger.write import EVENTS_A_COMMIT

EVENTS_A_SECOND, GIGABYTES, MILLISECONDS = 10_000, 2, 200  # targets
ARTICLES = 1_000
TIMES = 5
BUSIEST = """
    SELECT s, r FROM (SELECT unnest(source_codes) AS s, recipient_codes FROM events), unnest(recipient_codes) u(r)
    WHERE s < r GROUP BY ALL ORDER BY count(*) DESC, s, r LIMIT 1"""
BY_MONTH = """
    SELECT date_trunc('month', date_start) AS month, count(*) AS events, avg(goldstein) AS goldstein FROM events
    WHERE (list_contains(source_codes, ?) AND list_contains(recipient_codes, ?))
       OR (list_contains(source_codes, ?) AND list_contains(recipient_codes, ?)) GROUP BY ALL ORDER BY month"""


def load(folder: Path, events: int) -> dict[str, Any]:
    """Load the events, then some made records. Gives seconds and the most memory that it took."""
    what, acts = sample()
    begun = time.monotonic()
    with open_writer(folder, command="load") as writer:
        for each in event_rows(events, acts):
            writer.add_event(each)
        writer.commit()
        taken = time.monotonic() - begun
        for record in made.records(ARTICLES):
            writer.add(record)
    return {"what": what, "seconds": taken, "gigabytes": _most_memory()}


def load_plain(folder: Path, events: int) -> dict[str, Any]:
    """Load the same rows into a plain DuckDB file, and write them as CSV."""
    import duckdb

    _, acts = sample()
    begun = time.monotonic()
    with duckdb.connect(folder / "plain.duckdb") as lake:
        make_tables(lake)
        rows, run = [], Run("run", None)
        for each in event_rows(events, acts):
            rows.append(imported_row(each, run))
            if len(rows) == EVENTS_A_COMMIT:
                _insert(lake, rows)
        _insert(lake, rows)
        taken = time.monotonic() - begun
        lake.execute(f"COPY events TO '{folder / 'events.csv'}' (HEADER)")
    return {"seconds": taken, "gigabytes": _most_memory(), "bytes": (folder / "events.csv").stat().st_size}


def make_rows(folder: Path, events: int) -> dict[str, Any]:
    """Only make the events, for what that costs."""
    _, acts = sample()
    begun = time.monotonic()
    for _ in event_rows(events, acts):
        pass
    return {"seconds": time.monotonic() - begun}


def _insert(lake: Any, rows: list[dict[str, Any]]) -> None:
    import pyarrow as pa

    lake.register("batch", pa.Table.from_pylist(rows, schema=ledger_schemas()["events"]))
    lake.execute("INSERT INTO events BY NAME SELECT * FROM batch")
    lake.unregister("batch")
    rows.clear()


def _most_memory() -> float:
    """Gigabytes that this process has had at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6 * 1.024


ROLES: dict[str, Callable[[Path, int], dict[str, Any]]] = {"load": load, "plain": load_plain, "rows": make_rows}


def child(role: str, folder: Path, events: int) -> dict[str, Any]:
    """What one of the roles gives, in a process of its own."""
    command = [sys.executable, __file__, "--role", role, "--folder", str(folder), "--events", str(events)]
    found: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return found


def questions(folder: Path) -> dict[str, float]:
    """Milliseconds of each question on a warm connection, the middle of some tries."""
    with Ledger(folder) as ledger:
        ((one, other),) = ledger.rows(BUSIEST)
        article = made.record(ARTICLES // 2).article.id
        asked: dict[str, Callable[[], object]] = {
            f"{one}-{other} by month (SQL)": lambda: ledger.sql(BY_MONTH, [one, other, other, one]),
            "events of one article": lambda: ledger.events(article=article),
            f"100 of {one}-{other}, CONSULT, since 2012": lambda: ledger.events(
                between=(one, other), type="CONSULT", since="2012", limit=100
            ),
            "record of one article": lambda: ledger.record(article),
            "events in all": lambda: ledger.sql("SELECT count(*) FROM events"),
        }
        return {name: _middle(ask) for name, ask in asked.items()}


def _middle(ask: Callable[[], object]) -> float:
    ask()
    taken = []
    for _ in range(TIMES):
        begun = time.monotonic()
        ask()
        taken.append((time.monotonic() - begun) * 1_000)
    return round(statistics.median(taken), 1)


def size_of(folder: Path) -> int:
    """Bytes of all files below a folder."""
    return sum(each.stat().st_size for each in folder.rglob("*") if each.is_file())


def measure(folder: Path, events: int) -> tuple[str, list[Figure]]:
    """All figures."""
    (folder / "plain").mkdir()
    loaded = child("load", folder / "ledger", events)
    plain = child("plain", folder / "plain", events)
    rows = child("rows", folder, events)
    size = size_of(folder / "ledger")
    before = questions(folder / "ledger")
    begun = time.monotonic()
    with open_writer(folder / "ledger") as writer:
        tidy(writer, at_once=True)
    tidied = time.monotonic() - begun
    after = questions(folder / "ledger")
    with Ledger(folder / "ledger") as ledger:
        ((there,),) = ledger.rows("SELECT count(*) FROM events WHERE origin <> 'dragoman'")
    return str(loaded["what"]), [
        Figure("events", events),
        at_least("load, events/s", round(events / loaded["seconds"]), EVENTS_A_SECOND, "1/s"),
        Figure("load against a plain DuckDB file, times as long", round(loaded["seconds"] / plain["seconds"], 2)),
        Figure("of it making the events, s", round(rows["seconds"], 1)),
        at_most("memory of the load", round(loaded["gigabytes"], 2), GIGABYTES, "GB"),
        Figure("memory of the load of the plain file, GB", round(plain["gigabytes"], 2)),
        Figure("folder, MB", round(size / 1e6, 1)),
        Figure("folder against the same events as CSV", round(size / plain["bytes"], 3)),
        *(at_most(name, value, MILLISECONDS, "ms") for name, value in before.items()),
        Figure("tidying up, s", round(tidied, 1)),
        *(at_most(f"then {name}", value, MILLISECONDS, "ms") for name, value in after.items()),
        Figure("folder then, MB", round(size_of(folder / "ledger") / 1e6, 1)),
        count_of_faults("events lost or twice", abs(there - events)),
    ]


def main() -> int:
    """The benchmark, or one of its children."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--role", choices=list(ROLES), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.role:
        sys.stdout.write(json.dumps(ROLES[given.role](given.folder, given.events)))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        what, figures = measure(Path(folder), given.events)
    return show(f"a ledger of {given.events:,} events, {what}", figures, as_json=given.json)


if __name__ == "__main__":
    sys.exit(main())
