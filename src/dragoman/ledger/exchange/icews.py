"""ICEWS coded events: writes and reads the table of 20 columns with its header.

Source of the order: ICEWS Coded Event Data, doi:10.7910/DVN/28075. An Event ID is unique only together with its date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from dragoman.ledger.exchange.acts import Act, Acts
from dragoman.ledger.exchange.cells import RefusedError, day, real
from dragoman.ledger.exchange.imported import Keys, column_names, event, position, read_table
from dragoman.ledger.exchange.pairs import Pair, day_of, number_of, own_id, short, sides
from dragoman.ledger.exchange.tables import Written, write_table
from dragoman.ledger.exchange.who import Who
from dragoman.ledger.row import EventRow, Party
from dragoman.read.sources import Rejected

if TYPE_CHECKING:
    from dragoman.codebook import Codebook

ORIGIN = "icews"
COLUMNS = (
    *("Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code"),
    *("Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher"),
    *("City", "District", "Province", "Country", "Latitude", "Longitude"),
)
_NAMES = column_names(COLUMNS)
_NEEDED = frozenset({"event id", "event date", "source name", "target name", "cameo code"})


EXPECTED = "a first line with the names of ICEWS's columns, separated by tabs: Event ID, Event Date, Source Name, ..."


def write(rows: Iterable[EventRow], out: Path, book: Codebook) -> Written:
    """Write events that happened on a day; one row a pair of source and recipient."""
    return write_table(rows, out, lambda row, pair: _cells(row, pair, book), COLUMNS)


def _cells(row: EventRow, pair: Pair, book: Codebook) -> Iterator[object]:
    source, target = (_actor(party, book) for party in sides(pair))
    own = own_id(row, pair, ORIGIN)
    yield from (own.partition(" ")[0] if own else number_of(row, pair), day_of(row))
    yield from (*source, book.exchange.labels.get(row.cameo), row.cameo, row.goldstein, *target)
    yield from (_story(row), None, row.publisher, *_place(row, book), row.place_lat, row.place_lon)


def _actor(party: Party | None, book: Codebook) -> tuple[str, str, str]:
    if party is None:
        return "", "", ""
    sectors = ",".join(book.exchange.words_for("icews", party.sectors))
    return party.name, sectors, _country(party.country, book)


def _country(iso3: str | None, book: Codebook) -> str:
    codes = book.exchange.countries.get(iso3 or "")
    return codes.icews[0] if codes is not None else ""


def _story(row: EventRow) -> str | int | None:
    if row.origin == ORIGIN and row.source_id:
        return row.source_id
    return short(row.article_id) if row.article_id else None


def _place(row: EventRow, book: Codebook) -> tuple[str, str, str, str]:
    """City, district, province, country: a region is a province; any other place that is no country, a city."""
    name, country = row.place_name or "", _country(row.place_country, book)
    if not name or book.exchange.country_names.get(name.casefold()) == row.place_country:
        return "", "", "", country
    place = book.places.lookup(name, row.place_country)
    region = place is not None and place.country == row.place_country and place.kind == "region"
    return ("", "", name, country) if region else (name, "", "", country)


def holds(first: str) -> bool:
    """Whether a file with this first line is one of ICEWS."""
    cells = first.split("\t")
    return _NEEDED.issubset(column_names(cells)) or (len(cells) == len(COLUMNS) and cells[0].strip().isdecimal())


def read(path: Path, book: Codebook) -> Iterator[EventRow | Rejected]:
    """The events of a file. The columns may stand in another order, if the header names them."""
    return read_table(path, _Reader(book).row)


class _Reader:
    """What one file's rows need: the columns, the codebook's look-ups, the keys so far."""

    def __init__(self, book: Codebook) -> None:
        self._names: Sequence[str] = ()
        self._codes, self._acts, self._who, self._keys = book.exchange, Acts(book), Who(book), Keys()

    def row(self, cells: Sequence[str]) -> EventRow | None:
        if not self._names:
            self._names = column_names(cells)
            if _NEEDED.issubset(self._names):
                return None
            self._names = _NAMES
        if len(cells) != len(self._names):
            raise RefusedError(f"{len(cells)} columns, not {len(self._names)}")
        return self._row({name: cell.strip() for name, cell in zip(self._names, cells, strict=True)})

    def _row(self, cells: Mapping[str, str]) -> EventRow:
        number, on = cells["event id"], day(cells["event date"])
        if not number:
            raise RefusedError("no Event ID")
        act = self._act(cells)
        intensity = real(cells.get("intensity", ""), "Intensity", 10)
        fields = self._place(cells)
        fields |= {"source": self._side(cells, "source", on), "recipient": self._side(cells, "target", on)}
        fields |= {"source_id": cells.get("story id") or None, "publisher": cells.get("publisher") or None}
        key = self._keys.once(f"{number} {on}", "Event ID and date")
        return event(ORIGIN, (number, on.isoformat()), act, on, intensity, origin_id=key, **fields)

    def _act(self, cells: Mapping[str, str]) -> Act:
        """By code; by the event text where the code is none, as some rows of 2017 have it."""
        code, text = cells["cameo code"], cells.get("event text", "")
        return (
            self._acts.of_text(text) if text and not code.removesuffix(".0").isdecimal() else self._acts.of_code(code)
        )

    def _side(self, cells: Mapping[str, str], side: str, on: date) -> tuple[Party, ...]:
        name, sectors, country = (cells.get(f"{side} {what}", "") for what in ("name", "sectors", "country"))
        if not name:
            return ()
        party = self._who.named(name, on)
        own = self._codes.sectors("icews", sectors.split(",")) or party.sectors
        iso3 = self._codes.country_names.get(country.casefold())
        return (replace(party, sectors=own, country=party.country if party.code else iso3 or party.country),)

    def _place(self, cells: Mapping[str, str]) -> dict[str, Any]:
        parts = [cells.get(each, "") for each in ("city", "district", "province", "country")]
        names = list(filter(None, parts))
        if not names:
            return {}
        return {
            "place_text": ", ".join(names),
            "place_name": names[0],
            "place_country": self._codes.country_names.get(parts[-1].casefold()),
            **position(cells, "Latitude", "Longitude"),
        }
