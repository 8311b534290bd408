"""Whom one may mean: the actors of a ledger and of the codebook by the beginning of a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from dragoman.api.cited import Cited
from dragoman.codebook.actors import fold

if TYPE_CHECKING:
    from dragoman.api.opened import Asked
    from dragoman.codebook import Codebook
    from dragoman.codebook.actors import Known

_WORD = re.compile(r"\w+")


class ActorRow(msgspec.Struct, frozen=True):
    """An actor. country: ISO 3166 alpha-3; code: the short name of a group, or of a body of no country.

    events: those of the ledger that it has a side in; known: whether the codebook has it.
    """

    name: str
    kind: str
    country: str | None
    code: str | None
    events: int
    known: bool


class ActorsAnswer(msgspec.Struct, frozen=True):
    """The actors found, those with most events first."""

    ledger: Cited
    actors: tuple[ActorRow, ...]


_ALL = """
SELECT p.name, p.kind, p.country, p.code, count(*) AS events FROM (
    SELECT unnest(source) AS p FROM events UNION ALL SELECT unnest(recipient) FROM events)
GROUP BY ALL ORDER BY events DESC, p.name, p.kind, p.country, p.code"""


class Roster:
    """All actors of a ledger at one snapshot, most events first, each with its name as it is looked for."""

    def __init__(self) -> None:
        self._made: tuple[int, list[tuple[str, ActorRow]]] = (-1, [])

    def found(self, asked: Asked, words: str) -> Iterator[ActorRow]:
        """The actors with a word of the name that begins with the words."""
        snapshot, actors = self._made
        if snapshot != asked.snapshot:
            actors = [
                (_plain(name), ActorRow(name, kind, country, code, events, False))
                for name, kind, country, code, events in asked.ledger.rows(_ALL)
            ]
            self._made = asked.snapshot, actors
        yield from (actor for name, actor in actors if words in name)


def actors_of(asked: Asked, roster: Roster, book: Codebook, words: str, limit: int) -> list[ActorRow]:
    """The actors whose name, or a word of it, begins with the words; accents and capitals do not count.

    First comes the one of the codebook that the words are a code or another name of, then those whose whole name begins
    so; those with most events first, then those with the shortest names.
    """
    plain, meant = _plain(words), book.actors.named(words)
    if not plain.strip():
        return []
    found = {(each.name, _nation(each)): each for each in roster.found(asked, plain)}
    for known in book.actors.known.values():
        if plain in _plain(known.name) or known == meant:
            key = known.name, _nation(known)
            events = found[key].events if key in found else 0
            found[key] = ActorRow(known.name, known.kind, known.country, known.code, events, True)
    first = meant.name if meant is not None else None

    def rank(actor: ActorRow) -> tuple[bool, bool, int, int]:
        return actor.name != first, not _plain(actor.name).startswith(plain), -actor.events, len(actor.name)

    return sorted(found.values(), key=rank)[:limit]


def _nation(actor: ActorRow | Known) -> str | None:
    return actor.country or actor.code


def _plain(words: str) -> str:
    """The words without accents, capitals and marks, with a space before each."""
    return f" {' '.join(_WORD.findall(fold(words).lower()))}"
