"""A disk that gets full: the benchmark on one small disk, where file systems can be mounted."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from ledger_disk import NotPermittedError, fill_up

KIBIBYTES, ARTICLES = 1_400, 300


def test_a_full_disk_loses_nothing_and_the_load_goes_on_with_room() -> None:
    try:
        outcome = fill_up(KIBIBYTES, ARTICLES)
    except NotPermittedError as error:
        pytest.skip(f"no file system can be mounted here: {error}")
    assert outcome.faults == [] and outcome.acknowledged
