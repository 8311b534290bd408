"""The bar of long work, and how far a run has come through its input."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman.cli.progress import watched
from dragoman.read.meter import Meter
from dragoman.read.sources import meter_of, sources

LINES = b'{"text": "The minister flew to Tunis."}\n' * 3_000


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """In place of the standard error. (No fixture: the capture of output would take its place before the test.)"""
    seen = Terminal()
    monkeypatch.setattr("sys.stderr", seen)
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("TERM", "xterm")
    return seen


@pytest.mark.parametrize(("name", "pack"), [("a.jsonl", bytes), ("a.jsonl.gz", gzip.compress)])
def test_a_meter_goes_from_nothing_to_all_of_a_folder(
    tmp_path: Path, name: str, pack: Callable[[bytes], bytes]
) -> None:
    (tmp_path / name).write_bytes(pack(LINES))
    (tmp_path / "b.txt").write_text("The talks went on.")
    meter = meter_of([str(tmp_path)])
    told = [meter.read for _ in sources([str(tmp_path)], meter=meter)]
    assert meter.total == sum(each.stat().st_size for each in tmp_path.iterdir())
    assert told == sorted(told)
    assert told[0] < meter.total
    assert meter.read == meter.total


def test_the_total_of_a_standard_input_is_not_known(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The talks went on.")
    assert meter_of([str(tmp_path), "-"]).total == 0
    assert meter_of([str(tmp_path / "none.txt")]).total == 0


def test_the_bar_tells_how_many_how_fast_and_how_long_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = terminal(monkeypatch)
    assert list(watched(range(5), "reading", 5)) == [0, 1, 2, 3, 4]
    assert "reading" in seen.getvalue()
    assert "5 · " in seen.getvalue()
    assert "0:00:00" in seen.getvalue()


def test_without_a_total_the_bar_knows_no_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = terminal(monkeypatch)
    assert list(watched("abc", "reading", meter=Meter())) == ["a", "b", "c"]
    assert "3 · " in seen.getvalue()
    assert "time left" not in seen.getvalue()


def test_no_bar_where_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = terminal(monkeypatch)
    list(watched("abc", "reading", 3, hidden=True))
    monkeypatch.setattr("sys.stderr", plain := io.StringIO())
    list(watched("abc", "reading", 3))
    assert seen.getvalue() == plain.getvalue() == ""
