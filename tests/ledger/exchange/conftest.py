"""Fixtures of the exchange tests."""

from __future__ import annotations

import pytest

from dragoman.codebook import Codebook


@pytest.fixture(scope="session")
def book() -> Codebook:
    return Codebook()
