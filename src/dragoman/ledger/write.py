"""The one writer of a ledger: takes records, rejects and imported events, and commits them in whole articles.

What ``commit`` has returned from is safe: killed at any moment, the ledger is as of the last commit, and the same
command run again leaves what is there and goes on.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from dragoman.identity import content_id
from dragoman.ledger.happenings.step import forget
from dragoman.ledger.lake import moment_now, open_lake, told
from dragoman.ledger.lock import writing
from dragoman.ledger.place import Place, make, settle
from dragoman.ledger.rows import Row, Run, document_of, imported_row, record_rows
from dragoman.ledger.tables import lay_out, ledger_schemas, make_tables

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from dragoman.ledger.row import EventRow
    from dragoman.read.sources import Rejected
    from dragoman.record import Record, Version

RECORDS_A_COMMIT = 500
EVENTS_A_COMMIT = 50_000
OF_ARTICLE = ("actors", "mentions", "events", "evidence", "statements", "issues")


@dataclass(slots=True)
class Counts:
    """What a run has committed. known: met again and left as it was; recoded: articles coded anew."""

    articles: int = 0
    known: int = 0
    events: int = 0
    statements: int = 0
    rejects: int = 0
    recoded: int = 0


@dataclass(slots=True)
class Held:
    """What waits for the next commit, by id. replaced: articles whose old coding goes."""

    records: dict[str, Record] = field(default_factory=dict)
    replaced: dict[str, Record] = field(default_factory=dict)
    rejects: dict[str, Rejected] = field(default_factory=dict)
    events: dict[str, EventRow] = field(default_factory=dict)
    rows: defaultdict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))

    @property
    def is_full(self) -> bool:
        """Whether it is time to commit."""
        many = len(self.records) + len(self.replaced) >= RECORDS_A_COMMIT
        return many or len(self.events) + len(self.rejects) >= EVENTS_A_COMMIT

    def __bool__(self) -> bool:
        return bool(self.records or self.replaced or self.rejects or self.events or self.rows)


@contextmanager
def open_writer(
    path: str | Path, *, catalog: str | None = None, data: str | None = None, keep_text: bool = True,
    command: str | None = None, made_by: Version | None = None, wait: float = 0,
    on_wait: Callable[[str], None] | None = None,
) -> Iterator[Writer]:  # fmt: skip
    """A writer under the ledger's lock; a new ledger is made where there is none. Commits at the end.

    Raises LedgerBusyError where another process writes and does not end within ``wait`` seconds.
    """
    folder = Path(path)
    with writing(folder, wait=wait, on_wait=on_wait):
        place = make(folder, catalog, data)
        lake = open_lake(place, writes=True)
        try:
            writer = Writer(place, lake, keep_text, command or " ".join(sys.argv), made_by)
            with writer.transaction():
                make_tables(lake)
            with writer.transaction():
                lay_out(lake)
            settle(place)
            yield writer
            writer.finish()
        finally:
            lake.close()


@dataclass(slots=True)
class Writer:
    """Adds to a ledger that this process holds the lock of; made by ``open_writer``."""

    place: Place
    lake: DuckDBPyConnection
    keep_text: bool
    command: str
    made_by: Version | None
    counts: Counts = field(default_factory=Counts)
    commits: int = 0
    run: Run = field(default_factory=lambda: Run(f"run:{uuid4().hex}", moment_now()))
    _held: Held = field(default_factory=Held)

    def knows(self, article_id: str) -> bool:
        """Whether the article is there or waits; counted as met again if so. Ask before coding it."""
        known = article_id in self._held.records or bool(self._there("articles", "article_id", [article_id]))
        self.counts.known += known
        return known

    def add(self, record: Record) -> None:
        """Take a record. Its article stays as it is where it is there already. Safe after ``commit``."""
        self.counts.known += record.article.id in self._held.records
        self._held.records.setdefault(record.article.id, record)
        self._commit_when_full()

    def replace(self, record: Record) -> None:
        """Put a new coding of an article that is there in the place of the old one. Safe after ``commit``."""
        self._held.replaced[record.article.id] = record
        self._commit_when_full()

    def reject(self, rejected: Rejected) -> None:
        """Keep an input that could not be read, with the reason; once, however often it comes."""
        self._held.rejects[content_id("reject", *_reject_parts(rejected))] = rejected
        self._commit_when_full()

    def add_event(self, event: EventRow) -> None:
        """Take an event that another data set coded, unless it is there already."""
        self.counts.known += event.event_id in self._held.events
        self._held.events.setdefault(event.event_id, event)
        self._commit_when_full()

    def put(self, name: str, rows: Iterable[Row]) -> None:
        """Take finished rows of a table: happenings, copies, judgements."""
        self._held.rows[name].extend(rows)

    def commit(self, *, finished: bool = False) -> None:
        """Write all that waits, in one transaction.

        Raises LedgerFullError where there is no room; then nothing of this commit is there, and all before is.
        """
        counts = replace(self.counts)
        with self.transaction():
            self._write(self._held, counts)
            self._note_run(counts, finished)
        self.counts = counts
        self._held = Held()
        self.commits += 1

    def snapshot(self) -> int:
        """The number of the ledger's present snapshot."""
        (number,) = self.lake.execute("SELECT id FROM ducklake_current_snapshot('ledger')").fetchall()[0]
        return int(number)

    def finish(self) -> None:
        """Commit what waits and note that the run came to its end; a run that did nothing leaves no row."""
        if self.commits or self._held:
            self.commit(finished=True)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside stands, or nothing. Raises LedgerError and its kinds."""
        with told(f"{self.place.folder}: cannot be written"):
            self.lake.execute("BEGIN")
            done = False
            try:
                yield
                self.lake.execute("COMMIT")
                done = True
            finally:
                if not done:
                    self._roll_back()

    def _commit_when_full(self) -> None:
        if self._held.is_full:
            self.commit()

    def _write(self, held: Held, counts: Counts) -> None:
        there = self._there("articles", "article_id", held.records)
        fresh = [record for key, record in held.records.items() if key not in there]
        rows: defaultdict[str, list[Row]] = defaultdict(list)
        for record, edition in zip(fresh, self._editions(fresh, rows), strict=True):
            self._add_rows(record, rows, edition)
        superseded = [row["article_id"] for row in rows["superseded"] if row["article_id"] not in held.records]
        forget(self, [*held.replaced, *superseded])
        self._remove(held.replaced)
        for record in held.replaced.values():
            self._add_rows(record, rows, None)
        counts.articles += len(fresh)
        counts.recoded += len(held.replaced)
        counts.known += len(there)
        for record in (*fresh, *held.replaced.values()):
            counts.events += len(record.events)
            counts.statements += len(record.statements)
        rows["rejects"] = self._reject_rows(held.rejects, counts)
        rows["events"] += self._event_rows(held.events, counts)
        for name, each in (*rows.items(), *held.rows.items()):
            self.insert(name, each)

    def _add_rows(self, record: Record, rows: defaultdict[str, list[Row]], edition: int | None) -> None:
        """The rows of a record, without its article's where that is there (edition None)."""
        run = Run(self.run.run_id, moment_now())
        for name, row in record_rows(record, run, keep_text=self.keep_text, edition=edition or 1):
            if name != "articles" or edition is not None:
                rows[name].append(row)

    def _reject_rows(self, rejects: dict[str, Rejected], counts: Counts) -> list[Row]:
        there = self._there("rejects", "reject_id", rejects)
        counts.known += len(there)
        counts.rejects += len(rejects) - len(there)
        return [
            {"reject_id": key, "source_id": each.source_id, "reason": each.reason, "error": each.error.__name__}
            | {"run_id": self.run.run_id, "added": moment_now()}
            for key, each in rejects.items()
            if key not in there
        ]

    def _event_rows(self, events: dict[str, EventRow], counts: Counts) -> list[Row]:
        there = self._there("events", "event_id", events)
        counts.known += len(there)
        counts.events += len(events) - len(there)
        return [imported_row(each, self.run) for key, each in events.items() if key not in there]

    def _there(self, table: str, column: str, ids: Iterable[str]) -> set[str]:
        """Which of the ids are in the table."""
        wanted = list(ids)
        if not wanted:
            return set()
        query = f"SELECT {column} FROM {table} WHERE {column} IN (SELECT unnest(?::VARCHAR[]))"
        return {each for (each,) in self.lake.execute(query, [wanted]).fetchall()}

    def _editions(self, records: list[Record], rows: defaultdict[str, list[Row]]) -> Iterator[int]:
        """Which version of its URL each record's article is; adds a row for each that is superseded."""
        documents = [document_of(each) for each in records if each.article.url is not None]
        query = """SELECT document_id, arg_max(article_id, edition), max(edition) FROM articles
                   WHERE document_id IN (SELECT unnest(?::VARCHAR[])) GROUP BY document_id"""
        found = self.lake.execute(query, [documents]).fetchall() if documents else []
        last = {document: (article, int(edition)) for document, article, edition in found}
        for record in records:
            document = document_of(record)
            before, edition = last.get(document, (None, 0))
            if before is not None:
                by = {"article_id": before, "by_article_id": record.article.id, "run_id": self.run.run_id}
                rows["superseded"].append(by)
            last[document] = record.article.id, edition + 1
            yield edition + 1

    def _remove(self, replaced: dict[str, Record]) -> None:
        """Take the old coding of some articles away; their earlier state stays in the snapshots."""
        ids = list(replaced)
        for table in OF_ARTICLE if ids else ():
            self.lake.execute(f"DELETE FROM {table} WHERE article_id IN (SELECT unnest(?::VARCHAR[]))", [ids])
        for coder in {record.coder for record in replaced.values()}:
            self.lake.execute(
                "UPDATE articles SET version = ?, codebook = ?, model = ? WHERE article_id IN (SELECT unnest(?))",
                [coder.version, coder.codebook, coder.model, ids],
            )

    def insert(self, name: str, rows: list[Row]) -> None:
        """Insert finished rows; inside ``transaction`` only."""
        import pyarrow as pa

        if rows:
            self.lake.register("batch", pa.Table.from_pylist(rows, schema=ledger_schemas()[name]))
            self.lake.execute(f"INSERT INTO {name} BY NAME SELECT * FROM batch")
            self.lake.unregister("batch")

    def _note_run(self, counts: Counts, finished: bool) -> None:
        """The run's row: made with its first commit, brought up to date with each."""
        done: dict[str, Any] = {**asdict(counts), "finished": moment_now() if finished else None}
        if self.commits:
            sets = ", ".join(f"{name} = ?" for name in done)
            self.lake.execute(f"UPDATE runs SET {sets} WHERE run_id = ?", [*done.values(), self.run.run_id])
            return
        by = {name: getattr(self.made_by, name, "") for name in ("version", "codebook", "model")}
        of = {"run_id": self.run.run_id, "command": self.command, "started": self.run.now}
        self.insert("runs", [{**of, **by, **done}])

    def _roll_back(self) -> None:
        import duckdb

        try:
            self.lake.execute("ROLLBACK")
        except duckdb.Error:
            return  # DuckDB has rolled back by itself


def _reject_parts(rejected: Rejected) -> tuple[str, str, str]:
    return rejected.source_id, rejected.error.__name__, rejected.reason
