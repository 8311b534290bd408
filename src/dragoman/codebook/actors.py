"""Names, adjectives and common nouns that stand for actors. Formats: docs/codebook.md."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from dragoman.codebook.files import find, read_mapping, read_rows, read_yaml
from dragoman.errors import CodebookError

_LISTS = ("aliases", "local_aliases", "sectors", "kinds")
_TABLE = ("key", "name", "aliases", "local_aliases", "country", "sectors", "kinds")
_WORD = re.compile(r"\w+")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_SAME = {"’": "'", "‘": "'", "‐": "-", "‑": "-", "–": "-", "ı": "i", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L"}


@lru_cache(maxsize=4096)
def _folded(character: str) -> str:
    base = _SAME.get(character) or unicodedata.normalize("NFKD", character)[0]
    return base if base.isascii() else character


@lru_cache(maxsize=64)
def fold(text: str) -> str:
    """Accents off, apostrophes and hyphens straight; as many characters as before, so that spans still hold."""
    return text if text.isascii() else _NOT_ASCII.sub(lambda found: _folded(found[0]), text)


@dataclass(frozen=True, slots=True)
class Known:
    """An actor of the codebook. country: alpha-3 or None; code: its short name where it is a group or of no country.

    kinds: common nouns that may stand for it ("the kingdom", "the bloc").
    """

    key: str
    name: str
    kind: str
    country: str | None
    code: str | None
    sectors: tuple[str, ...]
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Name:
    """One way to write an actor. use: name, alias (of a body that only its own country's news calls so), adjective,

    people, seat (stands for the government) or region.

    others: bodies of other countries that bear the same name ("Congress", "the Labour Party").
    """

    text: str
    use: str
    known: Known
    others: tuple[Known, ...] = ()


@dataclass(frozen=True, slots=True)
class Role:
    """A common noun that stands for an actor: "minister", "police", "protester".

    theirs: whether it says only whose someone is ("Machar's men"). countries: those that have such an office ("foreign
    secretary"); none where any may.
    """

    noun: str
    sectors: tuple[str, ...]
    kind: str
    office: str | None = None
    title: bool = False
    spokesperson: bool = False
    theirs: bool = False
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """The days on which an armed group is the government of a state. end: empty while it lasts."""

    country: str
    code: str
    start: str
    end: str

    def holds_on(self, day: str) -> bool:
        """Whether it rules on an ISO day."""
        return self.start <= day and (not self.end or day <= self.end)


@dataclass(frozen=True)
class ActorBook:
    """All known actors, their names by first word (longest first), and the roles by last word (longest first).

    adjectives: the sector that an adjective before a role noun gives it.
    """

    known: Mapping[str, Known]
    _names: Mapping[str, tuple[Name, ...]]
    _roles: Mapping[str, tuple[Role, ...]]
    adjectives: Mapping[str, str]
    rules: Sequence[Rule] = ()

    def names_from(self, folded: str, start: int) -> Iterator[Name]:
        """The names that stand in the folded text at the place, longest first; whole words only."""
        first = _WORD.match(folded, start)
        if first is None:
            return
        for name in self._names.get(first.group(), ()):
            end = start + len(name.text)
            if folded.startswith(name.text, start) and not folded[end : end + 1].isalnum():
                yield name

    def named(self, words: str) -> Known | None:
        """The actor that some words are the code, a whole name, an adjective or the capital of, in any capitals."""
        plain = fold(" ".join(words.split()))
        if plain.upper() in self.known:
            return self.known[plain.upper()]
        for spelt in dict.fromkeys((plain, plain.title(), plain.capitalize(), plain.upper())):
            for name in self.names_from(spelt, 0):
                if len(name.text) == len(spelt):
                    return self.known.get(name.known.country or name.known.key)
        return None

    def roles_ending(self, lemma: str) -> tuple[Role, ...]:
        """The roles whose last word is the lemma, longest first."""
        return self._roles.get(lemma, ())

    def government(self, country: str) -> Known:
        """The government of a country, as an actor of its own."""
        state = self.known[country]
        return replace(
            state,
            key=f"{country} GOV",
            name=f"government of {state.name}",
            kind="organisation",
            sectors=("GOV",),
        )


def load_actors(folders: Sequence[Path]) -> ActorBook:
    """Read the files of ``actors/``. Raises CodebookError for an entry that breaks the format."""
    known: dict[str, Known] = {}
    names: list[Name] = []
    rules: list[Rule] = []
    for key, entry in read_mapping(folders, "actors/countries.yaml").items():
        known[key] = Known(key, entry["name"], "country", key, None, (), _list(entry, "kinds"))
        names.extend(_country_names(entry, known[key]))
        rules.extend(Rule(key, each["code"], each["start"], each["end"]) for each in entry.get("rulers", ()))
    for file, kind, key, entry in _bodies(folders):
        if key in known and known[key].kind == "country":
            raise CodebookError(f"actors/{file}: {key} is a country's code; name {entry['name']} otherwise")
        known[key] = _body(key, entry, kind)
        names.append(Name(fold(entry["name"]), "name", known[key]))
        names.extend(Name(fold(text), "name", known[key]) for text in _list(entry, "aliases"))
        names.extend(Name(fold(text), "alias", known[key]) for text in _list(entry, "local_aliases"))
        names.extend(Name(fold(text), "adjective", known[key]) for text in _list(entry, "adjectives"))
        names.extend(Name(fold(text), "seat", known[key]) for text in _list(entry, "metonyms"))
    lending = read_mapping(folders, "actors/adjectives.yaml").items()
    adjectives = {str(word): sector for sector, words in lending for word in words}
    return ActorBook(known, _by_first_word(names), _roles(folders), adjectives, rules)


def _bodies(folders: Sequence[Path]) -> Iterator[tuple[str, str, str, Mapping[str, Any]]]:
    """File, kind, key and entry of each body and group; those of one country also stand in tables by region."""
    for kind, file in (("organisation", "bodies.yaml"), ("group", "groups.yaml")):
        for key, entry in read_mapping(folders, f"actors/{file}").items():
            yield file, kind, key, entry
    for path, row in read_rows(folders, "actors/bodies/*.csv", _TABLE):
        lists = {column: row[column].split("|") for column in _LISTS if row[column]}
        yield f"bodies/{path.name}", "organisation", row["key"], row | lists


def _list(entry: Mapping[str, Any], key: str) -> tuple[str, ...]:
    return tuple(str(each) for each in entry.get(key) or ())


def _body(key: str, entry: Mapping[str, Any], kind: str) -> Known:
    country = entry.get("country")
    code = str(entry.get("code", key)) if kind == "group" or not country else None
    return Known(key, entry["name"], kind, country, code, _list(entry, "sectors"), _list(entry, "kinds"))


def _country_names(entry: Mapping[str, Any], state: Known) -> Iterator[Name]:
    seat = replace(
        state,
        key=f"{state.key} GOV",
        name=f"government of {state.name}",
        kind="organisation",
        sectors=("GOV",),
    )
    for text in (entry["name"], *_list(entry, "aliases")):
        yield Name(fold(text), "name", state)
    for use in ("adjectives", "people", "regions"):
        for text in _list(entry, use):
            yield Name(fold(text), {"adjectives": "adjective", "people": "people", "regions": "region"}[use], state)
    for text in (*([entry["capital"]] if entry.get("capital") else ()), *_list(entry, "metonyms")):
        yield Name(fold(text), "seat", seat)


def _is_body(name: Name) -> bool:
    return name.use in {"name", "alias"} and name.known.kind != "country" and name.known.country is not None


def _by_first_word(names: Sequence[Name]) -> dict[str, tuple[Name, ...]]:
    index: defaultdict[str, dict[str, Name]] = defaultdict(dict)
    for name in names:
        first = _WORD.match(name.text)
        if first is not None:
            held = index[first.group()].setdefault(name.text, name)
            if _is_body(held) and _is_body(name) and name.known not in (held.known, *held.others):
                index[first.group()][name.text] = replace(held, others=(*held.others, name.known))
    return {word: tuple(sorted(found.values(), key=lambda n: -len(n.text))) for word, found in index.items()}


def _roles(folders: Sequence[Path]) -> dict[str, tuple[Role, ...]]:
    roles: dict[str, Role] = {}
    for path in find(folders, "actors/roles.yaml"):
        here: set[str] = set()
        for entry in read_yaml(path):
            if "noun" not in entry:
                raise CodebookError(f"{path}: an entry without `noun`: {entry!r}")
            noun = entry["noun"].lower()
            if noun in here:
                raise CodebookError(f"{path}: {noun!r} stands twice")
            here.add(noun)
            roles[noun] = Role(
                noun,
                _list(entry, "sectors"),
                entry.get("kind", "role"),
                entry.get("office"),
                bool(entry.get("title", False)),
                bool(entry.get("spokesperson", False)),
                bool(entry.get("theirs", False)),
                _list(entry, "countries"),
            )
    index: defaultdict[str, list[Role]] = defaultdict(list)
    for role in roles.values():
        index[role.noun.replace("-", " ").split()[-1]].append(role)
    return {last: tuple(sorted(found, key=lambda r: -len(r.noun))) for last, found in index.items()}
