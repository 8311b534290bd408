"""Phoenix events: writes the table of 26 columns, no header.

Source of the order: phoenix_pipeline, postprocess.py; names as in the documentation of Phoenix.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.ledger.exchange.actor_codes import ActorCodes
from dragoman.ledger.exchange.pairs import Pair, day_of, number_of, sentence_id, sides
from dragoman.ledger.exchange.tables import Written, write_table
from dragoman.ledger.row import EventRow, Party

if TYPE_CHECKING:
    from dragoman.codebook import Codebook

COLUMNS = (
    *("EventID", "Date", "Year", "Month", "Day"),
    *(f"{side}Actor{part}" for side in ("Source", "Target") for part in ("Full", "Entity", "Role", "Attribute")),
    *("EventCode", "EventRootCode", "QuadClass", "Goldstein", "Issues", "Lat", "Lon", "LocationName", "StateName"),
    *("CountryName", "SentenceID", "URLs", "NewsSources"),
)
_ENTITIES = frozenset({"IGO", "NGO", "IMG", "MNC"})
_ROLES = frozenset({"GOV", "MIL", "REB", "OPP", "PTY", "COP", "JUD", "SPY", "MED", "EDU", "BUS", "CRM", "CVL"})
_LETTERS = 3  # of each code within an actor's


def write(rows: Iterable[EventRow], out: Path, book: Codebook) -> Written:
    """Write events that happened on a day; one row a pair of source and recipient."""
    codes = ActorCodes(book)
    return write_table(rows, out, lambda row, pair: _cells(row, pair, codes, book))


def _cells(row: EventRow, pair: Pair, codes: ActorCodes, book: Codebook) -> Iterator[object]:
    on, number, root = day_of(row), number_of(row, pair), row.cameo[:2]
    yield f"{number}_{row.version}" if row.version else number
    yield from (f"{on:%Y%m%d}", f"{on:%Y}", f"{on:%m}", f"{on:%d}")
    for party in sides(pair):
        yield from _actor(party, codes, book)
    yield from (row.cameo, root, book.exchange.quads.get(("phoenix", root)), row.goldstein, None)
    state = book.actors.known.get(row.place_country or "")
    country = state.name if state is not None else row.place_country
    yield from (row.place_lat, row.place_lon, row.place_name, None, country)
    yield from (sentence_id(row), row.url, row.publisher)


def _actor(party: Party | None, codes: ActorCodes, book: Codebook) -> tuple[str, str, str, str]:
    """The whole code, and its parts as the pipeline splits it: entity, role, everything else."""
    full = codes.petrarch(party)
    parts = [full[i : i + _LETTERS] for i in range(0, len(full), _LETTERS)]
    entity = parts[0] if parts[0] in _ENTITIES or parts[0] in book.exchange.cameo else ""
    role = parts[1] if len(parts) > 1 and parts[1] in _ROLES else ""
    return full, entity, role, ";".join(parts[2 if role else 1 :])
