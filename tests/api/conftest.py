"""The made ledger and its API."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from api_made import make
from starlette.testclient import TestClient

from dragoman.api import make_api


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger's folder; it is not to be written to."""
    return make(tmp_path_factory.mktemp("api") / "made.ledger")


@pytest.fixture
def own(tmp_path: Path, made: Path) -> Path:
    """A ledger of its own for a test that writes."""
    return Path(shutil.copytree(made, tmp_path / "own.ledger"))


@pytest.fixture(scope="session")
def client(made: Path) -> Iterator[TestClient]:
    """A client of the API of the ledger, which nobody may judge."""
    with TestClient(make_api(made), raise_server_exceptions=False) as found:
        yield found


@pytest.fixture(scope="session")
def get(client: TestClient) -> Callable[..., Any]:
    """A function that asks an address and gives what it answers with 200."""

    def ask(address: str, **parameters: Any) -> Any:
        answer = client.get(address, params=parameters)
        assert answer.status_code == 200, answer.text
        return answer.json()

    return ask
