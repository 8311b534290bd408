"""Coded shards: rows that give the records back, files under content names, and what counts as done."""

from __future__ import annotations

from pathlib import Path

import pytest
from handmade import full_record
from scale_made import QuickCoder, write_reports

from dragoman.errors import DateError, InputError, UnreadableError
from dragoman.read.sources import Rejected
from dragoman.record import Version
from dragoman.scale.coded import code_shard, manifests, results_of, still_to_code
from dragoman.scale.coded_rows import read_rows, write_rows
from dragoman.scale.shards import Shard, shards_of


@pytest.fixture
def shards(tmp_path: Path) -> list[Shard]:
    write_reports(tmp_path / "in", shards=3)
    return shards_of([str(tmp_path / "in")])


def test_rows_give_back_what_was_written(tmp_path: Path) -> None:
    results = [full_record(), Rejected("x:2", "no date", DateError), full_record()]
    counts = write_rows(results, tmp_path / "one")
    assert (counts.records, counts.events, counts.rejects) == (2, 2 * len(full_record().events), 1)
    assert list(read_rows(tmp_path / "one")) == results
    again = write_rows(results, tmp_path / "two")
    assert again == counts and (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert write_rows([], tmp_path / "none").records == 0 and list(read_rows(tmp_path / "none")) == []


def test_a_shard_is_coded_once(tmp_path: Path, shards: list[Shard]) -> None:
    out, coder = str(tmp_path / "out"), QuickCoder()
    assert still_to_code(shards, out, coder.version) == shards
    done = code_shard(shards[0], coder, out)  # type: ignore[arg-type]
    assert (done.records, done.rejects) == (3, 1)
    assert manifests(out) == [done] and still_to_code(shards, out, coder.version) == shards[1:]
    assert [isinstance(each, Rejected) for each in results_of(done, out)] == [False, False, False, True]
    before = {each: each.stat().st_mtime_ns for each in (tmp_path / "out" / "records").iterdir()}
    assert code_shard(shards[0], coder, out).file == done.file and len(before) == 1  # type: ignore[arg-type]


def test_what_is_torn_is_not_done(tmp_path: Path, shards: list[Shard]) -> None:
    out, coder = tmp_path / "out", QuickCoder()
    done = [code_shard(each, coder, str(out)) for each in shards]  # type: ignore[arg-type]
    torn = out / "records" / done[1].file
    torn.write_bytes(torn.read_bytes()[:-1])
    (out / "shards" / f"b2-{shards[2].key.removeprefix('b2:')}.json").write_bytes(b'{"shard":')
    assert still_to_code(shards, str(out), coder.version) == shards[1:]
    changed = out / "records" / done[0].file
    changed.write_bytes(changed.read_bytes()[::-1])
    with pytest.raises(UnreadableError, match="damaged"):
        list(results_of(done[0], str(out)))


def test_a_folder_holds_the_records_of_one_coder(tmp_path: Path, shards: list[Shard]) -> None:
    out = str(tmp_path / "out")
    code_shard(shards[0], QuickCoder(), out)  # type: ignore[arg-type]
    with pytest.raises(InputError, match=r"another coder \(made.*name a new folder"):
        still_to_code(shards, out, Version("next", "b2:made", "none"))


def test_a_shard_that_is_gone_is_told_by_name(tmp_path: Path, shards: list[Shard]) -> None:
    gone = Shard("s3-like://nowhere/x.jsonl", 1, 1)
    with pytest.raises(InputError, match=r"s3-like://nowhere/x\.jsonl"):
        code_shard(gone, QuickCoder(), str(tmp_path / "out"))  # type: ignore[arg-type]
    assert manifests(str(tmp_path / "out")) == []
