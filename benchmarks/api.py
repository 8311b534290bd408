"""The explorer and the API over a million events: how soon lists and a pair's page come, cold and warm.

`python benchmarks/api.py --events 1000000` (loaded and tidied up), or `--ledger PATH` for one that is there. A real
`dragoman serve` on loopback, asked by HTTP over one connection. Cold: the first answers of a fresh server (the files
may be in the system's cache). Warm: each question for the first time, so that no kept answer is counted; `again`: kept
ones.
"""

from __future__ import annotations

import argparse
import http.client
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from figures import Figure, at_most, show
from ledger_million import child

from dragoman.ledger import Ledger, open_writer
from dragoman.ledger.tidy import tidy

LIST, PAGE = 150, 300  # milliseconds: targets
BUSIEST = """
    SELECT s, r FROM (SELECT unnest(source_codes) AS s, recipient_codes FROM events), unnest(recipient_codes) u(r)
    WHERE s < r AND len(s) = 3 AND len(r) = 3 GROUP BY ALL ORDER BY count(*) DESC, s, r LIMIT 40"""
Pair = tuple[str, str]


class Site:
    """A served ledger, asked over one connection."""

    def __init__(self, address: str) -> None:
        self._own = http.client.HTTPConnection(address.removeprefix("http://"), timeout=120)

    def ask(self, path: str) -> tuple[float, float]:
        """Milliseconds to the first byte and to the last."""
        begun = time.perf_counter()
        self._own.request("GET", path, headers={"Accept-Encoding": "identity"})
        answer = self._own.getresponse()
        answer.read(1)
        first = time.perf_counter()
        answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status}")
        return (first - begun) * 1000, (time.perf_counter() - begun) * 1000


@contextmanager
def served(ledger: Path) -> Iterator[Site]:
    """A server of its own, begun afresh."""
    command = [str(Path(sys.executable).parent / "dragoman"), "serve", "--ledger", str(ledger), "--port", "0"]
    with subprocess.Popen([*command, "--seconds", "120"], stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        try:
            yield Site(server.stderr.readline().split(" ")[0].rstrip("/"))
        finally:
            server.terminate()


def lists(pairs: Sequence[Pair]) -> dict[str, list[str]]:
    """Lists of 100 by what they ask for; no question comes twice."""
    return {
        "a pair": [f"between={one},{other}" for one, other in pairs],
        "a pair's type since 2012": [f"between={one},{other}&type=CONSULT&since=2012" for one, other in pairs],
        "one month": [f"since={year}-{month:02}&until={year}-{month:02}" for year in range(2008, 2012)
                      for month in range(1, 11)],
        "a nation in a quarter": [f"source={one}&since={2008 + number % 8}-01&until={2008 + number % 8}-03"
                                  for number, one in enumerate(dict.fromkeys(code for pair in pairs for code in pair))],
    }  # fmt: skip


def spread(name: str, taken: Sequence[float], limit: float) -> list[Figure]:
    """The middle and the slowest twentieth of some milliseconds."""
    slow = statistics.quantiles(taken, n=20, method="inclusive")[-1]
    return [
        at_most(f"{name}, p50", round(statistics.median(taken)), limit, "ms"),
        Figure(f"{name}, p95, ms", round(slow)),
    ]


def measure(ledger: Path) -> list[Figure]:
    """All figures of a ledger."""
    with Ledger(ledger) as opened:
        pairs = [(str(one), str(other)) for one, other in opened.rows(BUSIEST)]
    figures: list[Figure] = []
    with served(ledger) as site:
        figures.append(
            Figure("cold: first list of 100, ms", round(site.ask(f"/api/events?between={pairs[0][0]},USA")[1]))
        )
    with served(ledger) as site:
        first, last = site.ask(f"/pair/{pairs[0][0]}/{pairs[0][1]}")
        figures += [Figure("cold: pair page, first byte, ms", round(first)), Figure("and whole, ms", round(last))]
        for name, asked in lists(pairs).items():
            figures += spread(f"list of 100: {name}", [site.ask(f"/api/events?{each}")[1] for each in asked], LIST)
        again = [site.ask(f"/api/events?{each}")[1] for each in lists(pairs)["a pair"]]
        figures += spread("list of 100: again", again, LIST)
        pages = [site.ask(f"/pair/{one}/{other}") for one, other in pairs[1:21]]
        figures += spread("pair page, first byte", [first for first, _ in pages], PAGE)
        figures += spread("pair page, whole, never asked before", [last for _, last in pages], 1500)
        pages = [site.ask(f"/pair/{one}/{other}") for one, other in pairs[1:21]]
        figures += spread("pair page, whole, again", [last for _, last in pages], PAGE)
    return figures


def main() -> int:
    """The benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--ledger", type=Path, help="one that is there, instead of making one")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        ledger = given.ledger or Path(folder) / "ledger"
        if given.ledger is None:
            child("load", ledger, given.events)
            with open_writer(ledger, command="benchmark") as writer:
                tidy(writer, at_once=True)
        with Ledger(ledger) as opened:
            ((events,),) = opened.rows("SELECT count(*) FROM events")
        return show(f"the API over {events:,} events", measure(ledger), as_json=given.json)


if __name__ == "__main__":
    sys.exit(main())
