"""Places by name (places/places.csv, from GeoNames), and the words that lead to them (cues/places.yaml)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.codebook.actors import fold
from dragoman.codebook.files import read_mapping, read_rows


@dataclass(frozen=True, slots=True)
class Place:
    """A place. geonames: GeoNames id; lat, lon: degrees (None: unknown); kind: city, capital, region, site, country."""

    name: str
    country: str
    geonames: int | None
    lat: float | None
    lon: float | None
    population: int
    kind: str


@dataclass(frozen=True)
class PlaceIndex:
    """Places by folded name; among places of one name, capitals and then the largest come first."""

    _by_name: Mapping[str, tuple[Place, ...]]
    _capitals: Mapping[str, Place]

    def lookup(self, name: str, country: str | None) -> Place | None:
        """The place that a name most likely means; one of the country where there is one. None for an unknown name."""
        found = self._by_name.get(fold(name).lower(), ())
        return next((place for place in found if place.country == country), found[0] if found else None)

    def capital(self, country: str) -> Place | None:
        """The capital of a country (alpha-3), or None."""
        return self._capitals.get(country)


@dataclass(frozen=True, slots=True)
class PlaceCues:
    """Each field as in cues/places.yaml."""

    types: frozenset[str]
    speech_types: frozenset[str]
    without: frozenset[str]
    locatives: frozenset[str]
    capitals: frozenset[str]
    there: frozenset[str]
    on_the_spot: frozenset[str]


def load_places(folders: Sequence[Path]) -> PlaceIndex:
    """Read all CSV files of ``places/``."""
    by_name: defaultdict[str, list[Place]] = defaultdict(list)
    capitals: dict[str, Place] = {}
    for _, row in read_rows(folders, "places/*.csv"):
        place = Place(
            row["name"], row["country"], int(row["geonames"]) if row["geonames"] else None, _number(row["lat"]),
            _number(row["lon"]), int(row["population"] or 0), row["kind"],
        )  # fmt: skip
        if place.kind == "capital":
            capitals.setdefault(place.country, place)
        for name in {fold(each).lower() for each in (place.name, *row["aliases"].split("|")) if each}:
            by_name[name].append(place)
    rank = {"country": 0, "capital": 1}
    order = {
        name: tuple(sorted(found, key=lambda p: (rank.get(p.kind, 2), -p.population)))
        for name, found in by_name.items()
    }
    return PlaceIndex(order, capitals)


def _number(text: str) -> float | None:
    return float(text) if text else None


def load_place_cues(folders: Sequence[Path]) -> PlaceCues:
    """Read ``cues/places.yaml``."""
    content = read_mapping(folders, "cues/places.yaml")
    return PlaceCues(**{key: frozenset(content[key]) for key in PlaceCues.__dataclass_fields__})
