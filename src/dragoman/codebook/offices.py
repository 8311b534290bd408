"""Who held which office on which day. Format: offices/README.md."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from dragoman.codebook.actors import fold
from dragoman.codebook.bearers import Bearers, bearers
from dragoman.codebook.files import read_rows

_PREFIXES = ("al-", "al ", "el-", "el ", "as-", "ash-", "ad-", "an-", "az-")
_LAST_DAY = "9999-12-31"
_COLUMNS = ("person", "aliases", "office", "country", "sectors", "start", "end")
_NO_OFFICES = ("outside-government", "others")  # files of those who are never listed, nor meant by a last name


def name_key(name: str) -> str:
    """A name as a key: folded, lower case, no hyphens."""
    return fold(name).lower().replace("-", " ").replace(".", " ").replace("  ", " ").strip()


def last_name(name: str) -> str:
    """The last name as a key, without the Arabic article: "Mustafa Al-Kadhimi" -> "kadhimi"."""
    words = fold(name).lower().split()
    last = words[-1] if words else ""
    for prefix in _PREFIXES:
        last = last.removeprefix(prefix)
    return last


@dataclass(frozen=True, slots=True)
class Tenure:
    """One person in one office. start, end: EDTF, end empty while it lasts. body: code where there is no country."""

    person: str
    office: str
    country: str | None
    body: str | None
    sectors: tuple[str, ...]
    start: str
    end: str

    def holds_on(self, day: str) -> bool:
        """Whether the person held it on an ISO day (to the precision of the table)."""
        return self.start <= day <= _through(self.end)

    def holds_in(self, year: str) -> bool:
        """Whether it lasts in a year, in four figures."""
        return self.start[:4] <= year <= (self.end[:4] or year)

    def began_by(self, day: str) -> bool:
        """Whether the tenure had begun on the ISO day."""
        return self.start <= day


def _through(end: str) -> str:
    return end + _LAST_DAY[len(end) :] if end else _LAST_DAY


@dataclass(frozen=True)
class Offices:
    """The tables, by full name (all spellings) and by last name, and row by row."""

    _by_name: Mapping[str, tuple[Tenure, ...]]
    _by_last: Mapping[str, tuple[Tenure, ...]]
    _rows: tuple[Tenure, ...] = ()

    def tenures(self, name: str) -> tuple[Tenure, ...]:
        """The tenures of a person by full name, in the order of the tables; empty for a stranger.

        A middle initial that the tables lack is passed over ("Cyrus R. Vance").
        """
        key = name_key(name)
        if key in self._by_name:
            return self._by_name[key]
        first, *others = key.split() or [""]
        return self._by_name.get(" ".join([first, *(word for word in others if len(word) > 1)]), ())

    def of_last_name(self, name: str) -> tuple[Tenure, ...]:
        """The tenures of all persons with that last name."""
        return self._by_last.get(last_name(name), ())

    def fit(self, name: str, country: str) -> float:
        """How well a name fits a country, by the names of those who held offices there; 0 where nothing tells."""
        return self._bearers.fit(name_key(name).split(), country)

    @cached_property
    def _bearers(self) -> Bearers:
        persons = {(name_key(each.person), each.country) for each in self._rows if each.country is not None}
        return bearers(sorted((name, country) for name, country in persons if country is not None))

    def holders(self, code: str, day: str) -> tuple[Tenure, ...]:
        """Who holds the offices of a country or body on an ISO day, in the order of the tables; each tenure once."""
        held = (each for each in self._rows if code in (each.country, each.body) and each.holds_on(day))
        return tuple(dict.fromkeys(held))


def best_tenure(tenures: Sequence[Tenure], day: str | None) -> Tenure | None:
    """The tenure that counts on a day: one that lasts then, else the latest that had begun, else none.

    Without a day: the latest of all. Among several the first of the tables (state, government, ministries) wins; of
    those that are over, one of a state before one of a body ("Bill Clinton" is no former envoy of the UN).
    """
    if day is None:
        return max(tenures, key=lambda t: t.start, default=None)
    running = [tenure for tenure in tenures if tenure.holds_on(day)]
    if running:
        return running[0]
    over = [tenure for tenure in tenures if tenure.began_by(day)]
    return max(over, key=lambda t: (t.country is not None, t.start), default=None)


def load_offices(folders: Sequence[Path]) -> Offices:
    """Read all CSV files of ``offices/``, heads of state and government first."""
    order = ("head-of-government", "head-of-state")
    rows = sorted(read_rows(folders, "offices/*.csv", _COLUMNS), key=lambda pair: pair[0].stem not in order)
    by_name: defaultdict[str, list[Tenure]] = defaultdict(list)
    by_last: defaultdict[str, list[Tenure]] = defaultdict(list)
    tenures: list[Tenure] = []
    for path, row in rows:
        tenure = Tenure(
            row["person"],
            row["office"],
            row["country"] or None,
            row.get("body") or None,
            tuple(filter(None, row["sectors"].split("|"))),
            row["start"],
            row["end"],
        )
        spellings = [row["person"], *filter(None, row["aliases"].split("|"))]
        for key in dict.fromkeys(map(name_key, spellings)):
            by_name[key].append(tenure)
        if path.stem in _NO_OFFICES:
            continue
        tenures.append(tenure)
        for key in dict.fromkeys(map(last_name, spellings)):
            by_last[key].append(tenure)
    return Offices({k: tuple(v) for k, v in by_name.items()}, {k: tuple(v) for k, v in by_last.items()}, tuple(tenures))
