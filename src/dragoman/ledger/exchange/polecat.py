"""POLECAT events: writes and reads the table of 40 columns with its header.

Source of the order: the weekly files of POLECAT, Harvard Dataverse. Several actors of one row are joined with ";".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from dragoman.ledger.exchange.acts import Acts
from dragoman.ledger.exchange.cells import RefusedError, day, day_or_none, real
from dragoman.ledger.exchange.imported import Keys, column_names, event, position, read_table
from dragoman.ledger.exchange.pairs import Pair, day_of, own_id, sides
from dragoman.ledger.exchange.tables import Written, write_table
from dragoman.ledger.exchange.who import Who
from dragoman.ledger.row import EventRow, Party
from dragoman.read.sources import Rejected

if TYPE_CHECKING:
    from dragoman.codebook import Codebook

ORIGIN = "polecat"
COLUMNS = (
    *("Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts"),
    *("Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title"),
    *("Actor Name Raw", "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW"),
    *("Primary Recipient Sector", "Recipient Sectors", "Recipient Title", "Recipient Name Raw"),
    *("Wikipedia Recipient ID", "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude"),
    *("GeoNames ID", "Raw Placename", "Feature Type", "Source", "Publication Date", "Story People"),
    *("Story Organizations", "Story Locations", "Language", "Version"),
)
_NAMES = column_names(COLUMNS)
_ALSO = {"event intensity": "intensity"}
_NEEDED = frozenset({"event id", "event date", "event type", "actor name", "recipient name"})
EXPECTED = "a first line with the names of POLECAT's columns, separated by tabs: Event ID, Event Date, Event Type, ..."
_QUADS = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}
_JOIN = "; "
_NOTHING = frozenset({"None", "NA", "nan"})


def write(rows: Iterable[EventRow], out: Path, book: Codebook) -> Written:
    """Write events that happened on a day; one row a pair of source and recipient."""
    return write_table(rows, out, lambda row, pair: _cells(row, pair, book), COLUMNS)


def _cells(row: EventRow, pair: Pair, book: Codebook) -> Iterator[object]:
    own = row.event_id if pair.alone else f"{row.event_id}/{pair.name}"
    yield from (own_id(row, pair, ORIGIN) or own, day_of(row), row.type, row.mode, row.goldstein)
    yield from (_QUADS.get(row.quad), _JOIN.join(row.contexts))
    for party in sides(pair):
        yield from _actor(party, book)
    yield from (row.place_name, None, None, None, row.place_country, row.place_lat, row.place_lon)
    yield from (row.place_geonames, row.place_text, None, row.publisher, row.published, None, None, None)
    yield from (row.language, row.version)


def _actor(party: Party | None, book: Codebook) -> Iterator[object]:
    if party is None:
        yield from (None for _ in range(8))
        return
    codes = book.exchange.countries.get(party.country or "")
    words = book.exchange.words_for("cameo", party.sectors)
    yield from (party.name, party.country, codes.cow[0] if codes is not None else None)
    yield from (words[0] if words else None, _JOIN.join(words), party.office, None, None)


def holds(first: str) -> bool:
    """Whether a file with this first line is one of POLECAT."""
    return _NEEDED.issubset(column_names(first.split("\t")))


def read(path: Path, book: Codebook) -> Iterator[EventRow | Rejected]:
    """The events of a file, also with further columns, with empty ones at the end, or with names too many on top."""
    return read_table(path, _Reader(book).row)


class _Reader:
    """What one file's rows need: the columns, the codebook's look-ups, the keys so far."""

    def __init__(self, book: Codebook) -> None:
        self._names: Sequence[str] = ()
        self._book, self._codes = book, book.exchange
        self._acts, self._who, self._keys = Acts(book), Who(book), Keys()

    def row(self, cells: list[str]) -> EventRow | None:
        if not self._names:
            self._names = tuple(_ALSO.get(name, name) for name in column_names(_without_end(cells, 0)))
            return None
        return self._row(self._cells(cells))

    def _cells(self, cells: list[str]) -> dict[str, str]:
        """The cells by name: as the header has them, or in the known order where the header has names too many.

        The last column is never empty, so what is left of a row without its empty end tells which of the two it is.
        """
        row = _without_end(cells, min(len(self._names), len(_NAMES)))
        names = self._names if len(row) == len(self._names) or len(self._names) < len(_NAMES) else _NAMES
        if len(row) != len(names):
            raise RefusedError(f"{len(row)} columns, not {len(names)}")
        return {name: _value(cell) for name, cell in zip(names, row, strict=True)}

    def _row(self, cells: Mapping[str, str]) -> EventRow:
        key, on = cells["event id"], day(cells["event date"])
        if not key:
            raise RefusedError("no Event ID")
        act = self._acts.of_plover(cells["event type"], cells.get("event mode", "").lower() or None)
        intensity = real(cells.get("intensity", ""), "Intensity", 10)
        fields = self._place(cells) | {"title": cells.get("headline") or None}
        fields |= {"source": self._side(cells, "actor", on), "recipient": self._side(cells, "recipient", on)}
        fields["contexts"] = _parts(cells.get("contexts", ""))
        fields["published"] = day_or_none(cells.get("publication date", ""))
        fields |= {ours: cells.get(theirs) or None for ours, theirs in _SAME}
        self._keys.once(key, "Event ID")
        return event(ORIGIN, (key,), act, on, intensity, origin_id=key, **fields)

    def _side(self, cells: Mapping[str, str], side: str, on: date) -> tuple[Party, ...]:
        """The parties: names joined with ";"; the other cells in the same order, or all of the one name there is."""
        names = _parts(cells.get(f"{side} name", ""))
        several = [_aligned(cells.get(f"{side} {what}", ""), len(names)) for what in ("country", "cow", "title")]
        sectors = _aligned(cells.get(f"{side} sectors", "") or cells.get(f"primary {side} sector", ""), len(names))
        rows = zip(names, *several, sectors, strict=True)
        return tuple(self._party(self._who.named(name, on), *others) for name, *others in rows)

    def _party(self, party: Party, country: str, cow: str, title: str, sectors: str) -> Party:
        iso3 = self._who.country(country) or self._codes.cow.get(cow.removesuffix(".0"))
        own = self._codes.sectors("cameo", _parts(sectors)) or party.sectors
        nation = party.country if party.code else iso3 or party.country
        return replace(party, sectors=own, country=nation, office=title or party.office)

    def _place(self, cells: Mapping[str, str]) -> dict[str, Any]:
        names = [cells.get(each, "") for each in ("placename", "city", "district", "province", "country")]
        name = next(filter(None, names), None)
        if name is None:
            return {}
        geonames = cells.get("geonames id", "").removesuffix(".0")
        return {
            "place_text": cells.get("raw placename") or name,
            "place_name": name,
            "place_country": self._who.country(names[-1]) if names[-1] else None,
            "place_geonames": int(geonames) if geonames.isdecimal() else None,
            **position(cells, "Latitude", "Longitude"),
        }


_SAME = (("publisher", "source"), ("language", "language"), ("version", "version"))


def _value(cell: str) -> str:
    text = cell.strip()
    return "" if text in _NOTHING else text


def _without_end(cells: list[str], least: int) -> list[str]:
    """The cells without the empty ones at the end, but for as many as there must be."""
    end = len(cells)
    while end > least and not cells[end - 1].strip():
        end -= 1
    return cells[:end]


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part for each in cell.replace("|", ";").split(";") if (part := _value(each)))


def _aligned(cell: str, names: int) -> list[str]:
    """One cell's values, one a name: all of them where there is one name, none where their number is another."""
    parts = [_value(each) for each in cell.split(";")]
    return [cell] if names == 1 else parts if len(parts) == names else [""] * names
