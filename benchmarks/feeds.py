"""24 hours of feeds in a few minutes: is every article there once, every failure visible, memory flat?

`python benchmarks/feeds.py` serves some 20 feeds of made-up stories from loopback (`feed_world.py`) and watches them in
a process of its own whose clock moves when it waits. In the first half of the time that process is killed with -9 now
and then. At the end every story must be in the ledger, once in each version that was seen, or among the rejects with
its reason.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import median
from urllib.request import urlopen

from feed_world import BEGIN, DEAD, FEEDS, PAGES, Story, World, make_world, mark, served
from figures import Figure, at_most, count_of_faults, show

from dragoman.feeds.status import status
from dragoman.ledger import Ledger
from dragoman.ledger.verify import verify

EVERY = 900.0  # seconds between two rounds
AFTER = 8.0  # hours after the last story, for what is tried again
WARM = 2.0  # hours after which the memory of the last process counts


class Hours:
    """A clock that moves when somebody waits, tells the world, and notes the memory with each round."""

    def __init__(self, begin: float, end: float, control: str, memory: Path) -> None:
        self.time, self._end = begin, end
        self.stopped = False
        self._control, self._memory = control, memory
        self._tell()

    def now(self) -> float:
        return self.time

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        rounds = self.time // EVERY
        self.time += seconds
        self.stopped = self.time >= self._end
        if self.time // EVERY > rounds or self.stopped:
            self._tell()

    def _tell(self) -> None:
        with urlopen(f"{self._control}/now/{int(self.time - BEGIN)}") as answer:
            answer.read()
        with self._memory.open("a", encoding="utf-8") as file:
            file.write(f"{os.getpid()} {self.time - BEGIN:.0f} {resident():.1f}\n")


def resident() -> float:
    """The memory of this process now, in MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def watch(folder: Path, control: str, begin: float, end: float, seed: str) -> None:
    """The watch itself, from some moment to another; run in a process of its own."""
    import dragoman.feeds.address as address
    from dragoman.coder import Coder
    from dragoman.feeds.fetch import Fetcher
    from dragoman.feeds.keep import Keeper
    from dragoman.feeds.listing import Listing
    from dragoman.feeds.state import State
    from dragoman.feeds.watch import Manners, Watch
    from dragoman.ledger import open_writer

    public = address.is_public
    address.is_public = lambda each: each == "127.0.0.1" or public(each)  # the world stands for the open internet
    ledger = folder / "feeds.ledger"
    with open_writer(ledger, command="benchmark", wait=60):
        pass
    with closing(State(ledger)) as state, (folder / "told.txt").open("a", encoding="utf-8", buffering=1) as told:
        clock = Hours(begin, end, control, folder / "memory.txt")
        keeper = Keeper(ledger, Coder(), state, clock, lambda line: print(line, file=told))
        fetcher = Fetcher(longest=1.0)
        tell = keeper._tell
        Watch(Listing(folder / "feeds.txt"), state, keeper, fetcher, clock, tell, Manners(EVERY), Random(seed)).run()


@dataclass(slots=True)
class Run:
    """What happened. memory: hours and MB of the last process."""

    kills: int = 0
    failed: list[str] = field(default_factory=list)
    memory: list[tuple[float, float]] = field(default_factory=list)
    seconds: float = 0


def live(world: World, folder: Path, kills: int, seed: int, longest: float = 20) -> Run:
    """Live the world's hours: killed in the first half, after ``longest`` seconds at most, then in one process."""
    run, random, begun = Run(), Random(seed), time.monotonic()
    (folder / "feeds.txt").write_text("\n".join(world.feed_url(feed) for feed in range(FEEDS)) + "\n", encoding="utf-8")
    half, end = world.hours * 1800, (world.hours + AFTER) * 3600
    while run.kills < kills and world.now < half:
        process = _started(folder, world, half, f"{seed}:{run.kills}")
        try:
            process.wait(timeout=random.uniform(2, longest))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            run.kills += 1
        if process.returncode not in {0, -9}:
            run.failed.append(f"a watch ended with {process.returncode}")
    process = _started(folder, world, end, f"{seed}:last")
    if process.wait():
        run.failed.append(f"the last watch ended with {process.returncode}")
    lines = [line.split() for line in (folder / "memory.txt").read_text(encoding="utf-8").splitlines()]
    run.memory = [(float(each[1]) / 3600, float(each[2])) for each in lines if each[0] == str(process.pid)]
    run.seconds = time.monotonic() - begun
    return run


def _started(folder: Path, world: World, end: float, seed: str) -> subprocess.Popen[bytes]:
    given = ["--folder", str(folder), "--control", world.urls[0], "--seed", seed]
    span = ["--begin", str(BEGIN + world.now), "--end", str(BEGIN + end)]
    return subprocess.Popen([sys.executable, __file__, "--child", *given, *span])


def growth(memory: list[tuple[float, float]]) -> float:
    """MB that the last process grew by, from the first third of its time (warm) to its last third, by their medians."""
    begin, end = memory[0][0] + WARM, memory[-1][0]
    third = (end - begin) / 3
    early = [each for hour, each in memory if begin <= hour <= begin + third]
    late = [each for hour, each in memory if hour >= end - third]
    return median(late) - median(early) if early else float("nan")


