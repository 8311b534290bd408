"""Fixtures: what `sources` gives for a file of some bytes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from inputs_made import written

from dragoman.read.sources import sources


@pytest.fixture
def found(tmp_path: Path) -> Callable[..., list[Any]]:
    """A function that writes a file and gives what is read of it."""

    def read(name: str, raw: bytes | str, **options: Any) -> list[Any]:
        return list(sources([written(tmp_path / name, raw)], **options))

    return read
