"""Merging: each coded shard is in the ledger once, however often and however interrupted."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from scale_made import QuickCoder, write_reports

from dragoman.cli import main
from dragoman.ledger import Ledger, open_writer
from dragoman.scale.coded import Failed, Manifest, code_shard, manifests
from dragoman.scale.commit import merge, still_to_merge
from dragoman.scale.shards import shards_of


@pytest.fixture
def out(tmp_path: Path) -> str:
    write_reports(tmp_path / "in", shards=3)
    for shard in shards_of([str(tmp_path / "in")]):
        code_shard(shard, QuickCoder(), str(tmp_path / "out"))  # type: ignore[arg-type]
    return str(tmp_path / "out")


def run(out: str, ledger: Path, upto: int | None = None) -> list[Manifest | Failed]:
    with open_writer(ledger, command="merge") as writer:
        return list(merge(still_to_merge(manifests(out), writer)[:upto], out, writer))


def counted(ledger: Path, table: str) -> int:
    with Ledger(ledger) as opened:
        ((number,),) = opened.rows(f"SELECT count(*) FROM {table}")
    return int(number)


def test_each_shard_once_and_on_from_where_it_was(tmp_path: Path, out: str) -> None:
    ledger = tmp_path / "a.ledger"
    assert len(run(out, ledger, upto=1)) == 1
    assert [counted(ledger, table) for table in ("articles", "rejects", "shards")] == [3, 1, 1]
    assert len(run(out, ledger)) == 2 and run(out, ledger) == []
    assert [counted(ledger, table) for table in ("articles", "rejects", "shards", "runs")] == [9, 1, 3, 2]


def test_a_damaged_file_costs_its_shard_alone(tmp_path: Path, out: str) -> None:
    damaged = Path(out, "records", manifests(out)[1].file)
    damaged.write_bytes(bytes(damaged.stat().st_size))
    kinds = [type(each) for each in run(out, tmp_path / "a.ledger")]
    assert kinds == [Manifest, Failed, Manifest]
    assert [counted(tmp_path / "a.ledger", table) for table in ("articles", "shards")] == [6, 2]


def test_the_command_tells_what_it_merged(tmp_path: Path, out: str) -> None:
    arguments = ["merge", out, "--ledger", str(tmp_path / "a.ledger")]
    first, second = CliRunner().invoke(main, arguments), CliRunner().invoke(main, arguments)
    assert first.exit_code == second.exit_code == 0
    assert "9 articles added" in first.output and "3 shards of 3 merged" in first.output
    assert "0 articles added" in second.output and "3 were there already" in second.output
    assert counted(tmp_path / "a.ledger", "happenings") > 0
    nothing = CliRunner().invoke(main, ["merge", str(tmp_path / "in"), "--ledger", str(tmp_path / "b.ledger")])
    assert nothing.exit_code == 2 and "nothing that `dragoman code` has coded" in nothing.output
    assert not (tmp_path / "b.ledger").exists()
