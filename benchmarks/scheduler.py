"""A thousand million articles on a cluster, simulated: what size of shard, what do failures cost, who commits it?

`python benchmarks/scheduler.py`. Measured now: how long the coder takes for an article (mean and spread over
`examples/demo`; `--speed` sets another mean) and how many records a second a committer takes. All else is assumed, as
`World` says. The simulation goes event by event, as `dragoman code --ray` schedules: a free processor takes the next
shard; when a process or a node dies, the shards in its hands go back to the front; a whole shard goes to a committer.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter, deque
from dataclasses import dataclass
from heapq import heappop, heappush
from pathlib import Path
from random import Random
from statistics import mean, stdev

import made
from figures import Figure, count_of_faults, show

from dragoman.coder import Coder
from dragoman.draft import Source
from dragoman.ledger import open_writer
from dragoman.read.sources import sources

REPORTS = Path(__file__).parents[1] / "examples" / "demo" / "reports.jsonl"
HOUR = 3_600.0
SIZES = (500, 2_000, 10_000, 50_000)
MERGED = 2_000  # made-up records, to measure the committer with
DONE, DIED, NODE_DIED, NODE_BACK = range(4)


@dataclass(frozen=True, slots=True)
class World:
    """Measured: speed (articles a second on one processor), spread of an article's time over its mean, merging.

    Assumed: mean lives of processes and nodes, and until a node is back; what it takes to start a coder, and for each
    shard besides its articles, on a processor, at the driver, at the committer; processors differ (sigma of the
    logarithm of their speeds), and some are three times slower. In seconds; price: of a processor's hour.
    """

    speed: float
    spread: float
    merging: float
    articles: int
    nodes: int
    committers: int
    price: float
    cores: int = 16
    process_lives: float = 200 * HOUR
    node_lives: float = 48 * HOUR
    repair: float = 600.0
    start: float = 6.0
    a_shard: float = 1.0
    dispatch: float = 0.002
    a_commit: float = 0.2
    uneven: float = 0.15
    slow: float = 0.01


class Cluster:
    """Processors at work on shards of one size."""

    def __init__(self, world: World, size: int, seed: int = 1) -> None:
        self.world, self.size, self.random = world, size, Random(seed)
        self.waiting = deque(range(-(-world.articles // size)))
        self.shards = len(self.waiting)
        self.paces = [self._pace() for _ in range(world.nodes * world.cores)]  # seconds an article
        self.lives = [0] * len(self.paces)  # what was foreseen for an earlier life does not come
        self.holds: dict[int, tuple[int, float]] = {}  # by processor: its shard, and since when
        self.idle: list[int] = []
        self.fresh: set[int] = set()  # processors whose coder must start
        self.events: list[tuple[float, int, int, int]] = []  # when, what, of whom, in which life
        self.driver = 0.0  # when it can hand out the next shard
        self.committers = [0.0] * world.committers  # until when each is busy
        self.done: Counter[int] = Counter()
        self.now = self.busy = self.lost = self.emptied = self.behind = 0.0
        self.losses = 0

    def run(self) -> Cluster:
        """Until every shard is done."""
        for node in range(self.world.nodes):
            self._node_back(node)
        while len(self.done) < self.shards:
            self._hand_out()
            self.now, what, who, life = heappop(self.events)
            if what == NODE_DIED:
                self._lose(self._of(who))
                heappush(self.events, (self.now + self.world.repair, NODE_BACK, who, 0))
            elif what == NODE_BACK:
                self._node_back(who)
            elif life == self.lives[who]:
                self._finish(who) if what == DONE else self._lose([who])
                self.idle.append(who)
        return self

    @property
    def ideal(self) -> float:
        """Seconds, were nothing lost and no processor ever without work."""
        return self.world.articles / sum(1 / pace for pace in self.paces)

    def _pace(self) -> float:
        slow = 3.0 if self.random.random() < self.world.slow else 1.0
        return slow * self.random.lognormvariate(0, self.world.uneven) / self.world.speed

    def _of(self, node: int) -> range:
        return range(node * self.world.cores, (node + 1) * self.world.cores)

    def _node_back(self, node: int) -> None:
        self.idle += self._of(node)
        self.fresh |= set(self._of(node))
        dies = self.now + self.random.expovariate(1 / self.world.node_lives)
        heappush(self.events, (dies, NODE_DIED, node, 0))

    def _hand_out(self) -> None:
        while self.waiting and self.idle:
            who, shard = self.idle.pop(), self.waiting.popleft()
            begun = max(self.now, self.driver)
            self.driver = begun + self.world.dispatch
            self.holds[who] = shard, begun
            articles = self.size * (1 + self.random.gauss(0, self.world.spread / self.size**0.5))
            needs = self.world.a_shard + articles * self.paces[who] + self.world.start * (who in self.fresh)
            self.fresh.discard(who)
            lives = self.random.expovariate(1 / self.world.process_lives)
            heappush(self.events, (begun + min(needs, lives), DONE if needs <= lives else DIED, who, self.lives[who]))
            if not self.waiting:
                self.emptied = self.now

    def _finish(self, who: int) -> None:
        shard, begun = self.holds.pop(who)
        self.done[shard] += 1
        self.busy += self.now - begun
        first = min(range(len(self.committers)), key=self.committers.__getitem__)
        takes = self.world.a_commit + self.size / self.world.merging
        self.committers[first] = max(self.now, self.committers[first]) + takes
        self.behind = max(self.behind, self.committers[first] - self.now)

    def _lose(self, processors: range | list[int]) -> None:
        for who in processors:
            self.lives[who] += 1
            self.fresh.add(who)
            if who in self.holds:
                shard, begun = self.holds.pop(who)
                self.waiting.appendleft(shard)
                self.lost += max(0.0, self.now - begun)
                self.losses += 1
        gone = set(processors)
        self.idle = [each for each in self.idle if each not in gone]


def coding() -> tuple[float, float]:
    """Articles a second of the coder on one processor, and the spread of an article's time over its mean."""
    coder, taken = Coder(), []
    for source in sources([str(REPORTS)]):
        if isinstance(source, Source):
            begun = time.perf_counter()
            coder.code(source)
            taken.append(time.perf_counter() - begun)
    return 1 / mean(taken[1:]), stdev(taken[1:]) / mean(taken[1:])  # the first loads the models


