"""GDELT events: writes 2.0 (61 columns, no header), reads 2.0 and 1.0 (58 or 57 columns).

Source of the order: GDELT Event Database codebooks 1.03 and 2.0. Column 2 is ``Day`` there, ``SQLDATE`` elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.ledger.exchange.actor_codes import ActorCode, ActorCodes
from dragoman.ledger.exchange.acts import Acts
from dragoman.ledger.exchange.cells import RefusedError, day, day_or_none, real, whole
from dragoman.ledger.exchange.imported import Keys, event, position, read_table, url_fields
from dragoman.ledger.exchange.pairs import Pair, day_of, number_of, own_id, sides
from dragoman.ledger.exchange.tables import Written, write_table
from dragoman.ledger.exchange.who import Who
from dragoman.ledger.row import EventRow, Party
from dragoman.read.sources import Rejected

if TYPE_CHECKING:
    from dragoman.codebook import Codebook

ORIGIN = "gdelt"
_ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
    "Type2Code", "Type3Code",
)  # fmt: skip
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
COLUMNS = (
    *("GlobalEventID", "Day", "MonthYear", "Year", "FractionDate"),
    *(f"Actor{side}{each}" for side in (1, 2) for each in _ACTOR),
    *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale"),
    *("NumMentions", "NumSources", "NumArticles", "AvgTone"),
    *(f"{what}Geo_{each}" for what in ("Actor1", "Actor2", "Action") for each in _GEO),
    *("DATEADDED", "SOURCEURL"),
)
_FIRST = tuple(each for each in COLUMNS if not each.endswith("_ADM2Code"))
LAYOUTS = {len(layout): layout for layout in (COLUMNS, _FIRST, _FIRST[:-1])}
EXPECTED = "lines of 61 columns (GDELT 2.0), 58 or 57 (1.0), separated by tabs"
# Types of geographic features, at home in the USA or elsewhere.
_FEATURES = {"country": ("1", "1"), "city": ("3", "4"), "capital": ("3", "4"), "region": ("2", "5")}
_NOWHERE = ("0", *(None for _ in _GEO[1:]))
_COUNTS = ("mentions", "sources", "articles")


def write(rows: Iterable[EventRow], out: Path, book: Codebook) -> Written:
    """Write events that happened on a day; one row a pair of source and recipient."""
    codes = ActorCodes(book)
    return write_table(rows, out, lambda row, pair: _cells(row, pair, codes, book))


def event_number(row: EventRow, pair: Pair) -> str:
    """GlobalEventID: GDELT's own for what came from there, else from our event's id and the pair."""
    return own_id(row, pair, ORIGIN) or str(number_of(row, pair))


def fraction(on: date) -> str:
    """FractionDate: the year and the share of it that has passed, months of 30 days, as GDELT counts it."""
    return f"{on.year + ((on.month - 1) * 30 + on.day) / 365:.4f}"


def moment(on: date | None) -> str | None:
    """A day as DATEADDED and the moments of the mentions have it: its first second."""
    return f"{on:%Y%m%d}000000" if on is not None else None


def _cells(row: EventRow, pair: Pair, codes: ActorCodes, book: Codebook) -> Iterator[object]:
    on = day_of(row)
    assert on is not None, "events without a day are left out before"
    yield from (event_number(row, pair), f"{on:%Y%m%d}", f"{on:%Y%m}", f"{on:%Y}", fraction(on))
    for party in sides(pair):
        yield from _actor(party, codes.of(party))
    root = row.cameo[:2]
    yield from (None, row.cameo, row.cameo[:3], root, book.exchange.quads.get(("gdelt", root)), row.goldstein)
    yield from (row.mentions, row.sources, row.articles, None)
    yield from (*_NOWHERE, *_NOWHERE, *_place(row, book))
    yield from (moment(row.published), row.url)


def _actor(party: Party | None, code: ActorCode) -> Iterator[str]:
    yield from (code.full, party.name.upper() if party is not None else "", code.country, code.known, "", "", "")
    yield from (*code.types, *("" for _ in range(3 - len(code.types))))


def _place(row: EventRow, book: Codebook) -> tuple[object, ...]:
    """Where it happened: "Baghdad, Iraq", or as GDELT itself named it; the type only where the codebook knows it."""
    if not row.place_name and not row.place_country:
        return _NOWHERE
    state = book.actors.known.get(row.place_country or "")
    nation = state.name if state is not None else ""
    name = row.place_name or nation
    place = book.places.lookup(name, row.place_country)
    known = place.kind if place is not None and place.country == row.place_country else ""
    feature = _FEATURES.get("country" if name == nation else known, ("", ""))[row.place_country != "USA"]
    codes = book.exchange.countries.get(row.place_country or "")
    fips = codes.fips[0] if codes is not None else ""
    own = row.place_text if row.origin == ORIGIN else None
    full = own or ", ".join(dict.fromkeys(filter(None, (name, nation))))
    return (feature, full, fips, None, None, row.place_lat, row.place_lon, None)


def holds(first: str) -> bool:
    """Whether a file with this first line is one of GDELT's events."""
    names = [each.strip().casefold() for each in first.split("\t")]
    return len(names) in LAYOUTS or (_is_header(names) and "eventcode" in names)


