"""One writer a ledger, and no tidying up while somebody reads: locks on files in its folder.

The system frees them when the holder dies. Readers need no lock against commits, which only add rows. Merging files
takes rows of the catalog away, and a query that began before can miss what came in their place (DuckLake's catalog in
SQLite, DuckDB 1.5.5: it reads rows up to the highest number that it saw at first).
"""

from __future__ import annotations

import fcntl
import json
import os
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import IO, Any

from dragoman.errors import LedgerBusyError

LOCK = "writer.lock"
READERS = "readers.lock"  # held together by those who read, alone by who tidies up
GATE = "gate.lock"  # a reader passes it; who waits to tidy up shuts it, so that the readers before him get through
FILES = frozenset({LOCK, READERS, GATE})
_EVERY, _SOON = 0.1, 0.01  # seconds between two tries


@contextmanager
def writing(folder: Path, *, wait: float = 0, on_wait: Callable[[str], None] | None = None) -> Iterator[None]:
    """Hold the ledger's lock. wait: seconds to wait for another writer; on_wait is told once who it is.

    Raises LedgerBusyError when the time is up.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in (READERS, GATE):
        (folder / name).touch()
    with (folder / LOCK).open("a+", encoding="utf-8") as file:
        _take(file, folder, wait, on_wait)
        file.truncate(0)
        file.write(json.dumps(_self()))
        file.flush()
        yield
        file.truncate(0)


@contextmanager
def reading(folder: Path) -> Iterator[None]:
    """A reader's turn: while it lasts nothing is tidied up. Where no writer ever made the locks, none is needed."""
    with ExitStack() as held:
        try:
            gate, readers = (held.enter_context((folder / name).open("rb")) for name in (GATE, READERS))
        except OSError:
            yield
            return
        fcntl.flock(gate, fcntl.LOCK_SH)
        fcntl.flock(readers, fcntl.LOCK_SH)
        fcntl.flock(gate, fcntl.LOCK_UN)
        yield


@contextmanager
def without_readers(folder: Path, wait: float) -> Iterator[None]:
    """A turn without readers; new ones wait. Raises LedgerBusyError where some still read after ``wait`` seconds."""
    with (folder / GATE).open("rb") as gate, (folder / READERS).open("rb") as readers:
        until = time.monotonic() + wait
        for each in (gate, readers):
            while not _locked(each):
                if time.monotonic() >= until:
                    raise LedgerBusyError(f"{folder}: somebody is reading from it; tidy it up later")
                time.sleep(_SOON)
        yield


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


def _locked(file: IO[Any]) -> bool:
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
