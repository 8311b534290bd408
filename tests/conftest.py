"""Fixtures: one coder for all tests (the parser is loaded once), and the development data where it is at hand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dragoman.coder import Coder
from dragoman.draft import Draft, Source

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def coder() -> Coder:
    return Coder()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of development data; tests that need it are skipped where it is absent."""
    folder = Path(os.environ.get("DRAGOMAN_SHARED", ROOT.parent / "shared"))
    if not (folder / "desk" / "dev.jsonl").exists():
        pytest.skip("the development data is not here (set DRAGOMAN_SHARED to its folder)")
    return folder


@pytest.fixture
def draft_of(coder: Coder):  # type: ignore[no-untyped-def]
    """A function from text to the finished draft, published on 2024-03-14 (a Thursday) unless told otherwise."""

    def make(text: str, published: str | None = "2024-03-14") -> Draft:
        return coder.draft(Source(text, published=published))

    return make
