"""Fixtures: the ledger of ``acts_shown`` and a client of its site."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import acts_shown
import pytest
from starlette.testclient import TestClient


@pytest.fixture(scope="session")
def ledger_shown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the ledger; it is not to be written to."""
    return acts_shown.make(tmp_path_factory.mktemp("web") / "shown.ledger")


@pytest.fixture(scope="session")
def shown(ledger_shown: Path) -> Iterator[TestClient]:
    """A client of the site of that ledger."""
    with acts_shown.client_of(ledger_shown) as found:
        yield found