def merging() -> float:
    """Records a second that a committer takes."""
    records = list(made.records(MERGED))
    with tempfile.TemporaryDirectory() as folder, open_writer(Path(folder) / "ledger", command="merge") as writer:
        begun = time.perf_counter()
        for record in records:
            writer.add(record)
        writer.commit()
        return MERGED / (time.perf_counter() - begun)


def figures_of(world: World, size: int) -> list[Figure]:
    """What one size of shard comes to."""
    ran = Cluster(world, size).run()
    name, price = f"shards of {size:,}", (ran.busy + ran.lost) / HOUR * world.price
    return [
        Figure(f"{name}: how many", ran.shards),
        Figure(f"{name}: hours until all is coded", round(ran.now / HOUR, 2)),
        Figure(f"{name}: of that over the ideal, %", round(100 * (ran.now / ran.ideal - 1), 2)),
        Figure(f"{name}: minutes from the last handed out to the last done", round((ran.now - ran.emptied) / 60, 1)),
        Figure(f"{name}: begun in vain", ran.losses),
        Figure(f"{name}: work lost by failures, %", round(100 * ran.lost / (ran.busy + ran.lost), 3)),
        Figure(f"{name}: hours that committers are behind at most", round(ran.behind / HOUR, 2)),
        Figure(f"{name}: price of the processors", round(price)),
        count_of_faults(
            f"{name}: done twice or never", ran.shards - len(ran.done) + sum(ran.done.values()) - ran.shards
        ),
    ]


def main() -> int:
    """The benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1_000_000_000)
    parser.add_argument("--nodes", type=int, default=125, help="of 16 processors")
    parser.add_argument("--committers", type=int, default=1)
    parser.add_argument("--price", type=float, default=0.04, help="of a processor's hour")
    parser.add_argument("--speed", type=float, help="articles a second on one processor; measured where not given")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    speed, spread = coding()
    world = World(given.speed or speed, spread, merging(), given.articles, given.nodes, given.committers, given.price)
    figures = [
        Figure("articles a second and processor", round(world.speed, 1)),
        Figure("spread of an article's time over its mean", round(spread, 2)),
        Figure("records a second and committer", round(world.merging)),
        Figure("articles", world.articles),
        Figure("processors", world.nodes * world.cores),
        *(figure for size in SIZES for figure in figures_of(world, size)),
    ]
    return show("a cluster, simulated", figures, as_json=given.json)


if __name__ == "__main__":
    sys.exit(main())
