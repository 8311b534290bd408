"""Servers of one's own for a benchmark, on loopback and a free port: Postgres, run without rights; object storage."""

from __future__ import annotations

import logging
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

INSTALLED = "/usr/lib/postgresql"
USER, DATABASE = "dragoman", "ledger"
BUCKET = "s3://reports"
PATIENCE = 60  # seconds until it must answer


class NotHereError(Exception):
    """Postgres is not installed, or does not start."""


@contextmanager
def postgres() -> Iterator[str]:
    """A new server with an empty database. Gives the words that connect to it. Raises NotHereError."""
    binaries, owner = _binaries(), _owner()
    with tempfile.TemporaryDirectory() as folder:
        if owner is not None:
            shutil.chown(folder, owner)
        data, port = Path(folder) / "data", _free_port()
        _run(owner, str(binaries / "initdb"), "-D", str(data), "-U", USER, "--auth=trust", "--encoding=UTF8", "-N")
        options = ["-D", str(data), "-p", str(port), "-h", "127.0.0.1", "-k", folder, "-F"]
        with (Path(folder) / "log").open("wb") as log:
            process = subprocess.Popen([str(binaries / "postgres"), *options], stdout=log, stderr=log, user=owner)
        try:
            _wait(binaries, port, process)
            _run(owner, str(binaries / "createdb"), "-h", "127.0.0.1", "-p", str(port), "-U", USER, DATABASE)
            yield f"dbname={DATABASE} host=127.0.0.1 port={port} user={USER}"
        finally:
            process.terminate()
            process.wait()


@contextmanager
def object_storage() -> Iterator[None]:
    """An S3-compatible server (moto) with a bucket, that this process and its children find in the meantime."""
    from moto.server import ThreadedMotoServer
    from pyarrow.fs import S3FileSystem

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    endpoint = f"http://{host}:{port}"
    keys = {"AWS_ACCESS_KEY_ID": "any", "AWS_SECRET_ACCESS_KEY": "any", "AWS_REGION": "us-east-1"}
    try:
        with patch.dict(os.environ, {**keys, "AWS_ENDPOINT_URL": endpoint}):
            files = S3FileSystem(endpoint_override=endpoint, allow_bucket_creation=True)
            files.create_dir(BUCKET.removeprefix("s3://"))
            yield
    finally:
        server.stop()


def _binaries() -> Path:
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else sorted(Path(INSTALLED).glob("*/bin"))
    for folder in reversed(folders):
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise NotHereError("Postgres is not here: apt-get install postgresql")


def _owner() -> str | None:
    """Who runs the server: Postgres refuses root."""
    if os.geteuid():
        return None
    there = {each.pw_name for each in pwd.getpwall()}
    for name in ("postgres", "nobody"):
        if name in there:
            return name
    raise NotHereError("no user without rights to run Postgres as")


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def _run(owner: str | None, *command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, user=owner, cwd="/")
    if done.returncode:
        raise NotHereError(f"{command[0]}: {done.stderr.strip()}")


def _wait(binaries: Path, port: int, process: subprocess.Popen[bytes]) -> None:
    asking = [str(binaries / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
    until = time.monotonic() + PATIENCE
    while subprocess.run(asking, check=False).returncode:
        if process.poll() is not None or time.monotonic() > until:
            raise NotHereError("Postgres does not start")
        time.sleep(0.2)
