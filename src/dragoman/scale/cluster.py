"""Coding shards: here, one after the other, or on a Ray cluster, one a processor.

On the cluster each shard is a task; the process that runs it makes its coder once and keeps it. Ray runs the shard of
a killed process or a lost node again elsewhere; one that kills its process every time is given up with its reason.
"""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from dragoman.coder import Coder, coder_of
from dragoman.errors import ClusterError, InputError
from dragoman.record import Version
from dragoman.scale.coded import Failed, Manifest, code_shard

if TYPE_CHECKING:
    from dragoman.scale.shards import Shard

MEMORY = 1_000_000_000  # bytes that a shard's process may need; Ray starts no more of them than have room
RETRIES = 3  # how often a shard is begun anew after its process or node has died
PATIENCE = 10.0  # seconds in which the cluster must answer
AHEAD = 2  # shards a processor that wait or run; the others stay here, so that the cluster's memory stays flat


class Job(Struct, frozen=True):
    """What is the same for all shards: where the records go, folders over our codebook, the coder that is expected."""

    out: str
    codebook: tuple[str, ...]
    coder: Version


def code_here(shards: Iterable[Shard], job: Job, coder: Coder) -> Iterator[Manifest | Failed]:
    """Code the shards with this coder; what came of each, in order."""
    for shard in shards:
        try:
            yield code_shard(shard, coder, job.out)
        except InputError as error:
            yield Failed(shard, str(error))


def code_on_ray(
    shards: Iterable[Shard], job: Job, address: str, workers: int | None = None
) -> Iterator[Manifest | Failed]:
    """Code the shards on a cluster; what came of each, as it comes.

    address: as ``ray.init`` takes it: "auto", "host:6379", "local" for a cluster of this machine alone. workers: at
    most so many shards at once; as many as there are processors where it is None, also of nodes that join later.
    Raises ClusterError where there is no such cluster, or no Ray.
    """
    with _connected(address) as ray:
        task = ray.remote(num_cpus=1, memory=MEMORY, max_retries=RETRIES)(_code)
        waiting = iter(shards)
        running: dict[Any, Shard] = {}
        while True:
            room = (workers or AHEAD * _processors(ray)) - len(running)
            running |= {task.remote(shard, job): shard for shard in islice(waiting, max(room, 0))}
            if not running:
                return
            finished, _ = ray.wait(list(running))
            for each in finished:
                yield _outcome(ray, each, running.pop(each))


def _code(shard: Shard, job: Job) -> Manifest | Failed:
    """What a node does."""
    coder = coder_of(job.codebook)
    if coder.version != job.coder:
        return Failed(shard, f"a node has another coder: {coder.version}, expected {job.coder}")
    return next(code_here([shard], job, coder))


def _outcome(ray: Any, finished: Any, shard: Shard) -> Manifest | Failed:
    try:
        outcome: Manifest | Failed = ray.get(finished)
    except ray.exceptions.RayError as error:
        reason = str(getattr(error, "cause", None) or error).strip().splitlines()
        return Failed(shard, f"{type(error).__name__}: {reason[0] if reason else ''}")
    return outcome


def _processors(ray: Any) -> int:
    return max(1, int(ray.cluster_resources().get("CPU", 1)))


def _ask(address: str) -> None:
    """Raise OSError where a host does not answer: Ray would wait for it for ever."""
    host, _, port = address.rpartition("//")[2].rpartition(":")
    if host and port.isdecimal():
        socket.create_connection((host, int(port)), timeout=PATIENCE).close()


@contextmanager
def _connected(address: str) -> Iterator[Any]:
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is told to Ray's makers unless somebody wants it
    os.environ.setdefault("RAY_task_oom_retries", str(RETRIES))  # else without end, where the memory does not suffice
    try:
        import ray
    except ImportError as error:
        raise ClusterError("Ray is not installed here: pip install 'dragoman[ray]'") from error
    try:
        _ask(address)
        ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR)
    except (OSError, RuntimeError, ValueError) as error:
        raise ClusterError(f"no Ray cluster at {address!r}: {error}") from error
    try:
        yield ray
    finally:
        ray.shutdown()
