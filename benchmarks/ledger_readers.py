"""Readers while a writer writes: is every read whole, and does each see no less than the one before?

`python benchmarks/ledger_readers.py --seconds 60 --readers 4`. One process commits as fast as it can and tidies up now
and then. Each reader opens the ledger anew for every other read and keeps one connection open for the rest; it asks in
one query for the rows of each article, compares an article with the record it was made from, and keeps count. Meanwhile
a second writer must be told who holds the ledger, and a third, which waits, gets its turn.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import made
import whole
from figures import Figure, count_of_faults, show

from dragoman.errors import LedgerBusyError
from dragoman.ledger import Ledger, open_writer
from dragoman.ledger.tidy import tidy

TIDY_EVERY = 4  # commits; often, since who reads while files are merged is at risk
LEAST, MOST = 5, 50  # articles a commit
PATIENCE = 60  # seconds that the third writer waits beyond the first one's time


@dataclass(slots=True)
class Reads:
    """What a reader met. reads: one a query or record; opened: connections made."""

    reads: int = 0
    opened: int = 0
    seen: int = 0
    slowest: float = 0
    faults: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Reader:
    """Reads until the time is up, and keeps what it has seen."""

    folder: Path
    random: Random
    found: Reads = field(default_factory=Reads)
    _least: tuple[int, ...] = (0,) * (2 + len(made.TABLES))

    def run(self, seconds: float) -> Reads:
        """Read from a kept connection and from new ones, by turns."""
        until = time.monotonic() + seconds
        with Ledger(self.folder) as kept:
            self.found.opened += 1
            while not self.found.reads or time.monotonic() < until:
                self._read(kept, "a kept connection")
                with Ledger(self.folder) as new:
                    self.found.opened += 1
                    self._read(new, "a new connection")
        return self.found

    def _read(self, ledger: Ledger, which: str) -> None:
        begun = time.monotonic()
        (counts,) = ledger.rows(whole.torn_query())
        self.found.slowest = max(self.found.slowest, time.monotonic() - begun)
        articles, torn, *_ = counts
        if torn:
            self.found.faults.append(f"{which}: {torn} of {articles} articles are torn")
        if any(now < before for now, before in zip(counts, self._least, strict=True) if before):
            self.found.faults.append(f"{which}: counts went from {self._least} to {counts}")
        self._least = (articles, 0, *counts[2:])
        self.found.seen = articles
        self._compare(ledger, articles, which)
        self.found.reads += 2

    def _compare(self, ledger: Ledger, articles: int, which: str) -> None:
        """One article, as a record, with the one that was put in."""
        wanted = made.record(self.random.randrange(articles))
        if ledger.record(wanted.article.id) != wanted:
            self.found.faults.append(f"{which}: {wanted.article.source_id} is not the record that was put in")


def write(folder: Path, seconds: float) -> dict[str, int]:
    """Commit made records until the time is up; says so once there is a first commit."""
    random, number, commits = Random(1), 0, 0
    begun = time.monotonic()
    with open_writer(folder, command="the writer of this benchmark") as writer:
        while time.monotonic() < begun + seconds:
            until = number + random.randint(LEAST, MOST)
            for record in made.records(until, start=number):
                writer.add(record)
            writer.commit()
            number, commits = until, commits + 1
            if commits == 1:
                sys.stdout.write("begun\n")
                sys.stdout.flush()
            if commits % TIDY_EVERY == 0:
                tidy(writer, at_once=False)
    return {"commits": commits, "articles": number}


def second_writer(folder: Path, holder: int) -> str:
    """What is wrong with the way a second writer is refused; empty where nothing is."""
    try:
        with open_writer(folder):
            return "a second writer was let in"
    except LedgerBusyError as error:
        return "" if f"process {holder} " in str(error) else f"the holder is not named: {error}"


def third_writer(folder: Path, patience: float) -> str:
    """What is wrong with the way a writer that waits gets its turn; empty where nothing is."""
    told: list[str] = []
    try:
        with open_writer(folder, wait=patience, on_wait=told.append) as writer:
            writer.reject(next(made.rejects(1)))
    except LedgerBusyError as error:
        return f"a writer that waits did not get its turn: {error}"
    return "" if len(told) == 1 and "the ledger" not in told[0] else f"told {len(told)} times for whom it waits"


def measure(folder: Path, seconds: float, readers: int) -> tuple[dict[str, int], list[Reads], list[str]]:
    """Run the writer, the readers and the two writers that come too late. Gives what they say."""
    options = ["--folder", str(folder), "--seconds", str(seconds)]
    writer = _child("write", *options)
    assert writer.stdout is not None
    writer.stdout.readline()
    children = [_child(f"read:{number}", *options[:2], "--seconds", str(seconds - 1)) for number in range(readers)]
    faults = [second_writer(folder, writer.pid), third_writer(folder, seconds + PATIENCE)]
    wrote, *read = (_answer(each) for each in (writer, *children))
    reads = [Reads(**each) for each in read]
    with Ledger(folder) as ledger:
        faults += whole.faults(ledger)
        ((articles,),) = ledger.rows("SELECT count(*) FROM articles")
        ((rejects,),) = ledger.rows("SELECT count(*) FROM rejects")
    if (articles, rejects) != (wrote["articles"], 1):
        faults.append(f"{articles} articles and {rejects} rejects there, {wrote['articles']} and 1 written")
    return wrote, reads, [each for each in faults if each]


def _child(role: str, *options: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, __file__, "--role", role, *options], stdout=subprocess.PIPE, text=True)


def _answer(child: subprocess.Popen[str]) -> dict[str, Any]:
    said, _ = child.communicate()
    if child.returncode:
        return {"commits": 0, "articles": 0} if "write" in child.args else {"faults": ["a reader died"]}
    found: dict[str, Any] = json.loads(said.splitlines()[-1])
    return found


def figures_of(wrote: dict[str, int], reads: list[Reads], faults: list[str]) -> list[Figure]:
    """What to print."""
    return [
        Figure("commits of the writer", wrote["commits"]),
        Figure("articles written", wrote["articles"]),
        Figure("readers", len(reads)),
        Figure("reads", sum(each.reads for each in reads)),
        Figure("connections opened", sum(each.opened for each in reads)),
        Figure("slowest read, s", round(max(each.slowest for each in reads), 2)),
        count_of_faults("reads that failed, were torn or went back", sum(len(each.faults) for each in reads)),
        count_of_faults("faults of the ledger and of late writers", len(faults)),
    ]


def main() -> int:
    """The benchmark, or one of its children."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--readers", type=int, default=4)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--role", default="all", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    kind, _, number = given.role.partition(":")
    if kind == "write":
        sys.stdout.write(json.dumps(write(given.folder, given.seconds)) + "\n")
        return 0
    if kind == "read":
        reads = Reader(given.folder, Random(int(number))).run(given.seconds)
        sys.stdout.write(json.dumps(asdict(reads)) + "\n")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        wrote, reads, faults = measure(Path(folder) / "ledger", given.seconds, given.readers)
    notes = [*faults, *(fault for each in reads for fault in each.faults)]
    title = f"{given.readers} readers beside a writer, {given.seconds:g} s"
    return show(title, figures_of(wrote, reads, faults), as_json=given.json, notes=notes[:20])


if __name__ == "__main__":
    sys.exit(main())
