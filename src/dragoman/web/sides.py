"""Which nation, body or group of states some words mean, and the names to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.codebook.actors import fold

if TYPE_CHECKING:
    from dragoman.codebook import Codebook
    from dragoman.relations.book import Ledger

_COUNTED = """
SELECT code, count(*) FROM (SELECT unnest(source_codes || recipient_codes) AS code FROM events WHERE status = 'actual')
GROUP BY code ORDER BY 2 DESC, 1"""


@dataclass(frozen=True, slots=True)
class Choice:
    """One side to choose. events: how often it stands on either side of an actual event."""

    code: str
    name: str
    events: int


def choices(ledger: Ledger, book: Codebook) -> tuple[Choice, ...]:
    """The nations and bodies of the ledger that the codebook names, most events first; then other groups of states."""
    known = book.actors.known
    there = {code: count for code, count in ledger.rows(_COUNTED) if code in known or book.groups.is_group(code)}
    every = {**there, **{code: 0 for code in sorted(book.groups.spells) if code not in there}}
    return tuple(Choice(code, name_of(code, book), count) for code, count in every.items())


def code_of(words: str, book: Codebook) -> str | None:
    """The code that some words mean: a code, or a name, adjective or capital of the codebook; None where none does."""
    words = " ".join(words.split())
    upper = words.upper()
    if upper in book.actors.known or book.groups.is_group(upper):
        return upper
    for spelt in dict.fromkeys((words, words.title(), words.capitalize(), upper)):
        folded = fold(spelt)
        for name in book.actors.names_from(folded, 0):
            code = name.known.country or name.known.code
            if len(name.text) == len(folded) and code is not None:
                return code
    return None


def name_of(code: str, book: Codebook) -> str:
    """The name of a code; the code itself where the codebook has none."""
    known = book.actors.known.get(code)
    return known.name if known is not None else book.groups.names.get(code, code)
