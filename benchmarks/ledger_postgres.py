"""Many coders, one committer, the catalog in Postgres: the same ledger as with one process and SQLite?

`python benchmarks/ledger_postgres.py --articles 1000`. Two coding processes code shards of reports (made up, as are
their records); some articles come from both. One committer merges what is coded; it is killed some times on its way and
started again. Then every table is compared, row for row, with a ledger of the same records in the same order; only the
runs and the moments at which rows were added may differ.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from random import Random
from typing import Any

import made
import whole
from figures import Figure, count_of_faults, show
from server import NotHereError, postgres

from dragoman.ledger import Ledger, open_writer
from dragoman.ledger.tables import ledger_schemas
from dragoman.ledger.tidy import tidy
from dragoman.record import Record
from dragoman.scale.coded import Failed, code_shard, manifests
from dragoman.scale.commit import merge, still_to_merge
from dragoman.scale.shards import shards_of

CODERS = 2
SHARD = 50  # records
BOTH_EVERY = 10  # of so many articles, one is coded by every coder
LOT = 8  # shards that are merged before the ledger is tidied
PAUSE = 0.05
OF_RUN = {"run_id", "added"}  # columns that differ from run to run
OF_WAY = {"runs", "shards"}  # tables that tell how the records came


class Coder:
    """Gives the made record of the number that is a report's text, and codes nothing."""

    version = made.CODER

    def code_many(self, reports: Iterable[Any]) -> Iterator[Record]:
        """The records of the reports."""
        return (made.record(int(each.content)) for each in reports)


def put_reports(folder: Path, articles: int) -> None:
    """Each coder's share of the reports, as shards, in a folder of its own."""
    for coder in range(CODERS):
        share = [n for n in range(articles) if n % CODERS == coder or n % BOTH_EVERY == 0]
        reports = folder / f"reports-{coder}"
        reports.mkdir()
        for start in range(0, len(share), SHARD):
            lines = (json.dumps({"text": str(number)}) for number in share[start : start + SHARD])
            (reports / f"{start:06}.jsonl").write_text("\n".join(lines))


def code(folder: Path, coder: int) -> None:
    """Code this coder's share, shard by shard."""
    for shard in shards_of([str(folder / f"reports-{coder}")]):
        code_shard(shard, Coder(), str(folder / "coded"))  # type: ignore[arg-type]
    (folder / f"coder{coder}.end").touch()


def merge_all(folder: Path, ledger: Path, catalog: str | None) -> None:
    """Commit shards as they come, and tidy up after each lot, until all coders have ended."""
    out = str(folder / "coded")
    with open_writer(ledger, catalog=catalog, command="merge") as writer:
        while True:
            ended = len(list(folder.glob("*.end"))) == CODERS
            lot = still_to_merge(manifests(out), writer)[:LOT]
            if not lot and ended:
                return
            for each in merge(lot, out, writer):
                if isinstance(each, Failed):
                    raise RuntimeError(each.reason)
            if lot:
                tidy(writer, at_once=True)
            time.sleep(PAUSE)


def merge_killed(folder: Path, ledger: Path, catalog: str, kills: int, random: Random) -> int:
    """Merge in processes that are killed, and in one that isn't. Gives how many were."""
    killed = 0
    for _ in range(kills):
        process = _child("merge", folder, "--ledger", str(ledger), "--catalog", catalog)
        try:
            process.wait(random.uniform(1, 8))
        except subprocess.TimeoutExpired:
            process.kill()
            killed += 1
            process.wait()
    if _child("merge", folder, "--ledger", str(ledger), "--catalog", catalog).wait():
        raise RuntimeError("the committer failed")
    return killed


def load_again(folder: Path, ledger: Path, order: Sequence[str]) -> None:
    """The same shards, in the order in which they were merged, in a ledger with its catalog in SQLite."""
    out = str(folder / "coded")
    coded = {each.shard.key: each for each in manifests(out)}
    with open_writer(ledger, command="merge") as writer:
        for _ in merge([coded[key] for key in order], out, writer):
            pass


def differences(one: Ledger, other: Ledger) -> Iterator[str]:
    """Rows that one ledger has and the other has not, in any table of what was read."""
    for table, schema in ledger_schemas().items():
        if table in OF_WAY:
            continue
        columns = ", ".join(f'"{each}"' for each in schema.names if each not in OF_RUN)
        query = f"SELECT {columns} FROM {table} ORDER BY ALL"
        rows, others = one.rows(query), other.rows(query)
        if len(rows) != len(others):
            yield f"{table}: {len(rows)} rows and {len(others)}"
        apart = sum(a != b for a, b in zip(rows, others, strict=False))
        if apart:
            yield f"{table}: {apart} rows differ"


def measure(folder: Path, connection: str, articles: int, kills: int) -> tuple[list[Figure], list[str]]:
    """Code, merge, load again, compare."""
    catalog = f"postgres:{connection}"
    put_reports(folder, articles)
    begun = time.monotonic()
    coders = [_child(f"code:{each}", folder) for each in range(CODERS)]
    killed = merge_killed(folder, folder / "with-postgres", catalog, kills, Random(1))
    seconds = time.monotonic() - begun
    failed = sum(each.wait() != 0 for each in coders)
    with Ledger(folder / "with-postgres") as one:
        order = [key for (key,) in one.rows("SELECT shard_id FROM shards ORDER BY added")]
    load_again(folder, folder / "with-sqlite", order)
    with Ledger(folder / "with-postgres") as one, Ledger(folder / "with-sqlite") as other:
        apart, faults = list(differences(one, other)), list(whole.faults(one))
        ((there, noted),) = one.rows("SELECT (SELECT count(*) FROM articles), (SELECT sum(articles) FROM runs)")
    lost = abs(articles - there) + abs(articles - int(noted)) + failed
    figures = [
        Figure("articles", articles),
        Figure("coders", CODERS),
        Figure("shards", len(order)),
        Figure("kills of the committer", killed),
        Figure("seconds until all was merged", round(seconds, 1)),
        count_of_faults("tables that differ from those with SQLite", len(apart)),
        count_of_faults("faults of the ledger", len(faults)),
        count_of_faults("articles lost or counted wrong", lost),
    ]
    return figures, apart + faults


def _child(role: str, folder: Path, *options: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, __file__, "--role", role, "--folder", str(folder), *options])


def main() -> int:
    """The benchmark, or one of its children."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1_000)
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--role", default="all", help=argparse.SUPPRESS)
    for name in ("--folder", "--ledger"):
        parser.add_argument(name, type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--catalog", help=argparse.SUPPRESS)
    given = parser.parse_args()
    role, _, number = given.role.partition(":")
    if role == "code":
        code(given.folder, int(number))
        return 0
    if role == "merge":
        merge_all(given.folder, given.ledger, given.catalog)
        return 0
    return _all(given)


def _all(given: argparse.Namespace) -> int:
    if find_spec("duckdb_extension_postgres_scanner") is None:
        sys.stdout.write("skipped: pip install duckdb-extension-postgres-scanner brings what is needed\n")
        return 0
    try:
        with postgres() as connection, tempfile.TemporaryDirectory() as folder:
            figures, notes = measure(Path(folder), connection, given.articles, given.kills)
    except NotHereError as error:
        sys.stdout.write(f"skipped: {error}\n")
        return 0
    return show("a ledger with its catalog in Postgres", figures, as_json=given.json, notes=notes)


if __name__ == "__main__":
    sys.exit(main())
