"""Many machines: does a cluster that loses a process and a node give what one process gives?

`python benchmarks/cluster.py`. The reports of `examples/demo`, and a line that is none, in shards. A Ray cluster of two
nodes on this machine, one processor each, codes them; a process is killed while it codes, then a node. The records are
compared, row for row, with those of one process, and so are the ledgers that come of them. Then again: finished shards
are skipped, a torn one is coded anew. Then once more with an S3-compatible server (moto) as source and sink.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any

from figures import Figure, count_of_faults, show
from ledger_postgres import differences
from server import BUCKET, object_storage

from dragoman.coder import Coder
from dragoman.ledger import Ledger, open_writer
from dragoman.ledger.happenings.step import relate
from dragoman.read.sources import Rejected, sources
from dragoman.scale.cluster import Job, code_here, code_on_ray
from dragoman.scale.coded import Failed, Manifest, manifests, results_of, still_to_code
from dragoman.scale.commit import merge, still_to_merge
from dragoman.scale.shards import shards_of
from dragoman.scale.store import put

REPORTS = Path(__file__).parents[1] / "examples" / "demo" / "reports.jsonl"
NEEDED = ("ray", "moto", "flask", "flask_cors")
PATIENCE = 60  # seconds until a node must code
Rows = list[bytes]


@contextmanager
def two_nodes() -> Iterator[tuple[Any, Any]]:
    """A cluster, and its second node."""
    os.environ |= {"RAY_USAGE_STATS_ENABLED": "0"}
    from ray.cluster_utils import Cluster

    size = {"num_cpus": 1, "object_store_memory": 100_000_000, "memory": 2_000_000_000}
    cluster = Cluster(initialize_head=True, head_node_args={**size, "include_dashboard": False})
    try:
        yield cluster, cluster.add_node(**size)
    finally:
        cluster.shutdown()


def split(reports: int, shards: int, into: Path) -> None:
    """Some reports as so many JSONL files; the first has a line that is no report."""
    into.mkdir()
    lines = list(islice(REPORTS.read_bytes().splitlines(keepends=True), reports))
    for number in range(shards):
        share = lines[number * reports // shards : (number + 1) * reports // shards]
        (into / f"{number:03}.jsonl").write_bytes(b"".join(share) + (b"{}\n" if number == 0 else b""))


def rows(out: str, place: str, local: str) -> Rows:
    """The coded records in the order of their shards, as if read from the local place."""
    coded = (each for manifest in manifests(out) for each in results_of(manifest, out))
    return [_row(each).replace(place.encode(), local.encode()) for each in coded]


def _row(result: Any) -> bytes:
    return repr(result).encode() if isinstance(result, Rejected) else result.to_json()


def code_with_losses(job: Job, reports: Path, cluster: Any, node: Any) -> list[Manifest | Failed]:
    """Code on the cluster; a process of the second node is killed while it codes, and later the node."""
    done = []
    for number, each in enumerate(code_on_ray(shards_of([str(reports)]), job, cluster.address)):
        done.append(each)
        if number == 0:
            os.kill(_coding(node), signal.SIGKILL)
        elif number == 2:
            _coding(node)
            cluster.remove_node(node, allow_graceful=False)
    return done


def _coding(node: Any) -> int:
    """The process of a node that codes a shard; waits until there is one."""
    raylet = node.all_processes["raylet"][0].process.pid
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        for child in Path(f"/proc/{raylet}/task/{raylet}/children").read_text().split():
            if Path(f"/proc/{child}/cmdline").read_bytes().startswith(b"ray::_code"):
                return int(child)
        time.sleep(0.05)
    raise RuntimeError("the second node codes nothing")


def code_again(job: Job, reports: Path, coder: Coder) -> tuple[int, int]:
    """How many shards are coded again when all are there; and when one has no manifest and a file of one is torn."""
    shards = shards_of([str(reports)])
    left = len(still_to_code(shards, job.out, job.coder))
    first, second, *_ = manifests(job.out)
    Path(job.out, "shards", f"{first.shard.key.replace(':', '-')}.json").unlink()
    torn = Path(job.out, "records", second.file)
    torn.write_bytes(torn.read_bytes()[:100])
    anew = list(code_here(still_to_code(shards, job.out, job.coder), job, coder))
    return left, sum(isinstance(each, Manifest) for each in anew)


def code_in_storage(job: Job, reports: Path, cluster: Any) -> None:
    """From the bucket and into it."""
    for each in sorted(reports.iterdir()):
        with each.open("rb") as content:
            put(content, f"{BUCKET}/in/{each.name}")
    list(code_on_ray(shards_of([f"{BUCKET}/in"]), job, cluster.address))


def merged(path: Path, out: str, coder: Coder) -> int:
    """Merge what is coded; how many articles were added."""
    with open_writer(path, command="merge") as writer:
        list(merge(still_to_merge(manifests(out), writer), out, writer))
        relate(writer, coder.book)
    return writer.counts.articles


def kept(path: Path, results: list[Any], coder: Coder) -> None:
    """The ledger as one process makes it."""
    with open_writer(path, command="merge") as writer:
        for each in results:
            writer.reject(each) if isinstance(each, Rejected) else writer.add(each)
        writer.commit()
        relate(writer, coder.book)


def apart(one: Path, other: Path, but: str = "") -> list[str]:
    """What differs between two ledgers. but: a table that is left out."""
    with Ledger(one) as first, Ledger(other) as second:
        return [f"{other.name}: {each}" for each in differences(first, second) if each.partition(":")[0] != but]


def measure(folder: Path, reports: int, shards: int) -> tuple[list[Figure], list[str]]:
    """All of it."""
    given, coder = folder / "in", Coder()
    split(reports, shards, given)
    begun = time.monotonic()
    alone = list(coder.code_many(sources([str(given)])))
    seconds = time.monotonic() - begun
    kept(folder / "alone", alone, coder)
    expected = [_row(each) for each in alone]
    here, there = Job(str(folder / "out"), (), coder.version), Job(f"{BUCKET}/out", (), coder.version)
    with object_storage():
        with two_nodes() as (cluster, node):
            begun = time.monotonic()
            done = code_with_losses(here, given, cluster, node)
            with_losses = time.monotonic() - begun
            again, anew = code_again(here, given, coder)
            code_in_storage(there, given, cluster)
        from_cluster, from_storage = (rows(job.out, f"{BUCKET}/in", str(given)) for job in (here, there))
        added = merged(folder / "cluster", here.out, coder), merged(folder / "cluster", here.out, coder)
        merged(folder / "storage", there.out, coder)
    notes = [f"{each.shard.uri}: {each.reason}" for each in done if isinstance(each, Failed)]
    notes += apart(folder / "alone", folder / "cluster")
    notes += apart(folder / "alone", folder / "storage", but="rejects")  # they are named by where they lay
    return [
        Figure("reports", reports),
        Figure("shards", shards),
        Figure("seconds in one process", round(seconds, 1)),
        Figure("seconds on two nodes, start and losses in it", round(with_losses, 1)),
        count_of_faults("shards lost with a process and a node", shards - sum(isinstance(e, Manifest) for e in done)),
        count_of_faults("rows that differ from those of one process", _differing(from_cluster, expected)),
        count_of_faults("finished shards coded again", again),
        count_of_faults("torn shards not coded anew", 2 - anew),
        count_of_faults("rows that differ by way of S3", _differing(from_storage, expected)),
        count_of_faults("articles lost in merging, or merged twice", abs(reports - added[0]) + added[1]),
        count_of_faults("tables and shards that differ", len(notes)),
    ], notes


def _differing(some: Rows, others: Rows) -> int:
    return abs(len(some) - len(others)) + sum(a != b for a, b in zip(some, others, strict=False))


def main() -> int:
    """The benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=90)
    parser.add_argument("--shards", type=int, default=12)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    if missing := [each for each in NEEDED if find_spec(each) is None]:
        sys.stdout.write(f"skipped: not installed: {', '.join(missing)}\n")
        return 0
    with tempfile.TemporaryDirectory() as folder, redirect_stdout(sys.stderr):  # Ray tells of the lost node
        figures, notes = measure(Path(folder), given.reports, given.shards)
    return show("two nodes and an S3-compatible server", figures, as_json=given.json, notes=notes)


if __name__ == "__main__":
    sys.exit(main())
