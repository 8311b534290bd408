"""Places by name (places/places.csv, from GeoNames), and the words that lead to them (cues/places.yaml)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from dragoman.codebook.actors import fold
from dragoman.codebook.files import read_mapping, read_rows, read_weights

_WORDS = (
    *("without", "within", "towards", "settlements", "heights", "landmarks"),
    *("capitals", "grounds", "lands", "labels", "beyond", "wide"),
)
_FAR_LARGER = 6
_CAPITAL = "capital"
_COLUMNS = ("geonames", "name", "aliases", "country", "lat", "lon", "population", "kind")
_PLAIN = str.maketrans({"'": None, "`": None, "-": " "})


class Place(NamedTuple):
    """A place. geonames: GeoNames id; lat, lon: degrees (None: unknown); kind: city, capital, region, site, country."""

    name: str
    country: str
    geonames: int | None
    lat: float | None
    lon: float | None
    population: int
    kind: str


class PlaceIndex:
    """Places by folded name; among places of one name, capitals and then the largest come first.

    rows: of ``places/*.csv``, kept as they are until one of their names is asked for.
    """

    def __init__(self, rows: Sequence[Mapping[str, str]]) -> None:
        self._rows = rows
        self._by_name: defaultdict[str, list[int]] = defaultdict(list)
        names = _key("\n".join(f"{row['name']}|{row['aliases']}" for row in rows))  # all at once: much faster
        for number, called in enumerate(names.split("\n")):
            for name in filter(None, called.split("|")):
                self._by_name[name].append(number)

    def lookup(self, name: str, country: str | None) -> Place | None:
        """The place that a name most likely means; one of the country where there is one. None for an unknown name.

        Of several in the country the one that is called so, not one that has it for an alias.
        """
        key = _key(name)
        found = self._called(key)
        inside = [place for place in found if place.country == country]
        called = (place for place in inside if _key(place.name) == key)
        return next(called, (inside or found or (None,))[0])

    def in_story(self, name: str, countries: Sequence[str]) -> Place | None:
        """The place that a name most likely means in a story about some countries, the likeliest of them first.

        A village of theirs does not stand for a town elsewhere that is far larger.
        """
        found = self._called(_key(name))
        if not found or found[0].kind == "country":
            return found[0] if found else None
        large = [place for place in found if place.population * _FAR_LARGER >= found[0].population]
        near = (place for country in countries for place in large if place.country == country)
        return next(near, found[0])

    def capital(self, country: str) -> Place | None:
        """The capital of a country (alpha-3), or None."""
        return self._capitals.get(country)

    @cached_property
    def _capitals(self) -> Mapping[str, Place]:
        places = sorted((_place(row) for row in self._rows if row["kind"] == _CAPITAL), key=_rank)
        return {place.country: place for place in reversed(places)}

    def _called(self, key: str) -> tuple[Place, ...]:
        numbers = dict.fromkeys(self._by_name.get(key, ()))
        return tuple(sorted((_place(self._rows[number]) for number in numbers), key=_rank))


@dataclass(frozen=True, slots=True)
class PlaceCues:
    """Each field as in cues/places.yaml, but kinds by type and seats by body.

    weights: of each mark of a place (cues/bearings.csv).
    """

    without: frozenset[str]
    within: frozenset[str]
    towards: frozenset[str]
    settlements: frozenset[str]
    heights: frozenset[str]
    landmarks: frozenset[str]
    capitals: frozenset[str]
    grounds: frozenset[str]
    lands: frozenset[str]
    labels: frozenset[str]
    beyond: frozenset[str]
    wide: frozenset[str]
    seats: Mapping[str, tuple[str, str]]
    kinds: Mapping[str, str]
    weights: Mapping[str, float]


def load_places(folders: Sequence[Path]) -> PlaceIndex:
    """Read all CSV files of ``places/``."""
    return PlaceIndex([row for _, row in read_rows(folders, "places/*.csv", _COLUMNS)])


def _place(row: Mapping[str, str]) -> Place:
    geonames = int(row["geonames"]) if row["geonames"] else None
    where = _number(row["lat"]), _number(row["lon"])
    return Place(row["name"], row["country"], geonames, *where, int(row["population"] or 0), row["kind"])


def _rank(place: Place) -> tuple[int, int]:
    return {"country": 0, _CAPITAL: 1}.get(place.kind, 2), -place.population


def _key(names: str) -> str:
    """Names as they are compared: without accents, case and apostrophes; hyphens are spaces."""
    return fold(names).lower().translate(_PLAIN)


def _number(text: str) -> float | None:
    return float(text) if text else None


def load_place_cues(folders: Sequence[Path]) -> PlaceCues:
    """Read ``cues/places.yaml`` and ``cues/bearings.csv``."""
    content = read_mapping(folders, "cues/places.yaml")
    kinds = {type_: kind for kind, types in content["kinds"].items() for type_ in types}
    weights = read_weights(folders, "cues/bearings.csv")
    seats = {body: _named(seat) for seat, bodies in content["seats"].items() for body in bodies}
    words = {name: frozenset(content[name]) for name in _WORDS}
    return PlaceCues(**words, kinds=kinds, weights=weights, seats=seats)


def _named(place: str) -> tuple[str, str]:
    """ "Geneva, CHE" as name and country."""
    name, _, country = place.rpartition(", ")
    return name, country
