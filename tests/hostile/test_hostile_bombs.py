"""Files that grow when they are read: the command reads them in bounded memory, and then the good report."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import hostile_made as made

MEMORY = 1_500_000_000  # bytes of data that the whole command may take; the coder alone takes some 500 MB
HANGS = 400  # seconds; only against hanging


def _bounded() -> None:
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))


def test_bombs_are_rejected_in_bounded_memory(tmp_path: Path) -> None:
    bombs = list(made.bombs(tmp_path))
    good = tmp_path / "good.jsonl"
    good.write_text(made.GOOD)
    program = [sys.executable, "-c", "from dragoman.cli import main; main()"]
    command = [*program, "read", *map(str, bombs), str(good), "--format", "jsonl"]
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(
        command, capture_output=True, timeout=HANGS, preexec_fn=_bounded, env=environment, check=False
    )
    told = done.stderr.decode("utf-8")
    assert done.returncode == 0, told
    (record,) = map(json.loads, done.stdout.decode("utf-8").splitlines())
    assert record["article"]["source_id"] == "good" and record["events"]
    for each in bombs:
        assert f"dragoman: {each}" in told, told
    assert "MemoryError" not in told
