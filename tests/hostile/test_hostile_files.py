"""Bad files: each ends in a rejected row that says why, or in a sound record; the good report after it is coded."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import hostile_made as made
import pytest

from dragoman.coder import Coder
from dragoman.draft import Source
from dragoman.errors import CodingError, UnreadableError
from dragoman.ledger import Ledger, open_writer
from dragoman.ledger.verify import verify
from dragoman.read.given import Rejected
from dragoman.read.sources import sources

CASES = Path(__file__).parent / "cases"


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of all bad files."""
    folder = tmp_path_factory.mktemp("bad")
    for name, raw, _ in made.bad():
        (folder / name).write_bytes(raw)
    return folder


REASONS = {name: reason for name, _, reason in made.bad()}


@pytest.mark.parametrize("name", REASONS)
def test_a_bad_file_is_rejected_with_its_reason_or_read(name: str, bad: Path, outcomes: Callable[..., Any]) -> None:
    results = outcomes(bad / name)
    rejected = [each for each in results if isinstance(each, Rejected)]
    assert not [each for each in rejected if each.error is CodingError]
    if REASONS[name]:
        assert any(REASONS[name] in each.reason for each in rejected)
    else:
        assert len(results) > len(rejected)


@pytest.mark.parametrize("path", sorted(CASES.iterdir()), ids=lambda path: path.name)
def test_what_fuzzing_found_stays_mended(path: Path, outcomes: Callable[..., Any]) -> None:
    for each in outcomes(path):
        assert not (isinstance(each, Rejected) and each.error is CodingError), each.reason


def test_the_ledger_takes_all_of_it(coder: Coder, bad: Path, tmp_path: Path) -> None:
    names = [name for name, reason in REASONS.items() if not reason]
    ledger = tmp_path / "a.ledger"
    with open_writer(ledger) as writer:
        for each in coder.code_many(sources([str(bad / name) for name in names])):
            writer.reject(each) if isinstance(each, Rejected) else writer.add(each)
        for name in ("length-1.warc", "key.jsonl", "names.csv"):
            for each in coder.code_many(sources([str(bad / name)])):
                writer.reject(each)
    with Ledger(ledger) as reading:
        assert list(verify(reading)) == []
        (articles,) = reading.rows("SELECT count(*) FROM articles")[0]
    assert articles >= 10


def test_words_around_a_text_are_one_plain_line(coder: Coder) -> None:
    wild = " a\0b\x1b[31m\ud800\u202ec\nd\u2029\x9b "
    source = Source(f"{made.TEXT}{wild}", False, wild, None, wild, wild, wild, wild)
    article = coder.look(source)
    assert (article.title, article.publisher, article.url, article.author) == ("ab[31mc d",) * 4
    assert article.source_id == r" a\x00b\x1b[31m\ud800\u202ec\nd\u2029\x9b "
    assert article.text == f"ab[31mc d\n\n{made.TEXT} ab[31mc d"
    json.loads(coder.code(source).to_json().decode("utf-8"))


@pytest.mark.parametrize("name", ["a\nb.txt", b"a\xff\xfeb.txt", "a\x1b[2Jb.txt", "a\u202eb.txt"])
def test_names_of_files_are_told_apart_on_one_line(name: str | bytes, tmp_path: Path, outcomes: Any) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + os.fsencode(name)))
    path.write_text(made.TEXT)
    (record,) = outcomes(path)
    assert "\\" in record.article.source_id


def test_links_in_circles_pipes_and_what_cannot_be_opened(tmp_path: Path, outcomes: Any) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "up").symlink_to(tmp_path)
    (tmp_path / "sub" / "own.txt").symlink_to("own.txt")
    (tmp_path / "sub" / "none.txt").symlink_to("nowhere")
    os.mkfifo(tmp_path / "sub" / "pipe.txt")
    (tmp_path / "sub" / "a.txt").write_text(made.TEXT)
    (record,) = outcomes(tmp_path / "sub")
    assert record.article.source_id.endswith("a.txt")
    for path, reason in {
        tmp_path / "sub" / "pipe.txt": "on the standard input, as -",
        tmp_path / "sub" / "own.txt": "cannot be opened",
        tmp_path / "sub" / "none.txt": "no such file",
        tmp_path / "sub" / "a.txt" / "b.txt": "no such file",
        tmp_path / ("x" * 300): "cannot be opened",
        Path("a\0b"): "cannot be opened",
        Path("/dev/zero"): "on the standard input, as -",
    }.items():
        (rejected,) = outcomes(path)
        assert reason in rejected.reason


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read all files")
def test_a_file_without_leave_to_read_is_rejected(tmp_path: Path, outcomes: Any) -> None:
    path = tmp_path / "a.txt"
    path.write_text(made.TEXT)
    path.chmod(0)
    (rejected,) = outcomes(path)
    assert rejected.error is UnreadableError and "cannot be opened: Permission denied" in rejected.reason


def test_the_same_id_twice_is_two_reports(bad: Path, coder: Coder, tmp_path: Path) -> None:
    with open_writer(tmp_path / "a.ledger") as writer:
        for each in coder.code_many(sources([str(bad / "twice.jsonl")])):
            writer.add(each)
    with Ledger(tmp_path / "a.ledger") as ledger:
        assert ledger.rows("SELECT count(*), count(DISTINCT source_id) FROM articles") == [(2, 1)]
