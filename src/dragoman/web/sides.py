"""The nations, bodies and groups of states to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

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
    return tuple(Choice(code, book.name_of(code), count) for code, count in every.items())
