"""A disk that gets full during a load: is all that was acknowledged safe, and does the load end once there is room?

`python benchmarks/ledger_disk.py`, as root on Linux: it mounts small file systems in memory (tmpfs), one after the
other, so that the disk is full at different moments: while the catalog is made, in a commit, in a tidying up. On each:
load until the error, which must be LedgerFullError; fill the last byte, read and verify, be refused once more as a
writer; then make the file system larger, verify, load to the end, and once more, which must add nothing.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import made
import whole
from figures import Figure, count_of_faults, show
from loading import Load

from dragoman.errors import LedgerError, LedgerFullError, LedgerMissingError
from dragoman.ledger import Ledger, open_writer

SIZES = (128, 512, 1_024, 2_048, 3_000, 4_096, 6_000, 8_192, 12_288)  # KiB
MANY = 500  # commits that a full disk cannot take
LARGE = 131_072  # KiB, once room is made
WORDS = ("no space left", "make room")  # of the message


class NotPermittedError(Exception):
    """File systems cannot be mounted here."""


@dataclass(slots=True)
class Outcome:
    """What happened on one disk. at: what the load was doing when it was full."""

    size: int
    at: str = ""
    commits: int = 0
    acknowledged: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def note(self, what: str, found: Iterator[str] | list[str]) -> None:
        """Keep faults, with the moment at which they were found."""
        self.faults += [f"{self.size} KiB, {what}: {each}" for each in found]


@contextmanager
def disk(size: int) -> Iterator[Path]:
    """A file system of that many KiB. Raises NotPermittedError where none can be mounted."""
    with tempfile.TemporaryDirectory() as folder:
        mounted = _run("mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", folder)
        if mounted.returncode:
            raise NotPermittedError(mounted.stderr.strip())
        try:
            yield Path(folder)
        finally:
            _run("umount", "--lazy", folder)


def fill_up(size: int, articles: int) -> Outcome:
    """Load on a disk of a size until it is full, and go on when there is room."""
    outcome = Outcome(size)
    with disk(size) as folder:
        _load_until_full(folder / "ledger", articles, outcome)
        _fill(folder / "filler")
        outcome.note("reading on a full disk", _faults(folder / "ledger", outcome.acknowledged, full=True))
        outcome.note("writing on a full disk", _refused(folder / "ledger", outcome.acknowledged))
        grown = _run("mount", "-o", f"remount,size={LARGE}k", str(folder))
        if grown.returncode:
            raise NotPermittedError(grown.stderr.strip())
        outcome.note("with room again", _faults(folder / "ledger", outcome.acknowledged))
        outcome.note("the load run again", _finish(folder / "ledger", articles, outcome.acknowledged))
    return outcome


def _load_until_full(ledger: Path, articles: int, outcome: Outcome) -> None:
    load = Load.start(ledger, articles)
    load.run()
    outcome.at, outcome.commits, outcome.acknowledged = load.phase, load.commits, load.acknowledged
    low = load.error.lower()
    if not load.process.returncode:
        outcome.note("loading", ["it fits: the disk was never full"])
    elif not low.startswith("ledgerfullerror:") or not all(words in low for words in WORDS):
        outcome.note("loading", [f"not LedgerFullError with words that help, but {load.failure}"])


def _fill(filler: Path) -> None:
    """Take the last byte."""
    with filler.open("ab", buffering=0) as file:
        for size in (4_096, 1):
            try:
                while file.write(b"0" * size):
                    pass
            except OSError:
                continue


def _faults(ledger: Path, acknowledged: set[str], *, full: bool = False) -> list[str]:
    """What is wrong with a ledger. full: it may say that there is no room, since SQLite needs some even to read."""
    try:
        with Ledger(ledger) as opened:
            return list(whole.faults(opened, acknowledged))
    except LedgerMissingError:
        return ["the ledger is gone"] if acknowledged else []
    except LedgerError as error:
        return [] if full and isinstance(error, LedgerFullError) else [f"cannot be read: {error}"]


def _refused(ledger: Path, acknowledged: set[str]) -> list[str]:
    """What is wrong with the way a writer is refused. Small commits may still fit into what the catalog has kept."""
    try:
        with open_writer(ledger) as writer:
            for record in made.records(MANY, seed=2):
                writer.add(record)
                writer.commit()
                acknowledged.add(record.article.id)
    except LedgerFullError:
        return []
    except (LedgerError, OSError) as error:
        return [f"not LedgerFullError but {type(error).__name__}: {error}"]
    return [f"{MANY} commits on a full disk were acknowledged"]


def _finish(ledger: Path, articles: int, acknowledged: set[str]) -> Iterator[str]:
    for each in ("first", "second"):
        load = Load.start(ledger, articles)
        load.run()
        if load.process.returncode:
            yield f"failed: {load.failure}"
            return
        if each == "second" and load.added:
            yield f"a needless load added {load.added} rows"
    yield from _faults(ledger, acknowledged | load.acknowledged)


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False)


def figures_of(outcomes: list[Outcome]) -> list[Figure]:
    """What to print."""
    moments = Counter(each.at for each in outcomes)
    return [
        Figure("disks", len(outcomes)),
        *(Figure(f"  full {moment}", number) for moment, number in moments.most_common()),
        Figure("commits acknowledged before they were full", sum(each.commits for each in outcomes)),
        count_of_faults("faults", sum(len(each.faults) for each in outcomes)),
    ]


def main() -> int:
    """The benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="of the disks, KiB")
    parser.add_argument("--articles", type=int, default=4_000)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    try:
        outcomes = [fill_up(size, given.articles) for size in given.sizes]
    except NotPermittedError as error:
        sys.stdout.write(f"skipped: no file system can be mounted here ({error})\n")
        return 0
    notes = [fault for each in outcomes for fault in each.faults]
    return show("disks that get full during a load", figures_of(outcomes), as_json=given.json, notes=notes)


if __name__ == "__main__":
    sys.exit(main())