def faults(world: World, folder: Path) -> Iterator[str]:
    """What is lost, there twice, or wrong in the ledger."""
    with Ledger(folder / "feeds.ledger") as ledger:
        texts = [text for (text,) in ledger.rows("SELECT text FROM articles")]
        rejected = {
            name.partition("?")[0]: reason for name, reason in ledger.rows("SELECT source_id, reason FROM rejects")
        }
        yield from (f"{each.check}: {each.where}: {each.what}" for each in verify(ledger))
    for story in world.stories:
        counts = Counter(version for text in texts for version in (1, 2) if f"{mark(story, version)} " in text)
        yield from _faults_of(world, story, counts, rejected)
    known = sum(f"{mark(story, version)} " in text for text in texts for story in world.stories for version in (1, 2))
    if known != len(texts):
        yield f"{len(texts) - known} articles of no story"


def _faults_of(world: World, story: Story, counts: Counter[int], rejected: dict[str, str]) -> Iterator[str]:
    last = 2 if story.changed is not None else 1
    name = f"story {story.number} ({story.kind}{', changed' if last > 1 else ''})"
    reason = rejected.get(world.url(story))
    if PAGES[story.kind][1] == "article" and not counts[last]:
        yield f"{name} is not in the ledger" + (f": {reason}" if reason else "")
    if PAGES[story.kind][1] == "reject" and not reason:
        yield f"{name} is not among the rejects"
    if counts[1] > 1 or counts[2] > 1:
        yield f"{name} is there twice: {dict(counts)}"


def unseen(world: World, folder: Path) -> Iterator[str]:
    """Feeds that failed without a word."""
    told = (folder / "told.txt").read_text(encoding="utf-8")
    rows = {row["feed"]: row for row in status(folder / "feeds.ledger")}
    for feed in range(FEEDS):
        row = rows[world.feed_url(feed)]
        if world.failed[feed] > 1 and f"{row['feed']}: " not in told:
            yield f"feed {feed} failed {world.failed[feed]} times and nobody was told"
        if (feed in DEAD) != bool(row["failures"]) or (feed in DEAD) != bool(row["error"]):
            yield f"feed {feed}: status says {row['failures']} failures, {row['error']!r}"


def figures_of(world: World, run: Run, folder: Path) -> tuple[list[Figure], list[str]]:
    """What to print: the figures, and the faults by name."""
    found, silent = [*run.failed, *faults(world, folder)], list(unseen(world, folder))
    with Ledger(folder / "feeds.ledger") as ledger:
        ((articles, versions, own),) = ledger.rows(
            "SELECT count(*), count(*) FILTER (edition > 1), count(*) FILTER (source_id LIKE '%#%') FROM articles"
        )
        ((rejects, kinds),) = ledger.rows("SELECT count(*), count(DISTINCT reason) FROM rejects WHERE reason <> ''")
    peak = max(size for _, size in run.memory)
    pages = sum(count for path, count in world.asked.items() if path.startswith(("/story", "/closed")))
    return [
        Figure("hours lived", round(world.now / 3600, 1)),
        Figure("feeds", FEEDS),
        Figure("stories published", len(world.stories)),
        Figure("kills", run.kills),
        Figure("requests for feeds", sum(n for path, n in world.asked.items() if path.startswith("/feed"))),
        Figure("requests for pages", pages),
        Figure("feeds' answers that failed", sum(world.failed.values())),
        Figure("articles in the ledger", int(articles)),
        Figure("  later versions", int(versions)),
        Figure("  from the feeds' own texts", int(own)),
        Figure("rejects", int(rejects)),
        Figure("  different reasons", int(kinds)),
        count_of_faults("stories lost, twice or wrong; faults of the ledger", len(found)),
        count_of_faults("feeds that failed unseen", len(silent)),
        at_most("memory of the last process at its peak", round(peak), 1000, "MB"),
        at_most("memory growth over its hours", round(growth(run.memory), 1), 40, "MB"),
        Figure("minutes", round(run.seconds / 60, 1)),
    ], [*found, *silent]


def main() -> int:
    """The benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hours", type=float, default=24)
    parser.add_argument("--stories", type=int, default=240)
    parser.add_argument("--kills", type=int, default=12)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--json", action="store_true")
    for name in ("--folder", "--control", "--begin", "--end"):
        parser.add_argument(name, help=argparse.SUPPRESS)
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        watch(Path(given.folder), given.control, float(given.begin), float(given.end), given.seed)
        return 0
    seed = int(given.seed)
    with tempfile.TemporaryDirectory() as folder, served(make_world(given.hours, given.stories, seed)) as world:
        run = live(world, Path(folder), given.kills, seed)
        figures, notes = figures_of(world, run, Path(folder))
    title = f"{given.hours:g} hours of {FEEDS} feeds, {AFTER:g} more for what is tried again"
    return show(title, figures, as_json=given.json, notes=notes[:20])


if __name__ == "__main__":
    sys.exit(main())
