"""Fixtures: what comes of some files, each result checked for what is promised of all of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import hostile_made as made
import pytest
from scripts import script

from dragoman.coder import Coder
from dragoman.read.sources import sources

check = script("fuzz/sound.py").check


@pytest.fixture
def outcomes(coder: Coder, tmp_path: Path) -> Callable[..., list[Any]]:
    """A function from paths to what is coded of them. A good report after them must still be coded."""

    def read(*paths: Path | str) -> list[Any]:
        good = tmp_path / "good.jsonl"
        good.write_text(made.GOOD)
        *results, last = coder.code_many(sources([*map(str, paths), str(good)]))
        for each in (*results, last):
            check(each)
        assert last.article.source_id == "good" and last.events
        return results

    return read