def _is_header(cells: Sequence[str]) -> bool:
    return cells[0].casefold() == COLUMNS[0].casefold()


def read(path: Path, book: Codebook) -> Iterator[EventRow | Rejected]:
    """The events of a file of GDELT 2.0 or 1.0, with a row of column names on top or without."""
    return read_table(path, _Reader(book).row)


class _Reader:
    """What one file's rows need: the layout, the codebook's look-ups, the keys so far."""

    def __init__(self, book: Codebook) -> None:
        self._layout: Sequence[str] = ()
        self._codes, self._acts, self._who, self._keys = book.exchange, Acts(book), Who(book), Keys()

    def row(self, cells: Sequence[str]) -> EventRow | None:
        if _is_header(cells):
            self._layout = cells
            return None
        layout = self._layout or LAYOUTS.get(len(cells), ())
        if len(cells) != len(layout):
            raise RefusedError(f"{len(cells)} columns, not {len(layout) or '61 (GDELT 2.0), 58 or 57 (1.0)'}")
        return self._row({name.casefold(): cell.strip() for name, cell in zip(layout, cells, strict=True)})

    def _row(self, cells: Mapping[str, str]) -> EventRow:
        number = cells["globaleventid"]
        if not number.isdecimal():
            raise RefusedError(f"GlobalEventID {number!r} is no whole number")
        act = self._acts.of_code(cells.get("eventcode", ""))
        on = day(cells.get("day") or cells.get("sqldate", ""))
        fields: dict[str, Any] = {name: whole(cells.get(f"num{name}", ""), f"Num{name.title()}", 1) for name in _COUNTS}
        fields |= {
            side: self._side(cells, actor, on) for side, actor in (("source", "actor1"), ("recipient", "actor2"))
        }
        fields |= self._place(cells) | _source(cells.get("sourceurl", ""))
        fields["published"] = day_or_none(cells.get("dateadded", ""))
        goldstein = real(cells.get("goldsteinscale", ""), "GoldsteinScale", 10)
        self._keys.once(number, "GlobalEventID")
        return event(ORIGIN, (number,), act, on, goldstein, origin_id=number, **fields)

    def _side(self, cells: Mapping[str, str], actor: str, on: date) -> tuple[Party, ...]:
        name, country, group = (cells.get(f"{actor}{each}", "") for each in ("name", "countrycode", "knowngroupcode"))
        types = [cells.get(f"{actor}type{number}code", "") for number in (1, 2, 3)]
        party = self._who.coded(name or cells.get(f"{actor}code", ""), country, group, list(filter(None, types)), on)
        return (party,) if party is not None else ()

    def _place(self, cells: Mapping[str, str]) -> dict[str, Any]:
        name, fips = cells.get("actiongeo_fullname", ""), cells.get("actiongeo_countrycode", "")
        if not name and not fips:
            return {}
        return {
            "place_text": name or None,
            "place_name": name.partition(",")[0] or None,
            "place_country": self._codes.fips.get(fips),
            **position(cells, "ActionGeo_Lat", "ActionGeo_Long"),
        }


def _source(written: str) -> dict[str, str]:
    """The URL; in older rows an outlet's name stands in its place."""
    if written.startswith(("http://", "https://")):
        return url_fields(written)
    return {"publisher": written} if written and written.casefold() != "unspecified" else {}
