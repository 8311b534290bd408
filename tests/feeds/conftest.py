"""Fixtures: a site on loopback, and a watch of it that lives in a time of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from random import Random

import pytest
from feed_server import Hours, Site, served

from dragoman.coder import Coder
from dragoman.feeds.fetch import Fetcher
from dragoman.feeds.keep import Keeper
from dragoman.feeds.listing import Listing
from dragoman.feeds.state import State
from dragoman.feeds.watch import Manners, Watch
from dragoman.ledger import open_writer


@pytest.fixture
def site() -> Iterator[Site]:
    with served(Site()) as found:
        yield found


@pytest.fixture
def hours() -> Hours:
    return Hours()


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "feeds.ledger"
    with open_writer(path, command="test"):
        pass
    return path


@pytest.fixture
def watch_of(ledger: Path, hours: Hours, coder: Coder, tmp_path: Path) -> Iterator[Callable[..., Watch]]:
    """A function from URLs of feeds to a watch; told: where its lines go."""
    with ExitStack() as open_states:

        def make(*urls: str, fetcher: Fetcher | None = None, told: list[str] | None = None) -> Watch:
            listing = tmp_path / "feeds.txt"
            listing.write_text("# feeds\n" + "\n".join(urls) + "\n")
            open_states.pop_all().close()
            state = State(ledger)
            open_states.callback(state.close)
            tell = (told if told is not None else []).append
            keeper = Keeper(ledger, coder, state, hours, tell)
            fetch = fetcher or Fetcher(allow_private=True)
            return Watch(Listing(listing), state, keeper, fetch, hours, tell, Manners(), Random(1))

        yield make
