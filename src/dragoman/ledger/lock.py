"""One writer a ledger: a lock on a file in its folder, which the system frees when the holder dies."""

from __future__ import annotations

import fcntl
import json
import os
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import TextIOWrapper
from pathlib import Path

from dragoman.errors import LedgerBusyError

LOCK = "writer.lock"
_EVERY = 0.1  # seconds between two tries


@contextmanager
def writing(folder: Path, *, wait: float = 0, on_wait: Callable[[str], None] | None = None) -> Iterator[None]:
    """Hold the ledger's lock. wait: seconds to wait for another writer; on_wait is told once who it is.

    Raises LedgerBusyError when the time is up.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("a+", encoding="utf-8") as file:
        _take(file, folder, wait, on_wait)
        file.truncate(0)
        file.write(json.dumps(_self()))
        file.flush()
        yield
        file.truncate(0)


def _take(file: TextIOWrapper, folder: Path, wait: float, on_wait: Callable[[str], None] | None) -> None:
    until = time.monotonic() + wait
    waited = False
    while not _locked(file):
        holder = _holder(file)
        if time.monotonic() >= until:
            raise LedgerBusyError(f"{folder}: {holder} is writing to it; wait for it (--wait SECONDS) or stop it")
        if not waited and on_wait is not None:
            on_wait(f"{folder}: waiting for {holder}")
        waited = True
        time.sleep(_EVERY)


def _locked(file: TextIOWrapper) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _self() -> dict[str, str | int]:
    command = " ".join(sys.argv)
    since = datetime.now(UTC).isoformat(timespec="seconds")
    return {"process": os.getpid(), "host": socket.gethostname(), "since": since, "command": command[:200]}


def _holder(file: TextIOWrapper) -> str:
    file.seek(0)
    try:
        found = json.loads(file.read())
        return f"process {found['process']} on {found['host']} (since {found['since']}: {found['command']})"
    except (ValueError, KeyError, TypeError):
        return "another process"
