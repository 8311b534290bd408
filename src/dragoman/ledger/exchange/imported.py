"""What all readers share: the row of an imported event, keys that come once, and lines that are refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from dragoman.errors import InputError
from dragoman.identity import content_id
from dragoman.ledger.exchange.acts import Act
from dragoman.ledger.exchange.cells import RefusedError, real
from dragoman.ledger.exchange.lines import read_lines
from dragoman.ledger.row import EventRow
from dragoman.read.sources import Rejected

_SPACES = re.compile(r"[\s._]+")
Take = Callable[[list[str]], EventRow | None]


def read_table(path: Path, take: Take) -> Iterator[EventRow | Rejected]:
    """What ``take`` makes of each line's cells: a row, None for a line of column names, Rejected where it refuses."""
    for line in read_lines(path):
        if isinstance(line, Rejected):
            yield line
            continue
        try:
            row = take(line.text.split("\t"))
        except RefusedError as error:
            yield Rejected(line.where, str(error), InputError)
            continue
        if row is not None:
            yield row


class Keys:
    """The keys of one file so far."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def once(self, key: str, what: str) -> str:
        """The key. Raises RefusedError where an earlier row had it."""
        if key in self._seen:
            raise RefusedError(f"the same {what} as an earlier row")
        self._seen.add(key)
        return key


def event(origin: str, key: tuple[str, ...], act: Act, on: date, goldstein: float | None, **fields: Any) -> EventRow:
    """The row of an imported event: one that happened on a day, under an id that rests on origin and key."""
    return EventRow(
        event_id=content_id(origin, *key),
        origin=origin,
        type=act.type,
        mode=act.mode,
        cameo=act.cameo,
        quad=act.quad,
        goldstein=act.goldstein if goldstein is None else goldstein,
        date_edtf=on.isoformat(),
        date_start=on,
        date_end=on,
        date_basis=f"as {origin} has it",
        why=f"imported from {origin}",
        **fields,
    )


def url_fields(url: str) -> dict[str, str]:
    """The URL, and the id of the article that it names; nothing for an empty cell."""
    return {"url": url, "article_id": content_id(url)} if url else {}


def position(cells: Mapping[str, str], lat: str, lon: str) -> dict[str, float | None]:
    """The coordinates in degrees. lat, lon: the columns' names; ``cells`` has them in small letters.

    Raises RefusedError for what is no number or out of range.
    """
    written = ((lat, 90), (lon, 180))
    values = (real(cells.get(name.casefold(), ""), name, limit) for name, limit in written)
    return dict(zip(("place_lat", "place_lon"), values, strict=True))


def column_names(cells: Iterable[str]) -> tuple[str, ...]:
    """A header's names, as they compare: "CAMEO.Code", "cameo_code" and "CAMEO Code" are one."""
    return tuple(_SPACES.sub(" ", each.strip().strip('"')).casefold() for each in cells)
