"""A cluster of two nodes, and an S3-compatible server: the benchmark with few reports, where Ray and moto are."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import cluster as benchmark

from dragoman.coder import Coder
from dragoman.errors import ClusterError
from dragoman.record import Version
from dragoman.scale.cluster import Job, code_here, code_on_ray
from dragoman.scale.coded import Failed
from dragoman.scale.shards import Shard


def test_a_lost_process_a_lost_node_and_object_storage_change_nothing(tmp_path: Path) -> None:
    for each in benchmark.NEEDED:
        pytest.importorskip(each)
    figures, notes = benchmark.measure(tmp_path, reports=12, shards=6)
    assert notes == [] and [each.name for each in figures if each.must and not each.met] == []


def test_without_ray_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(ClusterError, match=r"pip install 'dragoman\[ray\]'"):
        list(code_on_ray([], Job("out", (), Version("", "", "")), "auto"))


def test_without_a_cluster_it_says_so() -> None:
    pytest.importorskip("ray")
    with pytest.raises(ClusterError, match="no Ray cluster at"):
        list(code_on_ray([], Job("out", (), Version("", "", "")), "127.0.0.1:1"))


def test_a_shard_that_cannot_be_read_does_not_stop_the_others(tmp_path: Path, coder: Coder) -> None:
    (tmp_path / "a.txt").write_text("France praised Iraq on Monday, officials in Paris said in a long statement.")
    shards = [Shard("s3-like://nowhere/x", 1, 1), Shard(str(tmp_path / "a.txt"), 1, 1)]
    failed, done = code_here(shards, Job(str(tmp_path / "out"), (), coder.version), coder)
    assert isinstance(failed, Failed) and failed.shard == shards[0] and "s3-like" in failed.reason
    assert not isinstance(done, Failed) and done.records == 1
