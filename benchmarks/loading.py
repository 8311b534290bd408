"""A load of made records in a process of its own, which may be killed: `python benchmarks/loading.py FOLDER`.

The child says on standard output what it is about to do, and the ids of a commit only after ``commit`` has returned.
What the parent has read from it is what a user was told is safe.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from select import select

import made

from dragoman.errors import LedgerError
from dragoman.ledger import Writer, open_writer
from dragoman.ledger.tidy import tidy

TIDY_EVERY = 12  # commits
LEAST, MOST = 10, 40  # articles a commit
FAILED = 3  # the exit code of a child that met an error of the ledger
PHASES = {
    "": "starting Python", "open": "opening the ledger", "go": "between commits", "commit": "in a commit",
    "done": "between commits", "tidy": "in tidy", "tidied": "between commits", "close": "closing", "end": "at its end",
}  # fmt: skip


def say(word: str, *rest: str) -> None:
    """Tell the parent, at once."""
    os.write(sys.stdout.fileno(), (" ".join((word, *rest)) + "\n").encode())


def load(folder: Path, articles: int, seed: int) -> None:
    """Load the records in commits of odd sizes, with a tidying up now and then."""
    random, say_done, waiting = Random(seed), _Acknowledge(), random_size(Random(seed))
    say("open")
    with open_writer(folder, command="load") as writer:
        say("go")
        for record in made.records(articles):
            writer.add(record)
            say_done.ids.append(record.article.id)
            if len(say_done.ids) >= waiting:
                _commit(writer, say_done, random)
                waiting = random_size(random)
        for rejected in made.rejects(articles):
            writer.reject(rejected)
        _commit(writer, say_done, random)
        say("close")
    say("end", str(writer.counts.articles), str(writer.counts.rejects))


def random_size(random: Random) -> int:
    """How many articles the next commit has."""
    return random.randint(LEAST, MOST)


@dataclass(slots=True)
class _Acknowledge:
    """The ids that wait for their commit, and how many commits there were."""

    ids: list[str] = field(default_factory=list)
    commits: int = 0


def _commit(writer: Writer, held: _Acknowledge, random: Random) -> None:
    say("commit")
    writer.commit()
    say("done", *held.ids)
    held.ids.clear()
    held.commits += 1
    if held.commits % TIDY_EVERY == 0:
        say("tidy")
        tidy(writer, at_once=random.random() < 0.5)
        say("tidied")


@dataclass(slots=True)
class Load:
    """A child that loads, as its parent sees it. acknowledged: ids whose commit has returned."""

    process: subprocess.Popen[bytes]
    acknowledged: set[str] = field(default_factory=set)
    commits: int = 0
    added: int = -1
    error: str = ""
    _last: str = ""
    _rest: bytes = b""

    @classmethod
    def start(cls, folder: Path, articles: int, seed: int = 1, options: Sequence[str] = ()) -> Load:
        """Start it."""
        command = [sys.executable, __file__, str(folder), "--articles", str(articles), "--seed", str(seed), *options]
        return cls(subprocess.Popen(command, stdout=subprocess.PIPE))

    @property
    def phase(self) -> str:
        """What it was doing when last heard of."""
        return PHASES[self._last]

    @property
    def failure(self) -> str:
        """Why it failed, as far as known."""
        return self.error or f"exit code {self.process.returncode} {self.phase}, {self.commits} commits acknowledged"

    def run(self, seconds: float | None = None) -> bool:
        """Listen until it ends or the time is up; then kill it. Whether it was killed."""
        assert self.process.stdout is not None
        until = time.monotonic() + seconds if seconds is not None else float("inf")
        killed = False
        while True:
            left = until - time.monotonic()
            if left <= 0 and not killed:
                self.process.send_signal(signal.SIGKILL)
                killed = True
            if not killed and not select([self.process.stdout], [], [], min(left, 1.0))[0]:
                continue
            heard = os.read(self.process.stdout.fileno(), 1 << 16)
            self._hear(heard)
            if not heard:
                self.process.wait()
                self.process.stdout.close()
                return killed and self.process.returncode == -signal.SIGKILL

    def _hear(self, heard: bytes) -> None:
        *lines, self._rest = (self._rest + heard).split(b"\n")
        for line in lines:
            self._last, *rest = line.decode().split(" ")
            if self._last == "done":
                self.acknowledged.update(rest)
                self.commits += 1
            elif self._last == "end":
                self.added = int(rest[0]) + int(rest[1])
            elif self._last == "error":
                self.error, self._last = " ".join(rest), "commit"


def main() -> None:
    """The child."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1, help="of the sizes of the commits")
    given = parser.parse_args()
    try:
        load(given.folder, given.articles, given.seed)
    except (LedgerError, OSError) as error:
        say("error", f"{type(error).__name__}: {error}")
        sys.exit(FAILED)


if __name__ == "__main__":
    main()
