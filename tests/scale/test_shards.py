"""Shards: which files are coded together, under which key, and how their reports are named."""

from __future__ import annotations

import os
from itertools import chain
from pathlib import Path

import pytest

from dragoman.draft import Source
from dragoman.errors import DateError, InputError, NotFoundError
from dragoman.read.sources import Rejected
from dragoman.scale.shards import Shard, part_of, reports_of, shards_of
from dragoman.scale.store import listed, put


@pytest.fixture
def given(tmp_path: Path) -> Path:
    for name in ("b.jsonl", "a.jsonl", "deeper/c.jsonl", ".hidden.jsonl"):
        file = tmp_path / "in" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text('{"text": "France praised Iraq."}\n{}\n')
    return tmp_path / "in"


def test_each_file_is_a_shard_once_and_in_order(given: Path) -> None:
    shards = shards_of([str(given), str(given / "a.jsonl")])
    assert [Path(each.uri).relative_to(given).as_posix() for each in shards] == ["a.jsonl", "b.jsonl", "deeper/c.jsonl"]
    with pytest.raises(NotFoundError, match="no file of reports there"):
        shards_of([str(given / "nothing")])


def test_a_changed_file_is_another_shard(given: Path) -> None:
    (before,) = shards_of([str(given / "a.jsonl")])
    assert shards_of([str(given / "a.jsonl")]) == [before]
    assert shards_of([str(given / "a.jsonl")], "2024-05-01")[0].key != before.key
    os.utime(given / "a.jsonl", ns=(0, 1))
    assert shards_of([str(given / "a.jsonl")])[0].key != before.key


def test_parts_are_all_the_shards_and_none_twice() -> None:
    shards = [Shard(str(number), 1, 1) for number in range(10)]
    parts = [part_of(shards, f"{number}/3") for number in (1, 2, 3)]
    assert sorted(chain(*parts), key=lambda each: each.uri) == shards
    assert part_of(shards, None) == shards
    for wrong in ("0/3", "4/3", "3", "a/b", "-1/2"):
        with pytest.raises(InputError, match="no part"):
            part_of(shards, wrong)


def test_reports_carry_the_place_and_the_date(given: Path) -> None:
    (shard,) = shards_of([str(given / "a.jsonl")], "2024-05-01")
    report, rejected = reports_of(shard)
    assert isinstance(report, Source) and isinstance(rejected, Rejected)
    assert report.source_id == f"{shard.uri}:1" and report.published_else == "2024-05-01"
    assert rejected.source_id == f"{shard.uri}:2"
    with pytest.raises(DateError):
        shards_of([str(given)], "soon")
    with pytest.raises(NotFoundError, match=r"gone\.jsonl"):
        list(reports_of(Shard(str(given / "gone.jsonl"), 1, 1)))


def test_columns_are_those_of_the_user(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("day,body\n2024-05-01,France praised Iraq.\n")
    (tmp_path / "notes.md").write_text("No report.")
    (shard,) = shards_of([str(tmp_path)], columns="text=body,published=day")
    (report,) = reports_of(shard)
    assert isinstance(report, Source) and (report.content, report.published) == ("France praised Iraq.", "2024-05-01")
    assert shard.key != shards_of([str(tmp_path)])[0].key


def test_a_file_is_stored_whole_or_not_at_all(tmp_path: Path) -> None:
    class Torn:
        def read(self, size: int) -> bytes:
            raise OSError("the disk is gone")

    with pytest.raises(InputError, match="the disk is gone"):
        put(Torn(), f"{tmp_path}/out/a")  # type: ignore[arg-type]
    assert list((tmp_path / "out").iterdir()) == []
    assert listed(f"{tmp_path}/never") == []
