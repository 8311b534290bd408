"""`dragoman serve` where it cannot serve; that it serves, tests/browser shows."""

from __future__ import annotations

import socket
from pathlib import Path

from click.testing import CliRunner

from dragoman.cli import main


def test_no_ledger_is_one_line(tmp_path: Path) -> None:
    run = CliRunner().invoke(main, ["serve", "--ledger", str(tmp_path / "none"), "--port", "0"])
    assert run.exit_code == 2
    assert run.output.startswith("dragoman: ") and run.output.count("\n") == 1


def test_a_port_in_use_is_one_line(ledger_shown: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        run = CliRunner().invoke(main, ["serve", "--ledger", str(ledger_shown), "--port", port])
    assert run.exit_code == 2
    assert f"cannot listen on 127.0.0.1:{port}" in run.output and "--port" in run.output
