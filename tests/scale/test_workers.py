"""Worker processes give what one process gives, in order; one report that kills its worker costs only itself."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from dragoman.coder import Coder
from dragoman.draft import Source
from dragoman.errors import CodingError
from dragoman.ledger import Ledger, open_writer
from dragoman.ledger.take import Known, take
from dragoman.ledger.verify import verify
from dragoman.read.sources import Rejected
from dragoman.scale.workers import Workers

DEADLY, ENDLESS = "a report that kills", "a report without end"


def reports(number: int) -> list[Source | Rejected]:
    """Short reports, a damaged one in the middle."""
    texts = [f"France condemned Iran on Monday.\n\nThe {i} envoys of Oman then met in Paris." for i in range(number)]
    found: list[Source | Rejected] = [Source(text, source_id=str(i)) for i, text in enumerate(texts)]
    return [*found[:3], Rejected("x", "damaged"), *found[3:]]


def ids(results: Sequence[Any]) -> list[str]:
    return [each.source_id if isinstance(each, Rejected) else each.article.source_id for each in results]


def _deadly(folders: tuple[str, ...], items: Sequence[Any]) -> list[Any]:
    """Work that dies or hangs on some reports: what a fault in the coder would do."""
    for each in items:
        if each.source_id == DEADLY:
            os.kill(os.getpid(), signal.SIGKILL)
        if each.source_id == ENDLESS:
            time.sleep(60)
    return [f"done {each.source_id}" for each in items]


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(2) as several:
        yield several


def test_the_records_are_those_of_one_process_in_the_same_order(workers: Workers, coder: Coder) -> None:
    alone = list(coder.code_many(reports(10)))
    assert list(workers.code_many(reports(10))) == alone
    assert ids(alone)[:5] == ["0", "1", "2", "x", "3"]


def test_a_report_that_kills_its_worker_is_rejected_and_its_neighbours_are_not() -> None:
    items = [Source("", source_id=each) for each in ("a", DEADLY, "b", "c", ENDLESS)]
    with Workers(2, seconds=4.0) as several:
        results = list(several._each(_deadly, items, Source))
    assert [each for each in results if isinstance(each, str)] == [f"done {each}" for each in "abc"]
    killed, late = results[1], results[4]
    assert isinstance(killed, Rejected) and killed.error is CodingError and "died twice" in killed.reason
    assert isinstance(late, Rejected) and "more than 4 seconds" in late.reason


def test_a_report_on_which_the_coder_fails_stops_no_run(coder: Coder, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RecursionError("too deep")

    with monkeypatch.context() as patched:
        patched.setattr("dragoman.coder.run_again", fail)
        (result,) = coder.code_many([Source("France condemned Iran.", source_id="a")])
    assert isinstance(result, Rejected) and "RecursionError: too deep" in result.reason


def test_into_a_ledger_and_again(workers: Workers, tmp_path: Path) -> None:
    for again in (False, True):
        with open_writer(tmp_path / "ledger", made_by=workers.version) as writer:
            results = list(take(reports(6), workers, writer))
            assert [isinstance(each, Known) for each in results if not isinstance(each, Rejected)] == [again] * 6
    with Ledger(tmp_path / "ledger") as ledger:
        assert ledger.rows("SELECT count(*) FROM articles") == [(6,)]
        assert list(verify(ledger)) == []


def test_an_interrupt_leaves_a_whole_ledger(tmp_path: Path) -> None:
    source, path = tmp_path / "many.jsonl", tmp_path / "ledger"
    source.write_text("".join(f'{{"id": {i}, "text": "France met Oman {i} times."}}\n' for i in range(3000)))
    run_it = "from dragoman.cli import main; main()"
    command = [sys.executable, "-c", run_it, "read", str(source), "--ledger", str(path), "--workers", "2"]
    run = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
    while run.poll() is None and not _articles(path):
        time.sleep(0.5)
    os.killpg(run.pid, signal.SIGINT)
    run.communicate(timeout=60)
    assert run.returncode == 1
    with Ledger(path) as ledger:
        assert list(verify(ledger)) == []
    assert 0 < _articles(path) < 3000


def _articles(path: Path) -> int:
    if not (path / "ledger.json").exists():
        return 0
    with Ledger(path) as ledger:
        ((number,),) = ledger.rows("SELECT count(*) FROM articles")
    return int(number)
