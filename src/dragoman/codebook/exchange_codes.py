"""Codes of GDELT, ICEWS, POLECAT, PETRARCH2 and Phoenix, and ours. Format and sources: exchange/README.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.codebook.files import read_rows
from dragoman.codebook.types import CameoCode, load_cameo
from dragoman.errors import CodebookError

_WRITE, _ALONE = "write", "alone"
_COLUMNS = {
    "countries": ("iso3", "fips", "cameo", "cow", "icews_name"),
    "sectors": ("scheme", "word", "sectors", "use"),
    "groups": ("known", "cameo", "actor"),
    "icews-events": ("text", "cameo"),
    "icews-names": ("name", "ours"),
    "quads": ("root", "gdelt", "phoenix"),
}


@dataclass(frozen=True, slots=True)
class CountryCodes:
    """One country's codes. Each: what is written first, then what is read besides.

    The first is "" where nothing is written: where the country has no code, or several parts with one each.
    """

    iso3: str
    fips: tuple[str, ...]
    cameo: tuple[str, ...]
    cow: tuple[str, ...]
    icews: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupCode:
    """A known group of CAMEO. known: three letters; cameo: the whole actor code; actor: the key in ``actors/``."""

    known: str
    cameo: str
    actor: str


@dataclass(frozen=True, slots=True)
class SectorWord:
    """What a foreign word says of an actor. alone: it counts only where no other word names a sector."""

    sectors: tuple[str, ...]
    alone: bool


@dataclass(frozen=True)
class ExchangeCodes:
    """The tables, indexed for reading (foreign to ours) and for writing (ours to foreign).

    countries: by ISO 3166 alpha-3. fips, cameo, cow: code to alpha-3; country_names: folded ICEWS name to alpha-3.
    words: scheme ("cameo", "icews") and folded word. written: scheme and sector to word. groups: by known code and by
    actor. texts: folded ICEWS event text to CAMEO code; labels: CAMEO code to ICEWS event text. quads: scheme
    ("gdelt", "phoenix") and CAMEO root to its class there.
    """

    countries: Mapping[str, CountryCodes]
    fips: Mapping[str, str]
    cameo: Mapping[str, str]
    cow: Mapping[str, str]
    country_names: Mapping[str, str]
    words: Mapping[tuple[str, str], SectorWord]
    written: Mapping[tuple[str, str], str]
    groups: Mapping[str, GroupCode]
    groups_of: Mapping[str, GroupCode]
    names: Mapping[str, str]
    texts: Mapping[str, str]
    labels: Mapping[str, str]
    quads: Mapping[tuple[str, str], int]

    def sectors(self, scheme: str, words: Iterable[str]) -> tuple[str, ...]:
        """Our sectors for an actor's words, in their order, each once; words that are in no table count for nothing."""
        found = [known for each in words if (known := self.words.get((scheme, each.strip().casefold())))]
        if any(each.sectors and not each.alone for each in found):
            found = [each for each in found if not each.alone]
        return tuple(dict.fromkeys(sector for each in found for sector in each.sectors))

    def words_for(self, scheme: str, sectors: Iterable[str]) -> tuple[str, ...]:
        """The foreign words for our sectors; a sector for which the scheme has no word is left out."""
        return tuple(word for each in sectors if (word := self.written.get((scheme, each))) is not None)


def load_exchange(folders: Sequence[Path]) -> ExchangeCodes:
    """Read the files of ``exchange/``. Raises CodebookError naming the file: a code that two entries claim, a CAMEO
    code that does not exist, a column missing."""
    countries = {iso3: _country(row) for iso3, row in _table(folders, "countries").items()}
    sectors = _table(folders, "sectors", keys=2)
    groups = [GroupCode(**row) for row in _table(folders, "groups").values()]
    texts, labels = _events(folders)
    quads = _table(folders, "quads")
    return ExchangeCodes(
        countries=countries,
        fips=_index("fips", ((code, each.iso3) for each in countries.values() for code in each.fips)),
        cameo=_index("cameo", ((code, each.iso3) for each in countries.values() for code in each.cameo)),
        cow=_index("cow", ((code, each.iso3) for each in countries.values() for code in each.cow)),
        country_names=_index("icews", ((n.casefold(), each.iso3) for each in countries.values() for n in each.icews)),
        words={(row["scheme"], row["word"].casefold()): _word(row) for row in sectors.values()},
        written={(row["scheme"], row["sectors"]): row["word"] for row in sectors.values() if row["use"] == _WRITE},
        groups={each.known: each for each in groups},
        groups_of={each.actor: each for each in reversed(groups)},
        names={name: row["ours"] for name, row in _table(folders, "icews-names").items()},
        texts=texts,
        labels=labels,
        quads={(scheme, root): int(row[scheme]) for root, row in quads.items() for scheme in ("gdelt", "phoenix")},
    )


def _table(folders: Sequence[Path], name: str, *, keys: int = 1) -> dict[str, dict[str, str]]:
    """The rows of one file in all folders by their first columns; a later folder's row replaces an earlier one's."""
    columns = _COLUMNS[name]
    found: dict[str, dict[str, str]] = {}
    for path, row in read_rows(folders, f"exchange/{name}.csv"):
        if row.keys() != set(columns):
            raise CodebookError(f"{path}: a row must have the columns {', '.join(columns)}, found {row!r}")
        found["|".join(row[each] for each in columns[:keys])] = row
    return found


def _country(row: Mapping[str, str]) -> CountryCodes:
    cells = (_several(row[column]) for column in ("fips", "cameo", "cow", "icews_name"))
    return CountryCodes(row["iso3"], *cells)


def _several(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|"))


def _word(row: Mapping[str, str]) -> SectorWord:
    if row["use"] not in {"", _WRITE, _ALONE}:
        raise CodebookError(f"exchange/sectors.csv: {row['word']}: use is 'write', 'alone' or empty")
    return SectorWord(tuple(filter(None, row["sectors"].split("|"))), row["use"] == _ALONE)


def _index(column: str, pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    index: dict[str, str] = {}
    for code, iso3 in pairs:
        if code and index.setdefault(code, iso3) != iso3:
            raise CodebookError(f"exchange/countries.csv: {column} {code} stands for {index[code]} and for {iso3}")
    return index


def _events(folders: Sequence[Path]) -> tuple[dict[str, str], dict[str, str]]:
    """ICEWS event texts to CAMEO codes and back: the names of ``events/cameo.csv``, changed by ``icews-events.csv``."""
    cameo = load_cameo(folders)
    own = {text: row["cameo"] for text, row in _table(folders, "icews-events").items()}
    unknown = sorted(set(own.values()) - cameo.keys())
    if unknown:
        raise CodebookError(f"exchange/icews-events.csv: no CAMEO code {unknown[0]}")
    texts = {name.casefold(): code for name, code in _names(cameo)} | {t.casefold(): code for t, code in own.items()}
    labels = {code: name for name, code in _names(cameo)} | {code: text for text, code in own.items()}
    return texts, labels


def _names(cameo: Mapping[str, CameoCode]) -> Iterator[tuple[str, str]]:
    for code in cameo.values():
        yield code.name, code.code
