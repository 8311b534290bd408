"""Kill -9 at random moments of a load: is what was acknowledged there, and does the same load run again end right?

`python benchmarks/ledger_crash.py --kills 200 --articles 2000`. Moments are drawn evenly over the length of a load:
start of Python, opening, commits, tidying up. After each kill the ledger is verified here, in another process; then
the load goes on in the same ledger (and is killed again), is run to its end and once more, or begins in a new one.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import whole
from figures import Figure, count_of_faults, show
from loading import Load

from dragoman.errors import LedgerError, LedgerMissingError
from dragoman.ledger import Ledger

GO_ON, TO_THE_END = 0.5, 0.25  # after a kill: another load in the same ledger; a load to its end. Else a new ledger


@dataclass(slots=True)
class Tally:
    """What happened. missing: kills before there was a ledger. added_again: rows that a needless rerun added."""

    kills: int = 0
    commits: int = 0
    missing: int = 0
    finished: int = 0
    added_again: int = 0
    phases: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def plus(self, other: Tally) -> Tally:
        """The sum of two."""
        numbers = (getattr(self, each) + getattr(other, each) for each in self.__slots__)
        return Tally(*numbers)


@dataclass(slots=True)
class Hunt:
    """One hunter: kills loads, one after the other. length, again: seconds of a first load and of a needless one."""

    folder: Path
    articles: int
    random: Random
    length: float = 0
    again: float = 0
    tally: Tally = field(default_factory=Tally)

    def run(self, kills: int) -> Tally:
        """Measure a load that nobody kills, then kill as many."""
        self.length = self._finish(self.folder / "whole", set())
        ledger = 0
        while self.tally.kills < kills:
            self._life(self.folder / f"ledger-{ledger}", kills)
            ledger += 1
        return self.tally

    def _life(self, folder: Path, kills: int) -> None:
        """The life of one ledger: killed once or more, perhaps finished."""
        acknowledged: set[str] = set()
        fate = 0.0
        while fate < GO_ON and self.tally.kills < kills:
            if not self._kill(folder, acknowledged):
                fate = GO_ON
                break
            fate = self.random.random()
        if GO_ON <= fate < GO_ON + TO_THE_END:
            self._finish(folder, acknowledged)
        shutil.rmtree(folder, ignore_errors=True)

    def _kill(self, folder: Path, acknowledged: set[str]) -> bool:
        """Load and kill at some moment. False where the load had ended before."""
        done = len(acknowledged) / self.articles
        load = Load.start(folder, self.articles, self.random.randrange(1 << 30))
        killed = load.run(self.random.uniform(0, self.length * (1 - done) + self.again * done))
        acknowledged |= load.acknowledged
        self.tally.commits += load.commits
        if killed:
            self.tally.kills += 1
            self.tally.phases[load.phase] += 1
        elif load.process.returncode:
            self.tally.faults.append(f"a load failed after a kill: {load.failure}")
        self._check(folder, acknowledged, f"killed {load.phase}")
        return killed

    def _finish(self, folder: Path, acknowledged: set[str]) -> float:
        """Load to the end, check, and load once more, which must add nothing. Gives the seconds of the first."""
        for each in ("the load to the end", "one load more"):
            begun = time.monotonic()
            load = Load.start(folder, self.articles, self.random.randrange(1 << 30))
            load.run()
            taken = time.monotonic() - begun
            if load.process.returncode:
                self.tally.faults.append(f"{each} failed: {load.failure}")
                return taken
            if each == "one load more":
                self.again = taken
                self.tally.added_again += load.added
            else:
                first = taken
                self._check(folder, acknowledged | load.acknowledged, each, complete=True)
        self.tally.finished += 1
        return first

    def _check(self, folder: Path, acknowledged: set[str], what: str, *, complete: bool = False) -> None:
        try:
            with Ledger(folder) as ledger:
                found = list(whole.faults(ledger, acknowledged))
                there = len(ledger.rows("SELECT article_id FROM articles")) if complete else self.articles
        except LedgerMissingError:
            self.tally.missing += 1
            found, there = ["the ledger is gone"] if acknowledged else [], self.articles
        except LedgerError as error:
            found, there = [f"the ledger cannot be read: {error}"], self.articles
        if complete and there != self.articles:
            found.append(f"{there} articles of {self.articles} after {what}")
        self.tally.faults += [f"{what}, {len(acknowledged)} acknowledged: {each}" for each in found]


def hunt(kills: int, articles: int, jobs: int, seed: int, folder: Path) -> Tally:
    """Kill loads in some hunters at once."""
    hunters = [Hunt(folder / f"job-{job}", articles, Random(f"{seed}:{job}")) for job in range(jobs)]
    shares = [kills // jobs + (job < kills % jobs) for job in range(jobs)]
    for hunter in hunters:
        hunter.folder.mkdir()
    with ThreadPoolExecutor(jobs) as pool:
        return added(pool.map(Hunt.run, hunters, shares))


def added(tallies: Iterable[Tally]) -> Tally:
    """The sum of some tallies."""
    total = Tally()
    for each in tallies:
        total = total.plus(each)
    return total


def figures_of(tally: Tally, seconds: float) -> list[Figure]:
    """What to print."""
    return [
        Figure("kills", tally.kills),
        *(Figure(f"  {phase}", number) for phase, number in tally.phases.most_common()),
        Figure("  before there was a ledger", tally.missing),
        Figure("commits acknowledged before a kill", tally.commits),
        Figure("loads run to the end and once more", tally.finished),
        count_of_faults("faults found, articles lost, twice or torn", len(tally.faults)),
        count_of_faults("rows added by a needless load", tally.added_again),
        Figure("minutes", round(seconds / 60, 1)),
    ]


def main() -> int:
    """The benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--jobs", type=int, default=2, help="loads at once, each of its own ledger")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        tally = hunt(given.kills, given.articles, given.jobs, given.seed, Path(folder))
    title = f"kill -9 during loads of {given.articles:,} articles"
    return show(title, figures_of(tally, time.monotonic() - begun), as_json=given.json, notes=tally.faults[:20])


if __name__ == "__main__":
    sys.exit(main())
